"""The survey of languages, compared with simple loops and with the program."""

import datetime
import json
import statistics
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import tokmill

CORPUS = {"en": "It rained all day.", "de": ["Es regnete", "den ganzen Tag."], "my": "\u1019\u102d\u102f\u1038\u101b\u103d\u102c",
          "empty": []}
PROGRAM = Path(tokmill.__file__).parent / "bin" / "tokmill"
DAY = datetime.date(2025, 8, 1)


@pytest.fixture(scope="module")
def o200k():
    return tokmill.encoding("o200k_base")


def test_rows(o200k):
    survey = tokmill.languages(o200k, CORPUS)
    assert isinstance(survey, tokmill.LanguageSurvey)
    assert (survey.encoding, survey.exact) == ("o200k_base", True)
    assert [row.language for row in survey.rows] == list(CORPUS)
    for row, parts in zip(survey.rows, CORPUS.values()):
        assert isinstance(row, tokmill.LanguageRow)
        parts = [parts] if isinstance(parts, str) else parts
        assert row.tokens == sum(map(o200k.count, parts))
        assert row.characters == sum(map(len, parts))
        assert row.bytes == sum(len(part.encode()) for part in parts)
        assert row.premium == row.tokens / o200k.count(CORPUS["en"])
        assert row.bytes_per_token == (row.bytes / row.tokens if row.tokens else None)
        assert row.cost is None
    premiums = [row.premium for row in survey.rows]
    assert survey.mean == pytest.approx(statistics.mean(premiums))
    assert survey.median == pytest.approx(statistics.median(premiums))
    assert survey.above_2 == sum(premium > 2 for premium in premiums) / 4
    assert 0 < survey.gini < 1


def test_other_arguments(o200k):
    german = tokmill.languages(o200k, CORPUS, base="de")
    assert german.rows[1].premium == 1
    assert tokmill.languages(o200k, {"en": iter(["a", "b"])}).rows[0].tokens == 2
    results = [tokmill.languages(o200k, threads=threads) for threads in (1, 2, None)]
    assert results[0] == results[1] == results[2]


def test_models():
    survey = tokmill.languages("gpt-4o", at=DAY)
    assert (survey.encoding, survey.exact) == ("o200k_base", True)
    assert tokmill.languages("claude-sonnet-4-5", at=DAY).exact is False
    if survey.rows[0].graphemes is not None:
        assert all(isinstance(row.cost, Decimal) and row.cost > 0 for row in survey.rows)


def test_the_built_in_sample_is_that_of_the_program():
    if not PROGRAM.exists():
        pytest.skip("the wheel was built without CLI11, fmt or ICU")
    command = [PROGRAM, "languages", "-m", "gpt-4o", "--at", DAY.isoformat(), "--json"]
    rows = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    mine = tokmill.languages("gpt-4o", at=DAY).rows
    assert len(mine) == len(rows) > 50
    for row, theirs in zip(mine, rows):
        expected = {name: theirs[name] for name in (*row._fields[:-1],)}
        assert row._asdict() == {**expected, "cost": Decimal(theirs["usd_1000_pages"])}


@pytest.mark.parametrize(("arguments", "error", "message"), [
    (("gpt-4oo",), ValueError, "did you mean"),
    ((5,), TypeError, "expected an Encoding or the name of a model, got int"),
    (("gpt-4o", {"de": "a"}), ValueError, "en"),
    (("gpt-4o", {"en": [5]}), TypeError, "expected a str as text, got int"),
    (("gpt-4o", {5: "a"}), TypeError, "expected a str as language, got int"),
])
def test_errors(arguments, error, message):
    with pytest.raises(error, match=message):
        tokmill.languages(*arguments)
    with pytest.raises(ValueError, match="max_workers"):
        tokmill.languages("gpt-4o", threads=0)


def test_the_sample_is_not_read_before_it_is_used():
    program = "import sys, tokmill; tokmill.encoding('gpt2').count('a'); print('json' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"False\n"

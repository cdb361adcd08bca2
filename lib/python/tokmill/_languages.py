"""How many tokens the same text takes in different languages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from ._analysis import survey_languages
from ._native import Encoding


class LanguageRow(NamedTuple):
    """One language under one tokenizer. Ratios are None if their divisor is 0."""

    language: str
    """The tag, as in the corpus."""
    name: str
    """In English; empty if it is not known, and in a build without ICU."""
    script: str
    """In English; empty if there are no letters, and in a build without ICU."""
    tokens: int
    bytes: int
    characters: int
    graphemes: int | None
    """None in a build without ICU."""
    premium: float | None
    """Tokens divided by those of the base language."""
    tokens_per_character: float | None
    tokens_per_grapheme: float | None
    bytes_per_token: float | None
    cost: Decimal | None
    """Dollars for the input of 1000 calls with a page each: as many tokens as 500 words of the base language take on
    average. None without a model, without a known price, and in a build without ICU."""


class LanguageSurvey(NamedTuple):
    """The languages of a corpus under one tokenizer. Shares are between 0 and 1."""

    rows: list[LanguageRow]
    """In the order of the corpus."""
    encoding: str
    """The name of the encoding."""
    exact: bool
    """Whether the encoding is the model's own; True without a model."""
    scripts: int
    mean: float
    """Of the premiums, like the following numbers. Languages without a premium are left out."""
    median: float
    above_2: float
    """The share of languages whose premium is above 2."""
    above_4: float
    above_8: float
    gini: float
    """The Gini coefficient: 0 if all are equal, near 1 if one language has almost all tokens."""


def languages(
    tokenizer: Encoding | str,
    corpus: Mapping[str, str | Iterable[str]] | None,
    base: str,
    at: date | None,
    threads: int | None,
) -> LanguageSurvey:
    if corpus is None:
        texts = _sample()
    else:
        texts = {
            language: [parts] if isinstance(parts, str) else list(parts)
            for language, parts in corpus.items()
        }
    day = (at or date.today()).isoformat()
    rows, encoding, exact, summary = survey_languages(tokenizer, texts, base, day, threads)
    return LanguageSurvey(
        [LanguageRow(*row[:-1], None if row[-1] is None else Decimal(row[-1])) for row in rows],
        encoding,
        exact,
        *summary,
    )


def _sample() -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    with Path(__file__).with_name("parallel.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            texts.setdefault(row["lang"], []).append(row["text"])
    return texts

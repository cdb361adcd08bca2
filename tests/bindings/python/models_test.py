"""Requests, prices and numbers, compared with the figures of the C++ tests and of the documentation."""

import datetime
import json
from decimal import Decimal

import pytest

import tokmill

QUESTION = {"model": "gpt-4o", "messages": [{"role": "user", "content": "How many tokens is this?"}]}


def test_requests():
    count = tokmill.count_request(QUESTION)
    assert (count.total, count.most, count.exact, count.unknown) == (13, 13, True, False)
    assert count.encoding == "o200k_base"
    assert sum(item.tokens for item in count.items) == 13
    assert isinstance(count, tokmill.RequestCount)
    assert tokmill.count_request(json.dumps(QUESTION)) == tokmill.count_request(json.dumps(QUESTION).encode()) == count
    assert tokmill.count_request(QUESTION["messages"], model="gpt-4o").total == 13


def test_requests_to_other_models():
    proxy = tokmill.count_request(QUESTION, model="claude-sonnet-4-5")
    assert not proxy.exact
    gpt4 = tokmill.count_request(QUESTION, model="gpt-4")
    assert gpt4.encoding == "cl100k_base"
    own = tokmill.count_request(QUESTION, encoding=tokmill.encoding("gpt2"))
    assert own.encoding == "gpt2"


@pytest.mark.parametrize("request_", ["{", "5", {}, {"model": "gpt-4o"}, {"model": "gpt-4o", "messages": 5}, "", b"\xff"])
def test_requests_that_cannot_be_counted(request_):
    with pytest.raises(ValueError):
        tokmill.count_request(request_, model="gpt-4o")


def test_requests_without_a_model():
    with pytest.raises(ValueError, match="names no model"):
        tokmill.count_request(QUESTION["messages"])
    with pytest.raises(ValueError, match="did you mean"):
        tokmill.count_request(QUESTION, model="gpt4oo")


def test_costs():
    bill = tokmill.cost("gpt-4o", input_tokens=1200, output_tokens=300, at=datetime.date(2025, 8, 1))
    assert (bill.total, bill.input, bill.output) == (Decimal("0.006"), Decimal("0.003"), Decimal("0.003"))
    assert (bill.model, bill.provider) == ("gpt-4o", "openai")
    assert isinstance(bill.total, Decimal)
    assert isinstance(bill, tokmill.Bill)
    many = tokmill.cost("gpt-4o", input_tokens=1200, output_tokens=300, calls=1000, at=datetime.date(2025, 8, 1))
    assert many.total == 6
    batch = tokmill.cost("gpt-4o", input_tokens=1200, output_tokens=300, service="batch", at=datetime.date(2025, 8, 1))
    assert batch.total == Decimal("0.003")


def test_prices_that_are_not_known_are_none():
    bill = tokmill.cost("gpt-4o", input_tokens=1, at=datetime.date(1999, 1, 1))
    assert (bill.total, bill.input) == (None, None)


def test_errors_of_costs():
    for arguments in ({"service": "nonsense"}, {"input_tokens": 1, "cached_tokens": 2}):
        with pytest.raises(ValueError):
            tokmill.cost("gpt-4o", **arguments)
    with pytest.raises(ValueError, match="did you mean"):
        tokmill.cost("gpt4oo")
    for arguments in ({"input_tokens": -1}, {"input_tokens": 1.5}, {"input_tokens": 2**64}):
        with pytest.raises(TypeError):
            tokmill.cost("gpt-4o", **arguments)
    with pytest.raises(OverflowError):
        tokmill.cost("gpt-4o", input_tokens=2**63, calls=2**63, at=datetime.date(2025, 8, 1))


def test_numbers():
    encoding = tokmill.encoding("cl100k_base")
    result = tokmill.numbers(encoding, 0, 1100)
    assert (result.whole, result.first_split) == (1000, 1000)
    assert result.shapes == {"3+1": 101}
    assert tokmill.numbers(encoding, 0, 1100, threads=2) == result
    assert tokmill.numbers(encoding, 5, 5).first_split is None
    with pytest.raises(ValueError):
        tokmill.numbers(encoding, 2, 1)


def test_names_of_the_package():
    assert tokmill.tiktoken.get_encoding("gpt2").name == "gpt2"
    with pytest.raises(AttributeError):
        tokmill.nonsense  # noqa: B018

"""Texts that grow, and parts of texts, compared with counting them as a whole."""

import random

import pytest
from strings import Strings

import tokmill


@pytest.fixture(scope="module", params=["gpt2", "o200k_base"])
def encoding(request):
    return tokmill.encoding(request.param)


def random_texts(count):
    return Strings(21, ["hello", " world", "\u4f60\u597d", "123", "'s", "<|endoftext|>", "\U0001f600"]).some(count)


def test_a_text_that_grows_and_shrinks(encoding):
    rng = random.Random(1)
    counter = tokmill.AppendableCounter(encoding)
    text = b""
    for part in random_texts(400):
        part = part.encode()
        cut = rng.randrange(len(part) + 1)  # in the middle of a character, too
        for piece in (part[:cut], part[cut:]):
            counter.append(piece)
            text += piece
            assert counter.count() == encoding.count(text)
            assert counter.size == len(text)
        if rng.random() < 0.3:
            text = text[:rng.randrange(len(text) + 1)]
            counter.roll_back(len(text))
            assert counter.count() == encoding.count(text)
        if len(text) > 2000:
            text = b""
            counter.roll_back(0)
    counter.roll_back(counter.size + 5)
    assert counter.size == len(text)


def test_parts_of_str(encoding):
    counter = tokmill.AppendableCounter(encoding)
    counter.append("caf\xe9")
    assert counter.size == 5
    counter.append("\u0301" * 10_000)
    assert counter.count() == encoding.count("caf\xe9" + "\u0301" * 10_000)


def test_errors_of_texts_that_grow(encoding):
    counter = tokmill.AppendableCounter(encoding)
    for part in (5, ["a"]):
        with pytest.raises(TypeError, match="expected str or bytes"):
            counter.append(part)
    with pytest.raises(ValueError, match="not negative for size"):
        counter.roll_back(-1)
    with pytest.raises(TypeError):
        counter.roll_back("1")
    with pytest.raises(TypeError):
        counter.append(None)
    with pytest.raises(TypeError):
        tokmill.AppendableCounter("gpt2")


@pytest.mark.parametrize("make", [str, str.encode])
def test_intervals(encoding, make):
    rng = random.Random(2)
    for text in (*random_texts(60), "", "plain ASCII text " * 30, "\u4f60\u597d caf\xe9 \U0001f600 " * 40):
        text = make(text)
        counter = tokmill.IntervalCounter(encoding, text)
        assert len(counter) == len(text)
        assert counter.count() == encoding.count(text)
        for _ in range(40):
            start, end = (rng.choice([None, rng.randrange(-len(text) - 3, len(text) + 4)]) for _ in range(2))
            assert counter.count(start, end) == encoding.count(text[start:end]), (start, end)


def test_intervals_of_text_that_is_not_utf8(encoding):
    text = b"caf\xe9 \xf0\x9f ok \xff" * 5
    counter = tokmill.IntervalCounter(encoding, text)
    for start in range(len(text)):
        assert counter.count(start, start + 7) == encoding.count(text[start:start + 7])


def test_errors_of_intervals(encoding):
    with pytest.raises(UnicodeEncodeError):
        tokmill.IntervalCounter(encoding, "a\ud83d")
    for text in (5, ["a"]):
        with pytest.raises(TypeError, match="expected str or bytes"):
            tokmill.IntervalCounter(encoding, text)
    with pytest.raises(TypeError):
        tokmill.IntervalCounter(encoding, None)
    with pytest.raises(TypeError):
        tokmill.IntervalCounter(encoding, "abc").count("1")

"""Rows that are hard for engines, and their tokens as tiktoken counts them."""

import random

import oracle

HARD = [None, "", "a", "two\nlines", "tab\there", "nul\0byte", "\u4f60\u597d \U0001f600", "quote \" ' \\N \\", "<|endoftext|>",
        "a long row " * 1_000_000]


def many(count=100_000):
    """Return many rows, some of which are missing, and the number of tokens in all."""
    rng = random.Random(16)
    words = ["hello", " world", "\n", " 12345", " \u4f60\u597d", "'s", "\t", " the", " of"]
    rows = [None if rng.random() < 0.01 else "".join(rng.choices(words, k=rng.randrange(60))) for _ in range(count)]
    return rows, total(rows)


def total(rows, encoding="o200k_base"):
    return sum(counts(rows, encoding=encoding, missing=0))


def counts(rows, encoding="o200k_base", missing=None):
    """Return the number of tokens of each row."""
    theirs = oracle.encoding(encoding)
    return [missing if row is None else len(theirs.encode_ordinary(row)) for row in rows]

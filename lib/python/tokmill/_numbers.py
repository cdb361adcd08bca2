"""How encodings split numbers."""

from __future__ import annotations

from typing import NamedTuple

from ._analysis import tally
from ._native import Encoding


class NumberTally(NamedTuple):
    """How an encoding splits the integers of a range."""

    whole: int
    """How many are one token."""
    first_split: int | None
    """The smallest that is not."""
    shapes: dict[str, int]
    """How many of the others have each shape, the most frequent first: "3+1" is a token of three digits and one of one."""


def numbers(encoding: Encoding, first: int, last: int, threads: int | None) -> NumberTally:
    return NumberTally(*tally(encoding, first, last, threads))

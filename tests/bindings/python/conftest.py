"""Fixtures of the tests of the Python package."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tests" / "differential"), str(Path(__file__).parent)]

import oracle  # noqa: E402  (it is in the folder that was just added)

import tokmill  # noqa: E402
import tokmill.tiktoken  # noqa: E402


@pytest.fixture(scope="session", params=oracle.ENCODINGS)
def pair(request):
    """The same encoding of tokmill.tiktoken and of tiktoken."""
    return tokmill.tiktoken.get_encoding(request.param), oracle.encoding(request.param)


@pytest.fixture(scope="session")
def cl100k():
    return tokmill.tiktoken.get_encoding("cl100k_base"), oracle.encoding("cl100k_base")


@pytest.fixture(scope="session")
def has_icu():
    """Whether the package was built with ICU."""
    try:
        tokmill.encoding("gpt2").chunk("a", 5, boundaries=["grapheme"])
    except NotImplementedError:
        return False
    return True

"""Encodings of files."""

from __future__ import annotations

import os

from ._native import Encoding, read_vocabulary_and_merges
from ._native import open_encoding as _open_encoding


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def open_encoding(
    path: str | os.PathLike[str], pattern: str, special_tokens: dict[str, int]
) -> Encoding:
    path = os.fspath(path)
    if not os.path.isdir(path):
        return _open_file(path, os.path.basename(path), pattern, special_tokens)
    name = os.path.basename(os.path.abspath(path))
    for file in ("tokenizer.json", "tekken.json"):
        if os.path.exists(os.path.join(path, file)):
            return _open_file(os.path.join(path, file), name, pattern, special_tokens)
    vocabulary, merges = (os.path.join(path, file) for file in ("vocab.json", "merges.txt"))
    if os.path.exists(vocabulary) and os.path.exists(merges):
        return read_vocabulary_and_merges(_read(vocabulary), _read(merges), name)
    raise FileNotFoundError(
        f"{path}: expected a tokenizer.json, a tekken.json, or a vocab.json with a merges.txt"
    )


def _open_file(path: str, name: str, pattern: str, special_tokens: dict[str, int]) -> Encoding:
    try:
        return _open_encoding(os.fsencode(path), name, pattern, special_tokens)
    except OSError:
        # Python's own error has the number of the error.
        with open(path, "rb"):
            raise
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None

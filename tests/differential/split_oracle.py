"""Ask Hugging Face's tokenizers, tiktoken and the program split_subject how they split texts."""

import json
import os
import pathlib
import subprocess
import unittest

import tiktoken
import tokenizers
from tokenizers import pre_tokenizers

os.environ["RUST_BACKTRACE"] = "0"  # tiktoken panics at an empty piece

KNOWN = json.loads(pathlib.Path(__file__).with_name("split_patterns.json").read_text(encoding="ascii"))


class Subject:
    """The program under test; its path is in the environment variable TOKMILL_SPLIT_SUBJECT."""

    def __init__(self):
        self._process = subprocess.Popen([os.environ["TOKMILL_SPLIT_SUBJECT"]], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE)

    def close(self):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def pieces(self, splitter, texts):
        """Return a list of [start, end] in bytes for each text, or a dictionary with `error` and `position`."""
        request = {key: splitter[key] for key in ("steps", "rank_file") if key in splitter}
        self._process.stdin.write(json.dumps({**request, "texts": texts}).encode() + b"\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


class SplitTest(unittest.TestCase):
    """Has a Subject."""

    @classmethod
    def setUpClass(cls):
        cls.subject = Subject()
        cls.addClassCleanup(cls.subject.close)

    def compared(self, splitter, texts, expected_of):
        """Return the texts that are not split as in expected_of(pieces), a list of lists of bytes, or None in it."""
        found = self.subject.pieces(splitter, texts)
        self.assertIsInstance(found, list, found)
        return [text for text, pieces, expected in zip(texts, found, expected_of(found))
                if expected is not None and [text.encode()[start:end] for start, end in pieces] != expected]


def hugging_face(steps):
    """Return the pre-tokenizer of these steps. Raise an exception if a pattern is not valid."""
    made = []
    for step in steps:
        if step["type"] == "Split":
            pattern = tokenizers.Regex(step["regex"]) if "regex" in step else step["string"]
            made.append(pre_tokenizers.Split(pattern, step["behavior"], step["invert"]))
        elif step["type"] == "ByteLevel":
            made.append(pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=step["use_regex"]))
        elif step["type"] == "Digits":
            made.append(pre_tokenizers.Digits(individual_digits=step["individual"]))
        else:
            made.append(pre_tokenizers.Punctuation(step["behavior"]))
    return pre_tokenizers.Sequence(made)


BYTES_OF_MAPPED = {}
for _byte in range(256):
    _visible = 0x21 <= _byte <= 0x7E or 0xA1 <= _byte <= 0xAC or 0xAE <= _byte
    _shown = _byte if _visible else 0x100 + sum(not (0x21 <= b <= 0x7E or 0xA1 <= b <= 0xAC or 0xAE <= b)
                                                 for b in range(_byte))
    BYTES_OF_MAPPED[chr(_shown)] = _byte


def hugging_face_pieces(pre_tokenizer, steps, text):
    """Return the pieces as bytes; None if Oniguruma gives up because it would take too long."""
    is_mapped = any(step["type"] == "ByteLevel" for step in steps)
    try:
        pieces = [piece for piece, _ in pre_tokenizer.pre_tokenize_str(text)]
    except BaseException as error:
        if type(error).__name__ == "PanicException" and "retry-limit-in-match over" in str(error):
            return None
        raise
    return [bytes(BYTES_OF_MAPPED[c] for c in piece) if is_mapped else piece.encode() for piece in pieces]


def fancy_regex_pieces(pattern, texts, expected):
    """Return, for each text, the pieces of tiktoken as bytes.

    tiktoken does not tell its pieces, only their tokens. So this gives it a vocabulary in which every part of every
    text, up to a bit more than the longest piece expected, is a token. A piece that is a token is never divided.
    """
    longest = max((end - start for pieces in expected for start, end in pieces), default=0) + 4
    ranks = {bytes([byte]): byte for byte in range(256)}
    for text in texts:
        data = text.encode()
        for start in range(len(data)):
            for end in range(start + 2, min(start + longest, len(data)) + 1):
                ranks.setdefault(data[start:end], len(ranks))
    encoding = tiktoken.Encoding("test", pat_str=pattern, mergeable_ranks=ranks, special_tokens={})
    return [encoding.decode_tokens_bytes(encoding.encode_ordinary(text)) for text in texts]

"""Random texts that cover the difficult cases of a tokenizer.

The parts are in traps.json, which the C++ tests read too. Each group there is a class of characters or sequences that
at least one pattern treats specially.
"""

import json
import os
import random

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "traps.json"), encoding="ascii") as _file:
    # Weights apply to groups; the parts of one group are equally likely.
    GROUPS = json.load(_file)
WEIGHTS = [group["weight"] for group in GROUPS]


def random_character(rng):
    """Return a random Unicode scalar value, at least half of the time below U+3000, where most classes are."""
    while True:
        code_point = rng.randrange(0x3000) if rng.random() < 0.5 else rng.randrange(0x110000)
        if not 0xD800 <= code_point <= 0xDFFF:
            return chr(code_point)


class Strings:
    """Random texts for one encoding. The same seed and words always give the same texts."""

    def __init__(self, seed, words):
        """`words` are the texts of tokens; concatenating random ones exercises rare merges."""
        self._rng = random.Random(seed)
        self._words = words
        self._letters = [word for word in words if word.isalpha() and word.islower()]

    def _parts(self, count):
        return [self._rng.choice(group["parts"]) for group in self._rng.choices(GROUPS, WEIGHTS, k=count)]

    def _traps(self, count):
        return "".join(self._parts(count))

    def _tokens(self, count):
        return "".join(self._rng.choices(self._words, k=count))

    def _characters(self, count):
        return "".join([random_character(self._rng) for _ in range(count)])

    def _alphabet(self, count):
        """Few distinct parts repeated many times: long runs and their boundaries."""
        return "".join(self._rng.choices(self._parts(3), k=count))

    def _one_word(self, count):
        """One long piece of letters, so that there are many possible merges."""
        return "".join(self._rng.choices(self._letters, k=4 * count))

    def _mixed(self, count):
        third = count // 3 + 1
        return self._tokens(third) + self._traps(third) + self._characters(1) + self._tokens(third)

    def next(self):
        kind = self._rng.choices((self._traps, self._alphabet, self._tokens, self._mixed, self._characters,
                                  self._one_word), (50, 20, 11, 11, 5, 3))[0]
        return kind(min(int(self._rng.expovariate(1 / 8)) + 1, 60))

    def some(self, count):
        return [self.next() for _ in range(count)]


# The context of a character matters as much as the character itself. `{}` is the character.
CONTEXTS = ("a{}b", " {}", "!{}!", "\n{}\n", "1{}1", "'s{}'s", "A{}{}A")
MORE_CONTEXTS = CONTEXTS + ("A{}", "  {}x", "\n\n{}\n", "'{}", "{}'S", "\u0301{}", "\u4e2d{}A", "{}\u0301", "\r{}/")


def scalars_in_contexts(first, last, contexts, in_one_text):
    """Return texts that contain every Unicode scalar value from `first` to `last` in each of `contexts`.

    Each text contains `in_one_text` scalar values.
    """
    scalars = [chr(c) for c in range(first, last + 1) if not 0xD800 <= c <= 0xDFFF]
    all_contexts = "".join(contexts)
    return ["".join([all_contexts.replace("{}", c) for c in scalars[at:at + in_one_text]])
            for at in range(0, len(scalars), in_one_text)]


# A part and the total size in bytes up to which it is repeated. tiktoken's regex engine overflows its stack on a
# megabyte of white space with o200k's pattern ("RuntimeError(StackOverflow)"), so runs of white space have 250 kB
# here; the tests against the reference use a megabyte.
LONG_RUNS = [
    ("a", 1_000_000), ("A", 1_000_000), ("aA", 1_000_000), ("1", 1_000_000), ("!", 1_000_000), ("/", 1_000_000),
    ("\U0001f600", 1_000_000), ("\u4e2d", 1_000_000), ("\u4e2d\u6587\u5b57", 1_000_000), ("\u0301", 250_000),
    (" ", 250_000), ("\n", 250_000), ("\t", 250_000), (" \n", 250_000), ("\r\n", 250_000), ("\u3000", 250_000),
    ("'s", 250_000), ("a ", 1_000_000), ("abc", 1_000_000), ("ab1!", 250_000), ("\x00", 1_000_000),
]


def long_runs(full):
    """Yield each part repeated up to its size, or 250 kB, and repeated up to 100 kB between two letters."""
    for part, size in LONG_RUNS:
        yield part * ((size if full else 250_000) // len(part.encode()))
        yield "x" + part * (100_000 // len(part.encode())) + "x"

"""Random texts that go where a tokenizer errs. What the parts are for is said in vocab's and the pre-tokenizers'
documentation: each group is a class of characters that some pattern treats in a way of its own."""

import random

WHITE_SPACE = [chr(c) for c in (*range(9, 14), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029,
                                0x202F, 0x205F, 0x3000)]

# (weight, parts). Weights are of the groups; the parts of a group are equally likely.
GROUPS = [
    (14, [" ", " ", " ", "  ", "   ", "\n", "\n", "\r\n", "\r", "\t", " \n", "\n ", "\n\n", " \n ", "\n  \n", "  \r\n  "]),
    (4, WHITE_SPACE),
    # what looks like white space and is none
    (2, list("\u180e\u200b\u200c\u200d\ufeff\u2060\x1c\x1d\x1e\x1f\x00\x08\x7f")),
    (10, ["a", "b", "s", "t", "x", "the", "word", "today", "ing", "er", "save", "llama", "re", "ve", "hello"]),
    (6, ["A", "B", "S", "T", "HTML", "Parser", "CamelCase", "ABCdEF", "THE", "Word", "ID", "iPhone", "McDonald"]),
    (9, ["'s", "'t", "'d", "'m", "'ll", "'re", "'ve", "'S", "'T", "'D", "'M", "'LL", "'RE", "'VE", "'lL", "'Re",
         "'vE", "'\u017f", "'\u017fx", "'l", "'v", "'r", "'e", "'", "''", "\u2019s", "don't", "it's", "'save", "'llama",
         "'\u212a", "'\ufb06"]),
    (8, ["0", "1", "12", "123", "1234", "12345678", "3.14", "1,000", "2024-06-01", "\u0663", "\u0663\u0664\u0665\u0666",
         "\u00bd", "\u2167", "\u00b2", "\u3007", "\U0001d7d8", "\U00010107", "\u096a"]),
    (9, list("!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~") + ["/", "/", "//", "!!", "...", "->", "=>", "!\n", "!\n/", "/\r\n/",
         "();\n", "*/\n", "\u2014", "\u3002", "\uff01", "\u00bf", "\u20ac", "\u2026"]),
    # marks: Mn, Mc, Me
    (6, ["\u0301", "\u0308", "\u0903", "\u093f", "\u20dd", "\ufe0f", "\u0e31", "\u0e49", "\u05b0", "\u064b", "\U0001d165",
         "\u0301\u0302", "\U000e0100"]),
    # title-case, modifier and other letters, and letters of each case outside ASCII
    (6, ["\u01c5", "\u1f88", "\u02b0", "\u02c8", "\u3005", "\u30fc", "\u00aa", "\u00ba", "\u4e2d", "\u6587", "\u65e5\u672c\u8a9e",
         "\u3042", "\uff9e", "\u05d0", "\u0628", "\u0e01", "\ud55c\uad6d\uc5b4", "\U00020000", "\U0002fa1d"]),
    (5, ["\u00e9", "\u00df", "\u017f", "\u0131", "\u0130", "\u0149", "\ufb01", "\u03c2", "\u03a3", "\u0416", "\u0436", "\u13a0", "\uab70",
         "\u10d0", "\u1c90", "\U00010400", "\U00010428", "\U0001d400", "\u212a", "\u24d0", "\u2170"]),
    # from Unicode 16.0 or newer than it
    (2, ["\U0002ebf0", "\u1c89", "\u1c8a", "\U000105c0", "\U00011db0", "\ua7cb", "\U00010d40", "\U00010d50", "\U0001e5d0",
         "\U00011380", "\u0897", "\U00010d4e"]),
    (4, ["\U0001f600", "\U0001f44d\U0001f3fd", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea", "1\ufe0f\u20e3",
         "\u2764\ufe0f", "\u2600", "\U0001f3f4\U000e0067\U000e007f"]),
    (1, ["\ufffd", "\ufffe", "\uffff", "\U0010ffff", "\U0001fffe", "\ue000", "\U000f0000", "\ufdd0", "\u0378", "\u0080", "\u00ad"]),
    (3, ["<|endoftext|>", "<|endofprompt|>", "<|fim_prefix|>", "<|start|>", "<|", "|>", "<|end", "<|reserved_200013|>",
         "<|im_start|>", "<||>", "<|endoftext|"]),
]


def random_character(rng):
    """Any Unicode scalar value, half of them below U+3000, where most classes live."""
    while True:
        code_point = rng.randrange(0x3000) if rng.random() < 0.5 else rng.randrange(0x110000)
        if not 0xD800 <= code_point <= 0xDFFF:
            return chr(code_point)


class Strings:
    """Random texts for one encoding. The same seed and words give the same texts."""

    def __init__(self, seed, words):
        """`words`: texts of tokens, which make the merges meet what they seldom meet."""
        self._rng = random.Random(seed)
        self._weights = [weight for weight, _ in GROUPS]
        self._words = words

    def _traps(self, count):
        groups = self._rng.choices(GROUPS, self._weights, k=count)
        return "".join([self._rng.choice(parts) for _, parts in groups])

    def _tokens(self, count):
        return "".join(self._rng.choices(self._words, k=count))

    def _characters(self, count):
        return "".join([random_character(self._rng) for _ in range(count)])

    def _alphabet(self, count):
        """Many of few parts: long runs and their borders."""
        few = [self._rng.choice(parts) for _, parts in self._rng.choices(GROUPS, self._weights, k=3)]
        return "".join(self._rng.choices(few, k=count))

    def _mixed(self, count):
        third = count // 3 + 1
        return self._tokens(third) + self._traps(third) + self._characters(1) + self._tokens(third)

    def next(self):
        kind = self._rng.choices((self._traps, self._alphabet, self._tokens, self._mixed, self._characters),
                                 (50, 20, 12, 12, 6))[0]
        return kind(min(int(self._rng.expovariate(1 / 8)) + 1, 60))

    def some(self, count):
        return [self.next() for _ in range(count)]


# Where a character stands matters as much as what it is. Each of these holds it once; `{}` is the character.
CONTEXTS = ("a{}b", "A{}", "!{}!", " {}", "  {}x", "\n{}", "\n\n{}\n", "1{}1", "'{}", "'s{}x", "{}'s", "{}{}", "\u0301{}", "\u4e2d{}A")


def scalars_in_contexts(first, last, in_one_text):
    """Texts that hold every Unicode scalar value from `first` to `last` in each of CONTEXTS, those of
    `in_one_text` scalar values in one text."""
    scalars = [chr(c) for c in range(first, last + 1) if not 0xD800 <= c <= 0xDFFF]
    every = "".join(CONTEXTS)
    return ["".join([every.replace("{}", c) for c in scalars[at:at + in_one_text]])
            for at in range(0, len(scalars), in_one_text)]


# A part, and what tiktoken survives of it. Its engine for o200k's pattern runs out of stack on a megabyte of white
# space ("RuntimeError(StackOverflow)"), so white space is a quarter of one; the reference tests do the megabyte.
LONG_RUNS = [
    ("a", 1_000_000), ("A", 1_000_000), ("aA", 1_000_000), ("1", 1_000_000), ("!", 1_000_000), ("/", 1_000_000),
    ("\U0001f600", 1_000_000), ("\u4e2d", 1_000_000), ("\u4e2d\u6587\u5b57", 1_000_000), ("\u0301", 250_000),
    (" ", 250_000), ("\n", 250_000), ("\t", 250_000), (" \n", 250_000), ("\r\n", 250_000), ("\u3000", 250_000),
    ("'s", 250_000), ("a ", 1_000_000), ("abc", 1_000_000), ("ab1!", 250_000), ("\x00", 1_000_000),
]


def long_runs():
    """Texts of one part over and over, of the size in bytes that is given; alone and with a word at each end."""
    for part, size in LONG_RUNS:
        run = part * (size // len(part.encode()))
        yield run
        yield "x" + run + "x"

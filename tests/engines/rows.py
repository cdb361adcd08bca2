"""Rows of text for the tests and benchmarks of the engines: the same in every run."""

import json
import pathlib
import random

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "vocab" / "samples" / "parallel.jsonl"

# What is between the words: mostly blanks, and what engines and formats treat in a special way.
BETWEEN = [" "] * 40 + ["\n", "\n\n", "\t", "\r\n", ", ", '"', "'", "\\", "<|endoftext|>", "3.14159", "\u00a0",
                        "\U0001F600", "\u200d"]


def rows(count, seed=16):
    """Return `count` texts of 200 bytes of UTF-8 on average. One of a hundred is empty."""
    rng = random.Random(seed)
    words = [word for line in SAMPLES.read_text(encoding="utf-8").splitlines()
             for word in json.loads(line)["text"].split()]
    english = [word for word in words if word.isascii()]
    texts = []
    for _ in range(count):
        if rng.random() < 0.01:
            texts.append("")
            continue
        choice = words if rng.random() < 0.2 else english
        number = rng.randrange(1, 60 if choice is english else 30)
        texts.append("".join(part for word in rng.choices(choice, k=number) for part in (word, rng.choice(BETWEEN))))
    return texts


# Texts at which engines differ from files: name, and bytes.
HARD_TEXTS = {
    "empty": b"",
    "newline": b"one\ntwo\r\nthree\n",
    "tab": b"one\ttwo",
    "NUL": b"one\0two\0",
    "quotes": b"it's \"quoted\" \\ here",
    "ill-formed": b"caf\xe9 \xff\xfe \xe4\xb8 end \xf0\x9f",
    "surrogate": b"\xed\xa0\x80",
    "special": b"<|endoftext|>",
    "emoji": "\U0001F468\u200d\U0001F469\u200d\U0001F467".encode(),
}

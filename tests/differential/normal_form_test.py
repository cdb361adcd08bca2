"""Compare the normal forms and lower case with the normalizers of Hugging Face tokenizers: all characters, those of the
first three planes also among others that they may combine with, 100,000 random texts and long runs.
"""

import os
import random
import struct
import subprocess
import unicodedata
import unittest

from tokenizers import normalizers

NORMALIZE = os.environ["TOKMILL_NORMALIZE"]
ORACLES = {
    "nfc": normalizers.NFC(),
    "nfd": normalizers.NFD(),
    "nfkc": normalizers.NFKC(),
    "nfkd": normalizers.NFKD(),
    "lowercase": normalizers.Lowercase(),
}
CHARACTERS = [chr(number) for number in range(0x110000) if not 0xD800 <= number < 0xE000]

# {} composes with the letter and with what follows, or is reordered.
CONTEXTS = ["e\u0345{}\u0301", "{}\u0334\u1161\u11A8", "\u09C7{}\u09BE\u0308"]


def normalize(function, texts):
    """Return the results of the library."""
    records = b"".join(struct.pack("<I", len(text)) + text for text in (text.encode() for text in texts))
    output = subprocess.run([NORMALIZE, function], input=records, capture_output=True, check=True).stdout
    results = []
    at = 0
    while at < len(output):
        (size,) = struct.unpack_from("<I", output, at)
        results.append(output[at + 4 : at + 4 + size].decode())
        at += 4 + size
    return results


def differences(function, texts, oracle=None):
    """Return the texts that the library normalizes differently from the oracle, with both results."""
    oracle = oracle or ORACLES[function]
    results = normalize(function, texts)
    if len(results) != len(texts):
        raise AssertionError(f"{function}: {len(texts)} texts in, {len(results)} out")
    return [
        (ascii(text), ascii(ours), ascii(theirs))
        for text, ours, theirs in zip(texts, results, map(oracle.normalize_str, texts))
        if ours != theirs
    ]


def related_characters():
    """Return characters that decompose, those that they decompose to, and marks."""
    related = set()
    for character in CHARACTERS:
        decomposition = unicodedata.decomposition(character)
        if decomposition or unicodedata.combining(character):
            related.add(character)
            related.update(chr(int(part, 16)) for part in decomposition.split() if not part.startswith("<"))
    return sorted(related)


def random_texts(count, seed):
    choose = random.Random(seed)
    related = related_characters()
    marks = [character for character in related if unicodedata.combining(character)]
    jamo = [chr(number) for number in range(0x1100, 0x1200)] + [chr(number) for number in range(0xAC00, 0xAC40)]
    letters = list("aeiouAEIOU \u09C7\u09BE\u304B\u3099")

    def text():
        kinds = choose.choices([related, marks, jamo, letters, CHARACTERS], [4, 3, 1, 2, 1], k=choose.randint(1, 12))
        return "".join(map(choose.choice, kinds))

    return [text() for _ in range(count)]


class NormalForms(unittest.TestCase):
    def compare(self, texts):
        for function in ORACLES:
            with self.subTest(function):
                self.assertEqual(differences(function, texts)[:10], [])

    def test_every_character(self):
        self.compare(CHARACTERS)

    def test_every_character_among_others(self):
        for context in CONTEXTS:
            self.compare([context.format(character) for character in CHARACTERS if ord(character) < 0x30000])

    def test_random_texts(self):
        self.compare(random_texts(100_000, 20261126))

    def test_long_runs(self):
        for unit in ["\u0301\u0323\u0345\u05B0", "\u0301", "\u1100\u1161\u11A8", "\u00E9\u0323", "\uFDFA\u0130"]:
            self.compare(["a" + unit * 20_000 + "b"])

    def test_a_fault_is_found(self):
        """The library's NFC is not the oracle's NFD."""
        found = differences("nfc", ["a", "\u00E9", "e\u0301"], ORACLES["nfd"])
        self.assertEqual(found, [(r"'\xe9'", r"'\xe9'", r"'e\u0301'"), (r"'e\u0301'", r"'\xe9'", r"'e\u0301'")])


if __name__ == "__main__":
    unittest.main()

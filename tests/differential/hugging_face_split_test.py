"""Compare how tokmill and Hugging Face's tokenizers split texts; with `--full`, for longer.

Runs in the environment of tests/oracle_environment.sh.
"""

import random
import sys
import unittest

import split_oracle
import split_random
from strings import Strings

FULL = "--full" in sys.argv
WORDS = ["hello", " world", "don't", " 1234567", "\n\n", "\r\n", "你好", "ünï", " A", "'re", "テスト", "한국", "ò", "²", "a²b",
         "  ", "\u3000", "ſ", "'ſ", "½", "١٢", "!!", "?\n", "/", "HTTPServer", "\u0301"]
BEHAVIORS = ("removed", "isolated", "merged_with_previous", "merged_with_next", "contiguous")

# The test asks about every code point.
PROPERTIES = (r"\s", r"\d", r"\w", r"\p{L}", r"\p{Lu}", r"\p{Ll}", r"\p{Lt}", r"\p{Lm}", r"\p{Lo}", r"\p{M}", r"\p{N}", r"\p{P}",
              r"\p{S}", r"\p{Han}", r"\p{Z}", r"\p{C}", r"\p{Nl}", r"\p{Pc}", r"\p{Cf}", ".", "(?i:s)", "(?i:k)")


class HuggingFaceSplit(split_oracle.SplitTest):
    gave_up = 0  # texts

    def differences(self, steps, texts):
        """Return the texts that are not split alike."""
        oracle = split_oracle.hugging_face(steps)
        expected = [split_oracle.hugging_face_pieces(oracle, steps, text) for text in texts]
        self.gave_up += expected.count(None)
        return self.compared({"steps": steps}, texts, lambda _: expected)

    def test_known_splitters(self):
        rng = random.Random(20261126)
        count = 20_000 if FULL else 150
        compared = 0
        for known in split_oracle.KNOWN:
            if "steps" not in known:
                continue
            with self.subTest(known["name"]):
                texts = Strings(rng.randrange(10**9), WORDS).some(count)
                texts += [split_random.text(rng, rng.randrange(40)) for _ in range(count // 4)]
                self.assertEqual(self.differences(known["steps"], texts), [])
                compared += len(texts)
        self.assertGreater(compared, 10 * count)

    def test_random_patterns(self):
        rng = random.Random(20261127)
        refused = accepted = 0
        while accepted < (3_000 if FULL else 250):
            steps = [{"type": "Split", "regex": split_random.alternatives(rng, 2), "behavior": rng.choice(BEHAVIORS),
                      "invert": rng.random() < 0.3} for _ in range(rng.choice((1, 1, 1, 2, 3)))]
            extra = rng.choice((None, None, {"type": "ByteLevel", "use_regex": rng.random() < 0.5},
                                {"type": "Digits", "individual": rng.random() < 0.5},
                                {"type": "Punctuation", "behavior": rng.choice(BEHAVIORS)}))
            if extra:
                steps.insert(rng.randrange(len(steps) + 1), extra)
            texts = [split_random.text(rng, rng.randrange(25)) for _ in range(20)]
            if isinstance(self.subject.pieces({"steps": steps}, []), dict):
                refused += 1
                continue
            accepted += 1
            with self.subTest(steps):
                self.assertEqual(self.differences(steps, texts), [])
        self.assertLess(refused, accepted)
        self.assertLess(self.gave_up, accepted)  # of 20 texts for each

    def test_properties(self):
        """Each property contains the same code points: all of them with --full, else those below U+3000."""
        last = 0x10FFFF if FULL else 0x2FFF
        scalars = [chr(c) for c in range(last + 1) if not 0xD800 <= c <= 0xDFFF]
        texts = ["".join(scalars[at:at + 256]) for at in range(0, len(scalars), 256)]
        for pattern in PROPERTIES:
            with self.subTest(pattern):
                steps = [{"type": "Split", "regex": pattern, "behavior": "isolated", "invert": False}]
                self.assertEqual(self.differences(steps, texts), [])
        for step in ({"type": "Digits", "individual": True}, {"type": "Punctuation", "behavior": "isolated"}):
            with self.subTest(step):
                self.assertEqual(self.differences([step], texts), [])

    def test_finds_a_difference(self):
        steps = [{"type": "Split", "regex": "a", "behavior": "isolated", "invert": False}]
        other = [{"type": "Split", "regex": "b", "behavior": "isolated", "invert": False}]
        found = self.subject.pieces({"steps": other}, ["ab"])[0]
        expected = split_oracle.hugging_face_pieces(split_oracle.hugging_face(steps), steps, "ba")
        self.assertNotEqual([b"ba"[start:end] for start, end in self.subject.pieces({"steps": steps}, ["b"])[0]], expected)
        self.assertEqual(found, [[0, 1], [1, 2]])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

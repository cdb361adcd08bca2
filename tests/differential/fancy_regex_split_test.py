"""Compare how tokmill and tiktoken (fancy-regex) split texts; with `--full`, for longer.

Runs in the environment of tests/oracle_environment.sh.
"""

import random
import sys
import unittest

import tiktoken

import split_oracle
import split_random
from hugging_face_split_test import PROPERTIES, WORDS
from strings import Strings

FULL = "--full" in sys.argv


class FancyRegexSplit(split_oracle.SplitTest):
    def differences(self, pattern, texts):
        """Return the texts that are not split alike; None if tiktoken cannot use the pattern."""
        try:
            return self.compared({"rank_file": pattern}, texts,
                                 lambda pieces: split_oracle.fancy_regex_pieces(pattern, texts, pieces))
        except BaseException as error:  # a panic: an empty piece
            if type(error).__name__ == "PanicException":
                return None
            raise

    def test_known_splitters(self):
        rng = random.Random(20261128)
        rounds = 20 if FULL else 1
        compared = 0
        for known in split_oracle.KNOWN:
            if "rank_file" not in known:
                continue
            with self.subTest(known["name"]):
                strings = Strings(rng.randrange(10**9), WORDS)
                for _ in range(rounds):
                    texts = strings.some(20) + [split_random.text(rng, rng.randrange(40)) for _ in range(10)]
                    self.assertEqual(self.differences(known["rank_file"], texts), [])
                    compared += len(texts)
        self.assertGreater(compared, 5 * 30 * rounds - 1)

    def test_random_patterns(self):
        rng = random.Random(20261129)
        refused = unusable = compared = 0
        while compared < (1_000 if FULL else 40):
            pattern = split_random.alternatives(rng, 2)
            if isinstance(self.subject.pieces({"rank_file": pattern}, []), dict):
                refused += 1
                continue
            texts = [split_random.text(rng, rng.randrange(20)) for _ in range(8)]
            with self.subTest(pattern):
                differences = self.differences(pattern, texts)
                if differences is None:
                    unusable += 1
                    continue
                compared += 1
                self.assertEqual(differences, [])
        self.assertLess(refused + unusable, 3 * compared + 50)

    @unittest.skipUnless(FULL, "it takes long")
    def test_properties(self):
        """Each property contains the same code points."""
        scalars = [chr(c) for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
        texts = ["".join(scalars[at:at + 256]) for at in range(0, len(scalars), 256)]
        # Each pattern matches one character, so each piece is a token of this vocabulary.
        ranks = {bytes([byte]): byte for byte in range(256)}
        ranks |= {char.encode(): 128 + rank for rank, char in enumerate(scalars) if rank >= 128}
        for pattern in PROPERTIES:
            with self.subTest(pattern):
                encoding = tiktoken.Encoding("test", pat_str=pattern, mergeable_ranks=ranks, special_tokens={})
                expected = [encoding.decode_tokens_bytes(encoding.encode_ordinary(text)) for text in texts]
                self.assertEqual(self.compared({"rank_file": pattern}, texts, lambda _: expected), [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

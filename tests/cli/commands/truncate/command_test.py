import json
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "..", ".."))


class Truncate(ProgramTest):
    def count(self, text):
        return int(self.tokmill("count", stdin=text)[0])

    def test_longest_prefix_and_suffix_of_a_real_text(self):
        path = os.path.join(ROOT, "README.md")
        with open(path, "rb") as file:
            text = file.read()
        for tokens in (0, 1, 7, 500):
            first = self.tokmill("truncate", "--max-tokens", str(tokens), path)[0]
            self.assertTrue(text.startswith(first))
            self.assertLessEqual(self.count(first), tokens)
            self.assertGreater(self.count(text[: len(first) + 1]), tokens)
            last = self.tokmill("truncate", "--max-tokens", str(tokens), "--keep", "last", path)[0]
            self.assertTrue(text.endswith(last))
            self.assertLessEqual(self.count(last), tokens)
            self.assertGreater(self.count(text[len(text) - len(last) - 1:]), tokens)
        self.assertEqual(self.tokmill("truncate", "--max-tokens", "1000000", path)[0], text)
        self.assertEqual(self.tokmill("truncate", "--max-tokens", "1000000", "--keep", "last", path)[0], text)

    def test_the_end_of_a_file_or_a_pipe_is_that_of_the_whole_text(self):
        rng = random.Random(3)
        parts = [b"word ", b" of", b"12345", b"\n", b"  ", "\u4f60\u597d".encode(), "\U0001f600".encode(), b"\xe4\xbd", b"\xff", b"\x80" * 7]
        for size in (10, 1000, 300_000):
            text = b"".join(rng.choices(parts, k=size))
            self.file("text", text)
            for tokens in ("0", "3", "40", "100000"):
                with self.subTest(size=size, tokens=tokens):
                    arguments = ["truncate", "--max-tokens", tokens, "--keep", "last"]
                    # A literal text has to be UTF-8, and is not read in blocks.
                    whole = text.decode(errors="replace") if size < 300_000 else None
                    last = self.tokmill(*arguments, "text")[0]
                    self.assertEqual(self.tokmill(*arguments, stdin=text)[0], last)
                    document = json.loads(self.tokmill(*arguments, "--json", "text")[0])
                    self.assertEqual(document["text"].encode(), last)
                    self.assertEqual(document["end"], len(text.decode(errors="replace").encode()))
                    self.assertEqual(document["end"] - document["start"], len(last))
                    if whole is not None:
                        self.assertEqual(self.tokmill(*arguments, "-t", whole)[0], last)

    def test_offset_in_the_file_of_an_ill_formed_part_near_the_end(self):
        self.file("text", b"\xff" + b"word " * 2_000_000 + b"\xff word")
        self.assertIn("text: not UTF-8 at byte 10000001",
                      self.tokmill("truncate", "--max-tokens", "3", "--keep", "last", "text")[1])
        self.assertIn("text: not UTF-8 at byte 0",
                      self.tokmill("truncate", "--max-tokens", "3", "--keep", "last", "--strict", "text", status=1)[1])

    def test_never_cuts_inside_a_character(self):
        family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
        for tokens in range(12):
            for keep in ("first", "last"):
                self.tokmill("truncate", "--max-tokens", str(tokens), "--keep", keep, stdin=family)[0].decode()

    def test_longer_text_with_fewer_tokens(self):
        self.assertEqual(self.count(" responsibilitie"), 3)
        self.assertEqual(self.tokmill("truncate", "--max-tokens", "1", "-t", " responsibilities")[0],
                         b" responsibilities")

    def test_json(self):
        self.assertEqual(json.loads(self.tokmill("truncate", "--json", "--max-tokens", "2", "-t", "one two three")[0]),
                         {"text": "one two", "tokens": 2, "start": 0, "end": 7})
        output, _ = self.tokmill("truncate", "--json", "--max-tokens", "1", "--keep", "last", "-t", "one two")
        self.assertEqual(json.loads(output), {"text": " two", "tokens": 1, "start": 3, "end": 7})

    def test_bad_input(self):
        self.tokmill("truncate", "--max-tokens", "5", "absent", status=1)
        self.assertIn("--max-tokens is required", self.tokmill("truncate", "-t", "a", status=2)[1])
        self.tokmill("truncate", "--max-tokens", "x", "-t", "a", status=2)
        self.tokmill("truncate", "--max-tokens", "5", "--keep", "middle", "-t", "a", status=2)
        self.assertIn("not UTF-8 at byte 0", self.tokmill("truncate", "--max-tokens", "5", stdin=b"\xff")[1])


if __name__ == "__main__":
    unittest.main()

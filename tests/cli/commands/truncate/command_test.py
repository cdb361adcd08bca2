import json
import os
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

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import ProgramTest


class Split(ProgramTest):
    def test_tokens_between_bars(self):
        self.assertEqual(self.tokmill("split", "-t", "12345678", "-e", "o200k_base")[0], b"123|456|78\n")
        self.assertEqual(self.tokmill("split", "-t", "1234567", "-e", "r50k_base", "--pieces")[0], b"1234567\n")

    def test_a_part_of_a_character_shows_its_bytes(self):
        self.assertIn(rb"\xF0\x9F\x98", self.tokmill("split", "-e", "r50k_base", "-t", "\U0001f600")[0])

    def test_json(self):
        tokens = json.loads(self.tokmill("split", "--json", "-e", "r50k_base", "-t", "a\U0001f600")[0])
        self.assertEqual([t["text"] for t in tokens], ["a"] + [None] * (len(tokens) - 1))
        self.assertEqual("".join(t["bytes"] for t in tokens), "a\U0001f600".encode().hex())
        self.assertEqual(tokens[0], {"id": 64, "text": "a", "bytes": "61", "start": 0, "end": 1})
        self.assertEqual(tokens[-1]["end"], 5)
        pieces = json.loads(self.tokmill("split", "--json", "--pieces", "-t", "a b")[0])
        self.assertEqual(pieces, [{"text": "a", "bytes": "61", "start": 0, "end": 1}, {"text": " b", "bytes": "2062", "start": 1, "end": 3}])
        self.assertEqual(self.tokmill("split", "--json", "-t", "")[0], b"[]\n")

    def test_offsets_are_into_the_text_that_was_tokenized(self):
        tokens = json.loads(self.tokmill("split", "--json", stdin=b"a\xffb")[0])
        self.assertEqual(tokens[-1]["end"], 5)

    def test_bad_input(self):
        self.tokmill("split", "absent", status=1)
        self.tokmill("split", "--special", "error", "-t", "<|endoftext|>", status=1)
        self.tokmill("split", "a", "b", status=2)


if __name__ == "__main__":
    unittest.main()

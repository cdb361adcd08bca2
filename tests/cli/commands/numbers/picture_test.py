"""The pictures of `numbers --svg`, read as XML."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from picture import boxes, read_picture
from program import ProgramTest


class NumbersPicture(ProgramTest):
    def picture(self, *arguments):
        return self.tokmill("numbers", "--svg", "-", *arguments)[0]

    def test_tokens_below_thousands(self):
        content = self.picture("1234567", "-e", "o200k_base")
        title, description, texts = read_picture(content)
        self.assertEqual(title, "Numbers in tokens")
        self.assertEqual(description, "1234567 in o200k_base: 123|456|7, 3 tokens, no cut between thousands.")
        self.assertEqual([text for text, _ in texts],
                         ["1234567", "thousands", "1", "234", "567", "o200k_base", "123", "456", "7",
                          "3 tokens, no cut between thousands", "Dashed lines: where thousands begin"])
        # Each digit has 18 pixels, and a box is two pixels narrower than its digits.
        self.assertEqual([width for _, width in boxes(content, ("frame",))], [16, 52, 52])
        self.assertEqual([width for _, width in boxes(content, ("odd", "even"))], [52, 52, 16])
        starts = [x for x, _ in boxes(content, ("frame", "odd", "even"))]
        self.assertEqual([x - starts[0] for x in starts], [0, 18, 72, 0, 54, 108])

    def test_encodings_that_agree_share_a_row(self):
        texts = [text for text, _ in read_picture(self.picture("2026-11-25"))[2]]
        self.assertIn("cl100k_base, o200k_base", texts)
        self.assertNotIn("thousands", texts)

    def test_a_sum(self):
        content = self.picture("--add", "99999", "12345", "-e", "o200k_base")
        _, description, texts = read_picture(content)
        self.assertEqual(description, "o200k_base: 3 of 6 columns line up as typed, 6 of 6 columns line up with separators.")
        sums = json.loads(self.tokmill("numbers", "--add", "99999", "12345", "-e", "o200k_base", "--json")[0])
        marks = content.decode().count('class="mark thick"')
        self.assertEqual(marks, len(sums[0]["misaligned"]) + len(sums[0]["with_separators"]["misaligned"]))
        words = [text for text, _ in texts]
        self.assertEqual((words.count("+"), words.count("=")), (2, 2))
        self.assertIn("3 of 6 columns line up", words)
        tokens = sum(len(number["pieces"]) for part in (sums[0], sums[0]["with_separators"]) for number in part["numbers"])
        self.assertEqual(len(boxes(content, ("odd", "even"))), tokens)

    def test_tokens_that_are_not_the_number(self):
        texts = [text for text, _ in read_picture(self.picture("\U0001d7d9\U0001d7da", "-e", "r50k_base"))[2]]
        self.assertTrue(any(text.startswith("\\x") for text in texts), texts)

    def test_limits(self):
        for arguments, message in (
            ([], "--svg requires NUMBER"),
            (["--range", "0:9"], "--svg requires NUMBER"),
            (["--scripts", "12"], "--svg and --scripts cannot be used together"),
            (["1" * 31], "--svg: expected numbers of at most 30 characters, got one of 31"),
            (["1"] * 51, "--svg: expected at most 50 numbers, got 51"),
        ):
            with self.subTest(arguments):
                self.assertEqual(self.tokmill("numbers", "--svg", "new", *arguments, status=2)[1], f"tokmill: {message}\n")
                self.assertFalse(os.path.exists(self.path("new")))
        self.picture(*["1" * 30] * 50)


if __name__ == "__main__":
    unittest.main()

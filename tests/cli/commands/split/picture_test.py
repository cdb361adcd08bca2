"""The pictures of `split --svg`, read as XML."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from picture import boxes, read_picture
from program import ProgramTest


class SplitPicture(ProgramTest):
    def picture(self, *arguments, status=0):
        return self.tokmill("split", "--svg", "-", *arguments, status=status)[0]

    def test_tokens_and_ids(self):
        content = self.picture("-t", "Zw\N{LATIN SMALL LETTER O WITH DIAERESIS}lf 12345678")
        title, description, texts = read_picture(content)
        tokens = json.loads(self.tokmill("split", "--json", "-t", "Zw\N{LATIN SMALL LETTER O WITH DIAERESIS}lf 12345678")[0])
        shown = [token["text"].replace(" ", "\u00b7") for token in tokens]
        self.assertEqual([text for text, classes in texts if classes == "middle"], shown)
        self.assertEqual([int(text) for text, classes in texts if classes == "small middle quiet"],
                         [token["id"] for token in tokens])
        self.assertEqual(texts[-1], (f"{len(tokens)} tokens in o200k_base", "small quiet"))
        self.assertEqual(title, "Tokens of a text")
        self.assertEqual(description, f"{len(tokens)} tokens in o200k_base: " + "|".join(shown))
        self.assertEqual(len(boxes(content, ("odd", "even"))), len(tokens))

    def test_a_character_over_its_tokens(self):
        _, _, texts = read_picture(self.picture("-e", "r50k_base", "-t", "\u4f60 \U0001f469\u200d\U0001f467"))
        shown = [text for text, classes in texts if "quiet" not in classes]
        self.assertIn("\u4f60", shown)
        self.assertIn("\\xE4\\xBD", shown)
        self.assertIn("\u00b7\U0001f469\u200d\U0001f467", shown)

    def test_pieces(self):
        title, _, texts = read_picture(self.picture("--pieces", "-t", "They'll say"))
        self.assertEqual([text for text, _ in texts], ["They'll", "\u00b7say", "2 pieces in o200k_base"])
        self.assertEqual(title, "Pieces of a text")

    def test_bytes_that_xml_cannot_represent(self):
        self.file("a\x1b\x01", bytes(range(256)) + "\ufffe\uffff\u202e<&\"'".encode())
        title, _, texts = read_picture(self.picture("a\x1b\x01"))
        self.assertEqual(title, "Tokens of a\u241b\u2401")
        self.assertIn("\u241b", "".join(text for text, _ in texts))
        self.assertIn("\\u{202E}", "".join(text for text, _ in texts))

    def test_a_long_text(self):
        self.file("text", "word " * 1500)
        output, errors = self.tokmill("split", "--svg", "picture.svg", "text")
        self.assertEqual((output, errors),
                         (b"", "tokmill: picture.svg: the picture shows the first 1000 of 1501 tokens\n"))
        with open(self.path("picture.svg"), "rb") as file:
            content = file.read()
        self.assertEqual(len(boxes(content, ("odd", "even"))), 1000)
        self.assertEqual(read_picture(content)[2][-1][0], "first 1000 of 1501 tokens in o200k_base")
        self.assertLess(len(content), 400_000)
        self.file("text", "word " * 900)
        self.assertEqual(self.tokmill("split", "--svg", "picture.svg", "text"), (b"", ""))

    def test_hostile_lengths(self):
        """One piece of a million letters, and a grapheme of 50,000 marks, are shortened."""
        self.file("letters", "a" * 1_000_000)
        self.file("marks", "a" + "\u0301" * 50_000)
        for options in (["--pieces", "letters"], ["--pieces", "marks"], ["marks"]):
            content = self.picture(*options)
            self.assertLess(max(len(text) for text, _ in read_picture(content)[2]), 200)
            self.assertLess(len(content), 500_000)
            self.assertTrue(any(text.endswith("\u2026") for text, _ in read_picture(content)[2]))
            self.assertLessEqual(max(x + width for x, width in boxes(content, ("odd", "even"))), 760.2)

    def test_it_depends_only_on_the_text(self):
        self.file("text", "the same\n\u05e9\u05dc\u05d5\u05dd, twice")
        self.assertEqual(self.picture("text"), self.picture("text"))


if __name__ == "__main__":
    unittest.main()

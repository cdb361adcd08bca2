"""The pictures of `compare --svg`, read as XML."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from picture import boxes, read_picture
from program import ProgramTest


class ComparePicture(ProgramTest):
    def picture(self, *arguments):
        return self.tokmill("compare", "--svg", "-", *arguments)[0]

    def test_bars_and_figures(self):
        self.file("text", "In 2026 the rain fell on \u0e1b\u0e23\u0e30\u0e40\u0e17\u0e28\u0e44\u0e17\u0e22\n")
        content = self.picture("text")
        rows = json.loads(self.tokmill("compare", "--json", "text")[0])
        title, description, texts = read_picture(content)
        self.assertEqual(title, "Tokens of text")
        self.assertEqual([text for text, classes in texts if classes == "small end"], [row["encoding"] for row in rows])
        figures = [f"{row['tokens']} tokens, {row['ratio']:.3f}\u00d7, {row['bytes_per_token']:.2f} bytes/token"
                   for row in rows]
        self.assertEqual([text for text, classes in texts if classes == "small"], figures)
        self.assertEqual(description, " ".join(f"{row['encoding']}: {text}." for row, text in zip(rows, figures)))
        bars = boxes(content, ("of-0", "of-1", "of-2", "of-3"))
        for (_, width), row in zip(bars, rows, strict=True):
            self.assertAlmostEqual(width / bars[0][1], row["ratio"], delta=0.001)

    def test_passages(self):
        arguments = ["--diff", "-e", "r50k_base", "-e", "o200k_base", "-t", "In 2026 the rain fell on \u0e44\u0e17\u0e22"]
        content = self.picture(*arguments)
        [_, row] = json.loads(self.tokmill("compare", "--json", *arguments)[0])
        title, _, texts = read_picture(content)
        self.assertEqual(title, "Tokens of a text")
        differences = row["differences"]
        self.assertEqual([text for text, classes in texts if classes == "small bold"],
                         [f"{hunk['line']}:{hunk['column']}" for hunk in differences])
        tokens = [token.replace(" ", "\u00b7") for hunk in differences for side in ("first", "this") for token in hunk[side]]
        shown = [text for text, classes in texts if classes in ("middle", "small middle")]
        self.assertEqual([text for text in shown if not text.startswith("\\x")],
                         [token for token in tokens if not token.startswith("\\x")])
        self.assertEqual(len(boxes(content, ("odd", "even"))), len(tokens))
        self.assertIn(f"r50k_base and o200k_base: {len(differences)} of {len(differences)} passages that differ, the "
                      "largest difference in tokens first", [text for text, _ in texts])

    def test_a_passage_of_many_tokens(self):
        content = self.picture("--diff", "-e", "r50k_base", "-e", "o200k_base", "-t", "a" + " " * 100 + "b")
        self.assertTrue(any(text.startswith("\u2026 ") and text.endswith(" more") for text, _ in read_picture(content)[2]))

    def test_several_texts(self):
        self.file("a b", "one")
        self.file("empty", "")
        title, description, texts = read_picture(self.picture("a b", "empty", "-e", "gpt2"))
        self.assertEqual(title, "Tokens of several texts")
        self.assertEqual(description, "a b, gpt2: 1 token, 1.000\u00d7, 3.00 bytes/token. empty, gpt2: 0 tokens.")
        self.assertEqual([text for text, classes in texts if classes == "bold"], ["a\u00b7b", "empty"])

    def test_many_texts(self):
        names = [f"text{i}" for i in range(60)]
        for name in names:
            self.file(name, "a")
        output, errors = self.tokmill("compare", "--svg", "new", "-e", "gpt2", *names)
        self.assertEqual((output, errors), (b"", "tokmill: new: the picture shows the first 50 of 60 texts\n"))
        with open(self.path("new"), "rb") as file:
            texts = read_picture(file.read())[2]
        self.assertEqual(sum(classes == "bold" for _, classes in texts), 50)

    def test_limits(self):
        self.assertEqual(self.tokmill("compare", "--svg", "new", "--diff", "--passages", "51", "-t", "a", status=2)[1],
                         "tokmill: --svg: expected --passages of at most 50, got 51\n")
        self.tokmill("compare", "--svg", "new", "absent", status=1)
        self.assertFalse(os.path.exists(self.path("new")))


if __name__ == "__main__":
    unittest.main()

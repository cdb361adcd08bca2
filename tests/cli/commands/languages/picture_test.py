"""The pictures of `languages --svg`, read as XML."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from picture import boxes, read_picture
from program import ProgramTest


class LanguagesPicture(ProgramTest):
    def picture(self, *arguments):
        return self.tokmill("languages", "--svg", "-", *arguments)[0]

    def test_bars_and_figures(self):
        content = self.picture()
        rows = json.loads(self.tokmill("languages", "--json", "--sort", "premium")[0])
        title, description, texts = read_picture(content)
        self.assertEqual(title, "Premium over English of 51 languages")
        self.assertIn("o200k_base: 51 languages, 25 scripts; premium over English: mean 1.84", description)
        self.assertEqual([text for text, _ in texts][:3], [title, "cl100k_base", "o200k_base"])
        self.assertEqual([text for text, classes in texts if classes == "small end"], [row["name"] for row in rows[::2]])
        self.assertEqual([text for text, classes in texts if classes == "small"][2:],
                         [f"{row['premium']:.2f}\u00d7" for row in rows])
        bars = boxes(content, ("of-0", "of-1"))[2:]  # without the legend
        longest, most = max(width for _, width in bars), max(row["premium"] for row in rows)
        for (_, width), row in zip(bars, rows, strict=True):
            self.assertAlmostEqual(width / longest, row["premium"] / most, delta=0.001)

    def test_order_choice_and_prices(self):
        content = self.picture("-m", "gpt-4o,claude-opus-5", "--only", "my,de", "--sort", "tag", "--at", "2026-10-30")
        title, _, texts = read_picture(content)
        self.assertEqual(title, "Premium over English of 2 languages, and the price of 1000 pages")
        self.assertEqual([text for text, classes in texts if classes == "small end"], ["German", "Burmese"])
        self.assertTrue(all(", $ " in text for text, classes in texts if classes == "small" and "\u00d7" in text))
        notes = " ".join(text for text, classes in texts if classes == "small quiet")
        self.assertIn("\u2248 claude-opus-5: no public tokenizer", notes)

    def test_a_large_corpus(self):
        lines = [{"lang": "en", "text": "a"}] + [{"lang": f"x{i}", "text": "a b"} for i in range(400)]
        self.file("c.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
        output, errors = self.tokmill("languages", "--corpus", "c.jsonl", "-e", "o200k_base", "--svg", "new")
        self.assertEqual((output, errors), (b"", "tokmill: new: the picture shows the first 300 of 401 languages\n"))
        with open(self.path("new"), "rb") as file:
            texts = read_picture(file.read())[2]
        self.assertEqual(sum(classes == "small end" for _, classes in texts), 300)
        self.assertEqual(texts[-1][0], "only the first 300 languages")

    def test_names_of_languages(self):
        self.file("c.jsonl", '{"lang": "en", "text": "a"}\n{"lang": "<b>\\"&\\u0007' + "x" * 100 + '", "text": "b"}\n')
        texts = [text for text, _ in read_picture(self.picture("--corpus", "c.jsonl"))[2]]
        self.assertTrue(any(text.startswith('<b>"&\u2407xxx') and text.endswith("\u2026") for text in texts), texts)

    def test_it_cannot_be_used_with_show(self):
        self.assertEqual(self.tokmill("languages", "--show", "de", "--svg", "new", status=2)[1],
                         "tokmill: --show and --svg cannot be used together\n")


if __name__ == "__main__":
    unittest.main()

"""`count --by line`: the lines of texts with their tokens, in each format."""

import csv
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest
from vocabulary import character_tokenizer_json, tokenizer_json


class Lines(ProgramTest):
    def setUp(self):
        super().setUp()
        self.file("one.txt", "x x x\n\n\tx x\n")
        self.file("two.txt", "x x x x\nx x x")
        os.environ.pop("COLUMNS", None)

    def printed(self, *arguments, **options):
        return self.tokmill("count", "--by", "line", *arguments, **options)[0].decode()

    def document(self, *arguments, **options):
        return json.loads(self.printed("--json", *arguments, **options))

    def test_text(self):
        # The line feed of line 2 is in the token that starts in line 1.
        self.assertEqual(self.printed("one.txt", "two.txt").splitlines(), [
            " 5  two.txt:1   33.3%  x x x x",
            " 4  one.txt:1   26.7%  x x x",
            " 3  one.txt:3   20.0%  x x",
            " 3  two.txt:2   20.0%  x x x",
            " 0  one.txt:2    0.0%",
            "15  total",
        ])
        self.assertEqual(self.printed(stdin="a\nb c"), "2  line 1   50.0%  a\n2  line 2   50.0%  b c\n4  total\n")
        self.assertEqual(self.printed("-t", "a\tb"), "2  line 1  100.0%  a→b\n2  total\n")
        self.assertEqual(self.printed(stdin=""), "0  total\n")
        self.assertEqual(self.printed("-", "one.txt", "--top", "1", stdin="x\n"),
                         "4  one.txt:1   44.4%  x x x\n9  total\n")

    def test_order(self):
        def places(*arguments):
            return [line.split()[1] for line in self.printed("two.txt", "one.txt", *arguments).splitlines()][:-1]

        self.assertEqual(places(), ["two.txt:1", "one.txt:1", "two.txt:2", "one.txt:3", "one.txt:2"])
        self.assertEqual(places("--sort", "path"), ["one.txt:1", "one.txt:2", "one.txt:3", "two.txt:1", "two.txt:2"])
        self.assertEqual(places("--sort=bytes"), ["two.txt:1", "one.txt:1", "two.txt:2", "one.txt:3", "one.txt:2"])
        for options in ([], ["--sort=path"], ["--sort=bytes"]):
            for top in range(1, 7):
                self.assertEqual(places(*options, f"--top={top}"), places(*options)[:top])

    def test_the_lines_of_a_folder_add_up(self):
        os.mkdir(self.path("folder"))
        for name in range(40):
            self.file(f"folder/{name}", "".join(f"{'word ' * (line * name % 7)}\n" for line in range(30)))
        for threads in "1", "4":
            document = self.document("folder", "-j", threads)
            self.assertEqual(len(document["lines"]), 1200)
            for size in "tokens", "bytes", "characters":
                self.assertEqual(sum(line[size] for line in document["lines"]), document["total"][size])
            self.assertAlmostEqual(sum(line["share"] for line in document["lines"]), 1)
            self.assertEqual(document["total"], self.document("folder", "--top", "1")["total"])
            top = self.document("folder", "-j", threads, "--top", "100")
            self.assertEqual(top["lines"], document["lines"][:100])
            self.assertEqual(len(top["inputs"]), 40)

    def test_json(self):
        document = self.document("one.txt", "--top", "1")
        self.assertEqual(document["by"], "line")
        self.assertEqual(document["inputs"], [{"path": "one.txt", "tokens": 7, "bytes": 12, "characters": 12}])
        self.assertEqual(document["lines"], [{"path": "one.txt", "line": 1, "tokens": 4, "bytes": 6, "characters": 6,
                                              "share": 4 / 7, "text": "x x x"}])

    def test_long_lines(self):
        self.file("long.txt", "é" * 3000)
        line = self.document("long.txt")["lines"][0]
        self.assertEqual((line["bytes"], line["characters"], line["text"]), (6000, 3000, "é" * 500))

    def test_csv_and_markdown(self):
        rows = list(csv.DictReader(io.StringIO(self.printed("--csv", "one.txt", "--top=3"))))
        self.assertEqual([(row["path"], row["line"], row["tokens"], row["text"]) for row in rows],
                         [("one.txt", "1", "4", "x x x"), ("one.txt", "3", "3", "\tx x"), ("one.txt", "2", "0", "")])
        self.assertEqual(self.printed("--markdown", "one.txt", "--top=1").splitlines(), [
            "| line | tokens | share | text |",
            "| --- | ---: | ---: | --- |",
            "| one.txt:1 | 4 | 57.1% | x x x |",
            "| total | 7 | 100.0% |  |",
        ])

    def test_lines_fit_a_terminal(self):
        self.file("long.txt", "a word 你好 " * 100 + "\n" + "\x1b[31m" * 50)
        for columns in 40, 60, 80:
            lines = self.on_a_terminal("count", "--by", "line", "long.txt", columns=columns).splitlines()
            self.assertEqual(len(lines), 3)
            for line in lines:
                width = sum(2 if ord(character) > 0x3000 else 1 for character in line)
                self.assertLessEqual(width, columns)
                self.assertNotIn("\x1b", line)
            self.assertTrue(lines[0].endswith("…"))

    def test_ill_formed_text(self):
        self.file("bad.txt", b"ab\n\xff\xff c\n")
        output, errors = self.tokmill("count", "--by", "line", "--json", "bad.txt")
        document = json.loads(output)
        self.assertIn("bad.txt: not UTF-8 at byte 3", errors)
        self.assertEqual(document["total"]["bytes"], 8)
        lines = {line["line"]: line for line in document["lines"]}
        self.assertEqual((lines[2]["bytes"], lines[2]["characters"], lines[2]["text"]), (5, 5, "\ufffd\ufffd c"))
        self.assertIn("not UTF-8 at byte 3", self.tokmill("count", "--by", "line", "--strict", "bad.txt", status=1)[1])
        # The lines of a text that fails are not listed.
        output, _ = self.tokmill("count", "--by", "line", "--strict", "bad.txt", "one.txt", "--top=1", status=1)
        self.assertEqual(output.decode().splitlines(), ["4  one.txt:1   57.1%  x x x"] + ["7  total"])

    def test_charsets(self):
        self.file("utf16.txt", "é a\nb b b\n".encode("utf-16"))
        for options in ([], ["--from", "auto"]):
            lines = self.document("utf16.txt", *options)["lines"]
            self.assertEqual([(line["line"], line["text"]) for line in lines], [(2, "b b b"), (1, "é a")])

    def test_special_tokens(self):
        self.file("special.txt", "a\n<|endoftext|><|endoftext|>\n")
        self.assertEqual(self.document("special.txt", "--special", "allow", "--top=1")["lines"][0]["tokens"], 3)
        self.assertIn("<|endoftext|>", self.tokmill("count", "--by", "line", "--special", "error", "special.txt",
                                                    status=1)[1])

    def test_added_tokens(self):
        single = [{"SpecialToken": {"id": "<end>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                  {"SpecialToken": {"id": "<end>", "type_id": 0}}]
        self.file("t.json", json.dumps(tokenizer_json(post_processor={
            "type": "TemplateProcessing", "single": single, "pair": [],
            "special_tokens": {"<end>": {"id": "<end>", "ids": [258], "tokens": ["<end>"]}}})))
        document = self.document("-e", "./t.json", "--add-special", stdin="a\nb\nc\n")
        self.assertEqual([(line["line"], line["tokens"]) for line in document["lines"]], [(1, 3), (3, 3), (2, 2)])
        self.assertEqual(document["total"]["tokens"], 8)
        document = self.document("-e", "./t.json", "--add-special", stdin="")
        self.assertEqual([(line["line"], line["tokens"]) for line in document["lines"]], [(1, 2)])

    def test_encodings_that_change_the_text(self):
        self.file("c.json", json.dumps(character_tokenizer_json()))
        document = self.document("-e", "./c.json", stdin="text text\n\ntext 你你\n")
        self.assertEqual([(line["line"], line["tokens"], line["text"]) for line in document["lines"]],
                         [(3, 4, "text 你你"), (1, 3, "text text"), (2, 1, "")])
        self.assertEqual(document["total"]["tokens"], 8)
        without = {"type": "Replace", "pattern": {"String": "\n"}, "content": " "}
        self.file("n.json", json.dumps(tokenizer_json(normalizer=without)))
        self.assertIn("standard input: ./n.json adds or removes line feeds",
                      self.tokmill("count", "--by", "line", "-e", "./n.json", stdin="a\nb", status=1)[1])

    def test_wrong_usage(self):
        self.assertIn("--jsonl and --by cannot be used together",
                      self.tokmill("count", "--jsonl", "--by", "line", status=2)[1])


if __name__ == "__main__":
    unittest.main()

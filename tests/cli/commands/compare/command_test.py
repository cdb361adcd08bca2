import csv
import io
import json
import os
import sys
import unicodedata
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest

# Thai vowels and tone marks above and below letters take no column.
def columns_of(line):
    return sum(unicodedata.category(character) != "Mn" for character in line)


ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "..", ".."))


class Compare(ProgramTest):
    def rows(self, *arguments, **options):
        return json.loads(self.tokmill("compare", "--json", *arguments, **options)[0])

    def test_a_real_text_in_each_vocabulary(self):
        path = os.path.join(ROOT, "README.md")
        size = os.path.getsize(path)
        rows = self.rows(path)
        self.assertEqual([r["encoding"] for r in rows], ["r50k_base", "p50k_base", "cl100k_base", "o200k_base"])
        for row in rows:
            tokens = int(self.tokmill("count", path, "-e", row["encoding"])[0].split()[0])
            self.assertEqual((row["path"], row["model"], row["exact"]), (path, None, True))
            self.assertEqual((row["tokens"], row["bytes"]), (tokens, size))
            self.assertEqual(row["ratio"], tokens / rows[0]["tokens"])
            self.assertEqual(row["bytes_per_token"], size / tokens)

    def test_the_table(self):
        out = self.tokmill("compare", "-e", "cl100k_base", "-e", "o200k_base", "-t", "ตลาดเช้า")[0].decode()
        self.assertEqual([line.split() for line in out.splitlines()],
                         [["encoding", "tokens", "ratio", "bytes/token"], ["cl100k_base", "7", "1.000", "3.43"],
                          ["o200k_base", "3", "0.429", "8.00"]])

    def test_models_and_a_proxy(self):
        out, err = self.tokmill("compare", "-m", "gpt-4", "-m", "claude-sonnet-4-6", "-t", "hello")
        self.assertIn("≈ 1", out.decode())
        self.assertIn("claude-sonnet-4-6: no public tokenizer; counted with o200k_base as an approximation (", err)
        rows = self.rows("-m", "gpt-4", "-m", "claude-sonnet-4-6", "-t", "a")
        self.assertEqual([(r["model"], r["encoding"], r["exact"]) for r in rows],
                         [("gpt-4", "cl100k_base", True), ("claude-sonnet-4-6", "o200k_base", False)])

    def test_several_inputs(self):
        self.file("a", "one two")
        self.file("b, c", "")
        output = self.tokmill("compare", "--csv", "-e", "o200k_base", "a", "b, c")[0].decode()
        rows = list(csv.reader(io.StringIO(output)))
        self.assertEqual(rows, [["path", "encoding", "tokens", "ratio", "bytes_per_token"],
                                ["a", "o200k_base", "2", "1", "3.5"], ["b, c", "o200k_base", "0", "", ""]])
        self.assertEqual([r["ratio"] for r in self.rows("-e", "o200k_base", "b, c")], [None])
        self.assertTrue(self.tokmill("compare", "--markdown", "a")[0].startswith(b"| encoding | tokens |"))

    def test_diff_shows_the_largest_differences_first(self):
        text = "the 12345678 end né\nsee  ประเทศไทย here"
        arguments = ["--diff", "-e", "r50k_base", "-e", "o200k_base", "-t", text]
        first, second = self.rows(*arguments, "--passages", "9")
        self.assertEqual((first["passages"], first["differences"]), (0, []))
        differences = second["differences"]
        self.assertEqual(second["passages"], len(differences))
        self.assertEqual(differences[2:],
                         [{"start": 3, "end": 7, "line": 1, "column": 4, "saved": -1, "first": [" 123"],
                           "this": [" ", "123"]},
                          {"start": 16, "end": 20, "line": 1, "column": 17, "saved": 1, "first": [" n", "é"],
                           "this": [" né"]},
                          {"start": 7, "end": 12, "line": 1, "column": 8, "saved": 0, "first": ["45", "678"],
                           "this": ["456", "78"]}])
        saved = [abs(passage["saved"]) for passage in differences]
        self.assertEqual(saved, sorted(saved, reverse=True))
        self.assertGreater(saved[0], 1)
        self.assertEqual([(p["line"], p["column"]) for p in differences[:2]], [(2, 5), (2, 12)])
        self.assertEqual([p["start"] for p in self.rows(*arguments, "--passages", "1")[1]["differences"]],
                         [differences[0]["start"]])

    def test_diff_says_where_and_how_many(self):
        text = "the 12345678 end né\nsee  ประเทศไทย here"
        arguments = ["--diff", "-e", "r50k_base", "-e", "o200k_base", "-t", text, "--passages", "1"]
        out = self.tokmill("compare", *arguments)[0].decode()
        heading = "r50k_base and o200k_base: 1 of 5 passages that differ; --passages N shows more"
        self.assertIn(f"\n\n{heading}\n\n2:5  see·[", out)
        self.assertIn("[·ประเทศ]ไทย·here\n  r50k_base  ", out)
        self.assertIn(" more\n  o200k_base  ", out)
        self.assertNotIn("né", out)
        out = self.tokmill("compare", *arguments, "--markdown")[0].decode()
        self.assertIn(heading + ".\n\n| line:column | saved | r50k_base | o200k_base | context |\n", out)
        self.assertIn("\n| 2:5 | ", out)
        self.assertNotIn("differ", self.tokmill("compare", "--diff", "-e", "r50k_base", "-t", "a")[0].decode())

    def test_fits_a_narrow_terminal(self):
        self.file("text", ("the 12345678 end né สวัสดีชาวโลกทุกคน " * 9 + "\n") * 3)
        for columns in 60, 80:
            shown = self.on_a_terminal("compare", "--diff", "text", "--passages", "20", columns=columns)
            self.assertLessEqual(max(map(columns_of, shown.split("\n"))), columns)

    def test_html(self):
        arguments = ["-e", "r50k_base", "-e", "o200k_base", "--html"]
        self.file("a", "one 12345678")
        self.assertEqual(self.tokmill("compare", *arguments, "page.html", "a"), (b"", ""))
        with open(self.path("page.html"), "rb") as file:
            page = file.read()
        self.assertEqual(self.tokmill("compare", *arguments, "-", "a")[0], page)
        self.assertEqual(json.loads(self.tokmill("compare", *arguments, "page.html", "--json", "a")[0]),
                         self.rows("-e", "r50k_base", "-e", "o200k_base", "a"))
        self.assertEqual(self.tokmill("compare", *arguments, "page.html", "--markdown", "a")[0],
                         self.tokmill("compare", "-e", "r50k_base", "-e", "o200k_base", "--markdown", "a")[0])
        self.assertIn("no/page.html: No such file", self.tokmill("compare", *arguments, "no/page.html", "a", status=1)[1])
        self.assertIn("absent: No such file", self.tokmill("compare", *arguments, "page.html", "absent", status=1)[1])

    def test_html_does_not_change_the_json_of_a_literal_text(self):
        arguments = ["compare", "-e", "gpt2", "--json", "-t", "hello"]
        self.assertEqual(self.tokmill(*arguments, "--html", "page.html")[0], self.tokmill(*arguments)[0])
        with open(self.path("page.html"), encoding="utf-8") as file:
            self.assertIn("<title>Tokens of a text, compared</title>", file.read())

    def test_html_is_about_one_text_and_few_tokenizers(self):
        five = [word for name in ("r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base") for word in ("-e", name)]
        for arguments, message in (
            (["a", "b"], "--html: expected one PATH, got 2; write a page for each"),
            ([*five, "a"], "--html: expected at most 4 tokenizers, got 5; choose them with -e or -m"),
            (["--diff", "a"], "--html and --diff cannot be used together"),
        ):
            self.assertEqual(self.tokmill("compare", "--html", "page.html", *arguments, status=2)[1], f"tokmill: {message}\n")
        self.assertEqual(self.tokmill("compare", "--html", "-", "--csv", "a", status=2)[1],
                         "tokmill: --html - and --csv cannot be used together\n")
        self.assertEqual(os.listdir(self.folder), [])

    def test_a_note_on_a_large_page(self):
        self.file("a", "word " * 500_000)
        self.assertEqual(self.tokmill("compare", "--html", "page.html", "-e", "o200k_base", "a")[1],
                         "tokmill: page.html: browsers are slow with a page of 2.5 MB of text\n")

    def test_bad_input(self):
        self.assertIn("absent", self.tokmill("compare", "absent", status=1)[1])
        self.file("a", "x")
        self.assertIn(b"o200k_base", self.tokmill("compare", "absent", "a", status=1)[0])
        for arguments in (["-e", "o200k"], ["-m", "nobody"], ["-e", "o200k_base", "-m", "gpt-4"], ["--json", "--csv"],
                          ["--diff", "--csv"], ["--passages", "3"], ["--diff", "--passages", "x"]):
            self.tokmill("compare", *arguments, "-t", "a", status=2)
        self.assertEqual(self.tokmill("compare", "--diff", "--csv", "-t", "a", status=2)[1],
                         "tokmill: --diff and --csv cannot be used together\n")
        self.assertIn("not UTF-8 at byte 0", self.tokmill("compare", stdin=b"\xff")[1])


if __name__ == "__main__":
    unittest.main()

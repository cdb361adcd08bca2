"""The output of `count` for several files: lines, extensions, a tree, tables."""

import csv
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest


class Views(ProgramTest):
    def setUp(self):
        super().setUp()
        os.makedirs(self.path("src/deep/deeper"))
        os.makedirs(self.path("docs"))
        self.file("src/one.c", "a" * 8)  # one token
        self.file("src/two.h", "x x x x x x")
        self.file("src/deep/deeper/three.c", "x x x")
        self.file("docs/read.me", "x x")
        self.file("docs/Makefile", "")
        os.environ.pop("COLUMNS", None)

    def lines(self, *arguments):
        return self.tokmill("count", *arguments)[0].decode().splitlines()

    def test_lines(self):
        expected = ["0  docs/Makefile", "2  docs/read.me", "3  src/deep/deeper/three.c", "1  src/one.c", "6  src/two.h"]
        lines = self.lines("docs", "src")
        self.assertEqual([line.strip() for line in lines], [*expected, "12  total"])
        self.assertEqual(self.lines("docs", "src", "--by", "file"), lines)
        self.assertEqual(self.lines("docs")[-1], "2  total")
        # In the order of the arguments; a file named twice is counted twice, as by wc.
        again = self.lines("src/two.h", "docs/read.me", "src/two.h")
        self.assertEqual(again[:3], [" 6  src/two.h", " 2  docs/read.me", " 6  src/two.h"])

    def test_empty_folder(self):
        os.makedirs(self.path("empty"))
        self.assertEqual(self.lines("empty"), ["0  total"])
        self.assertEqual(json.loads(self.tokmill("count", "--json", "empty")[0])["inputs"], [])
        self.assertEqual(self.lines("empty", "--by", "dir"), ["0  total"])

    def test_order(self):
        def names(*arguments):
            return [line.split(None, 1)[1] for line in self.lines("docs", "src", *arguments)][:-1]

        by_tokens = ["src/two.h", "src/deep/deeper/three.c", "docs/read.me", "src/one.c", "docs/Makefile"]
        self.assertEqual(names("--sort", "tokens"), by_tokens)
        self.assertEqual(names("--sort"), by_tokens)
        self.assertEqual(names("--sort=bytes")[:2], ["src/two.h", "src/one.c"])
        self.assertEqual(names("--sort", "path"), sorted(by_tokens))
        self.assertEqual(names("--top", "2"), by_tokens[:2])
        # --sort does not take a following path as its value.
        self.assertEqual(self.lines("--sort", "docs")[0], "2  docs/read.me")
        self.assertEqual(self.lines("docs", "src", "--top", "1"), [" 6  src/two.h", "12  total"])
        self.tokmill("count", "--sort=size", "docs", status=2)
        for option in ("--sort=path", "--top=2"):
            name = option.split("=")[0]
            for arguments, text in (((), "standard input"), (("-t", "x"), "--text")):
                self.assertIn(f"{name} has no effect on {text}; name several files or omit {name}",
                              self.tokmill("count", option, *arguments, status=2)[1])
        self.assertIn("--top must be at least 1, got 0", self.tokmill("count", "--top", "0", "docs", status=2)[1])

    def test_extensions(self):
        self.assertEqual(
            self.lines("docs", "src", "--by", "ext"),
            [
                " 6  .h       50.0%  ███████████████",
                " 4  .c       33.3%  ██████████",
                " 2  .me      16.7%  █████",
                " 0  (none)    0.0%",
                "12  total",
            ],
        )

    def test_folders(self):
        self.assertEqual(
            self.lines("docs", "src", "--by", "dir"),
            [
                "10  src              83.3%  █████████████████████████",
                " 3  └─ deep/deeper   25.0%  ███████▌",
                " 2  docs             16.7%  █████",
                "12  total",
            ],
        )
        self.assertEqual(
            [line[4:21].rstrip() for line in self.lines(".", "--by", "dir", "--sort", "path")],
            [".", "├─ docs", "└─ src", "   └─ deep/deeper"],
        )
        self.assertEqual(self.lines("src", "--by", "dir", "--top", "1")[0].split()[:2], ["10", "src"])
        self.assertEqual(self.lines("src/one.c", "--by", "dir")[0].split()[:3], ["1", "src", "100.0%"])
        self.assertEqual(self.lines(self.path("src"), "--by", "dir")[0].split()[1], self.path("src"))

    def test_bars_fit_the_width(self):
        os.environ["COLUMNS"] = "40"
        self.addCleanup(os.environ.pop, "COLUMNS")
        lines = self.lines("docs", "src", "--by", "dir")
        self.assertLessEqual(max(map(len, lines)), 40)
        self.assertTrue(any("█" in line for line in lines))

    def test_wide_names_line_up(self):
        os.makedirs(self.path("wide/日本"))
        self.file("wide/日本/a", "x x")
        self.file("wide/abcd", "x x")
        self.assertEqual(
            self.lines("wide", "--by", "dir", "--color", "never"),
            [
                "4  wide     100.0%  ██████████████████████████████",
                "2  └─ 日本   50.0%  ███████████████",
            ],
        )

    def test_color(self):
        self.assertNotIn("\x1b", "".join(self.lines("src", "--by", "ext")))
        self.assertIn("\x1b[36m", "".join(self.lines("src", "--by", "ext", "--color", "always")))
        os.environ["CLICOLOR_FORCE"] = "1"
        self.addCleanup(os.environ.pop, "CLICOLOR_FORCE")
        self.assertIn("\x1b[36m", "".join(self.lines("src", "--by", "ext")))
        os.environ["NO_COLOR"] = "1"
        self.addCleanup(os.environ.pop, "NO_COLOR")
        self.assertNotIn("\x1b", "".join(self.lines("src", "--by", "ext")))

    def test_csv(self):
        def rows(*arguments):
            return list(csv.DictReader(io.StringIO(self.tokmill("count", "--csv", *arguments)[0].decode())))

        files = rows("docs", "src")
        self.assertEqual([row["path"] for row in files][:2], ["docs/Makefile", "docs/read.me"])
        self.assertEqual(list(files[1].values())[:5], ["docs/read.me", "1", "2", "3", "3"])
        self.assertAlmostEqual(sum(float(row["share"]) for row in files), 1)
        self.assertEqual([row["dir"] for row in rows("src", "--by", "dir")], ["src", "src/deep", "src/deep/deeper"])
        self.assertEqual(rows("docs", "--by", "ext")[1]["ext"], "")

    def test_markdown(self):
        self.assertEqual(
            self.lines("docs", "src", "--by", "ext", "--top", "1", "--markdown"),
            [
                "| ext | files | tokens | share |",
                "| --- | ---: | ---: | ---: |",
                "| .h | 1 | 6 | 50.0% |",
                "| total | 5 | 12 | 100.0% |",
            ],
        )

    def test_json(self):
        document = json.loads(self.tokmill("count", "--json", "src/", "docs")[0])
        self.assertEqual(
            [row["path"] for row in document["inputs"]],
            ["src/deep/deeper/three.c", "src/one.c", "src/two.h", "docs/Makefile", "docs/read.me"],
        )
        self.assertEqual(document["total"], {"tokens": 12, "bytes": 27, "characters": 27})
        self.assertNotIn("groups", document)
        document = json.loads(self.tokmill("count", "--json", "--top", "2", "src")[0])
        self.assertEqual([row["tokens"] for row in document["inputs"]], [6, 3])
        self.assertEqual(document["total"]["tokens"], 10)
        document = json.loads(self.tokmill("count", "--json", "--by", "ext", "--top", "1", "src")[0])
        self.assertEqual(len(document["inputs"]), 3)
        self.assertEqual(
            document["groups"], [{"name": ".h", "files": 1, "tokens": 6, "bytes": 11, "characters": 11, "share": 0.6}]
        )

    def test_standard_input_among_files(self):
        output = self.tokmill("count", "-", "src/one.c", "-", stdin="x x")[0]
        self.assertEqual(output, b"2  -\n1  src/one.c\n0  -\n3  total\n")

    def test_one_warning_for_all_inputs(self):
        self.file("src/bad.txt", b"ab\xff")
        self.file("docs/bad.txt", b"\xff")
        self.assertEqual(
            self.tokmill("count", "docs", "src")[1],
            "tokmill: docs/bad.txt: not UTF-8 at byte 0; each ill-formed part counts as U+FFFD, "
            "here and in 1 other input\n",
        )
        errors = self.tokmill("count", "docs", "src", "--strict", status=1)[1]
        self.assertEqual(errors.splitlines()[1], "tokmill: src/bad.txt: not UTF-8 at byte 2")

    def test_wrong_usage(self):
        self.assertIn("--json and --csv cannot be used together", self.tokmill("count", "--json", "--csv", status=2)[1])
        self.assertIn("--jsonl and --by cannot be used together",
                      self.tokmill("count", "--jsonl", "--by", "ext", status=2)[1])
        self.tokmill("count", "--by", "size", status=2)

    def test_limit(self):
        output, errors = self.tokmill("count", "--max-tokens", "5", "src", "--by", "dir", status=3)
        self.assertIn("10  src", output.decode())
        self.assertIn("10 tokens exceed --max-tokens 5 by 5", errors)


if __name__ == "__main__":
    unittest.main()

import csv
import io
import json
import os
import sys
import unicodedata
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "..", ".."))
SAMPLE = os.path.join(ROOT, "vocab", "samples", "parallel.jsonl")


def sample():
    with open(SAMPLE, encoding="utf-8") as file:
        return {row["lang"]: row["text"] for row in map(json.loads, file)}


class Languages(ProgramTest):
    def rows(self, *arguments, **options):
        return json.loads(self.tokmill("languages", "--json", *arguments, **options)[0])

    def test_the_sample(self):
        texts = sample()
        self.assertGreaterEqual(len(texts), 40)
        for text in texts.values():
            self.assertEqual(text, unicodedata.normalize("NFC", text).strip())
        rows = self.rows()
        self.assertEqual({r["language"] for r in rows}, set(texts))
        self.assertEqual({r["encoding"] for r in rows}, {"cl100k_base", "o200k_base"})
        self.assertGreaterEqual(len({r["script"] for r in rows}), 15)
        self.assertTrue(all(r["name"] and r["script"] for r in rows))

    def test_json_has_the_counts_of_count_jsonl(self):
        texts = sample()
        rows = self.rows("-e", "r50k_base", "-e", "o200k_base", "-j", "3")
        tokens = {}
        for encoding in ("r50k_base", "o200k_base"):
            lines = "".join(json.dumps(text) + "\n" for text in texts.values())
            counted = self.tokmill("count", "--jsonl", "-e", encoding, stdin=lines)[0].split()
            tokens.update({(lang, encoding): json.loads(one)["tokens"] for lang, one in zip(texts, counted)})
        self.assertEqual(len(rows), len(tokens))
        for row in rows:
            text, key = texts[row["language"]], (row["language"], row["encoding"])
            self.assertEqual(list(row)[:1] + [list(row)[3]], ["language", "encoding"])
            self.assertEqual(row["tokens"], tokens[key])
            self.assertEqual((row["bytes"], row["characters"]), (len(text.encode()), len(text)))
            self.assertEqual(row["premium"], tokens[key] / tokens["en", row["encoding"]])
            self.assertEqual(row["tokens_per_character"], tokens[key] / len(text))
            self.assertEqual(row["bytes_per_token"], len(text.encode()) / tokens[key])
        self.assertEqual(self.rows("-e", "r50k_base", "-e", "o200k_base", "-j", "1"), rows)

    def test_the_built_in_sample_is_the_file(self):
        self.assertEqual(self.rows("--corpus", SAMPLE), self.rows())

    def test_corpus_in_a_folder(self):
        os.mkdir(self.path("texts"))
        self.file("texts/fr.txt", "Bonjour le monde\n")
        self.file("texts/en.txt", " Hello world\n\n")
        self.file("texts/zz-zz.txt", "")
        self.file("texts/notes.md", "not a text")
        rows = self.rows("--corpus", "texts", "-e", "o200k_base")
        self.assertEqual([(r["language"], r["bytes"]) for r in rows], [("en", 14), ("fr", 17), ("zz-zz", 0)])
        self.assertEqual((rows[0]["premium"], rows[2]["premium"]), (1, 0))
        self.assertIsNone(rows[2]["bytes_per_token"])
        french = self.rows("--corpus", "texts", "-e", "o200k_base", "--base", "fr")
        self.assertEqual(french[0]["premium"], rows[0]["tokens"] / rows[1]["tokens"])

    def test_hidden_and_empty_files_of_a_corpus(self):
        os.makedirs(self.path("texts/folder.txt"))
        for name, text in (("en", "hello"), ("de", "hallo"), ("fr", ""), (".hidden", "x"), (".", "y")):
            self.file(f"texts/{name}.txt", text)
        out, err = self.tokmill("languages", "--json", "--corpus", "texts", "-e", "o200k_base")
        self.assertEqual([(row["language"], row["tokens"] > 0) for row in json.loads(out)],
                         [("de", True), ("en", True), ("fr", False)])
        self.assertEqual(err, "")
        lines = '{"lang":"en","text":""}\n{"lang":"de","text":"hallo"}\n{"lang":"en","text":""}\n'
        for arguments, stdin in ((["--corpus", "texts", "--base", "fr"], ""), (["--corpus", "-"], lines)):
            for view in ([], ["--json"], ["--summary"]):
                out, err = self.tokmill("languages", *arguments, *view, stdin=stdin, status=1)
                self.assertEqual(out, b"")
                self.assertIn("is empty; choose another one with --base\n", err)

    def test_only_regular_files_of_a_folder_are_read(self):
        os.mkdir(self.path("texts"))
        self.file("texts/en.txt", "hello")
        self.file("elsewhere", "hallo")
        os.symlink("../elsewhere", self.path("texts/de.txt"))
        os.mkfifo(self.path("texts/fr.txt"))  # nothing writes to it
        os.symlink("/dev/null", self.path("texts/it.txt"))
        self.assertEqual([r["language"] for r in self.rows("--corpus", "texts", "-e", "o200k_base")], ["de", "en"])
        os.symlink("absent", self.path("texts/es.txt"))
        errors = self.tokmill("languages", "--corpus", "texts", status=1)[1]
        self.assertEqual(errors, "tokmill: texts/es.txt: No such file or directory\n")

    def test_no_texts(self):
        os.mkdir(self.path("texts"))
        for corpus, name in (("-", "standard input"), ("texts", "texts")):
            errors = self.tokmill("languages", "--corpus", corpus, status=1)[1]
            self.assertEqual(errors, f"tokmill: {name}: no texts found; expected LANG.txt files, or JSON Lines with lang "
                             "and text\n")

    def test_corpus_in_json_lines(self):
        lines = ('{"lang": "en", "text": "one"}\n\n{"lang": "xx", "text": "two three"}\n'
                 '{"lang": "en", "text": "\\ud800"}\n')
        rows = self.rows("--corpus", "-", "-e", "o200k_base", stdin=lines)
        self.assertEqual([(r["language"], r["name"], r["characters"]) for r in rows],
                         [("en", "English", 4), ("xx", "", 9)])

    def test_a_partly_broken_corpus(self):
        self.file("c.jsonl",
                  '{"lang": "en", "text": "one"}\n{"lang": "de"}\n[1]\n"en"\nnot json\n{"lang": "fr", "text": "un"}\n')
        out, err = self.tokmill("languages", "--json", "--corpus", "c.jsonl", "-e", "o200k_base", status=1)
        self.assertEqual([r["language"] for r in json.loads(out)], ["en", "fr"])
        for line in ("line 2", "line 3", "line 4", "line 5"):
            self.assertIn("c.jsonl: " + line, err)
        self.file("c.jsonl", b'{"lang": "en", "text": "a\xffb"}\n')
        out, err = self.tokmill("languages", "--json", "--corpus", "c.jsonl", "-e", "o200k_base")
        self.assertEqual(json.loads(out)[0]["characters"], 3)
        self.assertIn("not UTF-8 at byte 25", err)

    def test_table_summary_and_other_formats(self):
        self.file("c.jsonl", "".join(json.dumps({"lang": lang, "text": text}) + "\n" for lang, text in
                                     [("en", "a"), ("l2", "a b"), ("l3", "a b c"), ("l9", "a b c d e f g h i")]))
        out = self.tokmill("languages", "--corpus", "c.jsonl", "-e", "o200k_base")[0].decode()
        self.assertEqual([line.split()[0] for line in out.splitlines()[:5]], ["language", "en", "l2", "l3", "l9"])
        self.assertIn("█", out)
        self.assertIn("mean 3.75, median 2.50, above 2 in 50%, above 4 in 25%, above 8 in 25%; Gini 0.42", out)
        summary = json.loads(self.tokmill("languages", "--corpus", "c.jsonl", "-e", "o200k_base", "--summary",
                                          "--json")[0])[0]
        keys = ("encoding", "languages", "mean", "median", "above_2", "above_4", "above_8")
        self.assertEqual([summary[key] for key in keys],
                         ["o200k_base", 4, 3.75, 2.5, 0.5, 0.25, 0.25])
        # Half of the mean difference of all pairs, divided by the mean.
        values = [1, 2, 3, 9]
        self.assertAlmostEqual(summary["gini"], sum(abs(a - b) for a in values for b in values) / (2 * 16 * 3.75))
        rows = list(csv.DictReader(io.StringIO(self.tokmill("languages", "--corpus", "c.jsonl", "--csv")[0].decode())))
        self.assertEqual(len(rows), 8)
        self.assertEqual(rows[-1]["premium"], "9")
        markdown = self.tokmill("languages", "--corpus", "c.jsonl", "--markdown")[0].decode()
        self.assertTrue(markdown.startswith("| language |"))
        self.assertNotIn("█", markdown)

    def test_the_table_is_as_wide_as_the_terminal(self):
        narrow = "use a wider terminal, --csv or --json for more columns"
        for columns in 60, 80, 100:
            lines = self.on_a_terminal("languages", "-m", "gpt-4o", columns=columns).split("\n")
            bars = [line for line in lines if "█" in line]
            self.assertEqual(len(bars), 51)
            self.assertTrue(columns - 12 <= max(map(len, bars)) <= columns)
            self.assertIn(narrow, lines)
        self.assertNotIn(narrow, self.on_a_terminal("languages", "-e", "o200k_base", columns=150))
        self.assertNotIn(narrow, self.tokmill("languages")[0].decode())

    def test_several_tokenizers_share_a_chart_on_a_terminal(self):
        expected = {(row["name"], row["encoding"]): row["premium"] for row in self.rows()}
        for columns in 60, 80, 140:
            with self.subTest(columns):
                lines = self.on_a_terminal("languages", columns=columns).split("\n")
                self.assertLessEqual(max(map(len, lines)), columns)
                start = lines[0].index("name")
                bars = [(line[start:].split("  ")[0], line) for line in lines[1:103]]
                for (name, first), (blank, second) in zip(bars[::2], bars[1::2], strict=True):
                    self.assertEqual(blank, "")
                    for encoding, line in ("cl100k_base", first), ("o200k_base", second):
                        self.assertRegex(line, rf" {encoding} .* {expected[name, encoding]:.2f}  [\u2588-\u258f]+$")
                self.assertEqual(len({name for name, _ in bars[::2]}), 51)
                premiums = [expected[name, "cl100k_base"] for name, _ in bars[::2]]
                self.assertEqual(premiums, sorted(premiums))
                # All bars have the same scale.
                longest = max(line.count("\u2588") for _, line in bars)
                burmese = bars.index(next(bar for bar in bars if bar[0] == "Burmese"))
                ratio = expected["Burmese", "o200k_base"] / max(expected.values())
                self.assertAlmostEqual(bars[burmese + 1][1].count("\u2588"), longest * ratio, delta=1.5)
                self.assertEqual(sum(": 51 languages, " in line for line in lines), 2)
        order = [line.split()[0] for line in self.on_a_terminal("languages", "--sort", "tag").split("\n")[1:103:2]]
        self.assertEqual(order, sorted(order))
        self.assertEqual(self.tokmill("languages")[0].decode().count("language  name"), 2)

    def test_cost_of_a_thousand_pages(self):
        # The English text has 5 words and 5 tokens, so a page of 500 words has 500 tokens, at $2.50 per million.
        self.file("c.jsonl",
                  '{"lang": "en", "text": "one two three four five"}\n{"lang": "l2", "text": "a b c d e f g h i j"}\n')
        rows = self.rows("--corpus", "c.jsonl", "-m", "gpt-4o", "--at", "2026-10-30")
        self.assertEqual([r["tokens"] for r in rows], [5, 10])
        self.assertEqual([(r["model"], r["usd_1000_pages"]) for r in rows],
                         [("gpt-4o", "1.250000"), ("gpt-4o", "2.500000")])
        out = self.tokmill("languages", "--corpus", "c.jsonl", "-m", "gpt-4o", "--at", "2026-10-30")[0].decode()
        self.assertRegex(out, r"en .* 1\.25 .*\nl2 .* 2\.50 ")
        self.assertIn("$ 1000 pages: 1000 calls, each with a page of 500 words (in English) as input", out.splitlines())
        self.assertNotIn("usd_1000_pages", self.rows("-e", "o200k_base")[0])

    def test_an_unknown_price(self):
        rows = self.rows("-m", "gpt-5.6-sol", "--at", "2026-11-24")
        self.assertEqual({r["usd_1000_pages"] for r in rows}, {None})
        out = self.tokmill("languages", "-m", "gpt-5.6-sol", "--at", "2026-11-24")[0].decode()
        self.assertIn(" unknown ", out)
        self.assertIn("unknown: the model has no known price on this day", out.splitlines())

    def test_a_proxy_is_marked(self):
        self.assertIn("≈ claude-sonnet-4-6: no public tokenizer; counted with o200k_base as an approximation",
                      self.tokmill("languages", "-m", "claude-sonnet-4-6")[0].decode())
        self.assertFalse(self.rows("-m", "claude-sonnet-4-6")[0]["exact"])

    def test_only_some_languages(self):
        rows = json.loads(self.tokmill("languages", "--json", "--only", "my, de", "--only", "ar", "-e", "o200k_base")[0])
        self.assertEqual([row["language"] for row in rows], ["my", "de", "ar"])
        all_rows = json.loads(self.tokmill("languages", "--json", "-e", "o200k_base")[0])
        self.assertEqual(sorted(rows, key=str), sorted((row for row in all_rows if row["language"] in ("my", "de", "ar")), key=str))
        self.assertIn("o200k_base: 3 languages", self.tokmill("languages", "--only", "my,de,ar", "-e", "o200k_base")[0].decode())
        self.assertIn("--only: unknown language 'dee'; did you mean ",
                      self.tokmill("languages", "--only", "dee", status=2)[1])

    def test_order(self):
        def tags(*options):
            return [row["language"] for row in json.loads(self.tokmill("languages", "--json", *options)[0])][::2]

        self.assertEqual(tags("--sort", "tag"), sorted(tags()))
        names = {row["language"]: row["name"] for row in json.loads(self.tokmill("languages", "--json")[0])}
        self.assertEqual([names[tag] for tag in tags("--sort", "name")], sorted(names.values()))
        rows = json.loads(self.tokmill("languages", "--json", "--sort", "premium")[0])
        premiums = [row["premium"] for row in rows if row["encoding"] == "cl100k_base"]
        self.assertEqual(premiums, sorted(premiums))
        table = self.tokmill("languages", "--sort", "tag", "-e", "o200k_base")[0].decode().splitlines()
        self.assertEqual([line.split()[0] for line in table[1:52]], sorted(tags()))

    def test_show(self):
        with open(os.path.join(ROOT, "vocab", "samples", "parallel.jsonl"), encoding="utf-8") as file:
            texts = {row["lang"]: row["text"] for row in map(json.loads, file)}
        self.assertEqual(self.tokmill("languages", "--show", "my")[0].decode(), texts["my"] + "\n")
        self.assertEqual(self.tokmill("languages", "--show", "de,ar")[0].decode(),
                         f"de\n{texts['de']}\n\nar\n{texts['ar']}\n")
        self.assertEqual(json.loads(self.tokmill("languages", "--show", "de", "--json")[0]),
                         [{"language": "de", "texts": [texts["de"]]}])
        self.assertIn("--show: unknown language 'xx'", self.tokmill("languages", "--show", "xx", status=2)[1])
        self.assertEqual(self.tokmill("languages", "--show", "de", "--csv", status=2)[1],
                         "tokmill: --show and --csv cannot be used together\n")

    def test_bad_input(self):
        self.assertIn("absent", self.tokmill("languages", "--corpus", "absent", status=1)[1])
        os.mkdir(self.path("empty"))
        self.assertIn("empty: no texts found", self.tokmill("languages", "--corpus", "empty", status=1)[1])
        self.assertEqual(self.tokmill("languages", "--base", "enn", status=2)[1],
                         "tokmill: --base: unknown language 'enn'; did you mean en?\n")
        self.assertIn("page.html", self.tokmill("languages", "--html", "no/page.html", status=1)[1])
        for arguments in (["-e", "o200k"], ["-m", "nobody"], ["-e", "o200k_base", "-m", "gpt-4o"], ["--json", "--csv"],
                          ["--summary", "--csv"], ["--at", "2026-01-01"], ["-m", "gpt-4o", "--at", "yesterday"],
                          ["-j", "0"],
                          ["word"]):
            self.tokmill("languages", *arguments, status=2)


if __name__ == "__main__":
    unittest.main()

"""`split --waste`: what to change in a text so that it has fewer tokens, in each format."""

import csv
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", ".."))
from program import ProgramTest
from vocabulary import character_tokenizer_json

RULE = "---- answer with the id only ----"
DIGEST = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
PROMPT = f"""You are a   helpful assistant.\x20\x20



```json
{{
    "name": "search",
    "limit": 10
}}
```
{RULE}
id: {DIGEST}
{RULE}
score: 0.5714025946899135
{RULE}
    𝐛𝐨𝐥𝐝
"""


class Waste(ProgramTest):
    def setUp(self):
        super().setUp()
        self.file("prompt.md", PROMPT)
        os.environ.pop("COLUMNS", None)

    def waste(self, *arguments, **options):
        return self.tokmill("split", "--waste", *arguments, **options)[0].decode()

    def tokens(self, text):
        return int(self.tokmill("count", stdin=text)[0])

    def test_text(self):
        lines = self.waste("--top", "3", "prompt.md").splitlines()
        self.assertEqual(lines[0], f"{self.tokens(PROMPT)} tokens in 16 lines, o200k_base")
        changes, places, longest = (part.splitlines() for part in "\n".join(lines[2:]).split("\n\n"))
        self.assertEqual(changes[0], "saved  share  places  change")
        savings = [int(line.split()[0]) for line in changes[1:-1]]
        self.assertEqual(savings, sorted(savings, reverse=True))
        self.assertLessEqual(len(changes), 11)
        self.assertIn("repeated lines: keep the first of each", "\n".join(changes))
        saved = self.tokens(PROMPT) - self.tokens(
            f'You are a helpful assistant.\n\n```json\n{{"name":"search","limit":10}}\n```\n{RULE}\nid: …\n'
            "score: 0.571\n\n")
        self.assertEqual(changes[-1].split(), [str(saved), f"{100 * saved / self.tokens(PROMPT):.1f}%", "all", "of",
                                               "these", "changes", "together"])
        self.assertEqual(len(places), 4)
        self.assertTrue(places[1].endswith("  " + DIGEST), places[1])
        self.assertIn("12:5", places[1])
        self.assertTrue(any(f"2 more: {RULE}" in line for line in places), places)
        self.assertEqual(len(longest), 4)
        self.assertIn(f"id: {DIGEST}", longest[1])

    def test_json(self):
        document = json.loads(self.waste("--json", "prompt.md"))
        self.assertEqual((document["encoding"], document["tokens"], document["lines"]),
                         ("o200k_base", self.tokens(PROMPT), 16))
        kinds = {change["kind"]: change for change in document["changes"]}
        self.assertEqual(set(kinds), {"json", "repeated_lines", "blank_lines", "blanks", "trailing_blanks",
                                      "indentation", "codes", "decimals", "split_characters"})
        self.assertEqual(kinds["repeated_lines"]["saved"],
                         self.tokens(PROMPT) - self.tokens(PROMPT.replace(RULE + "\n", "", 2)))
        for change in document["changes"]:
            self.assertEqual(sum(place["tokens"] for place in change["examples"]), change["tokens"])
        code = kinds["codes"]["examples"][0]
        self.assertEqual(PROMPT.encode()[code["start"]:code["end"]].decode(), DIGEST)
        self.assertEqual((code["line"], code["column"]), (12, 5))
        line = document["longest_lines"][0]
        self.assertEqual(PROMPT.encode()[line["start"]:line["end"]].decode(), f"id: {DIGEST}")

    def test_csv_and_markdown(self):
        rows = list(csv.DictReader(io.StringIO(self.waste("--csv", "prompt.md"))))
        document = json.loads(self.waste("--json", "prompt.md"))
        self.assertEqual([(row["kind"], int(row["saved"])) for row in rows],
                         [(change["kind"], change["saved"]) for change in document["changes"]])
        markdown = self.waste("--markdown", "prompt.md")
        self.assertIn("| saved | share | places | change |\n| ---: | ---: | ---: | --- |\n", markdown)
        self.assertEqual(markdown.count("\n| --- |") + markdown.count("\n| ---: |"), 3)

    def test_lines_fit_a_terminal(self):
        for columns in 60, 80:
            lines = self.on_a_terminal("split", "--waste", "prompt.md", columns=columns).splitlines()
            self.assertLessEqual(max(map(len, lines)), columns)
            self.assertTrue(any("…" in line for line in lines))

    def test_price(self):
        self.file("prices.tsv", "model\tencoding\tinput\nmine\to200k_base\t2\nunpriced\to200k_base\t\n")
        options = ["--prices", "prices.tsv", "-m"]
        document = json.loads(self.waste("--json", *options, "mine", "prompt.md"))
        price = document["usd_1000_calls"]
        self.assertEqual(price["model"], "mine")
        self.assertAlmostEqual(float(price["before"]), document["tokens"] * 2e-6 * 1000)
        self.assertAlmostEqual(float(price["after"]), document["changed_tokens"] * 2e-6 * 1000)
        line = f"1000 calls with this input to mine: ${document['tokens'] * 2e-3:.4f} before, "
        self.assertIn("\n" + line, self.waste(*options, "mine", "prompt.md"))
        self.assertIn("\n" + line, self.waste("--markdown", *options, "mine", "prompt.md"))
        self.assertNotIn("usd_1000_calls", json.loads(self.waste("--json", *options, "unpriced", "prompt.md")))

    def test_texts_without_waste(self):
        self.assertEqual(self.waste(stdin=""), "0 tokens in 0 lines, o200k_base\nNo change that saves tokens was found.\n")
        self.assertIn("No change that saves tokens was found.\n", self.waste("-t", "a b"))
        self.assertEqual(json.loads(self.waste("--json", stdin="a b"))["changes"], [])

    def test_ill_formed_text(self):
        output, errors = self.tokmill("split", "--waste", stdin=b"a  \xff\xff b\n")
        self.assertIn("not UTF-8 at byte 3", errors)
        self.assertIn(f"{self.tokens('a  ' + 2 * chr(0xFFFD) + ' b' + chr(10))} tokens in 1 line", output.decode())

    def test_encodings_that_change_the_text(self):
        self.file("c.json", json.dumps(character_tokenizer_json()))
        document = json.loads(self.waste("--json", "-e", "./c.json", stdin="text  text\nté\n"))
        self.assertEqual([(change["kind"], change["saved"]) for change in document["changes"]],
                         [("split_characters", 2), ("blanks", 1)])

    def test_wrong_usage(self):
        for option in "--ids", "--pieces", "--add-special":
            self.assertIn(f"--waste and {option} cannot be used together",
                          self.tokmill("split", "--waste", option, "-t", "x", status=2)[1])
        self.assertIn("--waste and --html cannot be used together",
                      self.tokmill("split", "--waste", "--html", "-", "-t", "x", status=2)[1])
        self.assertIn("--top requires --waste", self.tokmill("split", "--top", "3", "-t", "x", status=2)[1])
        self.assertIn("--top must be at least 1", self.tokmill("split", "--waste", "--top=0", "-t", "x", status=2)[1])


if __name__ == "__main__":
    unittest.main()

"""cost --jsonl and --tsv: what each row costs, compared with `cost` for the same text."""

import decimal
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../.."))
from program import ProgramTest

TEXTS = ["", "hello", "hello world " * 500, "\u4f60\u597d\tx\n"]
MODELS = ["gpt-4o", "gpt-4", "claude-sonnet-4-6"]
OPTIONS = [[], ["--batch"], ["--service", "flex"], ["--at", "2026-01-01"], ["-e", "cl100k_base"]]


class Rows(ProgramTest):
    def priced(self, text, *options):
        """The amounts of `cost --json`, by model."""
        self.file("text", text)
        rows = json.loads(self.tokmill("cost", "--json", *options, "text")[0])
        return {row["model"]: row["usd"]["total"] for row in rows}

    def test_amounts(self):
        lines = "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(TEXTS))
        models = [word for model in MODELS for word in ("-m", model)]
        for options in OPTIONS:
            chosen = options if "-e" in options else [*options, *models]
            with self.subTest(options=options):
                output, _ = self.tokmill("cost", "--jsonl", *chosen, stdin=lines)
                amounts = [json.loads(line)["cost"] for line in output.splitlines()]
                self.assertEqual(amounts, [self.priced(text, *chosen) for text in TEXTS])
                output, _ = self.tokmill("cost", "--tsv", *chosen, stdin="".join(
                    text.replace("\t", "\\t").replace("\n", "\\n") + "\n" for text in TEXTS))
                columns = [[None if value == "\\N" else value for value in line.split("\t")]
                           for line in output.decode().split("\n")[:-1]]
                self.assertEqual(columns, [list(amount.values()) for amount in amounts])

    def test_one_model(self):
        price = self.priced("hello world", "-m", "gpt-4o")["gpt-4o"]
        self.assertGreater(decimal.Decimal(price), 0)
        self.assertEqual(self.tokmill("cost", "--jsonl", "-m", "gpt-4o", stdin='"hello world"'), (b'{"cost":"%s"}\n' % price.encode(), ""))
        self.assertEqual(self.tokmill("cost", "--jsonl", "-m", "gpt-4o,gpt-4o", "--pass", stdin='{"text":"hello world"}')[0],
                         b'{"text":"hello world","cost":"%s"}\n' % price.encode())
        self.assertEqual(self.tokmill("cost", "--tsv", "-m", "gpt-4o", "--pass", stdin="hello world\t1")[0],
                         b"hello world\t1\t%s\n" % price.encode())
        output, _ = self.tokmill("cost", "--jsonl", "-m", "gpt-4o", "--null", "skip", stdin="null\n")
        self.assertEqual(output, b'{"cost":null}\n')

    def test_a_price_that_is_unknown(self):
        output, _ = self.tokmill("cost", "--jsonl", "-m", "gpt-4o,gpt-4", "--service", "priority", stdin='"a"\n""\n')
        expected = [self.priced(text, "-m", "gpt-4o,gpt-4", "--service", "priority") for text in ("a", "")]
        self.assertEqual([json.loads(line)["cost"] for line in output.splitlines()], expected)
        self.assertIn(None, expected[0].values())
        self.assertNotIn(None, expected[1].values())

    def test_a_stand_in_is_named(self):
        _, errors = self.tokmill("cost", "--jsonl", "-m", "claude-sonnet-4-6", stdin='"a"\n"b"\n')
        self.assertEqual(errors.count("claude-sonnet-4-6: no public tokenizer; counted with o200k_base"), 1)

    def test_bytes_that_are_not_utf_8(self):
        _, errors = self.tokmill("cost", "--jsonl", "-m", "gpt-4o", stdin=b'"\xff"\n')
        self.assertIn("line 1: not UTF-8 at byte 1", errors)
        output, _ = self.tokmill("cost", "--jsonl", "-m", "gpt-4o", "--strict", stdin=b'"\xff"\n"a"\n', status=1)
        self.assertEqual(["error" in json.loads(line) for line in output.splitlines()], [True, False])

    def test_the_number_of_threads_does_not_matter(self):
        lines = "".join(json.dumps("row %d " % i * (i % 30)) + "\n" for i in range(20_000))
        outputs = {self.tokmill("cost", "--jsonl", "-m", "gpt-4o,gpt-4", "-j", threads, stdin=lines)[0] for threads in ("1", "2", "5")}
        self.assertEqual(len(outputs), 1)

    def test_options_that_do_not_concern_rows(self):
        for options in (["--input-tokens", "5"], ["--output-tokens", "5"], ["--cached-tokens", "5"], ["--cache-write-tokens", "5"],
                        ["--cache-write-long-tokens", "5"], ["--calls", "2"], ["--chat", "f"], ["--requests", "f"],
                        ["--max-cost", "1"], ["--fits", "gpt-4o"], ["--json"], ["--csv"], ["--markdown"], ["--hidden"]):
            with self.subTest(options):
                _, errors = self.tokmill("cost", "--jsonl", *options, status=2)
                self.assertIn(f"--jsonl and {options[0]} cannot be used together", errors)
        self.assertIn("--jsonl and PATH cannot be used together", self.tokmill("cost", "--jsonl", "f", status=2)[1])


if __name__ == "__main__":
    unittest.main()

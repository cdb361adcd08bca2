"""On a terminal, every line fits its width."""

import json
import os
import sys
import unicodedata
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import ProgramTest

COMMANDS = [
    ["chunk", "--max-tokens", "4", "-m", "claude-opus-5", "text"],
    ["compare", "text"],
    ["compare", "--diff", "text"],
    ["compare", "-m", "claude-opus-5", "-m", "gpt-4o", "text"],
    ["compare", "text", "other"],
    ["cost", "text"],
    ["cost", "text", "--calls", "100000000", "--cached-tokens", "1"],
    ["cost", "text", "--batch", "--cached-tokens", "1", "--cache-write-tokens", "9", "--calls", "3"],
    ["cost", "--chat", "chat.json"],
    ["cost", "--chat", "chat.json", "-m", "gpt-4o,gpt-4,claude-opus-5,gpt-3.5-turbo,gemini-2.5-pro"],
    ["cost", "-m", "azure/gpt-4.1*,gpt-4o:free", "--input-tokens", "1000", "--fits", "gpt-4"],
    ["count", "--csv", "--help"],
    ["count", "-m", "claude-opus-5", "text", "other"],
    ["count", "--chat", "chat.json", "-m", "claude-opus-5"],
    ["cost", "--requests", "chat.json"],
    ["cost", "-m", "gpt-4o,gpt-4", "--input-tokens", "200k", "--output-tokens", "1000"],
    ["count", "--by", "ext", "."],
    ["count", "--by", "dir", "."],
    ["help"],
    ["languages"],
    ["languages", "-m", "gpt-4o", "--summary"],
    ["languages", "-m", "gpt-4o,claude-opus-5"],
    ["models"],
    ["models", "claude-sonnet-4-6"],
    ["models", "gemini-2.5-pro"],
    ["models", "gpt-4o"],
    ["numbers", "1234567"],
    ["split", "text"],
    ["split", "--ids", "text"],
    ["numbers", "--range", "0:9999"],
]


def width(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


class Width(ProgramTest):
    def check(self, *arguments, columns=80):
        with self.subTest(arguments=arguments, columns=columns):
            shown = self.on_a_terminal(*arguments, columns=columns, errors=True, NO_COLOR="1")
            self.assertEqual([line for line in shown.splitlines() if width(line) > columns], [])

    def test_every_help_fits(self):
        commands = self.tokmill("help")[0].decode().split("Commands:\n")[1].split("\n\n")[0]
        commands = [line.split()[0] for line in commands.splitlines() if line[2] != " "]
        self.assertGreater(len(commands), 10)
        for command in commands:
            self.check(command, "--help")

    def test_a_narrow_table_says_that_it_leaves_out_columns(self):
        self.file("chat.json", json.dumps({"messages": [{"role": "user", "content": "hello " * 50}]}))
        models = "gpt-4o,gpt-4,claude-opus-5,gemini-2.5-pro,gpt-3.5-turbo"
        note = "use a wider terminal, --csv or --json for more columns"
        for arguments in (["cost", "-m", models, "--chat", "chat.json"], ["models", "gpt-*"], ["models", "gpt-5.6-sol"],
                          ["languages", "-m", "gpt-4o"], ["cost", "--input-tokens", "1"]):
            with self.subTest(arguments):
                self.assertEqual(self.on_a_terminal(*arguments, columns=80).split("\n").count(note), 1)
                self.assertNotIn(note, self.on_a_terminal(*arguments, columns=500))
                self.assertNotIn(note, self.tokmill(*arguments)[0].decode())

    def test_every_model_in_full_fits(self):
        models = json.loads(self.tokmill("models", "--json")[0])
        names = [f"{model['provider']}/{model['model']}" for model in models]
        self.assertGreater(len(names), 200)
        self.check("models", *names)

    def test_every_line_fits(self):
        self.file("text", "Some text, 12345 \u4f60\u597d\n")
        self.file("other", b"text \xff\n")
        self.file("chat.json", json.dumps({"model": "gpt-4o", "response_format": {"type": "text"}, "messages": [
            {"role": "user", "content": [{"type": "text", "text": "hello"},
                                         {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}]}]}))
        for arguments in COMMANDS:
            for columns in (80, 120):
                self.check(*arguments, columns=columns)


if __name__ == "__main__":
    unittest.main()

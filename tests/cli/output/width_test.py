"""On a terminal, every line fits its width."""

import json
import os
import sys
import unicodedata
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import ProgramTest

COMMANDS = [
    ["compare", "text"],
    ["compare", "text", "other"],
    ["cost", "text"],
    ["cost", "text", "--calls", "100000000", "--cached-tokens", "1"],
    ["cost", "text", "--batch", "--cached-tokens", "1", "--cache-write-tokens", "9", "--calls", "3"],
    ["cost", "--chat", "chat.json"],
    ["cost", "--requests", "chat.json"],
    ["cost", "-m", "gpt-4o,gpt-4", "--input-tokens", "200k", "--output-tokens", "1000"],
    ["count", "--by", "ext", "."],
    ["count", "--by", "dir", "."],
    ["help"],
    ["languages"],
    ["models"],
    ["models", "claude-sonnet-4-6"],
    ["models", "gemini-2.5-pro"],
    ["models", "gpt-4o"],
    ["numbers", "1234567"],
    ["numbers", "--range", "0:9999"],
]


def width(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


class Width(ProgramTest):
    def test_every_line_fits(self):
        self.file("text", "Some text, 12345 \u4f60\u597d\n")
        self.file("other", b"text \xff\n")
        self.file("chat.json", json.dumps({"model": "gpt-4o", "response_format": {"type": "text"}, "messages": [
            {"role": "user", "content": [{"type": "text", "text": "hello"},
                                         {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}]}]}))
        for arguments in COMMANDS:
            for columns in (80, 120):
                with self.subTest(arguments=arguments, columns=columns):
                    shown = self.on_a_terminal(*arguments, columns=columns, errors=True, NO_COLOR="1")
                    wide = [line for line in shown.splitlines() if width(line) > columns]
                    self.assertEqual(wide, [])


if __name__ == "__main__":
    unittest.main()

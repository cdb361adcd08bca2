"""`-j`: every command accepts it, and it never changes the result."""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import ProgramTest

COMMANDS = [["encode"], ["encode", "--json"], ["encode", "--special", "allow"], ["split"], ["split", "--json"],
            ["split", "--pieces"], ["compare", "--json"], ["compare", "--diff", "-e", "o200k_base", "-e", "gpt2"],
            ["chunk", "--max-tokens", "100000"], ["truncate", "--max-tokens", "50"], ["count"], ["cost", "-m", "gpt-4o"]]


class Threads(ProgramTest):
    def test_they_do_not_change_the_result(self):
        part = "A line of text, 12345 & ünïcödé\n" * 10 + "<|endoftext|>" + " " * 70
        self.file("short.txt", part * 3)
        self.file("long.txt", part * 3200)  # more than a megabyte, below which one thread does all the work
        long = [["encode"], ["compare", "--json", "-e", "gpt2"]]
        for file, command in [("short.txt", command) for command in COMMANDS] + [("long.txt", command) for command in long]:
            with self.subTest(file=file, command=command):
                alone = self.tokmill(*command, "-j", "1", file)
                self.assertEqual(self.tokmill(*command, "-j", "3", file), alone)

    def test_every_command(self):
        self.assertEqual(self.tokmill("decode", "-e", "cl100k_base", "-j", "2", "15339")[0], b"hello")
        self.assertEqual(self.tokmill("numbers", "--threads", "2", "123")[0], self.tokmill("numbers", "123")[0])
        self.tokmill("languages", "-j", "2", "--summary")
        for command in (["models"], ["models", "gpt-4o"], ["man"], ["man", "count"], ["completion", "bash"]):
            self.assertEqual(self.tokmill(*command, "-j", "2"), self.tokmill(*command))
        for command in [*COMMANDS, ["decode"], ["numbers"], ["languages"], ["models"], ["man"], ["completion", "zsh"]]:
            self.assertIn("--threads must be at least 1, got 0", self.tokmill(*command, "-j", "0", status=2)[1])


if __name__ == "__main__":
    unittest.main()

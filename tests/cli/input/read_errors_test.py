"""Inputs that cannot be read: every command names the input and the reason, and ends with status 1."""

import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest

# Commands with one input, which is the last word.
COMMANDS = [
    "count", "count --chat", "encode", "encode --json", "split", "split --json", "chunk --max-tokens 5",
    "truncate --max-tokens 5", "truncate --max-tokens 5 --keep last", "compare", "cost -m gpt-4o", "cost --chat",
    "cost --requests", "languages --corpus", "models --prices",
]
# Commands that take a folder as an input.
OF_FOLDERS = ["count", "cost -m gpt-4o", "languages --corpus"]
OF_STANDARD_INPUT = [
    "count", "count --jsonl", "encode", "encode --jsonl", "decode", "decode --jsonl", "split", "numbers",
    "chunk --max-tokens 5", "truncate --max-tokens 5",
]
MEMORY = "/proc/self/mem"  # its first byte cannot be read
PROBLEMS = {MEMORY: "Input/output error", "absent": "No such file or directory", ".": "Is a directory"}


class ReadErrors(ProgramTest):
    def test_files(self):
        for command in COMMANDS:
            for path, problem in PROBLEMS.items():
                if path == "." and command in OF_FOLDERS:
                    continue
                with self.subTest(command, path=path):
                    status = 2 if command == "models --prices" else 1
                    output, errors = self.tokmill(*command.split(), path, status=status)
                    self.assertEqual((output, errors), (b"", f"tokmill: {path}: {problem}\n"))

    def test_standard_input(self):
        for command in OF_STANDARD_INPUT:
            with self.subTest(command):
                folder = os.open(self.folder, os.O_RDONLY)
                self.addCleanup(os.close, folder)
                done = subprocess.run([TOKMILL, *command.split()], stdin=folder, capture_output=True, check=False)
                self.assertEqual((done.returncode, done.stdout, done.stderr),
                                 (1, b"", b"tokmill: standard input: Is a directory\n"))

    def test_other_inputs_are_read(self):
        self.file("a", "hello world")
        output, errors = self.tokmill("count", "a", MEMORY, "a", status=1)
        self.assertEqual(output, b"2  a\n2  a\n4  total\n")
        self.assertEqual(errors, f"tokmill: {MEMORY}: Input/output error\n")


if __name__ == "__main__":
    unittest.main()

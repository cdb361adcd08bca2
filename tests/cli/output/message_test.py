"""Messages are one line, and neither names nor input can control the terminal."""

import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest

NAME = b"a\nb\x1b[31m\xc2\x9b\r\xe9'\"\x7f"
TEXT_COMMANDS = [["count"], ["encode"], ["split"], ["compare"], ["cost"], ["chunk", "--max-tokens", "5"],
                 ["truncate", "--max-tokens", "5"]]


class Messages(ProgramTest):
    def assert_printable(self, arguments, stdin=b""):
        done = subprocess.run([TOKMILL, *arguments], input=stdin, capture_output=True, cwd=self.folder, check=False)
        lines = done.stderr.split(b"\n")
        self.assertGreater(len(lines), 1, arguments)
        self.assertEqual(lines[-1], b"")
        for line in lines[:-1]:
            self.assertTrue(line.startswith(b"tokmill: "), done.stderr)
            text = line.decode()  # well-formed
            self.assertTrue(all(c.isprintable() for c in text), done.stderr)
        return done

    def test_a_file_that_is_absent(self):
        for arguments in [*TEXT_COMMANDS, ["count", "--chat"], ["cost", "--requests"], ["cost", "--chat"],
                          ["languages", "--corpus"], ["models", "--prices"], ["count", "-t", "a", "-m", "gpt-4", "--prices"]]:
            with self.subTest(arguments):
                self.assertNotEqual(self.assert_printable([*arguments, NAME]).returncode, 0)

    def test_a_file_that_is_no_utf8_or_utf16(self):
        for text in (b"caf\xe9", "text".encode("utf-16")):
            with open(os.path.join(os.fsencode(self.folder), NAME), "wb") as file:
                file.write(text)
            for arguments in TEXT_COMMANDS:
                with self.subTest(arguments):
                    self.assertEqual(self.assert_printable([*arguments, NAME]).returncode, 0)

    def test_a_file_that_cannot_be_written(self):
        target = b"absent/" + NAME
        for arguments in (["encode", "--npy", target, "-t", "a"], ["split", "--html", target, "-t", "a"],
                          ["split", "--svg", target, "-t", "a"], ["compare", "--svg", target, "-t", "a"],
                          ["compare", "--html", target, "-t", "a"], ["cost", "--html", target, "-t", "a"],
                          ["languages", "--html", target], ["numbers", "--html", target, "--range", "0:9"]):
            self.assertEqual(self.assert_printable(arguments).returncode, 1)

    def test_wrong_usage(self):
        for arguments in ([NAME], ["count", b"--" + NAME], ["count", "-e", NAME, "-t", "a"], ["count", "-m", NAME, "-t", "a"],
                          ["count", "--from", NAME], ["count", "--max-tokens", NAME], ["count", "--by", NAME],
                          ["decode", NAME], ["numbers", NAME], ["numbers", "--range", NAME], ["models", NAME],
                          ["cost", "--at", NAME, "--input-tokens", "1"], ["languages", "--base", NAME],
                          ["help", NAME], ["completion", NAME]):
            with self.subTest(arguments):
                self.assertEqual(self.assert_printable(arguments).returncode, 2)

    def test_input(self):
        self.assert_printable(["decode"], NAME)
        self.assert_printable(["numbers"], NAME)
        self.assert_printable(["count", "--jsonl", "--field", NAME], b'{"a":1}\n')
        self.assert_printable(["count", "--jsonl"], NAME + b"\n")
        self.assert_printable(["languages", "--corpus", "-"], b'{"lang":"\\u001b\\n","text":1}\n')
        self.assert_printable(["cost", "--requests", "-"], b'{"model":"\\u001b\\n","messages":[]}\n')

    def test_fits_the_width_of_a_terminal(self):
        path = "a/" * 30 + "x"
        for columns in (20, 40, 80):
            for name in ("words of a long name " * 9, "\u4f60\u597d " * 30, path, f"{path} {path}", "w " * 3000):
                with self.subTest(columns=columns, name=name):
                    arguments = ["count", f"./{name}x"]
                    message = self.tokmill(*arguments, status=1)[1]
                    shown = self.on_a_terminal(*arguments, columns=columns, status=1, errors=True)
                    self.assertEqual(shown.replace("\n  ", " "), message)
                    for line in shown.splitlines():
                        width = sum(2 if c > "\u2e80" else 1 for c in line)
                        self.assertTrue(width <= columns or " " not in line.strip(), line)
                    lines = shown.splitlines()
                    for line, after in zip(lines, lines[1:]):  # no break is too early
                        word = after.split()[0]
                        self.assertGreater(len(line) + line.count("\u4f60") * 2 + 1 + len(word) * 2, columns)


if __name__ == "__main__":
    unittest.main()

"""A line of JSON takes at most eight times its size in memory, whatever it contains."""

import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL

SIZE = 2_000_000
LINES = {
    "nested arrays": b"[" * SIZE,
    "nested objects": b'{"a":' * (SIZE // 5),
    "empty arrays": b'{"other":[' + b"[]," * (SIZE // 3) + b'1],"text":"a"}',
    "numbers": b'{"other":[' + b"1," * (SIZE // 2) + b'1],"text":"a"}',
    "members": b"{" + b'"":1,' * (SIZE // 5) + b'"text":"a"}',
    "a long text": b'{"text":"' + b"word " * (SIZE // 5) + b'"}',
    "a long string": b'"' + b"word " * (SIZE // 5) + b'"',
    "escapes": b'"' + b"\\n" * (SIZE // 2) + b'"',
    "bytes that are not UTF-8": b'"' + b"a\xff" * (SIZE // 2) + b'"',
    "a long name": b'{"' + b"n" * SIZE + b'":1,"text":"a"}',
}


def peak(command, line, option="--jsonl"):
    """The peak memory in bytes of a run with this line."""
    with subprocess.Popen([TOKMILL, command, *option.split()], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as program:
        program.stdin.write(line + b"\n")
        program.stdin.close()
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss * 1024


class Memory(unittest.TestCase):
    def test_count(self):
        # The text of "words" reads as much of the vocabulary as any other.
        usual = peak("count", b'"' + b"word " * 1000 + b'"')
        for name, line in LINES.items():
            with self.subTest(name):
                self.assertLess(peak("count", line) - usual, 8 * SIZE)

    def test_languages(self):
        usual = peak("languages", b'{"lang":"en","text":"word"}', "--corpus -")
        for text in (b"word ", b"\\n", b"\xc3\xa9", "\u4f60".encode()):
            with self.subTest(text):
                line = b'{"lang":"en","text":"' + text * (SIZE // len(text)) + b'"}'
                self.assertLess(peak("languages", line, "--corpus -") - usual, 8 * SIZE)

    def test_decode(self):
        usual = peak("decode", b"[0]")
        for name, line in {**LINES, "ids": b"[" + b"0," * (SIZE // 2) + b"0]"}.items():
            with self.subTest(name):
                self.assertLess(peak("decode", line) - usual, 8 * SIZE)


if __name__ == "__main__":
    unittest.main()

"""A line of JSON takes at most eight times its size in memory, whatever it contains."""

import os
import resource
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


def peak(command, line):
    """The peak memory in bytes of a run with this line, read while the program waits for the next one.

    The figure of wait4() would include the memory of this test."""
    with subprocess.Popen([TOKMILL, command, "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as program:
        program.stdin.write(line + b"\n")
        program.stdin.flush()
        program.stdout.readline()
        with open(f"/proc/{program.pid}/status", encoding="ascii") as file:
            kib = next(int(row.split()[1]) for row in file if row.startswith("VmHWM:"))
        program.stdin.close()
    return kib * 1024


class Memory(unittest.TestCase):
    def test_count(self):
        # The text of "words" reads as much of the vocabulary as any other.
        usual = peak("count", b'"' + b"word " * 1000 + b'"')
        for name, line in LINES.items():
            with self.subTest(name):
                self.assertLess(peak("count", line) - usual, 8 * SIZE)

    def test_languages(self):
        """The address space is limited to that of the program itself, 16 MB, and eight times the line."""
        line = b'{"lang":"en","text":"' + b"word " * (4 * SIZE // 5) + b'"}'
        limit = os.path.getsize(TOKMILL) + 16_000_000 + 8 * len(line)
        done = subprocess.run([TOKMILL, "languages", "-j", "1", "--corpus", "-"], input=line, capture_output=True,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)), check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_decode(self):
        usual = peak("decode", b"[0]")
        for name, line in {**LINES, "ids": b"[" + b"0," * (SIZE // 2) + b"0]"}.items():
            with self.subTest(name):
                self.assertLess(peak("decode", line) - usual, 8 * SIZE)


if __name__ == "__main__":
    unittest.main()

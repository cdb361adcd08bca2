"""Commands that do not need the whole text take little memory, and `truncate` reads no more than it needs."""

import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest

MOST_KIB = 64 << 10
MIB = 300 if os.environ.get("TOKMILL_FULL") == "1" else 30
TEXTS = {
    "words": " streams of text that never ends, 12345 \u4f60\u597d\n".encode(),
    "dashes": b"-",
    "NUL bytes": b"\0",
    "letters": b"a",
}


class Memory(ProgramTest):
    def run_on(self, unit, *arguments):
        """Runs the program on MIB of a repeated text, from a pipe; returns its output size and its peak memory in KiB."""
        block = unit * ((1 << 20) // len(unit))
        with subprocess.Popen(
            [TOKMILL, *arguments, "-j", "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=self.folder
        ) as program:
            reader = subprocess.Popen(["wc", "-c"], stdin=program.stdout, stdout=subprocess.PIPE)
            program.stdout.close()
            for _ in range(MIB):
                program.stdin.write(block)
            program.stdin.close()
            size = int(reader.communicate()[0])
            _, status, usage = os.wait4(program.pid, 0)
            program.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(program.returncode, 0)
        return size, usage.ru_maxrss

    def test_memory(self):
        for name, unit in TEXTS.items():
            for arguments in (["count"], ["encode"], ["split"]):
                with self.subTest(text=name, command=arguments):
                    size, kib = self.run_on(unit, *arguments)
                    self.assertGreater(size, 1)
                    self.assertLess(kib, MOST_KIB)

    def test_truncate_stops_reading(self):
        with subprocess.Popen(["yes"], stdout=subprocess.PIPE) as endless:
            done = subprocess.run([TOKMILL, "truncate", "--max-tokens", "5"], stdin=endless.stdout,
                                  capture_output=True, timeout=20, check=True)
            endless.kill()
        self.assertEqual(done.stdout, b"y\ny\ny")


if __name__ == "__main__":
    unittest.main()

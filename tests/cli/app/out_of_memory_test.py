"""The program ends with one line and status 1 if the system refuses memory."""

import os
import resource
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest


class OutOfMemory(ProgramTest):
    def run_with(self, memory, *arguments):
        """Runs the program with this much address space in addition to that of the program itself."""
        limit = os.path.getsize(TOKMILL) + memory
        return subprocess.run(
            [TOKMILL, *arguments],
            cwd=self.folder,
            capture_output=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
            timeout=120,
            check=False,
        )

    def test_one_line_and_status_1(self):
        self.file("large.txt", b"a1" * 1_000_000)  # 2 million tokens
        done = self.run_with(40_000_000, "split", "--ids", "large.txt")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, b"")
        self.assertEqual(done.stderr, b"tokmill: out of memory\n")

    def test_a_file_that_does_not_fit_is_an_error_of_this_file(self):
        with open(self.path("huge"), "wb") as file:
            file.truncate(1_000_000_000)
        self.file("small", "hello")
        done = self.run_with(300_000_000, "compare", "--diff", "--json", "huge", "small")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b'"small"', done.stdout)
        self.assertEqual(done.stderr, b"tokmill: huge: Cannot allocate memory\n")

    def test_a_text_larger_than_the_memory(self):
        with open(self.path("huge"), "wb") as file:
            file.truncate(200_000_000)
        for command, *options in (["count"], ["truncate", "--max-tokens", "5"]):
            done = self.run_with(80_000_000, command, "-j", "1", *options, "huge")
            self.assertEqual(done.stderr, b"")
            self.assertEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()

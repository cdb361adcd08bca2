"""Commands that need little memory run in a cgroup of 64 MiB, the limit of a small container."""

import os
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest

LIMIT = 64 << 20
MIB = 100 if os.environ.get("TOKMILL_FULL") == "1" else 20
UNIT = b" streams of text that never ends, 12345\n"
# The file of the limit in cgroup version 1 and 2, below the folder in which groups are made.
VERSIONS = {"/sys/fs/cgroup/memory": "memory.limit_in_bytes", "/sys/fs/cgroup": "memory.max"}


class MemoryCgroup(ProgramTest):
    def setUp(self):
        super().setUp()
        for root, limit in VERSIONS.items():
            group = f"{root}/tokmill-memory-{os.getpid()}"
            try:
                os.mkdir(group)
            except OSError as problem:
                reason = problem
                continue
            self.addCleanup(os.rmdir, group)
            try:
                with open(f"{group}/{limit}", "w", encoding="ascii") as file:
                    file.write(str(LIMIT))
            except OSError as problem:
                reason = problem
                continue
            self.group = group
            return
        self.skipTest(f"cannot make a memory cgroup: {reason}")

    def run_in_group(self, *arguments, block):
        """Returns the status and the size of the output for MIB of text, or one block."""

        def enter():
            with open(f"{self.group}/cgroup.procs", "w", encoding="ascii") as file:
                file.write(str(os.getpid()))

        with subprocess.Popen([TOKMILL, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              preexec_fn=enter) as program:
            with subprocess.Popen(["wc", "-c"], stdin=program.stdout, stdout=subprocess.PIPE) as reader:
                program.stdout.close()
                try:
                    for _ in range(max(1, (MIB << 20) // len(block))):
                        program.stdin.write(block)
                    program.stdin.close()
                except BrokenPipeError:
                    pass  # the program was killed
                size = int(reader.communicate()[0])
        return program.returncode, size

    def test_commands(self):
        text = UNIT * ((1 << 20) // len(UNIT))
        line = b'"' + UNIT[:-1] * ((1 << 18) // len(UNIT)) + b'"\n'
        for arguments, block in {("count",): text, ("encode",): text, ("split",): text, ("count", "--jsonl"): line,
                                 ("encode", "--jsonl"): line}.items():
            with self.subTest(arguments):
                status, size = self.run_in_group(*arguments, block=block)
                self.assertEqual(status, 0)
                self.assertGreater(size, 1)

    def test_the_limit_holds(self):
        """A line of more than the limit ends the program, so the test above can fail."""
        status, size = self.run_in_group("count", "--jsonl", block=b'"' + b"a" * (2 * LIMIT))
        self.assertEqual((status, size), (-signal.SIGKILL, 0))


if __name__ == "__main__":
    unittest.main()

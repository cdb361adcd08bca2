"""The memory of `encode --shards` does not grow with the corpus."""

import json
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", ".."))
from program import TOKMILL, ProgramTest

MEGABYTE = 1_000_000


class Memory(ProgramTest):
    def peak(self, form, megabytes):
        """The peak memory in bytes of a run with so many rows, read while the program waits for the next ones."""
        row = json.dumps({"text": "The quick brown fox jumps over 1234567 lazy dogs. " * 80}).encode() + b"\n"
        command = [TOKMILL, "encode", "-j", "2", "-e", "r50k_base", "--jsonl", "--shards", f"{form}{megabytes}",
                   "--shard-format", form, "--shard-tokens", "2M"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=self.folder) as program:
            program.stdin.write(row * (megabytes * MEGABYTE // len(row)))
            program.stdin.flush()
            with open(f"/proc/{program.pid}/status", encoding="ascii") as file:
                kib = next(int(line.split()[1]) for line in file if line.startswith("VmHWM:"))
            program.stdin.close()
            self.assertEqual(program.wait(60), 0)
        return kib * 1024

    def test_stream(self):
        for form in ("bin", "npy", "mds"):
            with self.subTest(form):
                few, many = self.peak(form, 80), self.peak(form, 240)
                self.assertLess(few, 160 * MEGABYTE)
                self.assertLess(many, few + 50 * MEGABYTE)


if __name__ == "__main__":
    unittest.main()

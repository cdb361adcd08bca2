"""Checks that the soak finds faults: runs it on wrong_tokmill.sh, a program with a deliberate one of each kind."""

import os
import tempfile
import unittest

from soak import Soak

SECONDS = 25
FAULTS = {
    "a crash": r"encode --json .*undocumented exit status: status -11",
    "an undocumented status": r"compare .*undocumented exit status: status 4",
    "a failure without a message": r"models.*: no message: status 1",
    "a sanitizer report": r"numbers .*: sanitizer report",
    "wrong output": r"truncate .*: wrong output with status 0",
    "a temporary file": r"encode --npy new .*: a temporary file remains",
    "a half-written file": r"split --html new .*: neither the old nor the complete new content",
    "a wrong answer": r"decode --jsonl: wrong answer",
    "memory that grows": r"encode --jsonl: \d+ KiB more",
}


class FaultsAreFound(unittest.TestCase):
    def test_each_kind(self):
        os.environ["TOKMILL_WITHOUT_FAULT"] = os.environ["TOKMILL"]
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wrong_tokmill.sh")
        with tempfile.TemporaryDirectory() as folder:
            soak = Soak(program, folder, SECONDS, seed="faults", is_sanitized=False, most_faults=1 << 20)
            faults = soak.run()
        for name, pattern in FAULTS.items():
            with self.subTest(name):
                self.assertRegex("\n".join(faults), pattern)


if __name__ == "__main__":
    unittest.main()

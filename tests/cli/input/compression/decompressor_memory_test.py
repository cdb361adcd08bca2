"""Compressed input takes little memory, however large its text is, and whatever it asks for."""

import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../.."))
from compressors import COMPRESSORS, ZSTD, zstd_data
from program import TOKMILL, ProgramTest


def peak(arguments, data):
    """The most memory in bytes of a run with these bytes as standard input."""
    script = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    done = subprocess.run([sys.executable, "-c", script, TOKMILL, *arguments], input=data, capture_output=True, check=True)
    return int(done.stdout) * 1024


class Memory(ProgramTest):
    def test_bombs(self):
        """200 MB of blanks and line breaks in some kilobytes, in several members, frames or streams."""
        text = (b" " * 999 + b"\n") * 10_000
        usual = peak(["count"], text[:1000])
        for name, compress in COMPRESSORS.items():
            data = compress(text) * 20
            with self.subTest(name, size=len(data)):
                self.assertLess(len(data), 1_500_000)
                for arguments in (["count"], ["count", "--tsv", "-j", "2"]):
                    self.assertLess(peak(arguments, data) - usual, 64_000_000)

    @unittest.skipIf(ZSTD is None, "no zstd library")
    def test_a_large_window_is_refused(self):
        small = os.urandom(1000)
        data = zstd_data(small * 300_000, 28)
        _, errors = self.tokmill("count", stdin=data, status=1)
        self.assertTrue(errors.startswith("tokmill: standard input: invalid zstd data: "), errors)


if __name__ == "__main__":
    unittest.main()

"""Runs the soak for SOAK_SECONDS (default 300) and prints its figures. SOAK_SEED repeats the choices of a run.

TOKMILL_SANITIZED=1: the program has a sanitizer.
"""

import os
import sys
import tempfile
import time
import unittest

from soak import FIRST_LINES, Soak

TOKMILL = os.environ["TOKMILL"]
SECONDS = float(os.environ.get("SOAK_SECONDS", "300"))
SEED = os.environ.get("SOAK_SEED", str(time.time_ns()))
IS_SANITIZED = os.environ.get("TOKMILL_SANITIZED") == "1"


class SoakTest(unittest.TestCase):
    def test_soak(self):
        print(f"SOAK_SECONDS={SECONDS:g} SOAK_SEED={SEED}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            soak = Soak(TOKMILL, folder, SECONDS, SEED, IS_SANITIZED)
            faults = soak.run()
        print("commands:", ", ".join(f"{count} {outcome}" for outcome, count in sorted(soak.outcomes.items())))
        for name, (lines, kib, growth) in sorted(soak.growth_kib.items()):
            print(f"{name} --jsonl: {lines} lines, {kib} KiB after {FIRST_LINES}, {growth} KiB more at the end")
        self.assertEqual(faults, [], "\n".join(["", *faults]))
        # All kinds of ends were seen.
        self.assertGreater(soak.outcomes.get("status 0", 0), SECONDS / 10)
        self.assertGreater(soak.outcomes.get("status 1", 0), SECONDS / 30)


if __name__ == "__main__":
    sys.exit(unittest.main())

"""The extension works in older versions of DuckDB, too."""

import os
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = HERE.parents[2] / "build" / "engines"
VERSIONS = ["1.4.4", "1.5.6"]
TESTS = ["Functions", "Chunks", "Cost", "Errors", "Readme"]


def install(version):
    """Return the folder of a version of the Python package, which it downloads once."""
    folder = PACKAGES / f"duckdb-{version}"
    if not folder.exists():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1",
                   "--target", f"{folder}.new", f"duckdb=={version}"]
        if subprocess.run(command, timeout=900, check=False).returncode != 0:
            print(f"skipped: pip cannot install duckdb {version}")
            sys.exit(77)
        os.rename(f"{folder}.new", folder)
    return folder


class Versions(unittest.TestCase):
    def test_versions(self):
        for version in VERSIONS:
            with self.subTest(version=version):
                environment = dict(os.environ, PYTHONPATH=f"{FOLDERS[version]}:{os.environ['PYTHONPATH']}")
                for command in (["-c", f"import duckdb; assert duckdb.__version__ == '{version}'"],
                                [HERE / "extension_test.py", *TESTS]):
                    done = subprocess.run([sys.executable, *command], env=environment, timeout=1200,
                                          capture_output=True, text=True, check=False)
                    self.assertEqual(done.returncode, 0, done.stderr)


FOLDERS = {version: install(version) for version in VERSIONS}

if __name__ == "__main__":
    unittest.main()

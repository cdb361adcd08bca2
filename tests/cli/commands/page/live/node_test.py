"""Run the tests of the live page's logic, *_test.mjs, with node.

Without node 18 or newer, prints one line with the reason and exits with status 77, which CTest reports as skipped.
"""

import pathlib
import re
import shutil
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent


def main():
    node = shutil.which("node")
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout if node else ""
    major = re.match(r"v(\d+)", version)
    if not major or int(major[1]) < 18:
        print(f"skipped: node 18 or newer is required, got {version.strip() or 'none'} (Debian package: nodejs)")
        sys.exit(77)
    tests = sorted(FOLDER.glob("*_test.mjs"))
    assert tests
    sys.exit(subprocess.run([node, "--test", *tests]).returncode)


main()

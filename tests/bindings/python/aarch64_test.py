"""The wheel for aarch64: runs tests of the package under qemu, with the Python of a newer Debian, whose files are unpacked
in build/ and not installed.

Needs the wheel that wheels_test.py builds. Skipped without it, and if qemu, a mirror of Debian or PyPI is missing.
"""

import shutil
import sys

from foreign import ROOT, Packages, skip, wheels_for

sys.path.insert(0, str(ROOT / "tests/package"))

from debian import Suite, Unavailable, unpack  # noqa: E402  (it is in the folder that was just added)

FOLDER = ROOT / "build/wheels/aarch64"
SUITE, VERSION = "trixie", "3.13"
EMULATOR = "qemu-aarch64"
PACKAGES = Packages(FOLDER / "packages", VERSION,
                    ["manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"])


def make_root():
    """Unpacks the interpreter and what it needs in FOLDER/root, and the packages of the tests in FOLDER/packages."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        files = Suite(FOLDER / "debian", SUITE, "arm64").packages(f"python{VERSION}-minimal", f"libpython{VERSION}-stdlib")
    except Unavailable as reason:
        skip(reason)
    unpack(files, FOLDER / "root")
    PACKAGES.install_what_tests_need()
    (FOLDER / "made").touch()


def main():
    for tool in (EMULATOR, "dpkg-deb"):
        if not shutil.which(tool):
            skip(f"{tool} is not installed")
    wheels = wheels_for("manylinux*aarch64")
    if not (FOLDER / "made").exists():
        make_root()
    PACKAGES.install("--no-deps", "--no-index", *wheels)
    # The system cannot start a program of another processor, so tests that start Python are left out.
    PACKAGES.run_tests([EMULATOR, "-L", FOLDER / "root", FOLDER / f"root/usr/bin/python{VERSION}"],
                       "-k", "not interpreter_exit and not sub_interpreters")


main()

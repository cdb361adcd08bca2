"""The fast splitters of AArch64: compiled for it, and run under qemu with the tests of tests/lib/split and tests/lib/text.

Skipped with a word where there is no cross compiler or no qemu. The whole project is not built: what differs between
processors lies in the rooms split, text and support.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMPILER, EMULATOR = "aarch64-linux-gnu-g++", "qemu-aarch64"
SKIPPED = 77

TESTS = ["split/splitter_test.cpp", "split/windowed_test.cpp", "split/safe_cut_test.cpp", "text/utf8_test.cpp",
         "text/utf8_blocks_test.cpp"]


def main():
    for tool in (COMPILER, EMULATOR):
        if not shutil.which(tool):
            print(f"skipped: {tool} is not installed")
            return SKIPPED
    sources = [path for room in ("split", "split/simd", "text") for path in sorted((ROOT / "lib/src" / room).glob("*.cpp"))]
    sources += [ROOT / "lib/src/support/cpu.cpp", ROOT / "tests/doctest_main.cpp"]
    sources += [ROOT / "tests/lib" / test for test in TESTS]
    with tempfile.TemporaryDirectory() as folder:
        # doctest is a header for any processor; /usr/include as a whole is not.
        shutil.copytree("/usr/include/doctest", f"{folder}/doctest")
        subprocess.run([COMPILER, "-std=c++20", "-O2", "-static", f"-I{ROOT}/lib/src", f"-I{ROOT}/lib/include", f"-I{ROOT}/tests",
                        f"-isystem{folder}", *map(str, sources), "-o", f"{folder}/tests"], check=True)
        done = subprocess.run([EMULATOR, f"{folder}/tests"], capture_output=True, text=True)
        print(done.stdout[-600:])
        if done.returncode != 0 or "Status: SUCCESS!" not in done.stdout:
            return 1
        named = subprocess.run([EMULATOR, f"{folder}/tests", "--test-case=kernels: those of this processor"],
                               capture_output=True, text=True)
        return 0 if "1 passed" in named.stdout else 1


sys.exit(main())

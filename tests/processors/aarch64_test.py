"""AArch64: the pre-tokenizers, compiled for it and run under qemu with their tests; and a program that uses the library
from a cross build. A cross build without host tools must say what it needs.

Skipped if there is no cross compiler or no qemu.
"""

import pathlib
import shutil
import subprocess
import tempfile

from cross import ROOT, build_consumer, require, run

COMPILER, EMULATOR = "aarch64-linux-gnu-g++", "qemu-aarch64"

FOLDERS = ["base", "pretokenize", "pretokenize/families", "pretokenize/simd", "unicode"]
TESTS = ["pretokenize/pre_tokenizer_test.cpp", "pretokenize/families/windowed_test.cpp",
         "pretokenize/safe_cut_test.cpp", "unicode/utf8_test.cpp", "unicode/utf8_blocks_test.cpp"]


def test_pre_tokenizers(folder):
    sources = [path for part in FOLDERS for path in sorted((ROOT / "lib/core" / part).glob("*.cpp"))]
    sources += [ROOT / "tests/doctest_main.cpp"]
    sources += [ROOT / "tests/lib/core" / test for test in TESTS]
    generated = folder / "tokmill"
    generated.mkdir()
    version = (ROOT / "lib/include/tokmill/version.hpp.in").read_text(encoding="utf-8")
    (generated / "version.hpp").write_text(version.replace("@TOKMILL_ABI_NAMESPACE@", "v0"), encoding="utf-8")
    # doctest is a header for any processor; /usr/include as a whole is not.
    shutil.copytree("/usr/include/doctest", folder / "doctest")
    run(COMPILER, "-std=c++20", "-O2", "-static", f"-I{ROOT}/lib", f"-I{ROOT}/lib/include", f"-I{ROOT}/tests",
        f"-I{folder}", f"-isystem{folder}", *sources, "-o", folder / "tests")
    done = run(EMULATOR, folder / "tests")
    print(done[-600:])
    assert "Status: SUCCESS!" in done
    named = run(EMULATOR, folder / "tests", "--test-case=kernels: those of this processor")
    assert "1 passed" in named, named


def test_cross_build(folder):
    toolchain = ["-DCMAKE_SYSTEM_NAME=Linux", "-DCMAKE_SYSTEM_PROCESSOR=aarch64", f"-DCMAKE_CXX_COMPILER={COMPILER}",
                 "-DCMAKE_EXE_LINKER_FLAGS=-static"]
    program = build_consumer(folder, *toolchain)
    assert run(EMULATOR, program) == "4\n"

    refused = subprocess.run(["cmake", "-S", ROOT, "-B", folder / "refused", "-G", "Ninja", "-DTOKMILL_BUILD_CLI=OFF",
                              "-DTOKMILL_COMPONENTS=", *toolchain], check=False, capture_output=True, text=True)
    assert refused.returncode != 0 and "TOKMILL_HOST_TOOLS" in refused.stderr, refused.stderr


def main():
    require(COMPILER, EMULATOR)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        test_pre_tokenizers(folder)
        test_cross_build(folder)


main()

"""The musl C library: builds the library and a program with the compiler of the PyPI package ziglang, and runs it.

TOKMILL_ZIG is the Python with that package (default: the Python that runs this test). Skipped if it does not have it.
"""

import pathlib
import tempfile

from cross import build_consumer, run, zig_toolchain


def main():
    toolchain = zig_toolchain("x86_64-linux-musl")
    with tempfile.TemporaryDirectory() as name:
        program = build_consumer(pathlib.Path(name), *toolchain)
        assert run(program) == "4\n"


main()

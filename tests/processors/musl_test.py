"""The musl C library: builds the library and a program with the compiler of the PyPI package ziglang, and runs it.

TOKMILL_ZIG is the Python with that package (default: the Python that runs this test). Skipped if it does not have it.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from cross import build_consumer, run, skip


def main():
    python = os.environ.get("TOKMILL_ZIG", sys.executable)
    if subprocess.run([python, "-c", "import ziglang"], check=False, capture_output=True).returncode != 0:
        skip("the Python package ziglang is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        tools = {}
        for tool, command in {"c++": "c++ -target x86_64-linux-musl", "ar": "ar", "ranlib": "ranlib"}.items():
            tools[tool] = folder / f"zig-{tool}"
            tools[tool].write_text(f'#!/bin/sh\nexec "{python}" -m ziglang {command} "$@"\n', encoding="utf-8")
            tools[tool].chmod(0o755)
        program = build_consumer(folder, f"-DCMAKE_CXX_COMPILER={tools['c++']}", f"-DCMAKE_AR={tools['ar']}",
                                 f"-DCMAKE_RANLIB={tools['ranlib']}")
        assert run(program) == "4\n"


main()

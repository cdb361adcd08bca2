"""The wheel for musl on x86-64: runs tests of the package with a CPython for musl, which is built from Debian's sources with
the compiler that built the wheel, in build/. The C library and its loader are those of Debian's package, not installed.

Needs the wheel that wheels_test.py builds. Skipped without it, and if a mirror of Debian or PyPI is missing.
"""

import os
import re

import cpython  # adds the folder of debian
from debian import Suite, Unavailable, unpack
from foreign import ROOT, Packages, run, skip, wheels_for

FOLDER = ROOT / "build/wheels/musl"
LOADER = FOLDER / "root/usr/lib/ld-musl-x86_64.so.1"
PACKAGES = Packages(FOLDER / "packages", cpython.VERSION, ["musllinux_1_2_x86_64", "musllinux_1_1_x86_64"])

# Prints the libraries that are loaded with the package.
LIST_LIBRARIES = """
import tokmill
tokmill.encoding("o200k_base").encode("hello world")
print(*{line.split()[-1] for line in open("/proc/self/maps") if ".so" in line})
"""


def make_compiler():
    """Writes the tools of zig for programs that load this C library. Returns the variables that name them."""
    pythons = sorted((ROOT / "build/wheels").glob("environment-*/bin/python"))
    if not pythons:
        skip("lib/python/wheels/build.py has left no environment with ziglang")
    options = f"-target x86_64-linux-musl -dynamic -Wl,-dynamic-linker,{LOADER} -Wno-date-time"  # zig forbids __DATE__
    variables = {"PKG_CONFIG": "false",  # does not find libraries of this machine
                 "CPP": f"{FOLDER}/compiler/cc -E -DLIBC=musl"}  # CPython knows musl by its own <stdarg.h> only
    for variable, tool in (("CC", f"cc {options}"), ("AR", "ar"), ("RANLIB", "ranlib")):
        script = FOLDER / "compiler" / tool.split()[0]
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(f'#!/bin/sh\nexec {pythons[0]} -m ziglang {tool} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
        variables[variable] = str(script)
    return variables


def make_interpreter():
    if not LOADER.exists():
        unpack(Suite(FOLDER / "debian", cpython.SUITE, "amd64").packages("musl"), FOLDER / "root")
    return cpython.build("musl", "--without-readline", environment=make_compiler())


def main():
    wheels = wheels_for("musllinux*x86_64")
    try:
        interpreter = make_interpreter()
    except Unavailable as reason:
        skip(reason)
    PACKAGES.install_what_tests_need()
    PACKAGES.install("--no-deps", "--no-index", *wheels)
    loaded = run(interpreter, "-c", LIST_LIBRARIES, env={**os.environ, "PYTHONPATH": str(PACKAGES.folder)}).split()
    assert str(LOADER.resolve()) in loaded, loaded
    assert not [name for name in loaded if re.search(r"libc\.so\.6|ld-linux", name)], loaded
    PACKAGES.run_tests([interpreter])


main()

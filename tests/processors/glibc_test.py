"""glibc 2.17, of 2012: builds all libraries without ICU and RE2, and links them into a shared library and a program, with
the compiler of the PyPI package ziglang, as wheels need it. Runs the program, and checks which glibc both need.

TOKMILL_ZIG is the Python with that package (default: the Python that runs this test). Skipped if it does not have it.
"""

import os
import pathlib
import re
import tempfile

from cross import ROOT, require, run, zig_toolchain

TARGET, NEWEST = "x86_64-linux-gnu.2.17", (2, 17)


def glibc_of(file):
    """The versions of glibc whose symbols a file needs."""
    versions = re.findall(r"\bGLIBC_([0-9.]+)", run("objdump", "-T", file))
    return {tuple(int(part) for part in version.split(".")) for version in versions}


def main():
    require("objdump")
    toolchain = zig_toolchain(TARGET)
    with tempfile.TemporaryDirectory() as name:
        build = pathlib.Path(name)
        run("cmake", "-S", ROOT / "tests/package/consumer", "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
            "-DCMAKE_POSITION_INDEPENDENT_CODE=ON", "-DCMAKE_UNITY_BUILD=ON", "-DCONSUMER_FINDS=source",
            f"-DTOKMILL_SOURCE={ROOT}", "-DCONSUMER_COMPONENTS=analysis", "-DCONSUMER_PLAIN=ON", "-DTOKMILL_ICU=OFF",
            "-DTOKMILL_RE2=OFF", f"-DTOKMILL_HOST_TOOLS={os.environ['TOKMILL_HOST_TOOLS']}", *toolchain)
        run("cmake", "--build", build)  # runs the program
        for file in ("plain_consumer", "libplain_shared.so"):
            versions = glibc_of(build / file)
            print(f"{file} needs glibc {'.'.join(map(str, max(versions)))}")
            assert max(versions) <= NEWEST, (file, versions)


main()

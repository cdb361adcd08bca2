#!/usr/bin/env python3
"""Builds wheels for other systems with the compiler of the PyPI package ziglang, on 64-bit Linux, without root:

    lib/python/wheels/build.py [--to FOLDER] [--python PYTHON]… [PLATFORM…]

A platform is the first name of a tag in targets.py, such as musllinux_1_2_x86_64; by default, wheels are built for all.
Each is built with each of the interpreters, by default those that tests/bindings/python/pythons.sh finds: one wheel with
the stable ABI, with the oldest interpreter from 3.12 on, and one for each version that needs a wheel of its own. The
headers of the interpreters serve for all systems. What else is needed comes from PyPI, except for a native C++ compiler,
which builds the generators, unless TOKMILL_HOST_TOOLS is a folder that has them.

The wheels are written to FOLDER (default: build/wheels). Prints the name and size of each. They have neither ICU nor the
program, which would have to be built for each system as well.
"""

import argparse
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import windows
from targets import TARGETS

ROOT = Path(__file__).resolve().parents[3]
WORK = ROOT / "build/wheels"


class BuildError(Exception):
    """A command that failed, with the end of its output."""


def run(*command, env=None):
    """Runs a command and returns its output."""
    done = subprocess.run([str(part) for part in command], check=False, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env={**os.environ, **(env or {})})
    if done.returncode != 0:
        raise BuildError(f"{' '.join(map(str, command))}\n{done.stdout[-8000:]}")
    return done.stdout


@dataclass(frozen=True)
class Interpreter:
    """A Python of this machine, and a virtual environment of it that can build wheels."""

    path: str
    version: str  # such as 3.12, or 3.13t
    include: str

    @property
    def has_stable_abi(self):
        return not self.version.endswith("t") and int(self.version.partition(".")[2]) >= 12

    @property
    def environment(self):
        return WORK / f"environment-{self.version}"

    @property
    def python(self):
        return self.environment / "bin/python"


def interpreter(path):
    version, include = run(path, "-c", "import sys, sysconfig\n"
                           "free = 't' if sysconfig.get_config_var('Py_GIL_DISABLED') else ''\n"
                           "print('%d.%d' % sys.version_info[:2] + free, sysconfig.get_path('include'))").split()
    return Interpreter(path, version, include)


def one_for_each_abi(interpreters):
    """Of several interpreters with the stable ABI, the oldest one is enough."""
    by_age = sorted(interpreters, key=lambda one: int(one.version.partition(".")[2].rstrip("t")))
    stable = [one for one in by_age if one.has_stable_abi][:1]
    return stable + [one for one in by_age if not one.has_stable_abi]


def make_environment(interpreter):
    requirements = Path(__file__).with_name("requirements.txt").read_text(encoding="utf-8")
    made_from = interpreter.environment / "made-from"
    if made_from.exists() and made_from.read_text(encoding="utf-8") == requirements:
        return
    shutil.rmtree(interpreter.environment, ignore_errors=True)
    run(interpreter.path, "-m", "venv", interpreter.environment)
    run(interpreter.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "-r", Path(__file__).with_name("requirements.txt"))
    made_from.write_text(requirements, encoding="utf-8")


def generators(interpreter):
    """The folder of the programs that the build runs."""
    if "TOKMILL_HOST_TOOLS" in os.environ:
        return Path(os.environ["TOKMILL_HOST_TOOLS"]).resolve()
    cmake, ninja = (interpreter.environment / "bin" / name for name in ("cmake", "ninja"))
    native = WORK / "native"
    run(cmake, "-S", ROOT, "-B", native, "-G", "Ninja", f"-DCMAKE_MAKE_PROGRAM={ninja}", "-DCMAKE_BUILD_TYPE=Release",
        "-DCMAKE_UNITY_BUILD=ON", "-DTOKMILL_BUILD_CLI=OFF", "-DTOKMILL_COMPONENTS=analysis", "-DTOKMILL_ICU=OFF",
        "-DTOKMILL_RE2=OFF", "-DTOKMILL_INSTALL=OFF")
    run(cmake, "--build", native, "--target", "tokmill_host_tools")
    return native / "host-tools"


def tag_of(target, interpreter):
    if interpreter.has_stable_abi:
        return f"cp312-abi3-{target.platforms}"
    version = interpreter.version.replace(".", "")
    return f"cp{version.rstrip('t')}-cp{version}-{target.platforms}"


def build_wheel(target, interpreter, host_tools, folder):
    """Builds one wheel and returns its path."""
    build = WORK / target.name
    # A cache has paths of the Python that it was made with. The objects of the library are the same for all.
    (build / "CMakeCache.txt").unlink(missing_ok=True)
    options = [f"--toolchain={ROOT}/lib/cmake/zig.cmake", f"-DTOKMILL_ZIG_TARGET={target.zig}",
               f"-DTOKMILL_ZIG_PYTHON={interpreter.python}", f"-DTOKMILL_HOST_TOOLS={host_tools}"]
    suffix = ".abi3.so"
    if not interpreter.has_stable_abi:
        suffix = target.suffix.format(interpreter.version.replace(".", ""))
        options.append(f"-DNB_SUFFIX={suffix}")
    if target.is_windows:
        build.mkdir(parents=True, exist_ok=True)
        windows.make_headers(interpreter.include, build / "headers")
        windows.make_import_library(interpreter.python, build / "python3.lib")
        options += [f"-DPython_INCLUDE_DIR={build}/headers", f"-DPython_SABI_LIBRARY={build}/python3.lib"]
    made = build / "wheel"
    shutil.rmtree(made, ignore_errors=True)
    environment = {
        "CMAKE_ARGS": " ".join(options),
        "PATH": f"{interpreter.environment}/bin:{os.environ['PATH']}",
        # scikit-build-core takes it for the name of the module, in place of that of this machine's Python.
        "SETUPTOOLS_EXT_SUFFIX": suffix,
    }
    run(interpreter.python, "-m", "pip", "wheel", "--disable-pip-version-check", "--no-deps", "--no-build-isolation",
        "--wheel-dir", made, f"--config-settings=build-dir={build}", "--config-settings=cmake.define.TOKMILL_ICU=OFF",
        "--config-settings=install.strip=false",  # the linker strips; this machine's strip knows its own files only
        f"--config-settings=wheel.tags={tag_of(target, interpreter)}", ROOT, env=environment)
    (wheel,) = made.glob("*.whl")
    return Path(shutil.move(wheel, folder / wheel.name))


def parse_arguments():
    parser = argparse.ArgumentParser(description="Build wheels for other systems.")
    parser.add_argument("--to", type=Path, default=WORK, metavar="FOLDER", help="where to write the wheels")
    parser.add_argument("--python", action="append", help="an interpreter to build with")
    parser.add_argument("platforms", nargs="*", metavar="PLATFORM", help=", ".join(one.name for one in TARGETS))
    arguments = parser.parse_args()
    unknown = set(arguments.platforms) - {one.name for one in TARGETS}
    if unknown:
        parser.error(f"unknown platform '{unknown.pop()}' (known: {', '.join(one.name for one in TARGETS)})")
    return arguments


def main():
    arguments = parse_arguments()
    pythons = arguments.python or run(ROOT / "tests/bindings/python/pythons.sh").split()
    interpreters = one_for_each_abi([interpreter(path) for path in pythons])
    if not interpreters:
        sys.exit("build.py: found no CPython of version 3.10 or later with venv")
    folder = arguments.to.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for one in interpreters:
            make_environment(one)
        host_tools = generators(interpreters[0])
        for target in TARGETS:
            if arguments.platforms and target.name not in arguments.platforms:
                continue
            for one in interpreters:
                if one.has_stable_abi or target.suffix:
                    wheel = build_wheel(target, one, host_tools, folder)
                    print(f"{wheel.name} {wheel.stat().st_size}", flush=True)
    except BuildError as error:
        sys.exit(f"build.py: failed: {error}")


if __name__ == "__main__":
    main()

"""Builds CPython from Debian's copy of its sources, for tests with interpreters that no package has."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/package"))

from debian import Suite, Unavailable  # noqa: E402  (it is in the folder that was just added)

FOLDER = ROOT / "build/cpython"
SUITE, VERSION = "trixie", "3.13"


def sources():
    """The folder of the sources."""
    folder = FOLDER / "sources"
    if not folder.exists():
        shutil.rmtree(FOLDER, ignore_errors=True)
        archive = Suite(FOLDER / "debian", SUITE, "amd64").sources(f"python{VERSION}")
        unpacked = FOLDER / "unpacked"
        unpacked.mkdir()
        subprocess.run(["tar", "--extract", "--file", archive, "--directory", unpacked, "--strip-components=1"], check=True)
        unpacked.rename(folder)
    return folder


def build(name, *options, environment=None):
    """Builds CPython in FOLDER/NAME, unless it is there, with options and environment variables of configure. Returns the
    interpreter. Raises Unavailable if there are no sources or they cannot be built."""
    installed = FOLDER / name / "installed"
    interpreter = installed / f"bin/python{VERSION}"
    made = FOLDER / name / "made"
    if not made.exists():
        configure = sources() / "configure"
        work = FOLDER / name / "build"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        variables = {**os.environ, "OPT": "-O2 -DNDEBUG", **(environment or {})}
        for command in ([configure, "--quiet", f"--prefix={installed}", "--disable-test-modules", "--without-ensurepip",
                         *options],
                        ["make", "-s", f"-j{len(os.sched_getaffinity(0))}"],
                        # Compiling the modules of the library, three times, would take longer than this build.
                        ["make", "-s", "install", "COMPILEALL_OPTS=-r 0"]):
            done = subprocess.run(command, check=False, cwd=work, env=variables, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            if done.returncode != 0:
                print(done.stdout[-8000:])
                raise Unavailable(f"CPython cannot be built: '{command[0]}' failed")
        made.touch()
    return interpreter

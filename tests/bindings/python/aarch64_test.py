"""The wheel for aarch64: runs tests of the package under qemu, with the Python of a newer Debian, whose files are unpacked
in build/ and not installed.

Needs the wheel that wheels_test.py builds. Skipped without it, and if qemu, a mirror of Debian or PyPI is missing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/package"))

from debian import mirror  # noqa: E402  (it is in the folder that was just added)

HERE = Path(__file__).parent
WHEELS = ROOT / "build/wheels/made"
FOLDER = ROOT / "build/wheels/aarch64"
SUITE, VERSION = "trixie", "3.13"
PACKAGES = [f"python{VERSION}-minimal", f"libpython{VERSION}-stdlib"]
EMULATOR = "qemu-aarch64"
SKIPPED = 77

APT_CONFIGURATION = """
Dir::State "{folder}/state";
Dir::State::status "{folder}/state/status";
Dir::Cache "{folder}/cache";
Dir::Etc::sourcelist "{folder}/sources.list";
Dir::Etc::sourceparts "/dev/null";
APT::Architecture "arm64";
APT::Architectures "arm64";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
"""


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def run(*command, reason="", **options):
    """Runs a command. If it fails, the test is skipped if there is a reason, and fails otherwise."""
    done = subprocess.run([str(part) for part in command], check=False, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, **options)
    if done.returncode != 0:
        print(done.stdout[-8000:])
        if reason:
            skip(reason)
        raise SystemExit(f"{command[0]} failed with status {done.returncode}")
    return done.stdout


def make_root():
    """Unpacks the interpreter and what it needs in FOLDER/root, and the packages of the tests in FOLDER/packages."""
    address = mirror("bookworm")
    if not address:
        skip("no mirror of Debian in apt's sources")
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name in ("state/lists/partial", "cache/archives/partial", "root/usr/lib", "root/usr/bin"):
        (FOLDER / name).mkdir(parents=True)
    (FOLDER / "state/status").touch()
    (FOLDER / "sources.list").write_text(f"deb {address} {SUITE} main\n", encoding="utf-8")
    (FOLDER / "apt.conf").write_text(APT_CONFIGURATION.format(folder=FOLDER), encoding="utf-8")
    environment = {**os.environ, "APT_CONFIG": str(FOLDER / "apt.conf")}
    run("apt-get", "update", env=environment, reason="the mirror of Debian cannot be reached")
    run("apt-get", "install", "--yes", "--download-only", *PACKAGES, env=environment,
        reason="the mirror of Debian does not have the packages")
    (FOLDER / "root/lib").symlink_to("usr/lib")
    (FOLDER / "root/bin").symlink_to("usr/bin")
    for package in (FOLDER / "cache/archives").glob("*.deb"):
        archive = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE)
        run("tar", "--extract", "--keep-directory-symlink", "--directory", FOLDER / "root", stdin=archive.stdout)
        assert archive.wait() == 0, package
    run(sys.executable, "-m", "venv", FOLDER / "tools")
    install("pytest", "hypothesis", "-r", ROOT / "tests/oracle_requirements.txt", "numpy")
    (FOLDER / "made").touch()


def install(*what):
    run(FOLDER / "tools/bin/pip", "install", "--quiet", "--disable-pip-version-check", "--target", FOLDER / "packages",
        "--upgrade", "--only-binary=:all:", "--python-version", VERSION, "--platform=manylinux_2_28_aarch64",
        "--platform=manylinux_2_17_aarch64", "--platform=manylinux2014_aarch64", *what,
        reason="pip cannot install the packages of the tests")


def main():
    for tool in (EMULATOR, "apt-get", "dpkg-deb"):
        if not shutil.which(tool):
            skip(f"{tool} is not installed")
    wheels = list(WHEELS.glob("tokmill-*-cp312-abi3-manylinux*aarch64*.whl"))
    if not wheels:
        skip(f"there is no wheel for aarch64 in {WHEELS}")
    run(ROOT / "tests/oracle_environment.sh", reason="there are no vocabularies for tiktoken")
    if not (FOLDER / "made").exists():
        make_root()
    install("--no-deps", "--no-index", *wheels)
    environment = {**os.environ, "PYTHONPATH": str(FOLDER / "packages"), "PYTHONDONTWRITEBYTECODE": "1",
                   "TIKTOKEN_CACHE_DIR": str(ROOT / "build/oracle-tables")}
    # The system cannot start a program of another processor, so tests that start Python are left out.
    shown = run(EMULATOR, "-L", FOLDER / "root", FOLDER / f"root/usr/bin/python{VERSION}", "-m", "pytest", "-q", "-rs",
                "-p", "no:cacheprovider", "-k", "not interpreter_exit and not sub_interpreters",
                HERE / "encoding_test.py", HERE / "models_test.py", HERE / "tiktoken/core_test.py",
                env=environment, cwd=ROOT)
    print(shown[-1500:])


main()

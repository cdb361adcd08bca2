"""What the tests share that run a wheel with an interpreter for another processor or C library."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).parent
WHEELS = ROOT / "build/wheels/made"
SKIPPED = 77


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def run(*command, reason="", **options):
    """Runs a command and returns its output. If it fails, the test is skipped if there is a reason, and fails otherwise."""
    done = subprocess.run([str(part) for part in command], check=False, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, **options)
    if done.returncode != 0:
        print(done.stdout[-8000:])
        if reason:
            skip(reason)
        raise SystemExit(f"{command[0]} failed with status {done.returncode}")
    return done.stdout


def wheels_for(platform):
    """The wheels with the stable ABI that wheels_test.py made for a platform, such as manylinux*aarch64."""
    wheels = list(WHEELS.glob(f"tokmill-*-cp312-abi3-{platform}*.whl"))
    if not wheels:
        skip(f"there is no wheel for {platform} in {WHEELS.relative_to(ROOT)}")
    return wheels


class Packages:
    """A folder of packages for the Python of another platform, which pip of this machine installs there."""

    def __init__(self, folder, version, platforms):
        self.folder = folder
        self._pip = folder.with_name("tools") / "bin/pip"
        self._options = ["--target", folder, "--upgrade", "--only-binary=:all:", "--python-version", version,
                         *(f"--platform={platform}" for platform in platforms)]

    def install_what_tests_need(self):
        if not self._pip.exists():
            run(sys.executable, "-m", "venv", self._pip.parents[1])
        self.install("pytest", "numpy", *re.findall(r"(?m)^tiktoken.*", (ROOT / "tests/oracle_requirements.txt")
                                                    .read_text(encoding="utf-8")))

    def install(self, *what):
        run(self._pip, "install", "--quiet", "--disable-pip-version-check", *self._options, *what,
            reason="pip cannot install the packages of the tests")

    def run_tests(self, interpreter, *options, environment=None):
        """Runs tests of the package with these packages, and prints the summary. interpreter is a list of arguments."""
        run(ROOT / "tests/oracle_environment.sh", reason="there are no vocabularies for tiktoken")
        environment = {**os.environ, **(environment or {}), "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1",
                       "TIKTOKEN_CACHE_DIR": str(ROOT / "build/oracle-tables")}
        shown = run(*interpreter, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", *options,
                    HERE / "encoding_test.py", HERE / "models_test.py", HERE / "tiktoken/core_test.py",
                    env=environment, cwd=ROOT)
        print(shown[-1500:])

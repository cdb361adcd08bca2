"""Builds and runs the code of the Markdown pages: each block marked `cpp` or `c` is a complete program that ends with
exit status 0. They are built with find_package against the package that is installed at TOKMILL_PREFIX."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Each page with programs, and how many it has at least.
PAGES = {"lib/README.md": 10}

LISTS = """cmake_minimum_required(VERSION 3.25)
project(readme LANGUAGES C CXX)
find_package(tokmill CONFIG REQUIRED{components})
add_compile_options(-Wall -Wextra -Werror)
{programs}
"""


def programs(text):
    """The programs of a page: their language, which is also the extension of their files, and their source."""
    return re.findall(r"^```(cpp|c)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def header_program():
    """The program in the first comment of the header of the C interface."""
    header = (ROOT / "lib/include/tokmill/tokmill.h").read_text(encoding="utf-8")
    comment = header[: header.index("*/")]
    lines = re.findall(r"^ \*(?:     (.*)|)$", comment[comment.index(" *     #include") :], re.MULTILINE)
    return "c", "\n".join(lines) + "\n"


def components(source):
    """The components whose headers a program includes."""
    found = set(re.findall(r"^#include <tokmill/(\w+)/", source, re.MULTILINE))
    if "#include <tokmill/tokmill.h>" in source:
        found.add("c")
    return sorted(found)


def exit_statuses(sources):
    """The exit status of each program, as programs() returns them; an error if one of them does not build."""
    used = sorted({component for _, source in sources for component in components(source)})
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for number, (language, source) in enumerate(sources):
            (folder / f"example_{number}.{language}").write_text(source, encoding="utf-8")
            used_by_all = [] if language == "c" else ["tokmill"]
            targets = " ".join(f"tokmill::{component}" for component in [*used_by_all, *components(source)])
            lines.append(f"add_executable(example_{number} example_{number}.{language})")
            lines.append(f"target_link_libraries(example_{number} PRIVATE {targets})")
        (folder / "CMakeLists.txt").write_text(
            LISTS.format(components="".join([" COMPONENTS", *(" " + one for one in used)]) if used else "",
                         programs="\n".join(lines)),
            encoding="utf-8",
        )
        for command in (
            ["cmake", "-S", folder, "-B", folder / "build", "-G", "Ninja", f"-DCMAKE_CXX_COMPILER={os.environ['CXX']}",
             f"-DCMAKE_PREFIX_PATH={os.environ['TOKMILL_PREFIX']}"],
            ["cmake", "--build", folder / "build"],
        ):
            done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            if done.returncode != 0:
                raise AssertionError(done.stdout)
        return [
            subprocess.run([folder / f"build/example_{number}"], check=False, timeout=60).returncode
            for number in range(len(sources))
        ]


class ReadmeCode(unittest.TestCase):
    def test_programs(self):
        for page, least in PAGES.items():
            found = programs((ROOT / page).read_text(encoding="utf-8"))
            self.assertGreaterEqual(len(found), least, f"{page} has lost programs")
            for (_, source), status in zip(found, exit_statuses(found)):
                with self.subTest(page=page, source=source):
                    self.assertEqual(status, 0)

    def test_program_of_the_c_header(self):
        self.assertIn("tokmill_count(", header_program()[1])
        self.assertEqual(exit_statuses([header_program()]), [0])

    def test_every_page_with_programs_is_built(self):
        for page in ROOT.rglob("*.md"):
            path = page.relative_to(ROOT)
            if path.parts[0].startswith((".git", "build")) and path.parts[0] != ".github":
                continue
            if programs(page.read_text(encoding="utf-8")):
                self.assertIn(str(path), PAGES)

    def test_a_wrong_program_would_be_seen(self):
        self.assertEqual(exit_statuses([("cpp", "int main() { return 1; }\n")]), [1])
        with self.assertRaises(AssertionError):
            exit_statuses([("cpp", "#include <tokmill/tokmill.hpp>\nint main() { return tokmill::no_such_function(); }\n")])


if __name__ == "__main__":
    unittest.main()

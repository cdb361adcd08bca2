"""Runs the examples of the Markdown pages: in each block marked `console`, a line `$ COMMAND` and, below it, exactly
what the command prints. `tokmill` and `cli/run` are the built program. Blocks with another mark are not run."""

import os
import re
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOKMILL = os.environ.get("TOKMILL", "")

# Each page with examples, and how many it has at least.
PAGES = {"README.md": 10, "cli/README.md": 40}


def examples(text):
    """Yields each command of the `console` blocks with its expected output."""
    for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def read(path):
    """The text of a file, given relative to the root of the project."""
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def pages():
    """The Markdown files of the project."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name == ".github" or not name.startswith((".", "build"))]
        for name in files:
            if name.endswith(".md"):
                yield os.path.relpath(os.path.join(folder, name), ROOT)


class Readme(unittest.TestCase):
    def run_page(self, page):
        found = list(examples(read(page)))
        self.assertGreaterEqual(len(found), PAGES[page], f"{page} has lost examples")
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(os.path.abspath(TOKMILL), os.path.join(folder, "tokmill"))
            # An empty configuration folder: no price table of the user.
            environment = os.environ | {
                "PATH": folder + os.pathsep + os.environ["PATH"],
                "XDG_CONFIG_HOME": os.path.join(folder, "configuration"),
            }
            for command, expected in found:
                with self.subTest(page=page, command=command):
                    done = subprocess.run(
                        ["bash", "-c", command.replace("cli/run", "tokmill")], cwd=ROOT, env=environment,
                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False,
                    )
                    self.assertEqual(done.stdout.decode(), expected)

    def test_readme(self):
        self.run_page("README.md")

    def test_cli_readme(self):
        self.run_page("cli/README.md")

    def test_every_page_with_examples_is_run(self):
        for page in pages():
            if list(examples(read(page))):
                self.assertIn(page, PAGES)

    def test_a_wrong_example_would_be_seen(self):
        self.assertEqual(list(examples("```console\n$ a\nb\n$ c\n```\n```sh\n$ d\n```\n")), [("a", "b\n"), ("c", "")])

    def test_readme_is_short(self):
        self.assertLessEqual(read("README.md").count("\n"), 220)


LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
CODE_BLOCK = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
NAMED_PATH = re.compile(r"`((?:lib|cli|vocab|tests|benchmarks|\.ci|\.github)(?:/[\w.-]+)*/?)`")


def anchors(text):
    """The anchors that GitHub gives to the headings of a page."""
    for title in HEADING.findall(CODE_BLOCK.sub("", text)):
        yield re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def broken_references(page, text):
    """Links to files or headings that are not there, and paths in backquotes that are not there."""
    text_without_code = CODE_BLOCK.sub("", text)
    for link in (first or second for first, second in LINK.findall(text_without_code)):
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        path = os.path.join(ROOT, os.path.dirname(page), target)
        if target and not os.path.exists(path):
            yield link
        elif anchor:
            linked = read(path) if target else text
            if anchor not in anchors(linked):
                yield link
    for path in NAMED_PATH.findall(text_without_code):
        is_placeholder = re.search(r"\b(NAME|TARGET)\b|NAME_|_NAME|-NAME", path)  # such as cli/commands/NAME
        if not is_placeholder and not os.path.exists(os.path.join(ROOT, path)):
            yield path


class References(unittest.TestCase):
    def test_references(self):
        for page in pages():
            with self.subTest(page=page):
                self.assertEqual(list(broken_references(page, read(page))), [])

    def test_broken_references_would_be_seen(self):
        text = (
            "# One: two\n[a](LICENSE) [b](no_such.md) [c](#one-two) [d](#three)\n"
            "`lib/core/` `lib/no/such.cpp` `lib/NAME.cpp`\n"
        )
        self.assertEqual(list(broken_references("README.md", text)), ["no_such.md", "#three", "lib/no/such.cpp"])


if __name__ == "__main__":
    unittest.main()

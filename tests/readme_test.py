"""Runs the examples of the Markdown pages: in each block marked `console`, a line `$ COMMAND` and, below it, exactly what the
command prints. `tokmill` and `cli/run` are the built program. Blocks with another mark are not run."""

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


class Readme(unittest.TestCase):
    def run_page(self, page):
        with open(os.path.join(ROOT, page), encoding="utf-8") as file:
            found = list(examples(file.read()))
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
        """A page with `console` blocks that nobody runs would rot."""
        for folder, folders, files in os.walk(ROOT):
            folders[:] = [name for name in folders if not name.startswith((".git", "build", "node_modules")) or name == ".github"]
            for name in files:
                if name.endswith(".md"):
                    page = os.path.relpath(os.path.join(folder, name), ROOT)
                    with open(os.path.join(folder, name), encoding="utf-8") as file:
                        if list(examples(file.read())):
                            self.assertIn(page, PAGES)

    def test_a_wrong_example_would_be_seen(self):
        self.assertEqual(list(examples("```console\n$ a\nb\n$ c\n```\n```sh\n$ d\n```\n")), [("a", "b\n"), ("c", "")])

    def test_a_page_is_short_enough_for_a_newcomer(self):
        with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
            self.assertLessEqual(len(file.readlines()), 220)


if __name__ == "__main__":
    unittest.main()

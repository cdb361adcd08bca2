"""Runs the examples of the Markdown pages: in each block marked `console`, a line `$ COMMAND` and, below it, exactly
what the command prints. `tokmill` and `cli/run` are the built program. Blocks with another mark are not run.

Examples with the vocabulary of a model are skipped, with a message, where its file is not in build/vocabulary_files,
into which differential/vocabularies_test.py downloads it."""

import os
import re
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOKMILL = os.environ.get("TOKMILL", "")

FILES = os.path.join(ROOT, "build", "vocabulary_files")

# The vocabularies that the examples have installed, by name, with their file.
INSTALLED = {"llama3": "llama3.1", "qwen3": "qwen3", "deepseek-v3": "deepseek-v3", "tekken": "tekken-240718"}

# Each page with examples, and how many it has at least.
PAGES = {"README.md": 10, "cli/README.md": 40}


def examples(text):
    """Yields each command of the `console` blocks with its expected output."""
    for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def missing_vocabularies(command, present):
    """The vocabularies that a command names and whose files are not in `present`."""
    named = INSTALLED.keys() & set(re.findall(r"[\w.-]+", command))
    return sorted(name for name in named if INSTALLED[name] not in present)


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
            # Empty folders: no price table, encodings and cache of the user.
            environment = os.environ | {
                "PATH": folder + os.pathsep + os.environ["PATH"],
                "XDG_CONFIG_HOME": os.path.join(folder, "configuration"),
                "XDG_DATA_HOME": os.path.join(folder, "data"),
                "XDG_CACHE_HOME": os.path.join(folder, "cache"),
                "TMPDIR": folder,
            }
            present = os.listdir(FILES) if os.path.isdir(FILES) else []
            words = set(re.findall(r"[\w.-]+", " ".join(command for command, _ in found)))
            for name in INSTALLED.keys() & words:
                if INSTALLED[name] in present:
                    subprocess.run([TOKMILL, "encodings", "add", name, os.path.join(FILES, INSTALLED[name])],
                                   env=environment, timeout=120, check=True)
            for command, expected in found:
                with self.subTest(page=page, command=command):
                    if missing := missing_vocabularies(command, present):
                        self.skipTest(f"no vocabulary file of {', '.join(missing)}")
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

    def test_only_examples_with_missing_vocabularies_are_skipped(self):
        self.assertEqual(missing_vocabularies("tokmill count -e{o200k_base,qwen3,tekken}", ["qwen3"]), ["tekken"])
        self.assertEqual(missing_vocabularies("tokmill count -e my-qwen3 -e o200k_base", []), [])

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

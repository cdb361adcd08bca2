"""Runs the hooks of .pre-commit-hooks.yaml as pre-commit would: each entry with its default arguments and a file's
name. `cli/run` is the built program."""

import os
import re
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "cli"))
from program import ProgramTest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def hooks():
    """The id, entry and arguments of each hook."""
    with open(os.path.join(ROOT, ".pre-commit-hooks.yaml"), encoding="utf-8") as file:
        for hook in re.split(r"^- ", file.read(), flags=re.MULTILINE)[1:]:
            fields = dict(re.findall(r"^ *(\w+): (.*)$", hook, re.MULTILINE))
            arguments = [word.strip().strip('"') for word in fields["args"].strip("[]").split(",")]
            yield fields["id"], fields["entry"], arguments


class Hooks(ProgramTest):
    def setUp(self):
        super().setUp()
        os.environ["XDG_CONFIG_HOME"] = self.path("configuration")

    def test_each_hook_runs_and_holds_its_limit(self):
        self.file("prompt.txt", "hello world\n")
        self.file("long.txt", "hello world\n" * 100_000)
        found = list(hooks())
        self.assertEqual([name for name, _, _ in found], ["tokmill-max-tokens", "tokmill-max-cost", "tokmill-fits"])
        for name, entry, arguments in found:
            with self.subTest(name):
                script, command = entry.split()
                if command == "cost":
                    arguments += ["--at", "2026-10-30"]
                self.assertTrue(os.access(os.path.join(ROOT, script), os.X_OK))
                self.assertEqual(self.tokmill(command, *arguments, "prompt.txt")[1], "")
                if name == "tokmill-max-cost":
                    arguments[arguments.index("1.00")] = "0.10"
                self.assertEqual(len(self.tokmill(command, *arguments, "long.txt", status=3)[1].splitlines()), 1)


if __name__ == "__main__":
    unittest.main()

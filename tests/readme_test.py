"""Runs the examples of README.md: in each block marked `console`, a line `$ COMMAND` and, below it, exactly what
the command prints. `cli/run` is the built program. Blocks with another mark are not run."""

import os
import re
import subprocess
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOKMILL = os.environ.get("TOKMILL", "")


def examples(text):
    """The commands of the `console` blocks, each with what it is to print."""
    for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


class Readme(unittest.TestCase):
    def test_examples(self):
        with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
            found = list(examples(file.read()))
        self.assertGreater(len(found), 5, "README.md has lost its examples")
        for command, expected in found:
            with self.subTest(command=command):
                run = command.replace("cli/run", TOKMILL)
                done = subprocess.run(
                    ["bash", "-c", run], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False
                )
                self.assertEqual(done.stdout.decode(), expected)

    def test_a_wrong_example_would_be_seen(self):
        self.assertEqual(list(examples("```console\n$ a\nb\n$ c\n```\n```sh\n$ d\n```\n")), [("a", "b\n"), ("c", "")])


if __name__ == "__main__":
    unittest.main()

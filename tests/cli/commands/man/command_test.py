import os
import re
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest


class Man(ProgramTest):
    def commands(self):
        return re.findall(r"^  (\w+)  +\S", self.tokmill("--help")[0].decode().partition("Commands:")[2], re.MULTILINE)

    def test_a_page_for_each_command(self):
        commands = self.commands()
        self.assertIn("count", commands)
        os.makedirs(self.path("pages"))
        self.tokmill("man", "--output", "pages")
        self.assertEqual(set(os.listdir(self.path("pages"))),
                         {"tokmill.1", *(f"tokmill-{name}.1" for name in commands),
                          *(f"tokmill-encodings-{name}.1" for name in ("add", "remove", "show", "verify"))})
        for name in commands:
            page = self.tokmill("man", name)[0].decode()
            with open(self.path(f"pages/tokmill-{name}.1"), encoding="utf-8") as file:
                self.assertEqual(file.read(), page)
            # The page has every option of --help.
            options = re.findall(r"^  (?:-\w, |    )(--[\w-]+)", self.tokmill(name, "--help")[0].decode(), re.MULTILINE)
            self.assertIn("--help", options)
            for option in options:
                self.assertIn("\\fB" + option.replace("-", "\\-") + "\\fR", page)

    @unittest.skipUnless(shutil.which("groff"), "groff is not installed")
    def test_groff_reports_no_warnings(self):
        for name in (None, *self.commands()):
            page = self.tokmill("man", *filter(None, [name]))[0]
            done = subprocess.run(
                ["groff", "-man", "-Kutf8", "-Tutf8", "-ww"], input=page, capture_output=True, check=True, timeout=60
            )
            self.assertEqual(done.stderr, b"")
            self.assertIn(f"tokmill{'-' + name if name else ''}", done.stdout.decode())

    def test_wrong_usage(self):
        self.assertIn("unknown command 'cuont'; did you mean count?", self.tokmill("man", "cuont", status=2)[1])
        self.assertIn("unknown command 'x␛'", self.tokmill("man", "x\x1b", status=2)[1])
        self.assertIn("--output and COMMAND cannot be used together",
                      self.tokmill("man", "count", "--output", ".", status=2)[1])
        self.assertIn("expected at most one command, got 2", self.tokmill("man", "count", "split", status=2)[1])
        self.assertIn("absent/tokmill.1: No such file", self.tokmill("man", "--output", "absent", status=1)[1])


if __name__ == "__main__":
    unittest.main()

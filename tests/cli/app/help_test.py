import os
import re
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import ProgramTest


class Help(ProgramTest):
    def help(self, *command, columns="80"):
        os.environ["COLUMNS"] = columns
        self.addCleanup(os.environ.pop, "COLUMNS", None)
        output, errors = self.tokmill(*command, "--help")
        self.assertEqual(errors, "")
        return output.decode()

    def commands(self):
        return re.findall(r"^  (\w+)  +\S", self.help().partition("Commands:")[2], re.MULTILINE)

    def test_every_command_has_help_with_examples(self):
        commands = self.commands()
        self.assertGreaterEqual(len(commands), 8)
        for command in commands:
            text = self.help(command)
            self.assertIn(f"Usage: tokmill {command} ", text)
            self.assertIn("Options:\n", text)
            self.assertRegex(text.partition("Examples:\n")[2], r"^  .*tokmill ")

    def test_lines_fit_the_width(self):
        for columns in (50, 80, 100):
            for command in self.commands():
                text, _, examples = self.help(command, columns=str(columns)).partition("Examples:\n")
                # Words are not broken, nor are examples, which users copy.
                long = [line for line in text.splitlines() if len(line) > columns and " " in line.strip()]
                self.assertFalse([line for line in long if not re.match(r"^ +-", line)], command)
                self.assertTrue(examples)
        self.assertEqual(self.help("count", columns="300"), self.help("count", columns="100"))
        self.assertNotEqual(self.help("count", columns="50"), self.help("count", columns="100"))

    def test_short_form(self):
        self.assertEqual(self.tokmill("count", "-h"), self.tokmill("count", "--help"))
        self.assertEqual(self.tokmill("-h"), self.tokmill("--help"))

    def test_help_command(self):
        self.assertEqual(self.tokmill("help"), self.tokmill("--help"))
        self.assertEqual(self.tokmill("help", "--help"), self.tokmill("--help"))
        for command in self.commands():
            self.assertEqual(self.tokmill("help", command), self.tokmill(command, "--help"))
            self.assertEqual(self.tokmill("--help", command), self.tokmill(command, "--help"))

    def test_version(self):
        version = self.tokmill("--version")
        self.assertRegex(version[0].decode(), r"\Atokmill \d+\.\d+\.\d+\n\Z")
        self.assertEqual(version[1], "")
        self.assertEqual(self.tokmill("-V"), version)

    def test_options_of_the_program(self):
        self.assertIn("  -h, --help     Print help; after a command, help for that command\n"
                      "  -V, --version  Print version\n", self.help())
        self.assertRegex(self.help("count"), r"\n  -h, --help +Print help\n")


if __name__ == "__main__":
    unittest.main()

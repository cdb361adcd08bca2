"""Tests the completion scripts in the shells themselves. Skips shells that are not installed."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest


class Completion(ProgramTest):
    def script(self, shell):
        output, errors = self.tokmill("completion", shell)
        self.assertEqual(errors, "")
        self.file("script." + shell, output)
        return self.path("script." + shell)

    def shell(self, *command):
        return subprocess.run(
            command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=True
        ).stdout.decode()

    def test_bash(self):
        script = self.script("bash")
        self.file("a file.txt", "")

        def complete(*words):
            """Returns the candidates of bash for the last word, with the words split as readline splits them."""
            quoted = " ".join("'" + word + "'" for word in words)
            program = (f"source {script}; COMP_WORDS=(tokmill {quoted}); COMP_CWORD={len(words)}; _tokmill; "
                       "printf '%s\\n' \"${COMPREPLY[@]}\"")
            return self.shell("bash", "--norc", "-c", program).split("\n")[:-1]

        self.assertEqual(complete("cou"), ["count"])
        self.assertIn("--version", complete("--v"))
        self.assertEqual(complete("count", "--no-"), ["--no-decompress", "--no-ignore"])
        self.assertEqual(complete("count", "--by", ""), ["file", "ext", "dir", "line"])
        self.assertEqual(complete("count", "--by", "=", "d"), ["dir"])
        self.assertEqual(complete("count", "--by", "="), ["file", "ext", "dir", "line"])
        self.assertEqual(complete("count", "-e", "cl"), ["cl100k_base"])
        self.assertIn("gpt-4o", complete("cost", "--fits", "gpt-4"))
        self.assertEqual(complete("count", "a"), ["a file.txt"])
        self.assertEqual(complete("count", "--chat", "a"), ["a file.txt"])
        self.assertEqual(complete("count", "--max-tokens", ""), [""])
        self.assertEqual(complete("completion", ""), ["bash", "zsh", "fish"])
        self.assertIn("count", complete("man", "co"))
        self.assertEqual(complete("enc"), ["encode", "encodings"])
        self.assertEqual(complete("encodings", ""), ["add", "remove", "show", "verify"])
        self.assertIn("--json", complete("encodings", "--"))
        self.assertEqual(complete("encodings", "add", "--f"), ["--force"])
        self.assertEqual(complete("encodings", "add", "name", "a"), ["a file.txt"])
        self.assertEqual(complete("encodings", "show", "cl"), ["cl100k_base"])

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_fish(self):
        script = self.script("fish")
        os.makedirs(self.path("home"))
        self.file("afile.txt", "")

        def complete(line):
            program = f"set -x HOME {self.path('home')}; source {script}; function tokmill; end; complete -C '{line}'"
            return [offer.split("\t")[0] for offer in self.shell("fish", "--no-config", "-c", program).splitlines()]

        self.assertEqual(complete("tokmill cou"), ["count"])
        self.assertEqual(complete("tokmill count --no-"), ["--no-decompress", "--no-ignore"])
        self.assertEqual(sorted(complete("tokmill count --by ")), ["dir", "ext", "file", "line"])
        self.assertEqual(complete("tokmill count --by=d"), ["--by=dir"])
        self.assertIn("gpt-4o", complete("tokmill cost -m gpt-4"))
        self.assertEqual(complete("tokmill count afi"), ["afile.txt"])
        self.assertEqual(complete("tokmill count --chat afi"), ["afile.txt"])
        self.assertEqual(sorted(complete("tokmill completion ")), ["bash", "fish", "zsh"])
        self.assertEqual(sorted(complete("tokmill encodings ")), ["add", "remove", "show", "verify"])
        self.assertEqual(complete("tokmill encodings add --f"), ["--force"])
        self.assertEqual(complete("tokmill encodings show cl"), ["cl100k_base"])

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh(self):
        script = self.script("zsh")
        self.file("afile.txt", "")
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(self.folder)
            os.execvpe("zsh", ["zsh", "-f", "-i"], {**os.environ, "TERM": "dumb", "HOME": self.folder})
        self.addCleanup(os.close, terminal)
        output = ""

        def until(mark):
            nonlocal output
            end = time.monotonic() + 60
            while mark not in output:
                self.assertLess(time.monotonic(), end, output)
                if select.select([terminal], [], [], 1)[0]:
                    output += os.read(terminal, 4096).decode(errors="replace")
            before, _, output = output.partition(mark)
            return before

        os.write(terminal, b"PS1=; autoload -U compinit; compinit -u -D; tokmill() { print -r -- \"GOT:$*:END\"; }\n")
        os.write(terminal, f"source {script}; print REA''DY\n".encode())
        until("READY")
        for typed, expected in (
            ("tokmill mod", "models"),
            ("tokmill count --no-i", "count --no-ignore"),
            ("tokmill count --by di", "count --by dir"),
            ("tokmill count --by=di", "count --by=dir"),
            ("tokmill count -e cl", "count -e cl100k_base"),
            ("tokmill count afi", "count afile.txt"),
            ("tokmill count --chat afi", "count --chat afile.txt"),
            ("tokmill completion zs", "completion zsh"),
            ("tokmill encodings ver", "encodings verify"),
            ("tokmill encodings add --f", "encodings add --force"),
            ("tokmill encodings show cl", "encodings show cl100k_base"),
        ):
            os.write(terminal, typed.encode() + b"\t\n")
            until("GOT:")
            self.assertEqual(until(":END").strip(), expected)
        os.write(terminal, b"exit\n")
        os.waitpid(process, 0)

    def test_wrong_usage(self):
        self.assertIn("expected one shell: bash, zsh or fish", self.tokmill("completion", status=2)[1])
        self.assertIn("unknown shell 'zhs'; expected bash, zsh or fish", self.tokmill("completion", "zhs", status=2)[1])
        self.assertIn("unknown shell 'z␛'; expected", self.tokmill("completion", "z\x1b", status=2)[1])
        self.tokmill("completion", "bash", "zsh", status=2)


if __name__ == "__main__":
    unittest.main()

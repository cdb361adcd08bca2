"""Runs the built program as a user does. The path of the program is in the environment variable TOKMILL."""

import os
import subprocess
import tempfile
import unittest

TOKMILL = os.environ.get("TOKMILL", "")


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own, in which the program runs."""

    def setUp(self):
        self.assertTrue(TOKMILL, "TOKMILL is not set to the path of the program")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def file(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())

    def tokmill(self, *arguments, stdin=b"", status=0):
        """Runs the program, holds it to the exit status, and gives standard output and standard error."""
        done = subprocess.run(
            [TOKMILL, *arguments],
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            capture_output=True,
            cwd=self.folder,
            timeout=120,
            check=False,
        )
        self.assertEqual(done.returncode, status, done.stderr.decode(errors="replace"))
        return done.stdout, done.stderr.decode(errors="replace")

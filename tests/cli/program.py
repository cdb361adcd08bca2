"""Runs the built program as a user does. The path of the program is in the environment variable TOKMILL."""

import fcntl
import os
import pty
import struct
import subprocess
import tempfile
import termios
import unittest

TOKMILL = os.environ.get("TOKMILL", "")

# A folder whose files are in memory, for tests of a program that waits for the disk; None: the usual one.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


class ProgramTest(unittest.TestCase):
    """A test that runs the program in a new temporary folder."""

    parent = None  # of the temporary folder; None: the usual one

    def setUp(self):
        self.assertTrue(TOKMILL, "TOKMILL is not set to the path of the program")
        folder = tempfile.TemporaryDirectory(dir=self.parent)
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def file(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())

    def tokmill(self, *arguments, stdin=b"", status=0):
        """Runs the program, checks the exit status, and returns standard output (bytes) and standard error (text)."""
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

    def on_a_terminal(self, *arguments, columns=80, status=0, errors=False, **environment):
        """Returns what the program writes to a terminal with this many columns, `errors`: with standard error."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        variables = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": "", "CLICOLOR_FORCE": "", **environment}
        done = subprocess.Popen([TOKMILL, *arguments], stdin=subprocess.DEVNULL, stdout=theirs,
                                stderr=theirs if errors else None, cwd=self.folder, env=variables)
        os.close(theirs)
        output = b""
        with open(ours, "rb", buffering=0) as terminal:
            try:
                while part := terminal.read(65536):
                    output += part
            except OSError:
                pass  # the other side is closed
        self.assertEqual(done.wait(timeout=60), status)
        return output.decode().replace("\r\n", "\n")

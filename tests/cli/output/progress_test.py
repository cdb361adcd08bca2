"""The progress bar: shown on a terminal for work that takes more than half a second, and removed at the end."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import threading
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest


class Progress(ProgramTest):
    def shown(self, wait, term="xterm", columns=60, arguments=("count",), expected=b"2  one.txt\n1  slow\n3  total\n"):
        """Returns what the program writes to a terminal while it waits `wait` seconds for an input."""
        self.file("one.txt", "hello world")
        os.mkfifo(self.path("slow"))
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        written = bytearray()

        def listen():
            try:
                while part := os.read(ours, 4096):
                    written.extend(part)
            except OSError:  # the other end was closed
                pass

        listener = threading.Thread(target=listen)
        listener.start()
        start = time.monotonic()
        with subprocess.Popen(
            [TOKMILL, *arguments, "one.txt", "slow"],
            cwd=self.folder,
            env={**os.environ, "TERM": term},
            stdout=subprocess.PIPE,
            stderr=theirs,
        ) as program:
            os.close(theirs)
            with open(self.path("slow"), "wb") as slow:
                time.sleep(wait)
                slow.write(b"hello")
            output = program.stdout.read()
            self.seconds = time.monotonic() - start
            self.assertEqual(program.wait(60), 0)
        listener.join()
        os.close(ours)
        os.remove(self.path("slow"))
        self.assertEqual(output, expected)
        return written.decode()

    def test_the_bar_is_removed(self):
        written = self.shown(1.0)
        drawn = written.split("\r\x1b[K")
        self.assertGreater(len(drawn), 2)
        self.assertEqual(drawn[0], "")
        self.assertEqual(drawn[-1], "")
        self.assertRegex(drawn[1], r"^\[█+▌? *\]   50%  1 of 2")
        self.assertLess(max(map(len, drawn)), 60)

    def test_files_for_training(self):
        drawn = self.shown(1.0, arguments=("encode", "-j", "1", "--shards", "out"), expected=b"").split("\r\x1b[K")
        self.assertRegex(drawn[1], r"^\[█+▌? *\]   50%  1 of 2")
        self.assertEqual(drawn[-1], "")

    def test_a_message_on_the_line_of_the_bar(self):
        """A message about a row does not follow the bar on its line."""
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [TOKMILL, "encode", "--jsonl", "--shards", "out"], cwd=self.folder, env={**os.environ, "TERM": "xterm"},
            stdin=subprocess.PIPE, stderr=theirs,
        ) as program:
            os.close(theirs)
            time.sleep(0.8)
            program.stdin.write(b"1\n")
            program.stdin.close()
            written = b""
            try:
                while part := os.read(ours, 4096):
                    written += part
            except OSError:  # the other end was closed
                pass
            self.assertEqual(program.wait(60), 1)
        os.close(ours)
        self.assertRegex(written.decode(), r"0 of 1(\r\x1b\[K)?[^\n]*\r\x1b\[Ktokmill: line 1: [^\r\n]*\r\n")

    def test_a_narrow_terminal(self):
        drawn = self.shown(0.8, columns=20).split("\r\x1b[K")
        self.assertEqual(drawn[1], " 50%  1 of 2")

    def test_short_work_has_none(self):
        # On a busy machine even short work may take longer than the half second.
        for _ in range(20):
            written = self.shown(0.0)
            if self.seconds < 0.45:
                break
        else:
            self.skipTest("the machine is too busy")
        self.assertEqual(written, "")

    def test_a_terminal_without_cursor_movement(self):
        self.assertEqual(self.shown(0.8, term="dumb"), "")


if __name__ == "__main__":
    unittest.main()

"""Signals end the program quietly, with the status of the signal."""

import os
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest


class Signals(ProgramTest):
    def start(self, *arguments, **options):
        return subprocess.Popen(
            [TOKMILL, *arguments], cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, **options)

    def test_while_it_waits_for_input(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            for arguments in (["count"], ["encode", "--npy", "new"], ["count", "--jsonl"], ["split", "--html", "new"]):
                with self.subTest(number=number, arguments=arguments), self.start(*arguments) as program:
                    time.sleep(0.05)
                    program.send_signal(number)
                    output = program.communicate(timeout=60)
                    self.assertEqual((program.returncode, output), (-number, (b"", b"")))
                    self.assertEqual(os.listdir(self.folder), [])

    def test_while_it_writes_a_file(self):
        """A pipe that is not emptied keeps the program in the middle of writing."""
        self.file("text", "hello world " * 100_000)
        os.mkfifo(self.path("fifo"))
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number=number), self.start("encode", "--npy", "fifo", "text") as program:
                with open(self.path("fifo"), "rb") as fifo:
                    self.assertEqual(fifo.read(6), b"\x93NUMPY")
                    program.send_signal(number)
                    self.assertEqual(program.communicate(timeout=60), (b"", b""))
                    self.assertEqual(program.returncode, -number)
                self.assertEqual(sorted(os.listdir(self.folder)), ["fifo", "text"])

    def test_between_files(self):
        """The temporary file is on a disk, so that the signal may come at any time."""
        self.file("text", "hello world " * 100_000)
        old = b"old content"
        interrupted = 0
        for i in range(6):
            self.file("new", old)
            with self.start("encode", "--npy", "new", "text") as program:
                program.stdin.close()
                program.stdin = None
                deadline = time.monotonic() + 60
                while not any(name.startswith(".tokmill-") for name in os.listdir(self.folder)):
                    if program.poll() is not None or time.monotonic() > deadline:
                        break
                time.sleep(0.001 * i)
                program.send_signal(signal.SIGINT)
                self.assertEqual(program.communicate(timeout=60), (b"", b""))
            self.assertEqual(sorted(os.listdir(self.folder)), ["new", "text"])
            with open(self.path("new"), "rb") as file:
                content = file.read()
            if program.returncode == 0:
                self.assertGreater(len(content), 200_000)
            else:
                self.assertEqual(program.returncode, -signal.SIGINT)
                self.assertTrue(content == old or len(content) > 200_000)
                interrupted += content == old
        self.assertGreater(interrupted, 0)

    def test_signals_that_the_parent_ignores_stay_ignored(self):
        def ignore():
            signal.signal(signal.SIGINT, signal.SIG_IGN)

        self.file("text", "hello")
        with self.start("encode", "--npy", "new", preexec_fn=ignore) as program:
            time.sleep(0.1)
            program.send_signal(signal.SIGINT)
            output = program.communicate(b"hello", timeout=60)
            self.assertEqual((program.returncode, output), (0, (b"", b"")))


if __name__ == "__main__":
    unittest.main()

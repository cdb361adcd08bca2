"""Standard streams in unusual states."""

import fcntl
import os
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest


def set_nonblocking(file):
    fcntl.fcntl(file, fcntl.F_SETFL, fcntl.fcntl(file, fcntl.F_GETFL) | os.O_NONBLOCK)


class NonBlocking(ProgramTest):
    def test_standard_output(self):
        self.file("text", b"hello world\n" * 30_000)
        expected = self.tokmill("encode", "text")[0]
        self.assertGreater(len(expected), 200_000)  # more than the buffer of a pipe
        ours, theirs = os.pipe()
        set_nonblocking(theirs)
        with subprocess.Popen(
            [TOKMILL, "encode", "text"], cwd=self.folder, stdout=theirs, stderr=subprocess.PIPE
        ) as program:
            os.close(theirs)
            time.sleep(0.2)  # the pipe fills up
            with open(ours, "rb") as pipe:
                self.assertEqual(pipe.read(), expected)
            self.assertEqual(program.stderr.read(), b"")
            self.assertEqual(program.wait(60), 0)

    def test_standard_input(self):
        for command, data, expected in (
            (["count"], b"hello world", b"2\n"),
            (["count", "--jsonl"], b'"hello world"\n', b'{"tokens":2}\n'),
        ):
            theirs, ours = os.pipe()
            set_nonblocking(theirs)
            with subprocess.Popen(
                [TOKMILL, *command], stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            ) as program:
                os.close(theirs)
                time.sleep(0.1)
                os.write(ours, data)
                os.close(ours)
                self.assertEqual(program.communicate(timeout=60), (expected, b""))
                self.assertEqual(program.returncode, 0)


    def test_standard_error(self):
        names = [f"{i}{'x' * 100}" for i in range(1000)]
        expected = "".join(f"tokmill: {name}: No such file or directory\n" for name in names).encode()
        self.assertGreater(len(expected), 100_000)  # more than the buffer of a pipe
        ours, theirs = os.pipe()
        set_nonblocking(theirs)
        with subprocess.Popen(
            [TOKMILL, "count", *names], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=theirs
        ) as program:
            os.close(theirs)
            time.sleep(0.2)  # the pipe fills up
            with open(ours, "rb") as pipe:
                self.assertEqual(pipe.read(), expected)
            self.assertEqual(program.wait(60), 1)


class Failures(ProgramTest):
    def test_standard_output_is_full(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([TOKMILL, "count", "-t", "a"], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, b"tokmill: standard output: No space left on device\n")


if __name__ == "__main__":
    unittest.main()

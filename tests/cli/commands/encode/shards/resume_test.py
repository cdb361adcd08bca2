"""`encode --shards` after an interruption: no document is lost or doubled, and the files are those of one run."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", ".."))
sys.path.insert(0, os.path.dirname(__file__))
import readers
from program import MEMORY, TOKMILL, ProgramTest

IS_FULL = os.environ.get("TOKMILL_FULL") == "1"
WORDS = "The quick brown fox jumps over 1234567 lazy dogs. Zwölf Boxkämpfer 今天天气很好".split()


def text(random_numbers):
    return " ".join(random_numbers.choices(WORDS, k=random_numbers.randrange(40)))


class Resume(ProgramTest):
    parent = MEMORY

    def setUp(self):
        super().setUp()
        self.random = random.Random(7)
        self.lines = [json.dumps({"text": text(self.random)}) for _ in range(3000)]
        self.lines[100] = self.lines[2000] = '{"text": null}'
        self.write_rows(self.lines)

    def write_rows(self, lines):
        self.file("rows", "\n".join(lines) + "\n")

    def command(self, name, *more):
        return [TOKMILL, "encode", "-e", "r50k_base", "--shards", name, "--shard-tokens", "12k", "--null", "skip",
                "--jsonl", *more]

    def run_rows(self, name, *more, status=0):
        with open(self.path("rows"), "rb") as lines:
            done = subprocess.run(self.command(name, *more), stdin=lines, capture_output=True, cwd=self.folder,
                                  timeout=60, check=False)
        self.assertEqual((done.returncode, done.stdout), (status, b""), done.stderr)
        return done.stderr.decode()

    def contents(self, name):
        return readers.files(self.path(name))

    def cut_log(self, name, lines, part=b""):
        """Make the state that a kill leaves: the log has fewer lines, and perhaps a part of the next one."""
        log = readers.read(self.path(name), "progress.jsonl").splitlines(keepends=True)
        self.file(f"{name}/progress.jsonl", b"".join(log[:lines]) + part)
        if os.path.exists(self.path(f"{name}/index.json")):
            os.remove(self.path(f"{name}/index.json"))

    def test_a_finished_run(self):
        self.run_rows("out")
        before = self.contents("out")
        times = {name: os.stat(self.path(f"out/{name}")).st_mtime_ns for name in before}
        errors = self.run_rows("out", "-j", "1")
        shards = len(readers.index(self.path("out"))["shards"])
        self.assertEqual(errors, f"tokmill: out: nothing to do; an earlier run has written {shards} shards with 2998 "
                                 "documents\n")
        self.assertEqual(self.contents("out"), before)
        self.assertEqual({name: os.stat(self.path(f"out/{name}")).st_mtime_ns for name in before}, times)

    def test_after_each_shard(self):
        for form in ("bin", "npy", "mds"):
            self.run_rows(f"whole-{form}", "--shard-format", form)
            whole = self.contents(f"whole-{form}")
            shards = readers.index(self.path(f"whole-{form}"))["shards"]
            self.assertGreater(len(shards), 6)
            # The formats differ in what a shard is, not in when its line is written.
            some = range(len(shards) + 2) if IS_FULL or form == "bin" else (1, 3)
            for lines in some:
                part = (b"", b'{"files":[{"na', b"{")[lines % 3]
                shutil.copytree(self.path(f"whole-{form}"), self.path("cut"))
                # The log is empty, or has its first line, ..., or all but the last line.
                self.cut_log("cut", lines, part if lines > 0 else b'{"tokmill_')
                # The file of a shard that is being written, and what is left of it.
                self.file("cut/.tokmill-abcdefghijklmnop", "part")
                errors = self.run_rows("cut", "--shard-format", form)
                self.assertEqual("going on after" in errors, lines > 1, (lines, errors))
                self.assertEqual(self.contents("cut"), whole)
                shutil.rmtree(self.path("cut"))

    def test_kill_at_any_time(self):
        self.write_rows(self.lines * (10 if IS_FULL else 3))
        start = time.monotonic()
        self.run_rows("whole")
        seconds = time.monotonic() - start
        whole = self.contents("whole")
        killed = 0
        for threads in ("1", "2", "3") if IS_FULL else ("2",):
            for _ in range(4):
                with open(self.path("rows"), "rb") as lines, \
                     subprocess.Popen(self.command("out", "-j", threads), stdin=lines, cwd=self.folder,
                                      stderr=subprocess.DEVNULL) as program:
                    time.sleep(self.random.random() * seconds / 3)
                    program.send_signal(signal.SIGKILL)
                killed += program.returncode == -signal.SIGKILL
            self.run_rows("out")
            self.assertEqual(self.contents("out"), whole)
            shutil.rmtree(self.path("out"))
        self.assertGreater(killed, 3 if IS_FULL else 0)

    def test_other_settings(self):
        self.run_rows("out")
        self.cut_log("out", 3)
        before = self.contents("out")
        for arguments, message in (
            (["--shard-tokens", "5k"], "shard_tokens was 12000, now 5000"),
            (["--shard-format", "npy"], "format was bin, now npy"),
            (["--end-of-text", "none"], r"end_of_text was <\|endoftext\|>, now none"),
            (["--special", "allow"], "special was text, now allow"),
            (["--field", "body"], "field was text, now body"),
            (["--strict"], "strict was no, now yes"),
        ):
            command = self.command("out")
            if arguments[0] == "--shard-tokens":
                command[command.index("12k")] = arguments.pop()
                arguments = []
            with open(self.path("rows"), "rb") as lines:
                done = subprocess.run([*command, *arguments], stdin=lines, capture_output=True, cwd=self.folder,
                                      check=False)
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr.decode(), r"\Atokmill: out/progress.jsonl: the run in this folder has other "
                                                   f"settings: {message}\n\\Z")
        self.assertEqual(self.contents("out"), before)

    def test_another_input(self):
        self.run_rows("out")
        complete = self.contents("out")
        for cut in (None, 5):
            if cut:
                self.cut_log("out", cut)
            before = self.contents("out")
            changed = list(self.lines)
            changed[20] = changed[20].replace("T", "U") + " "
            for lines in (changed, self.lines[1:], self.lines[:50], [], ['{"text": "a"}', *self.lines]):
                self.write_rows(lines)
                self.assertRegex(self.run_rows("out", status=1),
                                 r"\A(tokmill: out: going on after .*\n)?tokmill: out: the input is not that of the "
                                 r"earlier run in this folder: \d+ of its first \d+ inputs are the same\n\Z")
                self.assertEqual(self.contents("out"), before)
        self.write_rows(self.lines)
        self.run_rows("out")
        self.assertEqual(self.contents("out"), complete)
        self.write_rows([*self.lines, '{"text": "more"}'])
        self.assertIn("not that of the earlier run", self.run_rows("out", status=1))

    def test_damaged_folders(self):
        self.run_rows("out")
        self.cut_log("out", 4)
        shutil.copytree(self.path("out"), self.path("copy"))
        os.truncate(self.path("out/shard-00001.bin"), 10)
        self.assertRegex(self.run_rows("out", status=1),
                         r"\Atokmill: out/shard-00001.bin: expected \d+ bytes, got 10\n\Z")
        os.remove(self.path("out/shard-00001.bin"))
        self.assertEqual(self.run_rows("out", status=1), "tokmill: out/shard-00001.bin: No such file or directory\n")
        log = readers.read(self.path("copy"), "progress.jsonl").splitlines(keepends=True)
        for damaged in (b"{}\n", b"\0\0\0\n", b'{"complete":true}\n', log[2].replace(b'"tokens"', b'"t"')):
            self.file("copy/progress.jsonl", b"".join([*log[:2], damaged, *log[3:]]))
            self.assertEqual(self.run_rows("copy", status=1), "tokmill: copy/progress.jsonl: line 3 is damaged\n")

    def test_errors_of_earlier_runs(self):
        """A run that goes on, or has nothing to do, has the exit status of one run."""
        lines = list(self.lines)
        lines[5] = "5"
        self.write_rows(lines)
        self.assertIn("line 6", self.run_rows("out", status=1))
        whole = self.contents("out")
        self.assertIn("nothing to do", self.run_rows("out", status=1))
        self.cut_log("out", 4)
        self.assertNotIn("line 6", self.run_rows("out", status=1))
        self.assertEqual(self.contents("out"), whole)

    def test_files(self):
        os.mkdir(self.path("corpus"))
        for i in range(300):
            self.file(f"corpus/{i:03}", text(self.random) if i != 50 else "\0")
        command = ("encode", "-e", "r50k_base", "--shard-tokens", "500", "--shards")
        self.tokmill(*command, "out", "corpus")
        whole = self.contents("out")
        for lines in (1, 2, 6):
            self.cut_log("out", lines)
            self.tokmill(*command, "out", "corpus")
            self.assertEqual(self.contents("out"), whole)
        self.assertIn("nothing to do", self.tokmill(*command, "out", "corpus")[1])
        self.file("corpus/0001", "another file")
        self.assertIn("not that of the earlier run", self.tokmill(*command, "out", "corpus", status=1)[1])
        self.assertEqual(self.contents("out"), whole)

    def test_interruption_by_a_signal(self):
        """Temporary files do not remain, and the run goes on."""
        self.run_rows("whole")
        with subprocess.Popen(self.command("out"), stdin=subprocess.PIPE, cwd=self.folder) as program:
            program.stdin.write("\n".join(self.lines[:10]).encode())
            program.stdin.flush()
            deadline = time.monotonic() + 30
            while not os.path.exists(self.path("out/progress.jsonl")) and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(0.05)
            program.send_signal(signal.SIGTERM)
            self.assertEqual(program.wait(30), -signal.SIGTERM)
        self.assertEqual(os.listdir(self.path("out")), ["progress.jsonl"])
        self.run_rows("out")
        self.assertEqual(self.contents("out"), self.contents("whole"))


if __name__ == "__main__":
    unittest.main()

"""Every command under limits of the system: one line and status 1, or the complete output; never a crash."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest

TEXT = "The quick brown fox jumps over 1234567 lazy dogs.\nZwölf Boxkämpfer — 今天天气很好 😀!\n" * 20

# Every command that writes to standard output, and standard input where it is read.
COMMANDS = {
    "count": (["count", "text"], ""),
    "count, standard input": (["count"], TEXT),
    "count --json FOLDER": (["count", "--json", "below"], ""),
    "count --jsonl": (["count", "--jsonl"], '"hello world"\n'),
    "encode": (["encode", "text"], ""),
    "encode --json": (["encode", "--json", "text"], ""),
    "encode --jsonl": (["encode", "--jsonl"], '"hello world"\n'),
    "encode --npy -": (["encode", "--npy", "-", "text"], ""),
    "decode": (["decode", "24912", "2375"], ""),
    "decode --jsonl": (["decode", "--jsonl"], "[24912,2375]\n"),
    "split": (["split", "text"], ""),
    "split --json": (["split", "--json", "text"], ""),
    "split --html -": (["split", "--html", "-", "text"], ""),
    "split --svg -": (["split", "--svg", "-", "text"], ""),
    "numbers": (["numbers", "1234567"], ""),
    "numbers --range": (["numbers", "--range", "0:999"], ""),
    "numbers --html -": (["numbers", "--range", "0:999", "--html", "-"], ""),
    "languages": (["languages"], ""),
    "languages --html -": (["languages", "--html", "-"], ""),
    "compare": (["compare", "text"], ""),
    "compare --svg -": (["compare", "--svg", "-", "text"], ""),
    "compare --html -": (["compare", "--html", "-", "text"], ""),
    "cost": (["cost", "-m", "gpt-4o", "text"], ""),
    "cost --html -": (["cost", "--html", "-", "text"], ""),
    "models": (["models"], ""),
    "chunk": (["chunk", "--max-tokens", "20", "text"], ""),
    "truncate": (["truncate", "--max-tokens", "20", "text"], ""),
    "completion": (["completion", "bash"], ""),
    "man": (["man"], ""),
    "help": (["help"], ""),
    "--help": (["count", "--help"], ""),
    "--version": (["--version"], ""),
}

# Commands that write a file named `new`.
FILE_COMMANDS = {
    "encode --npy": ["encode", "--npy", "new", "text"],
    "split --html": ["split", "--html", "new", "text"],
    "split --svg": ["split", "--svg", "new", "text"],
    "numbers --html": ["numbers", "--range", "0:999", "--html", "new"],
    "languages --html": ["languages", "--html", "new"],
    "compare --html": ["compare", "--html", "new", "text"],
    "cost --html": ["cost", "--html", "new", "text"],
}

NOBODY = 65534


class Limits(ProgramTest):
    def setUp(self):
        super().setUp()
        self.file("text", TEXT)
        os.mkdir(self.path("below"))
        for i in range(40):
            self.file(f"below/{i}", TEXT)
        os.chmod(self.folder, 0o755)

    def run_limited(self, arguments, limit, stdin="", stdout=subprocess.PIPE, program=TOKMILL):
        return subprocess.run(
            [program, *arguments],
            input=stdin.encode(),
            stdout=stdout,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            preexec_fn=limit,
            timeout=120,
            check=False,
        )

    def check_failed(self, done, reason):
        """One line that contains the reason, and status 1."""
        errors = done.stderr.decode()
        self.assertEqual(done.returncode, 1, errors)
        self.assertRegex(errors, rf"\Atokmill: [^\n]*{reason}\n\Z")

    def check_no_temporary_file(self):
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith(".")], [])


class OutputLimits(Limits):
    def test_file_size(self):
        def no_bytes():
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

        for name, (arguments, stdin) in COMMANDS.items():
            with self.subTest(name), open(self.path("output"), "wb") as output:
                done = self.run_limited(arguments, no_bytes, stdin, output)
                self.check_failed(done, "standard output: File too large")
        for name, arguments in FILE_COMMANDS.items():
            with self.subTest(name):
                self.file("new", "old")
                self.check_failed(self.run_limited(arguments, no_bytes), "new: File too large")
                with open(self.path("new"), encoding="utf-8") as file:
                    self.assertEqual(file.read(), "old")
                self.check_no_temporary_file()
        with self.subTest("man --output"):
            os.mkdir(self.path("pages"))
            done = self.run_limited(["man", "--output", "pages"], no_bytes)
            self.assertEqual(done.returncode, 1)
            self.assertIn(b"tokmill: pages/tokmill.1: File too large\n", done.stderr)
            self.assertEqual(os.listdir(self.path("pages")), [])

    def test_file_of_held_output(self):
        """The input does not end, so a command must stop reading when its output is lost."""
        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

        dashes = self.run_limited(["encode", "-t", "-" * 64], None).stdout.strip() + b" "
        for arguments, block in (
            (["decode"], dashes),
            (["encode", "--strict"], b"a "),
            (["split", "--json", "--strict"], b"a "),
            (["split", "--csv", "--special", "error"], b"a "),
            (["chunk", "--max-tokens", "9", "--strict"], b"a "),
        ):
            endless = "import sys\nwhile True: sys.stdout.buffer.write(%r)" % (block * 10_000)
            with self.subTest(arguments), subprocess.Popen(
                [sys.executable, "-c", endless], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            ) as source:
                done = subprocess.run([TOKMILL, *arguments], stdin=source.stdout, capture_output=True, timeout=60,
                                      preexec_fn=small_files, check=False)
                source.kill()
                self.assertEqual(done.stdout, b"")
                self.check_failed(done, "temporary file: File too large")

    def test_full_device(self):
        for name, (arguments, stdin) in COMMANDS.items():
            with self.subTest(name), open("/dev/full", "wb") as full:
                done = self.run_limited(arguments, None, stdin, full)
                self.check_failed(done, "standard output: No space left on device")
        for name, arguments in FILE_COMMANDS.items():
            with self.subTest(name):
                arguments = ["/dev/full" if word == "new" else word for word in arguments]
                self.check_failed(self.run_limited(arguments, None), "/dev/full: No space left on device")

    def test_closed_standard_output(self):
        for name, (arguments, stdin) in COMMANDS.items():
            with self.subTest(name):
                done = self.run_limited(arguments, lambda: os.close(1), stdin)
                self.check_failed(done, "standard output: Bad file descriptor")

    def test_files_do_not_take_the_place_of_closed_streams(self):
        def close_all():
            os.closerange(0, 3)

        for name, arguments in FILE_COMMANDS.items():
            with self.subTest(name):
                self.assertEqual(self.run_limited(arguments, None).returncode, 0)
                with open(self.path("new"), "rb") as file:
                    expected = file.read()
                os.remove(self.path("new"))
                done = self.run_limited(arguments, close_all)
                self.assertEqual(done.returncode, 0)
                with open(self.path("new"), "rb") as file:
                    self.assertEqual(file.read(), expected)
        # A message goes nowhere, and the status tells.
        self.assertEqual(self.run_limited(["count", "text", "absent"], close_all).returncode, 1)

    def test_closed_standard_input(self):
        for arguments in (["count"], ["count", "--jsonl"], ["encode"], ["decode"], ["split"], ["numbers"],
                          ["chunk", "--max-tokens", "5"]):
            with self.subTest(arguments):
                done = self.run_limited(arguments, lambda: os.close(0))
                self.check_failed(done, "standard input: Bad file descriptor")

    def test_a_reader_that_leaves(self):
        for name, (arguments, stdin) in COMMANDS.items():
            with self.subTest(name):
                ours, theirs = os.pipe()
                os.close(ours)
                with os.fdopen(theirs, "wb") as pipe:
                    # The parent ignores and blocks the signal.
                    def blocked():
                        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
                        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGPIPE])

                    done = self.run_limited(arguments, blocked, stdin, pipe)
                self.assertEqual((done.returncode, done.stderr), (-signal.SIGPIPE, b""))


class ResourceLimits(Limits):
    def expected(self, arguments, stdin=""):
        done = self.run_limited(arguments, None, stdin)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout

    def check_complete_or_failed(self, done, expected, reason):
        if done.returncode == 0:
            self.assertEqual((done.stdout, done.stderr), (expected, b""))
        else:
            # A line for each input.
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr.decode(), rf"\A(tokmill: [^\n]*{reason}\n)+\Z")

    def test_open_files(self):
        os.chmod(self.path("below"), 0o755)
        arguments = ["count", "-j", "50", "below", "text"]
        expected = self.expected(arguments)
        for files in (8, 10, 16, 20, 50):
            with self.subTest(files):
                done = self.run_limited(
                    arguments, lambda files=files: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)))
                self.assertEqual((done.stdout, done.stderr), (expected, b""))
                self.assertEqual(done.returncode, 0)
        for name, arguments in FILE_COMMANDS.items():
            with self.subTest(name):
                done = self.run_limited(arguments, lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3)))
                self.check_failed(done, "(text|new): Too many open files")
                self.assertFalse(os.path.exists(self.path("new")))

    def test_open_files_of_git(self):
        if shutil.which("git") is None:
            self.skipTest("git is not installed")
        for i in range(12):
            repository = self.path(f"repositories/{i}")
            os.makedirs(repository)
            subprocess.run(["git", "init", "-q", repository], check=True)
            self.file(f"repositories/{i}/.gitignore", "ignored\n")
            self.file(f"repositories/{i}/ignored", TEXT)
            self.file(f"repositories/{i}/kept", TEXT)
        arguments = ["count", "-j", "20", "--hidden", "repositories"]
        expected = self.expected(arguments)
        self.assertNotIn(b"/ignored", expected)
        for files in (16, 24):
            with self.subTest(files):
                done = self.run_limited(
                    arguments, lambda files=files: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)))
                self.assertEqual((done.stdout, done.stderr), (expected, b""))

    def test_stack(self):
        for name, (arguments, stdin) in COMMANDS.items():
            with self.subTest(name):
                expected = self.expected(arguments, stdin)
                for kilobytes in (64, 128):
                    done = self.run_limited(
                        arguments,
                        lambda size=kilobytes << 10: resource.setrlimit(resource.RLIMIT_STACK, (size, size)), stdin)
                    self.assertEqual((done.returncode, done.stdout, done.stderr), (0, expected, b""))

    def test_threads(self):
        """Without a right to start threads or processes, one thread does the work."""
        if os.geteuid() != 0:
            self.skipTest("only root can become a user without processes")
        program = self.path("tokmill")
        shutil.copy(TOKMILL, program)
        os.chmod(program, 0o755)

        def become_nobody():
            os.setgroups([])
            os.setgid(NOBODY)
            resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
            os.setuid(NOBODY)

        try:
            os.access(program, os.X_OK)
            probe = subprocess.run([program, "--version"], preexec_fn=become_nobody, capture_output=True, check=False)
        except (OSError, subprocess.SubprocessError) as problem:
            self.skipTest(f"cannot run a program as another user: {problem}")
        self.assertEqual(probe.returncode, 0)
        self.file("requests", '{"model": "gpt-4o", "messages": [{"role": "user", "content": "hello"}]}\n' * 50)
        for arguments in (
            ["count", "-j", "8", "below", "text"],
            ["languages", "-j", "8"],
            ["numbers", "-j", "8", "--range", "0:99999"],
            ["cost", "-j", "8", "--requests", "requests"],
        ):
            with self.subTest(arguments):
                expected = self.run_limited(arguments, None)
                done = self.run_limited(arguments, become_nobody, program=program)
                self.assertEqual((done.returncode, done.stdout, done.stderr),
                                 (expected.returncode, expected.stdout, expected.stderr))

    def test_cgroup_of_processes(self):
        """As above, with the limit of a container."""
        root = next((path for path in ("/sys/fs/cgroup/pids", "/sys/fs/cgroup") if os.access(path, os.W_OK)), None)
        group = f"{root}/tokmill-{os.getpid()}"
        try:
            os.mkdir(group)
            self.addCleanup(os.rmdir, group)
            with open(f"{group}/pids.max", "w", encoding="ascii") as file:
                file.write("1")
        except OSError as problem:
            self.skipTest(f"cannot make a cgroup: {problem}")

        def enter():
            with open(f"{group}/cgroup.procs", "w", encoding="ascii") as file:
                file.write(str(os.getpid()))

        arguments = ["count", "-j", "8", "below", "text"]
        done = self.run_limited(arguments, enter)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, self.expected(arguments), b""))

    def test_address_space(self):
        """From the least memory in which the program can start, in steps."""
        least = os.path.getsize(TOKMILL)

        def limit_to(size):
            return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))

        while self.run_limited(["--version"], limit_to(least)).returncode != 0:
            least += 1 << 19
            self.assertLess(least, 1 << 30)
        for name, (arguments, stdin) in COMMANDS.items():
            with self.subTest(name):
                expected = self.expected(arguments, stdin)
                for extra in (0, 1 << 18, 1 << 19, 1 << 20, 1 << 21, 1 << 22, 1 << 23, 1 << 25):
                    done = self.run_limited(arguments, limit_to(least + extra), stdin)
                    self.check_complete_or_failed(done, expected, "(out of memory|Cannot allocate memory)")
        for name, arguments in FILE_COMMANDS.items():
            with self.subTest(name):
                for extra in (0, 1 << 19, 1 << 21, 1 << 22):
                    self.file("new", "old")
                    done = self.run_limited(arguments, limit_to(least + extra))
                    if done.returncode != 0:
                        self.check_failed(done, "(out of memory|Cannot allocate memory)")
                        with open(self.path("new"), encoding="utf-8") as file:
                            self.assertEqual(file.read(), "old")
                    self.check_no_temporary_file()


if __name__ == "__main__":
    unittest.main()

"""Files that options name: --npy, --html, --svg and man --output."""

import os
import shutil
import stat
import subprocess
import sys
import threading
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest

NOBODY = 65534


def become_nobody():
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


class Files(ProgramTest):
    def setUp(self):
        super().setUp()
        self.file("text", "hello world")
        os.chmod(self.folder, 0o755)
        self.tokmill("encode", "--npy", "expected", "text")
        self.npy = self.content("expected")
        os.remove(self.path("expected"))

    def content(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def write(self, path, status=0):
        return self.tokmill("encode", "--npy", path, "text", status=status)

    def as_nobody(self, *arguments):
        """Runs the program as a user without rights. Returns the status and standard error."""
        if os.geteuid() != 0:
            self.skipTest("only root can become another user")
        program = self.path("program")
        if not os.path.exists(program):
            shutil.copy(TOKMILL, program)
            os.chmod(program, 0o755)
        try:
            done = subprocess.run(
                [program, *arguments], cwd=self.folder, preexec_fn=become_nobody, capture_output=True, timeout=120,
                check=False)
        except (OSError, subprocess.SubprocessError) as problem:
            self.skipTest(f"cannot run a program as another user: {problem}")
        return done.returncode, done.stderr.decode()

    def test_standard_output(self):
        self.assertEqual(self.write("-")[0], self.npy)
        self.assertNotIn("-", os.listdir(self.folder))
        for arguments in (
            ["split", "--html", "{}", "text"],
            ["numbers", "--range", "0:99", "--html", "{}"],
            ["languages", "--html", "{}"],
            ["compare", "--html", "{}", "text"],
            ["cost", "--at", "2026-10-30", "-m", "gpt-4o", "--html", "{}", "text"],
        ):
            with self.subTest(arguments[0]):
                page = self.tokmill(*(word.format("-") for word in arguments))[0]
                self.assertTrue(page.startswith(b"<!DOCTYPE html>"))
                self.assertEqual(self.tokmill(*(word.format("new") for word in arguments))[0], b"")
                self.assertEqual(self.content("new"), page)
                errors = self.tokmill(*(word.format("-") for word in arguments), "--json", status=2)[1]
                self.assertEqual(errors, "tokmill: --html - and --json cannot be used together\n")

    def test_pictures(self):
        for arguments in (
            ["split", "--svg", "{}", "text"],
            ["numbers", "--svg", "{}", "1234"],
            ["numbers", "--add", "--svg", "{}", "12", "34"],
            ["languages", "--svg", "{}"],
            ["compare", "--svg", "{}", "text"],
            ["compare", "--diff", "--svg", "{}", "text"],
        ):
            with self.subTest(arguments):
                picture = self.tokmill(*(word.format("-") for word in arguments))[0]
                self.assertTrue(picture.startswith(b'<svg xmlns="http://www.w3.org/2000/svg" '))
                self.assertEqual(self.tokmill(*(word.format("new") for word in arguments))[0], b"")
                self.assertEqual(self.content("new"), picture)
                shown = self.tokmill(*(word.format("new") for word in arguments), "--json")[0]
                self.assertEqual(shown, self.tokmill(*(word for word in arguments if word not in ("--svg", "{}")), "--json")[0])
                errors = self.tokmill(*(word.format("-") for word in arguments), "--json", status=2)[1]
                self.assertEqual(errors, "tokmill: --svg - and --json cannot be used together\n")
                errors = self.tokmill(*(word.format("no/new") for word in arguments), status=1)[1]
                self.assertEqual(errors, "tokmill: no/new: No such file or directory\n")

    def test_a_page_and_a_picture(self):
        for arguments in (["split", "text"], ["numbers", "1234"], ["languages"]):
            with self.subTest(arguments):
                page = self.tokmill(*arguments[:1], "--html", "-", *arguments[1:])[0]
                picture = self.tokmill(*arguments[:1], "--svg", "-", *arguments[1:])[0]
                output = self.tokmill(*arguments[:1], "--html", "page", "--svg", "-", *arguments[1:])[0]
                self.assertEqual((self.content("page"), output), (page, picture))
                errors = self.tokmill(*arguments[:1], "--html", "-", "--svg", "-", *arguments[1:], status=2)[1]
                self.assertEqual(errors, "tokmill: --html - and --svg - cannot be used together\n")

    def test_open_files_are_not_replaced_or_truncated(self):
        for path in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
            with self.subTest(path):
                self.file("log", "before\n")
                with open(self.path("log"), "ab") as log:
                    subprocess.run(
                        [TOKMILL, "encode", "--npy", path, "text"], cwd=self.folder, stdout=log, check=True, timeout=60)
                    log.write(b"after\n")
                self.assertEqual(self.content("log"), b"before\n" + self.npy + b"after\n")

    def test_links(self):
        os.mkdir(self.path("below"))
        self.file("below/target", "old")
        os.symlink("below/target", self.path("link"))
        self.write("link")
        self.assertTrue(os.path.islink(self.path("link")))
        self.assertEqual(self.content("below/target"), self.npy)
        os.symlink("below/absent", self.path("dangling"))
        self.write("dangling")
        self.assertEqual(self.content("below/absent"), self.npy)
        os.symlink("loop", self.path("loop"))
        self.assertEqual(self.write("loop", status=1)[1], "tokmill: loop: Too many levels of symbolic links\n")

    def test_mode_and_owner(self):
        self.file("new", "old")
        os.chmod(self.path("new"), 0o600)
        if os.geteuid() == 0:
            os.chown(self.path("new"), NOBODY, NOBODY)
        before = os.stat(self.path("new"))
        self.write("new")
        after = os.stat(self.path("new"))
        self.assertEqual(stat.S_IMODE(after.st_mode), 0o600)
        self.assertEqual((after.st_uid, after.st_gid), (before.st_uid, before.st_gid))

    def test_hard_link(self):
        self.file("one", "old")
        os.link(self.path("one"), self.path("two"))
        self.write("one")
        self.assertEqual((self.content("one"), self.content("two")), (self.npy, b"old"))

    def test_a_file_with_the_former_temporary_name(self):
        self.file("victim", "unchanged")
        os.symlink("victim", self.path("new.unfinished"))
        self.write("new")
        self.assertEqual(self.content("victim"), b"unchanged")
        self.assertTrue(os.path.islink(self.path("new.unfinished")))

    def test_pipe(self):
        os.mkfifo(self.path("fifo"))
        read = []
        reader = threading.Thread(target=lambda: read.append(self.content("fifo")))
        reader.start()
        self.write("fifo")
        reader.join()
        self.assertEqual(read, [self.npy])
        self.assertTrue(stat.S_ISFIFO(os.stat(self.path("fifo")).st_mode))

    def test_names(self):
        self.write("n" * 255)
        self.assertEqual(self.content("n" * 255), self.npy)
        for name, reason in (
            ("n" * 256, "File name too long"),
            ("absent/new", "No such file or directory"),
            ("text/new", "Not a directory"),
            ("", "No such file or directory"),
            (".", "Is a directory"),
        ):
            with self.subTest(name):
                self.assertEqual(self.write(name, status=1)[1], f"tokmill: {name}: {reason}\n")

    def test_control_characters_in_a_message(self):
        self.assertEqual(self.write("a\x1b\n/b", status=1)[1], "tokmill: a\\x1B\\n/b: No such file or directory\n")

    def test_a_folder_that_cannot_be_written(self):
        os.mkdir(self.path("closed"), 0o755)
        self.file("closed/writable", "old content that is longer than the new one" * 10)
        os.chmod(self.path("closed/writable"), 0o666)
        self.file("closed/protected", "old")
        os.chmod(self.path("closed/protected"), 0o644)
        old = self.content("closed/writable")
        self.file("special", "a<|endoftext|>")
        os.chmod(self.path("special"), 0o644)
        status, errors = self.as_nobody("encode", "--special", "error", "--npy", "closed/writable", "special")
        self.assertEqual(status, 1)
        self.assertIn("<|endoftext|>", errors)
        self.assertEqual(self.content("closed/writable"), old)
        status, errors = self.as_nobody("encode", "--npy", "closed/writable", "text")
        self.assertEqual((status, errors), (0, ""))
        self.assertEqual(self.content("closed/writable"), self.npy)
        for name in ("closed/protected", "closed/new"):
            status, errors = self.as_nobody("encode", "--npy", name, "text")
            self.assertEqual((status, errors), (1, f"tokmill: {name}: Permission denied\n"))
        self.assertEqual(self.content("closed/protected"), b"old")
        self.assertEqual(sorted(os.listdir(self.path("closed"))), ["protected", "writable"])

    def test_a_file_that_cannot_be_renamed(self):
        """In a sticky folder, such as /tmp, only the owner may replace a file."""
        os.mkdir(self.path("sticky"))
        os.chmod(self.path("sticky"), 0o1777)
        self.file("sticky/new", "old content that is longer than the new one" * 10)
        os.chmod(self.path("sticky/new"), 0o666)
        status, errors = self.as_nobody("encode", "--npy", "sticky/new", "text")
        self.assertEqual((status, errors), (0, ""))
        self.assertEqual(self.content("sticky/new"), self.npy)
        self.assertEqual(os.listdir(self.path("sticky")), ["new"])

    def test_a_read_only_file(self):
        os.mkdir(self.path("open"))
        os.chmod(self.path("open"), 0o777)
        self.file("open/protected", "old")
        os.chmod(self.path("open/protected"), 0o644)
        status, errors = self.as_nobody("encode", "--npy", "open/protected", "text")
        self.assertEqual((status, errors), (1, "tokmill: open/protected: Permission denied\n"))
        self.assertEqual(self.content("open/protected"), b"old")
        self.assertEqual(os.listdir(self.path("open")), ["protected"])

    def test_manual_pages(self):
        os.mkdir(self.path("man1"))
        self.file("man1/tokmill.1", "old")
        os.chmod(self.path("man1/tokmill.1"), 0o600)
        self.tokmill("man", "--output", "man1")
        self.assertTrue(self.content("man1/tokmill.1").startswith(b".TH"))
        self.assertEqual(stat.S_IMODE(os.stat(self.path("man1/tokmill.1")).st_mode), 0o600)
        self.assertTrue(all(name.endswith(".1") for name in os.listdir(self.path("man1"))))


if __name__ == "__main__":
    unittest.main()

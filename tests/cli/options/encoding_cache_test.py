"""Test the cache of encodings of vocabulary files: the file itself decides, whatever is in the cache."""

import json
import os
import stat
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from encoding_file_test import VOCABULARIES, start_pipe, tokenizer_json
from program import TOKMILL, ProgramTest


class EncodingCache(ProgramTest):
    def setUp(self):
        super().setUp()
        self.cache = self.path("cache")
        self.environment = {**os.environ, "XDG_CACHE_HOME": self.cache, "HOME": self.path("home")}
        self.environment.pop("TOKMILL_CACHE", None)

    def run_tokmill(self, *arguments, **environment):
        done = subprocess.run([TOKMILL, *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False,
                              cwd=self.folder, env={**self.environment, **environment}, timeout=120)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout

    def encoded(self, path="t.json", text="abc<end>", *options, **environment):
        return self.run_tokmill("encode", "-e", path, *options, "-t", text, **environment)

    def write(self, name="t.json", **changes):
        self.file(name, json.dumps(tokenizer_json(**changes)))
        time.sleep(0.05)  # a file that has changed just now is not recognized without reading it

    def entries(self, kind):
        folder = os.path.join(self.cache, "tokmill", kind)
        return sorted(os.path.join(folder, name) for name in os.listdir(folder)) if os.path.isdir(folder) else []

    def image(self):
        images = self.entries("images")
        self.assertEqual(len(images), 1)
        return images[0]

    def use_mark(self):
        """Make the cached encoding differ from that of the file, so that tests see which of them is used."""
        model = tokenizer_json()["model"]
        self.write("other.json", model=model | {"vocab": model["vocab"] | {"ab": 7}})
        expected = self.encoded("./other.json", "ab", XDG_CACHE_HOME=self.path("others"))
        self.assertNotEqual(self.encoded(text="ab"), expected)
        others = os.path.join(self.path("others"), "tokmill", "images")
        os.replace(os.path.join(others, os.listdir(others)[0]), self.image())
        return expected

    def test_the_second_start_uses_the_cache(self):
        self.write()
        first = self.encoded("t.json", "abc<end>", "--special", "allow")
        self.assertEqual(first, b"2 258\n")
        self.assertEqual((len(self.entries("images")), len(self.entries("files"))), (1, 1))
        self.assertEqual(self.encoded("t.json", "abc<end>", "--special", "allow"), first)
        marked = self.use_mark()
        self.assertEqual(self.encoded(text="ab"), marked)

    def test_all_commands_give_the_same(self):
        self.write()
        commands = (["count", "-e", "t.json", "--json", "-t", "abc"], ["split", "-e", "t.json", "--json", "-t", "abcé"],
                    ["decode", "-e", "t.json", "2", "258"], ["numbers", "-e", "t.json", "--json", "123"])
        for command in commands:
            without = self.run_tokmill(*command, TOKMILL_CACHE="off")
            self.assertEqual([self.run_tokmill(*command) for _ in range(2)], [without] * 2)

    def test_a_rank_file_with_its_pattern(self):
        path = os.path.join(VOCABULARIES, "r50k_base.tiktoken")
        for _ in range(2):
            self.assertEqual(self.encoded(path, "It's 1234567", "--pattern", "gpt2"),
                             self.encoded("r50k_base", "It's 1234567"))
        text = "1234567"
        with_others = [self.encoded(path, text, "--pattern", "cl100k") for _ in range(2)]
        self.assertEqual(with_others, [self.encoded(path, text, "--pattern", "cl100k", TOKMILL_CACHE="off")] * 2)
        self.assertNotEqual(with_others[0], self.encoded(path, text, "--pattern", "gpt2"))
        self.assertEqual(len(self.entries("images")), 2)

    def test_a_folder_with_two_files(self):
        os.mkdir(self.path("old"))
        self.file("old/vocab.json", json.dumps(tokenizer_json()["model"]["vocab"]))
        self.file("old/merges.txt", "a b\nab c\n")
        time.sleep(0.05)
        self.assertEqual([self.encoded("old", "abc") for _ in range(2)], [b"2\n"] * 2)
        self.assertEqual(len(self.entries("files")), 1)
        self.file("old/merges.txt", "a b\n")
        self.assertEqual(self.encoded("old", "abc"), b"1 1099\n")

    def test_a_changed_file(self):
        self.write()
        before = self.encoded(text="ab")
        self.write(model=tokenizer_json()["model"] | {"merges": ["a b"]})
        self.assertEqual(self.encoded(text="abc"), b"1 1099\n")
        self.write()
        self.assertEqual(self.encoded(text="ab"), before)

    def test_a_changed_file_of_the_same_size_and_time(self):
        self.write()
        status = os.stat(self.path("t.json"))
        self.assertEqual(self.encoded(text="ab"), b"1\n")
        with open(self.path("t.json"), encoding="utf-8") as file:
            changed = file.read().replace('"ab": 1', '"ab": 3')
        self.file("t.json", changed)
        os.utime(self.path("t.json"), ns=(status.st_atime_ns, status.st_mtime_ns))
        now = os.stat(self.path("t.json"))
        for name in ("st_size", "st_mtime_ns", "st_ino"):
            self.assertEqual(getattr(now, name), getattr(status, name))
        self.assertEqual(self.encoded(text="ab"), b"3\n")

    def test_a_file_that_changes_quickly(self):
        for number in (3, 4, 5, 6):
            self.file("t.json", json.dumps(tokenizer_json()).replace('"ab": 1', f'"ab": {number}'))
            self.assertEqual(self.encoded(text="ab"), b"%d\n" % number)

    def test_a_copy_uses_the_same_image(self):
        self.write()
        self.encoded()
        marked = self.use_mark()
        self.write("copy.json")
        self.assertEqual([self.encoded("./copy.json", "ab") for _ in range(2)], [marked] * 2)
        self.assertEqual((len(self.entries("images")), len(self.entries("files"))), (1, 2))

    def test_damage(self):
        self.write()
        expected = self.encoded()
        with open(self.image(), "rb") as file:
            good = file.read()
        header = 168
        damages = [b"", good[:100], good[:header], good[:-1], good + b"\0"]
        # The header, and the parts after it.
        for at in [*range(0, header, 5), header, header + 20]:
            damages.append(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        for damaged in damages:
            self.replace_image(damaged)
            self.assertEqual(self.encoded(), expected)
            with open(self.image(), "rb") as file:
                self.assertEqual(file.read(), good)  # made again

    def replace_image(self, content):
        with open(os.open(self.path("new"), os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(content)
        os.replace(self.path("new"), self.image())

    def test_another_version(self):
        self.write()
        expected = self.encoded()
        with open(self.image(), "rb") as file:
            good = file.read()
        for at in (7, 15):  # the versions of the file and of the tables
            self.replace_image(good[:at] + b"0" + good[at + 1 :])
            self.assertEqual(self.encoded(), expected)

    def test_concurrent_writers(self):
        self.write()
        running = [subprocess.Popen([TOKMILL, "encode", "-e", "t.json", "-t", "abc"], cwd=self.folder,
                                    env=self.environment, stdout=subprocess.PIPE) for _ in range(8)]
        self.assertEqual({process.communicate(timeout=60)[0] for process in running}, {b"2\n"})
        self.assertEqual((len(self.entries("images")), len(self.entries("files"))), (1, 1))
        self.assertEqual(self.encoded(text="ab"), b"1\n")
        self.assertEqual(self.encoded(text="ab"), self.encoded(text="ab", TOKMILL_CACHE="off"))

    def test_only_the_user_may_read(self):
        self.write()
        old = os.umask(0)
        self.addCleanup(os.umask, old)
        self.encoded()
        for folder in ("", "tokmill", "tokmill/images", "tokmill/files"):
            self.assertEqual(stat.S_IMODE(os.stat(os.path.join(self.cache, folder)).st_mode), 0o700)
        self.assertEqual(stat.S_IMODE(os.stat(self.image()).st_mode), 0o600)

    def test_files_that_others_may_write_are_not_used(self):
        self.write()
        self.encoded(text="ab")
        marked = self.use_mark()
        self.assertEqual(self.encoded(text="ab"), marked)
        os.chmod(self.image(), 0o622)
        self.assertEqual(self.encoded(text="ab"), b"1\n")
        os.chmod(os.path.join(self.cache, "tokmill", "images"), 0o777)
        os.unlink(self.image())
        self.assertEqual(self.encoded(text="ab"), b"1\n")
        self.assertEqual(self.entries("images"), [])

    def test_switched_off(self):
        self.write()
        self.assertEqual(self.encoded(TOKMILL_CACHE="off"), self.encoded(XDG_CACHE_HOME="", HOME=""))
        self.assertEqual(self.encoded(XDG_CACHE_HOME="relative", HOME=""), self.encoded(TOKMILL_CACHE="off"))
        self.assertEqual(sorted(os.listdir(self.folder)), ["t.json"])

    def test_the_folder_of_the_home(self):
        self.write()
        self.encoded(XDG_CACHE_HOME="relative")
        self.assertEqual(os.listdir(self.path("home/.cache")), ["tokmill"])

    def test_a_folder_that_cannot_be_written(self):
        self.write()
        self.file("file", "")
        for cache in (self.path("file"), "/proc/tokmill", "/dev/null"):
            self.assertEqual(self.encoded(XDG_CACHE_HOME=cache), self.encoded(TOKMILL_CACHE="off"))
        if os.geteuid() != 0:  # root may write everywhere
            os.mkdir(self.path("locked"), 0o500)
            self.assertEqual(self.encoded(XDG_CACHE_HOME=self.path("locked")), self.encoded(TOKMILL_CACHE="off"))

    def test_a_pipe_is_not_cached(self):
        start_pipe(self.path("pipe"))
        self.assertEqual(self.encoded("./pipe", "abc"), b"2\n")
        os.wait()
        self.assertEqual(self.entries("files"), [])

    def test_an_error_is_not_cached(self):
        self.write(normalizer={"type": "Strip"})
        for _ in range(2):
            done = subprocess.run([TOKMILL, "count", "-e", "t.json", "-t", "a"], cwd=self.folder, env=self.environment,
                                  capture_output=True, check=False)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"/normalizer/type: Strip is not supported", done.stderr)
        self.assertEqual(self.entries("images"), [])

    def test_unused_files_are_removed(self):
        self.write()
        self.encoded()
        folder = os.path.join(self.cache, "tokmill")
        old = time.time() - 30 * 24 * 3600
        # A sparse file that fills the cache, links to nothing, and what a program that was killed has left.
        with open(os.path.join(folder, "images", "large"), "wb") as file:
            file.truncate(600 << 20)
        for name in ("images/large", "images/.tokmill-old"):
            with open(os.path.join(folder, name), "ab"):
                pass
            os.utime(os.path.join(folder, name), (old, old))
        os.symlink("../images/large", os.path.join(folder, "files", "of-large"))
        os.symlink("../images/missing", os.path.join(folder, "files", "dangling"))
        for number in range(300):
            os.symlink("../images/" + os.path.basename(self.entries("images")[-1]),
                       os.path.join(folder, "files", str(number)))
        self.write(model=tokenizer_json()["model"] | {"merges": ["a b"]})
        self.encoded()
        self.assertEqual(len(self.entries("images")), 2)
        names = [os.path.basename(path) for path in self.entries("files")]
        self.assertNotIn("of-large", names)
        self.assertNotIn("dangling", names)
        self.assertLessEqual(len(names), 256)
        self.assertEqual(self.encoded(text="abc"), b"1 1099\n")

    def test_a_use_is_noted(self):
        self.write()
        self.encoded()
        old = time.time() - 2 * 24 * 3600
        os.utime(self.image(), (old, old))
        self.encoded()
        self.assertGreater(os.stat(self.image()).st_mtime, old + 3600)


if __name__ == "__main__":
    unittest.main()

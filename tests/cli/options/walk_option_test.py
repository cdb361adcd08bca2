"""--include, --exclude and --list-skipped. Random patterns are compared with git, which has them in .gitignore."""

import os
import random
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from input.walk.repository import GIT, FolderTest

NAMES = ["a", "b", "ab", "a.c", "b.h", "x"]


def random_pattern(rng):
    names = rng.choices([*NAMES, "*", "**", "a*", "*.c", "?", "[ab]", "[!a]*"], k=rng.randrange(1, 4))
    return rng.choice(["", "", "", "!"]) + rng.choice(["", "", "/"]) + "/".join(names) + rng.choice(["", "", "/"])


class AsInGitignore(FolderTest):
    def test_random_patterns(self):
        self.environment(**GIT)
        rng = random.Random(20261126)
        self.repository()
        paths = set()
        for _ in range(60):
            folders = rng.choices(["a", "b", "x.d"], k=rng.randrange(3))
            paths.add("/".join([*folders, rng.choice(NAMES) + ".f"]))
            paths.add("/".join([*folders, "files", rng.choice(NAMES)]))
        for path in paths:
            self.write(f"repository/{path}")
        different = set()
        for _ in range(60):
            patterns = [random_pattern(rng) for _ in range(rng.randrange(1, 4))]
            self.file("repository/.git/info/exclude", "\n".join(patterns) + "\n")
            listed = self.git("ls-files", "--others", "--exclude-standard", "-z").decode().split("\0")
            expected = sorted(f"repository/{path}" for path in listed if path)
            arguments = [f"--exclude={pattern}" for pattern in patterns]
            with self.subTest(patterns=patterns):
                self.assertEqual(self.counted("repository", "--no-ignore", *arguments)[0], expected)
            different.add(len(expected))
        self.assertGreater(len(different), 10)


class Options(FolderTest):
    def setUp(self):
        super().setUp()
        self.environment(**GIT)
        self.repository()
        for name in ("a.py", "b.lock", "src/c.py", "src/gen/d.py", "out/e.py", ".hidden", "src/.env"):
            self.write(f"repository/{name}")
        self.write("repository/f.bin", b"\0")
        self.write("repository/.gitignore", "out/\n*.tmp\n")
        self.write("repository/src/g.tmp")
        os.symlink("a.py", self.path("repository/link"))

    def counted_names(self, *arguments):
        return [path.removeprefix("repository/") for path in self.counted("repository", *arguments)[0]]

    def test_include(self):
        self.assertEqual(self.counted_names("--include", "*.py"), ["a.py", "src/c.py", "src/gen/d.py"])
        self.assertEqual(self.counted_names("--include", "src/", "--include", "!gen/"), ["src/c.py"])
        self.assertEqual(self.counted_names("--include", "*.py", "--exclude", "gen"), ["a.py", "src/c.py"])

    def test_exclude(self):
        self.assertEqual(self.counted_names("--exclude", "*.lock"), ["a.py", "src/c.py", "src/gen/d.py"])
        self.assertEqual(self.counted_names("--exclude", "/src"), ["a.py", "b.lock"])
        self.assertEqual(self.counted_names("--exclude", "src/gen/", "--no-ignore", "--exclude", "*.lock"),
                         ["a.py", "out/e.py", "src/c.py", "src/g.tmp"])

    def test_globs_are_relative_to_each_folder_that_is_named(self):
        paths = self.counted("repository/src/", "repository/out", "--exclude", "/c.py", "--exclude", "/e.py")[0]
        self.assertEqual(paths, ["repository/src/gen/d.py"])

    def test_a_file_that_is_named_is_counted(self):
        self.assertEqual(self.counted("repository/a.py", "--exclude", "*")[0], ["repository/a.py"])

    def test_list_skipped(self):
        errors = self.counted("repository", "--list-skipped", "--exclude", "gen/", "--include", "*.py")[1]
        self.assertEqual(errors.splitlines(), [
            "tokmill: left out repository/.gitignore (hidden)",
            "tokmill: left out repository/.hidden (hidden)",
            "tokmill: left out repository/b.lock (not included)",
            "tokmill: left out repository/f.bin (not included)",
            "tokmill: left out repository/link (not included)",
            "tokmill: left out repository/out/ (ignored by git)",
            "tokmill: left out repository/src/.env (hidden)",
            "tokmill: left out repository/src/g.tmp (ignored by git)",
            "tokmill: left out repository/src/gen/ (excluded)",
            "tokmill: left out 3 hidden files",
        ])
        errors = self.counted("repository", "--list-skipped", "--no-ignore", "--exclude", ".*")[1]
        self.assertEqual(errors.splitlines(), [
            "tokmill: left out repository/.gitignore (excluded)",
            "tokmill: left out repository/.hidden (excluded)",
            "tokmill: left out repository/f.bin (binary)",
            "tokmill: left out repository/link (not a regular file)",
            "tokmill: left out repository/src/.env (excluded)",
            "tokmill: left out 1 binary file",
        ])

    def test_an_excluded_folder_is_not_read(self):
        os.makedirs(self.path("plain/locked"))
        self.write("plain/a")
        os.chmod(self.path("plain/locked"), 0)
        self.addCleanup(os.chmod, self.path("plain/locked"), 0o700)
        self.assertEqual(self.counted("plain", "--exclude", "locked/")[0], ["plain/a"])

    def test_without_a_folder_the_options_are_errors(self):
        options = (["--include", "*.py"], ["--exclude", "*.py"], ["--hidden"], ["--no-ignore"], ["--list-skipped"])
        for command in ("count", "cost"):
            for option in options:
                for inputs, name in (((), "standard input"), (("-",), "standard input"), (("-t", "x"), "--text")):
                    with self.subTest(command=command, option=option, inputs=inputs):
                        self.assertEqual(self.tokmill(command, *option, *inputs, status=2)[1].splitlines()[0],
                                         f"tokmill: {option[0]} has no effect on {name}; name a folder as PATH or omit "
                                         f"{option[0]}")
                self.tokmill(command, *option, "repository/a.py")
                self.tokmill(command, *option, "-", "repository")
        for option in ("--hidden", "--include=x", "--strict"):
            self.tokmill("cost", "--input-tokens", "1", option, status=2)

    def test_a_warning_if_the_filters_leave_out_every_file(self):
        def warnings(*arguments, command="count"):
            return self.tokmill(command, *arguments, status=1 if command == "cost" else 0)[1].splitlines()
        hint = "; use --list-skipped to list what was left out"
        for command in ("count", "cost"):
            self.assertIn("tokmill: no file was counted, because of --include" + hint,
                          warnings("repository/src", "--include", "nope", command=command))
        self.assertIn("tokmill: no file was counted, because of --exclude" + hint,
                      warnings("repository/src", "--exclude", "*"))
        self.assertIn("tokmill: no file was counted, because of --include and --exclude" + hint,
                      warnings("repository/src", "--include", "*.c", "--exclude", "gen"))
        self.assertEqual(warnings("repository/src", "--include", "*.c", "--list-skipped", "--no-ignore")[-2:],
                         ["tokmill: no file was counted, because of --include", "tokmill: left out 1 hidden file"])
        self.assertIn("tokmill: no file was counted, because of --include" + hint,
                      warnings("repository/a.py", "repository/src", "--include", "nope"))
        os.mkdir(self.path("empty"))
        for arguments in (("empty", "--include", "nope"), ("repository/a.py", "--include", "nope"),
                          ("repository/src", "--include", "*.py")):
            self.assertNotIn("no file was counted", "".join(warnings(*arguments)))

    def test_an_empty_glob_is_an_error(self):
        for option in ("--include", "--exclude"):
            errors = self.tokmill("count", option, "/", "repository", status=2)[1]
            self.assertIn(f"{option}: expected a glob, got '/'", errors)


if __name__ == "__main__":
    unittest.main()

"""Folders: which files a walk includes. Repositories are compared with git itself."""

import json
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from input.walk.repository import GIT, FolderTest
from program import TOKMILL

class AsGitSeesIt(FolderTest):
    def setUp(self):
        super().setUp()
        self.environment(**GIT)
        self.repository()

    def test_files_ignored_by_git_are_left_out(self):
        self.write("repository/.gitignore", "build/\n*.log\n!keep.log\n")
        for name in ("a.c", "b/c.c", "build/made.c", "x.log", "b/keep.log", "tracked.log"):
            self.write("repository/" + name)
        self.git("add", "a.c", ".gitignore")
        self.git("add", "--force", "tracked.log")
        listed = self.git("ls-files", "-co", "--exclude-standard", "-z").decode().split("\0")[:-1]
        expected = sorted("repository/" + path for path in listed if not path.startswith("."))
        self.assertIn("repository/b/keep.log", expected)
        found, errors = self.counted("repository")
        self.assertEqual(found, expected)
        self.assertEqual(errors, "tokmill: left out 1 hidden file\n")
        self.assertEqual(self.counted("repository", "--hidden"), (sorted([*expected, "repository/.gitignore"]), ""))
        everything, _ = self.counted("repository", "--no-ignore", "--hidden")
        self.assertEqual(len(everything), 7)
        self.assertFalse([path for path in everything if "/.git/" in path])

    def test_subfolders_and_other_forms_of_paths(self):
        self.write("repository/.gitignore", "*.log\n")
        self.write("repository/b/c.c")
        self.write("repository/b/x.log")
        self.assertEqual(self.counted("repository/b"), (["repository/b/c.c"], ""))
        self.assertEqual(self.counted("repository/b/")[0], ["repository/b/c.c"])
        self.assertEqual(self.counted(self.path("repository/b"))[0], [self.path("repository/b/c.c")])
        os.symlink("repository/b", self.path("link"))
        self.assertEqual(self.counted("link")[0], ["link/c.c"])
        os.chdir(self.path("repository/b"))
        self.addCleanup(os.chdir, "/")
        done = subprocess.run([TOKMILL, "count", "--json", "."], stdout=subprocess.PIPE, check=True)
        self.assertEqual([row["path"] for row in json.loads(done.stdout)["inputs"]], ["./c.c"])

    def test_an_ignored_folder_is_counted_if_it_is_named(self):
        self.write("repository/.gitignore", "vendor/\n")
        self.write("repository/vendor/a.c")
        found, errors = self.counted("repository/vendor")
        self.assertEqual(found, ["repository/vendor/a.c"])
        self.assertIn("repository/vendor: ignored by git, but given as an argument; including all of its files", errors)

    def test_a_tracked_file_that_was_deleted(self):
        self.write("repository/a.c")
        self.write("repository/b/c.c")
        self.commit()
        os.remove(self.path("repository/b/c.c"))
        self.assertEqual(self.counted("repository"), (["repository/a.c"], ""))

    def test_a_path_with_a_conflict_is_counted_once(self):
        self.write("repository/a.c", "one\n")
        self.commit()
        self.git("checkout", "--quiet", "-b", "other")
        self.write("repository/a.c", "two\n")
        self.commit()
        self.git("checkout", "--quiet", "-")
        self.write("repository/a.c", "three\n")
        self.commit()
        self.git("merge", "other", check=False)
        self.assertGreater(self.git("ls-files").count(b"a.c"), 1)
        self.assertEqual(self.counted("repository")[0], ["repository/a.c"])

    def test_submodules_and_nested_repositories(self):
        self.repository("other")
        self.write("other/.gitignore", "made\n")
        self.write("other/in.c")
        self.commit("other")
        self.git("submodule", "--quiet", "add", self.path("other"), "module")
        self.write("repository/module/made")
        self.write("repository/z.c")
        self.commit()
        self.repository("repository/nested")
        self.write("repository/nested/.gitignore", "made\n")
        self.write("repository/nested/new.c")
        self.write("repository/nested/made")
        expected = ["repository/module/in.c", "repository/nested/new.c", "repository/z.c"]
        self.assertEqual(self.counted("repository")[0], expected)
        # A repository in a folder that is not one is listed with git.
        self.assertEqual(self.counted(".")[0], ["./other/in.c", *("./" + path for path in expected)])
        # A submodule that was not fetched is an empty folder.
        self.git("submodule", "deinit", "--all", "--force")
        self.assertEqual(self.counted("repository")[0], expected[1:])

    def test_a_worktree(self):
        self.write("repository/.gitignore", "made\n")
        self.write("repository/a.c")
        self.commit()
        self.git("worktree", "add", "--quiet", self.path("tree"))
        self.write("tree/made")
        self.assertEqual(self.counted("tree")[0], ["tree/a.c"])

    def test_symbolic_links_are_left_out(self):
        self.write("outside/secret")
        self.write("repository/b/secret")
        self.write("repository/a.c")
        self.commit()
        os.remove(self.path("repository/b/secret"))
        os.rmdir(self.path("repository/b"))
        os.symlink("../outside", self.path("repository/b"))  # git still lists b/secret
        os.symlink("a.c", self.path("repository/link.c"))
        self.assertEqual(self.counted("repository")[0], ["repository/a.c"])
        self.assertEqual(self.counted("repository", "--no-ignore")[0], ["repository/a.c"])

    def test_in_a_hook_of_another_repository(self):
        self.repository("other")
        self.write("repository/a.c")
        self.environment(GIT_DIR=self.path("other/.git"), GIT_INDEX_FILE=self.path("other/.git/index"))
        self.assertEqual(self.counted("repository")[0], ["repository/a.c"])


class Hostile(FolderTest):
    """Repositories whose configuration would run a program or mislead git."""

    def setUp(self):
        super().setUp()
        self.environment(**GIT)
        self.repository()
        self.write("repository/.gitignore", "*.log\n")
        self.write("repository/a.c")
        self.write("repository/x.log")
        self.write("trap", "#!/bin/sh\ntouch '" + self.path("sprung") + "'\n")
        os.chmod(self.path("trap"), 0o755)

    def assert_not_sprung(self, folder="repository"):
        self.assertEqual(self.counted(folder)[0], [folder + "/a.c"])
        self.assertFalse(os.path.exists(self.path("sprung")))

    def test_programs_in_the_configuration_are_not_run(self):
        trap = self.path("trap")
        self.commit()
        for name in ("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "pager.ls-files",
                     "alias.ls-files"):
            self.git("config", name, trap)
        self.git("config", "filter.x.clean", trap)
        self.write("repository/.git/info/attributes", "* filter=x\n")
        for hook in ("post-index-change", "post-checkout", "fsmonitor-watchman"):
            self.write("repository/.git/hooks/" + hook, "")
            os.remove(self.path("repository/.git/hooks/" + hook))
            os.symlink(trap, self.path("repository/.git/hooks/" + hook))
        subprocess.run(["git", "ls-files"], cwd=self.path("repository"), stdout=subprocess.DEVNULL, check=False)
        self.assertTrue(os.path.exists(self.path("sprung")), "the trap is none: git alone does not run it")
        os.remove(self.path("sprung"))
        self.assert_not_sprung()

    def test_missing_objects_are_not_fetched(self):
        self.write("repository/b/b.c")
        self.commit()
        self.git("config", "core.sparseCheckout", "true")
        self.git("sparse-checkout", "set", "--cone", "--sparse-index", "nothing")
        tree = self.git("rev-parse", "HEAD:b").decode().strip()
        tree_file = self.path(f"repository/.git/objects/{tree[:2]}/{tree[2:]}")
        os.remove(tree_file)
        for name, value in (
            ("remote.origin.url", self.path("repository")),
            ("remote.origin.promisor", "true"),
            ("remote.origin.uploadpack", self.path("trap")),
            ("extensions.partialClone", "origin"),
            ("protocol.allow", "always"),
        ):
            self.git("config", name, value)
        self.git("ls-files", check=False)
        self.assertTrue(os.path.exists(self.path("sprung")), "the trap is none: git alone does not run it")
        os.remove(self.path("sprung"))
        found, errors = self.counted("repository", status=1)
        self.assertEqual(found, ["repository/a.c"])
        self.assertIn("git: error: ", errors)
        self.assertFalse(os.path.exists(self.path("sprung")))

    def test_a_folder_that_looks_like_a_repository_without_a_worktree(self):
        self.git("init", "--quiet", "--bare", self.path("repository/bare"))
        self.write("repository/bare/a.c")
        with open(self.path("repository/bare/config"), "a", encoding="utf-8") as config:
            config.write(f"[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = {self.path('trap')}\n")
        found, errors = self.counted("repository/bare")
        self.assertIn("repository/bare/a.c", found)
        self.assertIn("repository/bare: git cannot list it (", errors)
        self.assertFalse(os.path.exists(self.path("sprung")))

    def test_a_worktree_elsewhere(self):
        self.write("elsewhere/secret")
        self.git("config", "core.worktree", self.path("elsewhere"))
        self.assertEqual(self.counted("repository")[0], [])

    def test_a_repository_of_someone_else(self):
        self.git("config", "core.fsmonitor", self.path("trap"))
        self.environment(GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
        self.assertEqual(self.git("ls-files", "-co", check=False), b"", "git alone refuses")
        self.assertEqual(self.counted("repository"), (["repository/a.c"], "tokmill: left out 1 hidden file\n"))
        self.assertFalse(os.path.exists(self.path("sprung")))
        # The user's own exclusions still apply.
        self.write("mine/excluded", "a.c\n")
        self.write('mine/"config', f"[core]\n\texcludesFile = {self.path('mine/excluded')}\n")
        self.environment(GIT_CONFIG_GLOBAL=self.path('mine/"config'))
        self.assertEqual(self.counted("repository")[0], [])

    def test_the_repository_is_not_written_to(self):
        self.commit()
        before = {name: os.stat(self.path("repository/.git/" + name)).st_mtime_ns for name in ("index", ".")}
        os.utime(self.path("repository/a.c"))
        self.counted("repository")
        after = {name: os.stat(self.path("repository/.git/" + name)).st_mtime_ns for name in ("index", ".")}
        self.assertEqual(before, after)


class WithoutGit(FolderTest):
    def test_outside_a_repository(self):
        self.write("folder/a.c")
        self.write("folder/b/c.c")
        self.write("folder/.gitignore", "b\n")
        self.write("folder/.hidden/d/e.c")
        self.write("folder/data", b"\x89PNG\r\n\x1a\n\0")
        os.mkfifo(self.path("folder/pipe"))
        found, errors = self.counted("folder")
        self.assertEqual(found, ["folder/a.c", "folder/b/c.c"])
        self.assertEqual(errors, "tokmill: left out 2 hidden and 1 binary files\n")
        found, errors = self.counted("folder", "--hidden")
        self.assertEqual(found, ["folder/.gitignore", "folder/.hidden/d/e.c", "folder/a.c", "folder/b/c.c"])
        self.assertEqual(errors, "tokmill: left out 1 binary file\n")

    def test_git_is_absent(self):
        self.environment(**GIT)
        self.repository()
        self.write("repository/.gitignore", "*.log\n")
        self.write("repository/x.log")
        self.environment(PATH="/nowhere")
        found, errors = self.counted("repository")
        self.assertEqual(found, ["repository/x.log"])
        self.assertIn("repository: git cannot list it (No such file or directory); including ignored files", errors)

    def test_a_broken_repository(self):
        self.environment(**GIT)
        self.repository()
        self.write("repository/a.c")
        self.write("repository/.git/config", "[broken\n")
        found, errors = self.counted("repository")
        self.assertEqual(found, ["repository/a.c"])
        self.assertIn("repository: git cannot list it (fatal: bad config", errors)
        os.mkdir(self.path("empty"))
        os.mkdir(self.path("empty/.git"))
        self.write("empty/a.c")
        self.assertEqual(self.counted("empty"), (["empty/a.c"], ""))

    def test_unusual_names(self):
        self.environment(**GIT)
        names = ["-t", "a b", "new\nline", "caf\xe9".encode("latin-1"), "\x1b[31mred", "quote\"'", "ü", "\\n"]
        self.repository()
        for folder in ("plain", "repository"):
            os.makedirs(self.path(folder), exist_ok=True)
            for name in names:
                with open(os.path.join(os.fsencode(self.path(folder)), os.fsencode(name)), "wb") as file:
                    file.write(b"hello")
            found, errors = self.counted(folder)
            self.assertEqual(errors, "")
            shown = {name.decode(errors="replace") if isinstance(name, bytes) else name for name in names}
            self.assertEqual({path.removeprefix(folder + "/") for path in found}, shown)
            output = self.tokmill("count", folder)[0]
            self.assertEqual(len(output.splitlines()), len(names) + 1)
            self.assertNotIn(b"\x1b", output)
            self.assertIn(b"new\\nline", output)

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_files_without_permission(self):
        self.write("folder/a.c")
        self.write("folder/closed/b.c")
        self.write("folder/secret.c")
        os.chmod(self.path("folder/closed"), 0)
        os.chmod(self.path("folder/secret.c"), 0)
        self.addCleanup(os.chmod, self.path("folder/closed"), 0o755)
        found, errors = self.counted("folder", status=1)
        self.assertEqual(found, ["folder/a.c"])
        self.assertIn("folder/closed: Permission denied", errors)
        self.assertIn("folder/secret.c: Permission denied", errors)

    def test_a_path_that_is_too_long_fails_and_the_others_are_counted(self):
        os.makedirs(self.path("folder"))
        self.file("folder/a.c", "text")
        inner = os.open(self.path("folder"), os.O_RDONLY)
        for _ in range(20):  # 20 * 250 exceeds PATH_MAX
            os.mkdir("d" * 250, dir_fd=inner)
            deeper = os.open("d" * 250, os.O_RDONLY, dir_fd=inner)
            os.close(inner)
            inner = deeper
        os.close(inner)
        self.addCleanup(subprocess.run, ["rm", "-rf", self.path("folder")], check=False)
        found, errors = self.counted("folder", status=1)
        self.assertEqual(found, ["folder/a.c"])
        self.assertIn("File name too long", errors)


class Threads(FolderTest):
    def test_they_do_not_change_the_result(self):
        for i in range(300):
            self.write(f"folder/{i % 7}/{i % 3}/{i}.txt", "word " * i + ("\xe9".encode("latin-1").decode("latin-1")))
        self.write("folder/1/bad.txt", b"\xff")
        self.write("folder/2/bad.txt", b"a\xff")
        for view in ([], ["--json"], ["--by", "dir"], ["--by", "ext", "--csv"], ["--top", "9"]):
            alone = self.tokmill("count", "folder", "-j", "1", *view)
            for threads in ("2", "5", "64"):
                self.assertEqual(self.tokmill("count", "folder", "--threads", threads, *view), alone)
        self.tokmill("count", "folder", "-j", "0", status=2)


if __name__ == "__main__":
    unittest.main()

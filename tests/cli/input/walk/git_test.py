"""Whatever the configuration of a repository says, listing its files runs nothing and writes nothing, even if another user
owns it."""

import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest

GIT = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}

# Settings whose value git runs, or may run, for some command. `TRAP` is a program that leaves a mark.
PROGRAMS = """
alias.check-ignore=!TRAP alias.ls-files=!TRAP core.alternateRefsCommand=TRAP core.askPass=TRAP core.editor=TRAP
core.fsmonitor=TRAP core.gitProxy=TRAP core.hooksPath=HOOKS core.pager=TRAP core.sshCommand=TRAP credential.helper=!TRAP
diff.external=TRAP diff.x.command=TRAP diff.x.textconv=TRAP difftool.x.cmd=TRAP filter.x.clean=TRAP
filter.x.process=TRAP filter.x.required=true filter.x.smudge=TRAP fsmonitor.allowRemote=true gpg.program=TRAP
gpg.ssh.program=TRAP gpg.ssh.defaultKeyCommand=TRAP guitool.x.cmd=TRAP help.browser=TRAP interactive.diffFilter=TRAP
merge.x.driver=TRAP mergetool.x.cmd=TRAP pack.packObjectsHook=TRAP pager.check-ignore=TRAP pager.ls-files=TRAP
receive.procReceiveRefs=x remote.origin.receivepack=TRAP remote.origin.uploadpack=TRAP remote.origin.vcs=TRAP
sequence.editor=TRAP ssh.variant=ssh submodule.x.update=!TRAP trailer.x.cmd=TRAP trailer.x.command=TRAP
uploadpack.packObjectsHook=TRAP web.browser=TRAP
""".split()

# Settings that make git write a file, or read more than usual.
OTHERS = """
trace2.normalTarget=MARK trace2.eventTarget=MARK trace2.perfTarget=MARK core.splitIndex=true core.untrackedCache=true
index.version=4 index.threads=4 core.preloadIndex=true core.commitGraph=true core.multiPackIndex=true
core.trustctime=false core.symlinks=false core.ignoreCase=true core.precomposeUnicode=true core.protectHFS=true
feature.manyFiles=true feature.experimental=true maintenance.auto=true gc.auto=1 log.showSignature=true
""".split()

HOOKS = ["post-index-change", "fsmonitor-watchman", "query-watchman", "post-checkout", "pre-auto-gc", "reference-transaction",
         "pre-commit", "sendemail-validate"]


class OtherOwner(ProgramTest):
    def setUp(self):
        super().setUp()
        for name, value in {**GIT, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}.items():
            before = os.environ.get(name)
            os.environ[name] = value
            self.addCleanup(lambda n=name, b=before: os.environ.pop(n) if b is None else os.environ.update({n: b}))
        os.mkdir(self.path("repository"))
        self.git("init", "--quiet")
        self.file("repository/.gitignore", "*.log\n")
        self.file("repository/a.c", "text\n")
        self.file("repository/x.log", "text\n")
        self.git("add", "--all")
        self.file("trap", f"#!/bin/sh\necho \"$0 $*\" >> '{self.path('mark')}'\n")
        os.chmod(self.path("trap"), 0o755)
        os.mkdir(self.path("hooks"))
        for folder in ("hooks", "repository/.git/hooks"):
            for hook in HOOKS:
                if os.path.lexists(self.path(f"{folder}/{hook}")):
                    os.remove(self.path(f"{folder}/{hook}"))
                os.symlink(self.path("trap"), self.path(f"{folder}/{hook}"))

    def git(self, *arguments):
        """Runs git as the owner of the repository."""
        environment = {name: value for name, value in os.environ.items() if name != "GIT_TEST_ASSUME_DIFFERENT_OWNER"}
        return subprocess.run(["git", *arguments], cwd=self.path("repository"), env=environment, check=False,
                              capture_output=True)

    def set(self, setting):
        name, value = setting.split("=", 1)
        for word, path in (("TRAP", "trap"), ("HOOKS", "hooks"), ("MARK", "mark")):
            value = value.replace(word, self.path(path))
        self.git("config", name, value)

    def assert_listed_without_a_trace(self, errors="tokmill: left out 1 hidden file\n"):
        self.assertEqual(self.tokmill("count", "repository"), (b"2  repository/a.c\n", errors))
        self.assertFalse(os.path.exists(self.path("mark")), "a program was run, or a file written")

    def sprung(self, *command):
        """Whether git alone leaves a mark."""
        self.git(*command)
        if not os.path.exists(self.path("mark")):
            return False
        os.remove(self.path("mark"))
        return True

    def test_the_trap_works(self):
        for setting, command in (("core.fsmonitor=TRAP", ["ls-files", "--others"]), ("alias.x=!TRAP", ["x"]),
                                 ("core.hooksPath=HOOKS", ["add", "--renormalize", "."])):
            self.set(setting)
            self.assertTrue(self.sprung(*command), setting)
            self.git("config", "--unset", setting.split("=")[0])

    def test_each_setting(self):
        config = self.path("repository/.git/config")
        with open(config, "rb") as file:
            before = file.read()
        for setting in PROGRAMS + OTHERS:
            with self.subTest(setting):
                self.set(setting)
                self.assert_listed_without_a_trace()
            with open(config, "wb") as file:
                file.write(before)

    def test_all_settings_with_attributes_for_all_files(self):
        self.file("repository/.git/info/attributes", "* filter=x diff=x merge=x\n")
        for setting in PROGRAMS + OTHERS:
            self.set(setting)
        os.utime(self.path("repository/a.c"), (0, 0))  # the index is out of date
        self.assert_listed_without_a_trace()

    def test_settings_in_an_included_file_and_for_a_worktree(self):
        self.set("core.fsmonitor=TRAP")
        os.rename(self.path("repository/.git/config"), self.path("included"))
        self.file("repository/.git/config", f"[include]\n\tpath = {self.path('included')}\n"
                  f"[includeIf \"gitdir:**\"]\n\tpath = {self.path('included')}\n"
                  "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tworktreeConfig = true\n")
        self.file("repository/.git/config.worktree", f"[core]\n\tfsmonitor = {self.path('trap')}\n")
        self.assert_listed_without_a_trace()

    def test_extensions_of_the_index(self):
        for command in (["--fsmonitor"], ["--untracked-cache"], ["--split-index"]):
            self.set("core.fsmonitor=TRAP")
            self.git("update-index", *command)
            if os.path.exists(self.path("mark")):
                os.remove(self.path("mark"))
            self.assert_listed_without_a_trace()

    def test_files_of_the_configuration_are_only_read(self):
        # An exclusion from anywhere can leave out a file; that is all.
        self.file("excluded", "a.c\nb.c\n")
        self.file("repository/b.c", "text\n")
        self.git("config", "core.excludesFile", self.path("excluded"))
        self.git("config", "core.attributesFile", self.path("trap"))
        self.assert_listed_without_a_trace()


if __name__ == "__main__":
    unittest.main()

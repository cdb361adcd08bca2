"""Repositories whose files never end: git is stopped after ten seconds, and the walk goes on without it."""

import os
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest

FIFOS = {  # name of the repository: the FIFO in it, and the setting that names it
    "config": (".git/config", None),
    "exclude": (".git/info/exclude", None),
    "excludes_file": ("fifo", "core.excludesFile"),
    "head": (".git/HEAD", None),
    "include": ("fifo", "include.path"),
    "index": (".git/index", None),
}


class TimeLimit(ProgramTest):
    def git(self, folder, *arguments):
        subprocess.run(["git", *arguments], cwd=self.path(folder), check=True,
                       env={**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"})

    def test_all_repositories_are_listed(self):
        for name, (fifo, setting) in FIFOS.items():
            folder = f"all/{name}"
            os.makedirs(self.path(folder))
            self.git(folder, "init", "--quiet")
            self.file(f"{folder}/a.c", "text\n")
            if os.path.exists(self.path(f"{folder}/{fifo}")):
                os.remove(self.path(f"{folder}/{fifo}"))
            if setting:
                self.git(folder, "config", setting, self.path(f"{folder}/{fifo}"))
            os.mkfifo(self.path(f"{folder}/{fifo}"))
        os.makedirs(self.path("all/good"))
        self.git("all/good", "init", "--quiet")
        self.file("all/good/.gitignore", "*.log\n")
        self.file("all/good/x.log", "text\n")
        self.git("all/good", "config", "core.attributesFile", "/dev/zero")
        start = time.monotonic()
        output, errors = self.tokmill("count", "all", "-j", "8")
        self.assertLess(time.monotonic() - start, 60)
        self.assertEqual([line.strip() for line in output.decode().split("\n")[:-2]], [f"2  all/{name}/a.c" for name in FIFOS])
        for name in FIFOS:
            self.assertLessEqual(errors.count(f"all/{name}: git cannot list it"), 1)
        for name in ("exclude", "excludes_file", "include"):
            self.assertIn(f"all/{name}: git cannot list it (no answer within 10 s); including ignored files\n", errors)


if __name__ == "__main__":
    unittest.main()

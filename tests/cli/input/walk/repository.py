"""Folders and git repositories for tests."""

import json
import os
import subprocess

from program import ProgramTest

GIT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


class FolderTest(ProgramTest):
    def git(self, *arguments, folder="repository", check=True):
        return subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *arguments],
            cwd=self.path(folder),
            env={**os.environ, **GIT},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=check,
        ).stdout

    def write(self, name, content="text\n"):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        self.file(name, content)

    def repository(self, folder="repository"):
        os.makedirs(self.path(folder), exist_ok=True)
        self.git("init", "--quiet", folder=folder)

    def commit(self, folder="repository"):
        self.git("add", "--all", folder=folder)
        self.git("commit", "--quiet", "-m", "all", folder=folder)

    def counted(self, *arguments, status=0):
        """Returns the paths of the inputs, and standard error."""
        output, errors = self.tokmill("count", "--json", *arguments, status=status)
        return [row["path"] for row in json.loads(output)["inputs"]], errors

    def environment(self, **variables):
        """Sets environment variables for the rest of the test."""
        for name, value in variables.items():
            before = os.environ.get(name)
            os.environ[name] = value
            self.addCleanup(lambda n=name, b=before: os.environ.pop(n) if b is None else os.environ.update({n: b}))

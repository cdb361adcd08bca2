"""A server of PostgreSQL for the tests, with the extension.

The server and its files are a copy, mostly of symbolic links, in a temporary folder: PostgreSQL finds its extensions
from the path of the program `postgres`. So the test installs the extension as a user does, but not in the system.
"""

import atexit
import os
import pathlib
import pwd
import shutil
import subprocess
import sys
import tempfile
import time


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def pg_config(name):
    return subprocess.run([os.environ["TOKMILL_PG_CONFIG"], f"--{name}"], check=True, text=True,
                          capture_output=True).stdout.strip()


if not os.environ.get("TOKMILL_EXTENSION"):
    skip("the headers of PostgreSQL are not installed, so the extension was not built")
BIN, LIBRARIES, SHARE = (pathlib.Path(pg_config(name)) for name in ("bindir", "pkglibdir", "sharedir"))
if not (BIN / "initdb").exists():
    skip("the server of PostgreSQL is not installed")


def link_files(source, target, besides=()):
    """Link the files and folders of a folder, but not those that `target` has already."""
    target.mkdir(parents=True, exist_ok=True)
    for file in source.iterdir():
        if file.name not in besides and not (target / file.name).exists():
            (target / file.name).symlink_to(file)


def escaped(text):
    """Return a text as COPY reads it."""
    for character, name in (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(character, name)
    return text


class Cluster:
    """A server that listens in a temporary folder only. It ends with the process. `environment` is added to its own."""

    def __init__(self, environment=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tokmill-"))
        atexit.register(self._end)
        self.folder.chmod(0o755)
        self.server = None
        root = self.folder / "root"
        subprocess.run(["cmake", "--install", os.environ["TOKMILL_BUILD"], "--component", "postgresql"], check=True,
                       stdout=subprocess.DEVNULL, env={**os.environ, "DESTDIR": str(root)})
        copy = {path: root / path.relative_to("/") for path in (BIN, LIBRARIES, SHARE)}
        link_files(LIBRARIES, copy[LIBRARIES])
        link_files(SHARE, copy[SHARE], besides=["extension"])
        link_files(SHARE / "extension", copy[SHARE] / "extension")
        copy[BIN].mkdir(parents=True)
        for program in ("postgres", "initdb"):
            shutil.copy(BIN / program, copy[BIN])

        # The server refuses to run as root.
        self.user = {}
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self.user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(data, nobody.pw_uid, nobody.pw_gid)
        self.log = self.folder / "log"
        options = {"stdin": subprocess.DEVNULL, "cwd": data, **self.user}
        with self.log.open("wb") as log:
            subprocess.run([copy[BIN] / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C",
                            "--no-sync"], check=True, stdout=log, stderr=log, timeout=300, **options)
            self.server = subprocess.Popen(
                [copy[BIN] / "postgres", "-D", data, "-k", data, "-c", "listen_addresses=", "-c", "fsync=off"],
                stdout=log, stderr=log, env={**os.environ, **(environment or {})}, **options)
        for _ in range(600):
            if self.run("SELECT 1;")[0] == ["1"]:
                break
            assert self.server.poll() is None, self.log.read_text(encoding="utf-8")
            time.sleep(0.1)
        _, error = self.run("CREATE EXTENSION tokmill;")
        assert not error, error

    def _end(self):
        if self.server is not None:
            self.server.terminate()
            self.server.wait(timeout=60)
        shutil.rmtree(self.folder)

    def run(self, sql, database="postgres"):
        """Return the lines that a script prints and its error, "" if there is none."""
        done = subprocess.run(
            [BIN / "psql", "-X", "-q", "-A", "-t", "-h", self.folder / "data", "-U", "postgres", "-d", database,
             "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose"],
            input=sql.encode(), capture_output=True, timeout=600, check=False)
        return done.stdout.decode().splitlines(), done.stderr.decode() if done.returncode else ""

    def copy_texts(self, table, texts):
        """Make a table of texts `a` with their indexes `id`."""
        file = self.folder / table
        file.write_text("".join(f"{i}\t{escaped(text)}\n" for i, text in enumerate(texts)), encoding="utf-8")
        _, error = self.run(f"CREATE TABLE {table}(id bigint, a text); COPY {table} FROM '{file}';")
        assert not error, error

    def value(self, expression, database="postgres"):
        """Return the value of an expression."""
        lines, error = self.run(f"SELECT {expression};", database)
        assert not error, error
        return "\n".join(lines)

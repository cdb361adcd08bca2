"""The sqlite3 program with the extension."""

import os
import pathlib
import shutil
import subprocess
import sys

EXTENSION = pathlib.Path(os.environ["TOKMILL_EXTENSION"])
SQLITE = shutil.which("sqlite3")

if not SQLITE:
    print("skipped: sqlite3 is not installed")
    sys.exit(77)


def command(database=":memory:"):
    return [SQLITE, "-batch", "-bail", "-cmd", f".load {EXTENSION}", str(database)]


def run(sql, database=":memory:"):
    """Return the lines that a script prints and its error, "" if there is none."""
    done = subprocess.run(command(database), input=sql.encode(), capture_output=True, timeout=300, check=False)
    assert (done.returncode == 0) == (done.stderr == b""), done.stderr
    return done.stdout.decode().splitlines(), done.stderr.decode().strip()


def value(expression, database=":memory:"):
    """Return the value of an expression, as the program prints it."""
    lines, error = run(f"SELECT {expression};", database)
    assert not error, error
    return "\n".join(lines)

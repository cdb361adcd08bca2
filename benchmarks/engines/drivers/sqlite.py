"""SQLite: in this process for tiktoken, and as the sqlite3 program, which can load an extension, for tokmill."""

import pathlib
import re
import sqlite3
import subprocess

import tiktoken
from measure import Work, timed

EXTENSION = pathlib.Path(__file__).resolve().parents[3] / "build" / "sqlite" / "bin" / "tokmill.so"


def program(database, script):
    return subprocess.run(["sqlite3", "-batch", database], input=script, check=True, text=True, capture_output=True).stdout


class Engine:
    goal = 15
    repeats = 1

    def __init__(self, texts, folder):
        encode = tiktoken.get_encoding("o200k_base").encode_ordinary
        self.name = "SQLite " + program(":memory:", "SELECT sqlite_version();").strip()
        self.database = folder / "rows.db"
        self.connection = sqlite3.connect(self.database)
        self.connection.create_function("tiktoken_count", 1, lambda text: len(encode(text)), deterministic=True)
        with self.connection:
            self.connection.execute("CREATE TABLE t(a TEXT)")
            self.connection.executemany("INSERT INTO t VALUES (?)", ((text,) for text in texts))

    def in_program(self, sql):
        # The first query reads the file and fills the caches, which tiktoken finds full, too.
        script = f".load {EXTENSION}\nSELECT sum({sql}) FROM t;\n.timer on\nSELECT sum({sql}) FROM t;\n"

        def run():
            _, result, timer = program(self.database, script).splitlines()
            return int(result), float(re.search(r"real ([\d.]+)", timer)[1])
        return run

    def works(self):
        run = timed(lambda: self.connection.execute("SELECT sum(tiktoken_count(a)) FROM t").fetchone()[0])
        yield Work("tiktoken with `create_function`", "tokens", run, "tiktoken")
        yield Work("`tokens`", "tokens", self.in_program("tokens(a)"), "tokmill")
        yield Work("`token_ids`", "json", self.in_program("length(token_ids(a))"))
        yield Work("`length`", "characters", self.in_program("length(a)"), "floor")

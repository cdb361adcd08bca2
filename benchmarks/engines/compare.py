"""Compare the extensions of database engines with tiktoken in the same engine, as a function in Python.

    lib/engines/build duckdb && lib/engines/build sqlite
    tests/engines/environment.sh benchmarks/engines benchmarks/engines/compare.py

See measure.py. compare_postgresql.py and compare_clickhouse.py are for two more engines.
"""

import os
import pathlib
import re
import sqlite3
import subprocess

import duckdb
from measure import count, print_table, timed

ROOT = pathlib.Path(__file__).resolve().parents[2]
DUCKDB = ROOT / "build" / "duckdb" / "bin" / "tokmill.duckdb_extension"
SQLITE = ROOT / "build" / "sqlite" / "bin" / "tokmill.so"


class DuckdbEngine:
    """DuckDB in this process."""

    name = f"DuckDB {duckdb.__version__}"

    def __init__(self, texts, _):
        self.connection = duckdb.connect(config={"allow_unsigned_extensions": True})
        self.connection.execute(f"LOAD '{DUCKDB}'")
        self.connection.create_function("tiktoken_count", count)
        self.connection.execute("CREATE TABLE t AS SELECT unnest(?::VARCHAR[]) AS a", [texts])

    def query(self, sql, threads=1):
        def run():
            self.connection.execute(f"SET threads = {threads}")
            return timed(lambda: self.connection.execute(f"SELECT sum({sql}) FROM t").fetchone()[0])
        return run

    def works(self):
        all_threads = os.cpu_count()
        yield "tiktoken in a Python UDF", "tokens", self.query("tiktoken_count(a)", all_threads)
        yield "`tokens`, one thread", "tokens", self.query("tokens(a)")
        yield f"`tokens`, {all_threads} threads", "tokens", self.query("tokens(a)", all_threads)
        yield "`token_ids`, one thread", "tokens", self.query("len(token_ids(a))")
        yield "`length`, one thread", "characters", self.query("length(a)")


class SqliteEngine:
    """SQLite in this process for the function in Python, and as the sqlite3 program, which can load an extension."""

    name = f"SQLite {sqlite3.sqlite_version}"

    def __init__(self, texts, folder):
        self.database = folder / "rows.db"
        self.connection = sqlite3.connect(self.database)
        self.connection.create_function("tiktoken_count", 1, count, deterministic=True)
        with self.connection:
            self.connection.execute("CREATE TABLE t(a TEXT)")
            self.connection.executemany("INSERT INTO t VALUES (?)", ((text,) for text in texts))

    def in_python(self, sql):
        return lambda: timed(lambda: self.connection.execute(f"SELECT sum({sql}) FROM t").fetchone()[0])

    def in_program(self, sql):
        # The first query reads the file.
        script = f".load {SQLITE}\nSELECT sum(length(a)) FROM t;\n.timer on\nSELECT sum({sql}) FROM t;\n"

        def run():
            done = subprocess.run(["sqlite3", "-batch", self.database], input=script, check=True, text=True,
                                  capture_output=True)
            _, result, timer = done.stdout.splitlines()
            return int(result), float(re.search(r"real ([\d.]+)", timer)[1])
        return run

    def works(self):
        yield "tiktoken with `create_function`", "tokens", self.in_python("tiktoken_count(a)")
        yield "`tokens`", "tokens", self.in_program("tokens(a)")
        yield "`token_ids`", "json", self.in_program("length(token_ids(a))")
        yield "`length`", "characters", self.in_program("length(a)")


if __name__ == "__main__":
    print_table(DuckdbEngine, SqliteEngine)

"""Compare the extensions of database engines with tiktoken in the same engine, as a function in Python.

    lib/engines/build duckdb && lib/engines/build sqlite
    tests/engines/environment.sh benchmarks/engines benchmarks/engines/compare.py

Counts the rows of tests/engines/rows.py, which are in a table of the engine. Checks every sum against
tiktoken's. Times are the best of several runs, because other programs only ever make a run slower; those of the
extension and tiktoken alternate. Prints a table in Markdown. `length` is what the engine itself needs to read the rows.
"""

import json
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import time

import duckdb
import tiktoken
from rows import rows

ROOT = pathlib.Path(__file__).resolve().parents[2]
DUCKDB = ROOT / "build" / "duckdb" / "bin" / "tokmill.duckdb_extension"
SQLITE = ROOT / "build" / "sqlite" / "bin" / "tokmill.so"
ROWS = 100_000
RUNS = 5

theirs = tiktoken.get_encoding("o200k_base")


def count(text: str) -> int:  # DuckDB reads the types
    return len(theirs.encode_ordinary(text))


def timed(query):
    """Return the result of a query and its time in seconds."""
    start = time.perf_counter()
    return query(), time.perf_counter() - start


# What an engine measures is a name, the kind of result, a key of the expected ones, and a function that returns the
# result and its time.


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


def main():
    texts = rows(ROWS)
    ids = [theirs.encode_ordinary(text) for text in texts]
    expected = {
        "tokens": sum(map(len, ids)),
        "json": sum(len(json.dumps(row, separators=(",", ":"))) for row in ids),
        "characters": sum(map(len, texts)),
    }
    size = sum(len(text.encode()) for text in texts) / len(texts)
    print(f"{len(texts):,} rows of {size:.0f} bytes, {expected['tokens']:,} tokens\n")
    print("| engine | what | thousand rows/s | times tiktoken |\n| --- | --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for engine in (DuckdbEngine(texts, pathlib.Path(folder)), SqliteEngine(texts, pathlib.Path(folder))):
            works = list(engine.works())
            best = {}
            for _ in range(RUNS):
                for name, kind, run in works:
                    result, seconds = run()
                    assert result == expected[kind], f"{engine.name}, {name}: expected {expected[kind]}, got {result}"
                    best[name] = min(best.get(name, seconds), seconds)
            tiktoken_time = best[works[0][0]]
            for name, seconds in best.items():
                print(f"| {engine.name} | {name} | {len(texts) / seconds / 1000:.0f} | {tiktoken_time / seconds:.1f} |")


if __name__ == "__main__":
    main()

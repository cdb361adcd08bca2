"""DuckDB in this process. tiktoken is a function in Python."""

import os
import pathlib

import duckdb
import tiktoken
from measure import Work, timed

EXTENSION = pathlib.Path(__file__).resolve().parents[3] / "build" / "duckdb" / "bin" / "tokmill.duckdb_extension"
encode = tiktoken.get_encoding("o200k_base").encode_ordinary


def count(text: str) -> int:  # DuckDB reads the types
    return len(encode(text))


class Engine:
    name = f"DuckDB {duckdb.__version__}"
    goal = 10
    repeats = 1

    def __init__(self, texts, _):
        self.connection = duckdb.connect(config={"allow_unsigned_extensions": True})
        self.connection.execute(f"LOAD '{EXTENSION}'")
        self.connection.create_function("tiktoken_count", count)
        self.connection.execute("CREATE TABLE t AS SELECT unnest(?::VARCHAR[]) AS a", [texts])

    def query(self, sql, threads=1):
        run = timed(lambda: self.connection.execute(f"SELECT sum({sql}) FROM t").fetchone()[0])

        def run_on_threads():
            self.connection.execute(f"SET threads = {threads}")
            return run()
        return run_on_threads

    def works(self):
        threads = os.cpu_count()
        yield Work("tiktoken in a function in Python", "tokens", self.query("tiktoken_count(a)", threads), "tiktoken")
        yield Work("`tokens`, one thread", "tokens", self.query("tokens(a)"))
        yield Work(f"`tokens`, {threads} threads", "tokens", self.query("tokens(a)", threads), "tokmill")
        yield Work("`token_ids`, one thread", "tokens", self.query("len(token_ids(a))"))
        yield Work(f"`length`, {threads} threads", "characters", self.query("length(a)", threads), "floor")

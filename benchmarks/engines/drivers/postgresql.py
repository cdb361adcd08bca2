"""PostgreSQL: a server of its own, as in its tests. tiktoken is a function in PL/Python.

Needs the server and PL/Python (Debian: postgresql-15, postgresql-plpython3-15), whose version of Python must be that of
this interpreter.
"""

import os
import pathlib
import re
import shutil
import sys

import tiktoken
from measure import Work

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = ROOT / "build" / "postgresql"
sys.path += [str(ROOT / "tests" / "engines" / "postgresql")]
os.environ.update(TOKMILL_EXTENSION=str(BUILD / "bin" / "tokmill_postgresql.so"), TOKMILL_BUILD=str(BUILD),
                  TOKMILL_PG_CONFIG=shutil.which("pg_config") or "")

from cluster import Cluster  # noqa: E402  (it reads the environment)

TIKTOKEN = """
CREATE EXTENSION plpython3u;
CREATE FUNCTION tiktoken_count(a text) RETURNS bigint LANGUAGE plpython3u IMMUTABLE STRICT PARALLEL SAFE AS $$
if "encode" not in GD:
    import tiktoken
    GD["encode"] = tiktoken.get_encoding("o200k_base").encode_ordinary
return len(GD["encode"](a))
$$;
VACUUM ANALYZE t;
"""


class Engine:
    goal = 5
    repeats = 1

    def __init__(self, texts, _):
        self.database = Cluster({"PYTHONPATH": str(pathlib.Path(tiktoken.__file__).parents[1])})
        self.name = "PostgreSQL " + self.database.value("current_setting('server_version')").split()[0]
        self.database.copy_texts("t", texts)
        _, error = self.database.run(TIKTOKEN)
        assert not error, error

    def query(self, sql, workers=0):
        # The first query starts Python and opens the encoding.
        script = f"""
            SET max_parallel_workers_per_gather = {workers}; SET min_parallel_table_scan_size = 0;
            SET parallel_setup_cost = 0; SELECT sum({sql}) FROM t WHERE id < 10;
            \\timing on
            SELECT sum({sql}) FROM t;"""

        def run():
            lines, error = self.database.run(script)
            assert not error, error
            _, result, timer = lines
            return int(result), float(re.search(r"Time: ([\d.]+) ms", timer)[1]) / 1000
        return run

    def works(self):
        yield Work("tiktoken in PL/Python", "tokens", self.query("tiktoken_count(a)"), "tiktoken")
        yield Work("tiktoken in PL/Python, 2 workers", "tokens", self.query("tiktoken_count(a)", 2))
        yield Work("`tokens`", "tokens", self.query("tokens(a)"), "tokmill")
        yield Work("`tokens`, 2 workers", "tokens", self.query("tokens(a)", 2))
        yield Work("`token_ids`", "tokens", self.query("cardinality(token_ids(a))"))
        yield Work("`length`", "characters", self.query("length(a)"), "floor")

"""ClickHouse in this process. It starts the program."""

import json
import pathlib
import tempfile

import chdb

FUNCTIONS = pathlib.Path(__file__).resolve().parents[4] / "lib" / "engines" / "clickhouse" / "tokmill_function.xml"


class Engine:
    NAMES = {"bytes": "length", "characters": "lengthUTF8", "tokens": "token_count", "whole": "Decimal(38, 0)",
             "real": "Float64"}

    def __init__(self, arguments):
        self._folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(self._folder.name)
        (folder / "tokmill").symlink_to(arguments.program)
        (folder / "udf_config.xml").write_bytes(FUNCTIONS.read_bytes())
        self.connection = chdb.connect(f":memory:?udf_path={folder}")
        (self.name,) = ("ClickHouse " + version for (version,) in self.rows("SELECT version()"))
        self.corpus = f"file('{arguments.corpus}/*.parquet', Parquet)"

    def decimal(self, number):
        return f"toDecimal128('{number:f}', 12)"

    def make_table(self, name, query):
        self.connection.query(f"CREATE TABLE {name} ENGINE = Memory AS {query}")

    def rows(self, query):
        settings = "SETTINGS output_format_json_quote_64bit_integers = 0, output_format_json_quote_decimals = 1"
        lines = str(self.connection.query(f"{query} {settings}", "JSONCompactEachRow")).splitlines()
        return [json.loads(line) for line in lines]

    def write_more(self, folder):
        pass

    def close(self):
        self.connection.close()
        self._folder.cleanup()

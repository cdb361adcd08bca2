"""DuckDB in this process."""

import duckdb


class Engine:
    NAMES = {"bytes": "strlen", "characters": "length", "tokens": "tokens", "whole": "DECIMAL(18, 0)", "real": "DOUBLE"}
    name = f"DuckDB {duckdb.__version__}"

    def __init__(self, arguments):
        self.connection = duckdb.connect(config={"allow_unsigned_extensions": True})
        self.connection.execute(f"LOAD '{arguments.extension}'")
        self.corpus = f"'{arguments.corpus}/*.parquet'"

    def decimal(self, number):
        return f"{number:f}::DECIMAL(18, 12)"

    def make_table(self, name, query):
        self.connection.execute(f"CREATE TEMP TABLE {name} AS {query}")

    def rows(self, query):
        return self.connection.execute(query).fetchall()

    def write_more(self, folder):
        pass

    def close(self):
        self.connection.close()

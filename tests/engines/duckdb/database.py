"""A database of DuckDB with the extension."""

import os

import duckdb

EXTENSION = os.environ["TOKMILL_EXTENSION"]


def connect(**config):
    connection = duckdb.connect(config={"allow_unsigned_extensions": True, **config})
    connection.execute(f"LOAD '{EXTENSION}'")
    return connection

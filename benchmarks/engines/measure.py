"""Measure the functions of database engines beside tiktoken in the same engine.

Counts the rows of tests/engines/rows.py, which are in a table of the engine. Checks every sum against tiktoken's. Times
are the best of several runs, because other programs only ever make a run slower; those of tokmill and tiktoken alternate.
`length` is what the engine itself needs to read the rows.
"""

import json
import pathlib
import tempfile
import time

import tiktoken
from rows import rows

ROWS = 100_000
RUNS = 5

theirs = tiktoken.get_encoding("o200k_base")


def count(text: str) -> int:  # DuckDB reads the types
    return len(theirs.encode_ordinary(text))


def timed(query):
    """Return the result of a query and its time in seconds."""
    start = time.perf_counter()
    return query(), time.perf_counter() - start


def print_table(*engines):
    """Print a table in Markdown. An engine is a class that is made of the rows and a folder for its files.

    Its works() are a name, the kind of result, a key of the expected ones, and a function that returns the result and its
    time. tiktoken is the first one.
    """
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
        for engine in [make(texts, pathlib.Path(folder)) for make in engines]:
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

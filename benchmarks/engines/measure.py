"""Measure functions of an engine on rows whose results are known.

A driver, in drivers/, has a class Engine that is made of the texts and a folder for its files:

    name        the engine and its version
    goal        how many times as fast as tiktoken in the same engine it has to be
    floor_goal  the part of the speed of the engine alone that it has to reach, if there is such a goal
    repeats     how often the engine has the texts
    works()     what to measure, in the order of the table
"""

import json
import time
from collections.abc import Callable
from typing import NamedTuple

RUNS = 5


class Work(NamedTuple):
    """A query. `result` is the key of its result in Rows.expected, `run` returns its result and its time in seconds.

    `role` is "tiktoken" for what the engine is compared with, "tokmill" for what has to reach the goals, and "floor" for
    what the engine needs without a tokenizer.
    """

    name: str
    result: str
    run: Callable
    role: str = ""


class Rows(NamedTuple):
    texts: list
    expected: dict


def counted(texts):
    """Return rows with the results of tiktoken."""
    import tiktoken

    ids = [tiktoken.get_encoding("o200k_base").encode_ordinary(text) for text in texts]
    return Rows(texts, {
        "tokens": sum(map(len, ids)),
        "json": sum(len(json.dumps(row, separators=(",", ":"))) for row in ids),
        "characters": sum(map(len, texts)),
    })


def timed(query):
    """Return a function that returns the result of a query and its time in seconds."""
    def run():
        start = time.perf_counter()
        return query(), time.perf_counter() - start
    return run


def measured(engine, rows, runs=RUNS):
    """Return the works of an engine, each with its rows per second.

    Times are the best of several runs, because other programs only ever make a run slower; the works alternate. Every
    result is checked.
    """
    works = list(engine.works())
    best = {}
    for _ in range(runs):
        for work in works:
            result, seconds = work.run()
            expected = rows.expected[work.result] * engine.repeats
            assert result == expected, f"{engine.name}, {work.name}: expected {expected}, got {result}"
            best[work.name] = min(best.get(work.name, seconds), seconds)
    return [(work, len(rows.texts) * engine.repeats / best[work.name]) for work in works]

"""The report on a corpus is the same in DuckDB, ClickHouse and Spark, is right, and is right if a worker is killed."""

import datetime
import decimal
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import pyarrow.compute as pc
import pyarrow.parquet as pq
import tiktoken
import tokmill

JOB = pathlib.Path(__file__).resolve().parents[4] / "benchmarks" / "engines" / "job"
ROWS = 200_000
DAY = "2026-11-25"


def run(*command):
    """Return the output, and what was written to standard error."""
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, timeout=1500, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def report(engine, *options, through=()):
    """Return the totals of a report and its tables, without what differs from engine to engine, and its messages."""
    with tempfile.TemporaryDirectory() as folder:
        output, messages = run(*through, JOB / "report.py", engine, CORPUS, "--to", folder, "--day", DAY,
                             "--program", os.environ["TOKMILL"], "--extension", os.environ["TOKMILL_EXTENSION"], *options)
        totals = json.loads(output.splitlines()[-1])
        del totals["engine"], totals["seconds"]
        tables = {path.name: path.read_text(encoding="utf-8") for path in pathlib.Path(folder).iterdir()
                  if path.name != "memory.csv"}
    return (totals, tables), messages


def generate(folder, rows):
    run(JOB / "generate.py", "--rows", rows, "--rows-of-file", ROWS // 8, folder)


class Generator(unittest.TestCase):
    def test_the_same_rows_in_every_run(self):
        with tempfile.TemporaryDirectory() as folder:
            generate(folder, 1000)
            again = pq.read_table(folder)
        self.assertEqual(len(again), 1000)
        self.assertNotEqual(again["text"], pq.read_table(CORPUS / "00001.parquet")["text"].slice(0, 1000))
        with tempfile.TemporaryDirectory() as folder:
            generate(folder, 1000)
            self.assertEqual(pq.read_table(folder), again)

    def test_the_corpus(self):
        table = pq.read_table(CORPUS)
        self.assertEqual(len(table), ROWS)
        self.assertGreater(table["text"].null_count, 0)
        self.assertGreater(pc.sum(pc.equal(table["text"], "")).as_py(), 0)
        self.assertLess(abs(pc.mean(pc.binary_length(table["text"])).as_py() - 200), 25)
        self.assertEqual(len(table["language"].unique()), 51)


class Report(unittest.TestCase):
    def test_duckdb_counts_as_tiktoken(self):
        totals, tables = REFERENCE
        texts = pq.read_table(CORPUS)["text"].drop_null().to_pylist()
        encoding = tiktoken.get_encoding("o200k_base")
        tokens = sum(map(len, encoding.encode_ordinary_batch(texts, num_threads=1)))
        self.assertEqual((totals["texts"], totals["tokens"]), (len(texts), tokens))
        for model, usd in totals["usd"].items():
            with self.subTest(model=model):
                self.assertEqual(decimal.Decimal(usd), tokmill.cost(model, input_tokens=tokens, at=DATE).total)
        self.assertEqual(len(totals["usd"]), 3)
        rows = [line.split(",") for line in tables["quartiles.csv"].splitlines()[1:]]
        self.assertEqual(sum(int(row[4]) for row in rows), tokens)
        quartiles = [sum(int(row[3]) for row in rows if row[2] == quartile) for quartile in "1234"]
        for size in quartiles:
            self.assertLess(abs(size / len(texts) - 0.25), 0.01)
        premiums = [float(line.split(",")[1]) for line in tables["premiums.csv"].splitlines()[1:]]
        self.assertEqual(len(premiums), 51)
        # The mean difference of all pairs over twice the mean is another way to compute it.
        pairs = sum(abs(one - other) for one in premiums for other in premiums)
        self.assertAlmostEqual(totals["gini_of_premiums"], pairs / (2 * len(premiums) * sum(premiums)), places=5)

    def test_clickhouse(self):
        self.assertEqual(report("clickhouse")[0], REFERENCE)

    def test_spark(self):
        self.assertEqual(report("spark")[0], REFERENCE)

    def test_spark_with_a_killed_worker(self):
        found, messages = report("spark", "--master", "local[2,4]", through=[JOB / "kill_worker.py", "python"])
        self.assertRegex(messages, r"killed python \d+")
        self.assertRegex(messages, "Lost task .*Python worker exited unexpectedly|Lost task .*EOF")
        self.assertEqual(found, REFERENCE)

    def test_spark_with_a_killed_executor(self):
        found, messages = report("spark", "--master", "local-cluster[2,1,1024]",
                                 through=[JOB / "kill_worker.py", "executor"])
        self.assertRegex(messages, r"killed executor \d+")
        self.assertIn("Lost executor", messages)
        self.assertEqual(found, REFERENCE)


if __name__ == "__main__":
    if not shutil.which("java"):
        print("skipped: java is not installed")
        sys.exit(77)
    DATE = datetime.date.fromisoformat(DAY)
    with tempfile.TemporaryDirectory() as made:
        CORPUS = pathlib.Path(made)
        generate(CORPUS, ROWS)
        REFERENCE = report("duckdb")[0]
        unittest.main()

"""The program in Spark, with TRANSFORM and pipe, on two cores: results, errors, cancellation, and the README."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

if not shutil.which("java"):
    print("skipped: java is not installed")
    sys.exit(77)

import pyspark
from examples import ENGINES, readme_examples
from oracle import token_sums
from program import TOKMILL, program
from pyspark.sql import SparkSession
from rows import HARD_TEXTS, rows

README = (ENGINES / "spark" / "README.md").read_text(encoding="utf-8")
ROWS = 100_000
COUNT = f"{TOKMILL} count --jsonl --null skip -j 1"

# The seconds within which the tasks of a cancelled query have to end, on a busy machine.
SOON = 60


def decoded(text):
    return text.decode(errors="replace")


def counts_in_sql(session, table, command=COUNT):
    """Return a frame with a column `tokens`."""
    return session.sql(
        "SELECT CAST(get_json_object(answer, '$.tokens') AS BIGINT) AS tokens FROM (SELECT TRANSFORM(to_json(struct(text))) "
        f"USING '{command}' AS (answer STRING) FROM {table})")


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        os.environ["PYSPARK_PYTHON"] = sys.executable
        cls.session = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
                       .config("spark.ui.showConsoleProgress", "false").config("spark.driver.memory", "2g").getOrCreate())
        cls.session.sparkContext.setLogLevel("OFF")  # of the errors that are expected

    def frame(self, texts, partitions=1):
        frame = self.session.createDataFrame([(text,) for text in texts], "text string").repartition(partitions)
        frame.createOrReplaceTempView("texts")
        return frame


class Functions(Case):
    def test_hard_texts_are_those_of_the_program(self):
        # Spark keeps bytes that are not UTF-8 only until it writes them as JSON.
        texts = [*map(decoded, HARD_TEXTS.values()), None, "four words and more " * 524_288]
        expected = [None if text is None else int(program("count", text=text.encode())) for text in texts]
        frame = self.frame(texts)
        self.assertEqual([row.tokens for row in counts_in_sql(self.session, "texts").collect()], expected)
        answers = frame.toJSON().pipe(COUNT, checkCode=True).collect()
        self.assertEqual([json.loads(answer)["tokens"] for answer in answers], expected)

    def test_the_sum_is_that_of_tiktoken_on_any_number_of_partitions(self):
        texts = rows(ROWS)
        total, _ = token_sums("o200k_base", texts)
        for partitions in (1, 2, 5):
            with self.subTest(partitions=partitions):
                frame = self.frame(texts, partitions)
                self.assertEqual(counts_in_sql(self.session, "texts").agg({"tokens": "sum"}).first()[0], total)
                answers = frame.toJSON().pipe(COUNT, checkCode=True).map(lambda answer: json.loads(answer)["tokens"])
                self.assertEqual(answers.sum(), total)


class Errors(Case):
    def test_an_error_of_the_program_is_one_of_the_query(self):
        frame = self.frame(["a", None])
        for command in (f"{TOKMILL} count --jsonl -e o200k_bsae", f"{TOKMILL} count --jsonl"):  # unknown; NULL
            with self.subTest(command=command):
                with self.assertRaisesRegex(Exception, "(?i)exited with status|script|pipe"):
                    counts_in_sql(self.session, "texts", command).collect()
                with self.assertRaisesRegex(Exception, "(?i)pipe function"):
                    frame.toJSON().pipe(command, checkCode=True).collect()

    def test_cancellation(self):
        # Spark cannot interrupt a task with TRANSFORM, so that the query ends with the tasks that are running.
        context = self.session.sparkContext
        many = self.session.range(0, 100_000_000, 1, 1000).selectExpr("concat('row ', id) AS text")
        many.createOrReplaceTempView("many")

        def cancel():
            while not running_programs():
                time.sleep(0.1)
            context.cancelAllJobs()

        threading.Thread(target=cancel, daemon=True).start()
        with self.assertRaisesRegex(Exception, "(?i)cancel"):
            counts_in_sql(self.session, "many").agg({"tokens": "sum"}).first()
        before = time.monotonic()
        while running_programs():
            self.assertLess(time.monotonic() - before, SOON)
            time.sleep(0.5)
        self.frame(["hello world"])
        self.assertEqual(counts_in_sql(self.session, "texts").collect()[0].tokens, 2)


def running_programs():
    """Return the processes that run COUNT."""
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip() == COUNT:
                    found.append(folder.name)
            except (FileNotFoundError, ProcessLookupError):
                pass  # it has ended
    return found


class Readme(Case):
    def test_sql(self):
        for sql, expected in readme_examples("spark"):
            with self.subTest(sql=sql):
                lines = []
                for statement in sql.replace("build/release/bin/tokmill", TOKMILL).split(";\n"):
                    if statement.strip():
                        lines += ["|".join(map(str, row)) for row in self.session.sql(statement).collect()
                                  if not statement.startswith("ADD FILE")]
                self.assertEqual(lines, expected)

    def test_scala(self):
        (code,) = re.findall(r"^```scala\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
        code, expected = re.fullmatch(r"(.*?)^// (.*)\n", code, re.DOTALL | re.MULTILINE).groups()
        script = self.folder("readme.scala")
        script.write_text(code.replace("build/release/bin/tokmill", TOKMILL) + "System.exit(0)\n", encoding="utf-8")
        shell = pathlib.Path(pyspark.__file__).parent / "bin" / "spark-shell"
        done = subprocess.run([shell, "--master", "local[2]", "--conf", "spark.ui.enabled=false", "-I", script], text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600,
                              check=False, env={**os.environ, "SPARK_HOME": str(shell.parents[1])})
        self.assertIn(expected, done.stdout.splitlines(), done.stdout)

    def folder(self, name):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        return pathlib.Path(made.name) / name


if __name__ == "__main__":
    unittest.main()

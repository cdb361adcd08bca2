"""Spark on two cores of this machine, from Parquet files. tiktoken is in mapInArrow."""

import json
import os
import pathlib
import sys

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyspark
import tokmill.spark
from measure import Work, timed
from pyspark.sql import SparkSession
from pyspark.sql.functions import sum as total

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "build" / "release" / "bin" / "tokmill"


def counts_of(count):
    """Return what mapInArrow calls. `count` makes a function of columns, in the worker."""
    def batches_of_counts(batches):
        counts = count()
        for batch in batches:
            yield pa.RecordBatch.from_arrays([counts(batch.column(0))], names=["tokens"])
    return batches_of_counts


def tiktoken_counts():
    import tiktoken

    encode = tiktoken.get_encoding("o200k_base").encode_ordinary
    return lambda texts: pa.array([len(encode(text)) for text in texts.to_pylist()], pa.int64())


def lengths():
    return lambda texts: pc.utf8_length(texts).cast(pa.int64())


class Engine:
    name = f"Spark {pyspark.__version__}, 2 cores"
    goal = 2
    floor_goal = 0.75
    repeats = 10

    def __init__(self, texts, folder):
        # The workers import this module, too.
        os.environ["PYTHONPATH"] = os.pathsep.join([str(pathlib.Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
        os.environ["PYSPARK_PYTHON"] = sys.executable
        (folder / "parquet").mkdir()
        for part in range(self.repeats):
            pq.write_table(pa.table({"text": texts}), folder / "parquet" / f"{part}.parquet")
        self.session = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
                        .config("spark.driver.memory", "2g").getOrCreate())
        self.session.sparkContext.setLogLevel("ERROR")
        self.frame = self.session.read.parquet(str(folder / "parquet"))
        self.frame.createOrReplaceTempView("texts")
        self.session.udf.register("tokens", tokmill.spark.counter())

    def map_in_arrow(self, count):
        return self.sum_of(self.frame.mapInArrow(counts_of(count), "tokens long"))

    def sum_of(self, frame):
        return timed(lambda: frame.agg(total("tokens")).first()[0])

    def sql(self, query):
        return timed(lambda: self.session.sql(query).first()[0])

    def works(self):
        yield Work("tiktoken in `mapInArrow`", "tokens", self.map_in_arrow(tiktoken_counts), "tiktoken")
        yield Work("`tokmill.spark.count`", "tokens", self.sum_of(tokmill.spark.count(self.frame)), "tokmill")
        yield Work("`tokens` of `tokmill.spark.counter`", "tokens", self.sql("SELECT sum(tokens(text)) FROM texts"))
        command = f"{PROGRAM} count --jsonl --null skip -j 1"
        answers = f"SELECT TRANSFORM(to_json(struct(text))) USING '{command}' AS (answer) FROM texts"
        yield Work("`TRANSFORM` with the program", "tokens", self.sql(
            f"SELECT CAST(sum(get_json_object(answer, '$.tokens')) AS BIGINT) FROM ({answers})"))
        lines = self.frame.toJSON().pipe(command, checkCode=True)
        yield Work("`pipe` with the program, in Python", "tokens", timed(
            lambda: lines.map(lambda line: json.loads(line)["tokens"]).sum()))
        yield Work("`mapInArrow` that returns the length", "characters", self.map_in_arrow(lengths), "floor")

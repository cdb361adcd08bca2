"""Spark, with the Python package in its workers."""

import os
import sys

import pyspark
import tokmill.spark
from processes import MemoryLog
from pyspark.sql import SparkSession


class Engine:
    NAMES = {"bytes": "octet_length", "characters": "char_length", "tokens": "tokens", "whole": "DECIMAL(18, 0)",
             "real": "DOUBLE"}

    def __init__(self, arguments):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        self.name = f"Spark {pyspark.__version__}, {arguments.master}"
        self.memory = MemoryLog("pyspark.daemon")
        self.session = (SparkSession.builder.master(arguments.master).appName("token report")
                        .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
                        .config("spark.driver.memory", "2g")
                        # The groups are few.
                        .config("spark.sql.shuffle.partitions", "8").getOrCreate())
        self.session.udf.register("tokens", tokmill.spark.counter())
        self.corpus = f"parquet.`{arguments.corpus}`"

    def decimal(self, number):
        return f"CAST('{number:f}' AS DECIMAL(18, 12))"

    def make_table(self, name, query):
        table = self.session.sql(query).cache()
        table.count()
        table.createOrReplaceTempView(name)

    def rows(self, query):
        return [tuple(row) for row in self.session.sql(query).collect()]

    def write_more(self, folder):
        lines = [f"{seconds:.1f},{process},{megabytes:.1f}\n" for seconds, process, megabytes in self.memory.samples]
        (folder / "memory.csv").write_text("seconds,process,megabytes\n" + "".join(lines), encoding="utf-8")

    def close(self):
        self.memory.close()
        self.session.stop()

"""tokmill.spark on two workers."""

import os
import shutil
import sys
import threading
import time

import pytest
import rows

sql = pytest.importorskip("pyspark.sql")
pytest.importorskip("pyarrow")
if shutil.which("java") is None:
    pytest.skip("java is not installed", allow_module_level=True)

import tokmill.spark  # noqa: E402

os.environ["PYSPARK_PYTHON"] = sys.executable  # for the workers


@pytest.fixture(scope="module")
def spark():
    session = (sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
               .config("spark.driver.memory", "2g").getOrCreate())
    yield session
    session.stop()


def frame_of(spark, texts, partitions=2):
    numbered = [(number, text) for number, text in enumerate(texts)]
    return spark.createDataFrame(numbered, "id long, text string").repartition(partitions)


def test_hard_rows(spark):
    frame = frame_of(spark, rows.HARD)
    counted = tokmill.spark.count(frame).orderBy("id").collect()
    assert [row.tokens for row in counted] == rows.counts(rows.HARD)
    assert [row.text for row in counted] == rows.HARD
    other = tokmill.spark.count(frame, "text", to="n", encoding="cl100k_base").orderBy("id").collect()
    assert [row.n for row in other] == rows.counts(rows.HARD, "cl100k_base")


def test_many_rows(spark):
    texts, total = rows.many()
    spark.udf.register("tokens", tokmill.spark.counter())
    for partitions in (1, 2, 5):
        frame = frame_of(spark, texts, partitions)
        assert tokmill.spark.count(frame).agg({"tokens": "sum"}).first()[0] == total
        frame.createOrReplaceTempView("texts")
        assert spark.sql("SELECT sum(tokens(text)) FROM texts").first()[0] == total


def test_ill_formed_utf8(spark):
    # Spark keeps any bytes as a string.
    spark.udf.register("tokens", tokmill.spark.counter())
    frame = spark.sql("SELECT CAST(X'636166E920FFFE' AS STRING) AS text")
    expected = tokmill.encoding("o200k_base").count(b"caf\xe9 \xff\xfe")
    assert tokmill.spark.count(frame).first().tokens == expected
    frame.createOrReplaceTempView("texts")
    assert spark.sql("SELECT tokens(text) FROM texts").first()[0] == expected


def test_cancellation(spark):
    context = spark.sparkContext
    frame = tokmill.spark.count(spark.range(10**10).selectExpr("concat('row ', id) AS text"))

    def cancel():
        while not context.statusTracker().getActiveJobsIds():
            time.sleep(0.1)
        time.sleep(2)
        context.cancelAllJobs()

    canceller = threading.Thread(target=cancel, daemon=True)
    canceller.start()
    with pytest.raises(Exception, match="(?i)cancel"):
        frame.agg({"tokens": "sum"}).first()
    assert tokmill.spark.count(spark.sql("SELECT 'hello world' AS text")).first().tokens == 2


def test_errors(spark):
    frame = frame_of(spark, ["a"])
    with pytest.raises(ValueError, match="has a column text already"):
        tokmill.spark.count(frame, to="text")
    with pytest.raises(ValueError, match="has no column missing"):
        tokmill.spark.count(frame, "missing")
    for call in (lambda: tokmill.spark.count(frame, encoding="o200k_bsae"), lambda: tokmill.spark.counter("o200k_bsae")):
        with pytest.raises(ValueError, match="did you mean o200k_base"):
            call()

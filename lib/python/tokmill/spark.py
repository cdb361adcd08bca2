"""Token counts in Spark.

    import tokmill.spark

    counted = tokmill.spark.count(frame, "text")                  # adds a column `tokens`
    spark.udf.register("tokens", tokmill.spark.counter())
    spark.sql("SELECT sum(tokens(text)) FROM texts")

Each worker needs this package. Rows go to Python and back as Arrow; each task uses one processor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped, import-not-found, unused-ignore]
from pyspark.sql import DataFrame  # type: ignore[import-not-found, unused-ignore]
from pyspark.sql.functions import arrow_udf  # type: ignore[attr-defined, import-not-found, unused-ignore]
from pyspark.sql.types import (  # type: ignore[import-not-found, unused-ignore]
    LongType,
    StructField,
    StructType,
)

from . import encoding as _encoding


def count(
    frame: DataFrame, text: str = "text", *, to: str = "tokens", encoding: str = "o200k_base"
) -> DataFrame:
    """Return a frame with one more column: the number of tokens of a column of texts. null stays null.

    text, to: The names of the columns.
    encoding: The name of a built-in encoding.
    """
    _encoding(encoding)  # an unknown name is an error here, not in a task
    if to in frame.columns:
        raise ValueError(f"the frame has a column {to} already")
    if text not in frame.columns:
        raise ValueError(f"the frame has no column {text}")
    position = frame.columns.index(text)
    schema = StructType([*frame.schema.fields, StructField(to, LongType())])

    def add_counts(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        found = _encoding(encoding)
        for batch in batches:
            counts = found.count_batch(batch.column(position), threads=1, result="arrow")
            yield pa.RecordBatch.from_arrays(
                [*batch.columns, pa.array(counts)], names=[*batch.schema.names, to]
            )

    return frame.mapInArrow(add_counts, schema)


def counter(encoding: str = "o200k_base") -> Callable[..., Any]:
    """Return a function of columns that counts the tokens of texts: for SQL and expressions. null stays null."""
    _encoding(encoding)

    def tokens(texts: pa.Array) -> pa.Array:
        return pa.array(_encoding(encoding).count_batch(texts, threads=1, result="arrow"))

    tokens.__annotations__ = {"texts": pa.Array, "return": pa.Array}
    function: Callable[..., Any] = arrow_udf(tokens, returnType=LongType())
    return function

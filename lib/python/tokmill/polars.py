"""Token counts in Polars.

    import polars
    import tokmill.polars

    frame.with_columns(tokens=polars.col("text").tokmill.count())

Importing this module adds the namespace `tokmill` to expressions and series.
"""

from __future__ import annotations

import polars as pl  # type: ignore[import-not-found, unused-ignore]

from . import Encoding
from ._choice import chosen


def _count(series: pl.Series, encoding: Encoding) -> pl.Series:
    return pl.Series(series.name, encoding.count_batch(series, result="arrow"))


def _encode(series: pl.Series, encoding: Encoding) -> pl.Series:
    return pl.Series(series.name, encoding.encode_batch(series, result="arrow"))


@pl.api.register_expr_namespace("tokmill")
class Expressions:
    """The namespace `tokmill` of expressions of strings. null stays null."""

    def __init__(self, expression: pl.Expr) -> None:
        self._expression = expression

    def count(self, encoding: Encoding | str = "o200k_base") -> pl.Expr:
        """Return the number of tokens of each text, as Int64. Uses all processors.

        encoding: An encoding or the name of a built-in one.
        """
        found = chosen(encoding)
        return self._expression.map_batches(
            lambda series: _count(series, found),
            return_dtype=pl.Int64,
            is_elementwise=True,
        )

    def encode(self, encoding: Encoding | str = "o200k_base") -> pl.Expr:
        """Return the ids of the tokens of each text, as List(UInt32)."""
        found = chosen(encoding)
        return self._expression.map_batches(
            lambda series: _encode(series, found),
            return_dtype=pl.List(pl.UInt32),
            is_elementwise=True,
        )


@pl.api.register_series_namespace("tokmill")
class SeriesMethods:
    """The namespace `tokmill` of series of strings: as that of expressions."""

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def count(self, encoding: Encoding | str = "o200k_base") -> pl.Series:
        """Return the number of tokens of each text."""
        return _count(self._series, chosen(encoding))

    def encode(self, encoding: Encoding | str = "o200k_base") -> pl.Series:
        """Return the ids of the tokens of each text."""
        return _encode(self._series, chosen(encoding))

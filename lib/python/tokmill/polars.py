"""Token counts in Polars.

    import polars
    import tokmill.polars

    frame.with_columns(tokens=polars.col("text").tokmill.count())

Importing this module adds the namespace `tokmill` to expressions and series.
"""

from __future__ import annotations

import polars as pl  # type: ignore[import-not-found, unused-ignore]

from . import Encoding
from . import encoding as _encoding
from ._native import ArrowColumn


def _found(encoding: Encoding | str) -> Encoding:
    return _encoding(encoding) if isinstance(encoding, str) else encoding


@pl.api.register_expr_namespace("tokmill")
class Expressions:
    """The namespace `tokmill` of expressions of strings. null stays null."""

    def __init__(self, expression: pl.Expr) -> None:
        self._expression = expression

    def count(self, encoding: Encoding | str = "o200k_base") -> pl.Expr:
        """Return the number of tokens of each text, as Int64. Uses all processors.

        encoding: An encoding or the name of a built-in one.
        """
        found = _found(encoding)
        return self._expression.map_batches(
            lambda series: _series(found.count_batch(series, result="arrow"), series.name),
            return_dtype=pl.Int64,
            is_elementwise=True,
        )

    def encode(self, encoding: Encoding | str = "o200k_base") -> pl.Expr:
        """Return the ids of the tokens of each text, as List(UInt32)."""
        found = _found(encoding)
        return self._expression.map_batches(
            lambda series: _series(found.encode_batch(series, result="arrow"), series.name),
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
        return _series(
            _found(encoding).count_batch(self._series, result="arrow"), self._series.name
        )

    def encode(self, encoding: Encoding | str = "o200k_base") -> pl.Series:
        """Return the ids of the tokens of each text."""
        return _series(
            _found(encoding).encode_batch(self._series, result="arrow"), self._series.name
        )


def _series(column: ArrowColumn, name: str) -> pl.Series:
    return pl.Series(name, column)

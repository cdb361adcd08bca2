"""Token counts in pandas, and in Dask.

    import tokmill.pandas

    frame["tokens"] = frame["text"].tokmill.count()

Importing this module adds the accessor `tokmill` to series. In Dask, call it for each partition:

    frame["text"].map_partitions(lambda texts: texts.tokmill.count(), meta=("tokens", "Int64"))
"""

from __future__ import annotations

from typing import Any

import pandas as pd  # type: ignore[import-untyped, import-not-found, unused-ignore]

from . import Encoding
from ._choice import chosen


@pd.api.extensions.register_series_accessor("tokmill")
class SeriesMethods:
    """The accessor `tokmill` of series of strings."""

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    def count(self, encoding: Encoding | str = "o200k_base") -> pd.Series:
        """Return the number of tokens of each text, as Int64; missing texts stay missing. Uses all processors.

        encoding: An encoding or the name of a built-in one.
        """
        counts = chosen(encoding).count_batch(self._texts(), result="numpy")
        counted = pd.arrays.IntegerArray(counts, self._series.isna().to_numpy())
        return pd.Series(counted, index=self._series.index, name=self._series.name)

    def encode(self, encoding: Encoding | str = "o200k_base") -> pd.Series:
        """Return the ids of the tokens of each text, as lists; None if a text is missing."""
        ids = chosen(encoding).encode_batch(self._texts())
        return pd.Series(ids, index=self._series.index, name=self._series.name, dtype=object)

    def _texts(self) -> Any:
        dtype = self._series.dtype
        if isinstance(dtype, pd.ArrowDtype) or getattr(dtype, "storage", None) == "pyarrow":
            return self._series.array.__arrow_array__()
        # A missing text is NaN, NA or None.
        series = self._series.astype(object)
        return list(series.where(series.notna(), None))

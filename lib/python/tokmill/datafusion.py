"""Token counts in the SQL of DataFusion.

    import datafusion
    import tokmill.datafusion

    context = datafusion.SessionContext()
    tokmill.datafusion.register(context)
    context.sql("SELECT sum(tokens(text)) FROM 'x.parquet'")
"""

from __future__ import annotations

import datafusion  # type: ignore[import-not-found, unused-ignore]
import pyarrow as pa  # type: ignore[import-untyped, import-not-found, unused-ignore]

from . import Encoding
from ._choice import chosen


def register(
    context: datafusion.SessionContext,
    encoding: Encoding | str = "o200k_base",
    *,
    tokens: str = "tokens",
    token_ids: str = "token_ids",
) -> None:
    """Register two functions of a text: its number of tokens, and their ids. NULL stays NULL.

    encoding: An encoding or the name of a built-in one.
    tokens, token_ids: The names of the functions.
    """
    found = chosen(encoding)

    def count(texts: pa.Array) -> pa.Array:
        return pa.array(found.count_batch(texts, result="arrow"))

    def encode(texts: pa.Array) -> pa.Array:
        return pa.array(found.encode_batch(texts, result="arrow"))

    for function, result, name in (
        (count, pa.int64(), tokens),
        (encode, pa.large_list(pa.uint32()), token_ids),
    ):
        context.register_udf(
            datafusion.udf(function, [pa.string_view()], result, "immutable", name=name)
        )

"""Polars. tiktoken is in map_elements."""

import polars as pl
import tiktoken
import tokmill.polars  # noqa: F401  (it adds a namespace)
from measure import Work, timed


class Engine:
    name = f"Polars {pl.__version__}"
    goal = 10
    repeats = 1

    def __init__(self, texts, _):
        self.frame = pl.DataFrame({"text": texts})

    def sum_of(self, expression):
        return timed(lambda: self.frame.select(expression.sum()).item())

    def works(self):
        encode = tiktoken.get_encoding("o200k_base").encode_ordinary
        text = pl.col("text")
        counted = text.map_elements(lambda row: len(encode(row)), return_dtype=pl.Int64)
        yield Work("tiktoken in `map_elements`", "tokens", self.sum_of(counted), "tiktoken")
        yield Work("`count`", "tokens", self.sum_of(text.tokmill.count()), "tokmill")
        yield Work("`encode`", "tokens", self.sum_of(text.tokmill.encode().list.len()))
        yield Work("`len_chars`", "characters", self.sum_of(text.str.len_chars()), "floor")

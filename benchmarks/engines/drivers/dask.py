"""Dask with threads, two partitions. tiktoken is in map, in each partition."""

import dask
import dask.dataframe
import pandas as pd
import tiktoken
import tokmill.pandas  # noqa: F401  (it adds an accessor)
from measure import Work, timed


class Engine:
    name = f"Dask {dask.__version__}, 2 threads"
    goal = 10
    repeats = 1

    def __init__(self, texts, _):
        self.frame = dask.dataframe.from_pandas(pd.DataFrame({"text": texts}), npartitions=2)

    def sum_of(self, function):
        partitions = self.frame["text"].map_partitions(function, meta=("tokens", "Int64"))
        return timed(lambda: partitions.sum().compute(scheduler="threads", num_workers=2))

    def works(self):
        encode = tiktoken.get_encoding("o200k_base").encode_ordinary
        counted = self.sum_of(lambda texts: texts.map(lambda text: len(encode(text))).astype("Int64"))
        yield Work("tiktoken in `map`", "tokens", counted, "tiktoken")
        yield Work("`count`", "tokens", self.sum_of(lambda texts: texts.tokmill.count()), "tokmill")
        yield Work("`str.len`", "characters", self.sum_of(lambda texts: texts.str.len().astype("Int64")), "floor")

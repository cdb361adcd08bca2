"""DataFusion. tiktoken is a function of Arrow columns in Python."""

import datafusion
import pyarrow as pa
import tiktoken
import tokmill.datafusion
from measure import Work, timed


class Engine:
    name = f"DataFusion {datafusion.__version__}"
    goal = 10
    repeats = 1

    def __init__(self, texts, _):
        self.context = datafusion.SessionContext()
        batches = pa.table({"text": texts}).to_batches(max_chunksize=8192)
        self.context.register_record_batches("texts", [batches[0::2], batches[1::2]])
        tokmill.datafusion.register(self.context)
        encode = tiktoken.get_encoding("o200k_base").encode_ordinary

        def count(column):
            return pa.array([len(encode(text)) for text in column.to_pylist()], pa.int64())

        self.context.register_udf(
            datafusion.udf(count, [pa.string_view()], pa.int64(), "immutable", name="tiktoken_count"))

    def query(self, expression):
        return timed(lambda: self.context.sql(f"SELECT sum({expression}) AS n FROM texts").to_pydict()["n"][0])

    def works(self):
        yield Work("tiktoken in a function in Python", "tokens", self.query("tiktoken_count(text)"), "tiktoken")
        yield Work("`tokens`", "tokens", self.query("tokens(text)"), "tokmill")
        yield Work("`token_ids`", "tokens", self.query("array_length(token_ids(text))"))
        yield Work("`character_length`", "characters", self.query("character_length(text)"), "floor")

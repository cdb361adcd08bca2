"""pandas. tiktoken is in map."""

import pandas as pd
import tiktoken
import tokmill.pandas  # noqa: F401  (it adds an accessor)
from measure import Work, timed


class Engine:
    name = f"pandas {pd.__version__}"
    goal = 10
    repeats = 1

    def __init__(self, texts, _):
        self.texts = pd.Series(texts)
        self.objects = pd.Series(texts, dtype=object)

    def works(self):
        encode = tiktoken.get_encoding("o200k_base").encode_ordinary
        yield Work("tiktoken in `map`", "tokens", timed(lambda: self.texts.map(lambda text: len(encode(text))).sum()),
                   "tiktoken")
        yield Work(f"`count`, dtype {self.texts.dtype}", "tokens", timed(lambda: self.texts.tokmill.count().sum()), "tokmill")
        yield Work("`count`, dtype object", "tokens", timed(lambda: self.objects.tokmill.count().sum()))
        yield Work("`encode`", "tokens", timed(lambda: self.texts.tokmill.encode().map(len).sum()))
        yield Work("`str.len`", "characters", timed(lambda: self.texts.str.len().sum()), "floor")

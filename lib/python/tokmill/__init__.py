"""Exact token counts of texts.

    import tokmill

    encoding = tokmill.encoding("o200k_base")
    encoding.count("How many tokens is this?")

tokmill.tiktoken is a drop-in replacement for tiktoken.
"""

from __future__ import annotations

from ._native import AppendableCounter as AppendableCounter
from ._native import ArrowColumn as ArrowColumn
from ._native import Chunk as Chunk
from ._native import Encoding as Encoding
from ._native import IntervalCounter as IntervalCounter
from ._native import StreamCounter as StreamCounter
from ._native import StreamDecoder as StreamDecoder
from ._native import StreamEncoder as StreamEncoder
from ._native import built_in_encoding as _built_in_encoding
from ._native import encoding_names as encoding_names
from ._native import version as __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    import os
    from collections.abc import Iterable, Mapping

    from ._languages import LanguageRow as LanguageRow
    from ._languages import LanguageSurvey as LanguageSurvey
    from ._models import ModelEncoding as ModelEncoding
    from ._numbers import NumberTally as NumberTally
    from ._prices import Bill as Bill
    from ._requests import RequestCount as RequestCount
    from ._requests import RequestItem as RequestItem
    from ._requests import RequestOmission as RequestOmission

_made: dict[str, Encoding] = {}


def encoding(name: str) -> Encoding:
    """Return the built-in encoding of this name: always the same object.

    Raises ValueError if there is none; the message has all names.
    """
    found = _made.get(name)
    if found is None:
        found = _made.setdefault(name, _built_in_encoding(name))
    return found


def encoding_for_model(model: str) -> ModelEncoding:
    """Return the encoding to count the tokens of a model with, and whether it is the model's own.

    Raises ValueError if the model is not known; the message has the nearest name.
    """
    from ._models import encoding_for_model

    return encoding_for_model(model)


def open_encoding(
    path: str | os.PathLike[str],
    *,
    pattern: str = "",
    special_tokens: Mapping[str, int] | None = None,
) -> Encoding:
    """Read an encoding of a vocabulary file.

    path: A tokenizer.json of Hugging Face tokenizers, a tekken.json, a GGUF file, a rank file (.tiktoken), or a folder
        with a tokenizer.json, a tekken.json, or a vocab.json and a merges.txt.
    pattern: For rank files only: the name of a pattern, such as cl100k, or a regular expression.
    special_tokens: For rank files only: the special tokens and their ids.

    Raises OSError if the file cannot be read, and ValueError if it has another format or needs what the library does
    not support; the message says what it is.
    """
    from ._open import open_encoding

    return open_encoding(path, pattern, dict(special_tokens or {}))


def count_request(
    request: object, *, model: str | None = None, encoding: Encoding | None = None
) -> RequestCount:
    """Count the input tokens of a request to a model: its texts, what the API adds around them, functions and images.

    request: A request to OpenAI's Chat Completions, Responses, Embeddings or Completions or to Anthropic's Messages, or
        a list of messages: a dict or a list, or its JSON as str or bytes.
    model: By default the one that the request names.
    encoding: By default that of the model, or o200k_base if the model's own is not public; the count is then not exact.

    Raises ValueError if the request cannot be counted; the message has the place in the JSON.
    """
    from ._requests import count_tokens_of_request

    return count_tokens_of_request(request, model, encoding)


def cost(
    model: str,
    *,
    input_tokens: int = 0,
    cached_tokens: int = 0,
    cache_write_tokens: int = 0,
    cache_write_long_tokens: int = 0,
    output_tokens: int = 0,
    calls: int = 1,
    service: str = "standard",
    at: datetime.date | None = None,
) -> Bill:
    """Return what calls of a model cost, by the built-in price table.

    input_tokens: The whole input of one call, including the tokens that are read from the cache.
    cached_tokens: Those that are read from the cache.
    cache_write_tokens, cache_write_long_tokens: Tokens that are written to the cache, for the shorter and for the longer
        retention time. They are not part of the input.
    calls: How many such calls.
    service: standard, batch, flex, priority and others.
    at: The day of the calls; by default today.

    Raises ValueError if the model is not known, and OverflowError for amounts that are too large.
    """
    from . import _prices

    usage = (
        input_tokens,
        cached_tokens,
        cache_write_tokens,
        cache_write_long_tokens,
        output_tokens,
        calls,
    )
    return _prices.cost(model, usage, service, at)


def languages(
    tokenizer: Encoding | str,
    corpus: Mapping[str, str | Iterable[str]] | None = None,
    *,
    base: str = "en",
    at: datetime.date | None = None,
    threads: int | None = None,
) -> LanguageSurvey:
    """Return how many tokens the same text takes in different languages, and how unequal they are.

    tokenizer: An encoding, or the name of a model, which adds what a page costs.
    corpus: The same text in each language: a str, or several that are tokenized separately. The keys are tags of
        BCP 47 or other names. By default a built-in paragraph in 51 languages.
    base: The language with which the others are compared.
    at: The day of the prices; by default today.

    Raises ValueError if the corpus lacks the base or the model is not known.
    """
    from . import _languages

    return _languages.languages(tokenizer, corpus, base, at, threads)


def numbers(
    encoding: Encoding, first: int, last: int, *, threads: int | None = None
) -> NumberTally:
    """Return how an encoding splits the integers from `first` to `last`, including both."""
    from . import _numbers

    return _numbers.numbers(encoding, first, last, threads)


# The modules that programs need rarely are imported when they are used.
_LAZY = {
    "Bill": "_prices",
    "LanguageRow": "_languages",
    "LanguageSurvey": "_languages",
    "ModelEncoding": "_models",
    "NumberTally": "_numbers",
    "RequestCount": "_requests",
    "RequestItem": "_requests",
    "RequestOmission": "_requests",
    "tiktoken": "tiktoken",
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = import_module(f"{__name__}.{_LAZY[name]}")
    return module if name == _LAZY[name] else getattr(module, name)

"""Exact token counts of texts.

    import tokmill

    encoding = tokmill.encoding("o200k_base")
    encoding.count("How many tokens is this?")

tokmill.tiktoken is a drop-in replacement for tiktoken.
"""

from __future__ import annotations

from ._native import Chunk as Chunk
from ._native import Encoding as Encoding
from ._native import StreamCounter as StreamCounter
from ._native import StreamDecoder as StreamDecoder
from ._native import StreamEncoder as StreamEncoder
from ._native import built_in_encoding as _built_in_encoding
from ._native import encoding_names as encoding_names
from ._native import version as __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from ._models import ModelEncoding as ModelEncoding

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


def __getattr__(name: str) -> object:
    # The modules that programs need rarely are imported when they are used.
    if name == "ModelEncoding":
        from ._models import ModelEncoding

        return ModelEncoding
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

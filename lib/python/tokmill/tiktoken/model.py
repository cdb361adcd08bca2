"""The encodings of models."""

from __future__ import annotations

from .. import _native
from .core import Encoding
from .registry import get_encoding

# Users may change these. The order of the prefixes counts.
MODEL_PREFIX_TO_ENCODING: dict[str, str] = _native.model_prefix_encodings()
MODEL_TO_ENCODING: dict[str, str] = _native.model_encodings()


def encoding_name_for_model(model_name: str) -> str:
    """Return the name of the encoding of a model. Raises KeyError if it is not known."""
    if model_name in MODEL_TO_ENCODING:
        return MODEL_TO_ENCODING[model_name]
    for prefix, encoding_name in MODEL_PREFIX_TO_ENCODING.items():
        if model_name.startswith(prefix):
            return encoding_name
    raise KeyError(
        f"Could not automatically map {model_name} to a tokeniser. "
        "Please use `tiktoken.get_encoding` to explicitly get the tokeniser you expect."
    )


def encoding_for_model(model_name: str) -> Encoding:
    """Return the encoding of a model. Raises KeyError if it is not known."""
    return get_encoding(encoding_name_for_model(model_name))

"""The encodings of models."""

from __future__ import annotations

from typing import NamedTuple

from . import encoding
from ._analysis import model_tokenizer
from ._native import Encoding


class ModelEncoding(NamedTuple):
    """An encoding to count the tokens of a model with."""

    encoding: Encoding
    exact: bool
    """Whether the encoding is the model's own. Otherwise counts are estimates."""
    model: str
    """The model that the name led to."""
    provider: str
    """Its provider; empty if it is not known."""


def encoding_for_model(model: str) -> ModelEncoding:
    name, exact, found, provider = model_tokenizer(model)
    return ModelEncoding(encoding(name), exact, found, provider)

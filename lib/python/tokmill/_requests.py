"""The tokens of requests."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from . import encoding as _encoding
from ._analysis import count_request, model_tokenizer
from ._native import Encoding


class RequestItem(NamedTuple):
    """One item of a count, such as a message."""

    what: str
    tokens: int
    """The lower bound of a range; 0 if the number is not known."""
    exact: bool
    most: int | None
    """The upper bound of a range; None if there is no range."""
    unknown: bool


class RequestOmission(NamedTuple):
    """Something that a count leaves out."""

    kind: str
    """uncounted, chat_template, unknown, range, fee or price."""
    what: str
    hint: str
    """How to give what is missing; may be empty."""


class RequestCount(NamedTuple):
    """The input tokens of a request."""

    total: int
    most: int
    """The upper bound of the total; equal to it if no item is a range."""
    exact: bool
    unknown: bool
    """The number of tokens of some item is not known; the total is that of the others."""
    items: list[RequestItem]
    omissions: list[RequestOmission]
    encoding: str
    """The name of the encoding of the texts."""


def _model_of(request: str) -> str:
    content: Any = json.loads(request)
    model: Any = content.get("model") if isinstance(content, dict) else None
    return model if isinstance(model, str) else ""


def count_tokens_of_request(
    request: Any, model: str | None, encoding: Encoding | None
) -> RequestCount:
    if not isinstance(request, (str, bytes)):
        request = json.dumps(request, ensure_ascii=False)
    if isinstance(request, bytes):
        request = request.decode(errors="replace")
    model = model or _model_of(request)
    is_own = True
    if encoding is None:
        if not model:
            raise ValueError("the request names no model: expected a model or an encoding")
        name, is_own, _, _ = model_tokenizer(model)
        encoding = _encoding(name)
    total, most, exact, unknown, items, omissions = count_request(request, model, encoding)
    return RequestCount(
        total,
        most,
        exact and is_own,
        unknown,
        [RequestItem(*item) for item in items],
        [RequestOmission(*omission) for omission in omissions],
        encoding.name,
    )

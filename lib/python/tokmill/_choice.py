"""What an argument `encoding` names."""

from __future__ import annotations

from . import Encoding
from . import encoding as _encoding


def chosen(encoding: Encoding | str) -> Encoding:
    """Return an encoding as it is, or the built-in one of this name. Raises ValueError if there is none."""
    return _encoding(encoding) if isinstance(encoding, str) else encoding

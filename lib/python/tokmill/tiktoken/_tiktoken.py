"""The class that tiktoken has in a native module of this name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .core import Encoding


class CoreBPE:
    """What tiktoken's Encoding passes its work on to. A str with surrogates is an error here."""

    _encoding: Encoding

    def __init__(
        self, encoder: dict[bytes, int], special_tokens_encoder: dict[str, int], pattern: str
    ) -> None:
        from .core import Encoding

        self._encoding = Encoding(
            "", pat_str=pattern, mergeable_ranks=encoder, special_tokens=special_tokens_encoder
        )

    @classmethod
    def _of(cls, encoding: Encoding) -> CoreBPE:
        core = cls.__new__(cls)
        core._encoding = encoding
        return core

    def encode(self, text: str, allowed_special: set[str] | frozenset[str]) -> list[int]:
        _require_utf8(text)
        _require_set(allowed_special)
        return self._encoding.encode(text, allowed_special=allowed_special, disallowed_special=())

    def encode_ordinary(self, text: str) -> list[int]:
        _require_utf8(text)
        return self._encoding.encode_ordinary(text)

    def encode_to_tiktoken_buffer(
        self, text: str, allowed_special: set[str] | frozenset[str]
    ) -> memoryview:
        _require_utf8(text)
        _require_set(allowed_special)
        ids = self._encoding._encode_to_bytes(text, allowed_special, ())
        return memoryview(ids).cast("I")

    def encode_with_unstable(
        self, text: str, allowed_special: set[str] | frozenset[str]
    ) -> tuple[list[int], list[list[int]]]:
        _require_utf8(text)
        _require_set(allowed_special)
        return self._encoding.encode_with_unstable(
            text, allowed_special=allowed_special, disallowed_special=()
        )

    def encode_single_token(self, piece: bytes) -> int:
        _require_bytes(piece)
        return self._encoding.encode_single_token(piece)

    def encode_single_piece(self, piece: bytes) -> list[int]:
        _require_bytes(piece)
        return self._encoding._encode_single_piece(piece)

    def _encode_bytes(self, bytes: bytes) -> list[int]:
        return self._encoding._encode_bytes(bytes)

    def decode_bytes(self, tokens: Sequence[int]) -> bytes:
        return self._encoding.decode_bytes(tokens)

    def decode_single_token_bytes(self, token: int) -> bytes:
        return self._encoding.decode_single_token_bytes(token)

    def token_byte_values(self) -> list[bytes]:
        return self._encoding.token_byte_values()


def _require(value: Any, types: type | tuple[type, ...], name: str) -> None:
    if not isinstance(value, types):
        described = "'None'" if value is None else f"'{type(value).__name__}' object"
        raise TypeError(f"{described} is not an instance of '{name}'")


def _require_utf8(text: Any) -> None:
    _require(text, str, "str")
    text.encode("utf-8")  # raises UnicodeEncodeError for surrogates


def _require_set(names: Any) -> None:
    _require(names, (set, frozenset), "set")


def _require_bytes(piece: Any) -> None:
    _require(piece, bytes, "bytes")

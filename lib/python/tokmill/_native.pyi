from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, Protocol, SupportsIndex, TypeAlias, overload

import numpy as np
import numpy.typing as npt

version: str

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(
        self, requested_schema: object | None = None
    ) -> tuple[object, object]: ...

_Text: TypeAlias = str | bytes
_Texts: TypeAlias = Iterable[str | bytes | None] | _ArrowStream | _ArrowArray
_Ids: TypeAlias = Sequence[SupportsIndex] | npt.NDArray[np.integer]
_Special: TypeAlias = Literal["text", "allow", "error"]
_Boundary: TypeAlias = Literal["paragraph", "sentence", "word", "grapheme"]

class ArrowColumn:
    """A column of results. Other libraries take it without copying."""

    def __len__(self) -> int: ...
    def __arrow_c_array__(
        self, requested_schema: object | None = None
    ) -> tuple[object, object]: ...

class Chunk:
    """A part of a text."""

    @property
    def text(self) -> str | bytes:
        """The part, as str or bytes like the text."""

    @property
    def start(self) -> int:
        """Where it starts: in characters; in bytes if the text is bytes."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def tokens(self) -> int:
        """The number of its tokens, counted alone."""

class Encoding:
    """A tokenizer. Immutable: any number of threads may use it at the same time."""

    @property
    def name(self) -> str: ...
    @property
    def vocabulary_size(self) -> int:
        """One more than the largest id. Not every smaller id has a token."""

    @property
    def special_tokens(self) -> dict[str, int]:
        """The special tokens and their ids, in order of id."""

    @property
    def prefix_tokens(self) -> list[int]:
        """The ids that the model expects before a text. No method adds them."""

    @property
    def suffix_tokens(self) -> list[int]:
        """The ids that the model expects after a text. No method adds them."""

    def count(self, text: _Text, *, special: _Special = "text") -> int: ...
    def encode(self, text: _Text, *, special: _Special = "text") -> list[int]: ...
    def encode_with_offsets(
        self, text: _Text, *, special: _Special = "text"
    ) -> tuple[list[int], list[tuple[int, int]]]: ...
    @overload
    def count_batch(
        self,
        texts: _Texts,
        *,
        special: _Special = "text",
        threads: int | None = None,
        result: Literal["list"] = "list",
    ) -> list[int | None]: ...
    @overload
    def count_batch(
        self,
        texts: _Texts,
        *,
        special: _Special = "text",
        threads: int | None = None,
        result: Literal["numpy"],
    ) -> npt.NDArray[np.int64]: ...
    @overload
    def count_batch(
        self,
        texts: _Texts,
        *,
        special: _Special = "text",
        threads: int | None = None,
        result: Literal["arrow"],
    ) -> ArrowColumn: ...
    @overload
    def encode_batch(
        self,
        texts: _Texts,
        *,
        special: _Special = "text",
        threads: int | None = None,
        result: Literal["list"] = "list",
    ) -> list[list[int] | None]: ...
    @overload
    def encode_batch(
        self,
        texts: _Texts,
        *,
        special: _Special = "text",
        threads: int | None = None,
        result: Literal["numpy"],
    ) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]: ...
    @overload
    def encode_batch(
        self,
        texts: _Texts,
        *,
        special: _Special = "text",
        threads: int | None = None,
        result: Literal["arrow"],
    ) -> ArrowColumn: ...
    def decode(self, ids: _Ids, errors: str = "replace") -> str: ...
    def decode_bytes(self, ids: _Ids) -> bytes: ...
    def token_bytes(self, id: SupportsIndex) -> bytes: ...
    def token_id(self, token: _Text) -> int: ...
    @overload
    def truncate(
        self, text: str, max_tokens: int, *, keep: Literal["start", "end"] = "start"
    ) -> str: ...
    @overload
    def truncate(
        self, text: bytes, max_tokens: int, *, keep: Literal["start", "end"] = "start"
    ) -> bytes: ...
    def chunk(
        self,
        text: _Text,
        max_tokens: int,
        *,
        overlap: int = 0,
        boundaries: Iterable[_Boundary] = (),
    ) -> list[Chunk]: ...

class StreamCounter:
    """Counts the tokens of a text that arrives in parts."""

    def __init__(self, encoding: Encoding, *, special: _Special = "text") -> None: ...
    def append(self, text: _Text) -> None: ...
    def finish(self) -> int: ...

class StreamEncoder:
    """Encodes a text that arrives in parts."""

    def __init__(self, encoding: Encoding, *, special: _Special = "text") -> None: ...
    def append(self, text: _Text) -> list[int]: ...
    def finish(self) -> list[int]: ...

class StreamDecoder:
    """Decodes ids that arrive in parts."""

    def __init__(self, encoding: Encoding) -> None: ...
    def append(self, ids: _Ids) -> str: ...
    def finish(self) -> str: ...

class AppendableCounter:
    """Counts the tokens of a text that grows at its end and shrinks again."""

    def __init__(self, encoding: Encoding) -> None: ...
    def append(self, text: _Text) -> None: ...
    def count(self) -> int: ...
    @property
    def size(self) -> int: ...
    def roll_back(self, size: SupportsIndex) -> None: ...

class IntervalCounter:
    """Counts the tokens of parts of a text without reading them."""

    def __init__(self, encoding: Encoding, text: _Text) -> None: ...
    def count(
        self, start: SupportsIndex | None = None, end: SupportsIndex | None = None
    ) -> int: ...
    def __len__(self) -> int: ...

class TiktokenBase:
    @overload
    def __init__(self, name: str, /) -> None: ...
    @overload
    def __init__(self, other: TiktokenBase, /) -> None: ...
    @overload
    def __init__(
        self,
        name: str,
        pattern: str,
        ranks: dict[bytes, int],
        special_tokens: dict[str, int],
        /,
    ) -> None: ...
    def encode(
        self,
        text: str,
        *,
        allowed_special: Literal["all"] | AbstractSet[str] = ...,
        disallowed_special: Literal["all"] | Collection[str] = "all",
    ) -> list[int]: ...
    def encode_ordinary(self, text: str) -> list[int]: ...
    def encode_with_unstable(
        self,
        text: str,
        *,
        allowed_special: Literal["all"] | AbstractSet[str] = ...,
        disallowed_special: Literal["all"] | Collection[str] = "all",
    ) -> tuple[list[int], list[list[int]]]: ...
    def encode_batch(
        self,
        text: Iterable[str],
        *,
        num_threads: int = 8,
        allowed_special: Literal["all"] | AbstractSet[str] = ...,
        disallowed_special: Literal["all"] | Collection[str] = "all",
    ) -> list[list[int]]: ...
    def encode_ordinary_batch(
        self, text: Iterable[str], *, num_threads: int = 8
    ) -> list[list[int]]: ...
    def encode_single_token(self, text_or_bytes: str | bytes) -> int: ...
    def decode(self, tokens: _Ids, errors: str = "replace") -> str: ...
    def decode_bytes(self, tokens: _Ids) -> bytes: ...
    def decode_single_token_bytes(self, token: SupportsIndex) -> bytes: ...
    def decode_tokens_bytes(self, tokens: Iterable[SupportsIndex]) -> list[bytes]: ...
    def decode_with_offsets(self, tokens: Iterable[SupportsIndex]) -> tuple[str, list[int]]: ...
    def token_byte_values(self) -> list[bytes]: ...
    def _encode_single_piece(self, text_or_bytes: str | bytes) -> list[int]: ...
    def _encode_only_native_bpe(self, text: str) -> list[int]: ...
    def _encode_bytes(self, text: bytes) -> list[int]: ...
    def _encode_to_bytes(self, text: str, allowed: object, disallowed: object, /) -> bytes: ...
    def _pattern(self) -> str: ...
    def _make_mergeable_ranks(self) -> dict[bytes, int]: ...
    def _make_special_tokens(self) -> dict[str, int]: ...
    def _vocabulary_size(self) -> int: ...

def encoding_names() -> list[str]: ...
def model_encodings() -> dict[str, str]: ...
def model_prefix_encodings() -> dict[str, str]: ...
def built_in_encoding(name: str) -> Encoding: ...
def open_encoding(
    path: bytes, name: str, pattern: str, special_tokens: dict[str, int]
) -> Encoding: ...
def read_vocabulary_and_merges(vocabulary: bytes, merges: bytes, name: str) -> Encoding: ...

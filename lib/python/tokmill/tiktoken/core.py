"""The class Encoding."""

from __future__ import annotations

from .._native import TiktokenBase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from collections.abc import Set as AbstractSet
    from typing import Any, Literal

    import numpy as np
    import numpy.typing as npt

    from ._tiktoken import CoreBPE


class _Lazy:
    """An attribute that is computed when it is first read, and is then in the instance's __dict__.

    functools.cached_property does the same, but importing functools takes longer than the rest of this module.
    """

    def __init__(self, name: str, compute: Callable[[Any], Any]) -> None:
        self._name = name
        self._compute = compute

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        return instance.__dict__.setdefault(self._name, self._compute(instance))


def _core_bpe_of(encoding: Encoding) -> CoreBPE:
    from ._tiktoken import CoreBPE

    return CoreBPE._of(encoding)


class Encoding(TiktokenBase):
    """A tokenizer: text to tokens and back.

    The methods that this class inherits are those of tiktoken, too.
    """

    name: str
    max_token_value: int

    if TYPE_CHECKING:
        special_tokens_set: set[str]
        _pat_str: str
        _mergeable_ranks: dict[bytes, int]
        _special_tokens: dict[str, int]
        _special_token_values: set[int]
        _core_bpe: CoreBPE
    else:
        special_tokens_set = _Lazy("special_tokens_set", lambda self: set(self._special_tokens))
        _pat_str = _Lazy("_pat_str", TiktokenBase._pattern)
        _mergeable_ranks = _Lazy("_mergeable_ranks", TiktokenBase._make_mergeable_ranks)
        _special_tokens = _Lazy("_special_tokens", TiktokenBase._make_special_tokens)
        _special_token_values = _Lazy(
            "_special_token_values", lambda self: set(self._special_tokens.values())
        )
        _core_bpe = _Lazy("_core_bpe", _core_bpe_of)

    def __init__(
        self,
        name: str,
        *,
        pat_str: str,
        mergeable_ranks: dict[bytes, int],
        special_tokens: dict[str, int],
        explicit_n_vocab: int | None = None,
    ) -> None:
        """Make an encoding.

        name: Any text.
        pat_str: A regular expression whose matches are merged one by one.
        mergeable_ranks: The tokens with their ranks, which are also their ids. Lower ranks are merged first. Each byte
            that UTF-8 text can have must be a token.
        special_tokens: The special tokens with their ids.
        explicit_n_vocab: The expected number of tokens, if it is to be checked.

        Raises ValueError if the pattern or the tokens are not valid, or not supported; the message says why.
        AssertionError if there are not `explicit_n_vocab` tokens.
        """
        self.name = name
        self._pat_str = pat_str
        self._mergeable_ranks = mergeable_ranks
        self._special_tokens = special_tokens
        self.max_token_value = max(
            max(mergeable_ranks.values()), max(special_tokens.values(), default=0)
        )
        if explicit_n_vocab:
            assert len(mergeable_ranks) + len(special_tokens) == explicit_n_vocab
            assert self.max_token_value == explicit_n_vocab - 1
        super().__init__(str(name), pat_str, mergeable_ranks, special_tokens)

    def __repr__(self) -> str:
        return f"<Encoding {self.name!r}>"

    def encode_to_numpy(
        self,
        text: str,
        *,
        allowed_special: Literal["all"] | AbstractSet[str] = frozenset(),
        disallowed_special: Literal["all"] | Collection[str] = "all",
    ) -> npt.NDArray[np.uint32]:
        """Return the tokens of a text as a read-only array. See encode()."""
        ids = self._encode_to_bytes(text, allowed_special, disallowed_special)
        import numpy as np

        return np.frombuffer(ids, dtype=np.uint32)

    def decode_batch(
        self, batch: Sequence[Sequence[int]], *, errors: str = "replace", num_threads: int = 8
    ) -> list[str]:
        """Decode each sequence of tokens. See decode()."""
        _check_threads(num_threads)
        return [self.decode(tokens, errors) for tokens in batch]

    def decode_bytes_batch(
        self, batch: Sequence[Sequence[int]], *, num_threads: int = 8
    ) -> list[bytes]:
        """Decode each sequence of tokens. See decode_bytes()."""
        _check_threads(num_threads)
        return [self.decode_bytes(tokens) for tokens in batch]

    @property
    def eot_token(self) -> int:
        """The id of <|endoftext|>. Raises KeyError if there is none."""
        return self._special_tokens["<|endoftext|>"]

    @property
    def n_vocab(self) -> int:
        """One more than the largest id."""
        return self.max_token_value + 1

    def is_special_token(self, token: int) -> bool:
        """Whether this is the id of a special token."""
        assert isinstance(token, int)
        return token in self._special_token_values

    def __getstate__(self) -> object:
        from . import registry

        # Those that have a name are found again by their name.
        registered = registry.ENCODINGS.get(self.name)
        if registered is not None and registered.__dict__ is self.__dict__:
            return self.name
        return {
            "name": self.name,
            "pat_str": self._pat_str,
            "mergeable_ranks": self._mergeable_ranks,
            "special_tokens": self._special_tokens,
        }

    def __reduce__(self) -> tuple[Any, ...]:
        return _new, (type(self),), self.__getstate__()

    def __setstate__(self, state: Any) -> None:
        from .registry import get_encoding

        if isinstance(state, str):
            registered = get_encoding(state)
            TiktokenBase.__init__(self, registered)
            self.__dict__ = registered.__dict__
        else:
            self.__init__(**state)  # type: ignore[misc]


def _check_threads(num_threads: Any) -> None:
    # The executor of tiktoken has this check. Decoding is too fast for threads to help.
    if num_threads is not None and num_threads <= 0:
        raise ValueError("max_workers must be greater than 0")


def _new(cls: type[Encoding]) -> Encoding:
    return cls.__new__(cls)


def _built_in(name: str) -> Encoding:
    encoding = Encoding.__new__(Encoding)
    TiktokenBase.__init__(encoding, name)
    encoding.name = name
    encoding.max_token_value = encoding._vocabulary_size() - 1
    return encoding

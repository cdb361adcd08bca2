"""Reading tables of ranks from files and URLs. The built-in encodings need none of it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def read_file(blobpath: str) -> bytes:
    """Read a file, or download a URL. URLs other than http and https need the package blobfile."""
    scheme, separator, _ = blobpath.partition("://")
    if not separator:
        with open(blobpath, "rb") as file:
            return file.read()
    if scheme in ("http", "https"):
        return _download(blobpath)
    content: bytes = _blobfile().read_bytes(blobpath)
    return content


def _download(url: str) -> bytes:
    try:
        import requests  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        from urllib.request import urlopen

        with urlopen(url) as response:
            content: bytes = response.read()
        return content
    answer = requests.get(url)
    answer.raise_for_status()
    downloaded: bytes = answer.content
    return downloaded


def _blobfile() -> Any:
    try:
        import blobfile  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError as error:
        raise ImportError(
            "blobfile is not installed. Please install it by running `pip install blobfile`."
        ) from error
    return blobfile


def check_hash(data: bytes, expected_hash: str) -> bool:
    """Whether this is the SHA-256 of the data, in hexadecimal digits."""
    from hashlib import sha256

    return sha256(data).hexdigest() == expected_hash


def _cache_folder() -> tuple[str, bool]:
    """Return the folder, which is empty if there is no cache, and whether the user chose it."""
    import os

    for variable in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR"):
        if variable in os.environ:
            return os.environ[variable], True
    import tempfile

    return os.path.join(tempfile.gettempdir(), "data-gym-cache"), False


def read_file_cached(blobpath: str, expected_hash: str | None = None) -> bytes:
    """Read a file or a URL, or its copy in the cache: the folder TIKTOKEN_CACHE_DIR or DATA_GYM_CACHE_DIR.

    Raises ValueError if the content does not have the expected SHA-256.
    """
    folder, is_chosen = _cache_folder()
    if not folder:
        return read_file(blobpath)
    import os
    from hashlib import sha1

    path = os.path.join(folder, sha1(blobpath.encode()).hexdigest())
    try:
        with open(path, "rb") as file:
            cached = file.read()
    except FileNotFoundError:
        pass
    else:
        if expected_hash is None or check_hash(cached, expected_hash):
            return cached
        try:
            os.remove(path)
        except OSError:
            pass
    content = read_file(blobpath)
    if expected_hash and not check_hash(content, expected_hash):
        raise ValueError(
            f"Hash mismatch for data downloaded from {blobpath} (expected {expected_hash}). "
            f"This may indicate a corrupted download. Please try again."
        )
    try:
        _store(folder, path, content)
    except OSError:
        if is_chosen:
            raise
    return content


def _store(folder: str, path: str, content: bytes) -> None:
    import os
    import tempfile

    os.makedirs(folder, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=folder)
    with open(handle, "wb") as file:
        file.write(content)
    os.replace(unfinished, path)


def load_tiktoken_bpe(tiktoken_bpe_file: str, expected_hash: str | None = None) -> dict[bytes, int]:
    """Read a table of ranks: on each line a token in base64 and its rank. Raises ValueError for another line."""
    from base64 import b64decode

    ranks: dict[bytes, int] = {}
    for line in read_file_cached(tiktoken_bpe_file, expected_hash).splitlines():
        if not line:
            continue
        try:
            token, rank = line.split()
            ranks[b64decode(token)] = int(rank)
        except Exception as error:
            raise ValueError(f"Error parsing line {line!r} in {tiktoken_bpe_file}") from error
    return ranks


def dump_tiktoken_bpe(bpe_ranks: dict[bytes, int], tiktoken_bpe_file: str) -> None:
    """Write a table of ranks in order of rank. Needs the package blobfile."""
    from base64 import b64encode

    with _blobfile().BlobFile(tiktoken_bpe_file, "wb") as file:
        for token in sorted(bpe_ranks, key=bpe_ranks.__getitem__):
            file.write(b64encode(token) + b" %d\n" % bpe_ranks[token])


def _data_gym_alphabet() -> dict[str, int]:
    """The byte of each character of GPT-2's files: in the order in which these number single bytes."""
    printable = [byte for byte in range(256) if chr(byte).isprintable() and byte != ord(" ")]
    others = [byte for byte in range(256) if byte not in printable]
    alphabet = {chr(byte): byte for byte in printable}
    alphabet.update((chr(256 + number), byte) for number, byte in enumerate(others))
    return alphabet


def data_gym_to_mergeable_bpe_ranks(
    vocab_bpe_file: str,
    encoder_json_file: str,
    vocab_bpe_hash: str | None = None,
    encoder_json_hash: str | None = None,
    clobber_one_byte_tokens: bool = False,
) -> dict[bytes, int]:
    """Read GPT-2's vocab.bpe and check it against its encoder.json. Raises AssertionError if they do not agree.

    clobber_one_byte_tokens: Take the ids of single bytes from encoder.json.
    """
    import json

    alphabet = _data_gym_alphabet()

    def decoded(text: str) -> bytes:
        return bytes(alphabet[character] for character in text)

    merges = read_file_cached(vocab_bpe_file, vocab_bpe_hash).decode().split("\n")[1:-1]
    tokens = [bytes([byte]) for byte in alphabet.values()]
    for merge in merges:
        left, right = merge.split()
        tokens.append(decoded(left) + decoded(right))
    ranks = {token: rank for rank, token in enumerate(tokens)}

    encoder = json.loads(read_file_cached(encoder_json_file, encoder_json_hash))
    expected = {decoded(text): rank for text, rank in encoder.items()}
    for special in (b"<|endoftext|>", b"<|startoftext|>"):
        expected.pop(special, None)
    if clobber_one_byte_tokens:
        ranks.update((token, rank) for token, rank in expected.items() if len(token) == 1)
    assert ranks == expected
    return ranks

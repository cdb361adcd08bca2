"""The memory of the process does not grow over a million calls."""

import gc
import re
from pathlib import Path

import pytest

import tokmill
import tokmill.tiktoken as tiktoken

CALLS = 1_000_000
ROUNDS = 5
MOST_GROWTH = CALLS // ROUNDS  # less than a byte a call


def private_memory():
    gc.collect()
    rollup = Path("/proc/self/smaps_rollup").read_text()
    return 1024 * sum(int(kb) for kb in re.findall(r"Private_\w+: +(\d+)", rollup))


def works():
    mine = tokmill.encoding("o200k_base")
    old = tiktoken.get_encoding("cl100k_base")
    text = "They'll say: 3.14 \u4f60\u597d <|endoftext|>"
    ids = mine.encode(text)
    surrogates = "a\ud83d"

    def failing():
        for call in (lambda: old.encode(text), lambda: old.decode([10**9]), lambda: old.encode(5),
                     lambda: mine.count("a", special="nonsense"), lambda: old.encode("a", nonsense=1)):
            try:
                call()
            except (ValueError, KeyError, TypeError):
                continue
            raise AssertionError("expected an exception")

    decoder = tokmill.StreamDecoder(mine)
    return {
        "count": lambda: mine.count(text),
        "encode": lambda: mine.encode(text, special="allow"),
        "encode_with_offsets": lambda: mine.encode_with_offsets(text),
        "decode": lambda: mine.decode(ids),
        "truncate": lambda: mine.truncate(text, 3),
        "chunk": lambda: mine.chunk(text, 5),
        "batches": lambda: (mine.count_batch([text, None], threads=1), mine.encode_batch([text, surrogates], threads=1)),
        "tiktoken encode": lambda: old.encode(text, allowed_special={"<|endoftext|>"}, disallowed_special=["nonsense"]),
        "tiktoken encode_ordinary": lambda: old.encode_ordinary(surrogates),
        "tiktoken decode": lambda: (old.decode([1, 2]), old.decode_with_offsets([1, 2]), old.decode_tokens_bytes([1])),
        "tiktoken bytes": lambda: (old._encode_bytes(b"a \xff"), old.encode_single_token(b"a")),
        "exceptions": failing,
        "streams": lambda: (decoder.append(ids), decoder.finish()),
    }


@pytest.mark.parametrize("name", works())
def test_memory_is_flat(name):
    if not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("needs /proc")
    work = works()[name]
    growths = []
    for _ in range(ROUNDS):
        before = private_memory()
        for _ in range(CALLS // ROUNDS):
            work()
        growths.append(private_memory() - before)
    # The first calls fill caches, and the system joins pages at any time, but only what is lost grows in each round.
    assert min(growths) < MOST_GROWTH, growths


def test_the_test_finds_a_leak():
    lost = []
    growths = []
    for _ in range(ROUNDS):
        before = private_memory()
        lost.extend(bytes(100) for _ in range(CALLS // ROUNDS))
        growths.append(private_memory() - before)
    assert min(growths) > MOST_GROWTH

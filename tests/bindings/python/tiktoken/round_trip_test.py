"""Properties of any text, bytes and ids."""

import hypothesis
import pytest
from hypothesis import strategies as st

import tokmill.tiktoken as tiktoken

NAMES = ["gpt2", "p50k_edit", "cl100k_base", "o200k_harmony"]
EXAMPLES = hypothesis.settings(deadline=None, max_examples=300)
PARTS = st.sampled_from(["<|endoftext|>", "<|", "|>", " ", "\n", "'s", "a", "1", "\u4f60", "\U0001f600"])
TEXTS = st.one_of(st.text(), st.lists(PARTS).map("".join))


@pytest.mark.parametrize("name", NAMES)
@hypothesis.given(text=TEXTS)
@EXAMPLES
def test_texts(name, text):
    encoding = tiktoken.get_encoding(name)
    ordinary = encoding.encode_ordinary(text)
    special = encoding.encode(text, allowed_special="all")
    assert encoding.decode(ordinary) == text
    assert encoding.decode(special, errors="strict") == text
    assert encoding.encode(text, disallowed_special=()) == ordinary
    assert encoding.encode_to_numpy(text, disallowed_special=()).tolist() == ordinary
    assert encoding._encode_bytes(text.encode()) == ordinary
    assert encoding._encode_only_native_bpe(text) == ordinary
    decoded, offsets = encoding.decode_with_offsets(special)
    assert decoded == text
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)
    assert [encoding.encode_single_token(token) for token in encoding.decode_tokens_bytes(ordinary)] == ordinary


@pytest.mark.parametrize("name", NAMES)
@hypothesis.given(data=st.binary())
@EXAMPLES
def test_bytes(name, data):
    encoding = tiktoken.get_encoding(name)
    assert encoding.decode_bytes(encoding._encode_bytes(data)) == data
    assert encoding.decode_bytes(encoding._encode_single_piece(data)) == data


@pytest.mark.parametrize("name", NAMES)
@hypothesis.given(texts=st.lists(TEXTS, max_size=20), threads=st.integers(1, 4))
@EXAMPLES
def test_batches(name, texts, threads):
    encoding = tiktoken.get_encoding(name)
    ids = encoding.encode_batch(texts, allowed_special="all", num_threads=threads)
    assert ids == [encoding.encode(text, allowed_special="all") for text in texts]
    assert encoding.encode_ordinary_batch(texts, num_threads=threads) == [encoding.encode_ordinary(t) for t in texts]
    assert encoding.decode_batch(ids, num_threads=threads) == texts


@pytest.mark.parametrize("name", NAMES)
@hypothesis.given(ids=st.lists(st.integers(0, 50256)))
@EXAMPLES
def test_ids(name, ids):
    encoding = tiktoken.get_encoding(name)
    data = encoding.decode_bytes(ids)
    assert encoding.decode(ids) == data.decode(errors="replace")
    assert b"".join(encoding.decode_tokens_bytes(ids)) == data

"""tokmill.Encoding, compared with tiktoken, with itself and with simple loops."""

import copy
import json
import pickle
import random

import numpy as np
import oracle
import pytest
from conftest import ROOT
from strings import Strings

import tokmill

TEXTS = ["", "hello world", "They'll say: 3.14", "caf\xe9 \u4f60\u597d \U0001f600", "<|endoftext|>", "a<|endoftext|>b", "\ud83d",
         " \n\n ", "x" * 5000]


@pytest.fixture(scope="module", params=tokmill.encoding_names())
def pair(request):
    return tokmill.encoding(request.param), oracle.encoding(request.param)


@pytest.fixture(scope="module")
def o200k():
    return tokmill.encoding("o200k_base")


def random_texts(count):
    return Strings(15, ["hello", " world", "\u4f60\u597d", "123", "'s"]).some(count)


def test_names():
    assert tokmill.encoding_names()[0] == "gpt2"
    assert tokmill.encoding("gpt2") is tokmill.encoding("gpt2")
    assert tokmill.encoding("gpt2").name == "gpt2"
    assert repr(tokmill.encoding("gpt2")) == "<Encoding 'gpt2'>"
    with pytest.raises(ValueError, match="did you mean o200k_base"):
        tokmill.encoding("o200k_bsae")


def test_tokens_are_tiktokens(pair):
    mine, theirs = pair
    for text in TEXTS + random_texts(500):
        ordinary = theirs.encode_ordinary(text)
        allowed = theirs.encode(text, allowed_special="all")
        assert mine.encode(text) == ordinary, text
        assert mine.count(text) == len(ordinary), text
        assert mine.encode(text, special="allow") == allowed, text
        assert mine.count(text, special="allow") == len(allowed), text
        assert mine.decode(allowed) == theirs.decode(allowed), text
        assert mine.decode_bytes(allowed) == theirs.decode_bytes(allowed), text
    assert mine.special_tokens == theirs._special_tokens
    assert mine.vocabulary_size == theirs.n_vocab


def test_bytes_are_utf8(o200k):
    for text in random_texts(200):
        assert o200k.encode(text.encode()) == o200k.encode(text)
    assert o200k.encode(b"caf\xe9") == o200k.encode("caf\ufffd")
    assert o200k.count(b"") == 0


def test_special(o200k):
    with pytest.raises(ValueError, match="endoftext"):
        o200k.encode("a<|endoftext|>", special="error")
    with pytest.raises(ValueError, match="endoftext"):
        o200k.count("a<|endoftext|>", special="error")
    assert o200k.count("a", special="error") == 1
    for special in ("ALLOW", "", None, 5, ["allow"], "\ud83d"):
        with pytest.raises(ValueError, match="'text', 'allow' or 'error'"):
            o200k.count("a", special=special)


@pytest.mark.parametrize("text", [None, 5, ["a"], bytearray(b"a"), memoryview(b"a"), object()])
def test_texts_of_other_types(o200k, text):
    for method in (o200k.count, o200k.encode, o200k.encode_with_offsets):
        with pytest.raises(TypeError, match="expected str or bytes"):
            method(text)
    for method in (o200k.truncate, o200k.chunk):
        with pytest.raises(TypeError, match="expected str or bytes"):
            method(text, 5)


def test_offsets(o200k):
    for text in [text for text in TEXTS if text != "\ud83d"] + random_texts(300):
        ids, offsets = o200k.encode_with_offsets(text)
        assert ids == o200k.encode(text)
        assert len(offsets) == len(ids)
        encoded = text.encode()
        starts = [len(text[:end].encode()) for end in range(len(text) + 1)]
        at = 0
        for token, (start, end) in zip(ids, offsets):
            after = at + len(o200k.token_bytes(token))
            assert starts[start] <= at < starts[start + 1]
            assert starts[end - 1] < after <= starts[end]
            at = after
        assert at == len(encoded)
    ids, offsets = o200k.encode_with_offsets("a<|endoftext|>b", special="allow")
    assert offsets == [(0, 1), (1, 14), (14, 15)]


def test_tokens(o200k):
    assert o200k.token_bytes(0) == b"!"
    assert o200k.token_id("!") == o200k.token_id(b"!") == 0
    assert o200k.token_id("<|endoftext|>") == 199999
    assert o200k.token_bytes(199999) == b"<|endoftext|>"
    with pytest.raises(KeyError):
        o200k.token_bytes(200000)
    with pytest.raises(KeyError) as raised:
        o200k.token_id("no such token")
    assert raised.value.args == ("no such token",)
    with pytest.raises(KeyError):
        o200k.decode([200000])
    with pytest.raises(OverflowError):
        o200k.token_bytes(-1)
    with pytest.raises(UnicodeDecodeError):
        o200k.decode([o200k.token_id(b"\xf0\x9f")], "strict")


# --- Batches -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("threads", [1, 2, 7, None])
def test_batches(o200k, threads):
    texts = TEXTS + random_texts(3000)
    expected = [o200k.encode(text) for text in texts]
    assert o200k.encode_batch(texts, threads=threads) == expected
    assert o200k.count_batch(texts, threads=threads) == [len(ids) for ids in expected]
    counts = o200k.count_batch(texts, threads=threads, result="numpy")
    assert counts.dtype == np.int64
    assert counts.tolist() == [len(ids) for ids in expected]
    ids, offsets = o200k.encode_batch(texts, threads=threads, result="numpy")
    assert (ids.dtype, offsets.dtype) == (np.uint32, np.int64)
    assert [ids[a:b].tolist() for a, b in zip(offsets, offsets[1:])] == expected


def test_forms_of_batches(o200k):
    texts = ["hello", b"hello world", None, "", "\u4f60\u597d"]
    expected = [1, 2, None, 0, 1]
    for form in (texts, tuple(texts), iter(texts), (text for text in texts), np.array(texts, dtype=object), dict.fromkeys(texts)):
        assert o200k.count_batch(form) == expected
    assert o200k.count_batch(texts, result="numpy").tolist() == [1, 2, 0, 0, 1]
    assert o200k.encode_batch(texts)[2] is None
    assert o200k.encode_batch(texts, result="numpy")[1].tolist() == [0, 1, 3, 3, 3, 4]
    assert o200k.count_batch(np.array(["hello", "world"])) == [1, 1]
    assert o200k.count_batch([]) == []
    assert o200k.count_batch([], result="numpy").shape == (0,)
    assert o200k.encode_batch([], result="numpy")[1].tolist() == [0]


def test_errors_of_batches(o200k):
    for texts in ("hello", b"hello", None, 5):
        with pytest.raises(TypeError):
            o200k.count_batch(texts)
    with pytest.raises(TypeError, match="text 1: expected str, bytes or None, got int"):
        o200k.count_batch(["a", 5])
    with pytest.raises(ValueError, match=r"text 2: .*endoftext"):
        o200k.count_batch(["a", "b", "<|endoftext|>", "<|endofprompt|>"], special="error", threads=2)
    with pytest.raises(ValueError, match=r"text 2000: .*endofprompt"):
        o200k.encode_batch(["word " * 50] * 2000 + ["<|endofprompt|>"] * 2000, special="error", threads=2)
    for threads in (0, -1):
        with pytest.raises(ValueError):
            o200k.count_batch(["a"], threads=threads)
    with pytest.raises(ZeroDivisionError):
        o200k.count_batch(str(1 // number) for number in (1, 0))


def test_arrow_columns(o200k):
    for column in (o200k.count_batch(["a", None], result="arrow"), o200k.encode_batch(["a", None], result="arrow")):
        assert isinstance(column, tokmill.ArrowColumn)
        assert len(column) == 2
        for _ in range(1000):
            schema, array = column.__arrow_c_array__()
            assert [type(capsule).__name__ for capsule in (schema, array)] == ["PyCapsule"] * 2
        with pytest.raises(TypeError, match="expected an Arrow column of strings, got one of type"):
            o200k.count_batch(column)


def test_forms_of_results(o200k):
    for result in ("lists", None, 5, True, "\ud83d"):
        for method in (o200k.count_batch, o200k.encode_batch):
            with pytest.raises(ValueError, match="expected 'list', 'numpy' or 'arrow' for result"):
                method(["a"], result=result)


def test_a_list_that_changes_while_it_is_counted(o200k):
    import threading

    texts = ["word " * 20] * 20000
    stop = threading.Event()

    def change():
        while not stop.is_set():
            texts[random.randrange(len(texts))] = "word " * 20 + str(random.random())[:0]

    thread = threading.Thread(target=change)
    thread.start()
    for _ in range(5):
        assert set(o200k.count_batch(texts)) == {o200k.count("word " * 20)}
    stop.set()
    thread.join()


# --- Parts of texts ----------------------------------------------------------------------------------


def test_truncate(o200k):
    for text in random_texts(300):
        for limit in (0, 1, 3, 1000):
            start, end = o200k.truncate(text, limit), o200k.truncate(text, limit, keep="end")
            assert text.startswith(start) and text.endswith(end)
            assert o200k.count(start) <= limit and o200k.count(end) <= limit
            longer = [text[:size] for size in range(len(start) + 1, len(text) + 1)]
            assert all(o200k.count(part) > limit for part in longer)
            longer = [text[-size:] for size in range(len(end) + 1, len(text) + 1)]
            assert all(o200k.count(part) > limit for part in longer)
            assert o200k.truncate(text.encode(), limit) == start.encode()
    for limit, error in ((-1, ValueError), (1.5, TypeError), ("1", TypeError)):
        with pytest.raises(error):
            o200k.truncate("a", limit)
    with pytest.raises(ValueError, match="'start' or 'end'"):
        o200k.truncate("a", 1, keep="middle")
    with pytest.raises(ValueError):
        o200k.truncate(b"\xff", 1)


PARAGRAPHS = "It rained. We left early.\n\nOnly the dog came \u4f60\u597d. " * 20


def check_chunks(encoding, text, options):
    chunks = encoding.chunk(text, 12, **options)
    assert all(text[chunk.start:chunk.end] == chunk.text for chunk in chunks)
    assert all(encoding.count(chunk.text) == chunk.tokens <= 12 for chunk in chunks)
    assert chunks[0].start == 0 and chunks[-1].end == len(text)
    if "overlap" not in options:
        assert "".join(chunk.text for chunk in chunks) == text
    assert all(a.start < b.start <= a.end for a, b in zip(chunks, chunks[1:]))


def test_chunk(o200k):
    text = PARAGRAPHS
    for options in ({}, {"overlap": 3}, {"boundaries": ["paragraph"]}):
        check_chunks(o200k, text, options)
    in_bytes = o200k.chunk(text.encode(), 12)
    assert [chunk.text.decode() for chunk in in_bytes] == [chunk.text for chunk in o200k.chunk(text, 12)]
    assert all(text.encode()[chunk.start:chunk.end] == chunk.text for chunk in in_bytes)
    assert o200k.chunk("", 5) == []
    with pytest.raises(ValueError, match="'paragraph', 'sentence', 'word' or 'grapheme'"):
        o200k.chunk("a", 5, boundaries=["line"])
    for arguments in ((0,), (3, 3)):
        with pytest.raises(ValueError):
            o200k.chunk("a b c d e", arguments[0], overlap=sum(arguments[1:]))


def test_boundaries_of_icu(o200k, has_icu):
    if not has_icu:
        with pytest.raises(NotImplementedError, match="without ICU: only 'paragraph'"):
            o200k.chunk("a", 5, boundaries=["paragraph", "word"])
        return
    for options in ({"boundaries": ["paragraph", "sentence", "word"]}, {"boundaries": ("grapheme",)}):
        check_chunks(o200k, PARAGRAPHS, options)
    assert o200k.chunk("It rained. We left early.", 9, boundaries=["sentence"])[0].text.startswith("It rained.")


# --- Streams -----------------------------------------------------------------------------------------


def in_parts(rng, data):
    while data:
        size = rng.randrange(1, 9)
        yield data[:size]
        data = data[size:]


def test_streams(o200k):
    rng = random.Random(3)
    counter, encoder, decoder = tokmill.StreamCounter(o200k), tokmill.StreamEncoder(o200k), tokmill.StreamDecoder(o200k)
    for text in random_texts(300):
        expected = o200k.encode(text)
        for data in (text, text.encode()):
            for part in in_parts(rng, data):
                counter.append(part)
            assert counter.finish() == len(expected)
            ids = [token for part in in_parts(rng, data) for token in encoder.append(part)] + encoder.finish()
            assert ids == expected
        parts = [decoder.append(part) for part in in_parts(rng, expected)]
        assert "".join(parts) + decoder.finish() == text


def test_special_tokens_in_streams(o200k):
    encoder = tokmill.StreamEncoder(o200k, special="allow")
    ids = encoder.append("a<|endof") + encoder.append("text|>b") + encoder.finish()
    assert ids == o200k.encode("a<|endoftext|>b", special="allow")
    counter = tokmill.StreamCounter(o200k, special="error")
    with pytest.raises(ValueError, match="endoftext"):
        counter.append("<|endoftext|>" + "word " * 2000)
        counter.finish()
    decoder = tokmill.StreamDecoder(o200k)
    with pytest.raises(KeyError):
        decoder.append([200000])


# --- Models and files --------------------------------------------------------------------------------


def test_models():
    found = tokmill.encoding_for_model("gpt-4o")
    assert (found.encoding, found.exact, found.model) == (tokmill.encoding("o200k_base"), True, "gpt-4o")
    proxy = tokmill.encoding_for_model("claude-sonnet-4-5")
    assert (proxy.encoding.name, proxy.exact) == ("o200k_base", False)
    assert isinstance(found, tokmill.ModelEncoding)
    with pytest.raises(ValueError, match="did you mean"):
        tokmill.encoding_for_model("gpt4oo")


def test_rank_files(tmp_path):
    path = ROOT / "vocab" / "r50k_base.tiktoken"
    encoding = tokmill.open_encoding(path, pattern="gpt2", special_tokens={"<|x|>": 60000})
    assert encoding.name == "r50k_base.tiktoken"
    for text in random_texts(100):
        assert encoding.encode(text) == tokmill.encoding("r50k_base").encode(text)
    assert encoding.encode("a<|x|>", special="allow") == [64, 60000]
    with pytest.raises(ValueError, match="pattern"):
        tokmill.open_encoding(path)
    with pytest.raises(FileNotFoundError, match="missing"):
        tokmill.open_encoding(tmp_path / "missing")
    (tmp_path / "tokenizer.json").mkdir()
    with pytest.raises(IsADirectoryError):
        tokmill.open_encoding(tmp_path)
    (tmp_path / "damaged").write_bytes(b"nonsense")
    with pytest.raises(ValueError, match="damaged"):
        tokmill.open_encoding(tmp_path / "damaged")


def byte_characters():
    printable = [b for b in range(256) if chr(b).isprintable() and b != 32]
    others = [b for b in range(256) if b not in printable]
    return [chr(b) for b in printable] + [chr(256 + number) for number in range(len(others))]


def test_folders(tmp_path):
    vocabulary = {character: number for number, character in enumerate([*byte_characters(), "ab"])}
    (tmp_path / "vocab.json").write_text(json.dumps(vocabulary))
    with pytest.raises(FileNotFoundError, match="merges.txt"):
        tokmill.open_encoding(tmp_path)
    (tmp_path / "merges.txt").write_text("#version: 0.2\na b\n")
    assert tokmill.open_encoding(tmp_path).encode("abc") == [256, vocabulary["c"]]
    tokenizer = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
                 "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
                 "post_processor": None, "decoder": {"type": "ByteLevel"},
                 "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
                           "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False, "vocab": vocabulary,
                           "merges": ["a b"]}}
    (tmp_path / "tokenizer.json").write_text(json.dumps(tokenizer))
    encoding = tokmill.open_encoding(str(tmp_path))
    assert encoding.name == tmp_path.name
    assert encoding.encode("ab ab") == [256, vocabulary["\u0120"], 256]


def test_copies(o200k, tmp_path):
    assert pickle.loads(pickle.dumps(o200k)) is o200k
    assert copy.deepcopy(o200k) is o200k
    made = tokmill.open_encoding(ROOT / "vocab" / "r50k_base.tiktoken", pattern="gpt2")
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(made)

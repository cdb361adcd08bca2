"""Objects of Encoding: copies, attributes, threads, processes."""

import copy
import os
import pickle
import subprocess
import sys
import threading
import weakref

import pytest

import tokmill.tiktoken as tiktoken

RANKS = {bytes([byte]): byte for byte in range(256)} | {b"ab": 256, b"abc": 257}


def made(name="made", **arguments):
    defaults = {"pat_str": r"\w+|\W", "mergeable_ranks": RANKS, "special_tokens": {"<|x|>": 300}}
    return tiktoken.Encoding(name, **(defaults | arguments))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_registered_encoding_is_pickled_as_its_name(protocol):
    encoding = tiktoken.get_encoding("cl100k_base")
    data = pickle.dumps(encoding, protocol)
    assert len(data) < 200
    loaded = pickle.loads(data)
    assert loaded is not encoding
    assert type(loaded) is tiktoken.Encoding
    assert loaded.__dict__ is encoding.__dict__
    assert loaded.encode("hello <|endoftext|>", allowed_special="all") == [15339, 220, 100257]
    assert len(pickle.dumps(loaded, protocol)) < 200


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_other_encodings_are_pickled_with_their_tokens(protocol):
    loaded = pickle.loads(pickle.dumps(made(), protocol))
    assert (loaded.name, loaded.n_vocab, loaded._mergeable_ranks) == ("made", 301, RANKS)
    assert loaded.encode("abc<|x|>d", allowed_special="all") == [257, 300, 100]


def test_an_encoding_with_a_registered_name_is_not_taken_for_it():
    tiktoken.get_encoding("gpt2")
    loaded = pickle.loads(pickle.dumps(made("gpt2")))
    assert loaded.n_vocab == 301


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_copies(copied):
    for encoding in (tiktoken.get_encoding("o200k_base"), made()):
        other = copied(encoding)
        assert other is not encoding
        assert other != encoding
        assert other.encode("abc") == encoding.encode("abc")


def test_ranks_and_special_tokens_make_an_equal_encoding():
    r50k = tiktoken.get_encoding("r50k_base")
    other = tiktoken.Encoding("other", pat_str=r50k._pat_str, mergeable_ranks=r50k._mergeable_ranks,
                              special_tokens={"<|a|>": 100000})
    text = "They'll say: 3.14159 <|endoftext|> \u4f60\u597d\n\n"
    assert other.encode_ordinary(text) == r50k.encode_ordinary(text)
    assert other.encode("x<|a|>", allowed_special="all") == [87, 100000]


def test_attributes_can_be_set():
    encoding = made()
    encoding.note = "mine"
    encoding.encode = lambda text: [text]
    assert encoding.note == "mine"
    assert encoding.encode("a") == ["a"]
    assert made().encode("a") == [97]


def test_identity_and_weak_references():
    first, second = made(), made()
    assert first == first
    assert first != second
    assert len({first, second, first}) == 2
    reference = weakref.ref(first)
    del first
    assert reference() is None


def test_subclasses():
    class Sub(tiktoken.Encoding):
        def encode(self, text, **named):
            return [*super().encode(text, **named), -1]

    encoding = Sub("sub", pat_str=".", mergeable_ranks=RANKS, special_tokens={})
    assert encoding.encode("ab") == [97, 98, -1]
    assert encoding.decode([97, 98]) == "ab"


def test_an_object_that_was_not_initialized_raises():
    encoding = tiktoken.Encoding.__new__(tiktoken.Encoding)
    with pytest.raises(TypeError):
        encoding.encode_ordinary("a")
    with pytest.raises(AttributeError):
        encoding.name  # noqa: B018


def test_what_the_library_refuses_is_a_value_error():
    with pytest.raises(ValueError, match="(?i)pattern|group|parenthes"):
        made(pat_str="(")
    with pytest.raises(ValueError):
        made(pat_str=r"(a)\1")  # a reference to a group
    with pytest.raises(ValueError, match="rank|twice|id"):
        made(mergeable_ranks=RANKS | {b"xyz": 5})
    with pytest.raises(ValueError, match="byte"):
        made(mergeable_ranks={b"a": 0})
    with pytest.raises(ValueError, match="empty"):
        made(special_tokens={"": 400})
    with pytest.raises(ValueError, match="ordinary"):
        made(special_tokens={"<|y|>": 97})


def test_patterns_of_one_byte_tokens():
    assert made().encode_single_token(b"abc") == 257
    with pytest.raises(KeyError) as raised:
        made().encode_single_token(b"abcd")
    assert raised.value.args == (b"abcd",)


def test_sixteen_threads():
    encoding = tiktoken.get_encoding("o200k_base")
    texts = [f"Text {number}: {'words and more, ' * (number % 50)}\n\u4f60\u597d" for number in range(400)]
    expected = [encoding.encode(text) for text in texts]
    failures = []

    def work():
        for text, ids in zip(texts, expected):
            if encoding.encode(text) != ids or encoding.decode(ids) != text:
                failures.append(text)
        if encoding.encode_batch(texts, num_threads=3) != expected:
            failures.append("batch")
        if not encoding._mergeable_ranks[b"a"] == 64:
            failures.append("ranks")

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_long_texts_in_threads():
    encoding = tiktoken.get_encoding("cl100k_base")
    text = "The quick brown fox jumps over the lazy dog. " * 20000
    expected = encoding.encode(text)
    results = []
    threads = [threading.Thread(target=lambda: results.append(encoding.encode(text) == expected)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_fork():
    program = """
import os
import tokmill.tiktoken as tiktoken
encoding = tiktoken.get_encoding("cl100k_base")
texts = ["hello world"] * 5000
encoding.encode_batch(texts)
for _ in range(3):
    child = os.fork()
    if child == 0:
        same = encoding.encode_batch(texts) == [[15339, 1917]] * 5000
        os._exit(0 if same and encoding.encode("hello world") == [15339, 1917] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert encoding.encode_batch(texts)[-1] == [15339, 1917]
print("done")
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.returncode) == ("done\n", 0), done.stderr


def test_processes_get_pickled_encodings():
    import multiprocessing

    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(tiktoken.get_encoding("gpt2").encode, ["hello world"] * 3) == [[31373, 995]] * 3


def test_long_texts_of_one_character():
    encoding = tiktoken.get_encoding("o200k_base")
    for character in ("x", " ", "\n", "^", "0", "\u4f60"):
        text = character * 1_000_000
        assert encoding.decode(encoding.encode(text)) == text


def test_methods_can_be_inspected():
    import inspect

    encoding = tiktoken.get_encoding("gpt2")
    assert list(inspect.signature(encoding.encode).parameters) == ["text", "allowed_special", "disallowed_special"]
    assert list(inspect.signature(encoding.decode).parameters) == ["tokens", "errors"]
    assert encoding.encode.__doc__.startswith("Return the tokens")
    assert encoding.encode.__name__ == "encode"
    assert encoding.encode.__self__ is encoding
    undocumented = [name for name in dir(tiktoken.Encoding) if not name.startswith("__")
                    and callable(getattr(tiktoken.Encoding, name)) and not getattr(tiktoken.Encoding, name).__doc__]
    assert [name for name in undocumented if not name.startswith("_")] == []


def test_large_ids():
    tokens = {"<|a|>": 2**18 - 1, "<|b|>": 2**18, "<|c|>": 2**32 - 2}
    encoding = made(special_tokens=tokens)
    for _ in range(3):
        assert encoding.encode("".join(tokens), allowed_special="all") == list(tokens.values())
    assert encoding.decode(list(tokens.values())) == "".join(tokens)
    assert encoding.n_vocab == 2**32 - 1
    assert len(encoding.token_byte_values()) == len(RANKS)

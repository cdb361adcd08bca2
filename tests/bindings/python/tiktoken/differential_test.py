"""Compare every method of Encoding with tiktoken's: results, types and messages of exceptions."""

import array
import os
import random

import numpy as np
import oracle
import pytest
from outcomes import assert_same, outcome, plain
from strings import Strings

IS_FULL = os.environ.get("TOKMILL_FULL") == "1"
SEED = 20261126
HARMONY = "o200k_harmony"


class Index:
    """Has the value of an integer."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Sequence:
    """Behaves like a sequence without being one."""

    def __init__(self, *elements):
        self.elements = elements

    def __len__(self):
        return len(self.elements)

    def __getitem__(self, index):
        return self.elements[index]


class Text(str):
    pass


class Ids(list):
    pass


# Each is called for a new object, because some objects are used up.
OBJECTS = [
    lambda: None, lambda: 5, lambda: -1, lambda: 2**32 - 1, lambda: 2**32, lambda: 2**64, lambda: -2**70,
    lambda: True, lambda: 1.5, lambda: 1j, lambda: object, lambda: "", lambda: "a", lambda: "hello world",
    lambda: Text("ab"), lambda: "a\0b", lambda: "\ud83d", lambda: "\ud83d\udc4d!", lambda: "\udc4d\ud83d",
    lambda: "<|endoftext|>", lambda: b"", lambda: b"a", lambda: b"\xff\xfe", lambda: b" \xec\x8b\xa4\xed",
    lambda: bytearray(b"ab"), lambda: memoryview(b"ab"), lambda: [], lambda: [1], lambda: [1, 2, 3], lambda: ["a"],
    lambda: [None], lambda: [1, 1.0], lambda: [-1], lambda: [2**32], lambda: [2**63], lambda: [2**64],
    lambda: [-(2**63) - 1], lambda: [100256], lambda: [10**9], lambda: [True, False], lambda: [Index(7)],
    lambda: [Index(-7)], lambda: [[1]], lambda: (1, 2), lambda: Ids([1, 2]), lambda: {1}, lambda: {1: 2},
    lambda: range(3), lambda: iter([1, 2]), lambda: (i for i in [1, 2]), lambda: Sequence(1, 2),
    lambda: Sequence("a"), lambda: Index(5), lambda: array.array("I", [1, 2]), lambda: array.array("h", [-1]),
    lambda: array.array("d", [1.0]), lambda: array.array("B", [1, 200]), lambda: np.array([15339, 1917]),
    lambda: np.array([15339, 1917], dtype=np.uint32), lambda: np.array([1], dtype=">i4"),
    lambda: np.array([1, 2, 3, 4], dtype=np.int16)[::2], lambda: np.array([2**40]), lambda: np.array([-1]),
    lambda: np.array([1.5]), lambda: np.array([True]), lambda: np.array([[1, 2], [3, 4]]), lambda: np.array(5),
    lambda: np.int64(5), lambda: np.array(["a"]), lambda: np.array([]), lambda: [np.uint8(5)], lambda: ["a", "b"],
    lambda: ["\ud83d", "b"], lambda: ["a", None], lambda: ["a", "<|endoftext|>", 5], lambda: [[1], [2]],
    lambda: [[9468]], lambda: [[1], [100256]],
]
METHODS = ["encode", "encode_ordinary", "encode_to_numpy", "encode_batch", "encode_ordinary_batch",
           "encode_single_token", "decode", "decode_bytes", "decode_single_token_bytes", "decode_tokens_bytes",
           "decode_with_offsets", "decode_batch", "decode_bytes_batch", "is_special_token", "_encode_bytes",
           "_encode_single_piece", "_encode_only_native_bpe"]
CORE_METHODS = ["encode_ordinary", "encode_single_token", "encode_single_piece", "_encode_bytes", "decode_bytes",
                "decode_single_token_bytes"]

# tiktoken panics: an exception that is no Exception.
PANICS = {("_encode_single_piece", ""), ("_encode_single_piece", b""), ("encode_single_piece", b"")}


def is_panic(method, argument):
    return isinstance(argument, (str, bytes)) and (method, argument) in PANICS


@pytest.mark.parametrize("method", METHODS)
def test_each_method_with_each_object(pair, method):
    mine, theirs = pair
    for make in OBJECTS:
        if not is_panic(method, make()):
            assert_same(lambda: getattr(mine, method)(make()), lambda: getattr(theirs, method)(make()), method, make())


@pytest.mark.parametrize("method", CORE_METHODS)
def test_each_method_of_core_bpe_with_each_object(cl100k, method):
    mine, theirs = (encoding._core_bpe for encoding in cl100k)
    for make in OBJECTS:
        if not is_panic(method, make()):
            assert_same(lambda: getattr(mine, method)(make()), lambda: getattr(theirs, method)(make()), method, make())


@pytest.mark.parametrize("method", METHODS)
def test_wrong_numbers_of_arguments(cl100k, method):
    mine, theirs = cl100k
    for arguments, named in (((), {}), (("a", "b", "c"), {}), (("a",), {"nonsense": 1}), ((), {"nonsense": 1})):
        assert_same(lambda: getattr(mine, method)(*arguments, **named),
                    lambda: getattr(theirs, method)(*arguments, **named), method, arguments, named)


# --- Special tokens ----------------------------------------------------------------------------------

EOT = "<|endoftext|>"
ALLOWED = [lambda: "all", lambda: set(), lambda: frozenset(), lambda: {EOT}, lambda: frozenset({EOT}),
           lambda: {EOT, "<|nonsense|>"}, lambda: {"<|nonsense|>"}, lambda: [EOT], lambda: (), lambda: (EOT,),
           lambda: EOT, lambda: "", lambda: None, lambda: 5, lambda: {5}, lambda: {b"a"}, lambda: {EOT: 1}.keys(),
           lambda: {EOT: 1}, lambda: {"\ud83d"}, lambda: {"<|endofprompt|>"}, lambda: np.array(["all"])]
DISALLOWED = [lambda: "all", lambda: (), lambda: [], lambda: set(), lambda: "", lambda: None, lambda: 0, lambda: 5,
              lambda: {EOT}, lambda: [EOT], lambda: EOT, lambda: "h", lambda: ["hel"], lambda: ["lo w"], lambda: [""],
              lambda: ["<|nonsense|>"], lambda: {"a": 1}, lambda: [5], lambda: [b"a"], lambda: [[]],
              lambda: ["\ud83d"], lambda: ["\U0001f44d"], lambda: [Text("hello")], lambda: ["<|fim_prefix|>", EOT]]
TEXTS = ["", "hello world", EOT, f"hello {EOT} world", "<|endoftext|", "<|<|endoftext|>|>", "<|nonsense|>",
         f"<|endofprompt|>{EOT}", "\ud83d", f"\ud83d{EOT}", "\ud83d\udc4d hel", b"hello", None, 5]


@pytest.mark.parametrize("method", ["encode", "encode_to_numpy"])
def test_special_arguments(pair, method):
    mine, theirs = pair
    for text in TEXTS:
        for allowed in ALLOWED:
            for disallowed in DISALLOWED:
                assert_same(
                    lambda: getattr(mine, method)(text, allowed_special=allowed(), disallowed_special=disallowed()),
                    lambda: getattr(theirs, method)(text, allowed_special=allowed(), disallowed_special=disallowed()),
                    method, text, allowed(), disallowed())
        assert_same(lambda: getattr(mine, method)(text), lambda: getattr(theirs, method)(text), method, text)


def test_special_arguments_of_batches(cl100k):
    mine, theirs = cl100k
    for allowed in ALLOWED:
        for disallowed in DISALLOWED:
            named = {"allowed_special": allowed(), "disallowed_special": disallowed()}
            assert_same(lambda: mine.encode_batch(TEXTS[:-6], **named), lambda: theirs.encode_batch(TEXTS[:-6], **named),
                        named)


@pytest.mark.parametrize("threads", [1, 2, 3, 100, 0, -1, None, "x", 1.5, 0.5, True, 10**30])
def test_threads(cl100k, threads):
    mine, theirs = cl100k
    for method, argument in (("encode_batch", ["a", "b"]), ("encode_ordinary_batch", ["a", "b"]),
                             ("decode_batch", [[1], [2]]), ("decode_bytes_batch", [[1], [2]])):
        if threads in (0.5, 10**30):  # tiktoken starts as many threads as there are texts
            continue
        assert_same(lambda: getattr(mine, method)(argument, num_threads=threads),
                    lambda: getattr(theirs, method)(argument, num_threads=threads), method, threads)


# --- Random arguments --------------------------------------------------------------------------------


def texts_for(encoding, count):
    """Random texts, some with special tokens and surrogates."""
    rng = random.Random(SEED)
    ids = rng.sample(range(encoding.n_vocab), 3000)
    words = [encoding.decode([token]) for token in ids if outcome(lambda: encoding.decode([token]))[0] == "returned"]
    texts = Strings(SEED, [word for word in words if word]).some(count)
    special = sorted(encoding.special_tokens_set)
    for number in range(0, len(texts), 7):
        text = texts[number]
        at = rng.randrange(len(text) + 1)
        inserted = rng.choice([rng.choice(special), "\ud83d", "\udc4d", "\ud83d\udc4d", "<|", "|>", "<|endoftext|"])
        texts[number] = text[:at] + inserted + text[at:]
    return texts


def test_random_texts(pair):
    mine, theirs = pair
    for text in texts_for(theirs, 1500):
        assert_same(lambda: mine.encode(text), lambda: theirs.encode(text), "encode", text)
        assert_same(lambda: mine.encode_ordinary(text), lambda: theirs.encode_ordinary(text), "encode_ordinary", text)
        assert_same(lambda: mine.encode(text, allowed_special="all"), lambda: theirs.encode(text, allowed_special="all"),
                    "all", text)
        assert_same(lambda: mine.encode_to_numpy(text, disallowed_special=()),
                    lambda: theirs.encode_to_numpy(text, disallowed_special=()), "encode_to_numpy", text)


def test_random_batches(pair):
    mine, theirs = pair
    texts = texts_for(theirs, 1000)
    for threads in (1, 2, 8):
        assert_same(lambda: mine.encode_ordinary_batch(texts, num_threads=threads),
                    lambda: theirs.encode_ordinary_batch(texts, num_threads=threads), threads)
    assert_same(lambda: mine.encode_batch(texts, allowed_special="all"),
                lambda: theirs.encode_batch(texts, allowed_special="all"))
    assert_same(lambda: mine.encode_batch(texts), lambda: theirs.encode_batch(texts))
    assert_same(lambda: mine.encode_batch(tuple(texts[:1])), lambda: theirs.encode_batch(tuple(texts[:1])))


def random_bytes(rng):
    alphabet = rng.choice([b"ab \n", b"\x80\xe4\xb8\xad", bytes(range(256)), " \u4f60\xe9'\t\n".encode(), b" \n\t\xc2\x85"])
    return bytes(rng.choices(alphabet, k=rng.randrange(24)))


def test_random_bytes(pair):
    mine, theirs = pair
    rng = random.Random(SEED)
    for _ in range(3000):
        data = random_bytes(rng)
        assert_same(lambda: mine._encode_bytes(data), lambda: theirs._encode_bytes(data), "_encode_bytes", data)
        assert_same(lambda: mine.encode_single_token(data), lambda: theirs.encode_single_token(data), data)
        if data:
            assert_same(lambda: mine._encode_single_piece(data), lambda: theirs._encode_single_piece(data), data)


def test_random_ids(pair):
    mine, theirs = pair
    rng = random.Random(SEED)
    special = list(theirs._special_tokens.values())
    for _ in range(1500):
        ids = [rng.choice(special) if rng.random() < 0.02 else rng.randrange(theirs.n_vocab + (rng.random() < 0.01) * 9)
               for _ in range(rng.randrange(12))]
        for method in ("decode", "decode_bytes", "decode_tokens_bytes", "decode_with_offsets"):
            assert_same(lambda: getattr(mine, method)(ids), lambda: getattr(theirs, method)(ids), method, ids)
        for errors in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape", "nonsense", None, 5):
            assert_same(lambda: mine.decode(ids, errors), lambda: theirs.decode(ids, errors), errors, ids)
            assert_same(lambda: mine.decode(ids, errors=errors), lambda: theirs.decode(ids, errors=errors), errors, ids)
    batch = [[rng.randrange(50000) for _ in range(rng.randrange(20))] for _ in range(200)]
    assert_same(lambda: mine.decode_batch(batch), lambda: theirs.decode_batch(batch))
    assert_same(lambda: mine.decode_batch(batch, errors="strict"), lambda: theirs.decode_batch(batch, errors="strict"))
    assert_same(lambda: mine.decode_bytes_batch(batch), lambda: theirs.decode_bytes_batch(batch))


def test_each_token(pair):
    mine, theirs = pair
    for token in range(theirs.n_vocab + 3):
        expected = outcome(lambda: theirs.decode_single_token_bytes(token))
        assert outcome(lambda: mine.decode_single_token_bytes(token)) == expected, token
        if expected[0] == "returned":
            data = expected[1][1]
            assert mine.encode_single_token(data) == theirs.encode_single_token(data), token
        assert mine.is_special_token(token) == theirs.is_special_token(token), token


def unstable(encoding, text, **named):
    stable, completions = encoding.encode_with_unstable(text, **named)
    return [stable, sorted(completions), type(completions).__name__]


def test_encode_with_unstable(pair):
    mine, theirs = pair
    rng = random.Random(SEED)
    texts = ["", "hello fanta", "hello", "today\n ", "a\n\n", "  ", "\t\n x \n", "\u4f60\u597d", "caf\xe9", "x\x85", "1234",
             "\u00a0", "\x1c", f"a{EOT}", f"{EOT}b", "\ud83d", "h", "\U0001f600", "isn't", "'", b"a", None]
    texts += ["".join(rng.choices(["hello", " ", "\n", "\t", "w", "\u4f60", "'s", "12"], k=rng.randrange(1, 6))) + "word"[:rng.randrange(5)]
              for _ in range(12 if IS_FULL else 3)]
    for text in texts:
        # The arguments matter to special tokens. tiktoken takes up to half a second for a text.
        is_special = not isinstance(text, str) or EOT in text
        for named in ({}, {"allowed_special": "all"}, {"disallowed_special": ()}) if IS_FULL or is_special else ({},):
            assert_same(lambda: unstable(mine, text, **named), lambda: unstable(theirs, text, **named), text, named)


# --- Data and other members --------------------------------------------------------------------------


def test_data(pair):
    mine, theirs = pair
    for name in ("name", "max_token_value", "n_vocab", "eot_token", "special_tokens_set", "_pat_str", "_special_tokens",
                 "_special_token_values", "_mergeable_ranks"):
        assert plain(getattr(mine, name)) == plain(getattr(theirs, name)), name
    assert list(mine._mergeable_ranks.items()) == list(theirs._mergeable_ranks.items())
    assert mine.token_byte_values() == theirs.token_byte_values()
    assert mine._core_bpe.token_byte_values() == theirs._core_bpe.token_byte_values()
    assert repr(mine) == repr(theirs)


def test_all_members_are_there(cl100k):
    for mine, theirs in (cl100k, [encoding._core_bpe for encoding in cl100k]):
        missing = [name for name in dir(theirs) if not hasattr(mine, name) and not name.startswith("__")]
        assert missing == []


def test_core_bpe(cl100k):
    mine, theirs = (encoding._core_bpe for encoding in cl100k)
    for text in TEXTS:
        for allowed in ALLOWED:
            assert_same(lambda: mine.encode(text, allowed()), lambda: theirs.encode(text, allowed()), text, allowed())
            assert_same(lambda: bytes(mine.encode_to_tiktoken_buffer(text, allowed())),
                        lambda: bytes(theirs.encode_to_tiktoken_buffer(text, allowed())), text, allowed())
    # tiktoken's own buffer says that it has more elements than bytes.
    buffer = mine.encode_to_tiktoken_buffer("abc def", set())
    assert buffer.tolist() == theirs.encode("abc def", set())


# --- Encodings made at run time ----------------------------------------------------------------------

BYTES = {bytes([byte]): byte for byte in range(256)}


def random_ranks(rng):
    ranks = dict(BYTES)
    parts = [b"a", b"b", b" ", "\u4f60".encode(), b"\xe4", b"1", b"'s"]
    for _ in range(rng.randrange(60)):
        token = rng.choice(parts) + rng.choice(parts)
        parts.append(token)
        if token not in ranks:
            ranks[token] = max(ranks.values()) + rng.choice([1, 1, 1, 5])
    return ranks


@pytest.mark.parametrize("pattern", [".", r"\p{L}+|\s|.", r"\w+|[^\w]+", r"(?i:ab)+|\d{1,3}|\s+(?!\S)|\s|.",
                                     r"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+|\s+"])
def test_random_encodings(pattern):
    import tiktoken

    import tokmill.tiktoken

    rng = random.Random(SEED)
    for _ in range(20):
        ranks = random_ranks(rng)
        special = {"<|a|>": 5000, "<|b|>": 5002, "\U0001f44d": 6000} if rng.random() < 0.7 else {}
        arguments = {"pat_str": pattern, "mergeable_ranks": ranks, "special_tokens": special}
        mine, theirs = (library.Encoding("made", **arguments) for library in (tokmill.tiktoken, tiktoken))
        assert mine.token_byte_values() == theirs.token_byte_values()
        assert plain(vars(mine)["_mergeable_ranks"]) == plain(ranks)
        for name in ("name", "n_vocab", "max_token_value", "special_tokens_set", "_special_token_values"):
            assert plain(getattr(mine, name)) == plain(getattr(theirs, name)), name
        assert_same(lambda: mine.eot_token, lambda: theirs.eot_token)
        for _ in range(60):
            text = "".join(rng.choices(["a", "b", " ", "\u4f60", "1", "'s", "\n", "<|a|>", "<|b|>", "\U0001f44d", "\ud83d",
                                        "\udc4d"], k=rng.randrange(12)))
            assert_same(lambda: mine.encode(text), lambda: theirs.encode(text), text)
            assert_same(lambda: mine.encode(text, allowed_special="all"),
                        lambda: theirs.encode(text, allowed_special="all"), text)
            assert_same(lambda: mine.encode(text, allowed_special={"<|a|>"}),
                        lambda: theirs.encode(text, allowed_special={"<|a|>"}), text)
            assert_same(lambda: mine.encode_ordinary(text), lambda: theirs.encode_ordinary(text), text)
            data = random_bytes(rng)
            assert_same(lambda: mine._encode_bytes(data), lambda: theirs._encode_bytes(data), data)
            if rng.random() < 0.1:
                assert_same(lambda: unstable(mine, text, disallowed_special=()),
                            lambda: unstable(theirs, text, disallowed_special=()), text)


def test_arguments_of_encodings():
    import tiktoken

    import tokmill.tiktoken

    for arguments in (
        {},
        {"pat_str": "."},
        {"pat_str": ".", "mergeable_ranks": {}, "special_tokens": {}},
        {"pat_str": 5, "mergeable_ranks": BYTES, "special_tokens": {}},
        {"pat_str": ".", "mergeable_ranks": {"a": 0}, "special_tokens": {}},
        {"pat_str": ".", "mergeable_ranks": {b"a": "0"}, "special_tokens": {}},
        {"pat_str": ".", "mergeable_ranks": BYTES, "special_tokens": {}, "explicit_n_vocab": 5},
        {"pat_str": ".", "mergeable_ranks": BYTES, "special_tokens": {"a": 300}, "explicit_n_vocab": 257},
        {"pat_str": ".", "mergeable_ranks": BYTES, "special_tokens": {}, "explicit_n_vocab": 256},
    ):
        assert_same(lambda: type(tokmill.tiktoken.Encoding("x", **arguments)).__name__,
                    lambda: type(tiktoken.Encoding("x", **arguments)).__name__, arguments)


def test_the_comparison_finds_differences():
    with pytest.raises(AssertionError):
        assert_same(lambda: [1], lambda: (1,))
    with pytest.raises(AssertionError):
        assert_same(lambda: {}["a"], lambda: {}["b"])
    with pytest.raises(AssertionError):
        assert_same(lambda: True, lambda: 1)

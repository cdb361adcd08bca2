"""Calls of every function and method with random hostile arguments: each returns or raises an ordinary exception.

What a call must return is checked by other tests. HOSTILE_CALLS is the number of calls (default: 20,000). A sanitizer
finds what these calls break (`environment.sh` with TOKMILL_SANITIZED=1).
"""

import array
import inspect
import os
import random

import numpy as np
import pytest

import tokmill
import tokmill.tiktoken

CALLS = int(os.environ.get("HOSTILE_CALLS", "20000"))


class Refusal(Exception):
    """What hostile objects raise."""


class RaisesLate:
    """An iterable whose iterator raises after some elements."""

    def __init__(self, *elements):
        self.elements = elements

    def __iter__(self):
        yield from self.elements
        raise Refusal


class WrongLength:
    """A sequence that says that it has another number of elements."""

    def __init__(self, length, *elements):
        self.length = length
        self.elements = elements

    def __len__(self):
        return self.length

    def __getitem__(self, index):
        return self.elements[index]


class Changes:
    """An integer that changes the list that has it while the list is read."""

    def __init__(self, changed):
        self.changed = changed

    def __index__(self):
        self.changed.clear()
        return 1


def shrinking_list():
    ids = [1, 2, 3]
    ids[1:1] = [Changes(ids)] * 3
    return ids


def growing_ids():
    ids = [1]
    for number in range(5):
        ids.append(number)
        yield ids[-1]


class RefusesIndex:
    def __index__(self):
        raise Refusal


class BrokenArrow:
    """An Arrow stream that is not one."""

    def __init__(self, answer):
        self.answer = answer

    def __arrow_c_stream__(self, requested_schema=None):
        return self.answer

    def __arrow_c_array__(self, requested_schema=None):
        return self.answer


class Equal:
    """Equal to everything, without a hash."""

    __hash__ = None

    def __eq__(self, other):
        return True


def text(rng):
    parts = ["", "a", "hello world", "\ud83d", "\udfff\ud800", "\0", "<|endoftext|>", "<|fim", "\U0010ffff", "e\u0301" * 9, " " * 99,
             "123456789", "\r\n\r\n", "\u4f60\u597d", "x" * 3000]
    return "".join(rng.choice(parts) for _ in range(rng.randrange(4)))


def simple_value(rng):
    return rng.choice([
        lambda: None, lambda: True, lambda: 0, lambda: rng.choice([1, 7, 255, 50256, 199999]), lambda: -1,
        lambda: 2**31, lambda: 2**32 - 1, lambda: 2**63, lambda: -2**64, lambda: 2**200, lambda: 1.5,
        lambda: float("nan"), lambda: text(rng), lambda: text(rng).encode("utf-8", "surrogatepass"),
        lambda: b"\xff\xfe\xed\xa0\x80" * rng.randrange(3), lambda: bytearray(b"ab"), lambda: memoryview(b"abcd")[::2],
        lambda: array.array("I", [1, 2]), lambda: array.array("d", [1]), lambda: np.array([1, 2], dtype=np.uint32),
        lambda: np.arange(9)[::-2], lambda: np.array([[1]]), lambda: np.array(5), lambda: np.array([1.5]),
        lambda: np.array(["a", None], dtype=object), lambda: object(), lambda: Equal(), lambda: RefusesIndex(),
        lambda: WrongLength(rng.choice([-1, 0, 5, 2**40]), 1, 2), lambda: WrongLength(1, "a", "b"),
        lambda: RaisesLate(1, 2), lambda: RaisesLate("a"), shrinking_list, growing_ids, lambda: range(10**5),
        lambda: BrokenArrow(None), lambda: BrokenArrow((1, 2)), lambda: rng.choice(["allow", "text", "error", "all"]),
        lambda: rng.choice(["gpt2", "o200k_base", "gpt-4o", "cl100k"]), lambda: tokmill.encoding("gpt2"),
        lambda: tokmill.tiktoken.get_encoding("gpt2"),
    ])()


def value(rng, depth=2):
    if depth and rng.random() < 0.3:
        elements = [value(rng, depth - 1) for _ in range(rng.randrange(4))]
        kind = rng.choice([list, tuple, iter, set, frozenset, dict.fromkeys])
        try:
            return kind(elements)
        except TypeError:  # an element without a hash
            return elements
    return simple_value(rng)


CLASSES = [tokmill.Chunk, tokmill.StreamCounter, tokmill.StreamEncoder, tokmill.StreamDecoder]


def public_functions(module):
    return [getattr(module, name) for name in dir(module)
            if not name.startswith("_") and inspect.isroutine(getattr(module, name))]


def methods(one):
    # What object has needs no test. A second __init__ is an error of the caller, about which nanobind warns.
    inherited = set(dir(object)) - {"__setattr__", "__eq__", "__reduce_ex__"}
    return [name for name in dir(one) if name not in inherited and callable(getattr(one, name, None))]


def receivers(rng):
    """Objects whose methods are called: some are in the middle of a stream."""
    encoding = tokmill.encoding(rng.choice(tokmill.encoding_names()))
    streams = [kind(encoding) for kind in CLASSES[1:]]
    for stream in streams:
        try:
            stream.append(value(rng))
        except Exception:
            pass
    mine = tokmill.tiktoken.get_encoding(rng.choice(tokmill.tiktoken.list_encoding_names()))
    return [encoding, *streams, mine, mine._core_bpe]


# These return a list of all tokens, or read files.
SLOW = {"token_byte_values", "_make_mergeable_ranks", "_mergeable_ranks", "open_encoding", "numbers", "__reduce_ex__"}


def random_call(rng, functions, objects):
    if rng.random() < 0.2:
        called = rng.choice(functions)
        name = called.__name__
    else:
        receiver = rng.choice(objects)
        name = rng.choice(methods(receiver))
        called = getattr(receiver, name)
    if name in SLOW and rng.random() < 0.99:
        return None
    likely = [text(rng), [15339, 1917], rng.randrange(9), [text(rng), text(rng)]]
    arguments = [rng.choice([value(rng), rng.choice(likely)]) for _ in range(rng.choice([0, 1, 1, 1, 2, 3]))]
    keywords = {}
    known = ["special", "threads", "numpy", "errors", "overlap", "boundaries", "keep", "max_tokens", "num_threads",
             "allowed_special", "disallowed_special"]
    if rng.random() < 0.3:
        keywords = {rng.choice(known): value(rng) for _ in range(rng.choice([1, 2]))}
    return name, called, arguments, keywords


@pytest.mark.parametrize("seed", range(4))
def test_calls_return_or_raise(seed):
    rng = random.Random(seed)
    functions = public_functions(tokmill) + public_functions(tokmill.tiktoken) + CLASSES + [tokmill.tiktoken.Encoding]
    returned = raised = 0
    for number in range(CALLS // 4):
        if number % 100 == 0:
            objects = receivers(rng)
        call = random_call(rng, functions, objects)
        if call is None:
            continue
        name, called, arguments, keywords = call
        try:
            called(*arguments, **keywords)
            returned += 1
        except SystemError as error:
            raise AssertionError(f"{name}(*{arguments!r}, **{keywords!r})") from error
        except Exception:
            raised += 1
    print(f"{returned} calls returned, {raised} raised")
    assert returned > CALLS // 100 and raised > CALLS // 20

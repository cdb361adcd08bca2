"""Uses the C library from Python's ctypes. Prints what tests/bindings/smoke_test.py expects."""

import os
from ctypes import (CDLL, POINTER, Structure, addressof, byref, c_char_p, c_int, c_int32, c_size_t, c_uint32, c_uint64,
                    c_void_p, create_string_buffer)

lib = CDLL(os.environ["TOKMILL_C_LIBRARY"])
lib.tokmill_encoding_by_name.argtypes = [c_char_p, c_size_t, POINTER(c_void_p), POINTER(c_void_p)]
lib.tokmill_count.argtypes = [c_void_p, c_char_p, c_size_t, c_void_p, c_uint32, POINTER(c_size_t), c_void_p]
lib.tokmill_encode.argtypes = [c_void_p, c_char_p, c_size_t, c_void_p, c_uint32, POINTER(c_uint32), POINTER(c_uint64),
                               c_size_t, POINTER(c_size_t), c_void_p]
lib.tokmill_decode.argtypes = [c_void_p, POINTER(c_uint32), c_size_t, c_char_p, c_size_t, POINTER(c_size_t), c_void_p]
lib.tokmill_count_column.argtypes = [c_void_p, c_void_p, c_void_p, c_uint32, c_size_t, POINTER(c_uint64), c_void_p]
lib.tokmill_error_status.argtypes = [c_void_p]
lib.tokmill_status_name.argtypes = [c_int]
lib.tokmill_status_name.restype = c_char_p
lib.tokmill_error_free.argtypes = [c_void_p]
lib.tokmill_encoding_free.argtypes = [c_void_p]


def find(name):
    encoding, error = c_void_p(), c_void_p()
    if lib.tokmill_encoding_by_name(name, len(name), byref(encoding), byref(error)) != 0:
        status = lib.tokmill_status_name(lib.tokmill_error_status(error)).decode()
        lib.tokmill_error_free(error)
        raise LookupError(status)
    return encoding


o200k, cl100k = find(b"o200k_base"), find(b"cl100k_base")
question = b"How many tokens is this?"
tokens = c_size_t()
assert lib.tokmill_count(o200k, question, len(question), None, 0, byref(tokens), None) == 0
print(tokens.value)

ids, count = (c_uint32 * 8)(), c_size_t()
assert lib.tokmill_encode(cl100k, b"hello world", 11, None, 0, ids, None, 8, byref(count), None) == 0
print(ids[0], ids[count.value - 1])
text, size = create_string_buffer(32), c_size_t()
assert lib.tokmill_decode(cl100k, ids, count, text, 32, byref(size), None) == 0
print(text.raw[: size.value].decode())


class Column(Structure):
    _fields_ = [("data", c_char_p), ("offsets", c_void_p), ("validity", c_char_p), ("first", c_size_t),
                ("count", c_size_t), ("offset_size", c_size_t)]


offsets = (c_int32 * 4)(0, 5, 11, 11)
column = Column(b"hello world", addressof(offsets), b"\x05", 0, 3, 4)
counts = (c_uint64 * 3)()
assert lib.tokmill_count_column(cl100k, byref(column), None, 0, 2, counts, None) == 0
print(*counts)

try:
    find(b"nope")
except LookupError as error:
    print(error)
lib.tokmill_encoding_free(o200k)
lib.tokmill_encoding_free(cl100k)

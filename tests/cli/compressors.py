"""Compresses with the libraries of Python, and zstd with the library of the system."""

import bz2
import ctypes
import ctypes.util
import gzip
import lzma


def gzip_data(text):
    return gzip.compress(text, mtime=0)


def zstd_library():
    name = ctypes.util.find_library("zstd")
    if name is None:
        return None
    library = ctypes.CDLL(name)
    for function in ("ZSTD_compressBound", "ZSTD_compress2", "ZSTD_CCtx_setParameter"):
        getattr(library, function).restype = ctypes.c_size_t
    library.ZSTD_createCCtx.restype = ctypes.c_void_p
    library.ZSTD_compressBound.argtypes = [ctypes.c_size_t]
    library.ZSTD_CCtx_setParameter.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
    library.ZSTD_compress2.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
    library.ZSTD_freeCCtx.argtypes = [ctypes.c_void_p]
    return library


ZSTD = zstd_library()
CHECKSUM, WINDOW_LOG, LONG_DISTANCE = 201, 101, 160  # parameters of ZSTD_CCtx_setParameter


def zstd_data(text, window_log=0):
    """A frame with a checksum. `window_log`: 0 for the default."""
    context = ZSTD.ZSTD_createCCtx()
    ZSTD.ZSTD_CCtx_setParameter(context, CHECKSUM, 1)
    if window_log:
        ZSTD.ZSTD_CCtx_setParameter(context, WINDOW_LOG, window_log)
        ZSTD.ZSTD_CCtx_setParameter(context, LONG_DISTANCE, 1)
    data = ctypes.create_string_buffer(ZSTD.ZSTD_compressBound(len(text)))
    size = ZSTD.ZSTD_compress2(context, data, len(data), text, len(text))
    ZSTD.ZSTD_freeCCtx(context)
    assert size <= len(data), "zstd failed"
    return data.raw[:size]


COMPRESSORS = {"gzip": gzip_data, "bzip2": bz2.compress, "xz": lzma.compress}
if ZSTD is not None:
    COMPRESSORS["zstd"] = zstd_data

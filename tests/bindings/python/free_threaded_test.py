"""The package with a CPython without the global lock, which is built from Debian's sources in build/.

Skipped if a mirror of Debian or PyPI, or what CPython is built with, is missing: a C compiler, and the headers of OpenSSL
and zlib, which pip needs.
"""

import os
import sys

import cpython  # adds the folder of debian
from debian import Unavailable
from foreign import HERE, skip

TESTS = ["package_test.py", "encoding_test.py", "hostile_test.py", "tiktoken/core_test.py"]


def main():
    try:
        interpreter = cpython.build("free-threaded", "--disable-gil")
    except Unavailable as reason:
        skip(reason)
    environment = {**os.environ, "TOKMILL_PYTHON": str(interpreter)}
    sys.stdout.flush()
    os.execve(HERE / "environment.sh", ["environment.sh", "python", "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider",
                                        *(str(HERE / test) for test in TESTS)], environment)


main()

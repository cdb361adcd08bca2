"""What calls of tiktoken and of tokmill.tiktoken lead to, in a form that can be compared."""

import numpy as np

def plain(value):
    """Return a value that compares equal to that of the other library."""
    if isinstance(value, np.ndarray):
        return ("array", value.dtype.str, value.flags.writeable, value.tolist())
    if isinstance(value, (list, tuple)):
        return (type(value).__name__, [plain(element) for element in value])
    return (type(value).__name__, value)


def outcome(call):
    """Return what a call returns or raises."""
    try:
        return ("returned", plain(call()))
    except Exception as error:
        return ("raised", type(error).__name__, plain(error.args))


def assert_same(mine, theirs, *described):
    """Check that two calls lead to the same."""
    expected = outcome(theirs)
    got = outcome(mine)
    assert got == expected, f"{described!r}: expected {expected!r}, got {got!r}"

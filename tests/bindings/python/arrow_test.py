"""Arrow columns by the PyCapsule interface, of the libraries that are installed."""

import pytest

import tokmill

TEXTS = ["hello", "hello world", None, "", "a text of more than twelve bytes \u4f60\u597d", "<|endoftext|>"]

pyarrow = pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def encoding():
    return tokmill.encoding("cl100k_base")


def types():
    names = ["string", "large_string", "string_view", "binary", "large_binary", "binary_view"]
    return [getattr(pyarrow, name)() for name in names if hasattr(pyarrow, name)]


@pytest.mark.parametrize("type_", types(), ids=str)
def test_types(encoding, type_):
    column = pyarrow.array(TEXTS, pyarrow.string()).cast(type_)
    expected = encoding.count_batch(TEXTS)
    assert encoding.count_batch(column) == expected
    assert encoding.count_batch(column.slice(1, 4)) == expected[1:5]
    assert encoding.count_batch(pyarrow.chunked_array([column, column.slice(2), column.slice(0, 0)])) == expected + expected[2:]
    assert encoding.encode_batch(column) == encoding.encode_batch(TEXTS)
    assert encoding.count_batch(column, numpy=True).tolist() == encoding.count_batch(TEXTS, numpy=True).tolist()


def test_many_rows_without_nulls(encoding):
    texts = [f"Row {number}: some words" * (number % 5) for number in range(20000)]
    column = pyarrow.array(texts)
    assert encoding.count_batch(column, threads=2) == encoding.count_batch(texts)


def test_other_types(encoding):
    for column in (pyarrow.array([1, 2]), pyarrow.array([["a"]]), pyarrow.array(["a", "b", "a"]).dictionary_encode(),
                   pyarrow.table({"a": ["x"]})):
        with pytest.raises(TypeError, match="expected an Arrow column of strings"):
            encoding.count_batch(column)


def test_columns_are_released(encoding):
    before = pyarrow.total_allocated_bytes()
    for _ in range(20):
        encoding.count_batch(pyarrow.array(TEXTS * 1000))
        encoding.count_batch(pyarrow.chunked_array([TEXTS * 1000]))
    assert pyarrow.total_allocated_bytes() == before


def test_polars(encoding):
    polars = pytest.importorskip("polars")
    assert encoding.count_batch(polars.Series(TEXTS)) == encoding.count_batch(TEXTS)

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
    assert encoding.count_batch(column, result="numpy").tolist() == encoding.count_batch(TEXTS, result="numpy").tolist()


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


def test_results(encoding):
    texts = [*TEXTS, "x" * 100] * 7
    for some in (texts, [text for text in texts if text is not None], [], [None], [None] * 9, ["a"] * 8):
        counts = pyarrow.array(encoding.count_batch(some, result="arrow"))
        assert counts.type == pyarrow.int64()
        counts.validate(full=True)
        assert counts.to_pylist() == encoding.count_batch(some)
        ids = pyarrow.array(encoding.encode_batch(some, result="arrow"))
        assert ids.type == pyarrow.large_list(pyarrow.uint32())
        ids.validate(full=True)
        assert ids.to_pylist() == encoding.encode_batch(some)


def test_results_outlive_what_they_come_from(encoding):
    column = encoding.encode_batch(["hello world"] * 1000, result="arrow")
    assert len(column) == 1000
    first, second = pyarrow.array(column), pyarrow.array(column)
    values = first.values  # the child alone
    del column, first
    assert second[999].as_py() == encoding.encode("hello world")
    del second
    assert values.to_pylist()[-2:] == encoding.encode("hello world")


def test_polars(encoding):
    polars = pytest.importorskip("polars")
    assert encoding.count_batch(polars.Series(TEXTS)) == encoding.count_batch(TEXTS)
    assert polars.Series(encoding.count_batch(TEXTS, result="arrow")).to_list() == encoding.count_batch(TEXTS)
    assert polars.Series(encoding.encode_batch(TEXTS, result="arrow")).to_list() == encoding.encode_batch(TEXTS)

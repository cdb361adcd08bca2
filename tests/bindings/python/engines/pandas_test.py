"""tokmill.pandas, and Dask with two workers."""

import pytest
import rows

pd = pytest.importorskip("pandas")

import tokmill.pandas  # noqa: E402


@pytest.mark.parametrize("dtype", ["object", "string[python]", "string[pyarrow]", "large_string[pyarrow]"])
def test_hard_rows(dtype):
    if "pyarrow" in dtype:
        pytest.importorskip("pyarrow")
    series = pd.Series(rows.HARD, dtype=dtype, name="text", index=range(5, 5 + len(rows.HARD)))
    counts = series.tokmill.count()
    assert (counts.dtype, counts.name, counts.index.equals(series.index)) == ("Int64", "text", True)
    assert [None if count is pd.NA else count for count in counts] == rows.counts(rows.HARD)
    ids = series.tokmill.encode("cl100k_base")
    assert list(ids) == tokmill.encoding("cl100k_base").encode_batch(rows.HARD)


def test_missing_values():
    assert pd.Series([float("nan"), pd.NA, None, "a"]).tokmill.count().isna().tolist() == [True, True, True, False]
    with pytest.raises(TypeError, match="text 1: expected str, bytes or None, got int"):
        pd.Series(["a", 5]).tokmill.count()


def count(texts):
    return texts.tokmill.count()


@pytest.mark.parametrize("scheduler", ["threads", "processes"])
def test_dask(scheduler):
    dataframe = pytest.importorskip("dask.dataframe")
    texts, total = rows.many(20_000)
    for partitions in (1, 4):
        frame = dataframe.from_pandas(pd.DataFrame({"text": texts}), npartitions=partitions)
        tokens = frame["text"].map_partitions(count, meta=("tokens", "Int64"))
        assert tokens.sum().compute(scheduler=scheduler, num_workers=2) == total

"""tokmill.polars, in eager, lazy and streaming queries."""

import pytest
import rows

pl = pytest.importorskip("polars")

import tokmill.polars  # noqa: E402


def test_hard_rows():
    frame = pl.DataFrame({"text": rows.HARD})
    assert frame["text"].tokmill.count().to_list() == rows.counts(rows.HARD)
    counted = frame.select(pl.col("text").tokmill.count("cl100k_base"))
    assert counted["text"].to_list() == rows.counts(rows.HARD, "cl100k_base")
    ids = frame.select(pl.col("text").tokmill.encode())["text"]
    assert ids.dtype == pl.List(pl.UInt32)
    assert ids.to_list() == tokmill.encoding("o200k_base").encode_batch(rows.HARD)
    assert frame["text"].tokmill.encode().to_list() == ids.to_list()


def test_many_rows():
    texts, total = rows.many()
    frame = pl.DataFrame({"text": texts, "group": [number % 7 for number in range(len(texts))]})
    tokens = pl.col("text").tokmill.count()
    assert frame.select(tokens).sum().item() == total
    for engine in ("in-memory", "streaming"):
        assert frame.lazy().select(tokens.sum()).collect(engine=engine).item() == total
        groups = frame.lazy().with_columns(tokens=tokens).group_by("group").agg(pl.col("tokens").sum()).collect(engine=engine)
        assert groups["tokens"].sum() == total


def test_errors():
    with pytest.raises(ValueError, match="did you mean o200k_base"):
        pl.col("text").tokmill.count("o200k_bsae")
    with pytest.raises((TypeError, pl.exceptions.ComputeError), match="column of strings"):
        pl.DataFrame({"text": [1, 2]}).select(pl.col("text").tokmill.count())

"""tokmill.datafusion."""

import pytest
import rows

datafusion = pytest.importorskip("datafusion")
pa = pytest.importorskip("pyarrow")

import tokmill.datafusion  # noqa: E402


def context_with(texts, type_=None, partitions=1, **options):
    context = datafusion.SessionContext(datafusion.SessionConfig().with_target_partitions(partitions))
    batches = pa.table({"text": pa.array(texts, type_ or pa.string())}).to_batches(max_chunksize=5000)
    context.register_record_batches("texts", [batches[start::partitions] for start in range(partitions)])
    tokmill.datafusion.register(context, **options)
    return context


@pytest.mark.parametrize("type_", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
def test_hard_rows(type_):
    found = context_with(rows.HARD, type_).sql("SELECT tokens(text) AS n, token_ids(text) AS ids FROM texts").to_pydict()
    assert found["n"] == rows.counts(rows.HARD)
    assert found["ids"] == tokmill.encoding("o200k_base").encode_batch(rows.HARD)


def test_many_rows():
    texts, total = rows.many()
    for partitions in (1, 2):
        assert context_with(texts, partitions=partitions).sql("SELECT sum(tokens(text)) AS n FROM texts").to_pydict() == {"n": [total]}


def test_names_and_encodings():
    context = context_with(["hello world"], encoding="cl100k_base", tokens="n", token_ids="ids")
    assert context.sql("SELECT ids(text) AS ids, n(text) AS n FROM texts").to_pydict() == {"ids": [[15339, 1917]], "n": [2]}
    with pytest.raises(ValueError, match="did you mean o200k_base"):
        tokmill.datafusion.register(context, "o200k_bsae")

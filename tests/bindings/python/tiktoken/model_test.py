"""The encodings of models, compared with tiktoken."""

import pytest
import tiktoken as oracle
from outcomes import assert_same, plain

import tokmill.tiktoken as tiktoken


def test_the_tables_are_tiktokens():
    for name in ("MODEL_TO_ENCODING", "MODEL_PREFIX_TO_ENCODING"):
        mine, theirs = getattr(tiktoken.model, name), getattr(oracle.model, name)
        # Exact names are looked up; prefixes are tried in order.
        assert mine == theirs, name
    assert list(tiktoken.model.MODEL_PREFIX_TO_ENCODING) == list(oracle.model.MODEL_PREFIX_TO_ENCODING)


NAMES = [*oracle.model.MODEL_TO_ENCODING, *(prefix + "x" for prefix in oracle.model.MODEL_PREFIX_TO_ENCODING),
         "gpt-4o-mini", "gpt-5.2-pro", "gpt-4-32k", "ft:gpt-4:acme", "nope", "", "GPT-4", "gpt", "gpt-4x", None, 5, b"gpt-4", []]


@pytest.mark.parametrize("model", NAMES)
def test_models(model):
    assert_same(lambda: tiktoken.encoding_name_for_model(model), lambda: oracle.encoding_name_for_model(model), model)
    if model != "gpt2" and model != "gpt-2":  # tiktoken would download them
        assert_same(lambda: plain(tiktoken.encoding_for_model(model).name),
                    lambda: plain(oracle.encoding_for_model(model).name), model)


def test_the_tables_can_be_changed(monkeypatch):
    monkeypatch.setitem(tiktoken.model.MODEL_TO_ENCODING, "mine", "gpt2")
    monkeypatch.setitem(tiktoken.model.MODEL_PREFIX_TO_ENCODING, "my-", "p50k_base")
    assert tiktoken.encoding_for_model("mine").name == "gpt2"
    assert tiktoken.encoding_name_for_model("my-model") == "p50k_base"

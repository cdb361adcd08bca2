"""Reading tables of ranks, compared with tiktoken."""

import base64
import hashlib
import json
import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import tiktoken.load as oracle
from conftest import ROOT
from outcomes import assert_same

import tokmill.tiktoken as tiktoken
from tokmill.tiktoken import load

TABLE = b"YQ== 0\nYg== 1\n\nYWI= 2\n"


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """Each test has a cache of its own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def server():
    """A server whose answers the test sets, and that counts the requests."""
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.requests += 1
            self.send_response(self.server.status)
            self.end_headers()
            self.wfile.write(self.server.answer)

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.answer, server.status, server.requests = TABLE, 200, 0
    server.url = f"http://127.0.0.1:{server.server_port}/table"
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def test_all_names_are_there():
    assert [name for name in dir(oracle) if not name.startswith("_") and callable(getattr(oracle, name))
            and not hasattr(load, name)] == []


@pytest.mark.parametrize("content", [TABLE, b"", b"YQ== 0", b"YQ==\n", b"YQ== x\n", b"YQ== 1 2\n", b"!!! 0\n", b"YQ= 0\n",
                                     b"= 5\n", b"YQ== 0\r\nYg== 1\r\n", b"YQ== -1\n"])
def test_tables(tmp_path, content):
    path = tmp_path / "table.tiktoken"
    path.write_bytes(content)
    assert_same(lambda: load.load_tiktoken_bpe(str(path)), lambda: oracle.load_tiktoken_bpe(str(path)), content)


def test_expected_hash(tmp_path, cache):
    path = tmp_path / "table.tiktoken"
    path.write_bytes(TABLE)
    digest = hashlib.sha256(TABLE).hexdigest()
    for expected in (digest, None, "", "0" * 64):
        assert_same(lambda: load.load_tiktoken_bpe(str(path), expected),
                    lambda: oracle.load_tiktoken_bpe(str(path), expected), expected)
    assert load.check_hash(TABLE, digest)
    assert not load.check_hash(TABLE, digest.upper())


def test_missing_files(tmp_path):
    path = str(tmp_path / "missing")
    assert_same(lambda: load.read_file(path), lambda: oracle.read_file(path))
    assert_same(lambda: load.read_file_cached(path), lambda: oracle.read_file_cached(path))


def test_the_cache(server, cache):
    assert load.read_file_cached(server.url) == TABLE
    assert load.read_file_cached(server.url) == TABLE
    assert oracle.read_file_cached(server.url) == TABLE
    assert server.requests == 1
    [stored] = cache.iterdir()
    assert stored.name == hashlib.sha1(server.url.encode()).hexdigest()

    stored.write_bytes(b"damaged")
    assert load.read_file_cached(server.url) == b"damaged"
    assert load.read_file_cached(server.url, hashlib.sha256(TABLE).hexdigest()) == TABLE
    assert server.requests == 2
    assert stored.read_bytes() == TABLE


def test_no_cache(server, cache, monkeypatch):
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    load.read_file_cached(server.url)
    load.read_file_cached(server.url)
    assert server.requests == 2
    assert not cache.exists()


def test_the_other_variable(server, tmp_path, monkeypatch):
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR")
    monkeypatch.setenv("DATA_GYM_CACHE_DIR", str(tmp_path / "other"))
    load.read_file_cached(server.url)
    assert len(os.listdir(tmp_path / "other")) == 1


def test_a_chosen_cache_that_cannot_be_written(server, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path / "file" / "cache"))
    with pytest.raises(OSError):
        load.read_file_cached(server.url)


def test_errors_of_the_server(server):
    server.status = 404
    assert_same(lambda: load.read_file(server.url), lambda: oracle.read_file(server.url))


def test_a_table_of_the_project():
    path = str(ROOT / "vocab" / "r50k_base.tiktoken")
    ranks = load.load_tiktoken_bpe(path)
    assert ranks == oracle.load_tiktoken_bpe(path) == tiktoken.get_encoding("r50k_base")._mergeable_ranks


def written(path, content):
    Path(path).write_text(content, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("clobber", [False, True])
@pytest.mark.parametrize("extra", [{}, {"<|endoftext|>": 300, "<|startoftext|>": 301}, {"zz": 258}])
def test_data_gym(tmp_path, clobber, extra):
    merges = written(tmp_path / "vocab.bpe", "#version: 0.2\na b\nab \u0120\n")
    characters = [c for c in map(chr, range(256)) if c.isprintable() and c != " "]
    tokens = characters + [chr(256 + number) for number in range(256 - len(characters))] + ["ab", "ab\u0120"]
    encoder = written(tmp_path / "encoder.json", json.dumps({token: rank for rank, token in enumerate(tokens)} | extra))
    arguments = {"vocab_bpe_file": merges, "encoder_json_file": encoder, "clobber_one_byte_tokens": clobber}
    assert_same(lambda: load.data_gym_to_mergeable_bpe_ranks(**arguments),
                lambda: oracle.data_gym_to_mergeable_bpe_ranks(**arguments), clobber, extra)


def test_dump_needs_blobfile(tmp_path):
    path = str(tmp_path / "table")
    assert_same(lambda: load.dump_tiktoken_bpe({b"a": 0}, path), lambda: oracle.dump_tiktoken_bpe({b"a": 0}, path))
    assert_same(lambda: load.read_file("gs://a/b"), lambda: oracle.read_file("gs://a/b"))


def test_dump(tmp_path, monkeypatch):
    import sys
    import types

    blobfile = types.ModuleType("blobfile")
    blobfile.BlobFile = open
    monkeypatch.setitem(sys.modules, "blobfile", blobfile)
    ranks = {b"b": 1, b"a": 0, b"\xff ": 2}
    load.dump_tiktoken_bpe(ranks, str(tmp_path / "mine"))
    oracle.dump_tiktoken_bpe(ranks, str(tmp_path / "theirs"))
    assert (tmp_path / "mine").read_bytes() == (tmp_path / "theirs").read_bytes()
    assert (tmp_path / "mine").read_bytes().startswith(base64.b64encode(b"a") + b" 0\n")

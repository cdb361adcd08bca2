"""Test -e with the path of a vocabulary file."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import ProgramTest
from vocabulary import tokenizer_json

VOCABULARIES = os.path.join(os.path.dirname(__file__), "..", "..", "..", "vocab")


def start_pipe(path):
    """Make a pipe to which another process writes a tokenizer.json."""
    os.mkfifo(path)
    if os.fork() == 0:
        with open(path, "w", encoding="utf-8") as pipe:
            json.dump(tokenizer_json(), pipe)
        os._exit(0)


class EncodingFile(ProgramTest):
    def write(self, name, content):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        self.file(name, content if isinstance(content, str) else json.dumps(content))
        return self.path(name)

    def encoded(self, path, text, *options):
        return self.tokmill("encode", "-e", path, *options, "-t", text)[0]

    def check_error(self, message, *arguments):
        output, errors = self.tokmill(*arguments, stdin="a", status=2)
        self.assertEqual(output, b"")
        self.assertIn(message, errors)

    def test_tokenizer_json(self):
        path = self.write("tokenizer.json", tokenizer_json())
        self.assertEqual(self.encoded(path, "abcab b<end>"), b"2 1 1032 1098 1060 1101 1110 1100 1062\n")
        self.assertEqual(self.encoded(path, "ab<end>", "--special", "allow"), b"1 258\n")
        self.assertEqual(self.tokmill("decode", "-e", path, "2", "258")[0], b"abc<end>")
        self.assertEqual(self.tokmill("count", "-e", path, stdin="abc abc")[0], b"3\n")

    def test_json_names_the_path(self):
        path = self.write("tokenizer.json", tokenizer_json())
        document = json.loads(self.tokmill("count", "-e", path, "--json", "-t", "ab")[0])
        self.assertEqual((document["encoding"], document["exact"]), (path, True))

    def test_other_commands(self):
        path = self.write("tokenizer.json", tokenizer_json())
        self.assertEqual(self.tokmill("truncate", "-e", path, "--max-tokens", "1", stdin="abcab")[0], b"abc")
        chunk = self.tokmill("chunk", "-e", path, "--max-tokens", "2", stdin="abcab")[0]
        self.assertEqual(json.loads(chunk)["tokens"], 2)
        self.assertEqual(self.tokmill("count", "-e", path, "--jsonl", stdin='"abcab"')[0], b'{"tokens":2}\n')
        cost = json.loads(self.tokmill("cost", "-e", path, "--json", "-t", "abcab")[0])
        self.assertEqual({(row["encoding"], row["input_tokens"]) for row in cost}, {(path, 2)})
        split = self.tokmill("split", "-e", path, "-t", "abcab")[0].decode()
        self.assertIn("abc", split)

    def test_several_encodings(self):
        path = self.write("tokenizer.json", tokenizer_json())
        compared = json.loads(self.tokmill("compare", "-e", path, "-e", "o200k_base", "--json", stdin="abcab")[0])
        self.assertIn(path, json.dumps(compared))
        numbers = json.loads(self.tokmill("numbers", "-e", path, "-e", "gpt2", "--json", "123")[0])
        self.assertEqual({row["encoding"]: row["pieces"] for row in numbers}, {path: ["1", "2", "3"], "gpt2": ["123"]})

    def test_rank_file(self):
        path = os.path.join(VOCABULARIES, "cl100k_base.tiktoken")
        text = "HTTPServer's 1234567"
        self.assertEqual(self.encoded(path, text, "--pattern", "cl100k"), self.encoded("cl100k_base", text))
        self.check_error("a rank file does not say how texts are split", "count", "-e", path)
        self.check_error("unknown pattern 'cl10k'", "count", "-e", path, "--pattern", "cl10k")

    def test_pattern_of_another_file(self):
        path = self.write("tokenizer.json", tokenizer_json())
        self.check_error("a pattern is for rank files", "count", "-e", path, "--pattern", "gpt2")
        self.check_error("--pattern is for a rank file", "count", "-e", "gpt2", "--pattern", "gpt2")
        self.check_error("--pattern is for a rank file", "count", "--pattern", "gpt2")

    def test_folders(self):
        self.write("hf/tokenizer.json", tokenizer_json())
        self.assertEqual(self.encoded("hf", "abc"), b"2\n")
        self.write("old/vocab.json", tokenizer_json()["model"]["vocab"])
        self.check_error("old/merges.txt: No such file", "count", "-e", "old")
        self.write("old/merges.txt", "#version: 0.2\na b\nab c\n")
        self.assertEqual(self.encoded("old", "abc"), b"2\n")
        self.write("old/merges.txt", "a b\nb a\n")
        self.check_error("old/merges.txt: line 2: the vocabulary has no token 'ba'", "count", "-e", "old")
        self.write("other/file", "")
        self.check_error("other: expected a folder with tokenizer.json", "count", "-e", "other")
        self.write("tekken/tekken.json", "{}")
        self.check_error("tekken/tekken.json: ", "count", "-e", "tekken")

    def test_folders_with_ranks(self):
        ranks = os.path.join(VOCABULARIES, "r50k_base.tiktoken")
        expected = self.encoded("r50k_base", "hello world")
        for name in ("tokenizer.model", "tiktoken.model", "any.tiktoken"):
            folder = self.path("folder of " + name)
            os.makedirs(folder)
            os.symlink(ranks, os.path.join(folder, name))
            self.assertEqual(self.encoded(folder, "hello world", "--pattern", "gpt2"), expected)
        os.symlink(ranks, os.path.join(folder, "other.tiktoken"))
        self.check_error("any.tiktoken and 1 others are vocabularies; name one file", "count", "-e", folder)

    def test_cache_of_hugging_face(self):
        model = "hub/models--org--name"
        self.write(f"{model}/snapshots/abc/tokenizer.json", tokenizer_json())
        for path in (model, f"{model}/snapshots/abc"):
            self.assertEqual(self.encoded(path, "abc"), b"2\n")
        self.write(f"{model}/snapshots/def/tokenizer.json", tokenizer_json(model={"type": "WordPiece"}))
        self.check_error("expected a folder with tokenizer.json", "count", "-e", model)
        self.write(f"{model}/refs/main", "abc")
        self.assertEqual(self.encoded(model, "abc"), b"2\n")
        self.write(f"{model}/refs/main", "../../../hub")
        self.check_error("expected a folder with tokenizer.json", "count", "-e", model)

    def test_details_belong_to_the_encoding_before_them(self):
        r50k, o200k = (os.path.join(VOCABULARIES, f"{name}_base.tiktoken") for name in ("r50k", "o200k"))
        output = self.tokmill("numbers", "--json", "-e", r50k, "--pattern", "gpt2", "-e", "gpt2", "-e", o200k,
                              "--pattern=o200k", "1234567")[0]
        pieces = [row["pieces"] for row in json.loads(output)]
        self.assertEqual(pieces[0], pieces[1])
        self.assertEqual(pieces[2], ["123", "456", "7"])
        output = self.tokmill("compare", "--json", "-e", r50k, "--pattern", "gpt2", "-e", r50k, "--pattern", "o200k",
                              stdin="12345678")[0].decode()
        self.assertIn(f"{r50k} (o200k)", output)
        self.check_error("--pattern cannot be given more than once for one -e", "count", "-e", r50k, "--pattern",
                         "gpt2", "--pattern", "o200k")
        self.check_error("--pattern is for a rank file, which -e names", "compare", "--pattern", "gpt2", "-e", r50k)

    def test_special_tokens(self):
        path = os.path.join(VOCABULARIES, "r50k_base.tiktoken")
        self.write("special.json", {"<|endoftext|>": 50256, "<x>": 60000})
        options = ("--pattern", "gpt2", "--special-tokens", "special.json")
        self.assertEqual(self.encoded(path, "a<|endoftext|><x>", *options, "--special", "allow"), b"64 50256 60000\n")
        for content, message in (
            ("[]", "special.json: expected an object with the id of each special token"),
            ('{"a": "b"}', "special.json: /a: expected a token id"),
            ('{"a": 1.5}', "special.json: /a: expected a token id"),
            ('{"a": 4294967296}', "special.json: /a: expected a token id"),
            ("{", "special.json: invalid JSON"),
        ):
            self.write("special.json", content)
            self.check_error(message, "count", "-e", path, *options)
        self.check_error("absent.json: No such file", "count", "-e", path, "--special-tokens", "absent.json")
        self.write("special.json", {"<x>": 60000})
        self.write("t.json", tokenizer_json())
        self.check_error("t.json: the file has its own special tokens", "count", "-e", "t.json", "--special-tokens",
                         "special.json")
        self.check_error("gpt2 has its own special tokens", "count", "-e", "gpt2", "--special-tokens", "special.json")

    def test_a_regular_expression_as_pattern(self):
        path = os.path.join(VOCABULARIES, "r50k_base.tiktoken")
        self.assertEqual(self.encoded(path, "hello world", "--pattern", r"\S+|\s"), b"31373 220 6894\n")
        self.check_error("r50k_base.tiktoken: expected ) at the end of the group (at byte 0 of the pattern)", "count", "-e",
                         path, "--pattern", "(a|b")
        self.check_error("unknown pattern 'gpt3'", "count", "-e", path, "--pattern", "gpt3")

    def test_normalizers_and_added_tokens(self):
        self.write("t.json", tokenizer_json(normalizer={"type": "NFC"}, added_tokens=[
            {"id": 258, "content": "<think>"}, {"id": 259, "content": "<end>", "special": True}]))
        self.assertEqual(self.encoded("t.json", "e\u0301"), self.encoded("t.json", "\u00e9"))
        self.assertEqual(self.encoded("t.json", "ab<think>abc"), b"1 258 2\n")
        self.assertEqual(self.encoded("t.json", "ab<end>abc", "--special", "allow"), b"1 259 2\n")

    def test_a_name_goes_before_a_path(self):
        self.write("gpt2", tokenizer_json())
        self.write("mine", tokenizer_json())
        self.assertEqual(self.encoded("gpt2", "abc"), b"39305\n")
        for path in ("./gpt2", "mine"):
            self.assertEqual(self.encoded(path, "abc"), b"2\n")

    def test_errors(self):
        self.check_error("unknown encoding 'o200k'", "count", "-e", "o200k")
        self.check_error("./missing.json: No such file", "count", "-e", "./missing.json")
        self.write("t.json", tokenizer_json(normalizer={"type": "Strip"}))
        self.check_error("t.json: /normalizer/type: Strip is not supported", "count", "-e", "t.json")
        self.write("t.json", '{"model": ')
        self.check_error("t.json: invalid JSON at column 11", "count", "-e", "t.json")
        self.write("x.tiktoken", "IQ== 0\nxx\n")
        self.check_error("x.tiktoken: line 2: expected a token", "count", "-e", "x.tiktoken", "--pattern", "gpt2")

    def test_a_pipe(self):
        start_pipe(self.path("pipe"))
        self.assertEqual(self.encoded("./pipe", "abc"), b"2\n")
        os.wait()


if __name__ == "__main__":
    unittest.main()

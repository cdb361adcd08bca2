"""Test --add-special: the tokens that a vocabulary file puts around texts."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import ProgramTest
from vocabulary import tokenizer_json

FIRST, LAST = 258, 1


def template(prefix, suffix):
    """Return a post-processor that adds tokens by their ids."""
    def items(ids):
        return [{"SpecialToken": {"id": str(token), "type_id": 0}} for token in ids]
    return {"type": "TemplateProcessing",
            "single": [*items(prefix), {"Sequence": {"id": "A", "type_id": 0}}, *items(suffix)], "pair": [],
            "special_tokens": {str(token): {"id": str(token), "ids": [token], "tokens": [str(token)]}
                               for token in {*prefix, *suffix}}}


class AddSpecial(ProgramTest):
    def setUp(self):
        super().setUp()
        self.around = self.write("around.json", post_processor=template([FIRST], [LAST]))
        self.without = self.write("without.json")

    def write(self, name, **changes):
        self.file(name, json.dumps(tokenizer_json(**changes)))
        return self.path(name)

    def json(self, *arguments, stdin=b"", status=0):
        return json.loads(self.tokmill(*arguments, stdin=stdin, status=status)[0])

    def test_only_when_asked(self):
        self.assertEqual(self.tokmill("encode", "-e", self.around, "-t", "abc")[0], b"2\n")
        self.assertEqual(self.tokmill("encode", "-e", self.around, "--add-special", "-t", "abc")[0], b"258 2 1\n")
        self.assertEqual(self.tokmill("count", "-e", self.around, "-t", "abc")[0], b"1\n")
        self.assertEqual(self.tokmill("count", "-e", self.around, "--add-special", "-t", "abc")[0], b"3\n")

    def test_encodings_without_such_tokens(self):
        for encoding in (self.without, "o200k_base"):
            plain = self.tokmill("encode", "-e", encoding, "-t", "abc")[0]
            self.assertEqual(self.tokmill("encode", "-e", encoding, "--add-special", "-t", "abc")[0], plain)

    def test_empty_text(self):
        self.assertEqual(self.tokmill("encode", "-e", self.around, "--add-special", "-t", "")[0], b"258 1\n")
        self.assertEqual(self.tokmill("count", "-e", self.around, "--add-special")[0], b"2\n")

    def test_encode(self):
        arguments = ("encode", "-e", self.around, "--add-special")
        self.assertEqual(self.json(*arguments, "--json", "-t", "ab"), [258, 1, 1])
        lines = self.tokmill(*arguments, "--jsonl", stdin='"ab"\n""\n{"text": "abc"}\n')[0]
        self.assertEqual(lines, b"[258,1,1]\n[258,1]\n[258,2,1]\n")
        self.tokmill(*arguments, "--npy", "ids.npy", "-t", "abc")
        with open(self.path("ids.npy"), "rb") as file:
            self.assertTrue(file.read().endswith(bytes([2, 1, 2, 0, 1, 0])))
        long = "abc" * 300_000
        ids = self.json(*arguments, "--json", stdin=long)
        self.assertEqual((ids[0], ids[-1], len(ids)), (258, 1, 300_002))

    def test_special_tokens_in_the_text(self):
        arguments = ("encode", "-e", self.around, "--add-special", "--special", "allow", "-t", "<end>ab")
        self.assertEqual(self.tokmill(*arguments)[0], b"258 258 1 1\n")

    def test_count_of_several_texts(self):
        self.file("a.txt", "abc")
        self.file("b.txt", "")
        os.mkdir(self.path("folder"))
        self.file("folder/c.txt", "ab" * 1000)
        output = self.json("count", "-e", self.around, "--add-special", "--json", "a.txt", "b.txt", "folder")
        self.assertEqual([row["tokens"] for row in output["inputs"]], [3, 2, 1002])
        self.assertEqual(output["total"], {"tokens": 1007, "bytes": 2003, "characters": 2003})
        lines = self.tokmill("count", "-e", self.around, "--add-special", "--jsonl", stdin='"abc"\n""\n')[0]
        self.assertEqual(lines, b'{"tokens":3}\n{"tokens":2}\n')
        _, errors = self.tokmill("count", "-e", self.around, "--add-special", "--max-tokens", "2", "a.txt", status=3)
        self.assertIn("3 tokens exceed --max-tokens 2 by 1", errors)

    def test_standard_input_twice(self):
        output = self.json("count", "-e", self.around, "--add-special", "--json", "-", "-", stdin="abc")
        self.assertEqual([row["tokens"] for row in output["inputs"]], [3, 2])

    def test_split(self):
        arguments = ("split", "-e", self.around, "--add-special", "-t", "abcb")
        self.assertEqual(self.tokmill(*arguments)[0], b"<end>|abc|b|ab\n")
        rows = self.json(*arguments, "--json")
        self.assertEqual([(row["id"], row["text"], row["start"], row["end"]) for row in rows],
                         [(258, "<end>", 0, 0), (2, "abc", 0, 3), (1098, "b", 3, 4), (1, "ab", 4, 4)])
        csv = self.tokmill(*arguments, "--csv")[0].decode().splitlines()
        self.assertEqual([csv[1], csv[-1]], ["258,<end>,3c656e643e,0,0", "1,ab,6162,4,4"])
        _, errors = self.tokmill(*arguments, "--pieces", status=2)
        self.assertIn("--pieces and --add-special cannot be used together", errors)

    def test_truncate(self):
        for keep, part in (("first", b"abcab"), ("last", b"ababc")):
            arguments = ("truncate", "-e", self.around, "--add-special", "--max-tokens", "4", "--keep", keep)
            self.assertEqual(self.tokmill(*arguments, stdin="abcababc")[0], part)
            self.assertEqual(self.json(*arguments, "--json", stdin="abcababc")["tokens"], 4)
        smallest = ("truncate", "-e", self.around, "--add-special", "--max-tokens")
        self.assertEqual(self.tokmill(*smallest, "2", stdin="abc")[0], b"")
        self.assertIn("--max-tokens must be at least 2 with --add-special, got 1",
                      self.tokmill(*smallest, "1", stdin="abc", status=2)[1])

    def test_chunk(self):
        arguments = ("chunk", "-e", self.around, "--add-special", "--max-tokens")
        chunks = self.json(*arguments, "4", "--json", stdin="abcabcabc")
        self.assertEqual([(chunk["text"], chunk["tokens"]) for chunk in chunks], [("abcabc", 4), ("abc", 3)])
        for chunk in chunks:
            count = self.tokmill("count", "-e", self.around, "--add-special", "-t", chunk["text"])[0]
            self.assertEqual(int(count), chunk["tokens"])
        self.assertIn("--max-tokens must be at least 3 with --add-special, got 2",
                      self.tokmill(*arguments, "2", stdin="abc", status=2)[1])
        self.assertIn("--overlap must be less than --max-tokens 4 without the 2 tokens of --add-special, got 2",
                      self.tokmill(*arguments, "4", "--overlap", "2", stdin="abc", status=2)[1])

    def test_other_commands_refuse_it(self):
        self.assertIn("--chat and --add-special cannot be used together",
                      self.tokmill("count", "--chat", "x", "--add-special", status=2)[1])
        for command in (("compare",), ("cost", "-t", "a"), ("numbers", "1"), ("languages",), ("decode", "1")):
            self.assertIn("--add-special", self.tokmill(*command, "--add-special", status=2)[1])

    def test_from_the_cache(self):
        environment = dict(os.environ)
        os.environ["XDG_CACHE_HOME"] = self.path("cache")
        os.environ.pop("TOKMILL_CACHE", None)
        try:
            arguments = ("encode", "-e", self.around, "--add-special", "-t", "abc")
            outputs = [self.tokmill(*arguments)[0] for _ in range(2)]
            self.assertTrue(os.listdir(self.path("cache/tokmill")))
        finally:
            os.environ.clear()
            os.environ.update(environment)
        self.assertEqual(outputs, [b"258 2 1\n"] * 2)

    def test_show(self):
        shown = self.json("encodings", "show", "--json", self.around)
        self.assertEqual((shown["prefix_tokens"], shown["suffix_tokens"]), ([FIRST], [LAST]))
        text = self.tokmill("encodings", "show", self.around)[0].decode()
        self.assertIn("before text   258 <end>\n", text)
        self.assertIn("after text    1 ab\n", text)


if __name__ == "__main__":
    unittest.main()

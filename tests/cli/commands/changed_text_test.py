"""Test the commands with encodings that change the text, cut tokens out of it, or lack tokens for parts of it."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import ProgramTest
from vocabulary import byte_alphabet, tokenizer_json

LOWERCASE = {"type": "Lowercase"}
DIGITS = {
    "type": "Sequence",
    "pretokenizers": [
        {"type": "Digits", "individual_digits": True},
        {"type": "ByteLevel", "add_prefix_space": False, "use_regex": True},
    ],
}


def without(characters):
    """Return a tokenizer.json without tokens for the characters."""
    document = tokenizer_json()
    for character in characters:
        del document["model"]["vocab"][character]
    return document


def characters(**changes):
    """Return a tokenizer.json of characters, in which a blank is before each text."""
    letters = "\u2581abc0123456789"
    vocabulary = {"<unk>": 0} | {letter: 1 + at for at, letter in enumerate(letters)} | {"\u2581a": 50, "12": 51}
    model = {"type": "BPE", "vocab": vocabulary, "merges": ["\u2581 a", "1 2"], "unk_token": "<unk>",
             "fuse_unk": True, "byte_fallback": False}
    steps = [{"type": "Prepend", "prepend": "\u2581"},
             {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]
    decoders = [{"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "}, {"type": "ByteFallback"},
                {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]
    return {
        "added_tokens": [{"id": 0, "content": "<unk>", "special": True, "normalized": False}],
        "normalizer": {"type": "Sequence", "normalizers": steps},
        "decoder": {"type": "Sequence", "decoders": decoders},
        "model": model,
    } | changes


class ChangedText(ProgramTest):
    def write(self, name, document):
        self.file(name, json.dumps(document))
        return "./" + name

    def printed(self, *arguments, **options):
        return self.tokmill(*arguments, **options)[0].decode()

    def parts(self, path, text, *options):
        return [(part["text"], part["start"], part["end"])
                for part in json.loads(self.printed("split", "-e", path, "--json", *options, stdin=text))]

    def check_views(self, path, text):
        for options in (["--ids"], ["--csv"], ["--markdown"], ["--html", "-"], ["--color", "always"],
                        ["--pieces", "--html", "-"]):
            self.printed("split", "-e", path, *options, stdin=text)

    def test_split_added_tokens(self):
        added = [{"id": 300, "content": "<Think>", "special": False, "normalized": True},
                 {"id": 301, "content": "<Tool>", "special": False, "normalized": False}]
        path = self.write("t", tokenizer_json(added_tokens=added, normalizer=LOWERCASE))
        self.assertEqual(self.parts(path, "AB<THINK>c<Tool>")[0], ("ab", 0, 2))
        self.assertEqual([end for _, _, end in self.parts(path, "AB<THINK>c<Tool>")], [2, 9, 10, 16])
        self.assertEqual(self.parts(path, "AB<THINK>c<Tool>", "--pieces"),
                         [("ab", 0, 2), ("<think>", 2, 9), ("c", 9, 10), ("<Tool>", 10, 16)])
        self.check_views(path, "AB<THINK>c<Tool>")

    def test_split_normalized_text(self):
        path = self.write("t", tokenizer_json(normalizer={"type": "NFC"}))
        text = "e\u0301 abc"
        self.assertEqual(self.parts(path, text, "--pieces"), [("\u00e9", 0, 2), (" abc", 2, 6)])
        self.assertEqual(self.parts(path, text)[-1], ("abc", 3, 6))
        self.check_views(path, text)

    def test_split_dropped_bytes(self):
        path = self.write("t", without(byte_alphabet()[ord("!")]))
        self.assertEqual(self.parts(path, "ab! c")[-1], ("c", 4, 5))
        self.check_views(path, "ab! c!")

    def test_split_unknown_characters(self):
        path = self.write("t", characters())
        self.assertEqual(self.parts(path, "a\u4f60b"), [(" a", 0, 2), ("<unk>", 2, 5), ("b", 5, 6)])
        self.check_views(path, "a\u4f60b")

    def test_compare_diff(self):
        path = self.write("t", tokenizer_json(normalizer=LOWERCASE))
        output = self.printed("compare", "--diff", "--json", "-e", path, "-e", "gpt2", stdin="the")
        self.assertEqual(json.loads(output)[1]["differences"],
                         [{"start": 0, "end": 3, "line": 1, "column": 1, "saved": 2, "first": ["t", "h", "e"],
                           "this": ["the"]}])
        note = f"{path} changes the text, so that its tokens cannot be compared with those of another encoding"
        for options in (["-e", path, "-e", "gpt2"], ["-e", "gpt2", "-e", path]):
            output, errors = self.tokmill("compare", "--diff", "--json", *options, stdin="The")
            rows = json.loads(output)
            self.assertEqual([row["differences"] for row in rows], [[], None])
            self.assertIn(note, errors)
            output, errors = self.tokmill("compare", "--diff", *options, stdin="The")
            self.assertNotIn(b"passages", output)
            self.assertIn(note, errors)

    def test_compare_diff_of_dropped_bytes(self):
        path = self.write("t", without("!"))
        for options in (["-e", path, "-e", "gpt2"], ["-e", "gpt2", "-e", path]):
            self.assertIn("cannot be compared", self.tokmill("compare", "--diff", *options, stdin="ab!")[1])

    def test_numbers_after_a_blank(self):
        path = self.write("t", characters())
        view = self.printed("numbers", "-e", path, "1234567")
        self.assertIn("1 2|3|4|5|6|7  7 tokens, cut between some thousands (1 of 2 places)", view)
        added = json.loads(self.printed("numbers", "-e", path, "--json", "--add", "12", "3"))[0]
        self.assertEqual((added["columns"], added["misaligned"]), (2, [1]))
        self.assertEqual(added["numbers"][0]["pieces"], [" ", "12"])
        self.assertIn("  1 2  2 tokens\n", self.printed("numbers", "-e", path, "--add", "12", "3"))
        tally = json.loads(self.printed("numbers", "-e", path, "--json", "--range", "0:19"))[0]
        self.assertEqual((tally["whole"], tally["first_split"], tally["shapes"]), (11, 10, {"1+1": 9}))

    def test_numbers_without_some_digits(self):
        path = self.write("t", without("7"))
        self.assertIn("1|3    2 tokens\n", self.printed("numbers", "-e", path, "173"))
        tally = json.loads(self.printed("numbers", "-e", path, "--json", "--range", "0:9"))[0]
        self.assertEqual((tally["whole"], tally["first_split"], tally["shapes"]), (9, 7, {"changed": 1}))
        added = json.loads(self.printed("numbers", "-e", path, "--json", "--add", "17", "1"))[0]
        self.assertEqual((added["columns"], added["misaligned"]), (2, [0, 1]))
        for options in (["--add", "17", "1"], ["--add", "17", "1", "--html", "-"], ["--add", "7", "7"]):
            self.printed("numbers", "-e", path, *options)

    def test_names_are_escaped(self):
        path = self.write("a<b>&\x1b\n\u4f60", tokenizer_json(pre_tokenizer=DIGITS))
        for options in (["numbers", "12"], ["numbers", "--add", "1", "2"], ["numbers", "--range", "0:9"],
                        ["compare", "-t", "a"], ["compare", "--diff", "-e", "gpt2", "-t", "abc"],
                        ["cost", "--markdown", "-t", "a"], ["languages"]):
            with self.subTest(options):
                output = self.printed(options[0], "-e", path, *options[1:])
                self.assertNotIn("\x1b", output)
                self.assertIn("\\x1B\\n\u4f60", output)
        page = self.printed("numbers", "-e", path, "--add", "1", "2", "--html", "-")
        self.assertNotIn("a<b>", page)
        self.assertIn("a&lt;b&gt;&amp;", page)


if __name__ == "__main__":
    unittest.main()

import json
import os
import struct
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest


class Encode(ProgramTest):
    def test_ids(self):
        self.assertEqual(self.tokmill("encode", "-e", "cl100k_base", stdin="today\n ")[0], b"31213 198 220\n")
        self.file("text.txt", "hello world")
        self.assertEqual(self.tokmill("encode", "-e", "cl100k_base", "text.txt")[0], b"15339 1917\n")
        self.assertEqual(self.tokmill("encode", stdin="")[0], b"\n")

    def test_json(self):
        self.assertEqual(json.loads(self.tokmill("encode", "--json", "-e", "cl100k_base", "-t", "hello world")[0]),
                         [15339, 1917])
        self.assertEqual(self.tokmill("encode", "--json", "-t", "")[0], b"[]\n")

    def test_json_lines(self):
        output, _ = self.tokmill("encode", "--jsonl", "-e", "cl100k_base", stdin='"hello world"\n""\n1\n', status=1)
        answers = [json.loads(line) for line in output.splitlines()]
        self.assertEqual(answers[:2], [[15339, 1917], []])
        self.assertIn("error", answers[2])

    def test_json_lines_that_are_not_utf8(self):
        lines = b'"caf\xe9"\n"\xff"\n'
        output, errors = self.tokmill("encode", "--jsonl", stdin=lines)
        self.assertEqual(json.loads(output.splitlines()[0]), json.loads(self.tokmill("encode", "--json", "-t", "caf\ufffd")[0]))
        self.assertEqual(errors, "tokmill: line 1: not UTF-8 at byte 4; each ill-formed part counts as U+FFFD\n")
        output, errors = self.tokmill("encode", "--jsonl", "--strict", stdin=lines, status=1)
        self.assertEqual([json.loads(line) for line in output.splitlines()],
                         [{"error": "not UTF-8 at byte 4"}, {"error": "not UTF-8 at byte 1"}])
        self.assertEqual(len(errors.splitlines()), 2)

    def test_special_tokens(self):
        self.assertEqual(self.tokmill("encode", "--special", "allow", "-t", "<|endoftext|>")[0], b"199999\n")
        self.tokmill("encode", "--special", "error", "-t", "<|endoftext|>", status=1)
        self.tokmill("encode", "--special", "never", "-t", "a", status=2)

    def test_numpy_array(self):
        for encoding, kind, size in (("r50k_base", b"<u2", "H"), ("cl100k_base", b"<u4", "I")):
            output, _ = self.tokmill("encode", "-e", encoding, "--npy", "ids.npy", "-t", "hello hello world")
            self.assertEqual(output, b"")
            with open(self.path("ids.npy"), "rb") as file:
                array = file.read()
            ids = [int(i) for i in self.tokmill("encode", "-e", encoding, "-t", "hello hello world")[0].split()]
            start = 10 + struct.unpack("<H", array[8:10])[0]
            self.assertEqual(array[:8], b"\x93NUMPY\x01\x00")
            self.assertEqual(start % 64, 0)
            self.assertIn(kind, array[:start])
            self.assertIn(f"'shape': ({len(ids)},)".encode(), array[:start])
            self.assertEqual(list(struct.unpack(f"<{len(ids)}{size}", array[start:])), ids)
        self.assertIn("No such file", self.tokmill("encode", "--npy", "no/ids.npy", "-t", "a", status=1)[1])

    def test_bad_input(self):
        self.assertIn("absent: No such file", self.tokmill("encode", "absent", status=1)[1])
        self.tokmill("encode", "one", "two", status=2)
        self.assertIn("--json and --jsonl cannot be used together",
                      self.tokmill("encode", "--json", "--jsonl", status=2)[1])
        self.assertIn("--json and --npy cannot be used together",
                      self.tokmill("encode", "--json", "--npy", "a", "-t", "a", status=2)[1])


if __name__ == "__main__":
    unittest.main()

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest


class Decode(ProgramTest):
    def test_prints_exactly_the_bytes(self):
        self.assertEqual(self.tokmill("decode", "-e", "cl100k_base", "15339", "1917")[0], b"hello world")
        self.assertEqual(self.tokmill("decode", "-e", "cl100k_base", stdin="15339\n1917\n")[0], b"hello world")
        self.assertEqual(self.tokmill("decode", "-e", "cl100k_base", stdin=" [15339, 1917]\n")[0], b"hello world")
        self.assertEqual(self.tokmill("decode", stdin="")[0], b"")
        self.assertEqual(self.tokmill("decode", "-e", "o200k_harmony", "200018")[0], b"<|endofprompt|>")

    def test_a_byte_order_mark_is_skipped(self):
        for ids in ("15339 1917", "[15339, 1917]"):
            self.assertEqual(self.tokmill("decode", "-e", "cl100k_base", stdin="\ufeff" + ids)[0], b"hello world")
            output, errors = self.tokmill("decode", "-e", "cl100k_base", stdin=ids.encode("utf-16"))
            self.assertEqual(output, b"hello world")
            self.assertEqual(errors, "tokmill: standard input: converted from UTF-16 because of its byte order mark\n")
        self.assertEqual(self.tokmill("decode", "-j", "2", "-e", "cl100k_base", "15339")[0], b"hello")

    def test_numbers_are_read_in_parts(self):
        for ids in ("15339\t1917", "0" * 5_000_000 + "15339\r\n01917 ", " " * 5_000_000 + "15339 1917",
                    " " * 5_000_000 + "[15339, 1917]"):
            self.assertEqual(self.tokmill("decode", "-e", "cl100k_base", stdin=ids)[0], b"hello world")
        # The numbers have different sizes, so that blocks end at every place.
        text = ("hello world, \u4f60\u597d \U0001f469 " + "x" * 13 + "\xff\n").encode() * 70_000
        ids = self.tokmill("encode", stdin=text)[0]
        self.assertGreater(len(ids), 1 << 22)
        self.assertEqual(self.tokmill("decode", stdin=ids)[0], text)

    def test_round_trip(self):
        text = "Ünïcödé \U0001f468\u200d\U0001f469\u200d\U0001f467 and 1234567.89\r\n\ttabs\0nul"
        ids = self.tokmill("encode", stdin=text)[0]
        self.assertEqual(self.tokmill("decode", stdin=ids)[0].decode(), text)

    def test_json_lines(self):
        output, _ = self.tokmill("decode", "--jsonl", "-e", "cl100k_base",
                                 stdin='[15339,1917]\n[222]\n["x"]\n[999999]\n[]\n', status=1)
        answers = [json.loads(line) for line in output.splitlines()]
        self.assertEqual(answers[0], "hello world")
        self.assertIn("\ufffd", answers[1])
        self.assertIn("error", answers[2])
        self.assertIn("error", answers[3])
        self.assertEqual(answers[4], "")

    def test_invalid_ids(self):
        self.assertIn("no token 99999999", self.tokmill("decode", "99999999", status=1)[1])
        self.assertIn("expected a token id, got 'x'", self.tokmill("decode", "x", status=2)[1])
        for number in ("4294967295", "4294967296", "18446744073709551616", "9" * 60):
            message = "tokmill: cl100k_base has no token 4294967295\n" if len(number) == 10 and number[-1] == "5" \
                else f"no token has the id {number}\n"
            self.assertIn(message, self.tokmill("decode", "-e", "cl100k_base", number, status=1)[1])
            for stdin in (number, f"[{number}]"):
                self.assertIn("no token", self.tokmill("decode", "-e", "cl100k_base", stdin=stdin, status=1)[1])
            self.tokmill("decode", number, "x", status=2)
            self.tokmill("decode", stdin=f'[{number}, "x"]', status=2)
            self.assertIn("no token", json.loads(self.tokmill("decode", "--jsonl", stdin=f"[{number}]", status=1)[0])["error"])
        for number in ("-1", "-99999999999", "1.5", "1e5"):
            self.tokmill("decode", "--", number, status=2)
            self.tokmill("decode", stdin=f"[{number}]", status=2)
        self.assertEqual(self.tokmill("decode", "x\x1b", status=2)[1], "tokmill: expected a token id, got 'x␛'\n")
        self.assertIn("got '" + "é" * 64 + "'", self.tokmill("decode", "é" * 64, status=2)[1])
        self.assertIn("got '" + "é" * 64 + "…'", self.tokmill("decode", "é" * 65, status=2)[1])
        self.assertIn("standard input: expected a token id, got 'two'",
                      self.tokmill("decode", stdin="1 two 3", status=2)[1])
        self.tokmill("decode", stdin="[1, 2", status=2)
        # Nothing is printed, however far the wrong id is from the start; a malformed one is the worse error.
        many = "15339 1917 " * 20_000
        for wrong, message, status in (("x", "standard input: expected a token id, got 'x'", 2),
                                       ("999999999", "has no token 999999999", 1),
                                       ("99999999999", "standard input: no token has the id 99999999999", 1),
                                       ("99999999999 x", "expected a token id, got 'x'", 2),
                                       ("999999999 99999999999", "no token has the id 99999999999", 1)):
            for ids in (wrong, many + wrong, wrong + " " + many):
                output, errors = self.tokmill("decode", stdin=ids, status=status)
                self.assertEqual(output, b"")
                self.assertIn(message, errors)
        self.assertIn("got '" + "x" * 64 + "…'", self.tokmill("decode", stdin="x" * 5_000_000, status=2)[1])
        self.assertIn("id " + "9" * 64 + "…\n", self.tokmill("decode", stdin="9" * 5_000_000, status=1)[1])
        self.assertIn("--jsonl and ID cannot be used together", self.tokmill("decode", "--jsonl", "1", status=2)[1])


if __name__ == "__main__":
    unittest.main()

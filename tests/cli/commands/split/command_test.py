import json
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from contrast import contrast
from program import ProgramTest


class Split(ProgramTest):
    def test_tokens_between_bars(self):
        self.assertEqual(self.tokmill("split", "-t", "12345678", "-e", "o200k_base")[0], b"123|456|78\n")
        self.assertEqual(self.tokmill("split", "-t", "1234567", "-e", "r50k_base", "--pieces")[0], b"1234567\n")

    def test_a_part_of_a_character_shows_its_bytes(self):
        self.assertIn(rb"\xF0\x9F\x98", self.tokmill("split", "-e", "r50k_base", "-t", "\U0001f600")[0])

    def test_json(self):
        tokens = json.loads(self.tokmill("split", "--json", "-e", "r50k_base", "-t", "a\U0001f600")[0])
        self.assertEqual([t["text"] for t in tokens], ["a"] + [None] * (len(tokens) - 1))
        self.assertEqual("".join(t["bytes"] for t in tokens), "a\U0001f600".encode().hex())
        self.assertEqual(tokens[0], {"id": 64, "text": "a", "bytes": "61", "start": 0, "end": 1})
        self.assertEqual(tokens[-1]["end"], 5)
        pieces = json.loads(self.tokmill("split", "--json", "--pieces", "-t", "a b")[0])
        self.assertEqual(pieces, [{"text": "a", "bytes": "61", "start": 0, "end": 1}, {"text": " b", "bytes": "2062", "start": 1, "end": 3}])
        self.assertEqual(self.tokmill("split", "--json", "-t", "")[0], b"[]\n")

    def test_offsets_are_into_the_text_that_was_tokenized(self):
        tokens = json.loads(self.tokmill("split", "--json", stdin=b"a\xffb")[0])
        self.assertEqual(tokens[-1]["end"], 5)

    def test_color(self):
        blue, orange, plain = "\x1b[38;5;16;48;5;75m", "\x1b[38;5;16;48;5;223m", "\x1b[0m"
        output = self.tokmill("split", "--color", "always", "-e", "r50k_base", "-t", "a\t b\n\n")[0].decode()
        lines = output.split("\n")
        self.assertEqual(lines[0], f"{blue}a{plain}{orange}→{plain}{blue}·b{plain}{orange}⏎{plain}")
        # One token of two ends of lines: the colour does not run to the edge of the terminal.
        self.assertEqual(lines[1], f"{orange}⏎{plain}")
        self.assertIn("4 tokens, 6 bytes, 6 characters as seen", lines[2])
        output = self.tokmill("split", "--color", "always", "-e", "cl100k_base", "-t", "\n\n")[0].decode()
        self.assertTrue(output.startswith(f"{blue}⏎{plain}\n{blue}⏎{plain}\n"), output)
        self.assertEqual(self.tokmill("split", "--color", "never", "-t", "a b")[0], b"a| b\n")

    def test_a_terminal_has_colors_and_a_width(self):
        self.assertIn("\x1b[38;5;16;48;5;223m·b", self.on_a_terminal("split", "-t", "a b"))
        for environment in {"NO_COLOR": "1"}, {"TERM": "dumb"}:
            self.assertEqual(self.on_a_terminal("split", "-t", "a b", **environment), "a| b\n")
        self.assertEqual(self.on_a_terminal("split", "--color", "never", "-t", "a b"), "a| b\n")
        for columns in 20, 40, 133:
            lines = self.on_a_terminal("split", "--ids", "-t", "word " * 100, columns=columns, NO_COLOR="1").split("\n")
            self.assertTrue(columns - 6 <= max(map(len, lines)) <= columns)

    def test_colors_are_told_apart(self):
        """By their lightness alone, whoever sees no hues; and the letters are black on both."""
        output = self.tokmill("split", "--color", "always", "-t", "a b")[0].decode()
        found = re.findall(r"\x1b\[38;5;(\d+);48;5;(\d+)m", output)
        self.assertEqual(len(set(found)), 2)

        def channels(number):  # of the cube of 216 colours, which begins at 16
            levels = (0, 95, 135, 175, 215, 255)
            return tuple(levels[(int(number) - 16) // step % 6] for step in (36, 6, 1))

        (letters, one), (_, other) = found
        self.assertGreater(contrast(channels(one), channels(other)), 1.7)
        for ground in one, other:
            self.assertGreater(contrast(channels(letters), channels(ground)), 9)

    def test_a_boundary_within_what_is_seen_as_one_character(self):
        for text, seen, within in ("e\u0301", 1, 2), ("\u1112\u1161\u11ab", 1, 8), ("👨\u200d👩\u200d👧!", 2, 9):
            output = self.tokmill("split", "--color", "always", "-e", "r50k_base", "-t", text)[0].decode()
            self.assertIn(f"{seen} characters as seen; ‿ {within} begin within one of them", output)
            self.assertEqual(output.count("‿"), within + 1)
        self.assertNotIn("‿", self.tokmill("split", "--color", "always", "-t", "é한")[0].decode())

    def test_a_terminal_obeys_nothing_of_the_text(self):
        for view in ("--color", "always"), ("--ids",):
            output = self.tokmill("split", *view, "-t", "\x1b[2J\u009b\u202ea\x07")[0].decode()
            self.assertNotIn("\x1b[2J", output)
            self.assertNotIn("\u009b", output)
            self.assertNotIn("\u202e", output)
            self.assertIn("␇", output)

    def test_ids_beneath(self):
        output = self.tokmill("split", "--ids", "-t", "In 2026\nyou 你好世界 or")[0].decode()
        self.assertEqual(
            output,
            "In |·  |202 |6 |⏎\n637|220|1323|21|198\n\nyou  |·  |你好  |世界 |·or\n13320|220|177519|28428|503\n",
        )
        words = "word " * 40
        lines = self.tokmill("split", "--ids", "-t", words)[0].decode().split("\n")
        self.assertGreater(len(lines), 6)
        self.assertLessEqual(max(map(len, lines)), 80)
        ids = [i.strip() for line in lines[1::3] for i in line.split("|")]
        self.assertEqual(ids, self.tokmill("encode", "-t", words)[0].decode().split())

    def test_tables(self):
        self.assertEqual(
            self.tokmill("split", "--csv", "-t", 'a,"')[0].decode(),
            'id,text,bytes,start,end\n64,a,61,0,1\n3532,",""",2c22,1,3\n',
        )
        self.assertTrue(self.tokmill("split", "--pieces", "--csv", "-t", "a b")[0].startswith(b"text,bytes,start,end\na,61,0,1\n"))
        self.assertIn(b"| ---: | --- |", self.tokmill("split", "--markdown", "-t", "a")[0])

    def test_a_special_token_of_two_names_is_what_the_text_says(self):
        for name in "<|endofprompt|>", "<|reserved_200018|>":
            tokens = json.loads(self.tokmill("split", "-e", "o200k_harmony", "--special", "allow", "--json", "-t", name + "b")[0])
            self.assertEqual([(t["id"], t["text"], t["end"]) for t in tokens][0], (200018, name, len(name)))
            self.assertEqual(tokens[1]["start"], len(name))

    def test_html_is_a_file(self):
        self.assertEqual(self.tokmill("split", "--html", "page.html", "-t", "a b")[0], b"")
        with open(self.path("page.html"), encoding="utf-8") as file:
            self.assertIn("<title>Tokens of a text</title>", file.read())
        self.assertEqual(os.listdir(self.folder), ["page.html"])
        self.assertTrue(json.loads(self.tokmill("split", "--json", "--html", "page.html", "-t", "a b")[0]))
        self.assertIn("no/page.html: No such file", self.tokmill("split", "--html", "no/page.html", "-t", "a", status=1)[1])
        self.assertTrue(self.tokmill("split", "--html", "/dev/stdout", "-t", "a")[0].startswith(b"<!DOCTYPE html>"))

    def test_bad_input(self):
        self.tokmill("split", "--json", "--ids", status=2)
        self.tokmill("split", "--pieces", "--ids", status=2)
        self.tokmill("split", "--color", "sometimes", status=2)
        self.tokmill("split", "absent", status=1)
        self.tokmill("split", "--special", "error", "-t", "<|endoftext|>", status=1)
        self.tokmill("split", "a", "b", status=2)


if __name__ == "__main__":
    unittest.main()

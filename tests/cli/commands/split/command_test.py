import json
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from contrast import contrast
from program import ProgramTest


class Split(ProgramTest):
    def test_separates_tokens_with_bars(self):
        self.assertEqual(self.tokmill("split", "-t", "12345678", "-e", "o200k_base")[0], b"123|456|78\n")
        self.assertEqual(self.tokmill("split", "-t", "1234567", "-e", "r50k_base", "--pieces")[0], b"1234567\n")

    def test_escapes_the_bytes_of_a_partial_character(self):
        self.assertIn(rb"\xF0\x9F\x98", self.tokmill("split", "-e", "r50k_base", "-t", "\U0001f600")[0])

    def test_json(self):
        tokens = json.loads(self.tokmill("split", "--json", "-e", "r50k_base", "-t", "a\U0001f600")[0])
        self.assertEqual([t["text"] for t in tokens], ["a"] + [None] * (len(tokens) - 1))
        self.assertEqual("".join(t["bytes"] for t in tokens), "a\U0001f600".encode().hex())
        self.assertEqual(tokens[0], {"id": 64, "text": "a", "bytes": "61", "start": 0, "end": 1})
        self.assertEqual(tokens[-1]["end"], 5)
        pieces = json.loads(self.tokmill("split", "--json", "--pieces", "-t", "a b")[0])
        self.assertEqual(pieces, [{"text": "a", "bytes": "61", "start": 0, "end": 1},
                                  {"text": " b", "bytes": "2062", "start": 1, "end": 3}])
        self.assertEqual(self.tokmill("split", "--json", "-t", "")[0], b"[]\n")

    def test_offsets_refer_to_the_tokenized_text(self):
        tokens = json.loads(self.tokmill("split", "--json", stdin=b"a\xffb")[0])
        self.assertEqual(tokens[-1]["end"], 5)

    def test_color(self):
        blue, orange, plain = "\x1b[38;5;16;48;5;75m", "\x1b[38;5;16;48;5;223m", "\x1b[0m"
        output = self.tokmill("split", "--color", "always", "-e", "r50k_base", "-t", "a\t b\n\n")[0].decode()
        lines = output.split("\n")
        self.assertEqual(lines[0], f"{blue}a{plain}{orange}→{plain}{blue}·b{plain}{orange}⏎{plain}")
        # One token of two newlines: the color does not extend to the edge of the terminal.
        self.assertEqual(lines[1], f"{orange}⏎{plain}")
        self.assertEqual(lines[2:], [""])
        self.assertEqual(self.tokmill("split", "--color", "always", "-e", "r50k_base", "-t", "a\t b\n\n")[1],
                         "4 tokens, 6 bytes, 6 graphemes\n")
        output = self.tokmill("split", "--color", "always", "-e", "cl100k_base", "-t", "\n\n")[0].decode()
        self.assertTrue(output.startswith(f"{blue}⏎{plain}\n{blue}⏎{plain}\n"), output)
        self.assertEqual(self.tokmill("split", "--color", "never", "-t", "a b")[0], b"a| b\n")

    def test_colors_and_width_of_a_terminal(self):
        self.assertIn("\x1b[38;5;16;48;5;223m·b", self.on_a_terminal("split", "-t", "a b"))
        for environment in {"NO_COLOR": "1"}, {"TERM": "dumb"}:
            self.assertEqual(self.on_a_terminal("split", "-t", "a | b\n", **environment),
                             "a│·|│·b│⏎\n")
        self.assertEqual(self.on_a_terminal("split", "--color", "never", "-t", "a b"), "a│·b\n")
        for columns in 20, 40, 133:
            lines = self.on_a_terminal("split", "--ids", "-t", "word " * 100, columns=columns, NO_COLOR="1").split("\n")
            self.assertTrue(columns - 6 <= max(map(len, lines)) <= columns)

    def test_colors_are_distinguishable(self):
        """The two backgrounds differ in lightness, for readers who see no hues, and the text is legible on both."""
        output = self.tokmill("split", "--color", "always", "-t", "a b")[0].decode()
        found = re.findall(r"\x1b\[38;5;(\d+);48;5;(\d+)m", output)
        self.assertEqual(len(set(found)), 2)

        def channels(number):  # of the 6x6x6 color cube, which starts at 16
            levels = (0, 95, 135, 175, 215, 255)
            return tuple(levels[(int(number) - 16) // step % 6] for step in (36, 6, 1))

        (letters, one), (_, other) = found
        self.assertGreater(contrast(channels(one), channels(other)), 1.7)
        for ground in one, other:
            self.assertGreater(contrast(channels(letters), channels(ground)), 9)

    def test_marks_boundaries_inside_a_grapheme(self):
        for text, seen, within in ("e\u0301", 1, 2), ("\u1112\u1161\u11ab", 1, 8), ("👨\u200d👩\u200d👧!", 2, 9):
            output, summary = self.tokmill("split", "--color", "always", "-e", "r50k_base", "-t", text)
            self.assertIn(f"{seen} grapheme{'s' if seen > 1 else ''}; ‿ {within} begin inside one\n", summary)
            self.assertEqual(output.decode().count("‿"), within)
        self.assertNotIn("‿", self.tokmill("split", "--color", "always", "-t", "é한")[0].decode())

    def test_shows_a_divided_character_once(self):
        family = "👩\u200d👩\u200d👧"
        for view in ("--color", "always"), ("--ids",):
            output = self.tokmill("split", *view, "-e", "r50k_base", "-t", f"a{family}b")[0].decode()
            self.assertEqual(output.count(family + "="), 1, view)
        # A character that controls the terminal is escaped even if it is divided.
        self.assertIn("\\u{202E}=", self.tokmill("split", "--ids", "-e", "r50k_base", "-t", "\u202e")[0].decode())
        self.assertNotIn("=", self.tokmill("split", "--ids", "-e", "o200k_base", "-t", "नमस्ते")[0].decode())

    def test_breaks_lines_between_tokens(self):
        text = "some words, and " + "-" * 200 + " more\n"
        for columns in 20, 60, 80:
            lines = self.on_a_terminal("split", "-t", text, columns=columns, NO_COLOR="1").split("\n")
            self.assertLessEqual(max(map(len, lines)), columns)
            joined = "".join(lines).replace("│", "").replace("·", " ").replace("⏎", "\n")
            self.assertEqual(joined, text)
            self.assertTrue(all(line.endswith(("│", "⏎", "-")) or len(line) < columns for line in lines))
            lines = self.on_a_terminal("split", "--ids", "-t", text, columns=columns, NO_COLOR="1").split("\n")
            self.assertLessEqual(max(map(len, lines)), columns)

    def test_neutralizes_control_characters(self):
        for view in ("--color", "always"), ("--ids",):
            output = self.tokmill("split", *view, "-t", "\x1b[2J\u009b\u202ea\x07")[0].decode()
            self.assertNotIn("\x1b[2J", output)
            self.assertNotIn("\u009b", output)
            self.assertNotIn("\u202e", output)
            self.assertIn("␇", output)

    def test_ids(self):
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
        output = self.tokmill("split", "--pieces", "--csv", "-t", "a b")[0]
        self.assertTrue(output.startswith(b"text,bytes,start,end\na,61,0,1\n"))
        self.assertIn(b"| ---: | --- |", self.tokmill("split", "--markdown", "-t", "a")[0])
        self.assertEqual(self.tokmill("split", "--csv", "-t", "")[0], b"id,text,bytes,start,end\n")
        # With a page, all tokens are in memory; without, they are written as the text is read.
        for view in "--csv", "--markdown", "--json":
            command = ["split", view, "-e", "r50k_base", "-t", 'a,"\n| b\\ \U0001f600']
            self.assertEqual(self.tokmill(*command, "--html", "page.html"), self.tokmill(*command))

    def test_special_token_with_two_names_is_shown_as_in_the_text(self):
        for name in "<|endofprompt|>", "<|reserved_200018|>":
            output, _ = self.tokmill("split", "-e", "o200k_harmony", "--special", "allow", "--json", "-t", name + "b")
            tokens = json.loads(output)
            self.assertEqual([(t["id"], t["text"], t["end"]) for t in tokens][0], (200018, name, len(name)))
            self.assertEqual(tokens[1]["start"], len(name))

    def test_html(self):
        self.assertEqual(self.tokmill("split", "--html", "page.html", "-t", "a b")[0], b"")
        with open(self.path("page.html"), encoding="utf-8") as file:
            self.assertIn("<title>Tokens of a text</title>", file.read())
        self.assertEqual(os.listdir(self.folder), ["page.html"])
        self.assertTrue(json.loads(self.tokmill("split", "--json", "--html", "page.html", "-t", "a b")[0]))
        self.assertIn("no/page.html: No such file",
                      self.tokmill("split", "--html", "no/page.html", "-t", "a", status=1)[1])
        self.assertTrue(self.tokmill("split", "--html", "/dev/stdout", "-t", "a")[0].startswith(b"<!DOCTYPE html>"))

    def test_bad_input(self):
        self.assertIn("--json and --ids cannot be used together", self.tokmill("split", "--json", "--ids", status=2)[1])
        for option in ("--ids", "--special=allow"):
            self.assertIn(f"--pieces and {option.split('=')[0]} cannot be used together",
                          self.tokmill("split", "--pieces", option, status=2)[1])
        self.tokmill("split", "--color", "sometimes", status=2)
        self.tokmill("split", "absent", status=1)
        self.tokmill("split", "--special", "error", "-t", "<|endoftext|>", status=1)
        self.tokmill("split", "a", "b", status=2)


if __name__ == "__main__":
    unittest.main()

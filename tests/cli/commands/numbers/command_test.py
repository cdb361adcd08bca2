import json
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest

DEFAULTS = ["r50k_base", "cl100k_base", "o200k_base"]


class Numbers(ProgramTest):
    def json(self, *arguments, **others):
        return json.loads(self.tokmill("numbers", "--json", *arguments, **others)[0])

    def text(self, *arguments, **others):
        return self.tokmill("numbers", *arguments, **others)[0].decode()

    def test_explanation_names_the_encodings(self):
        def first_line(*encodings):
            return " ".join(self.text("1234567", *[part for one in encodings for part in ("-e", one)]).split())
        self.assertIn("r50k_base splits numbers wherever a frequent string of digits ends and cl100k_base and o200k_base "
                      "into groups of three digits from the left. People", first_line(*DEFAULTS))
        self.assertIn("o200k_base splits numbers into groups of three digits from the left. People",
                      first_line("o200k_base"))

    def test_json(self):
        rows = self.json("1234567")
        self.assertEqual([row["encoding"] for row in rows], DEFAULTS)
        self.assertEqual(rows[1], {"number": "1234567", "encoding": "cl100k_base", "pieces": ["123", "456", "7"]})
        rows = self.json("१२३४", "12,345,678", "-e", "o200k_base", "-e", "r50k_base")
        self.assertEqual([row["encoding"] for row in rows], ["o200k_base", "r50k_base"] * 2)
        self.assertEqual(rows[0]["pieces"], ["१२", "३", "४"])
        self.assertEqual(rows[1]["pieces"][:2], [r"\xE0\xA5", r"\xA7"])
        self.assertEqual(rows[2]["pieces"], ["12", ",", "345", ",", "678"])
        self.assertEqual(self.json("88", "-m", "gpt-4o")[0]["encoding"], "o200k_base")

    def test_standard_input(self):
        self.assertEqual([row["number"] for row in self.json("-e", "r50k_base", stdin="12 345\n\t6\n")],
                         ["12", "345", "6"])
        self.assertEqual(self.json(stdin=""), [])
        self.assertEqual(self.tokmill("numbers", stdin="12 twelve", status=2)[1],
                         "tokmill: standard input: expected a number, got 'twelve'\n")

    def test_thousands_above_pieces(self):
        lines = self.text("1234567", "-e", "cl100k_base").split("\n")
        self.assertEqual(lines[1], "  thousands    1|2 3 4|5 6 7")
        self.assertEqual(lines[2], "  cl100k_base  1 2 3|4 5 6|7  3 tokens, cut at 0 of 2 thousands")
        self.assertIn("  1,234,567  5 1|,|234|,|567", lines)
        self.assertIn("  1 234 567  5 1|·|234|·|567", lines)
        self.assertIn("cut at 1 of 1 thousands", self.text("123456", "-e", "cl100k_base"))
        # Digits after a decimal point are not grouped.
        lines = self.text("3.14159", "-e", "cl100k_base").split("\n")
        self.assertEqual(lines[1:3], ["  thousands    3|.|1 4 1 5 9", "  cl100k_base  3|.|1 4 1|5 9  4 tokens"])
        self.assertIn("१|२ ३ ४\n  o200k_base  १ २|३|४", self.text("१२३४", "-e", "o200k_base"))

    def test_explanation(self):
        self.assertIn("arXiv 2402.14903", self.text("12"))
        self.assertLessEqual(max(len(line) for line in self.text("12").split("\n")), 80)

    def test_range(self):
        (row,) = self.json("--range", "0:9999", "-e", "r50k_base")
        self.assertEqual(
            row,
            {"encoding": "r50k_base", "from": 0, "to": 9999, "whole": 907, "first_split": 521,
             "shapes": {"2+2": 5807, "1+3": 2538, "3+1": 538, "1+2": 163, "1+2+1": 29, "2+1": 18}},
        )
        self.assertEqual(list(row["shapes"]), ["2+2", "1+3", "3+1", "1+2", "1+2+1", "2+1"])
        rows = self.json("--range", "1000:9999")
        self.assertEqual([row["whole"] for row in rows], [88, 0, 0])
        self.assertEqual(rows[1]["shapes"], {"3+1": 9000})
        self.assertEqual(self.json("--range", "0:9")[0],
                         {"encoding": "r50k_base", "from": 0, "to": 9, "whole": 10, "first_split": None, "shapes": {}})
        last = 2**64 - 1
        (row,) = self.json("--range", f"{last}:{last}", "-e", "cl100k_base")
        self.assertEqual((row["first_split"], row["shapes"]), (last, {"3+3+3+3+3+3+2": 1}))
        self.assertIn("r50k_base       0  9999    907          521  2+2: 5807, 1+3: 2538",
                      self.text("--range", "0:9999"))
        self.assertIn("cl100k_base,0,9,10,none,\n", self.text("--range", "0:9", "--csv"))

    def test_the_text_table_has_the_most_frequent_shapes(self):
        (row,) = self.json("--range", "0:999999", "-e", "r50k_base")
        rest = list(row["shapes"].values())[8:]
        self.assertGreater(len(rest), 8)
        self.assertIn(f", {len(rest)} others: {sum(rest)}\n", self.text("--range", "0:999999", "-e", "r50k_base"))
        table = self.text("--range", "0:999999", "-e", "r50k_base", "--csv")
        for shape, count in row["shapes"].items():
            self.assertIn(f"{shape}: {count}", table)

    def test_threads_do_not_change_the_result(self):
        one = self.text("--range", "5:100000", "--json", "-j", "1")
        for threads in "2", "7":
            self.assertEqual(self.text("--range", "5:100000", "--json", "-j", threads), one)

    def test_a_tally_is_the_sum_of_its_numbers(self):
        rows = self.json(*map(str, range(16300, 16500)), "-e", "r50k_base")
        shapes = {}
        for row in rows:
            if len(row["pieces"]) > 1:
                shape = "+".join(str(len(piece)) for piece in row["pieces"])
                shapes[shape] = shapes.get(shape, 0) + 1
        self.assertEqual(self.json("--range", "16300:16499", "-e", "r50k_base")[0]["shapes"], shapes)

    def test_addition(self):
        (row,) = self.json("--add", "9999", "1", "-e", "cl100k_base")
        self.assertEqual([(n["number"], n["pieces"]) for n in row["numbers"]],
                         [("9999", ["999", "9"]), ("1", ["1"]), ("10000", ["100", "00"])])
        self.assertEqual((row["columns"], row["misaligned"]), (5, [1, 2, 3]))
        self.assertEqual(
            self.text("--add", "99999", "123", "-e", "cl100k_base").split("\n")[:5],
            ["cl100k_base", "      9 9 9|9 9  2 tokens", "  +       1 2 3  1 token", "  = 1 0 0|1 2 2  2 tokens",
             "      ^ ^ ^      3 of 6 columns do not line up"],
        )
        chosen = random.Random(7)
        for _ in range(20):
            one, other = (chosen.randrange(10 ** chosen.randint(1, 60)) for _ in range(2))
            for row in self.json("--add", str(one), str(other)):
                self.assertEqual(row["numbers"][2]["number"], str(one + other))
                self.assert_misaligned(row)
        self.assertEqual(self.json("--add", "0", "000")[0]["numbers"][2]["number"], "0")
        self.assertIn("0 of 3 columns do not line up", self.text("--add", "123", "456", "-e", "o200k_base"))
        self.assertIn("cl100k_base,999|9,1,100|00,5,3", self.text("--add", "9999", "1", "--csv"))

    def assert_misaligned(self, row):
        """Compute the misaligned columns in another way, from the token boundaries."""
        expected = []
        for column in range(row["columns"]):
            places = set()
            for number in row["numbers"]:
                cuts, end = [0], 0
                for piece in reversed(number["pieces"]):
                    end += len(piece)
                    cuts.append(end)
                if column < end:
                    places.add(column - max(cut for cut in cuts if cut <= column))
            if len(places) > 1:
                expected.append(column)
        self.assertEqual(row["misaligned"], expected)

    def test_digits_of_other_scripts(self):
        rows = self.json("--scripts", "1234", "-e", "o200k_base")
        self.assertGreater(len(rows), 40)
        written = {row["number"]: row["pieces"] for row in rows}
        self.assertEqual(written["1234"], ["123", "4"])
        self.assertEqual(written["१२३४"], ["१२", "३", "४"])
        self.assertIn("١٢٣٤", written)
        self.assertIn("๑๒๓๔", self.text("--scripts", "1234"))

    def test_tables(self):
        self.assertEqual(self.text("1234", "--csv", "-e", "o200k_base"),
                         "number,encoding,tokens,pieces\n1234,o200k_base,2,123|4\n")
        self.assertIn(r"| 1234 | o200k_base | 2 | 123\|4 |", self.text("1234", "--markdown", "-e", "o200k_base"))

    def test_color(self):
        blue, orange, plain = "\x1b[38;5;16;48;5;75m", "\x1b[38;5;16;48;5;223m", "\x1b[0m"
        output = self.text("1234", "-e", "o200k_base", "--color", "always")
        self.assertIn(f"{blue}1 2 3{plain}|{orange}4{plain}  2 tokens", output)

    def test_html_is_a_file(self):
        self.assertEqual(self.text("--html", "map.html", "-e", "r50k_base"), "")
        with open(self.path("map.html"), encoding="utf-8") as file:
            self.assertIn("907 of the 10000 numbers from 0 to 9999 are one token", file.read())
        self.assertEqual(self.json("--html", "map.html", "--range", "0:9", "-e", "r50k_base")[0]["whole"], 10)
        self.assertEqual(self.json("--html", "map.html", "1234", "-e", "r50k_base")[0]["pieces"], ["12", "34"])
        self.assertEqual(self.json("--html", "map.html", "--range", "0:9", "--add", "1", "2")[0]["columns"], 1)
        self.tokmill("numbers", "--html", "no/map.html", status=1)

    def test_bad_input(self):
        for arguments in (
            ["twelve"], ["1", "\x1b[31m2"], ["--range", "1"], ["--range", "2:1"], ["--range", "-1:4"],
            ["--range", "0:x"],
            ["--range", f"0:{2**64}"], ["--range", "0:9", "5"], ["--add", "1"], ["--add", "1", "2", "3"],
            ["--add", "1.5", "2"],
            ["--scripts", "1.5"], ["--add", "--range", "0:9", "1", "2"], ["--json", "--csv", "1"], ["-e", "o200k", "1"],
            ["-e", "r50k_base", "-m", "gpt-4o", "1"], ["-m", "no-such", "1"], ["-j", "0", "1"],
            ["--range", "0:1000000", "--html", "map.html"],
        ):
            with self.subTest(arguments=arguments):
                output, message = self.tokmill("numbers", *arguments, status=2)
                self.assertEqual(output, b"")
                self.assertTrue(message)
                self.assertNotIn("\x1b", message)


if __name__ == "__main__":
    unittest.main()

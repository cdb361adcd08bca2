import decimal
import json
import os
import random
import re
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
        self.assertEqual(lines[2], "  cl100k_base  1 2 3|4 5 6|7  3 tokens, no cut between thousands")
        self.assertIn("  1,234,567  1|,|234|,|567  5 tokens  cl100k_base", lines)
        self.assertIn("  1 234 567  1|·|234|·|567  5 tokens  cl100k_base", lines)
        self.assertIn("2 tokens, cut between all thousands", self.text("123456", "-e", "cl100k_base"))
        self.assertIn("cut between some thousands (1 of 2 places)", self.text("12345678", "-e", "r50k_base"))
        # Digits after a decimal point are not grouped.
        lines = self.text("3.14159", "-e", "cl100k_base").split("\n")
        self.assertEqual(lines[1:3], ["  thousands    3|.|1 4 1 5 9", "  cl100k_base  3|.|1 4 1|5 9  4 tokens"])
        self.assertIn("१|२ ३ ४\n  o200k_base  १ २|३|४", self.text("१२३४", "-e", "o200k_base"))

    def test_thousands_only_of_decimal_numbers(self):
        for number in "2026-11-25", "0x1F", "1e-5", "10.4.1", "12:30", "about 5000":
            text = self.text(number, "-e", "o200k_base").split("\n\n")[0]
            self.assertEqual(len(text.split("\n")), 2, text)
            self.assertNotIn("thousands", text)
        for number in "1,234,567.89", "-1234.5", "1.234.567,89", "1 234 567", "٣٤٥٦":
            self.assertIn("\n  thousands ", self.text(number, "-e", "o200k_base"))

    def test_encodings_that_split_alike_share_a_line(self):
        self.assertIn("\n  cl100k_base, o200k_base  1 2 3|4 5 6|7  3 tokens", self.text("1234567"))

    def test_fits_a_narrow_terminal(self):
        for arguments in (["1234567"], ["1234567890" * 3], ["--range", "0:9999"], ["--scripts", "12345678"],
                          ["--add", "1234567", "89,012", "5.25"], ["2026-11-25"]):
            for columns in 60, 80:
                with self.subTest(arguments=arguments, columns=columns):
                    lines = self.on_a_terminal("numbers", *arguments, columns=columns, NO_COLOR="1").split("\n")
                    self.assertLessEqual(max(map(len, lines)), columns)

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
        self.assertIn("shapes of the others\n", self.text("--range", "0:9", "--csv"))
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
             "      ^ ^ ^      3 of 6 columns line up"],
        )
        chosen = random.Random(7)
        for _ in range(20):
            one, other = (chosen.randrange(10 ** chosen.randint(1, 60)) for _ in range(2))
            for row in self.json("--add", str(one), str(other)):
                self.assertEqual(row["numbers"][2]["number"], str(one + other))
                self.assert_misaligned(row)
        self.assertEqual(self.json("--add", "0", "000")[0]["numbers"][2]["number"], "0")
        self.assertIn("    3 of 3 columns line up\n\n", self.text("--add", "123", "456", "-e", "o200k_base"))
        table = self.text("--add", "9999", "1", "--csv")
        self.assertIn("encoding,written,number 1,number 2,sum,columns,misaligned\n", table)
        self.assertIn("cl100k_base,as typed,999|9,1,100|00,5,3\n"
                      'cl100k_base,with separators,"9|,|999",1,"10|,|000",5,0\n', table)

    def test_addition_of_decimal_numbers(self):
        """The sum is exact, and separators make its columns line up."""
        (row,) = self.json("--add", "1234567", "89,012", "5.25", "-e", "cl100k_base")
        self.assertEqual([n["number"] for n in row["numbers"]], ["1234567", "89,012", "5.25", "1,323,584.25"])
        grouped = row["with_separators"]
        self.assertEqual([n["number"] for n in grouped["numbers"]], ["1,234,567", "89,012", "5.25", "1,323,584.25"])
        self.assertLess(len(grouped["misaligned"]), len(row["misaligned"]))
        self.assertEqual(row["columns"], 9)
        text = self.text("--add", "1234567", "89,012", "5.25", "-e", "cl100k_base")
        self.assertIn("\n    1   2 3|4   5 6|7        3 tokens\n  +       8 9|,|0 1 2        3 tokens\n"
                      "  +                 5|.|2 5  3 tokens\n  = 1|,|3 2 3|,|5 8 4|.|2 5  7 tokens\n", text)
        chosen = random.Random(20261126)
        for _ in range(60):
            terms = [decimal.Decimal(chosen.randrange(-10**chosen.randint(1, 30), 10**chosen.randint(1, 30)))
                     .scaleb(-chosen.randint(0, 5)) for _ in range(chosen.randint(2, 5))]
            with decimal.localcontext(prec=80):
                expected = f"{sum(terms):,f}"
            written = [f"{term:,f}" for term in terms]
            (row,) = self.json("-e", "o200k_base", "--add", "--", *written)
            shown = row["with_separators"]["numbers"][-1]["number"]
            self.assertEqual(shown, expected.replace("-0", "0") if float(expected.replace(",", "")) == 0 else expected,
                             written)

    def test_addition_with_other_separators(self):
        for terms, total in ((["1.234.567", "0,5"], "1.234.567,5"), (["-5", "3"], "-2"), (["+5", "-5.50"], "-0.50"),
                             (["1'000", "1"], "1'001"), (["12.50", "1.50"], "14.00"), (["-1", "1"], "0"),
                             (["1_000", "2,5"], "1_002,5"), (["\u22121.5", "1"], "-0.5")):
            (row,) = self.json("-e", "o200k_base", "--add", "--", *terms)
            self.assertEqual(row["numbers"][-1]["number"], total)

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
        table = self.text("--scripts", "1234", "-e", "o200k_base").split("\n")
        self.assertEqual(table[0], "o200k_base")
        self.assertRegex(table[1], "^script +number +tokens +pieces$")
        self.assertIn("Thai", next(line for line in table if "๑๒๓๔" in line))
        counts = [int(re.search(r" (\d+)  \S+$", line)[1]) for line in table[2:] if line]
        self.assertEqual(counts, sorted(counts))
        self.assertEqual(len(counts), len(rows))
        self.assertEqual(rows[0]["script"], "ASCII")
        self.assertIn("script,number,encoding,tokens,pieces\nASCII,1234,", self.text("--scripts", "1234", "--csv"))

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
            ["--range", f"0:{2**64}"], ["--range", "0:9", "5"], ["--add", "1"], ["--add", "1", "1.2.3"],
            ["--add", "१", "2"], ["--add", "2026-11-26", "1"],
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

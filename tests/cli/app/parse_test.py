"""The syntax of the command line, and the messages about command lines that are invalid."""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import ProgramTest


class Syntax(ProgramTest):
    def test_forms_of_options(self):
        expected = self.tokmill("encode", "-t", "hello world", "-e", "r50k_base")
        for words in (
            ["encode", "--text", "hello world", "--encoding", "r50k_base"],
            ["encode", "--text=hello world", "--encoding=r50k_base"],
            ["encode", "-thello world", "-er50k_base"],
        ):
            self.assertEqual(self.tokmill(*words), expected)

    def test_options_and_arguments_in_any_order(self):
        self.file("a.txt", "hello")
        expected = self.tokmill("count", "--json", "-e", "r50k_base", "a.txt")
        self.assertEqual(self.tokmill("count", "a.txt", "-e", "r50k_base", "--json"), expected)

    def test_brackets_are_not_a_list(self):
        self.file("[a,b]", "hello")
        self.assertEqual(self.tokmill("count", "[a,b]", "[a,b]")[0], b"1  [a,b]\n1  [a,b]\n2  total\n")
        self.assertEqual(self.tokmill("count", "-t", "[a,b]")[0], self.tokmill("count", stdin="[a,b]")[0])

    def test_two_dashes_end_the_options(self):
        self.file("--json", "hello")
        self.assertEqual(self.tokmill("count", "--", "--json")[0], b"1  --json\n")
        self.tokmill("count", "--", "--absent", status=1)

    def test_one_dash_is_an_argument(self):
        self.assertEqual(self.tokmill("encode", "-", stdin="hello"), self.tokmill("encode", "-t", "hello"))

    def test_values_that_look_like_options(self):
        ids = self.tokmill("encode", "-t", "--json")[0].decode().split()
        self.assertEqual(self.tokmill("decode", *ids)[0], b"--json")
        self.assertEqual(self.tokmill("count", "--text=")[0], b"0\n")
        self.assertEqual(self.tokmill("count", "--text", "a=b")[0], self.tokmill("count", "-t", "a=b")[0])

    def test_optional_value(self):
        self.file("a.txt", "hello world")
        self.file("tokens", "hello")
        for words in (
            ["--sort", "tokens", "a.txt", "./tokens"],
            ["--sort", "a.txt", "./tokens"],
            ["./tokens", "a.txt", "--sort=tokens"],
            ["./tokens", "a.txt", "--sort"],
        ):
            self.assertEqual(self.tokmill("count", *words)[0], b"2  a.txt\n1  ./tokens\n3  total\n")

    def test_a_flag_may_be_repeated(self):
        expected = self.tokmill("count", "--json", "-t", "a")
        self.assertEqual(self.tokmill("count", "--json", "--json", "-t", "a"), expected)


class Messages(ProgramTest):
    def error(self, *words):
        output, errors = self.tokmill(*words, status=2)
        self.assertEqual(output, b"")
        self.assertTrue(errors.startswith("tokmill: ") and errors.endswith("\n"), errors)
        self.assertEqual(errors.count("\n"), 1, errors)
        return errors[len("tokmill: ") : -1]

    def test_no_command(self):
        self.assertEqual(self.error(), "no command given; run 'tokmill --help'")

    def test_unknown_command(self):
        self.assertEqual(self.error("cuont"), "unknown command 'cuont'; did you mean count?")
        self.assertEqual(self.error("xyzzyq"), "unknown command 'xyzzyq'; run 'tokmill --help'")
        self.assertEqual(self.error("help", "cuont"), "unknown command 'cuont'; did you mean count?")
        self.assertEqual(self.error("a\nb\x1b[31m\u009b"), "unknown command 'a⏎b␛[31m\\u{9B}'; run 'tokmill --help'")

    def test_unknown_option(self):
        self.assertEqual(self.error("count", "--encodng", "x"), "unknown option '--encodng'; did you mean --encoding?")
        self.assertEqual(self.error("count", "--encodng=x"), "unknown option '--encodng'; did you mean --encoding?")
        self.assertEqual(self.error("count", "--xyzzyq"), "unknown option '--xyzzyq'; run 'tokmill count --help'")
        self.assertEqual(self.error("count", "-x"), "unknown option '-x'; run 'tokmill count --help'")

    def test_option_before_the_command(self):
        self.assertEqual(self.error("--json", "count"), "--json must follow a command; run 'tokmill --help'")
        self.assertEqual(self.error("--versoin"), "unknown option '--versoin'; did you mean --version?")
        self.assertEqual(self.error("--xyzzyq"), "unknown option '--xyzzyq'; run 'tokmill --help'")

    def test_negative_number_is_an_argument(self):
        self.assertEqual(self.tokmill("numbers", "-5"), self.tokmill("numbers", "--", "-5"))
        self.assertEqual(self.error("languages", "-5"), "unexpected argument '-5'; run 'tokmill languages --help'")

    def test_missing_value(self):
        self.assertEqual(self.error("count", "--encoding"), "--encoding requires a value")
        self.assertEqual(self.error("count", "-e"), "-e requires a value")
        self.assertEqual(self.error("count", "--max-tokens"), "--max-tokens requires a value")

    def test_value_for_a_flag(self):
        self.assertEqual(self.error("count", "--json=yes"), "--json takes no value, got 'yes'")

    def test_option_given_twice(self):
        self.assertEqual(self.error("encode", "-e", "r50k_base", "--encoding", "o200k_base"),
                         "--encoding cannot be given more than once")
        self.assertEqual(self.error("count", "--max-tokens", "1", "--max-tokens", "1"),
                         "--max-tokens cannot be given more than once")

    def test_unexpected_argument(self):
        self.assertEqual(self.error("languages", "x\ty"), "unexpected argument 'x→y'; run 'tokmill languages --help'")
        self.file("a", "")
        self.assertEqual(self.error("encode", "a", "a"), "expected at most one file, got 2")

    def test_invalid_choice(self):
        self.assertEqual(self.error("count", "--color", "x"),
                         "invalid value 'x' for --color; expected auto, always or never")
        self.assertEqual(self.error("count", "--color=alwys"),
                         "invalid value 'alwys' for --color; expected auto, always or never; did you mean always?")
        self.assertEqual(self.error("count", "--sort=size"),
                         "invalid value 'size' for --sort; expected tokens, bytes or path")

    def test_numbers(self):
        for value in ("-5", "+5", "5x", "0x5", " 5", "5.0", ""):
            self.assertEqual(self.error("count", "--max-tokens", value),
                             f"--max-tokens: expected a non-negative integer, got '{value}'")
        self.assertEqual(self.error("count", "-j", "x"), "-j: expected a non-negative integer, got 'x'")
        self.tokmill("count", "--max-tokens", "18446744073709551615", "-t", "a")
        self.assertEqual(self.error("count", "--max-tokens", "18446744073709551616"),
                         "--max-tokens: 18446744073709551616 is too large; the maximum is 18446744073709551615")

    def test_help_wins_over_errors(self):
        self.assertEqual(self.tokmill("count", "--encodng", "--help"), self.tokmill("count", "--help"))


if __name__ == "__main__":
    unittest.main()

"""The extension in SQLite: results, errors, interruption, and the examples of its README."""

import json
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

import shell
from examples import installation, readme_examples
from program import CHUNK_OPTIONS, COST_DATE, costs, program
from rows import HARD_TEXTS

# The seconds within which an interrupted query has to end on a busy machine.
SOON = 20


class Functions(unittest.TestCase):
    def test_hard_texts_are_those_of_the_program(self):
        for name, text in HARD_TEXTS.items():
            for value in (f"x'{text.hex()}'", f"CAST(x'{text.hex()}' AS TEXT)"):
                with self.subTest(name=name, value=value):
                    self.assertEqual(shell.value(f"tokens({value})"), program("count", text=text).decode().strip())
                    self.assertEqual(json.loads(shell.value(f"token_ids({value}, 'cl100k_base')")),
                                     json.loads(program("encode", "--json", "-e", "cl100k_base", text=text)))

    def test_null(self):
        for call in ("tokens(NULL)", "tokens('a', NULL)", "token_ids(NULL)", "token_ids('a', NULL)",
                     "token_cost(NULL, 1)", "token_cost('gpt-4o', NULL)", "token_cost('gpt-4o', 1, NULL)",
                     "token_cost('gpt-4o', 1, 1, 0, NULL)", "token_cost_decimal(NULL, 1)"):
            with self.subTest(call=call):
                self.assertEqual(shell.value(f"{call} IS NULL"), "1")
        for call in ("NULL, 5", "'a', NULL", "'a', 5, NULL", "'a', 5, 0, NULL"):
            self.assertEqual(shell.value(f"count(*) FROM token_chunks({call})"), "0")

    def test_a_number_is_its_text(self):
        self.assertEqual(shell.value("tokens(12345) = tokens('12345')"), "1")

    def test_names_of_encodings_and_models(self):
        self.assertEqual(shell.value("token_ids('hello world', 'gpt-4')"),
                         shell.value("token_ids('hello world', 'cl100k_base')"))
        # An encoding that differs from row to row.
        names = "(VALUES ('gpt2'), (NULL), ('o200k_base'))"
        self.assertEqual(shell.value(f"group_concat(token_ids('hello world', column1), ' ') FROM {names}"),
                         "[31373,995] [24912,2375]")

    def test_utf_16(self):
        text = "'naïve 你好 😀' || char(0) || 'x'"
        eight, sixteen = (shell.run(
            f"PRAGMA encoding = '{encoding}'; CREATE TABLE t(a TEXT); INSERT INTO t VALUES ({text});"
            "SELECT token_ids(a) FROM t; SELECT c.tokens, c.start, c.\"end\" FROM t, token_chunks(a, 3) AS c;")
            for encoding in ("UTF-8", "UTF-16"))
        self.assertEqual(eight, sixteen)
        self.assertGreater(len(eight[0]), 2)

    def test_a_long_text(self):
        text = b"four words and more " * 524_288  # 10 MB
        lines, error = shell.run("CREATE TABLE t(a); INSERT INTO t VALUES (replace(hex(zeroblob(524288)), '00', "
                                 "'four words and more '));"
                                 "SELECT length(a), tokens(a), json_array_length(token_ids(a)) FROM t;"
                                 "SELECT sum(c.tokens), max(c.\"end\") FROM t, token_chunks(a, 8000) AS c;")
        self.assertEqual(error, "")
        tokens = program("count", text=text).decode().strip()
        self.assertEqual(lines[0], f"{len(text)}|{tokens}|{tokens}")
        self.assertEqual(lines[1].split("|")[1], str(len(text)))

    def test_use_in_an_index(self):
        lines, error = shell.run("CREATE TABLE t(a, n INT AS (tokens(a)) STORED);"
                                 "CREATE INDEX i ON t(tokens(a, 'gpt2'));"
                                 "INSERT INTO t(a) VALUES ('hello world'); SELECT n FROM t;"
                                 "CREATE TABLE u(a, n INT AS (token_cost('gpt-4o', 1)));")
        self.assertEqual(lines, ["2"])
        self.assertIn("non-deterministic", error)

    def test_two_processes_at_once(self):
        with tempfile.TemporaryDirectory() as folder:
            database = pathlib.Path(folder) / "t.db"
            lines, _ = shell.run("CREATE TABLE t AS WITH RECURSIVE n(i) AS "
                                 "(SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) "
                                 "SELECT i, printf('row %d of several', i * i) AS a FROM n;"
                                 "SELECT sum(tokens(a)) FROM t;", database)
            halves = [subprocess.Popen([*shell.command(database), f"SELECT sum(tokens(a)) FROM t WHERE i % 2 = {i}"],
                                       stdout=subprocess.PIPE) for i in range(2)]
            self.assertEqual(sum(int(half.communicate(timeout=300)[0]) for half in halves), int(lines[0]))


class Chunks(unittest.TestCase):
    def test_chunks_are_those_of_the_program(self):
        for name, text in HARD_TEXTS.items():
            for options, arguments in CHUNK_OPTIONS:
                with self.subTest(name=name, arguments=arguments):
                    expected = json.loads(program("chunk", "--json", *options, text=text))
                    found = json.loads(shell.value(
                        "json_group_array(json_object('text', text, 'tokens', tokens, 'start', start, 'end', \"end\")) "
                        f"FROM token_chunks(x'{text.hex()}', {arguments})"))
                    for chunk in found + expected:
                        chunk["text"] = chunk["text"].split("\0")[0]  # SQLite's JSON functions stop at a NUL
                    self.assertEqual(found, expected)

    def test_hidden_columns_are_the_arguments(self):
        self.assertEqual(shell.value("input, max_tokens, overlap, encoding FROM token_chunks('a', 9)"), "a|9||")

    def test_joins_in_both_orders(self):
        for tables in ("t, token_chunks(t.a, 2) AS c", "token_chunks AS c, t"):
            lines, error = shell.run("CREATE TABLE t(a); INSERT INTO t VALUES ('one two three'), ('four'), (NULL);"
                                     f"SELECT c.text FROM {tables} WHERE c.input = t.a AND c.max_tokens = 2;")
            self.assertEqual((lines, error), (["one ", "two three", "four"], ""))


class Cost(unittest.TestCase):
    def test_costs_are_those_of_the_program(self):
        for call, expected in costs():
            with self.subTest(call=call):
                self.assertEqual(shell.value(f"token_cost_decimal({call}, '{COST_DATE}')"), expected)
                self.assertEqual(float(shell.value(f"printf('%!.20g', token_cost({call}, '{COST_DATE}'))")), float(expected))

    def test_a_price_that_is_not_known(self):
        self.assertEqual(shell.value("token_cost('gpt-4o', 1, 1, 0, '2020-01-01') IS NULL"), "1")

    def test_a_number_may_be_text(self):
        self.assertEqual(shell.value("token_cost('gpt-4o', '5') = token_cost('gpt-4o', 5)"), "1")


class Errors(unittest.TestCase):
    def test_messages(self):
        for call, message in (
            ("tokens('a', 'cl100k')", "unknown encoding 'cl100k'; did you mean cl100k_base? (available: gpt2, "),
            ("token_ids('a', '')", "unknown encoding ''"),
            ("tokens('a', 'claude-sonnet-4-5')", "the tokenizer of claude-sonnet-4-5 is not public"),
            ("* FROM token_chunks('a', 5, 0, 'nonsense')", "unknown encoding 'nonsense'"),
            ("* FROM token_chunks('a', 0)", "max_tokens must be at least 1"),
            ("* FROM token_chunks('a', -1)", "max_tokens: expected a number that is not negative, got -1"),
            ("* FROM token_chunks('a', 2, 2)", "overlap"),
            ("* FROM token_chunks('a', 'x')", "max_tokens: expected a whole number, got x"),
            ("* FROM token_chunks('a')", "token_chunks() needs a text and max_tokens"),
            ("token_cost('nonsense', 1)", "unknown model 'nonsense'"),
            ("token_cost('gpt-4o', -1)", "input_tokens: expected a number that is not negative, got -1"),
            ("token_cost('gpt-4o', 1.5)", "input_tokens: expected a whole number, got 1.5"),
            ("token_cost('gpt-4o', 1, 1, 2)", "cached"),
            ("token_cost('gpt-4o', 1, 1, 0, 'today')", "expected a date in the form YYYY-MM-DD, got 'today'"),
        ):
            with self.subTest(call=call):
                lines, error = shell.run(f"SELECT {call};")
                self.assertEqual(lines, [])
                self.assertIn(message, error)

    def test_a_statement_after_an_error(self):
        done = subprocess.run([argument for argument in shell.command() if argument != "-bail"], text=True, timeout=60,
                              input="SELECT tokens('a', 'nonsense');\nSELECT tokens('hello world');\n",
                              capture_output=True, check=False)
        self.assertEqual(done.stdout, "2\n")


class Interruption(unittest.TestCase):
    def assert_interrupted(self, sql):
        pipes = {name: subprocess.PIPE for name in ("stdin", "stdout", "stderr")}
        with subprocess.Popen(shell.command(), **pipes) as process:
            # The shell writes its own output only at the end.
            process.stdin.write(f".system echo started\n{sql};\n".encode())
            process.stdin.close()
            self.assertEqual(process.stdout.readline(), b"started\n")
            time.sleep(0.5)
            self.assertIsNone(process.poll())
            before = time.monotonic()
            process.send_signal(signal.SIGINT)
            error = process.stderr.read().decode()
            process.wait(timeout=60)
            self.assertIn("interrupted", error)
            self.assertLess(time.monotonic() - before, SOON)

    def test_many_rows(self):
        self.assert_interrupted("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                "SELECT sum(tokens('row ' || i)) FROM n")

    def test_many_chunks(self):
        self.assert_interrupted("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                "SELECT count(*) FROM n, token_chunks(printf('%.*c', 9999, ' '), 5)")


class Readme(unittest.TestCase):
    def test_examples(self):
        for sql, expected in readme_examples("sqlite"):
            with self.subTest(sql=sql):
                self.assertEqual(shell.run(sql), (expected, ""))

    def test_the_program(self):
        build, query = installation("sqlite")
        self.assertEqual(build, "lib/engines/build sqlite")
        query = query.replace("build/sqlite/bin/tokmill", str(shell.EXTENSION.with_suffix("")))
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(["sh", "-ec", query], cwd=folder, text=True, capture_output=True, timeout=60, check=False)
        self.assertEqual((done.stdout, done.stderr), ("6\n", ""))


class File(unittest.TestCase):
    def test_it_exports_only_its_entry_point(self):
        names = subprocess.run(["nm", "-D", "--defined-only", "--format=posix", shell.EXTENSION], check=True, text=True,
                               capture_output=True).stdout
        self.assertEqual([line.split()[0] for line in names.splitlines()], ["sqlite3_tokmill_init"])

    def test_it_needs_no_other_file_of_the_project(self):
        with tempfile.TemporaryDirectory() as folder:
            moved = pathlib.Path(folder) / "tokmill.so"
            moved.symlink_to(shell.EXTENSION)
            needed = subprocess.run(["ldd", moved], check=True, text=True, capture_output=True).stdout
        self.assertNotIn("tokmill", needed)


if __name__ == "__main__":
    unittest.main()

"""The extension in DuckDB: results, errors, parallel queries, interruption, and the examples of its README."""

import decimal
import json
import subprocess
import threading
import time
import unittest

import database
import duckdb
from examples import readme_examples
from program import COST_DATE, costs, program
from rows import HARD_TEXTS, rows

# The seconds within which an interrupted query has to end on a busy machine.
SOON = 20


class Case(unittest.TestCase):
    def setUp(self):
        self.connection = database.connect()
        self.addCleanup(self.connection.close)

    def rows(self, sql, *parameters):
        return self.connection.execute(sql, parameters).fetchall()

    def value(self, expression, *parameters):
        ((found,),) = self.rows(f"SELECT {expression}", *parameters)
        return found


class Functions(Case):
    def test_hard_texts_are_those_of_the_program(self):
        for name, text in HARD_TEXTS.items():
            values = [text]
            try:
                values.append(text.decode())
            except UnicodeDecodeError:
                pass  # DuckDB has it as a blob only
            for value in values:
                with self.subTest(name=name, value=value):
                    self.assertEqual(self.value("tokens(?)", value), int(program("count", text=text)))
                    self.assertEqual(self.value("token_ids(?, 'cl100k_base')", value),
                                     json.loads(program("encode", "--json", "-e", "cl100k_base", text=text)))

    def test_null(self):
        for call in ("tokens(NULL)", "tokens('a', NULL)", "token_ids(NULL)", "token_ids('a', NULL)",
                     "token_chunks(NULL, 5)", "token_chunks('a', NULL)", "token_chunks('a', 5, NULL)",
                     "token_chunks('a', 5, 0, NULL)", "token_cost(NULL, 1)", "token_cost('gpt-4o', NULL)",
                     "token_cost('gpt-4o', 1, NULL)",
                     "token_cost('gpt-4o', 1, 1, NULL)", "token_cost('gpt-4o', 1, 1, 0, NULL)"):
            with self.subTest(call=call):
                self.assertIsNone(self.value(call))
        for call in ("NULL, 5", "'a', NULL", "'a', 5, overlap := NULL", "'a', 5, encoding := NULL"):
            with self.subTest(call=call):
                self.assertEqual(self.rows(f"SELECT * FROM token_chunks({call})"), [])

    def test_null_rows_among_others(self):
        # More than one vector of 2048 rows, and short and long texts.
        texts = [None if i % 3 == 0 else "many words " * (i % 50) for i in range(5000)]
        self.connection.execute("CREATE TABLE t AS SELECT unnest(?::VARCHAR[]) AS a", [texts])
        found = self.rows("SELECT a, tokens(a), token_ids(a), list_sum([c.tokens FOR c IN token_chunks(a, 1000)]) "
                          "FROM t")
        self.assertEqual([row[0] for row in found], texts)
        for text, tokens, ids, chunks in found:
            self.assertEqual(ids is None, text is None)
            self.assertEqual(tokens, None if text is None else len(ids))
            self.assertEqual(chunks, tokens or None)

    def test_types(self):
        for call, kind in (("tokens('a')", "BIGINT"), ("token_ids('a')", "UINTEGER[]"),
                           ("token_cost('gpt-4o', 1)", "DECIMAL(38,18)")):
            self.assertEqual(self.value(f"typeof({call})"), kind)
        self.assertEqual(self.value("typeof(token_chunks('a', 5))").replace('"', ""),
                         "STRUCT(text VARCHAR, tokens BIGINT, start BIGINT, end BIGINT)[]")

    def test_names_of_encodings_and_models(self):
        self.assertEqual(self.value("token_ids('hello world', 'gpt-4')"),
                         self.value("token_ids('hello world', 'cl100k_base')"))
        names = "(VALUES ('gpt2'), ('gpt2'), (NULL), ('o200k_base')) AS t(e)"
        self.assertEqual(self.value(f"list(token_ids('hello world', e)) FROM {names}"),
                         [[31373, 995], [31373, 995], None, [24912, 2375]])

    def test_a_long_text(self):
        text = "four words and more " * 524_288  # 10 MB
        tokens = int(program("count", text=text.encode()))
        self.connection.execute("CREATE TABLE t AS SELECT repeat('four words and more ', 524288) AS a")
        self.assertEqual(self.rows("SELECT length(a), tokens(a), len(token_ids(a)) FROM t"),
                         [(len(text), tokens, tokens)])
        self.assertEqual(self.rows("SELECT max(c.\"end\") FROM t, unnest(token_chunks(a, 8000)) AS u(c)"),
                         [(len(text),)])
        self.assertEqual(self.rows("SELECT count(*) > 1, max(\"end\") FROM "
                                   "token_chunks(repeat('four words and more ', 524288), 8000)"), [(True, len(text))])

    def test_a_prepared_statement(self):
        self.connection.execute("PREPARE p AS SELECT tokens($1, $2)")
        self.assertEqual(self.rows("EXECUTE p('hello world', 'gpt2')"), [(2,)])
        self.assertEqual(self.rows("EXECUTE p(NULL, 'gpt2')"), [(None,)])


class Chunks(Case):
    def test_chunks_are_those_of_the_program(self):
        for name, text in HARD_TEXTS.items():
            for options, scalar, named in (
                (["--max-tokens", "4"], "4", "4"),
                (["--max-tokens", "5", "--overlap", "2"], "5, 2", "5, overlap := 2"),
                (["--max-tokens", "4", "-e", "gpt2"], "4, 0, 'gpt2'", "4, encoding := 'gpt2'"),
            ):
                with self.subTest(name=name, arguments=named):
                    expected = json.loads(program("chunk", "--json", *options, text=text))
                    self.assertEqual(self.value(f"token_chunks(?, {scalar})", text), expected)
                    found = self.connection.execute(f"SELECT * FROM token_chunks(?, {named})", [text])
                    names = [column[0] for column in found.description]
                    self.assertEqual([dict(zip(names, row)) for row in found.fetchall()], expected)

    def test_a_text_that_is_not_a_blob(self):
        self.assertEqual(self.rows("SELECT text FROM token_chunks('na\u00efve \u4f60\u597d', 3)"),
                         [("na\u00efve",), (" \u4f60\u597d",)])


class Cost(Case):
    def test_costs_are_those_of_the_program(self):
        for call, expected in costs():
            with self.subTest(call=call):
                self.assertEqual(self.value(f"token_cost({call}, DATE '{COST_DATE}')"), decimal.Decimal(expected))

    def test_a_price_that_is_not_known(self):
        self.assertIsNone(self.value("token_cost('gpt-4o', 1, 1, 0, DATE '2020-01-01')"))

    def test_sums_are_exact(self):
        self.assertEqual(self.value("sum(token_cost('gpt-4o', i, 0, 0, DATE '2026-11-25')) FROM range(1001) AS t(i)"),
                         500500 * self.value("token_cost('gpt-4o', 1, 0, 0, DATE '2026-11-25')"))


class Errors(Case):
    def test_messages(self):
        for call, message in (
            ("tokens('a', 'cl100k')", "unknown encoding 'cl100k'; did you mean cl100k_base? (available: gpt2, "),
            ("token_ids('a', '')", "unknown encoding ''"),
            ("tokens('a', 'claude-sonnet-4-5')", "the tokenizer of claude-sonnet-4-5 is not public"),
            ("token_chunks('a', 5, 0, 'nonsense')", "unknown encoding 'nonsense'"),
            ("* FROM token_chunks('a', 5, encoding := 'nonsense')", "unknown encoding 'nonsense'"),
            ("token_chunks('a', 0)", "max_tokens must be at least 1"),
            ("* FROM token_chunks('a', -1)", "max_tokens: expected a number that is not negative, got -1"),
            ("token_chunks('a', 2, 2)", "overlap"),
            ("token_cost('nonsense', 1)", "unknown model 'nonsense'"),
            ("token_cost('gpt-4o', -1)", "input_tokens: expected a number that is not negative, got -1"),
            ("token_cost('gpt-4o', 1, 1, 2)", "cached"),
        ):
            with self.subTest(call=call), self.assertRaises(duckdb.InvalidInputException) as raised:
                self.rows(f"SELECT {call}")
            self.assertIn(message, str(raised.exception))

    def test_an_error_in_one_row(self):
        with self.assertRaisesRegex(duckdb.InvalidInputException, "unknown encoding 'e7000'"):
            self.rows("SELECT sum(tokens('a', if(i = 7000, 'e' || i, 'gpt2'))) FROM range(10000) AS t(i)")
        self.assertEqual(self.value("tokens('hello world')"), 2)


class Parallel(unittest.TestCase):
    def test_totals_do_not_depend_on_threads(self):
        texts = rows(20_000, seed=3)
        totals = set()
        for threads in (1, 2):
            with database.connect(threads=threads) as connection:
                connection.execute("CREATE TABLE t AS SELECT unnest(?::VARCHAR[]) AS a", [texts])
                # 400,000 rows: several row groups, which DuckDB gives to its threads.
                connection.execute("CREATE TABLE u AS SELECT a FROM t, range(20)")
                totals.update(connection.execute("SELECT sum(tokens(a)), sum(len(token_ids(a))) FROM u").fetchall())
        self.assertEqual(len(totals), 1)
        ((counted, encoded),) = totals
        self.assertEqual(counted, encoded)

    def test_two_databases_at_once(self):
        found = []

        def query():
            with database.connect() as connection:
                sql = "SELECT sum(tokens('row ' || i)) FROM range(100000) AS t(i)"
                found.extend(connection.execute(sql).fetchall())

        threads = [threading.Thread(target=query) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, [(399_000,)] * 2)


class Interruption(Case):
    def assert_interrupted(self, sql):
        timer = threading.Timer(1, self.connection.interrupt)
        timer.start()
        before = time.monotonic()
        with self.assertRaises(duckdb.InterruptException):
            self.rows(sql)
        self.assertLess(time.monotonic() - before, 1 + SOON)
        timer.join()
        self.assertEqual(self.value("tokens('hello world')"), 2)

    def test_many_rows(self):
        self.assert_interrupted("SELECT sum(tokens('row ' || i)) FROM range(100000000000) AS t(i)")

    def test_many_chunks(self):
        self.assert_interrupted("SELECT sum(len(token_chunks('row ' || i, 2))) FROM range(100000000000) AS t(i)")


class Readme(unittest.TestCase):
    def test_examples(self):
        for sql, expected in readme_examples("duckdb"):
            with self.subTest(sql=sql), database.connect() as connection:
                lines = []
                for statement in duckdb.extract_statements(sql):
                    done = connection.execute(statement)
                    if statement.type == duckdb.StatementType.SELECT:
                        lines += [" | ".join(map(str, row)) for row in done.fetchall()]
                self.assertEqual(lines, expected)


class File(unittest.TestCase):
    def test_it_needs_no_other_file_of_the_project(self):
        needed = subprocess.run(["ldd", database.EXTENSION], check=True, text=True, capture_output=True).stdout
        self.assertNotIn("libtokmill", needed)


if __name__ == "__main__":
    unittest.main()

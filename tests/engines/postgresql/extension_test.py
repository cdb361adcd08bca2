"""The extension in PostgreSQL: results, errors, parallel queries, cancellation, and the examples of its README."""

import json
import os
import subprocess
import time
import unittest

from cluster import Cluster
from examples import installation, readme_examples
from program import CHUNK_OPTIONS, COST_DATE, costs, program
from rows import HARD_TEXTS

database = Cluster()


def bytea(text):
    return f"'\\x{text.hex()}'::bytea"


class Functions(unittest.TestCase):
    def test_hard_texts_are_those_of_the_program(self):
        for name, text in HARD_TEXTS.items():
            values = [bytea(text)]
            try:
                if b"\0" not in text:
                    text.decode()
                    values.append(f"convert_from({bytea(text)}, 'UTF8')")
            except UnicodeDecodeError:
                pass  # no text of PostgreSQL
            for value in values:
                with self.subTest(name=name, value=value):
                    self.assertEqual(database.value(f"tokens({value})"), program("count", text=text).decode().strip())
                    self.assertEqual(json.loads(database.value(f"to_json(token_ids({value}, 'cl100k_base'))")),
                                     json.loads(program("encode", "--json", "-e", "cl100k_base", text=text)))

    def test_null(self):
        for call in ("tokens(NULL)", "tokens(NULL::bytea)", "tokens('a', NULL)", "token_ids(NULL)", "token_ids('a', NULL)",
                     "token_cost(NULL, 1)", "token_cost('gpt-4o', NULL)", "token_cost('gpt-4o', 1, NULL)",
                     "token_cost('gpt-4o', 1, 1, 0, NULL)"):
            with self.subTest(call=call):
                self.assertEqual(database.value(f"{call} IS NULL"), "t")
        for call in ("NULL, 5", "'a', NULL", "'a', 5, NULL", "'a', 5, 0, NULL"):
            self.assertEqual(database.value(f"count(*) FROM token_chunks({call})"), "0")

    def test_an_empty_array_is_one_of_postgresql(self):
        self.assertEqual(database.value("token_ids('') = '{}', array_ndims(token_ids('')), token_ids('') || token_ids('a')"),
                         "t||{64}")

    def test_more_ids_than_bytes(self):
        # U+FFFD has more tokens than the byte for which it is counted.
        self.assertEqual(json.loads(database.value("to_json(token_ids('\\xff'::bytea, 'gpt2'))")),
                         json.loads(program("encode", "--json", "-e", "gpt2", text=b"\xff")))

    def test_names_of_encodings_and_models(self):
        self.assertEqual(database.value("token_ids('hello world', 'gpt-4')"),
                         database.value("token_ids('hello world', 'cl100k_base')"))
        # An encoding that differs from row to row.
        names = "(VALUES ('gpt2'), (NULL), ('o200k_base')) AS names(name)"
        self.assertEqual(database.value(f"token_ids('hello world', name) FROM {names}"), "{31373,995}\n\n{24912,2375}")
        # More names than are kept.
        self.assertEqual(database.value("sum(tokens('hello world', format('ft:gpt-4o-mini-2024-07-18:org::%s', i)))"
                                        " FROM generate_series(1, 1000) AS i"), "2000")

    def test_encodings_of_databases(self):
        for name, expected in (("LATIN1", "é"), ("EUC_JP", "日本")):
            database.run(f"CREATE DATABASE {name} ENCODING '{name}' TEMPLATE template0 LOCALE 'C';")
            lines, error = database.run(f"SET client_encoding = 'UTF8'; CREATE EXTENSION tokmill; CREATE TABLE t(a text);"
                                        f"INSERT INTO t VALUES ('{expected} one'); SELECT token_ids(a) FROM t;"
                                        "SELECT string_agg(text, '') = min(a) FROM t, token_chunks(a, 4);", name.lower())
            self.assertEqual(error, "")
            ids = json.loads(program("encode", "--json", text=f"{expected} one".encode()))
            self.assertEqual(lines, ["{" + ",".join(map(str, ids)) + "}", "t"])

    def test_a_database_without_an_encoding(self):
        database.run("CREATE DATABASE bytes ENCODING 'SQL_ASCII' TEMPLATE template0 LOCALE 'C';")
        self.assertEqual(database.run("CREATE EXTENSION tokmill;", "bytes"), ([], ""))
        for name, text in HARD_TEXTS.items():
            if b"\0" in text:
                continue
            value = f"convert_from({bytea(text)}, 'SQL_ASCII')"
            lines, error = database.run(
                f"SELECT tokens({value});"
                f"SELECT encode(convert_to(string_agg(text, ''), 'SQL_ASCII'), 'hex') FROM token_chunks({value}, 5);", "bytes")
            with self.subTest(name=name):
                self.assertEqual(error, "")
                self.assertEqual(lines, [program("count", text=text).decode().strip(),
                                         text.decode(errors="replace").encode().hex()])

    def test_a_long_text(self):
        # Parts of a text are counted one after another; this one has no cut between words at the end of a part.
        for part, repeated in ((b"four words and more ", 524_288), ("日本語と".encode(), 300_000)):
            text = part * repeated
            tokens = program("count", text=text).decode().strip()
            value = f"repeat(convert_from({bytea(part)}, 'UTF8'), {repeated})"
            self.assertEqual(database.value(f"octet_length(a), tokens(a), cardinality(token_ids(a)) FROM {value} AS a"),
                             f"{len(text)}|{tokens}|{tokens}")
            digest = "(SELECT sum(id::bigint * i) FROM unnest({}) WITH ORDINALITY AS u(id, i))"
            ids = json.loads(program("encode", "--json", text=text))
            self.assertEqual(database.value(digest.format(f"token_ids({value})")),
                             str(sum(i * number for i, number in enumerate(ids, 1))))
        self.assertEqual(database.value("max(\"end\"), max(tokens) <= 8000 FROM token_chunks("
                                        "repeat('four words and more ', 524288), 8000)"), "10485760|t")

    def test_use_in_an_index(self):
        lines, error = database.run(
            "CREATE TEMP TABLE t(a text, n bigint GENERATED ALWAYS AS (tokens(a)) STORED);"
            "CREATE INDEX i ON t(tokens(a, 'gpt2')); INSERT INTO t VALUES ('hello world'); SELECT n FROM t;"
            "CREATE TEMP TABLE u(a text, n numeric GENERATED ALWAYS AS (token_cost('gpt-4o', 1)) STORED);")
        self.assertEqual(lines, ["2"])
        self.assertIn("generation expression is not immutable", error)


class Parallel(unittest.TestCase):
    def test_two_workers_have_the_same_total(self):
        lines, error = database.run("""
            CREATE TABLE p AS SELECT 'row ' || i * i || ' of several' AS a FROM generate_series(1, 50000::bigint) AS i;
            SELECT sum(tokens(a)), sum(cardinality(token_ids(a, 'gpt2'))) FROM p;
            SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
            SET max_parallel_workers_per_gather = 2;
            EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT sum(tokens(a)) FROM p;
            SELECT sum(tokens(a)), sum(cardinality(token_ids(a, 'gpt2'))) FROM p;""")
        self.assertEqual(error, "")
        self.assertIn("Workers Launched: 2", "\n".join(lines))
        self.assertEqual(lines[0], lines[-1])
        text = "".join(f'"row {i * i} of several"\n' for i in range(1, 50_001)).encode()
        counts = map(json.loads, program("count", "--jsonl", text=text).splitlines())
        self.assertEqual(lines[0].split("|")[0], str(sum(count["tokens"] for count in counts)))


class Chunks(unittest.TestCase):
    def test_chunks_are_those_of_the_program(self):
        for name, text in HARD_TEXTS.items():
            try:
                text.decode()
            except UnicodeDecodeError:
                continue
            if b"\0" in text:
                continue
            for options, arguments in CHUNK_OPTIONS:
                with self.subTest(name=name, arguments=arguments):
                    expected = json.loads(program("chunk", "--json", *options, text=text))
                    found = json.loads(database.value(
                        "coalesce(json_agg(json_build_object('text', text, 'tokens', tokens, 'start', start, 'end', \"end\")), "
                        f"'[]') FROM token_chunks(convert_from({bytea(text)}, 'UTF8'), {arguments})"))
                    self.assertEqual(found, expected)

    def test_in_a_list_of_expressions(self):
        self.assertEqual(database.value("(token_chunks(a, 2)).text FROM (VALUES ('one two three'), ('four')) AS t(a) LIMIT 2"),
                         "one \ntwo three")


class Cost(unittest.TestCase):
    def test_costs_are_those_of_the_program(self):
        for call, expected in costs():
            with self.subTest(call=call):
                self.assertEqual(database.value(f"token_cost({call}, '{COST_DATE}')"), expected)

    def test_today(self):
        self.assertEqual(database.value("token_cost('gpt-4o', 7) = "
                                        "token_cost('gpt-4o', 7, date => (now() AT TIME ZONE 'UTC')::date)"), "t")


class Errors(unittest.TestCase):
    def test_messages(self):
        for call, state, message in (
            ("tokens('a', 'cl100k')", "42704", "unknown encoding 'cl100k'; did you mean cl100k_base? (available: gpt2, "),
            ("token_ids('a', '')", "42704", "unknown encoding ''"),
            ("tokens('a', 'naïve')", "42704", "unknown encoding 'naïve'"),
            ("tokens('a', 'claude-sonnet-4-5')", "42704", "the tokenizer of claude-sonnet-4-5 is not public"),
            ("* FROM token_chunks('a', 5, 0, 'nonsense')", "42704", "unknown encoding 'nonsense'"),
            ("* FROM token_chunks('a', 0)", "22023", "max_tokens must be at least 1"),
            ("* FROM token_chunks('a', -1)", "22023", "max_tokens: expected a number that is not negative, got -1"),
            ("* FROM token_chunks('a', 2, 2)", "22023", "overlap"),
            ("token_cost('nonsense', 1)", "42704", "unknown model 'nonsense'"),
            ("token_cost('gpt-4o', -1)", "22023", "input_tokens: expected a number that is not negative, got -1"),
            ("token_cost('gpt-4o', 1, 1, 2)", "22023", "cached"),
            ("token_cost('gpt-4o', 1, 1, 0, 'infinity')", "22008", "the date of prices must not be infinite"),
            ("token_cost('gpt-4o', 1, 1, 0, '12345-01-01')", "22007", "expected a date in the form YYYY-MM-DD"),
        ):
            with self.subTest(call=call):
                lines, error = database.run(f"SELECT {call};")
                self.assertEqual(lines, [])
                self.assertIn(f"ERROR:  {state}: ", error)
                self.assertIn(message, error)

    def test_many_errors_in_one_transaction(self):
        lines, error = database.run("""
            DO $$ BEGIN
              FOR i IN 1..3000 LOOP
                BEGIN PERFORM tokens('a', 'nonsense'); EXCEPTION WHEN undefined_object THEN END;
                BEGIN PERFORM token_chunks('a', 0); EXCEPTION WHEN invalid_parameter_value THEN END;
              END LOOP;
            END $$;
            SELECT tokens('hello world');""")
        self.assertEqual((lines, error), (["2"], ""))


class Cancellation(unittest.TestCase):
    def assert_cancelled(self, function):
        """A statement with one call on a long text ends long before the call would."""
        text = "repeat('four words and more ', 10000000)"
        before = time.monotonic()
        self.assertEqual(database.run(f"SELECT {function}({text}) IS NULL;"), (["f"], ""))
        whole = time.monotonic() - before
        # Other programs may use the processors, so try again.
        fastest = whole
        for _ in range(5):
            before = time.monotonic()
            _, error = database.run(f"SET statement_timeout = {max(1, int(whole * 200))}; SELECT {function}({text});")
            fastest = min(fastest, time.monotonic() - before)
            self.assertIn("ERROR:  57014: ", error)
            if fastest < whole * 0.5:
                return
        self.fail(f"cancelled after {fastest} s, the whole call takes {whole} s")

    def test_one_long_text(self):
        for function in ("tokens", "token_ids"):
            with self.subTest(function=function):
                self.assert_cancelled(function)

    def test_many_rows(self):
        _, error = database.run("SET statement_timeout = 500; SELECT sum(tokens('row ' || i)) FROM generate_series(1, 1e10) AS i;")
        self.assertIn("ERROR:  57014: ", error)


class Memory(unittest.TestCase):
    def test_calls_leave_none(self):
        lines, error = database.run("""
            CREATE FUNCTION kilobytes() RETURNS bigint LANGUAGE sql AS
              $$ SELECT substring(pg_read_file('/proc/' || pg_backend_pid() || '/status') FROM 'VmRSS:\\s+(\\d+)')::bigint $$;
            CREATE FUNCTION work(calls integer) RETURNS bigint LANGUAGE sql AS
              $$ SELECT sum(tokens(a) + cardinality(token_ids(a)) + (SELECT count(*) FROM token_chunks(a, 5)))
                 FROM (SELECT repeat('row ' || i || ' ', 20) AS a FROM generate_series(1, calls) AS i) AS t $$;
            SELECT work(2000) > 0; SELECT kilobytes(); SELECT work(20000) > 0; SELECT kilobytes();""")
        self.assertEqual(error, "")
        self.assertLess(int(lines[3]) - int(lines[1]), 4096)


class Installation(unittest.TestCase):
    def test_a_user_who_is_no_superuser_can_create_it(self):
        lines, error = database.run("CREATE ROLE someone; CREATE DATABASE theirs OWNER someone;")
        self.assertEqual(error, "")
        lines, error = database.run("SET ROLE someone; CREATE EXTENSION tokmill; SELECT tokens('hello world');"
                                    "DROP EXTENSION tokmill;", "theirs")
        self.assertEqual((lines, error), (["2"], ""))

    def test_any_schema(self):
        lines, error = database.run("CREATE DATABASE other;")
        lines, error = database.run("CREATE SCHEMA s; CREATE EXTENSION tokmill SCHEMA s; SELECT s.tokens('hello world');"
                                    "ALTER EXTENSION tokmill SET SCHEMA public; SELECT tokens('hello world');", "other")
        self.assertEqual((lines, error), (["2", "2"], ""))

    def test_it_exports_only_what_postgresql_calls(self):
        names = subprocess.run(["nm", "-D", "--defined-only", "--format=posix", os.environ["TOKMILL_EXTENSION"]],
                               check=True, text=True, capture_output=True).stdout
        for name in names.splitlines():
            self.assertRegex(name, r"^(Pg_magic_func|(pg_finfo_)?pg_tokmill_\w+) ")


class Readme(unittest.TestCase):
    def test_examples(self):
        for sql, expected in readme_examples("postgresql"):
            with self.subTest(sql=sql):
                self.assertEqual(database.run(sql), (expected, ""))

    def test_installation(self):
        # The cluster runs the second command with a folder of its own.
        build, install, create = installation("postgresql")
        self.assertEqual(build, "lib/engines/build postgresql")
        self.assertEqual(install, "cmake --install build/postgresql --component postgresql")
        database.run("CREATE DATABASE installed;")
        connection = {"PGHOST": str(database.folder / "data"), "PGUSER": "postgres", "PGDATABASE": "installed"}
        subprocess.run(["sh", "-ec", create], env={**os.environ, **connection}, timeout=60, check=True)
        self.assertEqual(database.value("tokens('hello world')", "installed"), "2")


if __name__ == "__main__":
    unittest.main()

"""The functions in ClickHouse: results, errors, cancellation, and the examples of their README."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

import server
from examples import ENGINES, readme_examples
from program import TOKMILL, program
from rows import HARD_TEXTS

# The seconds within which a query has to end after its time limit, on a busy machine.
SOON = 60


class Functions(unittest.TestCase):
    def test_hard_texts_are_those_of_the_program(self):
        texts = ", ".join(f"unhex('{text.hex()}')" for text in HARD_TEXTS.values())
        for suffix, encoding in (("", "o200k_base"), ("_cl100k", "cl100k_base")):
            lines, error = server.run(
                f"SELECT token_count{suffix}(text), token_ids{suffix}(text) FROM (SELECT arrayJoin([{texts}]) AS text)")
            self.assertEqual(error, "")
            self.assertEqual(len(lines), len(HARD_TEXTS))
            for line, (name, text) in zip(lines, HARD_TEXTS.items()):
                with self.subTest(encoding=encoding, name=name):
                    count, ids = line.split("|")
                    self.assertEqual(count, program("count", "-e", encoding, text=text).decode().strip())
                    self.assertEqual(json.loads(ids), json.loads(program("encode", "--json", "-e", encoding, text=text)))

    def test_null(self):
        self.assertEqual(server.value("token_count(NULL), token_count_cl100k(NULL)"), "\\N|\\N")
        # An array is never NULL in ClickHouse.
        self.assertEqual(server.value("token_ids(NULL), token_ids_cl100k(NULL)"), "[]|[]")
        self.assertEqual(server.run("SELECT token_count(arrayJoin(['hello world', NULL, '']))")[0], ["2", "\\N", "0"])

    def test_types(self):
        self.assertEqual(server.value("toTypeName(token_count('a')), toTypeName(token_ids('a'))"),
                         "Nullable(UInt64)|Array(UInt32)")
        self.assertEqual(server.value("token_count(12345) = token_count('12345')"), "1")
        self.assertEqual(server.value("token_count(toLowCardinality('hello world'))"), "2")

    def test_a_long_text(self):
        text = b"four words and more " * 524_288  # 10 MB
        tokens = program("count", text=text).decode().strip()
        self.assertEqual(server.value("token_count(text), length(token_ids(text)) "
                                      "FROM (SELECT repeat('four words and more ', 524288) AS text)"), f"{tokens}|{tokens}")

    def test_totals_do_not_depend_on_threads(self):
        # 16 blocks, of which two are counted at a time.
        totals = [server.value("sum(token_count(concat('row ', toString(number * number)))) FROM numbers_mt(1000000)"
                               f" SETTINGS max_threads = {threads}, max_block_size = 65536") for threads in (1, 2)]
        self.assertEqual(totals[0], totals[1])
        text = "".join(f"row {number * number}\n" for number in range(1_000_000)).encode()
        rows = program("count", "--tsv", text=text).split()
        self.assertEqual(totals[0], str(sum(map(int, rows))))


class Errors(unittest.TestCase):
    def test_an_error_of_the_program(self):
        # The process has ended when ClickHouse reads its answer, or already when ClickHouse writes to it.
        ended = "unknown encoding 'o200k'|CANNOT_WRITE_TO_FILE_DESCRIPTOR"
        for command, message in (("tokmill count --tsv -e o200k", ended), ("tokmill --version", "Original error")):
            def change(functions, command=command):
                return functions.replace("tokmill count --tsv --null skip -j 1 -e o200k_base", command)

            with self.subTest(command=command):
                lines, error = server.run("SELECT token_count('hello')", change=change)
                self.assertEqual(lines, [])
                self.assertIn("User defined function 'token_count' failed", error)
                self.assertRegex(error, message)

    def test_a_time_limit(self):
        before = time.monotonic()
        _, error = server.run("SELECT sum(token_count(concat('row ', toString(number)))) FROM numbers_mt(10000000000) "
                              "SETTINGS max_execution_time = 2")
        self.assertIn("TIMEOUT_EXCEEDED", error)
        self.assertLess(time.monotonic() - before, SOON)


class Readme(unittest.TestCase):
    def test_sql(self):
        for sql, expected in readme_examples("clickhouse"):
            with self.subTest(sql=sql):
                statements = [statement for statement in sql.split(";\n") if statement.strip()]
                self.assertEqual(server.run(*statements), (expected, ""))

    def test_python(self):
        text = (ENGINES / "clickhouse" / "README.md").read_text(encoding="utf-8")
        (shell,) = re.findall(r"^```sh\n(mkdir .*?)^```", text, re.DOTALL | re.MULTILINE)
        (python,) = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
        code, comments = re.fullmatch(r"(.*?)((?:^# .*\n)+)", python, re.DOTALL | re.MULTILINE).groups()
        with tempfile.TemporaryDirectory() as folder:
            # A clone with the program in it.
            built = pathlib.Path(folder, "build", "release", "bin")
            built.mkdir(parents=True)
            (built / "tokmill").symlink_to(pathlib.Path(TOKMILL).resolve())
            pathlib.Path(folder, "lib").symlink_to(ENGINES.parent)
            subprocess.run(["sh", "-ec", shell], cwd=folder, timeout=60, check=True)
            done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=300,
                                  check=True)
        self.assertEqual([f"# {line}" for line in done.stdout.splitlines()], comments.splitlines())

    def test_the_xml_has_every_function_of_the_readme(self):
        text = (ENGINES / "clickhouse" / "README.md").read_text(encoding="utf-8")
        self.assertEqual(re.findall(r"^\| `(\w+)\(text\)`", text, re.MULTILINE),
                         re.findall(r"<name>(token\w+)</name>", server.FUNCTIONS.read_text(encoding="utf-8")))


if __name__ == "__main__":
    unittest.main()

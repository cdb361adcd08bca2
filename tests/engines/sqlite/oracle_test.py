"""The sum over 100,000 rows in SQLite is that of tiktoken."""

import pathlib
import sqlite3
import tempfile
import unittest

import shell
import tiktoken
from rows import rows

ROWS = 100_000


class Oracle(unittest.TestCase):
    def test_sums(self):
        texts = rows(ROWS)
        with tempfile.TemporaryDirectory() as folder:
            database = pathlib.Path(folder) / "rows.db"
            connection = sqlite3.connect(database)
            with connection:
                connection.execute("CREATE TABLE t(a TEXT)")
                connection.executemany("INSERT INTO t VALUES (?)", ((text,) for text in texts))
            connection.close()
            for name, used in (("o200k_base", texts), ("cl100k_base", texts[:10_000])):
                encoding = tiktoken.get_encoding(name)
                expected = [encoding.encode_ordinary(text) for text in used]
                total = sum(map(len, expected))
                lines, error = shell.run(
                    f"SELECT sum(tokens(a, '{name}')), sum(json_array_length(token_ids(a, '{name}'))),"
                    f" sum((SELECT sum(value) FROM json_each(token_ids(a, '{name}')) WHERE t.rowid % 100 = 0))"
                    f" FROM t WHERE rowid <= {len(used)};", database)
                self.assertEqual(error, "")
                ids = sum(sum(row) for row in expected[99::100])
                self.assertEqual(lines, [f"{total}|{total}|{ids}"])
                print(f"{name}: {len(used)} rows, {total} tokens, no differences")


if __name__ == "__main__":
    unittest.main()

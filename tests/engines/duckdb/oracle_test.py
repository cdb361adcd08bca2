"""The sum over 100,000 rows in DuckDB is that of tiktoken, on one thread and on two."""

import unittest

import database
import tiktoken
from rows import rows

ROWS = 100_000


class Oracle(unittest.TestCase):
    def test_sums(self):
        texts = rows(ROWS)
        encoding = tiktoken.get_encoding("o200k_base")
        expected = [encoding.encode_ordinary(text) for text in texts]
        total = sum(map(len, expected))
        for threads in (1, 2):
            with database.connect(threads=threads) as connection:
                connection.execute("CREATE TABLE t AS SELECT unnest(?::VARCHAR[]) AS a", [texts])
                self.assertEqual(connection.execute("SELECT sum(tokens(a)), sum(len(token_ids(a))) FROM t").fetchall(),
                                 [(total, total)])
                found = connection.execute("SELECT token_ids(a) FROM t WHERE rowid % 100 = 0 ORDER BY rowid").fetchall()
                self.assertEqual([ids for (ids,) in found], expected[::100])
        print(f"o200k_base: {ROWS} rows, {total} tokens, no differences")


if __name__ == "__main__":
    unittest.main()

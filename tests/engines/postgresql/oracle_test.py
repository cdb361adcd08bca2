"""The sum over 100,000 rows in PostgreSQL is that of tiktoken."""

import unittest

from cluster import Cluster
from oracle import token_sums
from rows import rows

ROWS = 100_000


class Oracle(unittest.TestCase):
    def test_sums(self):
        database = Cluster()
        texts = rows(ROWS)
        database.copy_texts("t", texts)
        for name, count in (("o200k_base", ROWS), ("cl100k_base", 10_000)):
            lines, error = database.run(
                f"SELECT sum(tokens(a, '{name}')), sum(cardinality(token_ids(a, '{name}'))),"
                f" sum((id % 100) * (SELECT sum(token) FROM unnest(token_ids(a, '{name}')) AS token))"
                f" FROM t WHERE id < {count};")
            self.assertEqual(error, "")
            total, weighted = token_sums(name, texts[:count])
            self.assertEqual(lines, [f"{total}|{total}|{weighted}"])
            print(f"{name}: {count} rows, {total} tokens, no differences")


if __name__ == "__main__":
    unittest.main()

"""The sum over 100,000 rows in ClickHouse is that of tiktoken, on one thread and on two."""

import json
import pathlib
import tempfile
import unittest

import server
from oracle import token_sums
from rows import rows

ROWS = 100_000


class Oracle(unittest.TestCase):
    def test_sums(self):
        texts = rows(ROWS)
        with tempfile.TemporaryDirectory() as folder:
            table = pathlib.Path(folder, "rows.jsonl")
            table.write_text("".join(json.dumps({"id": i, "a": text}) + "\n" for i, text in enumerate(texts)),
                             encoding="utf-8")
            for suffix, encoding, count in (("", "o200k_base", ROWS), ("_cl100k", "cl100k_base", 10_000)):
                total, weighted = token_sums(encoding, texts[:count])
                for threads in (1, 2):
                    lines, error = server.run(
                        f"SELECT sum(token_count{suffix}(a)), sum(length(token_ids{suffix}(a))),"
                        f" sum((id % 100) * arraySum(token_ids{suffix}(a)))"
                        f" FROM file('{table}', JSONEachRow, 'id UInt64, a String') WHERE id < {count}"
                        f" SETTINGS max_threads = {threads}")
                    self.assertEqual(error, "")
                    self.assertEqual(lines, [f"{total}|{total}|{weighted}"])
                print(f"{encoding}: {count} rows, {total} tokens, no differences")


if __name__ == "__main__":
    unittest.main()

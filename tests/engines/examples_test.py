"""Checks that examples.py finds the SQL of a page and what it prints."""

import unittest

from examples import ENGINES, examples, readme_examples

PAGE = """
```sql
SELECT 1;  -- not an answer
SELECT 2;
-- 1
-- 2
```
```sh
no SQL
```
```sql
CREATE TABLE t(a);
```
"""


class Examples(unittest.TestCase):
    def test_blocks(self):
        self.assertEqual(list(examples(PAGE)), [("SELECT 1;  -- not an answer\nSELECT 2;\n", ["1", "2"]),
                                                ("CREATE TABLE t(a);\n", [])])

    def test_every_engine_has_examples(self):
        engines = [folder.name for folder in ENGINES.iterdir() if (folder / "README.md").exists()]
        self.assertLessEqual({"sqlite", "duckdb", "postgresql", "clickhouse", "spark"}, set(engines))
        for engine in engines:
            self.assertGreaterEqual(len(readme_examples(engine)), 3, engine)


if __name__ == "__main__":
    unittest.main()

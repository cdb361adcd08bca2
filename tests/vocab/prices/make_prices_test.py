"""Run vocab/prices/make_prices.py on the readings of the project, and on small ones."""

import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PRICES = pathlib.Path(__file__).resolve().parent.parent.parent.parent / "vocab" / "prices"
COLUMNS = ["model", "service", "from", "to", "promotion", "above_input_tokens", "comparison", "input", "cached_input",
           "cache_write", "cache_write_long", "output", "as_of", "confidence", "source", "disagreement", "replaces"]


def text_of(rows):
    lines = ["\t".join(COLUMNS)]
    for row in rows:
        lines.append("\t".join({"model": "m", "service": "standard", **row}.get(column, "") for column in COLUMNS))
    return "\n".join(lines) + "\n"


class MakePrices(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        shutil.copy(PRICES / "make_prices.py", self.folder)

    def run_script(self, *arguments):
        return subprocess.run([sys.executable, str(self.folder / "make_prices.py"), *arguments], capture_output=True,
                              text=True, check=False, timeout=60)

    def rows(self, **readings):
        """Return the rows of the table that the readings give; a reading is a file `dDAY`, with _ for -."""
        (self.folder / "readings").mkdir()
        for name, rows in readings.items():
            (self.folder / "readings" / f"{name[1:].replace('_', '-')}.tsv").write_text(text_of(rows))
        done = self.run_script()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        with open(self.folder / "prices.tsv", encoding="utf-8") as file:
            table = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
            return [{name: value for name, value in row.items() if value} for row in table]

    def test_the_table_of_the_project_is_what_the_readings_give(self):
        done = subprocess.run([sys.executable, str(PRICES / "make_prices.py"), "--check"], capture_output=True,
                              text=True, check=False, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_an_edit_of_the_table_is_found(self):
        shutil.copytree(PRICES / "readings", self.folder / "readings")
        shutil.copy(PRICES / "prices.tsv", self.folder)
        self.assertEqual(self.run_script("--check").returncode, 0)
        table = self.folder / "prices.tsv"
        table.write_text(table.read_text(encoding="utf-8").replace("\t2.5\t", "\t2.6\t", 1), encoding="utf-8")
        done = self.run_script("--check")
        self.assertEqual(done.returncode, 1)
        self.assertIn("prices.tsv is not what readings/ give", done.stderr)

    def test_a_reading_of_the_same_price_confirms_it(self):
        rows = self.rows(d2026_01_01=[{"input": "2.50", "as_of": "2025-12-01", "source": "a"}],
                         d2026_02_01=[{"input": "2.5", "output": "10", "as_of": "2026-02-01", "source": "b"}])
        self.assertEqual(rows, [{"model": "m", "service": "standard", "from": "2025-12-01", "input": "2.50",
                                 "output": "10", "as_of": "2026-02-01", "source": "b"}])

    def test_an_earlier_reading_of_the_same_price_only_makes_it_begin_earlier(self):
        rows = self.rows(d2026_01_01=[{"input": "2.5", "as_of": "2025-12-01", "source": "a"}],
                         d2026_02_01=[{"input": "2.5", "output": "10", "as_of": "2025-08-13", "source": "b"}])
        self.assertEqual(rows, [{"model": "m", "service": "standard", "from": "2025-08-13", "input": "2.5",
                                 "as_of": "2025-12-01", "source": "a"}])

    def test_a_reading_of_another_price_ends_the_earlier_one(self):
        rows = self.rows(d2026_01_01=[{"input": "2", "as_of": "2025-12-01", "source": "a 2025-11-30"}],
                         d2026_02_01=[{"input": "3", "as_of": "2026-02-01", "source": "b"}],
                         d2026_03_01=[{"input": "4", "from": "2026-02-15", "as_of": "2026-03-01", "source": "c"}])
        self.assertEqual([(row["input"], row["from"], row.get("to")) for row in rows],
                         [("2", "2025-11-30", "2026-01-31"), ("3", "2026-02-01", "2026-02-14"),
                          ("4", "2026-02-15", None)])

    def test_a_correction_replaces_the_price_for_its_whole_period(self):
        rows = self.rows(d2026_01_01=[{"input": "2", "to": "2026-12-31", "promotion": "yes", "as_of": "2025-12-01"},
                                      {"input": "9", "above_input_tokens": "200000", "comparison": ">",
                                       "as_of": "2025-12-01"}],
                         d2026_02_01=[{"input": "1", "replaces": "yes", "as_of": "2026-02-01"},
                                      {"above_input_tokens": "200000", "replaces": "yes", "as_of": "2026-02-01"}])
        self.assertEqual(rows, [{"model": "m", "service": "standard", "from": "2025-12-01", "to": "2026-12-31",
                                 "promotion": "yes", "input": "1", "as_of": "2026-02-01"}])

    def test_a_tier_begins_with_its_base_price(self):
        rows = self.rows(d2026_01_01=[{"input": "2", "as_of": "2025-12-01"}],
                         d2026_02_01=[{"input": "4", "above_input_tokens": "200000", "comparison": ">",
                                       "as_of": "2026-02-01"}])
        self.assertEqual([row["from"] for row in rows], ["2025-12-01", "2025-12-01"])

    def test_a_price_without_a_day_is_of_the_day_of_its_file(self):
        (row,) = self.rows(d2026_01_01=[{"input": "2"}])
        self.assertEqual(row["from"], "2026-01-01")

    def test_errors(self):
        (self.folder / "readings").mkdir()
        for text, message in (("model\tprize\nm\t1\n", "unknown columns"),
                              ("model\tservice\nm\n", "missing fields"),
                              ("model\tservice\tinput\nm\tfast\t1\n", "unknown service: 'fast'")):
            with self.subTest(text):
                (self.folder / "readings" / "2026-01-01.tsv").write_text(text)
                done = self.run_script()
                self.assertEqual(done.returncode, 1)
                self.assertIn(message, done.stderr)


if __name__ == "__main__":
    unittest.main()

"""The commands of the README that lead from a clone to a count, with the duckdb program of PyPI."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from examples import installation

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = "duckdb-cli==1.5.6"


def install(folder):
    """Install the duckdb program in a virtual environment, and return the folder of the program."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    command = [f"{folder}/bin/pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", PROGRAM]
    if subprocess.run(command, timeout=900, check=False).returncode != 0:
        print(f"skipped: pip cannot install {PROGRAM}")
        sys.exit(77)
    return pathlib.Path(folder) / "bin"


class Recipe(unittest.TestCase):
    def test_recipe(self):
        lines = installation("duckdb")
        self.assertEqual(len(lines), 3)
        commands = "\n".join(lines)
        with tempfile.TemporaryDirectory() as folder:
            environment = dict(os.environ, PATH=f"{install(folder + '/venv')}{os.pathsep}{os.environ['PATH']}")
            rows = "SELECT 'How many tokens is this?' AS text FROM range(1000)"
            subprocess.run(["duckdb", "-c", f"COPY ({rows}) TO 'x.parquet'"], cwd=folder, env=environment, check=True)
            script = commands.replace(" URL ", f" {ROOT} ").replace("'x.parquet'", f"'{folder}/x.parquet'")
            self.assertNotEqual(script, commands)
            done = subprocess.run(["bash", "-eu", "-c", script], cwd=folder, env=environment, timeout=3000, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertIn("tokmill.duckdb_extension\n", done.stdout)
            self.assertRegex(done.stdout, r"\b6000\b")


if __name__ == "__main__":
    unittest.main()

"""Compare tokmill in database engines and data frames with tiktoken in the same ones.

    benchmarks/engines/run [ENGINE…]

Counts the rows of tests/engines/rows.py, which are in a table of the engine, and checks every sum against tiktoken's. Each
engine runs in a process of its own, one after the other. Prints a table in Markdown, and which goals are met. Engines that
are not installed are listed.
"""

import importlib
import json
import os
import pathlib
import pickle
import subprocess
import sys
import tempfile

from measure import counted, measured

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENGINES = ["duckdb", "sqlite", "postgresql", "clickhouse", "spark", "polars", "pandas", "dask", "datafusion"]
ROWS = 100_000


def measure_engine(name, folder):
    """Write the lines of the table and the goals of one engine."""
    rows = pickle.loads((folder / "rows").read_bytes())
    engine = importlib.import_module(f"drivers.{name}").Engine(rows.texts, folder)
    found = measured(engine, rows)
    speeds = {work.role: speed for work, speed in found}
    lines = [f"| {engine.name} | {work.name} | {speed / 1000:,.0f} | {speed / speeds['tiktoken']:.1f} | "
             f"{speed / speeds['floor']:.2f} |" for work, speed in found]
    goals = [(f"{engine.goal} times tiktoken", speeds["tokmill"] / speeds["tiktoken"], engine.goal)]
    if hasattr(engine, "floor_goal"):
        goals.append((f"{engine.floor_goal} of the engine alone", speeds["tokmill"] / speeds["floor"], engine.floor_goal))
    lines_of_goals = [f"- {engine.name}: {what}: {'met' if reached >= goal else 'missed'} ({reached:.2f})"
                      for what, reached, goal in goals]
    (folder / "found").write_text(json.dumps([lines, lines_of_goals]), encoding="utf-8")


def main(names):
    lines, goals, missing = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        rows = counted_rows(pathlib.Path(folder) / "rows")
        for name in names:
            print(f"measuring {name}", file=sys.stderr)
            with tempfile.TemporaryDirectory() as own:
                os.link(pathlib.Path(folder) / "rows", pathlib.Path(own) / "rows")
                done = subprocess.run([sys.executable, __file__, "--in", own, name], check=False, text=True,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                if done.returncode != 0:
                    missing.append(f"- {name}: not measured: {(done.stdout.strip() or 'no message').splitlines()[-1]}")
                    continue
                more_lines, more_goals = json.loads((pathlib.Path(own) / "found").read_text(encoding="utf-8"))
                lines += more_lines
                goals += more_goals
    size = sum(len(text.encode()) for text in rows.texts) / len(rows.texts)
    print(f"{len(rows.texts):,} rows of {size:.0f} bytes, {rows.expected['tokens']:,} tokens\n")
    print("| engine | what | thousand rows/s | times tiktoken | part of the engine alone |")
    print("| --- | --- | ---: | ---: | ---: |", *lines, "", *goals, *missing, sep="\n")
    return 1 if missing else 0


def counted_rows(file):
    sys.path.append(str(ROOT / "tests" / "engines"))
    from rows import rows

    found = counted(rows(ROWS))
    file.write_bytes(pickle.dumps(found))
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in"]:
        measure_engine(sys.argv[3], pathlib.Path(sys.argv[2]))
    else:
        unknown = set(sys.argv[1:]) - set(ENGINES)
        sys.exit(f"unknown engine: {', '.join(sorted(unknown))}" if unknown else main(sys.argv[1:] or ENGINES))

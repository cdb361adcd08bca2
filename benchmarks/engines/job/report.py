"""Report on a corpus: tokens by language, source and quartile of length, cost on three models, and unequal languages.

    report.py ENGINE CORPUS [--to FOLDER] [--master URL] [--day DATE] [--program PATH] [--extension PATH]

ENGINE is spark, duckdb or clickhouse, and CORPUS a folder of Parquet files with the columns language, source and text, as
generate.py makes them. Prints the totals as JSON; --to also writes quartiles.csv, premiums.csv and, with Spark, memory.csv
into a folder. The queries are in report.sql. Amounts are exact: the prices are those of the Python package on the given
day.
"""

import argparse
import csv
import datetime
import decimal
import importlib
import json
import pathlib
import re
import time

import tokmill

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
MODELS = ["gpt-4o", "gpt-4.1-mini", "gpt-5"]  # their encoding is o200k_base
NEXT = re.compile(r"^-- (\w+): .*\n((?:.*\n)*?.*;)$", re.MULTILINE)


def queries(**names):
    """Return the queries of report.sql by name."""
    text = (HERE / "report.sql").read_text(encoding="utf-8")
    return {name: query.rstrip(";").format(**names) for name, query in NEXT.findall(text)}


def prices(day):
    """Return the price of a token of input in US dollars for each model."""
    return {model: tokmill.cost(model, input_tokens=10**6, at=day).total / 10**6 for model in MODELS}


def gini(values):
    """Return the Gini coefficient of sorted values: 0 if all are equal, near 1 if one has almost everything."""
    weighted = sum(rank * value for rank, value in enumerate(values, 1))
    return 2 * weighted / (len(values) * sum(values)) - (len(values) + 1) / len(values)


def write_csv(path, header, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


def absolute_path(path):
    return pathlib.Path(path).resolve()


def report(arguments):
    engine = importlib.import_module(f"engines.{arguments.engine}").Engine(arguments)
    wanted = queries(corpus=engine.corpus, **engine.NAMES)
    start = time.perf_counter()
    engine.make_table("groups", wanted["groups"])
    seconds = time.perf_counter() - start
    engine.make_table("prices", " UNION ALL ".join(f"SELECT '{model}' AS model, {engine.decimal(price)} AS usd_of_token"
                                                   for model, price in prices(arguments.day).items()))
    quartiles, premiums = engine.rows(wanted["quartiles"]), engine.rows(wanted["premiums"])
    result = {
        "engine": engine.name,
        "texts": sum(int(row[3]) for row in quartiles),
        "tokens": sum(int(row[4]) for row in quartiles),
        "usd": {model: str(decimal.Decimal(str(usd)).normalize()) for model, usd in engine.rows(wanted["costs"])},
        "gini_of_premiums": round(gini([float(premium) for _, premium in premiums]), 6),
        "seconds": round(seconds, 2),
    }
    if arguments.to:
        arguments.to.mkdir(parents=True, exist_ok=True)
        write_csv(arguments.to / "quartiles.csv", ["language", "source", "quartile", "texts", "tokens"], quartiles)
        write_csv(arguments.to / "premiums.csv", ["language", "premium"],
                  [[language, f"{float(premium):.6f}"] for language, premium in premiums])
        engine.write_more(arguments.to)
    engine.close()
    return result


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Report on a corpus.")
    parser.add_argument("engine", choices=["spark", "duckdb", "clickhouse"])
    parser.add_argument("corpus", type=absolute_path, help="a folder of Parquet files")
    parser.add_argument("--to", type=pathlib.Path, help="write tables into this folder")
    parser.add_argument("--master", default="local[2]", help="of Spark (default: %(default)s)")
    parser.add_argument("--day", type=datetime.date.fromisoformat, help="of the prices (default: today)")
    parser.add_argument("--program", type=absolute_path, default=ROOT / "build/release/bin/tokmill",
                        help="the program, for ClickHouse")
    parser.add_argument("--extension", type=absolute_path, default=ROOT / "build/duckdb/bin/tokmill.duckdb_extension",
                        help="the extension, for DuckDB")
    print(json.dumps(report(parser.parse_args())))

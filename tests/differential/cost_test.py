"""Compare `tokmill cost` with an independent calculation in rational numbers.

Uses random token counts, random dates and every service, for every model in vocab/prices. The comparison is exact.
"""

import csv
import datetime
import json
import os
import random
import subprocess
import sys
import unittest
from fractions import Fraction

TOKMILL = os.environ["TOKMILL"]
VOCAB = os.path.join(os.path.dirname(__file__), "..", "..", "vocab", "prices")
ROUNDS = 2000 if os.environ.get("TOKMILL_FULL") == "1" else 150
SERVICES = ["standard", "batch", "flex", "priority", "off-peak", "ultrafast"]


def rows_of(name):
    with open(os.path.join(VOCAB, name), encoding="utf-8") as table:
        return list(csv.DictReader((line for line in table if not line.startswith("#")), delimiter="\t",
                                   quoting=csv.QUOTE_NONE))


MODELS = [row["model"] for row in rows_of("models.tsv") if not row["alias_of"]]
PRICES = rows_of("prices.tsv")


def tier_of(model, service, day, tokens):
    """Return the row of prices.tsv that applies to a call and its threshold; (None, -1) if no row applies."""
    best, reached = None, -1
    for row in PRICES:
        if row["model"] != model or row["service"] != service:
            continue
        if (row["from"] and day < row["from"]) or (row["to"] and day > row["to"]):
            continue
        above = int(row["above_input_tokens"] or 0)
        applies = not row["above_input_tokens"] or tokens > above or (row["comparison"] == ">=" and tokens == above)
        if applies and above > reached:
            best, reached = row, above
    return best, reached


def expected_usd(model, service, day, usage):
    input_tokens = usage["input"] + usage["write"] + usage["write_long"]
    row, reached = tier_of(model, service, day, input_tokens)
    if row is not None and tier_of(model, "standard", day, input_tokens)[1] > reached:
        row = None

    def part(*pairs):
        total = Fraction(0)
        for tokens, column in pairs:
            if tokens * usage["calls"] == 0:
                continue
            if row is None or row[column] == "":
                return None
            total += Fraction(row[column]) * tokens * usage["calls"] / 1_000_000
        return total

    parts = {
        "input": part((usage["input"] - usage["cached"], "input")),
        "cached": part((usage["cached"], "cached_input")),
        "cache_write": part((usage["write"], "cache_write"), (usage["write_long"], "cache_write_long")),
        "output": part((usage["output"], "output")),
    }
    parts["total"] = None if None in parts.values() else sum(parts.values())
    return parts


def random_tokens(rng):
    """Return a random number of tokens: zero, a tier threshold or one next to it, or a number of 1 to 8 digits."""
    if rng.random() < 0.3:
        return 0
    if rng.random() < 0.4:
        return rng.choice([100_000, 200_000, 256_000, 272_000, 512_000]) + rng.choice([-1, 0, 1])
    return rng.randrange(10 ** rng.randrange(1, 8))


def random_usage(rng):
    usage = {name: random_tokens(rng) for name in ("input", "output", "write", "write_long")}
    if rng.random() < 0.6:
        usage["write"] = usage["write_long"] = 0
    usage["cached"] = rng.randrange(usage["input"] + 1) if rng.random() < 0.5 else 0
    usage["calls"] = rng.choice([0, 1, 1, 1, 2, 1000, rng.randrange(10**6)])
    return usage


class Bills(unittest.TestCase):
    def test_against_rational_numbers(self):
        rng = random.Random(20261124)
        bills = known = 0
        for _ in range(ROUNDS):
            usage = random_usage(rng)
            service = rng.choice(SERVICES)
            day = (datetime.date(2026, 1, 1) + datetime.timedelta(days=rng.randrange(500))).isoformat()
            command = [TOKMILL, "cost", "--json", "--at", day, "--service", service]
            for option, name in (("input", "input"), ("output", "output"), ("cached", "cached"),
                                 ("cache-write", "write"), ("cache-write-long", "write_long")):
                command += [f"--{option}-tokens", str(usage[name])]
            command += ["--calls", str(usage["calls"])]
            for model in MODELS:
                command += ["-m", model]
            environment = {**os.environ, "XDG_CONFIG_HOME": "/nonexistent"}
            done = subprocess.run(command, capture_output=True, check=True, env=environment, timeout=60)
            for row in json.loads(done.stdout):
                usd = {"cache_write": "0", **row["usd"]}
                expected = expected_usd(row["model"], service, day, usage)
                got = {name: None if usd[name] is None else Fraction(usd[name]) for name in expected}
                self.assertEqual(got, expected, f"{row['model']} {service} {day} {usage}")
                bills += 1
                known += got["total"] is not None
        self.assertGreater(known, bills // 10)
        print(f"compared {bills:,} bills with rational arithmetic, {known:,} with a known total: no differences")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])

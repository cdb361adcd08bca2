"""Compare every price of the tables in published_tables.py with the one that `tokmill models --prices` reads there.

Each table is read here a second time, from its format's documentation, with exact decimals: the prices of each model on
each day on which one of them may change, for each service and tier. The two must be equal, in both directions. Skipped,
with a message, where a package cannot be downloaded.
"""

import collections
import csv
import datetime
import json
import os
import re
import subprocess
import sys
import unittest
from decimal import ROUND_HALF_UP, Decimal, localcontext

import published_tables

TOKMILL = os.environ["TOKMILL"]
TODAY = "2026-11-25"
NEVER = "9999-12-31"


def shortest(figure):
    """Return the decimal number with the fewest digits within a relative 10^-12 of `figure`."""
    with localcontext() as context:
        context.prec = 60
        for digits in range(1, 40):
            if figure == 0:
                return Decimal(0)
            rounded = figure.quantize(Decimal((0, (1,), figure.adjusted() + 1 - digits)), rounding=ROUND_HALF_UP)
            if abs(rounded - figure) * 10**12 <= figure:
                return rounded
    return figure


def price(figure, scale=1):
    """Return a figure of a table in dollars per million tokens; None if it is not a price."""
    if not isinstance(figure, Decimal) or figure < 0:
        return None
    return shortest(figure) * scale


def first_token(threshold, inclusive=False):
    """Return the smallest input of a tier; a price is known by it. 0 is the base price."""
    return threshold + (0 if inclusive else 1) if threshold else 0


def amounts_of(entry, names, scale=1):
    amounts = {ours: price(entry.get(theirs), scale) for theirs, ours in names.items()}
    return {name: amount for name, amount in amounts.items() if amount is not None}


LITELLM_NAMES = {
    "input_cost_per_token": "input",
    "output_cost_per_token": "output",
    "cache_read_input_token_cost": "cached",
    "cache_creation_input_token_cost": "cache_write",
    "cache_creation_input_token_cost_above_1hr": "cache_write_long",
    "cache_creation_input_token_cost_above_12hr": "cache_write_long",
}
LITELLM_KEY = re.compile(f"({'|'.join(sorted(LITELLM_NAMES, key=len, reverse=True))})"
                         r"(?:_above_(\d+)k_tokens)?(?:_(batches|flex|balanced|priority|ultrafast))?")


def litellm_prices(table):
    """Yield (provider, model, day, {(service, tier): amounts})."""
    for model, entry in table.items():
        if model == "sample_spec":
            continue
        prices = collections.defaultdict(dict)
        for key, figure in entry.items():
            match = LITELLM_KEY.fullmatch(key)
            amount = price(figure, 1_000_000)
            if match and amount is not None:
                service = {None: "standard", "batches": "batch"}.get(match[3], match[3])
                tier = first_token(int(match[2] or 0) * 1000, entry.get("litellm_provider") == "xai")
                prices[service, tier][LITELLM_NAMES[match[1]]] = amount
        for service, tier in sorted(prices):  # an amount that a tier does not give is that of the tier below
            below = max((other for name, other in prices if name == service and other < tier), default=None)
            if below is not None:
                prices[service, tier] = {**prices[service, below], **prices[service, tier]}
        base_output = {name: amount for name, amount in prices["standard", 0].items() if name == "output"}
        for tier in entry.get("tiered_pricing", []):
            if "range" in tier:
                rank = ("standard", first_token(int(tier["range"][0])))
                prices[rank] = {**base_output, **prices[rank], **amounts_of(tier, LITELLM_NAMES, 1_000_000)}
        if "off_peak_pricing" in entry:
            off_peak = amounts_of(entry["off_peak_pricing"], LITELLM_NAMES, 1_000_000)
            prices["off-peak", 0] = {**prices["standard", 0], **off_peak}
        yield entry.get("litellm_provider"), model, TODAY, prices


MODELS_DEV_NAMES = {"input": "input", "output": "output", "cache_read": "cached", "cache_write": "cache_write"}
MODELS_DEV_MODES = {"fast": "priority", "priority": "priority", "ultrafast": "ultrafast"}


def models_dev_prices(table):
    for provider, entry in table.items():
        for model, facts in entry["models"].items():
            cost = facts.get("cost") or {}
            prices = {("standard", 0): amounts_of(cost, MODELS_DEV_NAMES)}
            for tier in cost.get("tiers", []):
                start = first_token(int(tier["tier"]["size"]), provider == "xai")
                prices["standard", start] = amounts_of(tier, MODELS_DEV_NAMES)
            if "context_over_200k" in cost and not cost.get("tiers"):
                start = first_token(200_000, provider == "xai")
                prices["standard", start] = amounts_of(cost["context_over_200k"], MODELS_DEV_NAMES)
            for mode, service in MODELS_DEV_MODES.items():
                mode_cost = (facts.get("experimental") or {}).get("modes", {}).get(mode, {}).get("cost")
                if mode_cost:
                    prices[service, 0] = amounts_of(mode_cost, MODELS_DEV_NAMES)
            yield provider, model, TODAY, prices


GENAI_NAMES = {"input_mtok": "input", "output_mtok": "output", "cache_read_mtok": "cached",
               "cache_write_mtok": "cache_write", "cache_write_1h_mtok": "cache_write_long"}
GENAI_SERVICES = {"batch": [{"processing": "batch"}], "flex": [{"service_tier": "flex"}],
                  "priority": [{"service_tier": "priority"}, {"service_tier": "fast"}, {"speed": "fast"}]}


def genai_start(item):
    """Return the first day of a price; '' if it is open, None if it is one for certain hours."""
    constraint = item.get("constraint")
    return constraint.get("start_date") if constraint else ""


def genai_resolved(model, service, day):
    """Return the price object of a service on a day, as the package resolves it; None if there is none."""
    listed = model["prices"] if isinstance(model["prices"], list) else [{"prices": model["prices"]}]
    begun = [item["prices"] for item in listed if genai_start(item) is not None and genai_start(item) <= day]
    if service == "standard":
        return begun[-1] if begun else None
    overrides = {}
    variants = [variant for variant in model.get("price_variants") or []
                if variant["when"] in GENAI_SERVICES[service] and genai_start(variant) is not None
                and genai_start(variant) <= day]
    for variant in variants:
        for key, figure in variant["prices"].items():
            overrides.setdefault(key, figure)
    return {**(begun[-1] if begun else {}), **overrides} if variants else None


def genai_prices(table):
    for provider in table["providers"]:
        for model in provider["models"]:
            items = (model["prices"] if isinstance(model["prices"], list) else []) + (model.get("price_variants") or [])
            days = {TODAY, *filter(None, map(genai_start, items))}
            for start in list(days):
                days.add((datetime.date.fromisoformat(start) - datetime.timedelta(days=1)).isoformat())
            for day in days:
                prices = {}
                for service in ("standard", *GENAI_SERVICES):
                    resolved = genai_resolved(model, service, day)
                    if resolved is None:
                        continue
                    figures = {GENAI_NAMES[key]: figure for key, figure in resolved.items() if key in GENAI_NAMES}
                    tiers = {0, *(int(tier["start"]) for figure in figures.values() if isinstance(figure, dict)
                                  for tier in figure["tiers"])}
                    for tier in tiers:
                        prices[service, first_token(tier)] = {}
                        for name, figure in figures.items():
                            if isinstance(figure, dict):
                                reached = [step for step in figure["tiers"] if step["start"] <= tier]
                                last = max(reached, key=lambda step: step["start"], default=None)
                                figure = last["price"] if last else figure["base"]
                            prices[service, first_token(tier)][name] = price(figure)
                yield provider["id"], model["id"], day, prices


def prices_of_tokmill(model, day):
    """Return the prices that `tokmill models` shows for a day, in the form of the readers above."""
    prices = {}
    for row in model["prices"]:
        if (row["from"] or "") <= day <= (row["to"] or NEVER):
            amounts = {name: Decimal(amount) for name, amount in row["usd_per_million"].items() if amount is not None}
            tier = first_token(row["above_input_tokens"], row["comparison"] == ">=")
            prices[row["service"], tier] = amounts
    return prices


def without_unknown(prices):
    return {key: amounts for key, amounts in prices.items() if amounts}


class PublishedTables(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        try:
            published_tables.download_wheels()
        except published_tables.Unavailable as reason:
            print(f"skipped: {reason}")
            sys.exit(77)

    def models(self, name, text):
        """Return the models that tokmill reads from a table, which must be read without a warning."""
        path = published_tables.FOLDER / f"{name}.json"
        path.write_text(text, encoding="utf-8")
        environment = {**os.environ, "XDG_CONFIG_HOME": "/nonexistent"}
        done = subprocess.run([TOKMILL, "models", "--json", "--prices", str(path)], capture_output=True, check=False,
                              env=environment, timeout=600)
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))
        return {(model["provider"], model["model"]): model for model in json.loads(done.stdout)}

    def compare(self, name, text, reader, least):
        models = self.models(name, text)
        compared = 0
        differences = []
        for provider, model, day, expected in reader(json.loads(text, parse_float=Decimal, parse_int=Decimal)):
            expected = without_unknown(expected)
            if not expected:
                continue  # a model without a price may have one in the built-in table
            got = without_unknown(prices_of_tokmill(models[provider, model], day))
            compared += sum(len(amounts) for amounts in expected.values())
            if got != expected:
                differences.append(f"{provider}/{model} {day}: got {got}, expected {expected}")
        print(f"{name}: compared {compared:,} prices, {len(differences)} models differ")
        self.assertEqual(differences, [], f"{len(differences)} models of {name} differ")
        self.assertGreater(compared, least)

    def test_litellm(self):
        self.compare("litellm", published_tables.litellm(), litellm_prices, 15_000)

    def test_tokencost(self):
        self.compare("tokencost", published_tables.tokencost(), litellm_prices, 3_000)

    def test_genai_prices(self):
        self.compare("genai_prices", published_tables.genai_prices(), genai_prices, 7_000)

    def test_models_dev(self):
        self.compare("models_dev", published_tables.models_dev(), models_dev_prices, 11_000)

    def test_models_dev_of_opencode(self):
        try:
            text = published_tables.models_dev_of_opencode()
        except published_tables.Unavailable as reason:
            print(f"skipped the table of opencode: {reason}")
            self.skipTest(str(reason))
        self.compare("models_dev_of_opencode", text, models_dev_prices, 23_000)


PRICES = os.path.join(os.path.dirname(__file__), "..", "..", "vocab", "prices")
BUILT_IN_NAMES = {"input": "input", "cached_input": "cached", "cache_write": "cache_write",
                  "cache_write_long": "cache_write_long", "output": "output"}
LITELLM_PREFIXES = {"google": "gemini/", "xai": "xai/", "mistral": "mistral/", "deepseek": "deepseek/"}

FIRST_READ = "2026-09-30"

# Prices that a table gives under another service: the standard prices of these tables are those of the off-peak hours.
OFF_PEAK = {("deepseek-flash", "genai-prices 0.2.3"), ("deepseek-v4-pro", "genai-prices 0.2.3"),
            ("deepseek-v4-flash-vision-exp", "models.dev 2026-09-30")}


def built_in_rows(name):
    with open(os.path.join(PRICES, name), encoding="utf-8") as table:
        return list(csv.DictReader((line for line in table if not line.startswith("#")), delimiter="\t",
                                   quoting=csv.QUOTE_NONE))


class BuiltInTable(unittest.TestCase):
    """Each row of the built-in table that names one of the tables as a source has the prices of that table."""

    @staticmethod
    def sources():
        """Return, for each source, a function of a provider and a model that returns the prices of its table."""
        def read(text, reader):
            prices = reader(json.loads(text, parse_float=Decimal, parse_int=Decimal))
            return {(provider, model): by_tier for provider, model, day, by_tier in prices if day == TODAY}
        litellm = {model: prices for (_, model), prices in read(published_tables.litellm(), litellm_prices).items()}
        genai = read(published_tables.genai_prices(), genai_prices)
        models_dev = read(published_tables.models_dev_of_opencode(), models_dev_prices)
        return {
            "LiteLLM 1.110.2": lambda provider, model: (
                litellm.get(LITELLM_PREFIXES.get(provider, "") + model) or litellm[model]),
            "genai-prices 0.2.3": lambda provider, model: genai[{"xai": "x-ai"}.get(provider, provider), model],
            "models.dev 2026-09-30": lambda provider, model: models_dev[provider, model],
        }

    def test_the_prices_are_those_of_the_sources(self):
        try:
            published_tables.download_wheels()
            sources = self.sources()
        except published_tables.Unavailable as reason:
            print(f"skipped: {reason}")
            self.skipTest(str(reason))
        providers = {row["model"]: row["provider"] for row in built_in_rows("models.tsv")}
        compared = 0
        for row in built_in_rows("prices.tsv"):
            if row["from"] > TODAY or row["as_of"] < FIRST_READ:
                continue  # the tables have the prices of the day on which they were read
            tier = first_token(int(row["above_input_tokens"] or 0), row["comparison"] == ">=")
            for source, prices_of in sources.items():
                if source not in row["source"]:
                    continue
                service = row["service"]
                if service == "off-peak" and (row["model"], source) in OFF_PEAK:
                    service = "standard"
                amounts = prices_of(providers[row["model"]], row["model"])[service, tier]
                for name, theirs in BUILT_IN_NAMES.items():
                    if row[name] and amounts.get(theirs) is not None:
                        where = f"{row['model']} {service} {name} {source}"
                        self.assertEqual(Decimal(row[name]), amounts[theirs], where)
                        compared += 1
        print(f"compared {compared:,} built-in prices with those of their sources: no differences")
        self.assertGreater(compared, 2_800)


class Comparison(unittest.TestCase):
    """The comparison must find a difference."""

    def test_shortest(self):
        for figure, expected in (("0.0024499999999999995", "0.00245"), ("3.3333333333333335E-9", "3.333333333333E-9"),
                                 ("1.0000000000000001E-7", "1E-7"), ("0.123456789012", "0.123456789012"),
                                 ("1234567890123.5", "1234567890124"), ("99999999999999", "1E14"), ("0", "0")):
            self.assertEqual(shortest(Decimal(figure)), Decimal(expected))

    def test_a_different_tier_is_found(self):
        table = {"m": {"litellm_provider": "p", "input_cost_per_token": Decimal("1E-6"),
                       "input_cost_per_token_above_200k_tokens": Decimal("2E-6")}}
        row = {"service": "standard", "from": None, "to": None, "above_input_tokens": None, "comparison": None,
               "usd_per_million": {"input": "1.000000", "output": None}}
        ((_, _, day, expected),) = litellm_prices(table)
        self.assertNotEqual(prices_of_tokmill({"prices": [row]}, day), expected)
        tier = {**row, "above_input_tokens": 200000, "comparison": ">", "usd_per_million": {"input": "2.000000"}}
        self.assertEqual(prices_of_tokmill({"prices": [row, tier]}, day), expected)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])

#!/usr/bin/env python3
"""make_price_tables.py MODELS.json VOCAB_FOLDER

Writes vocab/priced_models.tsv and vocab/prices.tsv from a price survey of the schema
"tokmeter-models-research/1". Run by hand when there is a newer survey; vocab/SOURCES.md says where the
present figures come from and which rules turn the survey's fields into rows.

Figures are read and multiplied as decimals, so that no digit passes through a binary double. What the
survey does not know stays empty. The program stops at a field that it does not know: a figure must not be
lost in silence.
"""

import datetime
import json
import re
import sys
from decimal import Decimal

MODEL_COLUMNS = ["provider", "model", "alias_of", "kind", "default", "reasoning", "encoding", "context_window", "max_input",
                 "max_output", "max_output_batch", "cache_retention", "tokenizer", "note"]
PRICE_COLUMNS = ["model", "service", "from", "to", "promotion", "above_input_tokens", "comparison", "input",
                 "cached_input", "cache_write", "cache_write_long", "output", "as_of", "confidence", "source"]
FIGURES = ["input", "cached_input", "cache_write", "cache_write_long", "output"]

KNOWN_FIELDS = {
    "provider", "id", "aliases", "kind", "encoding", "encoding_note", "context_window", "max_input", "max_output",
    "release_date", "price_per_mtok_usd", "batch", "long_context_tiers", "as_of", "sources", "confidence", "stale",
    "effective_from", "disagreements", "note", "superseded_values", "max_output_batch", "off_peak", "peak_hours",
    "priority", "promo_until", "scheduled", "cache_write_retention"}

# Superseded values that were announced and then called off: they were never anybody's price.
NEVER_TOOK_EFFECT = {"claude-sonnet-5"}

# The survey does not say which models think before they answer. These are the families whose providers sell
# them as reasoning models; the others may be told to think, and then the same holds.
REASONING = re.compile(
    r"o[134](-|$)|gpt-5(?!.*chat)|gpt-6|deepseek-reasoner|kimi-k2-thinking|magistral|command-a-reasoning"
    r"|grok-3-mini|grok-4-0709|grok-.*-reasoning|openai/gpt-oss")

# What `tokmill cost` shows where no model is named: what each provider sold as its main models on the survey's day,
# and the OpenAI models of which most prices are still asked for.
DEFAULT = {
    "gpt-6.2-sol", "gpt-6-luna", "gpt-5.5", "gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-4.1", "gpt-4.1-mini", "gpt-4o",
    "gpt-4o-mini", "claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5", "claude-sonnet-4-6",
    "gemini-3.1-pro-preview", "gemini-3.8-flash", "gemini-3.5-flash-lite", "grok-4.7", "deepseek-v4-pro",
    "mistral-large-2512", "kimi-k3", "qwen3.7-max", "glm-5.2"}


def day_before(day):
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


def whole_day(text):
    """The day that an imprecise one is at the earliest, so that a price never looks fresher than it is;
    empty where not even the month is known."""
    found = re.match(r"(\d{4}-\d{2})(-\d{2})?", text or "")
    return found[1] + (found[2] or "-01") if found else ""


def digits(figure):
    if figure is None or figure == "":
        return ""
    plain = format(Decimal(figure), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def figures(fields, retention="cache_write_5m"):
    return {"input": fields.get("input"), "cached_input": fields.get("cached_input"),
            "cache_write": fields.get(retention), "cache_write_long": fields.get("cache_write_1h"),
            "output": fields.get("output")}


def times(row, factor):
    return {**row, **{name: None if row[name] is None else row[name] * factor for name in FIGURES}}


def source_text(model):
    """Where the prices were read: each source of the survey that gives prices, with its day."""
    texts = []
    for source in model["sources"]:
        if "prices" not in source["fields"].split(","):
            continue
        name = source["repo"].split(" ")[0]
        day = whole_day(source.get("prices_checked") or "") or source["snapshot_date"]
        texts.append(f"{name} {day}")
    return "; ".join(texts) or model["sources"][0]["repo"].split(" ")[0]


def standard_rows(model):
    """The standard price and its tiers for each period that is known."""
    # A price that began within a month that is all the survey knows was read on its first day at the earliest.
    as_of = whole_day(model["as_of"])
    as_of = as_of and max(as_of, model.get("effective_from") or "")
    shared = {"model": model["id"], "service": "standard", "as_of": as_of, "confidence": model["confidence"],
              "source": source_text(model)}
    start, promotion_end = model.get("effective_from") or "", model.get("promo_until") or ""
    present = {**shared, "from": start, "to": promotion_end, "promotion": "yes" if promotion_end else ""}
    rows = [{**present, **figures(model["price_per_mtok_usd"])}]
    retention = model.get("cache_write_retention")
    if retention:
        short, long = retention.values()
        assert rows[0]["cache_write"] == short
        rows[0]["cache_write_long"] = long
    for tier in model["long_context_tiers"]:
        assert tier["scope"] == "whole request"
        rows.append({**present, **figures(tier), "above_input_tokens": tier["above_input_tokens"],
                     "comparison": tier.get("comparison", ">")})
    superseded = model.get("superseded_values")
    if superseded and model["id"] not in NEVER_TOOK_EFFECT:
        last_seen = max(re.search(r"\d{4}-\d{2}-\d{2}", text)[0] for text in superseded["from"])
        past = {**shared, "from": model.get("release_date") or "", "to": day_before(start), "promotion": "",
                "as_of": min(last_seen, day_before(start)),
                "source": "; ".join(text.replace(" (10-minute mirror of BerriAI/litellm "
                                                 "model_prices_and_context_window.json)", "")
                                    for text in superseded["from"])}
        rows.append({**past, **figures(superseded["price_per_mtok_usd"])})
        tier = re.search(r"\(([\d.]+)/([\d.]+)/([\d.]+)/([\d.]+) above (\d+)K\)", model.get("note", ""))
        if tier:
            rows.append({**past, "input": Decimal(tier[1]), "cached_input": Decimal(tier[2]),
                         "cache_write": Decimal(tier[3]), "cache_write_long": None, "output": Decimal(tier[4]),
                         "above_input_tokens": int(tier[5]) * 1000, "comparison": ">"})
    for change in model.get("scheduled", []):
        rows.append({**shared, "from": change["from"], "to": "", "promotion": "", **figures(change)})
    return rows


def service_row(row, service, fields, model):
    """A service whose figures are given as such holds for the period of the standard price beside it, and
    only below its tiers: above them nothing is known."""
    source = fields.get("source", "")
    seen = source
    confidence = model["confidence"]
    as_of = row["as_of"]
    if source.startswith("LiteLLM"):
        snapshot = next(s["snapshot_date"] for s in model["sources"] if "litellm" in s["repo"].lower())
        seen = f"{source} {snapshot}"
        if row["from"] > snapshot or fields.get("output") == 0 or model["promo_until_or_none"]:
            confidence = "low"  # read before the present price, or it cannot be right
        as_of = min(as_of or snapshot, snapshot)
    wanted = {name: fields.get(name) for name in FIGURES}
    if model["kind"] == "chat" and wanted["output"] == 0:
        wanted["output"] = None  # a zero where no such price was published
    return {**row, **wanted, "service": service, "as_of": as_of, "confidence": confidence,
            "source": seen or row["source"]}


def service_rows(model, standard):
    model["promo_until_or_none"] = model.get("promo_until")
    present = [row for row in standard if row["from"] >= (model.get("effective_from") or "")]
    base = standard[0]
    rows = []
    batch = model.get("batch") or {}
    unknown = set(batch) - {"discount", "source", "input", "output", "cached_input", "flex_input", "flex_output"}
    assert not unknown, unknown
    if "discount" in batch:
        factor = 1 - batch["discount"]
        halves = [times({**row, "service": "batch", "source": batch["source"]}, factor) for row in present]
        for name in ("input", "output"):
            assert name not in batch or batch[name] == halves[0][name], model["id"]
        rows += halves
        if re.search(r"\bflex\b", batch["source"], re.IGNORECASE):
            rows += [{**row, "service": "flex"} for row in halves]
    elif "input" in batch:
        rows.append(service_row(base, "batch", batch, model))
    if "flex_input" in batch:
        flex = {"input": batch["flex_input"], "output": batch["flex_output"], "source": batch["source"]}
        rows.append(service_row(base, "flex", flex, model))
    priority = model.get("priority") or {}
    unknown = set(priority) - {"input", "output", "source", "multiplier", "fast_multiplier"}
    assert not unknown, unknown
    factor = priority.get("multiplier") or priority.get("fast_multiplier")
    if factor:
        source = priority.get("source") or batch["source"]
        if "fast_multiplier" in priority:
            source += " (sold as fast mode)"
        rows += [times({**row, "service": "priority", "source": source}, Decimal(factor)) for row in present]
    elif priority:
        rows.append(service_row(base, "priority", priority, model))
    if "off_peak" in model:
        rows.append({**base, **figures(model["off_peak"]), "service": "off-peak"})
    return rows


def model_row(model):
    embedding = model["kind"] == "embedding"
    retention = model.get("cache_write_retention")
    prices = model["price_per_mtok_usd"]
    if retention:
        retained = "/".join(retention)
    else:
        retained = "5m/1h" if prices["cache_write_1h"] is not None else ""
    notes = [text for text in (model.get("note"), model.get("peak_hours") and "peak hours: " + model["peak_hours"],
                               *("sources disagree: " + text for text in model.get("disagreements", []))) if text]
    return {
        "provider": model["provider"], "model": model["id"], "kind": model["kind"],
        "default": "yes" if model["id"] in DEFAULT else "",
        "reasoning": "yes" if REASONING.match(model["id"]) else "", "encoding": model["encoding"] or "",
        "context_window": model["context_window"], "max_input": model["max_input"],
        # For an embedding the survey's field holds the number of dimensions, which are no tokens.
        "max_output": None if embedding else model["max_output"], "max_output_batch": model.get("max_output_batch"),
        "cache_retention": retained,
        "tokenizer": "" if model["encoding"] else model["encoding_note"], "note": "; ".join(notes)}


def write_table(path, heading, columns, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for line in heading:
            out.write(f"# {line}\n")
        out.write("\t".join(columns) + "\n")
        for row in rows:
            fields = []
            for name in columns:
                value = row.get(name)
                text = digits(value) if name in FIGURES else "" if value is None else str(value)
                assert "\t" not in text and "\n" not in text
                fields.append(text)
            out.write("\t".join(fields) + "\n")


def main():
    with open(sys.argv[1], encoding="utf-8") as survey:
        models = json.load(survey, parse_float=Decimal)["models"]
    model_rows, price_rows = [], []
    for model in sorted(models, key=lambda m: (m["provider"], m["id"])):
        unknown = set(model) - KNOWN_FIELDS
        assert not unknown, unknown
        model_rows.append(model_row(model))
        for alias in model["aliases"]:
            model_rows.append({"provider": model["provider"], "model": alias, "alias_of": model["id"]})
        standard = standard_rows(model)
        price_rows += standard + service_rows(model, standard)
    write_table(sys.argv[2] + "/priced_models.tsv", [
        "The models that have a price. Written by lib/generators/make_price_tables.py; see SOURCES.md.",
        "encoding is empty where no public one is known; tokenizer then says what is known. Limits are tokens.",
        "cache_retention: for how long the two cache-write prices keep what was written, short/long."],
        MODEL_COLUMNS, model_rows)
    write_table(sys.argv[2] + "/prices.tsv", [
        "Prices in US dollars for a million tokens. Written by lib/generators/make_price_tables.py; see SOURCES.md.",
        "An empty price is unknown; 0 is a price. from and to are days, both included; empty is open.",
        "A row with above_input_tokens reprices a whole call whose input, cached part included, is that long."],
        PRICE_COLUMNS, price_rows)


if __name__ == "__main__":
    main()

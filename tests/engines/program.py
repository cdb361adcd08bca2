"""The program, with which the answers of the engines are compared."""

import json
import os
import subprocess

TOKMILL = os.environ["TOKMILL"]

# Options of `chunk`, and the arguments of token_chunks() after the text that mean the same.
CHUNK_OPTIONS = ((["--max-tokens", "4"], "4"), (["--max-tokens", "5", "--overlap", "2"], "5, 2"),
                 (["--max-tokens", "4", "-e", "gpt2"], "4, 0, 'gpt2'"))

# The day of the prices of costs().
COST_DATE = "2026-11-25"


def program(*arguments, text=b""):
    return subprocess.run([TOKMILL, *arguments], input=text, capture_output=True, timeout=300, check=True).stdout


def costs():
    """Yield the arguments of token_cost() before the date, and the cost: a decimal number."""
    for model, (tokens, output, cached) in (("gpt-4o", (1200, 300, 200)), ("gpt-4.1-nano", (1, 1, 1)),
                                            ("claude-sonnet-4-5", (30_000, 5, 0)), ("gpt-4o", (10**12, 10**12, 0))):
        found = program("cost", "-m", model, "--input-tokens", str(tokens), "--output-tokens", str(output),
                        "--cached-tokens", str(cached), "--at", COST_DATE, "--json")
        yield f"'{model}', {tokens}, {output}, {cached}", json.loads(found)[0]["usd"]["total"]

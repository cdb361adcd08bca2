#!/usr/bin/env python3
"""Prints how many tokens Claude's tokenizers have for each token of o200k_base, as the package ctok counts them.

    pip install ctok==1.3.0
    vocab/prices/measure_ratios.py TOKMILL

For each of its vocabularies: the lowest and the highest ratio over the texts of ../samples/parallel.jsonl, each with its
language, and that of English. ../SOURCES.md says where they are used. The frame that the API puts around a message is
not part of a text: its tokens are left out.
"""

import json
import pathlib
import subprocess
import sys

import ctok

SAMPLES = pathlib.Path(__file__).parent.parent / "samples" / "parallel.jsonl"
VERSIONS = ("3.0", "4.7")  # the first of each vocabulary
FRAME = "⟨pad⟩"


def stand_in_count(tokmill, text):
    run = subprocess.run([tokmill, "count", "-e", "o200k_base", "--json"], input=text.encode(), stdout=subprocess.PIPE,
                         check=True)
    return json.loads(run.stdout)["inputs"][0]["tokens"]


def main():
    tokmill = sys.argv[1]
    texts = [json.loads(line) for line in SAMPLES.read_text("utf-8").splitlines()]
    for version in VERSIONS:
        ratios = {}
        for text in texts:
            tokens = [token for token in ctok.tokenize(text["text"], version) if token != FRAME]
            ratios[text["lang"]] = len(tokens) / stand_in_count(tokmill, text["text"])
        low, high = min(ratios, key=ratios.get), max(ratios, key=ratios.get)
        print(f"{version}: {ratios[low]:.3f} ({low}) to {ratios[high]:.3f} ({high}); en {ratios['en']:.3f}")


if __name__ == "__main__":
    main()

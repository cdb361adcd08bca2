#!/usr/bin/env python3
"""Compare tokmill's counters of growing texts and of intervals with those of the Rust crate `bpe`.

    compare.py TOKMILL_COUNTERS RUST_COUNTERS ENCODING FOLDER

Writes texts to FOLDER, runs both drivers in alternation on each of them as `DRIVER ENCODING FILE`, and prints tables in
Markdown. A driver first compares some of its answers with its own count of a copy of the same bytes, and fails if they
differ. Then it prints a JSON object. Times are CPU time, the least of three runs:

    append_1, append_64    ns per byte of appending parts of this size and reading the count after each of them
    roll_back              ns for going back up to 1 KB, appending 64 bytes, reading the count, and appending the rest
    prepare                ns per byte
    interval_N             ns per count of N bytes at a random place
    bytes                  memory of a prepared text, with the text, per byte of it
    answers                a hash of the counts of some intervals

The crate counts a text as one piece: it does not split it as the encoding requires. So only the texts that are one
piece have the same counts, which is checked.
"""

import json
import pathlib
import random
import subprocess
import sys

ROUNDS = 2
METRICS = ("append_1", "append_64", "roll_back", "prepare", "interval_10", "interval_100", "interval_1000",
           "interval_10000", "interval_100000", "bytes")


def texts():
    """Yield names, texts, and whether the text is one piece."""
    project = pathlib.Path(__file__).resolve().parents[2]
    size = 1 << 18
    folder = pathlib.Path("/usr/share/common-licenses")
    licenses = [path.read_text(errors="replace") for path in sorted(folder.iterdir()) if not path.is_symlink()]
    yield "English (licenses)", "".join(licenses), False
    sources = [path.read_text() for part in ("lib", "cli") for path in sorted((project / part).rglob("*.cpp"))]
    yield "C++ (this project)", "".join(sources)[:size], False
    letters = random.Random(1)
    yield "random letters", "".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=size)), True
    yield "digits", "".join(letters.choices("0123456789", k=size)), False


def run(driver, encoding, path):
    return json.loads(subprocess.run([driver, encoding, path], check=True, capture_output=True, text=True).stdout)


def main():
    ours, theirs, encoding, folder = sys.argv[1:]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    print("| text | driver | " + " | ".join(METRICS) + " |\n| --- | --- |" + " ---: |" * len(METRICS))
    for name, text, is_one_piece in texts():
        path = folder / f"{name.split(' (')[0].replace(' ', '_')}.txt"
        path.write_text(text)
        results = {"tokmill": [], "bpe": []}
        for _ in range(ROUNDS):
            results["tokmill"].append(run(ours, encoding, path))
            results["bpe"].append(run(theirs, encoding, path))
        if is_one_piece and results["tokmill"][0]["answers"] != results["bpe"][0]["answers"]:
            sys.exit(f"{name}: the counts differ")
        for driver, runs in results.items():
            cells = [min(one[metric] for one in runs) for metric in METRICS]
            row = " | ".join(f"{cell:,.{0 if cell > 100 else 1}f}" for cell in cells)
            print(f"| {name} | {driver} | {row} |", flush=True)


main()

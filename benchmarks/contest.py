"""The contest: checks that all contestants give the same ids, times them in alternation, writes what came out.

    contest.py BUILD [--quick]

A contestant is a program that is started anew for each sample, `COMMAND TASK ENCODING FILE REPEATS THREADS`:

    ids      writes the ids of the file on standard output, as little-endian 32-bit numbers
    encode   encodes the whole file REPEATS times, to a new list each time
    count    counts its tokens
    lines    encodes each line by itself, on that many threads

All but `ids` print `{"ready":S,"seconds":[S,…],"tokens":N}`: the time to be ready (tables read or built, one letter encoded)
and that of each pass. The first pass is the cold one: a fresh process and a text it has not seen; the others are warm.
Exit status 3 means that the contestant has no such task or encoding.

Single-threaded tasks are bound to one core. Figures are medians of the rounds; in a round each contestant has its turn.
"""

import argparse
import array
import datetime
import functools
import hashlib
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import time

import report
from peers.contestants import REFERENCE, contestants

TEXTS = ("english", "code", "languages", "chinese", "japanese", "logs", "json")
WORST = ("a", "spaces", "newlines", "emoji", "random letters", "random words", "base64", "punctuation", "marks", "CJK")
# Those that end on a megabyte of the worst within a time that one would wait.
SAFE = {"tokmill", "bpe", REFERENCE, "gigatoken"}
MEGABYTE = 1 << 20

# Starts a command and prints the most memory that it had, in KB.
STARTER = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
print(os.wait4(process, 0)[2].ru_maxrss)
"""
CORE = max(os.sched_getaffinity(0))


class Contest:
    def __init__(self, build, quick):
        self.quick = quick
        self.rounds = 2 if quick else 3  # the middle one of which is not the one that waited for the disk
        self.corpora = build / "corpora"
        self.program = build / "bin/tokmill"
        self.environment = os.environ | {
            "TIKTOKEN_CACHE_DIR": str(build / "tables"),
            "TOKMILL_VOCABULARIES": str(pathlib.Path(__file__).resolve().parent.parent / "vocab"),
            "RAYON_NUM_THREADS": "1",
        }
        everyone = contestants(build)
        self.present = [one for one in everyone if one.needs.exists()]
        self.absent = [one.name for one in everyone if not one.needs.exists()]
        self.differences = []  # who gave other ids than the reference, and where first
        self.exact = {}  # (contestant, encoding, text): whether its ids are the reference's
        self.cells = []
        if quick:
            self.shorten()

    def shorten(self):
        """A quick run takes the first half megabyte of each text."""
        folder = self.corpora / "quick"
        folder.mkdir(exist_ok=True)
        for path in self.corpora.glob("*.txt"):
            size = MEGABYTE // 8 if path.name.startswith("worst") else MEGABYTE // 2
            if not path.name.startswith(("growth", "large")):
                (folder / path.name).write_bytes(path.read_bytes()[:size].decode(errors="ignore").encode())
        for size in (1, 4):
            (folder / f"growth {size}.txt").write_bytes(b"a" * (size * MEGABYTE))
        self.corpora = folder

    def start(self, one, task, encoding, text, repeats=1, threads=1, timeout=300):
        """What the contestant wrote, or None; and whether it ran out of time."""
        command = [*one.command, task, encoding, str(self.corpora / f"{text}.txt"), str(repeats), str(threads)]
        bind = functools.partial(os.sched_setaffinity, 0, {CORE}) if threads == 1 else None
        environment = self.environment if threads == 1 else self.environment | {"RAYON_NUM_THREADS": str(threads)}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, preexec_fn=bind)
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return None, True
        return (output if process.returncode == 0 else None), False

    def check(self, encodings, texts, only=None):
        """Ids before times: whoever differs from the reference is listed with the first difference. Where the reference
        itself gives none (on some of the worst texts), nobody is called exact or inexact."""
        reference = next((one for one in self.present if one.name == REFERENCE), None) or next(
            one for one in self.present if one.name == "tiktoken.py")
        for encoding in encodings:
            for text in texts:
                expected, _ = self.start(reference, "ids", encoding, text)
                digest = expected and hashlib.sha256(expected).digest()
                for one in self.present:
                    if only is not None and one.name not in only:
                        continue
                    found = expected if one is reference else self.start(one, "ids", encoding, text)[0]
                    if found is None or expected is None:
                        continue
                    same = hashlib.sha256(found).digest() == digest
                    self.exact[one.name, encoding, text] = same
                    if not same:
                        theirs, ours = (array.array("I", data) for data in (found, expected))
                        at = next((i for i, pair in enumerate(zip(theirs, ours)) if pair[0] != pair[1]), min(len(theirs), len(ours)))
                        self.differences.append({
                            "contestant": one.name, "encoding": encoding, "text": text, "index": at,
                            "ids": list(theirs[at : at + 3]), "reference": list(ours[at : at + 3]),
                        })

    def measure(self, what, task, encoding, text, passes, threads=1, rounds=None, only=None):
        """One cell a contestant: megabytes a second, of the first pass and of the later ones."""
        size = (self.corpora / f"{text}.txt").stat().st_size
        taking_part = [one for one in self.present if (only is None or one.name in only) and (threads == 1 or one.threads)]
        first, later = {}, {}
        given_up = set()
        for _ in range(rounds or self.rounds):
            for one in taking_part:
                if one.name in given_up:
                    continue
                output, out_of_time = self.start(one, task, encoding, text, passes, threads, timeout=30 if self.quick else 120)
                if output is None:
                    given_up.add(one.name)
                    if out_of_time or what.startswith("worst"):
                        self.cells.append({"what": what, "encoding": encoding, "text": text, "contestant": one.name, "failed": True})
                    continue
                seconds = json.loads(output)["seconds"]
                first.setdefault(one.name, []).append(seconds[0])
                later.setdefault(one.name, []).extend(seconds[1:])
        for names, label in ((first, what), (later, what.replace("cold", "warm"))):
            for name, seconds in names.items():
                if seconds and (label == what or label != what.replace("warm", "cold")):
                    self.cells.append({
                        "what": label, "encoding": encoding, "text": text, "contestant": name, "threads": threads,
                        "mb_per_s": size / statistics.median(seconds) / 1e6, "samples": len(seconds),
                        "exact": self.exact.get((name, encoding, text)),
                    })

    def start_up(self, encoding):
        """Whole processes on a text of 1 KB: milliseconds, and peak memory; `true` beside them."""
        spent = {}
        commands = dict(self.plain_commands())
        for one in self.present:
            commands[one.name] = [*one.command, "encode", encoding, str(self.corpora / "1 KB.txt"), "1", "1"]
        for _ in range(5 if self.quick else 21):
            for name, command in commands.items():
                before = time.perf_counter()
                done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.environment)
                if done.returncode == 0:
                    spent.setdefault(name, []).append(time.perf_counter() - before)
        for name, seconds in spent.items():
            self.cells.append({
                "what": "start-up", "encoding": encoding, "text": "1 KB", "contestant": name,
                "ms": statistics.median(seconds) * 1e3, "peak_mb": self.peak_memory(commands[name]),
            })

    def plain_commands(self):
        """What is timed beside the contestants: a process that does nothing, and the program as one calls it."""
        return [("true", ["true"]), ("tokmill count", [str(self.program), "count", str(self.corpora / "1 KB.txt")])]

    def peak_memory(self, command):
        """In megabytes; no less than the 10 of the small process that starts it. The system counts to a process what whoever
        started it had, and this one has the texts."""
        output = subprocess.run([sys.executable, "-S", "-c", STARTER, *command], env=self.environment, capture_output=True, check=True)
        return int(output.stdout) * 1024 / 1e6

    def run(self):
        there = [text for text in TEXTS if (self.corpora / f"{text}.txt").exists()]
        encodings = ("o200k_base", "cl100k_base")
        # A quick run has time for cl100k_base on two of the texts.
        texts = {encodings[0]: there, encodings[1]: [text for text in there if not self.quick or text in ("english", "languages")]}
        say("ids")
        for encoding in encodings:
            self.check([encoding], texts[encoding])
        self.check(encodings[:1], [f"worst {name}" for name in WORST], SAFE)
        for encoding in encodings:
            for text in texts[encoding]:
                say(f"{encoding} {text}")
                self.measure("encode, cold", "encode", encoding, text, 3 if self.quick else 4, rounds=2 if self.quick else None)
                self.measure("count", "count", encoding, text, 1, only={"tokmill", "bpe", REFERENCE}, rounds=2 if self.quick else None)
        encoding = encodings[0]
        for text in ("messages", "pages"):
            if (self.corpora / f"{text}.txt").exists():
                say(f"{encoding} {text}")
                for threads in (1, 2):
                    self.measure(f"each by itself, {threads} thread{'s' * (threads > 1)}", "lines", encoding, text, 1, threads)
        if (self.corpora / "large.txt").exists():
            for task in ("encode", "count"):
                for threads in (1, 2):
                    say(f"large, {task}, {threads}")
                    self.measure(f"{task}, one text, {threads} thread{'s' * (threads > 1)}", task, encoding, "large", 2, threads,
                                 only={"tokmill"}, rounds=3)
        say("start-up")
        self.start_up(encoding)
        for name in WORST:
            say(f"worst: {name}")
            self.measure("worst case", "encode", encoding, f"worst {name}", 1, rounds=1 if self.quick else 3,
                         only=SAFE)
        say("growth")
        for path in sorted(self.corpora.glob("growth *.txt"), key=lambda path: path.stat().st_size):
            self.measure("growth", "encode", encoding, path.stem, 1, only={"tokmill"})

    def result(self):
        return {
            "date": datetime.date.today().isoformat(),
            "machine": machine(),
            "quick": self.quick,
            "contestants": {one.name: one.version for one in self.present},
            "absent": self.absent,
            "texts": {path.stem: path.stat().st_size for path in sorted(self.corpora.glob("*.txt"))},
            "differences": self.differences,
            "cells": self.cells,
        }


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} cores, Linux {platform.release().split('-')[0]}"


def say(what):
    print(f"  {what}", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(prog="benchmarks/run")
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true", help="a smaller contest, in under two minutes")
    arguments = parser.parse_args()
    contest = Contest(arguments.build, arguments.quick)
    contest.run()
    result = contest.result()
    for name, text in (("json", json.dumps(result, indent=1)), ("md", report.table(result)), ("svg", report.chart(result))):
        (arguments.build / f"results.{name}").write_text(text + "\n", encoding="utf-8")
    print(report.table(result))
    print(f"\nAlso in {arguments.build}: results.json, results.md, results.svg")


if __name__ == "__main__":
    main()

"""Check that all tokenizers return the same ids, measure them in alternation, and write the results.

    compare_peers.py BUILD [--quick]

Each tokenizer has a driver program, which is started once per sample as `COMMAND TASK ENCODING FILE REPEATS THREADS`:

    ids      write the ids of the file to standard output as little-endian 32-bit integers
    encode   encode the whole file REPEATS times, into a new list each time
    count    count the tokens of the file REPEATS times
    lines    encode each line separately, on THREADS threads, REPEATS times

ENCODING is the name of an encoding of OpenAI or the absolute path of a tokenizer.json.

Except for `ids`, drivers print `{"ready":S,"seconds":[S,…],"tokens":N}`: the seconds until the tokenizer is ready
(tables loaded, one letter encoded) and the seconds of each pass. The first pass is the cold one: a new process and a
text that it has not seen. The others are warm. Exit status 3 means that the tokenizer does not support the task or
encoding.

Single-threaded tasks are pinned to one core. Results are medians over all rounds; each round runs every tokenizer once.
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
from peers.tokenizer_list import FILE_REFERENCE, REFERENCE, tokenizers

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "differential"))
import vocabulary_files  # noqa: E402

TEXTS = ("english", "code", "languages", "chinese", "japanese", "logs", "json")
WORST = ("a", "spaces", "newlines", "emoji", "random letters", "random words", "base64", "punctuation", "marks", "CJK")
FILES = ("llama3.1", "qwen3", "deepseek-v3")  # vocabulary files, measured with FILE_TEXTS
FILE_TEXTS = ("english", "code", "chinese")
# The tokenizers that finish the worst cases in a reasonable time.
FAST_ON_WORST = {"tokmill", "bpe", REFERENCE, "gigatoken"}
MEGABYTE = 1 << 20
UNSUPPORTED = 3  # the exit status of a driver

# Runs a command and prints its peak memory in KB.
PEAK_MEMORY = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
print(os.wait4(process, 0)[2].ru_maxrss)
"""
CORE = max(os.sched_getaffinity(0))


class Comparison:
    def __init__(self, build, quick):
        self.quick = quick
        self.rounds = 2 if quick else 3  # with three, the median excludes a round that waited for the disk
        self.corpora = build / "corpora"
        self.program = build / "bin/tokmill"
        self.environment = os.environ | {
            "TIKTOKEN_CACHE_DIR": str(build / "tables"),
            "TOKMILL_VOCABULARIES": str(ROOT / "vocab"),
            "RAYON_NUM_THREADS": "1",
        }
        known = tokenizers(build)
        self.present = [tokenizer for tokenizer in known if tokenizer.requires.exists()]
        self.absent = [tokenizer.name for tokenizer in known if not tokenizer.requires.exists()]
        self.differences = []  # the first difference from the ids of the reference, per tokenizer, encoding and text
        self.exact = {}  # (tokenizer, encoding, text): whether its ids equal those of the reference
        self.failures = {}  # (tokenizer, encoding): the first failure, as text and reason
        self.cells = []
        self.files = {}  # the paths of vocabulary files, by name
        if quick:
            self.shorten()

    def shorten(self):
        """Use the first half megabyte of each text, for a quick run."""
        folder = self.corpora / "quick"
        folder.mkdir(exist_ok=True)
        for path in self.corpora.glob("*.txt"):
            size = MEGABYTE // 8 if path.name.startswith("worst") else MEGABYTE // 2
            if not path.name.startswith(("growth", "large")):
                (folder / path.name).write_bytes(path.read_bytes()[:size].decode(errors="ignore").encode())
        for size in (1, 4):
            (folder / f"growth {size}.txt").write_bytes(b"a" * (size * MEGABYTE))
        self.corpora = folder

    def start(self, tokenizer, task, encoding, text, repeats=1, threads=1, timeout=300):
        """Run a driver. Return its output, None if it failed, and whether it timed out."""
        argument = self.files.get(encoding, encoding)
        command = [*tokenizer.command, task, argument, str(self.corpora / f"{text}.txt"), str(repeats), str(threads)]
        bind = functools.partial(os.sched_setaffinity, 0, {CORE}) if threads == 1 else None
        environment = self.environment if threads == 1 else self.environment | {"RAYON_NUM_THREADS": str(threads)}
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, preexec_fn=bind)
        try:
            output, errors = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.failures.setdefault((tokenizer.name, encoding), (text, f"{task}: more than {timeout} s"))
            return None, True
        if process.returncode == 0:
            return output, False
        if process.returncode != UNSUPPORTED:
            lines = errors.decode(errors="replace").splitlines()
            reason = lines[-1] if lines else f"exit status {process.returncode}"
            if (tokenizer.name, encoding) not in self.failures:
                log(f"{tokenizer.name} fails: {reason}")
            self.failures.setdefault((tokenizer.name, encoding), (text, f"{task}: {reason}"))
        return None, False

    def find_files(self, names):
        """Download the vocabulary files that are not there."""
        for file in vocabulary_files.all_files():
            if file.name in names:
                try:
                    vocabulary_files.FOLDER.mkdir(parents=True, exist_ok=True)
                    self.files[file.name] = str(vocabulary_files.path_of(file))
                except vocabulary_files.Unavailable as reason:
                    log(f"without {file.name}: {reason}")

    def takes(self, tokenizer, encoding):
        return tokenizer.files if encoding in self.files else tokenizer.encodings

    def check(self, encodings, texts, only=None):
        """Compare ids with the reference and record the first difference of each tokenizer.

        If the reference itself fails, as it does on some of the worst cases, exactness stays unknown for all.
        """
        by_name = {tokenizer.name: tokenizer for tokenizer in self.present}
        for encoding in encodings:
            if encoding in self.files:
                reference = by_name.get(FILE_REFERENCE)
            else:
                reference = by_name.get(REFERENCE) or by_name.get("tiktoken.py")
                if reference is None:
                    continue
            for text in texts:
                expected, _ = self.start(reference, "ids", encoding, text)
                digest = None if expected is None else hashlib.sha256(expected).digest()
                for tokenizer in self.present:
                    if not self.takes(tokenizer, encoding) or (only is not None and tokenizer.name not in only):
                        continue
                    actual = expected if tokenizer is reference else self.start(tokenizer, "ids", encoding, text)[0]
                    if actual is None or expected is None:
                        continue
                    exact = hashlib.sha256(actual).digest() == digest
                    self.exact[tokenizer.name, encoding, text] = exact
                    if not exact:
                        ids, expected_ids = (array.array("I", data) for data in (actual, expected))
                        different = (i for i, pair in enumerate(zip(ids, expected_ids)) if pair[0] != pair[1])
                        at = next(different, min(len(ids), len(expected_ids)))
                        self.differences.append({
                            "tokenizer": tokenizer.name, "encoding": encoding, "text": text, "index": at,
                            "ids": list(ids[at : at + 3]), "reference": list(expected_ids[at : at + 3]),
                        })

    def measure(self, what, task, encoding, text, passes, threads=1, rounds=None, only=None):
        """Add one cell per tokenizer: megabytes per second, for the first pass and for the later passes."""
        size = (self.corpora / f"{text}.txt").stat().st_size
        selected = [tokenizer for tokenizer in self.present
                    if self.takes(tokenizer, encoding) and (only is None or tokenizer.name in only)
                    and (threads == 1 or tokenizer.threads)]
        timeout = 30 if self.quick else 120
        first, later = {}, {}
        failed = set()
        for _ in range(rounds or self.rounds):
            for tokenizer in selected:
                name = tokenizer.name
                if name in failed:
                    continue
                output, timed_out = self.start(tokenizer, task, encoding, text, passes, threads, timeout)
                if output is None:
                    failed.add(name)
                    if timed_out or what.startswith("worst"):
                        self.cells.append(
                            {"what": what, "encoding": encoding, "text": text, "tokenizer": name, "failed": True})
                    continue
                seconds = json.loads(output)["seconds"]
                first.setdefault(name, []).append(seconds[0])
                later.setdefault(name, []).extend(seconds[1:])
        for names, label in ((first, what), (later, what.replace("cold", "warm"))):
            for name, seconds in names.items():
                if seconds and (label == what or label != what.replace("warm", "cold")):
                    self.cells.append({
                        "what": label, "encoding": encoding, "text": text, "tokenizer": name, "threads": threads,
                        "mb_per_s": size / statistics.median(seconds) / 1e6, "samples": len(seconds),
                        "exact": self.exact.get((name, encoding, text)),
                    })

    def start_up(self, encoding):
        """Measure whole processes on a text of 1 KB: milliseconds and peak memory. Includes `true` for comparison."""
        samples = {}
        commands = dict(self.plain_commands())
        for tokenizer in self.present:
            if not tokenizer.encodings:
                continue
            file = str(self.corpora / "1 KB.txt")
            commands[tokenizer.name] = [*tokenizer.command, "encode", encoding, file, "1", "1"]
        for _ in range(5 if self.quick else 21):
            for name, command in commands.items():
                start = time.perf_counter()
                done = subprocess.run(
                    command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.environment)
                if done.returncode == 0:
                    samples.setdefault(name, []).append(time.perf_counter() - start)
        for name, seconds in samples.items():
            self.cells.append({
                "what": "start-up", "encoding": encoding, "text": "1 KB", "tokenizer": name,
                "ms": statistics.median(seconds) * 1e3, "peak_mb": self.peak_memory(commands[name]),
            })

    def plain_commands(self):
        """Commands measured besides the drivers: a process that does nothing, and tokmill's command-line program."""
        return [("true", ["true"]), ("tokmill count", [str(self.program), "count", str(self.corpora / "1 KB.txt")])]

    def peak_memory(self, command):
        """Return the peak memory of a command in megabytes, at least 10.

        The system attributes the memory of the parent process to its child. This process holds the texts, so a small
        intermediate process, which itself needs 10 MB, starts the command.
        """
        output = subprocess.run(
            [sys.executable, "-S", "-c", PEAK_MEMORY, *command], env=self.environment, capture_output=True, check=True)
        return int(output.stdout) * 1024 / 1e6

    def run(self):
        available = [text for text in TEXTS if (self.corpora / f"{text}.txt").exists()]
        encodings = ("o200k_base", "cl100k_base")
        # A quick run has time for cl100k_base on two of the texts only.
        few = [text for text in available if text in ("english", "languages")]
        texts = {encodings[0]: available, encodings[1]: few if self.quick else available}
        rounds = 2 if self.quick else None
        log("ids")
        for encoding in encodings:
            self.check([encoding], texts[encoding])
        self.check(encodings[:1], [f"worst {name}" for name in WORST], FAST_ON_WORST)
        for encoding in encodings:
            for text in texts[encoding]:
                log(f"{encoding} {text}")
                self.measure("encode, cold", "encode", encoding, text, 3 if self.quick else 4, rounds=rounds)
                self.measure("count", "count", encoding, text, 1, rounds=rounds, only={"tokmill", "bpe", REFERENCE})
        self.find_files(FILES[:1] if self.quick else FILES)
        for name in self.files:
            # A quick run has time for one text: Hugging Face tokenizers needs a second for half a megabyte.
            file_texts = [text for text in (FILE_TEXTS[:1] if self.quick else FILE_TEXTS) if text in available]
            self.check([name], file_texts)
            for text in file_texts:
                log(f"{name} {text}")
                self.measure("vocabulary files: encode, cold", "encode", name, text, 3, rounds=rounds)
        encoding = encodings[0]
        for text in ("messages", "pages"):
            if (self.corpora / f"{text}.txt").exists():
                log(f"{encoding} {text}")
                for threads in (1, 2):
                    what = f"each line separately, {threads} thread{'s' * (threads > 1)}"
                    self.measure(what, "lines", encoding, text, 1, threads)
        if (self.corpora / "large.txt").exists():
            for task in ("encode", "count"):
                for threads in (1, 2):
                    log(f"large, {task}, {threads}")
                    what = f"{task}, one text, {threads} thread{'s' * (threads > 1)}"
                    self.measure(what, task, encoding, "large", 2, threads, rounds=3, only={"tokmill"})
        log("start-up")
        self.start_up(encoding)
        for name in WORST:
            log(f"worst: {name}")
            self.measure("worst case", "encode", encoding, f"worst {name}", 1, rounds=1 if self.quick else 3,
                         only=FAST_ON_WORST)
        log("growth")
        for path in sorted(self.corpora.glob("growth *.txt"), key=lambda path: path.stat().st_size):
            self.measure("growth", "encode", encoding, path.stem, 1, only={"tokmill"})

    def result(self):
        return {
            "date": datetime.date.today().isoformat(),
            "machine": machine(),
            "quick": self.quick,
            "tokenizers": {tokenizer.name: tokenizer.version for tokenizer in self.present},
            "absent": self.absent,
            "texts": {path.stem: path.stat().st_size for path in sorted(self.corpora.glob("*.txt"))},
            "differences": self.differences,
            "failures": [{"tokenizer": name, "encoding": encoding, "text": text, "reason": reason}
                         for (name, encoding), (text, reason) in self.failures.items()],
            "cells": self.cells,
        }


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} cores, Linux {platform.release().split('-')[0]}"


def log(message):
    print(f"  {message}", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(prog="benchmarks/run")
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true", help="run fewer and shorter benchmarks, in under two minutes")
    arguments = parser.parse_args()
    comparison = Comparison(arguments.build, arguments.quick)
    comparison.run()
    result = comparison.result()
    outputs = {"json": json.dumps(result, indent=1), "md": report.table(result), "svg": report.chart(result)}
    for extension, text in outputs.items():
        (arguments.build / f"results.{extension}").write_text(text + "\n", encoding="utf-8")
    print(outputs["md"])
    print(f"\nWrote results.json, results.md and results.svg to {arguments.build}")


if __name__ == "__main__":
    main()

"""Compare `tokmill encode --shards` with tiktoken and NumPy: a corpus of JSON Lines becomes one file of ids.

    cli/run --version
    tests/engines/environment.sh benchmarks/shards benchmarks/shards/compare.py [ENCODING]

The documents are made of the rows of tests/engines/rows.py. tiktoken encodes them on all threads, and NumPy writes
the ids as nanoGPT's prepare.py does. Checks that all files are the same. Times are medians of runs that alternate. The
time of the processors depends less on what else the machine does.
"""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
import tiktoken
from rows import rows

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOKMILL = ROOT / "build" / "release" / "bin" / "tokmill"
DOCUMENTS = 25_000
ROWS = 20  # of a document
RUNS = 5
BATCH = 1024  # documents
THREADS = os.cpu_count()


def write_corpus(path):
    """Write the documents and return the size of their texts in bytes."""
    texts = rows(DOCUMENTS * ROWS)
    size = 0
    with open(path, "w", encoding="utf-8") as file:
        for start in range(0, len(texts), ROWS):
            text = "\n".join(texts[start:start + ROWS])
            size += len(text.encode())
            file.write(json.dumps({"id": start, "text": text}) + "\n")
    return size


def with_tiktoken(encoding, corpus, output):
    dtype = numpy.uint16 if encoding.n_vocab <= 1 << 16 else numpy.uint32
    with open(corpus, encoding="utf-8") as lines, open(output, "wb") as file:
        batch = []

        def write():
            for ids in encoding.encode_ordinary_batch(batch, num_threads=THREADS):
                ids.append(encoding.eot_token)
                numpy.array(ids, dtype=dtype).tofile(file)
            batch.clear()

        for line in lines:
            batch.append(json.loads(line)["text"])
            if len(batch) == BATCH:
                write()
        write()


def with_tokmill(name, threads, corpus, folder):
    shutil.rmtree(folder, ignore_errors=True)
    with open(corpus, "rb") as lines:
        subprocess.run([TOKMILL, "encode", "-e", name, "-j", str(threads), "--jsonl", "--shards", folder,
                        "--shard-tokens", "1B"], stdin=lines, check=True)


def main():
    name = sys.argv[1] if len(sys.argv) > 1 else "r50k_base"
    encoding = tiktoken.get_encoding(name)
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as temporary:
        folder = pathlib.Path(temporary)
        corpus = folder / "corpus.jsonl"
        size = write_corpus(corpus)
        works = {f"tiktoken and NumPy, {THREADS} threads":
                     (lambda: with_tiktoken(encoding, corpus, folder / "expected"), folder / "expected")}
        for threads in sorted({1, THREADS}):
            output = folder / str(threads)
            works[f"tokmill, {threads} thread{'s' * (threads > 1)}"] = (
                lambda threads=threads, output=output: with_tokmill(name, threads, corpus, output),
                output / "shard-00000.bin")
        times = {work: [] for work in works}
        cpu_times = {work: [] for work in works}
        for _ in range(RUNS):
            for work, (run, _) in works.items():
                start, cpu_start = time.perf_counter(), sum(os.times()[:4])
                run()
                times[work].append(time.perf_counter() - start)
                cpu_times[work].append(sum(os.times()[:4]) - cpu_start)
        expected = (folder / "expected").read_bytes()
        for work, (_, output) in works.items():
            assert output.read_bytes() == expected, f"{work}: other ids"
        tokens = len(expected) // (2 if encoding.n_vocab <= 1 << 16 else 4)
        print(f"{name}: {DOCUMENTS:,} documents of {size / DOCUMENTS:,.0f} bytes, {tokens:,} tokens\n")
        print("| | seconds | of processors | MB/s | million tokens/s | times tiktoken |")
        print("| --- | ---: | ---: | ---: | ---: | ---: |")
        first = statistics.median(next(iter(times.values())))
        for work, seconds in times.items():
            median = statistics.median(seconds)
            print(f"| {work} | {median:.2f} | {statistics.median(cpu_times[work]):.2f} | {size / median / 1e6:.0f} "
                  f"| {tokens / median / 1e6:.1f} | {first / median:.1f} |")


if __name__ == "__main__":
    main()

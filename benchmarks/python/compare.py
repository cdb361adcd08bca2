"""Compare the Python package with tiktoken: calls, batches, start and memory.

    tests/bindings/python/environment.sh python benchmarks/python/compare.py

Checks that all answers are tiktoken's before it measures anything. The rows are cut at random out of the project's own
texts, with a fixed seed. Times are the best of several runs, because other programs only ever make a run slower; those of
tokmill and tiktoken alternate. Prints a table in Markdown.
"""

import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

import tiktoken

import tokmill
import tokmill.tiktoken

ROOT = Path(__file__).resolve().parents[2]
ENCODING = "o200k_base"
SHORT = "hello world, so long"
ROWS = 100_000
RUNS = 5

mine = tokmill.encoding(ENCODING)
drop_in = tokmill.tiktoken.get_encoding(ENCODING)
theirs = tiktoken.get_encoding(ENCODING)


def make_rows():
    """Return rows of 200 bytes on average, most with line ends."""
    paths = sorted([*ROOT.glob("**/*.md"), *ROOT.glob("lib/**/*.hpp"), ROOT / "vocab/samples/parallel.jsonl"])
    text = "".join(path.read_text(encoding="utf-8") for path in paths if "build" not in path.relative_to(ROOT).parts)
    rng = random.Random(15)
    rows = []
    for _ in range(ROWS):
        start = rng.randrange(len(text) - 400)
        rows.append(text[start:start + rng.randrange(1, 390)])
    return rows


def best(*works, runs=RUNS):
    """Return the shortest time of each function in seconds. Their runs alternate."""
    times = [[] for _ in works]
    for _ in range(runs):
        for work, measured in zip(works, times):
            start = time.perf_counter()
            work()
            measured.append(time.perf_counter() - start)
    return [min(measured) for measured in times]


def nanoseconds_of_call(call, argument):
    """Return the time of one call, without that of the loop around it."""
    calls = range(200_000)

    def run():
        for _ in calls:
            call(argument)

    def nothing():
        for _ in calls:
            pass

    took, loop = best(run, nothing)
    return (took - loop) / len(calls) * 1e9


def start(program, runs=15):
    """Return the median time of a process in milliseconds, and its private memory in megabytes."""
    report = "\nimport re; rollup = open('/proc/self/smaps_rollup').read()" \
             "\nprint(sum(int(kb) for kb in re.findall(r'Private_\\w+: +(\\d+)', rollup)))"
    times = []
    for _ in range(runs):
        before = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        times.append((time.perf_counter() - before) * 1000)
    memory = subprocess.run([sys.executable, "-c", program + report], check=True, capture_output=True, text=True).stdout
    return statistics.median(times), int(memory) / 1024


def check(rows):
    expected = [theirs.encode_ordinary(row) for row in rows]
    assert drop_in.encode_ordinary_batch(rows) == expected
    assert mine.count_batch(rows) == [len(ids) for ids in expected]
    ids, offsets = mine.encode_batch(rows, threads=2, result="numpy")
    assert ids.tolist() == [token for row in expected for token in row]
    assert offsets.tolist()[-1] == len(ids)
    assert mine.encode(SHORT) == drop_in.encode(SHORT) == theirs.encode(SHORT)
    return sum(map(len, expected))


def print_calls():
    print("| one call, 20 bytes | tokmill | tiktoken |\n| --- | --- | --- |")
    for name, ours, other in (("`count`", mine.count, None), ("`encode` to a list", mine.encode, None),
                              ("`tokmill.tiktoken`: `encode`", drop_in.encode, theirs.encode),
                              ("`tokmill.tiktoken`: `encode_ordinary`", drop_in.encode_ordinary, theirs.encode_ordinary)):
        figures = [f"{nanoseconds_of_call(call, SHORT):.0f} ns" if call else "–" for call in (ours, other)]
        print(f"| {name} | {figures[0]} | {figures[1]} |")
    ids = theirs.encode(SHORT)
    print(f"| `tokmill.tiktoken`: `decode` of {len(ids)} ids | {nanoseconds_of_call(drop_in.decode, ids):.0f} ns | "
          f"{nanoseconds_of_call(theirs.decode, ids):.0f} ns |\n")


def print_batches(rows):
    loop, batch, one, two, lists, drop_in_loop = best(
        lambda: [theirs.encode_ordinary(row) for row in rows],
        lambda: theirs.encode_ordinary_batch(rows, num_threads=2),
        lambda: mine.count_batch(rows, threads=1),
        lambda: mine.encode_batch(rows, threads=2, result="numpy"),
        lambda: drop_in.encode_ordinary_batch(rows),
        lambda: [drop_in.encode_ordinary(row) for row in rows])
    size = sum(len(row.encode()) for row in rows) / len(rows)
    print(f"| {len(rows):,} rows of {size:.0f} bytes | time | times as fast as |\n| --- | --- | --- |")
    print(f"| tiktoken: loop over `encode_ordinary` | {loop * 1000:.0f} ms | 1 |")
    print(f"| tiktoken: `encode_ordinary_batch`, two threads | {batch * 1000:.0f} ms | {loop / batch:.1f} × the loop |")
    print(f"| `tokmill.tiktoken`: loop over `encode_ordinary` | {drop_in_loop * 1000:.0f} ms | "
          f"{loop / drop_in_loop:.1f} × the loop |")
    print(f"| `tokmill.tiktoken`: `encode_ordinary_batch` | {lists * 1000:.0f} ms | {batch / lists:.1f} × the batch |")
    print(f"| `count_batch`, one thread | {one * 1000:.0f} ms | {loop / one:.1f} × the loop |")
    print(f"| `encode_batch` to NumPy, two threads | {two * 1000:.0f} ms | {batch / two:.1f} × the batch |\n")


def print_start():
    bare_time, bare_memory = start("pass")
    print("| import and first `encode` over bare Python | time | private memory |\n| --- | --- | --- |")
    for name, program in (
        ("tokmill", f"import tokmill; tokmill.encoding('{ENCODING}').encode('hello world')"),
        ("tokmill.tiktoken", f"import tokmill.tiktoken as t; t.get_encoding('{ENCODING}').encode('hello world')"),
        ("tiktoken", f"import tiktoken as t; t.get_encoding('{ENCODING}').encode('hello world')"),
    ):
        took, memory = start(program)
        print(f"| {name} | {took - bare_time:.1f} ms | {memory - bare_memory:.1f} MB |")
    print(f"\nBare Python takes {bare_time:.1f} ms and {bare_memory:.1f} MB.")


if __name__ == "__main__":
    all_rows = make_rows()
    tokens = check(all_rows)
    print(f"Python {sys.version.split()[0]}, {ENCODING}; all {tokens:,} ids are tiktoken's.\n")
    print_calls()
    print_batches(all_rows)
    print_start()

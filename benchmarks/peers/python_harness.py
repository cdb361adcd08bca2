"""What every Python contestant does alike: read the text, get ready, do the task, say the times.

A contestant hands over make(encoding), which returns (encode, count, encode_lines) or None where it does not have the
encoding. encode takes a str and gives ids; count and encode_lines (a list of str, a number of threads; gives the number of
tokens) may be None. What a contestant is asked is said in contest.py.
"""

import array
import json
import sys
import time


def main(make):
    task, encoding, path, repeats, threads = sys.argv[1:]
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    start = time.perf_counter()
    made = make(encoding)
    if made is None:
        sys.exit(3)
    encode, count, encode_lines = made
    encode("a")
    ready = time.perf_counter() - start

    if task == "ids":
        sys.stdout.buffer.write(array.array("I", encode(text)).tobytes())
        return
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    passes = {
        "encode": lambda: len(encode(text)),
        "count": count and (lambda: count(text)),
        "lines": encode_lines and (lambda: encode_lines(lines, int(threads))),
    }
    if not passes[task]:
        sys.exit(3)
    seconds, tokens = [], 0
    for _ in range(int(repeats)):
        before = time.perf_counter()
        tokens = passes[task]()
        seconds.append(time.perf_counter() - before)
    print(json.dumps({"ready": ready, "seconds": seconds, "tokens": tokens}))

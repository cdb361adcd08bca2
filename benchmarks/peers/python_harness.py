"""The common part of the Python drivers: read the text, prepare the tokenizer, run the task, print the times.

A driver calls main(make). make(encoding) returns (encode, count, encode_lines), or None if the encoding is not
supported. encode takes a str and returns ids. count takes a str and returns the number of tokens. encode_lines takes
a list of str and a number of threads and returns the number of tokens. count and encode_lines may be None.
compare_peers.py documents the interface of drivers.
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

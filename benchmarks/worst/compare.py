#!/usr/bin/env python3
"""Compare tokmill with tiktoken: compare.py WORST_CASES ENCODING FOLDER

FOLDER has texts that `worst_cases texts` or `worst_cases search` has written. Run it with the Python of
tests/oracle_environment.sh. Measures both by turns, in CPU time, and prints a table in Markdown: MB/s of tokmill's
count, in the first pass, in later passes and without the piece cache; MB/s of tiktoken's core (`-`: it panicked), as
the faster of encode_ordinary, which makes a list, and of what encode_to_numpy calls, which makes none; and the
least ratio of the two. The numbers of tokens must be equal. The exit status is 1 if tokmill is slower than tiktoken for
any text.
"""

import pathlib
import subprocess
import sys
import time

import tiktoken


def tiktoken_speed(encoding, path):
    """Return MB/s and the number of tokens, or None if tiktoken panics."""
    data = path.read_bytes()
    text = data.decode(errors="replace")
    core = encoding._core_bpe
    calls = (lambda: len(core.encode_ordinary(text)),
             lambda: len(memoryview(core.encode_to_tiktoken_buffer(text, set()))) // 4)
    best = float("inf")
    for call in 3 * calls:
        start = time.process_time()
        try:
            tokens = call()
        except BaseException:  # a panic is not an Exception
            return None
        best = min(best, time.process_time() - start)
    return len(data) / 1e6 / best, tokens


def main():
    program, name, folder = sys.argv[1:]
    encoding = tiktoken.get_encoding(name)
    encoding.encode_ordinary("load the tables")
    print("| text | fresh | cached | no cache | tiktoken | times |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    slower = 0
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        peer = tiktoken_speed(encoding, path)
        command = [program, "measure", name, "text", path]
        *speeds, tokens = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        if peer is not None and peer[1] != int(tokens):
            sys.exit(f"{path}: {tokens} tokens, tiktoken has {peer[1]}")
        ratio = None if peer is None else min(map(float, speeds)) / peer[0]
        slower += ratio is not None and ratio < 1
        last = ("-", "-") if peer is None else (f"{peer[0]:.1f}", f"{ratio:.1f}")
        print(f"| {path.stem.replace('|', '&#124;')} | {' | '.join((*speeds, *last))} |", flush=True)
    print(f"\ntokmill is slower than tiktoken for {slower} texts.")
    return slower > 0


sys.exit(main())

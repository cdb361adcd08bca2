#!/usr/bin/env python3
"""Compare tokmill with tiktoken on the texts of texts.cpp: compare.py WORST_CASES ENCODING FOLDER

Run it with the Python of tests/oracle_environment.sh. Measures both by turns, in CPU time, and prints a table in Markdown:
MB/s of tokmill's count, first and later passes, and of encode_ordinary of tiktoken (`-`: it panicked). The numbers of
tokens must be equal.
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
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        try:
            tokens = len(encoding.encode_ordinary(text))
        except BaseException:  # a panic is not an Exception
            return None
        best = min(best, time.process_time() - start)
    return len(data) / 1e6 / best, tokens


def main():
    program, name, folder = sys.argv[1:]
    subprocess.run([program, "texts", folder], check=True)
    encoding = tiktoken.get_encoding(name)
    encoding.encode_ordinary("load the tables")
    print("| text | fresh | cached | tiktoken |\n| --- | ---: | ---: | ---: |")
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        peer = tiktoken_speed(encoding, path)
        line = subprocess.run([program, "measure", name, "text", path], check=True, capture_output=True, text=True).stdout
        fresh, cached, tokens = line.split()
        if peer is not None and peer[1] != int(tokens):
            sys.exit(f"{path}: {tokens} tokens, tiktoken has {peer[1]}")
        print(f"| {path.stem} | {fresh} | {cached} | {'-' if peer is None else f'{peer[0]:.1f}'} |", flush=True)


main()

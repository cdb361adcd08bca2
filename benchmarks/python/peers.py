"""Compare the Python package with other tokenizers for o200k_base: one call, batches and the first use.

    tests/bindings/python/environment.sh pip install -r benchmarks/python/peers.txt
    tests/bindings/python/environment.sh python benchmarks/python/peers.py

A peer that is not installed is left out. The rows are those of compare.py. Before the times are measured, each answer is
compared with tiktoken's. The times of a call are the best of several runs; those of batches alternate. Prints a table in
Markdown.
"""

import functools
import importlib.util
import json
import os
import sys
from pathlib import Path

from compare import ENCODING, SHORT, best, make_rows, nanoseconds_of_call, start, theirs

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "vocab" / f"{ENCODING}.tiktoken"
TOKENIZER = ROOT / "build" / f"{ENCODING}.json"


def merges_of(ranks):
    """Yield the pairs of tokens, in order of rank, whose merges make a rank table."""
    for token, rank in sorted(ranks.items(), key=lambda item: item[1]):
        parts = [bytes([byte]) for byte in token]
        while len(parts) > 2:
            pairs = [(ranks.get(a + b, rank), i) for i, (a, b) in enumerate(zip(parts, parts[1:]))]
            lowest, i = min(pairs)
            if lowest >= rank:
                break
            parts[i:i + 2] = [parts[i] + parts[i + 1]]
        if len(parts) == 2:
            yield parts


def write_tokenizer():
    """Write the tokenizer.json of the encoding for Hugging Face's tokenizers, which takes some minutes."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    characters = {byte: chr(byte) for byte in printable}
    characters.update({byte: chr(256 + i) for i, byte in enumerate(byte for byte in range(256) if byte not in printable)})

    def written(token):
        return "".join(characters[byte] for byte in token)

    ranks = theirs._mergeable_ranks
    split = {"type": "Split", "pattern": {"Regex": theirs._pat_str}, "behavior": "Isolated", "invert": False}
    bytes_only = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
    model = {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None,
             "fuse_unk": False, "byte_fallback": False, "ignore_merges": True,
             "vocab": {written(token): rank for token, rank in ranks.items()},
             "merges": [[written(a), written(b)] for a, b in merges_of(ranks)]}
    TOKENIZER.parent.mkdir(exist_ok=True)
    TOKENIZER.write_text(json.dumps({
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, bytes_only]}, "post_processor": None,
        "decoder": bytes_only, "model": model}), encoding="utf-8")


class Peer:
    """One tokenizer. `first_use` is the program of its first use; `counts(rows, threads)` returns the counts of rows."""

    def __init__(self, name, first_use, call, counts):
        self.name, self.first_use, self.call, self.counts = name, first_use, call, counts


def tokmill():
    import tokmill
    encoding = tokmill.encoding(ENCODING)
    first_use = f"import tokmill; tokmill.encoding('{ENCODING}').encode('hello world')"
    yield Peer("tokmill: `count`", first_use, encoding.count,
               lambda rows, threads: encoding.count_batch(rows, threads=threads))
    yield Peer("tokmill: ids to NumPy", first_use, encoding.encode,
               lambda rows, threads: counts_of_offsets(encoding.encode_batch(rows, threads=threads, result="numpy")[1]))


def counts_of_offsets(offsets):
    return (offsets[1:] - offsets[:-1]).tolist()


def tiktoken():
    def counts(rows, threads):
        if threads == 1:
            return [len(theirs.encode_ordinary(row)) for row in rows]
        return list(map(len, theirs.encode_ordinary_batch(rows, num_threads=threads)))

    yield Peer("tiktoken 0.14.0", f"import tiktoken as t; t.get_encoding('{ENCODING}').encode('hello world')",
               theirs.encode_ordinary, counts)


def gigatoken():
    import gigatoken
    tokenizer = gigatoken.Tokenizer.from_tiktoken(str(TABLE))

    def counts(rows, threads):
        if threads == 1:
            return [len(tokenizer.encode(row)) for row in rows]
        return list(map(len, tokenizer.encode_batch(rows, parallel=True)))

    yield Peer("gigatoken 0.10.0", f"import gigatoken as g; g.Tokenizer.from_tiktoken('{TABLE}').encode('hello world')",
               tokenizer.encode, counts)


def quicktok():
    import quicktok
    encoding = quicktok.get_encoding(ENCODING)
    yield Peer("quicktok-v1 0.4.0: count", f"import quicktok as q; q.get_encoding('{ENCODING}').encode_ordinary('hello world')",
               encoding.count, lambda rows, threads: quicktok.count_batch(encoding, rows, threads=threads).tolist())


def toktok():
    import toktok
    yield Peer("toktok-rs 0.3.0: count", f"import toktok as t; t.batch_count(['hello world'], '{ENCODING}')",
               lambda text: toktok.batch_count([text], ENCODING, threads=1),
               lambda rows, threads: toktok.batch_count(rows, ENCODING, threads=threads))


def splintr():
    import splintr
    tokenizer = splintr.Tokenizer.from_pretrained(ENCODING)

    def counts(rows, threads):
        if threads == 1:
            return [len(tokenizer.encode_ordinary(row)) for row in rows]
        return list(map(len, tokenizer.encode_batch(rows)))

    yield Peer("splintr-rs 0.22.0", f"import splintr as s; s.Tokenizer.from_pretrained('{ENCODING}').encode_ordinary('hello world')",
               tokenizer.encode_ordinary, counts)


def tokenizers():
    os.environ.setdefault("RAYON_NUM_THREADS", "2")
    import tokenizers
    if not TOKENIZER.exists():
        write_tokenizer()
    tokenizer = tokenizers.Tokenizer.from_file(str(TOKENIZER))

    def counts(rows, threads):
        if threads == 1:
            return [len(tokenizer.encode(row).ids) for row in rows]
        return [len(encoded.ids) for encoded in tokenizer.encode_batch(rows)]

    yield Peer("tokenizers 1.0.0rc3", f"import tokenizers as t; t.Tokenizer.from_file('{TOKENIZER}').encode('hello world')",
               lambda text: tokenizer.encode(text).ids, counts)


def peers():
    for make in (tokmill, tiktoken, gigatoken, quicktok, toktok, splintr, tokenizers):
        if importlib.util.find_spec(make.__name__) is None:
            print(f"{make.__name__} is not installed", file=sys.stderr)
            continue
        yield from make()


def main():
    rows = make_rows()
    expected = [len(theirs.encode_ordinary(row)) for row in rows]
    bare, _ = start("pass")
    print("| | 20 bytes | 100,000 rows, one thread | two threads | first use | rows that differ from tiktoken |")
    print("| --- | --- | --- | --- | --- | --- |")
    for peer in peers():
        wrong = sum(a != b for a, b in zip(peer.counts(rows, 1), expected))
        one, two = best(functools.partial(peer.counts, rows, 1), functools.partial(peer.counts, rows, 2), runs=3)
        first_use, _ = start(peer.first_use, runs=5)
        print(f"| {peer.name} | {nanoseconds_of_call(peer.call, SHORT):.0f} ns | {one * 1000:.0f} ms | {two * 1000:.0f} ms | "
              f"{first_use - bare:.1f} ms | {wrong} |", flush=True)


if __name__ == "__main__":
    main()

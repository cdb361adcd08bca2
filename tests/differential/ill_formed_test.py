"""Compare tokmill with tiktoken on input that is not UTF-8.

tiktoken gets the text that Python decodes with errors="replace".

    TOKMILL=build/release/bin/tokmill tests/oracle_environment.sh tests/differential/ill_formed_test.py
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time

import oracle

FULL = os.environ.get("TOKMILL_FULL") == "1"
SMALL_FILES = 20_000 if FULL else 3_000  # files that are counted
LARGE_FILES = 200 if FULL else 25  # files per encoding whose ids are compared
PARTS_OF_LARGE_FILE = 2_000

# The boundaries of table 3-7 of Unicode 16.0: the first and last of each kind of lead and continuation byte, overlong
# forms, surrogates, values above U+10FFFF, and characters truncated after each of their bytes.
PARTS = [
    *(bytes([byte]) for byte in (0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
                                 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFC, 0xFE, 0xFF)),
    b"\xc0\x80", b"\xe0\x80\x80", b"\xe0\x9f\xbf", b"\xf0\x80\x80\x80", b"\xf0\x8f\xbf\xbf",
    b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\x9f\xbf", b"\xed\xa0\xbd\xed\xb8\x80",
    b"\xf4\x8f\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf7\xbf\xbf\xbf",
    b"\xe4\xbd", b"\xe4\xbd\xa0", b"\xf0\x9f", b"\xf0\x9f\x98", b"\xf0\x9f\x98\x80", b"\xc3", b"\xc3\xa9",
    b"\xef\xbf\xbd", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00",
    b"a", b"word", b" the", b" ", b"  ", b"\n", b"\r\n", b"'s", b"123", b"!", b"/", b"A", b" \xe9t\xe9",
]


def random_bytes(rng, count):
    parts = rng.choices(PARTS, k=count)
    for at in range(0, count, 5):
        parts[at] = rng.randbytes(rng.randrange(1, 4))
    return b"".join(parts)


def encoded(path, encoding_name, content):
    """Return the ids that the program prints for a file with this content."""
    with open(path, "wb") as file:
        file.write(content)
    command = [os.environ["TOKMILL"], "encode", "-e", encoding_name, path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [int(number) for number in done.stdout.split()]


def counted(paths, encoding_name):
    """Return a map from the path of each file to its numbers of tokens and characters."""
    command = [os.environ["TOKMILL"], "count", "--json", "-e", encoding_name, *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {row["path"]: (row["tokens"], row["characters"]) for row in json.loads(done.stdout)["inputs"]}


def first_difference(folder, encoding_name, content):
    """Return a report if the program's ids for this content differ from tiktoken's, else None."""
    path = os.path.join(folder, "one")
    encoding = oracle.encoding(encoding_name)

    def differ(candidates):
        return (encoded(path, encoding_name, one) != encoding.encode_ordinary(one.decode(errors="replace"))
                for one in candidates)

    if not next(differ([content])):
        return None
    shortest = oracle.minimized(content, differ)
    return (f"{encoding_name}: {shortest!r}\n"
            f"    tiktoken {encoding.encode_ordinary(shortest.decode(errors='replace'))}\n"
            f"    tokmill  {encoded(path, encoding_name, shortest)}")


def main():
    start = time.monotonic()
    rng = random.Random(5)
    reports = []
    cases = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in oracle.DISTINCT:
            for _ in range(LARGE_FILES):
                cases += PARTS_OF_LARGE_FILE
                reports.append(first_difference(folder, name, random_bytes(rng, PARTS_OF_LARGE_FILE)))

        small = {}
        for number in range(SMALL_FILES):
            path = os.path.join(folder, f"{number}.bin")
            small[path] = random_bytes(rng, rng.randrange(12)) + bytes(number & 1)
            with open(path, "wb") as file:
                file.write(small[path])
        paths = list(small)
        for name in oracle.DISTINCT:
            encoding = oracle.encoding(name)
            for at in range(0, len(paths), 1_000):  # stays below the limit on the length of a command line
                counts = counted(paths[at:at + 1_000], name)
                for path in paths[at:at + 1_000]:
                    cases += 1
                    text = small[path].decode(errors="replace")
                    expected = (len(encoding.encode_ordinary(text)), len(text))
                    if counts.get(path) != expected:
                        reports.append(f"{name}: {small[path]!r}\n    tiktoken {expected} tokens and characters\n"
                                       f"    tokmill  {counts.get(path)}")

    reports = [report for report in reports if report is not None]
    for report in reports[:10]:
        print("difference: " + report)
    print(f"compared {cases:,} ill-formed parts and files in {time.monotonic() - start:.0f} s: "
          f"{len(reports) or 'no'} differences")
    return bool(reports)


if __name__ == "__main__":
    sys.exit(main())

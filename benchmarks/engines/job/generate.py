"""Generate a corpus of texts in many languages as Parquet files.

    generate.py [--rows N] [--rows-of-file N] [--seed N] FOLDER

The columns are language, source and text. The texts have 200 bytes on average, and consist of the words of the sample
`vocab/samples/parallel.jsonl` and, one in twelve, of numbers and invented words. One text of a thousand is NULL, and one is
empty. The same rows and seed give the same texts: each file has a seed of its own.
"""

import argparse
import concurrent.futures
import json
import pathlib
import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

SAMPLE = pathlib.Path(__file__).resolve().parents[3] / "vocab" / "samples" / "parallel.jsonl"
ROWS_OF_GROUP = 100_000
MEAN_BYTES = 205  # texts are cut after a word

# The sources, how many of the texts they have, and how long their texts are relative to the mean.
SOURCES = {"web": (0.5, 1.0), "books": (0.1, 1.6), "news": (0.2, 1.3), "chat": (0.2, 0.4)}
SHARE_OF_ENGLISH = 0.4

RARE_WORDS = 50_000  # in each file
SHARE_OF_RARE_WORDS = 1 / 12


def words_of_languages():
    """Return the words of each language, with the blanks that follow them."""
    words = {}
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        # Some languages have no blanks between words.
        words[row["lang"]] = [word + " " if word[-1].isalnum() and len(word) < 12 else word
                              for word in re.findall(r"[^\s，。、]{1,12}[\s，。、]*", row["text"])]
    return words


def rare_words(rng):
    """Return numbers, and words of random letters."""
    numbers = [f"{number} " for number in rng.integers(10**7, size=RARE_WORDS // 2)]
    letters = rng.integers(26, size=(RARE_WORDS // 2, 10), dtype=np.uint8) + ord("a")
    sizes = rng.integers(3, 11, size=RARE_WORDS // 2)
    return numbers + [bytes(word[:size]).decode() + " " for word, size in zip(letters, sizes)]


class Generator:
    """Makes the rows of one file."""

    def __init__(self, seed, file):
        self.rng = np.random.default_rng([seed, file])
        words = words_of_languages()
        self.languages = list(words)
        self.sizes = np.array([len(words[language]) for language in self.languages])
        self.starts = np.cumsum(self.sizes) - self.sizes
        self.mean_bytes = np.array([np.mean([len(word.encode()) for word in words[language]]) for language in self.languages])
        common = [word for language in self.languages for word in words[language]]
        self.words = pa.array(common + rare_words(self.rng), pa.string())
        self.first_rare = len(common)

    def rows(self, count):
        rng = self.rng
        english = self.languages.index("en")
        others = rng.integers(len(self.languages) - 1, size=count)
        others += others >= english
        language = np.where(rng.random(count) < SHARE_OF_ENGLISH, english, others)
        source = rng.choice(len(SOURCES), size=count, p=[share for share, _ in SOURCES.values()])

        scale = np.array([length for _, length in SOURCES.values()])[source] * MEAN_BYTES
        numbers = np.ceil(rng.gamma(2, scale / 2) / self.mean_bytes[language]).astype(np.int64)
        numbers[rng.random(count) < 0.001] = 0
        chosen_language = np.repeat(language, numbers)
        chosen = self.starts[chosen_language] + (rng.random(len(chosen_language)) * self.sizes[chosen_language]).astype(np.int64)
        rare = rng.random(len(chosen)) < SHARE_OF_RARE_WORDS
        chosen[rare] = self.first_rare + rng.integers(RARE_WORDS, size=int(rare.sum()))

        offsets = np.concatenate([[0], np.cumsum(numbers)])
        texts = pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), self.words.take(pa.array(chosen))), "")
        texts = pc.if_else(pa.array(rng.random(count) < 0.001), pa.scalar(None, pa.string()), texts)
        return pa.table({
            "language": pa.array(self.languages).take(pa.array(language)),
            "source": pa.array(list(SOURCES)).take(pa.array(source)),
            "text": texts,
        })


def write_file(path, seed, file, count):
    generator = Generator(seed, file)
    done = 0
    with pq.ParquetWriter(path, generator.rows(0).schema, compression="zstd", use_dictionary=["language", "source"]) as writer:
        while done < count:
            table = generator.rows(min(ROWS_OF_GROUP, count - done))
            writer.write_table(table)
            done += len(table)
    return path


def generate(folder, rows, rows_of_file=1_000_000, seed=16):
    """Write the files, on all processors."""
    folder.mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ProcessPoolExecutor() as pool:
        made = [pool.submit(write_file, folder / f"{file:05}.parquet", seed, file, min(rows_of_file, rows - first))
                for file, first in enumerate(range(0, rows, rows_of_file))]
        for file in made:
            file.result()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Generate a corpus of texts in many languages as Parquet files.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--rows-of-file", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=16)
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.rows, arguments.rows_of_file, arguments.seed)

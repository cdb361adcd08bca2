"""Compare `tokmill encode` and `decode` with the tokenizers of 27 public vocabularies.

vocabulary_truth.jsonl.gz has what Hugging Face tokenizers 0.23.3, tiktoken 0.14.0 and mistral-common 1.13.1 give for
492 texts each. Its rows with special tokens come in two forms: `parse`, in which they are tokens, and `plain`, in which
they are text; `any` is both. Skipped, with a message, where a file cannot be downloaded.
"""

import collections
import gzip
import json
import os
import subprocess
import unittest

import tokenizers
import vocabulary_files

TOKMILL = os.environ["TOKMILL"]
TRUTH = vocabulary_files.HERE / "vocabulary_truth.jsonl.gz"


# What `special` of a row means for --special.
FORMS = {"text": ("any", "plain"), "allow": ("any", "parse")}


# Hugging Face tokenizers take the added token "ü" for the byte FC when they decode. tokmill gives its text.
UNLIKE_ORACLE = ["deepseek-coder-33b"]

# Files without an oracle that are normalized.
NFC = ["gguf-gpt-neox"]


def truth():
    rows = collections.defaultdict(list)
    with gzip.open(TRUTH, "rt") as lines:
        for line in lines:
            row = json.loads(line)
            rows[row["vocab"]].append(row)
    return rows


def run(command, file, values, *options):
    """Run a command with `values` as lines of JSON. Return the values of the lines that it prints."""
    pattern = ["--pattern", file.pattern] if file.pattern else []
    done = subprocess.run([TOKMILL, command, "-e", vocabulary_files.path_of(file), *pattern, "--jsonl", *options],
                          input="".join(json.dumps(value) + "\n" for value in values), capture_output=True, text=True,
                          timeout=600)
    if done.returncode != 0:
        raise AssertionError(f"{file.name}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.split("\n")[:-1]]


def ids_of(file, rows, special):
    return run("encode", file, [{"text": row["text"]} for row in rows], "--special", special)


def lost_characters(file, rows):
    """Return the characters that the vocabulary lacks, wholly or in part."""
    characters = sorted(set().union(*(row["text"] for row in rows)))
    ids = ids_of(file, [{"text": character} for character in characters], "text")
    decoded = run("decode", file, ids)
    return {character for character, text in zip(characters, decoded, strict=True) if text != character}


class VocabulariesTest(unittest.TestCase):
    def check(self, file, rows):
        """Compare the rows of a file. Return how many there are."""
        compared = 0
        for special, forms in FORMS.items():
            chosen = [row for row in rows if row["special"] in forms]
            for row, ids in zip(chosen, ids_of(file, chosen, special), strict=True):
                self.assertEqual(ids, row["ids"], f"{row['text']!r} with --special {special}")
            compared += len(chosen)
        return compared

    def check_decoding(self, file, rows):
        """Decode the ids of the rows of a file. Return how many are compared."""
        path = vocabulary_files.path_of(file)
        is_json = file.kind == "hf" and path.read_bytes()[:4] != b"GGUF"
        oracle = tokenizers.Tokenizer.from_file(str(path)) if is_json and file.name not in UNLIKE_ORACLE else None
        lost = set() if oracle else lost_characters(file, rows)
        compared = 0
        for row, text in zip(rows, run("decode", file, [row["ids"] for row in rows]), strict=True):
            if lost & set(row["text"]):
                continue
            if oracle:
                expected = oracle.decode(row["ids"], skip_special_tokens=False)
            else:
                expected = tokenizers.normalizers.NFC().normalize_str(row["text"]) if file.name in NFC else row["text"]
            self.assertEqual(text, expected, f"{file.name}: {row['ids']}")
            compared += 1
        self.assertGreater(compared, len(rows) * 0.9)
        return compared

    def compared_rows(self, check):
        rows = truth()
        return vocabulary_files.sum_of_each(self, vocabulary_files.all_files(), lambda file: check(file, rows[file.name]))

    def test_every_row(self):
        print(f"{self.compared_rows(self.check)} rows of public vocabularies, no differences")

    def test_decoding(self):
        print(f"{self.compared_rows(self.check_decoding)} rows of public vocabularies decoded, no differences")


if __name__ == "__main__":
    unittest.main()

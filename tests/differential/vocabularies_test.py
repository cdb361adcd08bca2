"""Compare `tokmill encode` with the tokenizers of 27 public vocabularies.

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

import vocabulary_files

TOKMILL = os.environ["TOKMILL"]
TRUTH = vocabulary_files.HERE / "vocabulary_truth.jsonl.gz"

# The names of patterns that the program has, by a file whose pattern it is.
NAMED_PATTERNS = {"whisper-tiktoken": "gpt2", "llama4-tiktoken": "o200k"}

# The vocabularies that need what the program does not have: normal forms, other patterns, added tokens that are not
# special, or characters instead of bytes.
UNSUPPORTED = {
    "qwen2.5", "qwen3", "qwen3.5", "deepseek-coder-33b", "deepseek-v3", "deepseek-v3.2", "deepseek-v4",
    "deepseek-r1-distill-llama", "glm-4", "minimax-text-01", "llama3.1", "claude-2", "llama3-tiktoken",
    "qwen-tiktoken", "qwen3.6-tiktoken", "kimi-k2-tiktoken", "gguf-starcoder", "gguf-refact",
    "gguf-falcon", "gguf-gpt-neox",
}

# What `special` of a row means for --special.
FORMS = {"text": ("any", "plain"), "allow": ("any", "parse")}


def truth():
    rows = collections.defaultdict(list)
    with gzip.open(TRUTH, "rt") as lines:
        for line in lines:
            row = json.loads(line)
            rows[row["vocab"]].append(row)
    return rows


class Unsupported(Exception):
    """The program says that it does not support a vocabulary."""


def pattern_of(file):
    for known in vocabulary_files.all_files():
        if file.pattern and file.pattern == known.pattern and known.name in NAMED_PATTERNS:
            return NAMED_PATTERNS[known.name]
    return file.pattern


def ids_of(file, rows, special):
    pattern = ["--pattern", pattern_of(file)] if file.pattern else []
    texts = "".join(json.dumps({"text": row["text"]}) + "\n" for row in rows)
    done = subprocess.run([TOKMILL, "encode", "-e", vocabulary_files.path_of(file), *pattern, "--special", special,
                           "--jsonl"], input=texts, capture_output=True, text=True, timeout=600)
    if done.returncode == 2 and ("not supported" in done.stderr or "unknown pattern" in done.stderr):
        raise Unsupported(done.stderr.strip())
    if done.returncode != 0:
        raise AssertionError(f"{file.name}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


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

    def test_every_row(self):
        rows = truth()
        compared = 0
        unsupported = []
        for file in vocabulary_files.all_files():
            with self.subTest(file.name):
                try:
                    vocabulary_files.path_of(file)
                    compared += self.check(file, rows[file.name])
                except vocabulary_files.Unavailable as reason:
                    self.skipTest(str(reason))
                except Unsupported:
                    unsupported.append(file.name)
        print(f"{compared} rows of public vocabularies, no differences; not supported: {', '.join(unsupported)}")
        self.assertLessEqual(set(unsupported), UNSUPPORTED)


if __name__ == "__main__":
    unittest.main()

"""Compare the ids of random texts with those of Hugging Face tokenizers, for vocabularies of different families.

Runs in the environment of tests/oracle_environment.sh. Skipped, with a message, where a file cannot be downloaded.
"""

import json
import os
import random
import subprocess
import sys
import unittest

import tokenizers
import vocabulary_files
from strings import Strings

TOKMILL = os.environ["TOKMILL"]
FULL = "--full" in sys.argv

# One of each way to split, normalize and merge.
FAMILIES = ("gpt-oss", "llama3.1", "qwen3", "qwen3.5", "deepseek-v3", "deepseek-coder-33b", "claude-2", "minimax-text-01",
            "llama2", "gemma3")
WORDS = ["hello", " world", "don't", " 1234567", "\n\n", "\r\n", "你好", "，", "ünï", "u\u0308", " A", "'re", "テスト", "한국", "각",
         "ò", "²", "½", "١٢", "  ", "\u3000", "▁", "ﬁ", "Ａ", "Å", "!!", "?\n", "/", "HTTPServer", "\u0301", "\u0327", "😀"]


def ids_of(file, texts, special):
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run([TOKMILL, "encode", "-e", vocabulary_files.path_of(file), "--special", special, "--jsonl"],
                          input=lines, capture_output=True, text=True, timeout=3600)
    if done.returncode != 0:
        raise AssertionError(f"{file.name}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def texts_with_tokens(rng, tokens, texts):
    """Put added tokens into texts, whole and cut."""
    mixed = []
    for text in texts:
        parts = [text[:len(text) // 2]]
        for _ in range(rng.randrange(1, 4)):
            token = rng.choice(tokens)
            if rng.random() < 0.4:
                cut = rng.randrange(len(token))
                token = rng.choice((token[:cut], token[cut:], token[:cut] + rng.choice(tokens)))
            parts.append(token)
        parts.append(text[len(text) // 2:])
        mixed.append("".join(parts))
    return mixed


class RandomVocabulariesTest(unittest.TestCase):
    def check(self, file, oracle, texts):
        """Return how many texts were compared, in both modes of special tokens."""
        for special, as_text in (("text", True), ("allow", False)):
            oracle.encode_special_tokens = as_text
            ids = ids_of(file, texts, special)
            for start in range(0, len(texts), 1000):
                expected = oracle.encode_batch(texts[start:start + 1000], add_special_tokens=False)
                for text, mine, theirs in zip(texts[start:], ids[start:], expected):
                    self.assertEqual(mine, theirs.ids, f"{text!r} with --special {special}")
            self.assertEqual(len(ids), len(texts))
        return 2 * len(texts)

    def check_random_texts(self, file, rng):
        oracle = tokenizers.Tokenizer.from_file(str(vocabulary_files.path_of(file)))
        tokens = [token.content for token in oracle.get_added_tokens_decoder().values()]
        texts = Strings(rng.randrange(10**9), WORDS).some(40_000 if FULL else 2_000)
        mixed = texts_with_tokens(rng, tokens, texts[:4_000 if FULL else 500])
        return self.check(file, oracle, texts + mixed)

    def test_random_texts(self):
        rng = random.Random(20261126)
        files = [file for file in vocabulary_files.all_files() if file.name in FAMILIES]
        compared = vocabulary_files.sum_of_each(self, files, lambda file: self.check_random_texts(file, rng))
        print(f"{compared} texts, no differences")
        self.assertGreater(compared, 0)


if __name__ == "__main__":
    sys.argv = [argument for argument in sys.argv if argument != "--full"]
    unittest.main()

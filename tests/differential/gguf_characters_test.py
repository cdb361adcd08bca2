"""Compare GGUF files with scores (`tokenizer.ggml.model` is llama) with the tokenizer.json that they are made of, as Hugging
Face tokenizers read it.

Runs in the environment of tests/oracle_environment.sh. Skipped, with a message, where a file cannot be downloaded.
"""

import json
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

import gguf_file
import tokenizers
import vocabulary_files
from random_vocabularies_test import WORDS, texts_with_tokens
from strings import Strings

TOKMILL = os.environ["TOKMILL"]

# Keys that differ from the defaults.
KEYS = {"llama2": {}, "gemma3": {"add_space_prefix": False, "bos_token_id": 2}}


def ids_of(path, texts, *options):
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run([TOKMILL, "encode", "-e", path, "--jsonl", *options], input=lines, capture_output=True,
                          text=True, timeout=600, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


class GgufCharactersTest(unittest.TestCase):
    def check(self, file, texts):
        source = vocabulary_files.path_of(file)
        oracle = tokenizers.Tokenizer.from_file(str(source))
        tokens = [token.content for token in oracle.get_added_tokens_decoder().values()]
        texts = texts + texts_with_tokens(random.Random(1), tokens, texts[:500])
        # GGUF files have the texts of added tokens with blanks, so U+2581 in a text is not a part of one.
        texts = [text.replace("\u2581", " ") for text in texts]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "model.gguf")
            path.write_bytes(gguf_file.of_tokenizer_json(json.loads(source.read_text()), **KEYS[file.name]))
            for special, as_text in (("text", True), ("allow", False)):
                oracle.encode_special_tokens = as_text
                expected = [encoding.ids for encoding in oracle.encode_batch(texts, add_special_tokens=True)]
                for text, mine, theirs in zip(texts, ids_of(path, texts, "--add-special", "--special", special),
                                              expected, strict=True):
                    self.assertEqual(mine, theirs, f"{text!r} with --special {special}")
        return 2 * len(texts)

    def test_random_texts(self):
        texts = ["", *Strings(20261126, WORDS).some(10_000)]
        files = [file for file in vocabulary_files.all_files() if file.name in KEYS]
        compared = vocabulary_files.sum_of_each(self, files, lambda file: self.check(file, texts))
        print(f"{compared} texts, no differences")
        self.assertGreater(compared, 0)


if __name__ == "__main__":
    unittest.main()

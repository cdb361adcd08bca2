"""Compare `tokmill encode --add-special` with what Hugging Face tokenizers give with add_special_tokens=True: public
vocabularies, and small files with every kind of post-processor.

Runs in the environment of tests/oracle_environment.sh. Public vocabularies are skipped, with a message, where they
cannot be downloaded.
"""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

import tokenizers
import vocabulary_files

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from vocabulary import tokenizer_json

TOKMILL = os.environ["TOKMILL"]
TEXTS = ["", " ", "abc", "Hello world, 1234567!", "ab<end>abc", "<s>a</s>", "你好\n\n", "<|endoftext|>", "a" * 1000]


def ids_of(path, *options):
    lines = "".join(json.dumps(text) + "\n" for text in TEXTS)
    done = subprocess.run([TOKMILL, "encode", "-e", path, "--jsonl", "--special", "allow", *options], input=lines,
                          capture_output=True, text=True, timeout=60, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def template(rng, tokens):
    """Return a random TemplateProcessing."""
    names = {name: rng.choices(tokens, k=rng.randrange(1, 4)) for name in ("<x>", "<y>", "<z>")}

    def some():
        return [{"SpecialToken": {"id": name, "type_id": rng.randrange(2)}}
                for name in rng.choices(list(names), k=rng.randrange(3))]
    return {"type": "TemplateProcessing", "single": [*some(), {"Sequence": {"id": "A", "type_id": 0}}, *some()],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {name: {"id": name, "ids": ids, "tokens": [name] * len(ids)}
                               for name, ids in names.items()}}


def processors(rng, tokens):
    """Yield post-processors of every kind that adds tokens."""
    byte_level = {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True}
    pair = {"sep": ["x", rng.choice(tokens)], "cls": ["y", rng.choice(tokens)]}
    yield None
    yield byte_level
    yield {"type": "BertProcessing"} | pair
    yield {"type": "RobertaProcessing", "trim_offsets": True, "add_prefix_space": False} | pair
    for _ in range(20):
        yield template(rng, tokens)
        yield {"type": "Sequence", "processors": [byte_level, template(rng, tokens)]}


class AddSpecialTest(unittest.TestCase):
    def check(self, path):
        oracle = tokenizers.Tokenizer.from_file(str(path))
        for flag, options in ((True, ["--add-special"]), (False, [])):
            expected = [encoding.ids for encoding in oracle.encode_batch(TEXTS, add_special_tokens=flag)]
            self.assertEqual(ids_of(path, *options), expected)
        return 2 * len(TEXTS)

    def test_small_files(self):
        rng = random.Random(20261126)
        compared = 0
        for processor in processors(rng, [1, 2, 258, 1097]):
            document = tokenizer_json(post_processor=processor) | {"version": "1.0", "decoder": None}
            document["added_tokens"][0] |= {"lstrip": False, "rstrip": False, "single_word": False}
            document["pre_tokenizer"] |= {"trim_offsets": True, "use_regex": True}
            with self.subTest(processor), tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder, "tokenizer.json")
                path.write_text(json.dumps(document))
                compared += self.check(path)
        print(f"{compared} texts with small files, no differences")
        self.assertGreater(compared, 0)

    def test_public_vocabularies(self):
        files = [file for file in vocabulary_files.all_files()
                 if file.kind == "hf" and not file.name.startswith("gguf-")]
        compared = vocabulary_files.sum_of_each(self, files, lambda file: self.check(vocabulary_files.path_of(file)))
        print(f"{compared} texts with public vocabularies, no differences")


if __name__ == "__main__":
    unittest.main()

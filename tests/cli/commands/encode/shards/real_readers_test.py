"""Reads shards with Megatron-LM's IndexedDataset, MosaicML Streaming's MDSReader, and NumPy, and compares the documents
with tiktoken. Both readers import torch, which they do not need for this; modules without it are put in its place."""

import itertools
import json
import os
import random
import sys
import types
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", ".."))
from program import ProgramTest

import numpy
import tiktoken


def package(name):
    """Makes `name` a package without running its __init__.py."""
    module = types.ModuleType(name)
    module.__path__ = []
    for folder in sys.path:
        if os.path.isdir(path := os.path.join(folder, *name.split("."))):
            module.__path__.append(path)
    sys.modules[name] = module


def import_readers():
    """Returns IndexedDataset and MDSReader."""
    for name in ("torch", "torch.distributed", "torch.utils", "torch.utils.data", "megatron", "megatron.core",
                 "megatron.core.datasets", "streaming", "streaming.base", "streaming.base.format",
                 "streaming.base.format.base", "streaming.base.format.mds"):
        package(name)
    for name in ("megatron.core.datasets.object_storage_utils", "megatron.core.msc_utils", "megatron.core.utils",
                 "streaming.base.constant", "streaming.base.distributed", "streaming.base.shared",
                 "streaming.base.shared.prefix"):
        sys.modules[name] = mock.MagicMock()
    sys.modules["torch"].Tensor = object
    sys.modules["torch"].distributed = sys.modules["torch.distributed"]
    sys.modules["torch"].utils = sys.modules["torch.utils"]
    sys.modules["torch.utils"].data = sys.modules["torch.utils.data"]
    sys.modules["torch.utils.data"].Dataset = object
    sys.modules["megatron.core.datasets.object_storage_utils"].is_object_storage_path = lambda path: False
    sys.modules["megatron.core.msc_utils"].MultiStorageClientFeature.is_enabled = lambda: False
    from megatron.core.datasets.indexed_dataset import IndexedDataset
    from streaming.base.format.mds.reader import MDSReader
    return IndexedDataset, MDSReader


INDEXED_DATASET, MDS_READER = import_readers()


class RealReaders(ProgramTest):
    def setUp(self):
        super().setUp()
        numbers = random.Random(5)
        words = "The quick brown fox jumps over 1234567 lazy dogs. Zwölf Boxkämpfer 今天天气很好 😀 <|endoftext|>".split()
        self.texts = [" ".join(numbers.choices(words, k=numbers.choice((0, 5, 50, 300)))) for _ in range(3000)]

    def bin(self, folder, index):
        for shard in index["shards"]:
            path = os.path.join(folder, shard["files"][0]["name"].removesuffix(".bin"))
            dataset = INDEXED_DATASET(path)
            documents = [dataset[i] for i in range(len(dataset))]
            self.assertEqual(list(dataset.document_indices), list(range(len(documents) + 1)))
            # As nanoGPT reads it.
            ids = numpy.memmap(path + ".bin", dtype=index["dtype"], mode="r")
            self.assertTrue(numpy.array_equal(numpy.concatenate(documents), ids))
            yield from documents

    def npy(self, folder, index):
        for number in range(len(index["shards"])):
            ids = numpy.load(os.path.join(folder, f"shard-{number:05}.npy"))
            offsets = numpy.load(os.path.join(folder, f"documents-{number:05}.npy"))
            self.assertEqual(ids.dtype, index["dtype"])
            for start, end in itertools.pairwise(offsets):
                yield ids[start:end]

    def mds(self, folder, index):
        self.assertEqual(index["version"], 2)
        for shard in index["shards"]:
            reader = MDS_READER.from_json(folder, None, shard)
            reader.validate(allow_unsafe_types=False)
            for i in range(len(reader)):
                yield reader[i]["tokens"]

    def test_documents(self):
        lines = "".join(json.dumps({"text": text}) + "\n" for text in self.texts)
        for form, name in itertools.product(("bin", "npy", "mds"), ("r50k_base", "o200k_base")):
            with self.subTest(form, encoding=name):
                encoding = tiktoken.get_encoding(name)
                expected = [ids + [encoding.eot_token] for ids in encoding.encode_ordinary_batch(self.texts)]
                folder = self.path(f"{form}-{name}")
                self.tokmill("encode", "--jsonl", "-e", name, "--shards", folder, "--shard-format", form,
                             "--shard-tokens", "50k", stdin=lines)
                with open(os.path.join(folder, "index.json"), encoding="utf-8") as file:
                    index = json.load(file)
                self.assertGreater(len(index["shards"]), 3)
                self.assertEqual([list(ids) for ids in getattr(self, form)(folder, index)], expected)


if __name__ == "__main__":
    unittest.main()

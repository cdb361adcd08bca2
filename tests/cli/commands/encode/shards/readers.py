"""Readers of the files of `encode --shards`, written after the descriptions of the formats."""

import json
import os
import struct


def read(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def index(folder):
    return json.loads(read(folder, "index.json"))


def unpack(kind, bytes_):
    return list(struct.unpack(f"<{len(bytes_) // struct.calcsize('<' + kind)}{kind}", bytes_))


def megatron(folder, name):
    """The documents of NAME.bin and NAME.idx, as Megatron-LM's IndexedDataset has them."""
    head = read(folder, name + ".idx")
    magic, version, code, sequences, bounds = struct.unpack("<9sQBQQ", head[:34])
    assert (magic, version) == (b"MMIDIDX\0\0", 1), head[:34]
    kind, width = {4: ("I", 4), 8: ("H", 2)}[code]
    at = 34
    lengths = unpack("i", head[at:at + 4 * sequences])
    at += 4 * sequences
    pointers = unpack("q", head[at:at + 8 * sequences])
    at += 8 * sequences
    document_bounds = unpack("q", head[at:])
    assert len(document_bounds) == bounds and document_bounds == list(range(sequences + 1)), document_bounds[:10]
    tokens = read(folder, name + ".bin")
    assert sum(lengths) * width == len(tokens)
    return [unpack(kind, tokens[start:start + length * width]) for start, length in zip(pointers, lengths)]


def npy(folder, name):
    """The numbers of an array of one dimension."""
    array = read(folder, name)
    assert array[:8] == b"\x93NUMPY\x01\x00"
    start = 10 + struct.unpack("<H", array[8:10])[0]
    assert start % 64 == 0
    header = array[10:start].decode()
    kind = {"'<u2'": "H", "'<u4'": "I", "'<u8'": "Q"}[header.split(",")[0].split(": ")[1]]
    numbers = unpack(kind, array[start:])
    assert f"'shape': ({len(numbers)},)" in header, header
    return numbers


def numpy_documents(folder, number):
    """The documents of the two arrays of a shard."""
    tokens = npy(folder, f"shard-{number:05}.npy")
    offsets = npy(folder, f"documents-{number:05}.npy")
    assert offsets[0] == 0 and offsets[-1] == len(tokens)
    return [tokens[start:end] for start, end in zip(offsets, offsets[1:])]


def mosaic(folder, shard):
    """The documents of a shard of MosaicML Streaming. `shard` is its entry in index.json."""
    assert (shard["format"], shard["version"], shard["column_names"]) == ("mds", 2, ["tokens"])
    kind, width = {"ndarray:uint16": ("H", 2), "ndarray:uint32": ("I", 4)}[shard["column_encodings"][0]]
    content = read(folder, shard["raw_data"]["basename"])
    assert len(content) == shard["raw_data"]["bytes"]
    samples = struct.unpack("<I", content[:4])[0]
    assert samples == shard["samples"]
    offsets = unpack("I", content[4:8 + 4 * samples])
    assert offsets[-1] == len(content)
    columns = json.loads(content[8 + 4 * samples:offsets[0]])
    assert all(shard[name] == value for name, value in columns.items())
    documents = []
    for start, end in zip(offsets, offsets[1:]):
        sample = content[start:end]
        assert struct.unpack("<I", sample[:4])[0] == len(sample) - 4
        dimensions, size = sample[4] >> 2, 1 << (sample[4] & 3)
        assert dimensions == 1
        elements = int.from_bytes(sample[5:5 + size], "little")
        documents.append(unpack(kind, sample[5 + size:]))
        assert len(documents[-1]) == elements and len(sample) == 5 + size + elements * width
    return documents


def shards(folder):
    """The documents of each shard, as a list of lists of ids."""
    listed = index(folder)
    if listed["format"] == "mds":
        return [mosaic(folder, shard) for shard in listed["shards"]]
    if listed["format"] == "npy":
        return [numpy_documents(folder, i) for i in range(len(listed["shards"]))]
    return [megatron(folder, shard["files"][0]["name"].removesuffix(".bin")) for shard in listed["shards"]]


def files(folder):
    """The contents of all files, by their names."""
    return {name: read(folder, name) for name in os.listdir(folder)}

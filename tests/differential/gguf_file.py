"""Writes GGUF files that have a tokenizer and no tensors."""

import struct

NORMAL, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE = range(1, 7)


def string(text):
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def value(content):
    """Return a value with its type. Lists have elements of one type."""
    if isinstance(content, bool):
        return struct.pack("<IB", 7, content)
    if isinstance(content, int):
        return struct.pack("<II", 4, content)
    if isinstance(content, str):
        return struct.pack("<I", 8) + string(content)
    kind = {int: 5, float: 6, str: 8}[type(content[0])]
    head = struct.pack("<IIQ", 9, kind, len(content))
    if kind == 8:
        return head + b"".join(map(string, content))
    return head + struct.pack(f"<{len(content)}{'i' if kind == 5 else 'f'}", *content)


def gguf(keys):
    """Return a file with these keys, which may lack the start `tokenizer.ggml.`."""
    data = b"GGUF" + struct.pack("<IQQ", 3, 0, len(keys))
    for key, content in keys.items():
        data += string(key if "." in key else f"tokenizer.ggml.{key}") + value(content)
    return data


def token_type(token, added, unknown):
    if token == unknown:
        return UNKNOWN
    if token in added:
        return CONTROL if added[token] else USER_DEFINED
    return BYTE if len(token) == 6 and token.startswith("<0x") and token.endswith(">") else NORMAL


def of_tokenizer_json(document, **keys):
    """Return the GGUF file of a tokenizer.json with SentencePiece's BPE: scores follow the list of merges."""
    model = document["model"]
    added = {token["content"]: token["special"] for token in document["added_tokens"]}
    tokens = [token for token, _ in sorted(model["vocab"].items(), key=lambda item: item[1])]
    scores = {}
    for rank, merge in enumerate(model["merges"]):
        scores.setdefault("".join(merge.split(" ") if isinstance(merge, str) else merge), -float(rank))
    first = len(model["merges"])
    # As llama.cpp's converter: the text of tokens that are cut out has blanks.
    written = [token.replace("\u2581", " ") if added.get(token) is False else token for token in tokens]
    return gguf({
        "general.architecture": "llama", "model": "llama", "tokens": written,
        "scores": [scores.get(token, -float(first + index)) for index, token in enumerate(tokens)],
        "token_type": [token_type(token, added, model["unk_token"]) for token in tokens]} | keys)

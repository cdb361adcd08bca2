"""Small vocabulary files for tests."""


def byte_alphabet():
    """Return the character of each byte in GPT-2's byte alphabet."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = iter(range(256, 512))
    return [chr(byte if byte in printable else next(others)) for byte in range(256)]


def tokenizer_json(**changes):
    """Return a tokenizer.json of the bytes, whose ids are 1000 and the byte, and of "ab" and "abc"."""
    vocabulary = {character: 1000 + byte for byte, character in enumerate(byte_alphabet())} | {"ab": 1, "abc": 2}
    return {
        "added_tokens": [{"id": 258, "content": "<end>", "special": True, "normalized": False}],
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False},
        "model": {"type": "BPE", "vocab": vocabulary, "merges": ["a b", "ab c"]},
    } | changes

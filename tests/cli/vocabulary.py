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


def character_tokenizer_json():
    """Return a tokenizer.json in the form of Llama 2: characters, bytes of others, and no pre-tokenizer."""
    tokens = ["<unk>", *(f"<0x{byte:02X}>" for byte in range(256)), *"abcdefghijklmnopqrstuvwxyz", "-", "\u2581", "\u4f60"]
    merges = []
    for character in "-a":
        for size in (1, 2, 4, 8):
            merges.append([character * size, character * size])
            tokens.append(character * 2 * size)
    for left, right in (("t", "e"), ("te", "x"), ("\u2581", "text"), ("tex", "t"), ("\u4f60", "\u4f60")):
        merges.append([left, right])
        tokens.append(left + right)
    mark = {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}
    return {
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "\u2581"}, mark]},
        "model": {
            "type": "BPE",
            "unk_token": "<unk>",
            "fuse_unk": True,
            "byte_fallback": True,
            "vocab": {token: identifier for identifier, token in enumerate(tokens)},
            "merges": merges,
        },
    }

"""Vocabulary files that are made to harm: each gives an error or an encoding, within limits of time and memory.

TOKMILL_FULL=1: also files of 10⁷ tokens.
"""

import base64
import json
import os
import resource
import struct
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest
from vocabulary import byte_alphabet, tokenizer_json

FULL = os.environ.get("TOKMILL_FULL") == "1"
MEGABYTE = 1 << 20
BYTES = {character: byte for byte, character in enumerate(byte_alphabet())}


def model(vocabulary, merges=(), **members):
    return {"type": "BPE", "vocab": vocabulary, "merges": list(merges), **members}


def split_steps(pattern, times=1):
    step = {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False}
    level = {"type": "ByteLevel", "add_prefix_space": False, "use_regex": False}
    return {"type": "Sequence", "pretokenizers": [step] * times + [level]}


def replace(pattern, content):
    return {"type": "Replace", "pattern": {"String": pattern}, "content": content}


def string(text):
    return struct.pack("<Q", len(text)) + text


def gguf(keys, body):
    return b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, keys) + body


TOKENS = string(b"tokenizer.ggml.tokens") + struct.pack("<I", 9)
CUT_OFF = "the metadata is cut off or has a value of an unknown type"

# Files of GGUF that claim more than they have, and those with a value of each kind of array.
GGUF_FILES = {
    "keys": gguf(1 << 60, b""),
    "empty keys": gguf(1 << 60, bytes(MEGABYTE)),
    "the size of a name": gguf(1, struct.pack("<Q", 1 << 60) + b"abc"),
    "the largest size of a name": gguf(1, struct.pack("<Q", 2**64 - 1) + b"abc"),
    "tokens": gguf(1, TOKENS + struct.pack("<IQ", 8, 1 << 60) + string(b"a") * 10),
    "empty tokens": gguf(1, TOKENS + struct.pack("<IQ", 8, 1 << 60) + bytes(MEGABYTE)),
    "numbers whose size overflows": gguf(1, string(b"x") + struct.pack("<IIQ", 9, 10, (1 << 61) + 1) + bytes(100)),
    "nested arrays": gguf(1, string(b"x") + struct.pack("<IIQ", 9, 9, 1 << 60) * 1000),
    "a type": gguf(1, string(b"x") + struct.pack("<I", 4_000_000_000)),
}

# What the pre-tokenizer's pattern is, and the error.
PATTERNS = {
    "(?:a{1000}){1000}": "needs more than 20000 instructions",
    "(?:(?:a{1000}){1000}){1000}": "needs more than 20000 instructions",
    "(" * 2000 + "a" + ")" * 2000: "groups nested deeper than 64 levels",
    "a{99999999999999999999}": "a number of repeats above 100,000",
    "a?" * 500 + "a" * 500: "needs more than 1000000 steps to compile",
    "[" + "".join(chr(0x4E00 + 2 * i) for i in range(10_000)) + "]": "a pattern of more than 16384 bytes",
    "|".join(f"w{i}" for i in range(100_000)): "a pattern of more than 16384 bytes",
}

# Patterns that take long if they are followed by backtracking.
SLOW_PATTERNS = ("(((a+)+)+)+b", "(?:(?:a|ab)(?:c|bcd)(?:d*))*x|[\\s\\S]", "a{1,900}(?!b)|a", "(?:a{1,50}b{1,50}){1,50}c|a")


class HostileFiles(ProgramTest):
    def write(self, content):
        self.file("file", content if isinstance(content, bytes) else json.dumps(content))
        return os.path.getsize(self.path("file"))

    def count(self, text="aab ab", memory=64 * MEGABYTE, seconds=20, *options):
        """Count a text with the file. Return standard output, or the error."""
        with open(self.path("text"), "w", encoding="utf-8") as file:
            file.write(text)
        # A process inherits the peak of the one that starts it, so a small one measures.
        measure = "import os,sys; p = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)\n" \
                  "_, status, usage = os.wait4(p, 0); os.write(3, b'%d %d' % (usage.ru_maxrss, usage.ru_utime * 1000))\n" \
                  "sys.exit(os.waitstatus_to_exitcode(status))"
        reader, writer = os.pipe()
        done = subprocess.run(
            [sys.executable, "-S", "-c", measure, TOKMILL, "count", "-e", self.path("file"), *options, self.path("text"),
             "--json"],
            capture_output=True, env={**os.environ, "XDG_CACHE_HOME": self.path("cache")}, timeout=300, check=False,
            preexec_fn=lambda: (os.dup2(writer, 3), os.set_inheritable(3, True)), close_fds=False)
        os.close(writer)
        peak, milliseconds = map(int, os.read(reader, 100).split())
        os.close(reader)
        self.assertLess(peak * 1024, memory)
        self.assertLess(milliseconds / 1000, seconds)
        errors = done.stderr.decode()
        self.assertIn(done.returncode, (0, 2), errors)
        self.assertLessEqual(len(errors.splitlines()), 1)
        return json.loads(done.stdout)["total"]["tokens"] if done.returncode == 0 else errors

    def test_gguf_claims_more_than_it_has(self):
        for name, content in GGUF_FILES.items():
            with self.subTest(name):
                self.write(content)
                self.assertIn(CUT_OFF, self.count())

    def test_gguf_of_many_gigabytes(self):
        self.write(gguf(1, string(b"general.architecture") + struct.pack("<I", 8) + string(b"llama")))
        os.truncate(self.path("file"), 1 << 40)
        self.assertIn("tokenizer.ggml.model: expected gpt2", self.count())

    def test_patterns_that_would_become_large(self):
        for pattern, error in PATTERNS.items():
            with self.subTest(pattern[:30]):
                self.write(tokenizer_json(pre_tokenizer=split_steps(pattern)))
                self.assertIn(error, self.count())

    def test_patterns_that_would_become_slow(self):
        for pattern in SLOW_PATTERNS:
            with self.subTest(pattern):
                self.write(tokenizer_json(pre_tokenizer=split_steps(pattern)))
                self.assertEqual(self.count("a" * 200_000), 200_000)

    def test_steps(self):
        self.write(tokenizer_json(pre_tokenizer=split_steps("[a-z]+", 10_000)))
        self.assertIn("more than 31 steps", self.count())
        self.write(tokenizer_json(normalizer={"type": "Sequence", "normalizers": [{"type": "NFC"}] * 20_000}))
        self.assertEqual(self.count(), 4)

    def test_normalizers_that_grow_a_text(self):
        for steps in ([replace("a", "a" * 4097)], [replace("a", "aa")] * 13, [replace("a", "a" * 65)] * 2):
            self.write(tokenizer_json(normalizer={"type": "Sequence", "normalizers": steps}))
            self.assertIn("normalizers that make a text more than 4096 times as long are not supported", self.count())
        self.write(tokenizer_json(normalizer={"type": "Sequence", "normalizers": [replace("a", "aa")] * 12}))
        self.assertEqual(self.count("a"), 4096)

    def test_merges(self):
        self.write(tokenizer_json(model=model(BYTES, ["a b"])))
        self.assertIn("/model/merges/0: the vocabulary has no token 'ab'", self.count())
        self.write(tokenizer_json(model=model(BYTES | {"ab": 256, "ba": 257, "aba": 258}, ["ab a", "a ba", "b a", "a b"])))
        self.assertEqual(self.count("ababa"), 2)  # aba, ba
        self.write(tokenizer_json(model=model(BYTES | {"ab": 256}, ["a b"] * 100_000)))
        self.assertEqual(self.count("ab"), 1)

    def test_nesting(self):
        for content in (b"[" * MEGABYTE, b'{"model":' * 100_000, b'{"a":' + b"[" * MEGABYTE + b"]" * MEGABYTE + b"}"):
            self.write(content)
            self.assertRegex(self.count(), "nested deeper than 256 levels|a rank file|line 1")

    def test_one_token_of_a_megabyte(self):
        self.write(tokenizer_json(model=model(BYTES | {"a" * MEGABYTE: 256})))
        self.assertIn("token 256 has 1048576 bytes; at most 65535 are supported", self.count())
        self.write(tokenizer_json(added_tokens=[{"id": 256, "content": "a" * MEGABYTE}]))
        self.assertIn("has more than 1024 bytes", self.count())
        lines = [base64.b64encode(bytes([byte])) + b" %d\n" % byte for byte in range(256)]
        self.write(b"".join(lines) + base64.b64encode(b"a" * MEGABYTE) + b" 256\n")
        self.assertIn("token 256 has 1048576 bytes", self.count("a", 64 * MEGABYTE, 20, "--pattern", "gpt2"))

    def test_long_tokens_in_a_long_piece(self):
        tokens = ["a" * (1 << power) for power in range(1, 13)]
        merges = [f"{'a' * (1 << power)} {'a' * (1 << power)}" for power in range(12)]
        self.write(tokenizer_json(model=model(BYTES | {token: 256 + i for i, token in enumerate(tokens)}, merges)))
        self.assertEqual(self.count("a" * (1 << 20)), 1 << 8)

    def test_many_added_tokens(self):
        for names in ([f"<tok{i}>" for i in range(20_000)], ["a" * (1 + i % 500) + f"{i // 500}!" for i in range(10_000)]):
            for members in ({"special": True}, {"special": False}, {"special": False, "normalized": True}):
                size = self.write(tokenizer_json(
                    model=model(BYTES),
                    added_tokens=[{"id": 256 + i, "content": name, **members} for i, name in enumerate(names)]))
                self.assertEqual(self.count("b" * 10 + "a" * 100_000, 64 * MEGABYTE + 8 * size), 100_010)

    @unittest.skipUnless(FULL, "takes minutes")
    def test_ten_million_tokens(self):
        tokens = BYTES | {f"q{i}": 256 + i for i in range(10**7)}
        size = self.write(tokenizer_json(model=model(tokens)))
        self.assertIn("tokens; at most", self.count("a", 8 * size, 60))

    @unittest.skipUnless(FULL, "takes minutes")
    def test_ten_million_lines(self):
        lines = (base64.b64encode(b"q%d" % i) + b" %d\n" % i for i in range(10**7))
        size = self.write(b"".join(lines))
        self.assertIn("10000000 tokens; at most", self.count("a", 8 * size, 60, "--pattern", "gpt2"))


if __name__ == "__main__":
    unittest.main()

"""Compressed input: every command gives what it gives for the text, damaged data is an error."""

import json
import os
import subprocess
import sys
import unittest
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../.."))
from compressors import COMPRESSORS, ZSTD, zstd_data
from program import TOKMILL, ProgramTest

TEXT = ("One line.\r\n\u4f60\u597d \U0001f600 caf\u00e9 " * 50 + "the end").encode()
ROWS = "".join(json.dumps({"id": i, "text": f"row {i} " * (i % 9)}) + "\n" for i in range(200)).encode()
CHAT = json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": "Hello"}]}).encode()
CORPUS = b'{"lang":"en","text":"Hello"}\n{"lang":"de","text":"Guten Tag"}\n'
REQUESTS = b'{"model":"gpt-4o","input":"Hello"}\n' * 3

# Commands that read a text, rows, or another file.
OF_FILES = {
    "count": TEXT, "count --json": TEXT, "encode": TEXT, "split": TEXT, "split --json": TEXT, "chunk --max-tokens 20": TEXT,
    "truncate --max-tokens 20": TEXT, "truncate --max-tokens 20 --keep last": TEXT, "compare": TEXT, "compare --diff": TEXT,
    "cost -m gpt-4o": TEXT, "count --strict": TEXT, "encode --strict": TEXT, "count --from auto": TEXT,
    "count --from iso-8859-1": TEXT, "count --chat": CHAT, "cost --chat": CHAT, "cost --requests": REQUESTS,
    "languages --corpus": CORPUS,
}
OF_STANDARD_INPUT = {
    **{command: data for command, data in OF_FILES.items() if not command.endswith(("--chat", "--requests", "--corpus"))},
    "count --jsonl": ROWS, "count --jsonl --pass": ROWS, "encode --jsonl": ROWS, "cost --jsonl -m gpt-4o": ROWS,
    "count --tsv": TEXT, "decode": b"64 65 66", "decode --jsonl": b"[64]\n[65]\n", "numbers": b"123456 7",
    "languages --corpus -": CORPUS,
}


class CompressedInput(ProgramTest):
    def run_with(self, command, data):
        return subprocess.run([TOKMILL, *command.split()], input=data, capture_output=True, cwd=self.folder, timeout=60,
                              check=False)

    def test_files(self):
        for command, data in OF_FILES.items():
            self.file("input", data)
            expected = self.tokmill(*command.split(), "input")
            for name, compress in COMPRESSORS.items():
                with self.subTest(command, format=name):
                    self.file("input", compress(data))
                    self.assertEqual(self.tokmill(*command.split(), "input"), expected)

    def test_standard_input(self):
        for command, data in OF_STANDARD_INPUT.items():
            expected = self.tokmill(*command.split(), stdin=data)
            for name, compress in COMPRESSORS.items():
                with self.subTest(command, format=name):
                    self.assertEqual(self.tokmill(*command.split(), stdin=compress(data)), expected)

    def test_paths_stay_as_given(self):
        for name, compress in COMPRESSORS.items():
            self.file(f"a.{name}", compress(TEXT))
        self.file("plain", TEXT)
        names = [f"a.{name}" for name in COMPRESSORS] + ["plain"]
        inputs = json.loads(self.tokmill("count", "--json", *names)[0])["inputs"]
        self.assertEqual([one["path"] for one in inputs], names)
        self.assertEqual({(one["tokens"], one["bytes"], one["characters"]) for one in inputs},
                         {(inputs[-1]["tokens"], len(TEXT), len(TEXT.decode()))})

    def test_other_charsets(self):
        for name, compress in COMPRESSORS.items():
            with self.subTest(name):
                output, errors = self.tokmill("encode", stdin=compress("\ufeffcaf\u00e9".encode("utf-16-le")))
                self.assertEqual(output, self.tokmill("encode", "-t", "caf\u00e9")[0])
                self.assertIn("converted from UTF-16", errors)
                _, errors = self.tokmill("count", stdin=compress(b"abc\xff"))
                self.assertIn("standard input: not UTF-8 at byte 3", errors)
                self.tokmill("encode", "--strict", stdin=compress(b"abc\xff"), status=1)

    def test_bytes_as_they_are(self):
        for name, compress in COMPRESSORS.items():
            data = compress(TEXT)
            self.file("input", data)
            with self.subTest(name):
                for arguments in (["input"], ["-"]):
                    counted = json.loads(self.tokmill("count", "--json", "--no-decompress", *arguments, stdin=data)[0])
                    self.assertEqual(counted["total"]["bytes"], len(data))
                output, _ = self.tokmill("count", "--jsonl", "--no-decompress", "--errors", "keep", stdin=data)
                self.assertEqual(len(output.splitlines()), data.count(b"\n") + (not data.endswith(b"\n")))

    def test_a_walk_leaves_compressed_files_out(self):
        os.mkdir(self.path("folder"))
        self.file("folder/text", "hello")
        for name, compress in COMPRESSORS.items():
            self.file(f"folder/{name}", compress(b"hello"))
            # Too large to be read at once: the signature alone tells that it is compressed.
            self.file(f"folder/{name}.large", compress(b"hello") + b"x" * 9_000_000)
        output, errors = self.tokmill("count", "folder")
        self.assertEqual(output, b"1  folder/text\n")
        self.assertEqual(errors, f"tokmill: left out {2 * len(COMPRESSORS)} binary files\n")

    def test_members_frames_and_streams(self):
        tokens = self.tokmill("count", stdin=TEXT + TEXT)
        for name, compress in COMPRESSORS.items():
            with self.subTest(name):
                self.assertEqual(self.tokmill("count", stdin=compress(TEXT) + compress(b"") + compress(TEXT)), tokens)
        with self.subTest("padding of xz"):
            self.assertEqual(self.tokmill("count", stdin=COMPRESSORS["xz"](TEXT) + bytes(8) + COMPRESSORS["xz"](TEXT)), tokens)
        with self.subTest("a skippable frame"):
            if ZSTD is not None:
                skippable = b"\x50\x2a\x4d\x18\x04\0\0\0skip"
                self.assertEqual(self.tokmill("count", stdin=skippable + zstd_data(TEXT) + skippable + zstd_data(TEXT)), tokens)

    def test_bytes_after_the_data(self):
        tokens = self.tokmill("count", stdin=TEXT)[0]
        for name in ("gzip", "bzip2"):
            for command in ("count", "count --from auto"):
                with self.subTest(name, command=command):
                    self.assertEqual(self.tokmill(*command.split(), stdin=COMPRESSORS[name](TEXT) + b"more"),
                                     (tokens, f"tokmill: standard input: what follows the {name} data is left out\n"))
            _, errors = self.tokmill("count", "--jsonl", stdin=COMPRESSORS[name](ROWS) + b"more")
            self.assertIn("what follows", errors)
            _, errors = self.tokmill("encode", stdin=COMPRESSORS[name](TEXT) + b"more")
            self.assertIn("what follows", errors)
        for name in {"zstd", "xz"} & COMPRESSORS.keys():
            with self.subTest(name):
                _, errors = self.tokmill("count", stdin=COMPRESSORS[name](TEXT) + b"more", status=1)
                self.assertTrue(errors.startswith(f"tokmill: standard input: invalid {name} data: "), errors)

    def test_only_a_signature(self):
        for name, start in (("gzip", b"\x1f\x8b\x08\0"), ("zstd", b"\x28\xb5\x2f\xfd"), ("bzip2", b"BZh91AY&SY"), ("xz", b"\xfd7zXZ\0")):
            if name not in COMPRESSORS:
                continue
            with self.subTest(name):
                self.file("input", start + b"but it is a text")
                output, errors = self.tokmill("count", "input", status=1)
                self.assertEqual(output, b"")
                self.assertTrue(errors.startswith(f"tokmill: input: invalid {name} data: "), errors)
                self.tokmill("count", "--no-decompress", "input")

    def test_other_inputs_are_counted(self):
        self.file("a", "hello world")
        self.file("b", COMPRESSORS["gzip"](TEXT)[:-4])
        output, errors = self.tokmill("count", "a", "b", "a", status=1)
        self.assertEqual((output, errors), (b"2  a\n2  a\n4  total\n", "tokmill: b: invalid gzip data: it ends early\n"))

    def test_damage(self):
        """Each byte of a file changed, and each of its beginnings: an error, or the same text."""
        text = b"A small text, small enough to try each of its bytes: 12345."
        expected = self.tokmill("encode", stdin=text)[0]
        for name, compress in COMPRESSORS.items():
            data = compress(text)
            errors = 0
            for position in range(len(data)):
                for damaged in (data[:position] + bytes([data[position] ^ 0x41]) + data[position + 1:], data[:position]):
                    done = self.run_with("encode --strict --from utf-8", damaged)
                    messages = done.stderr.decode(errors="replace")
                    with self.subTest(name, position=position, truncated=len(damaged) < len(data)):
                        self.assertIn(done.returncode, (0, 1), messages)
                        if done.returncode == 1:
                            errors += 1
                            self.assertRegex(messages, rf"^tokmill: standard input: (invalid {name} data: |not UTF-8)")
                        elif position >= 10 and len(damaged) < len(data):
                            self.fail("the end is missing")
                        elif position >= 10 and "left out" not in messages:
                            self.assertEqual(done.stdout, expected)
            self.assertGreater(errors, 1.5 * len(data), name)

    def test_rows_are_answered_before_the_data_ends(self):
        """With a compressed pipe that stays open, as a program that flushes its output writes it."""
        for threads in ("1", "2"):
            stream = zlib.compressobj(6, zlib.DEFLATED, 31)
            with subprocess.Popen([TOKMILL, "count", "--jsonl", "-j", threads], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, bufsize=0) as program:
                for rows in (1, 3, 1000, 1):
                    program.stdin.write(stream.compress(b'"hello world"\n' * rows) + stream.flush(zlib.Z_SYNC_FLUSH))
                    for _ in range(rows):
                        self.assertEqual(program.stdout.readline(), b'{"tokens":2}\n')
                program.stdin.write(stream.flush())
                program.stdin.close()
                self.assertEqual(program.wait(30), 0)


if __name__ == "__main__":
    unittest.main()

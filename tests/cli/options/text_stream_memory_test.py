"""Commands that do not need the whole text take little memory, and `truncate` reads no more than it needs."""

import json
import os
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest
from vocabulary import character_tokenizer_json, tokenizer_json

MOST_KIB = 64 << 10
IS_FULL = os.environ.get("TOKMILL_FULL") == "1"
MIB = 150 if IS_FULL else 30
TEXTS = {
    "words": " streams of text that never ends, 12345 \u4f60\u597d\n".encode(),
    "dashes": b"-",
    "NUL bytes": b"\0",
    "letters": b"a",
}


# Each form with the text that needs the most memory, as far as is known.
FORMS = [
    ("words", ["chunk", "--max-tokens", "500"]),
    ("words", ["compare"]),
    ("words", ["count", "--by", "line", "--top", "5"]),
    ("words", ["cost", "-m", "gpt-4o,gpt-4"]),
    ("numbers", ["decode"]),
    ("words", ["encode", "--npy", "-", "--from", "latin1", "--strict"]),
    ("words", ["truncate", "--max-tokens", "5000", "--keep", "last"]),
]
# Forms that take longer than others; 2 MiB suffice to show whether all tokens are in memory at once.
SLOW_FORMS = [("words", ["split", "--csv"]), ("words", ["split", "--markdown"])]
FORMS += [
    ("words", ["split", "--json"]),
    ("dashes", ["chunk", "--max-tokens", "500", "--json"]),
    ("words", ["chunk", "--max-tokens", "5000", "--overlap", "50"]),
    ("dashes", ["compare", "--json"]),
    ("dashes", ["count", "--by", "line", "--top", "5"]),
    ("line feeds", ["count", "--by", "line", "--top", "5"]),
    ("words", ["encode", "--strict"]),
    ("words", ["encode", "--json", "--special", "error"]),
    ("words", ["encode", "--npy", "-"]),
    ("words", ["encode", "--npy", "ids.npy"]),
    ("words", ["split", "--strict"]),
    ("words", ["chunk", "--max-tokens", "500", "--strict"]),
    ("words", ["count", "--strict"]),
    ("words", ["count", "--special", "error"]),
    ("words", ["count", "--from", "latin1"]),
    ("words", ["encode", "--from", "latin1"]),
    ("letters", ["split", "--from", "utf-16"]),
    ("words", ["truncate", "--max-tokens", "5000", "--keep", "last", "--json"]),
    ("words", ["truncate", "--max-tokens", "5000", "--strict"]),
    ("lines", ["count", "--jsonl"]),
    ("lines", ["encode", "--jsonl"]),
    ("ids", ["decode", "--jsonl"]),
] if IS_FULL else []
# Chunks of three tokens take seven seconds per 15 MiB; 30 MiB suffice to show that memory does not grow.
TINY_CHUNKS = [("letters", ["chunk", "--max-tokens", "3", "--json"])] if IS_FULL else []
LINES = {"lines": b'{"text": "streams of lines that never end, 12345", "id": 7}\n', "ids": b"[15339, 1917, 11, 220]\n",
         "numbers": b"15339 1917 11 220\n", "line feeds": b"\n"}

def tokenizer_of_pattern(pattern):
    """A tokenizer.json whose pre-tokenizer is not that of a known family."""
    split = {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "use_regex": False}
    return tokenizer_json(pre_tokenizer={"type": "Sequence", "pretokenizers": [split, byte_level]})


def tokenizer_of_unknown_characters():
    """A tokenizer.json that makes one token of any number of unknown characters."""
    tokenizer = character_tokenizer_json()
    tokenizer["model"]["byte_fallback"] = False
    return tokenizer


# Endless pieces: a tokenizer, the start of the text, and what is repeated after it.
HELD_PIECES = {
    "word": (tokenizer_of_pattern(r"\w+|\W+"), b"", b"abcd"),
    "number": (tokenizer_of_pattern(r"\d+|\D+"), b"", b"1234"),
    "blanks": (tokenizer_of_pattern(r"\s+(?!\S)|\s+|\S+"), b"", b" "),
    "combining marks": (tokenizer_json(normalizer={"type": "NFC"}), b"a", "\u0301".encode()),
    "unknown characters": (tokenizer_of_unknown_characters(), b"", "\u4f61".encode()),
    "replaced blanks": (character_tokenizer_json(), b"", "\u2581".encode()),
}
# Each command with the most bytes per byte of the text that it may take.
HELD_COMMANDS = [(["count"], 8), (["encode"], 12), (["split"], 20), (["chunk", "--max-tokens", "500", "--json"], 8)]
HELD_MIB = 16 if IS_FULL else 2
FIXED_KIB = 24 << 10


class Memory(ProgramTest):
    def run_on(self, unit, *arguments, path=None, mib=MIB, start=b""):
        """Runs the program on `start` and `mib` MiB of a repeated text; returns its output size and peak memory in KiB.

        The text comes through a pipe, or is standard input and in the file `path`."""
        block = unit * ((1 << 20) // len(unit))
        file = None
        if path:
            with open(self.path(path), "wb") as file:
                for _ in range(mib):
                    file.write(block)
            file = open(self.path(path), "rb")
        with subprocess.Popen(
            [TOKMILL, *arguments, "-j", "2"],
            stdin=file or subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=self.folder,
        ) as program:
            if file:
                file.close()
            reader = subprocess.Popen(["wc", "-c"], stdin=program.stdout, stdout=subprocess.PIPE)
            program.stdout.close()
            if not path:
                program.stdin.write(start)
                for _ in range(mib):
                    program.stdin.write(block)
                program.stdin.close()
            size = int(reader.communicate()[0])
            _, status, usage = os.wait4(program.pid, 0)
            program.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(program.returncode, 0)
        return size, usage.ru_maxrss

    def test_memory(self):
        for name, unit in TEXTS.items():
            for arguments in (["count"], ["encode"], ["split"]):
                with self.subTest(text=name, command=arguments):
                    size, kib = self.run_on(unit, *arguments)
                    self.assertGreater(size, 1)
                    self.assertLess(kib, MOST_KIB)

    def test_memory_of_every_form(self):
        forms = [(*form, MIB) for form in FORMS] + [(*form, 30) for form in TINY_CHUNKS]
        forms += [(*form, 30 if IS_FULL else 2) for form in SLOW_FORMS]
        for name, arguments, mib in forms:
            with self.subTest(text=name, command=arguments):
                size, kib = self.run_on((TEXTS | LINES)[name], *arguments, mib=mib)
                if "ids.npy" not in arguments:
                    self.assertGreater(size, 1)
                self.assertLess(kib, MOST_KIB)

    def test_memory_without_a_pre_tokenizer(self):
        """With a vocabulary of characters, a text is one piece."""
        self.file("characters.json", json.dumps(character_tokenizer_json()))
        chunk = ["chunk", "--max-tokens", "500", "--json"]
        texts = TEXTS | {"Chinese": "\u4f60\u597d\u4f60\u4f60".encode()}
        forms = [("dashes", ["count"]), ("dashes", chunk), ("letters", ["split"]), ("Chinese", ["encode"])]
        if IS_FULL:
            forms = [(name, command) for name in texts for command in (["count"], ["encode"], ["split"], chunk)]
        for name, command in forms:
            with self.subTest(text=name, command=command):
                size, kib = self.run_on(texts[name], *command, "-e", "characters.json", mib=20)
                self.assertGreater(size, 1)
                self.assertLess(kib, MOST_KIB)

    def test_memory_of_pieces_that_are_held(self):
        """A piece whose tokens are not known before its end is held, with a limit for each of its bytes."""
        for name, (tokenizer, start, unit) in HELD_PIECES.items():
            self.file("held.json", json.dumps(tokenizer))
            for command, bytes_per_byte in HELD_COMMANDS:
                if name == "combining marks" and "chunk" in command:
                    continue  # takes quadratic time
                with self.subTest(text=name, command=command):
                    size, kib = self.run_on(unit, *command, "-e", "held.json", mib=HELD_MIB, start=start)
                    self.assertGreater(size, 1)
                    self.assertLess(kib - FIXED_KIB, bytes_per_byte * HELD_MIB << 10)

    def test_memory_with_a_regular_file(self):
        for arguments in (["encode", "--strict"], ["truncate", "--max-tokens", "5000", "--keep", "last", "--strict"]):
            with self.subTest(command=arguments):
                size, kib = self.run_on(TEXTS["words"], *arguments, path="text")
                self.assertGreater(size, 1)
                self.assertLess(kib, MOST_KIB)

    def peak_after(self, seconds, stdin, *arguments):
        """The peak memory in KiB of a program that is interrupted after `seconds`."""
        with subprocess.Popen([TOKMILL, *arguments], stdin=stdin, cwd=self.folder, stdout=subprocess.DEVNULL) as program:
            time.sleep(seconds)
            program.send_signal(signal.SIGINT)
            _, status, usage = os.wait4(program.pid, 0)
            program.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(program.returncode, -signal.SIGINT)
        return usage.ru_maxrss

    def test_endless_inputs(self):
        with open(self.path("sparse"), "wb") as file:
            file.truncate(100 << 30)
        for command in (["count"], ["compare"]):
            with self.subTest(command=command):
                self.assertLess(self.peak_after(0.5, subprocess.DEVNULL, *command, "sparse"), MOST_KIB)
        with subprocess.Popen(["yes"], stdout=subprocess.PIPE) as endless:
            self.assertLess(self.peak_after(0.5, endless.stdout, "count"), MOST_KIB)
            endless.kill()

    def test_truncate_reads_the_end_of_a_sparse_file(self):
        with open(self.path("sparse"), "wb") as file:
            file.truncate(100 << 30)
            file.seek(0, os.SEEK_END)
            file.write("the end \u4f60\u597d".encode())
        out = self.tokmill("truncate", "--max-tokens", "3", "--keep", "last", "sparse")[0]
        self.assertTrue(out.endswith("end \u4f60\u597d".encode()))
        self.assertLess(len(out), 20)

    def test_truncate_stops_reading(self):
        with subprocess.Popen(["yes"], stdout=subprocess.PIPE) as endless:
            done = subprocess.run([TOKMILL, "truncate", "--max-tokens", "5"], stdin=endless.stdout,
                                  capture_output=True, timeout=20, check=True)
            endless.kill()
        self.assertEqual(done.stdout, b"y\ny\ny")

    def test_truncate_stops_reading_a_text_without_blanks(self):
        self.file("characters.json", json.dumps(character_tokenizer_json()))
        endless = "import sys\nwhile True: sys.stdout.write('-' * 65536)"
        with subprocess.Popen([sys.executable, "-c", endless], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as source:
            done = subprocess.run([TOKMILL, "truncate", "-e", self.path("characters.json"), "--max-tokens", "5"],
                                  stdin=source.stdout, capture_output=True, timeout=20, check=True)
            source.kill()
        self.assertEqual(done.stdout, b"-" * 64)


if __name__ == "__main__":
    unittest.main()

"""`encode --shards`: what is in the files, and what is refused."""

import fcntl
import gzip
import itertools
import json
import os
import resource
import subprocess
import sys
import unittest
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", ".."))
sys.path.insert(0, os.path.dirname(__file__))
import readers
from program import MEMORY, TOKMILL, ProgramTest
from vocabulary import tokenizer_json

END = {"r50k_base": 50256, "o200k_base": 199999}
TEXTS = ["hello world", "", "The quick brown fox", "Zwölf Boxkämpfer 今天", "a\nb\tc", "x" * 400, "<|endoftext|>", "end"]


def rows(texts):
    return "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(texts))


class Shards(ProgramTest):
    parent = MEMORY

    def encode(self, *arguments, stdin=b"", status=0, name="out"):
        output, errors = self.tokmill("encode", "--shards", name, *arguments, stdin=stdin, status=status)
        self.assertEqual(output, b"")
        return errors

    def documents(self, name="out"):
        return list(itertools.chain(*readers.shards(self.path(name))))

    def expected(self, texts, encoding="r50k_base", end=True):
        lines = self.tokmill("encode", "--jsonl", "-e", encoding, stdin=rows(texts))[0].splitlines()
        return [json.loads(line) + ([END[encoding]] if end else []) for line in lines]


class Formats(Shards):
    def test_each_format_has_the_documents(self):
        for form, encoding in itertools.product(("bin", "npy", "mds"), END):
            with self.subTest(form, encoding=encoding):
                name = f"{form}-{encoding}"
                self.encode("--jsonl", "-e", encoding, "--shard-format", form, "--shard-tokens", "40",
                            stdin=rows(TEXTS), name=name)
                shards = readers.shards(self.path(name))
                self.assertEqual(list(itertools.chain(*shards)), self.expected(TEXTS, encoding))
                self.assertGreater(len(shards), 2)
                for shard, after in itertools.zip_longest(shards, shards[1:]):
                    self.assertTrue(len(shard) == 1 or sum(map(len, shard)) <= 40)
                    # As many documents as fit.
                    self.assertTrue(after is None or sum(map(len, shard)) + len(after[0]) > 40)

    def test_sizes_of_documents(self):
        """MosaicML Streaming has the size of an array in one, two or four bytes."""
        texts = ["a b " * count for count in (127, 128, 32767, 32768)]
        for form in ("bin", "npy", "mds"):
            self.encode("--jsonl", "-e", "r50k_base", "--shard-format", form, stdin=rows(texts), name=form)
            self.assertEqual(self.documents(form), self.expected(texts))

    def test_index(self):
        self.encode("--jsonl", "-e", "r50k_base", "--shard-tokens", "20", stdin=rows(TEXTS))
        index = readers.index(self.path("out"))
        self.assertEqual((index["encoding"], index["dtype"], index["end_of_text"], index["vocabulary_size"]),
                         ("r50k_base", "uint16", 50256, 50257))
        self.assertEqual(index["documents"], len(TEXTS))
        self.assertEqual(index["tokens"], sum(map(len, self.expected(TEXTS))))
        names = {"index.json", "progress.jsonl"}
        for shard, documents in zip(index["shards"], readers.shards(self.path("out")), strict=True):
            self.assertEqual((shard["documents"], shard["tokens"]), (len(documents), sum(map(len, documents))))
            for file in shard["files"]:
                content = readers.read(self.path("out"), file["name"])
                self.assertEqual((file["bytes"], file["crc32"]), (len(content), f"{zlib.crc32(content):08x}"))
                names.add(file["name"])
        self.assertEqual(set(os.listdir(self.path("out"))), names)

    def test_no_documents(self):
        for form in ("bin", "npy", "mds"):
            self.encode("--jsonl", "--shard-format", form, name=form)
            self.assertEqual(readers.shards(self.path(form)), [])

    def test_a_long_document_has_a_shard_of_its_own(self):
        errors = self.encode("--jsonl", "-e", "r50k_base", "--shard-tokens", "5", "--end-of-text", "none",
                             stdin=rows(["a", "a b c d e f", "b", "c"]))
        self.assertEqual([len(shard) for shard in readers.shards(self.path("out"))], [1, 1, 2])
        self.assertEqual(errors, "tokmill: out: 1 document of more than 5 tokens; each has a shard of its own\n")

    def test_a_shard_may_be_full(self):
        self.encode("--jsonl", "-e", "r50k_base", "--shard-tokens", "4", "--end-of-text", "none",
                    stdin=rows(["a b", "a b", "a b", "a"]))
        self.assertEqual([sum(map(len, shard)) for shard in readers.shards(self.path("out"))], [4, 3])


class Documents(Shards):
    def test_end_of_text(self):
        self.encode("--jsonl", "-e", "r50k_base", "--end-of-text", "none", stdin=rows(["a", "", "b"]), name="none")
        self.assertEqual(self.documents("none"), self.expected(["a", "b"], end=False))
        self.encode("--jsonl", "--end-of-text", "<|endofprompt|>", stdin=rows(["a"]), name="named")
        self.assertEqual(self.documents("named"), [[64, 200018]])
        errors = self.encode("--jsonl", "--end-of-text", "<|endofpromt|>", name="no", status=2)
        self.assertIn("<|endofprompt|>?", errors)
        self.file("tokenizer.json", json.dumps(tokenizer_json()))
        errors = self.encode("--jsonl", "-e", "./tokenizer.json", status=2, name="no")
        self.assertIn("has no token <|endoftext|>; name the token after each document with --end-of-text", errors)
        self.encode("--jsonl", "-e", "./tokenizer.json", "--end-of-text", "<end>", stdin=rows(["ab"]), name="file")
        self.assertEqual(self.documents("file"), [[1, 258]])
        self.assertFalse(os.path.exists(self.path("no")))

    def test_texts_without_tokens(self):
        errors = self.encode("--jsonl", "--end-of-text", "none", stdin=rows(["", "a", ""]))
        self.assertEqual(errors, "tokmill: out: left out 2 texts without tokens\n")

    def test_special_tokens_in_the_text(self):
        lines = rows(["a<|endoftext|>b"])
        self.encode("--jsonl", "--special", "allow", "-e", "r50k_base", stdin=lines, name="allow")
        self.assertEqual(self.documents("allow"), [[64, 50256, 65, 50256]])
        lines += rows(["a"])
        errors = self.encode("--jsonl", "--special", "error", "-e", "r50k_base", stdin=lines, name="error", status=1)
        self.assertRegex(errors, r"\Atokmill: line 1: [^\n]*<\|endoftext\|>[^\n]*\n\Z")
        self.assertEqual(self.documents("error"), [[64, 50256]])

    def test_rows(self):
        lines = b'{"text": null}\n{"text": "a"}\n\n{"text": "b"}\n'
        errors = self.encode("--jsonl", "-e", "r50k_base", stdin=lines, status=1, name="error")
        self.assertEqual([line.split(": ")[1] for line in errors.splitlines()], ["line 1", "line 3"])
        self.assertEqual(self.documents("error"), [[64, 50256], [65, 50256]])
        self.assertEqual(self.encode("--jsonl", "-e", "r50k_base", "--null", "skip", stdin=lines, name="skip"), "")
        self.assertEqual(self.documents("skip"), [[64, 50256], [65, 50256]])
        errors = self.encode("--jsonl", "-e", "r50k_base", "--errors", "keep", stdin=lines, name="keep")
        self.assertRegex(errors, r"\Atokmill: 2 lines have errors; first: line 1: [^\n]*\n\Z")
        self.encode("--tsv", "--field", "2", "-e", "r50k_base", stdin=b"1\ta\n2\tb", name="tsv")
        self.assertEqual(self.documents("tsv"), [[64, 50256], [65, 50256]])
        self.encode("--jsonl", "--field", "p.q", "-e", "r50k_base", stdin=b'{"p": {"q": "a"}}', name="nested")
        self.assertEqual(self.documents("nested"), [[64, 50256]])

    def test_rows_that_are_not_utf8(self):
        lines = b'"a"\n"\xff"\n'
        errors = self.encode("--jsonl", "-e", "r50k_base", stdin=lines, name="replaced")
        self.assertEqual(errors, "tokmill: line 2: not UTF-8 at byte 1; each ill-formed part counts as U+FFFD\n")
        self.assertEqual(self.documents("replaced"), self.expected(["a", "\ufffd"]))
        errors = self.encode("--jsonl", "-e", "r50k_base", "--strict", stdin=lines, name="strict", status=1)
        self.assertEqual(errors, "tokmill: line 2: not UTF-8 at byte 1\n")
        self.assertEqual(self.documents("strict"), self.expected(["a"]))

    def test_files(self):
        os.makedirs(self.path("corpus/below"))
        for path, text in (("corpus/b", "b"), ("corpus/below/a", "c"), ("corpus/.hidden", "hidden"),
                           ("corpus/a.md", "a"), ("corpus/binary", "\0"), ("last", "d")):
            self.file(path, text)
        arguments = ("-e", "r50k_base")
        errors = self.encode(*arguments, "last", "corpus", "-", stdin="e", name="all")
        self.assertEqual(errors, "tokmill: left out 1 hidden and 1 binary files\n")
        self.assertEqual(self.documents("all"), self.expected(list("dabce")))
        self.encode(*arguments, "--include", "*.md", "--hidden", "corpus", name="some")
        self.assertEqual(self.documents("some"), self.expected(["a"]))
        errors = self.encode(*arguments, "absent", "last", name="failed", status=1)
        self.assertEqual(errors, "tokmill: absent: No such file or directory\n")
        self.assertEqual(self.documents("failed"), self.expected(["d"]))
        self.encode(*arguments, stdin="one text", name="one")
        self.assertEqual(self.documents("one"), self.expected(["one text"]))

    def test_charsets_of_files(self):
        self.file("latin1", b"caf\xe9")
        self.file("utf16", "caf\u00e9".encode("utf-16"))
        for arguments in (["--from", "latin1", "latin1"], ["utf16"]):
            self.encode("-e", "r50k_base", *arguments, name=arguments[-1] + "-shards")
            self.assertEqual(self.documents(arguments[-1] + "-shards"), self.expected(["caf\u00e9"]))
        errors = self.encode("--strict", "latin1", name="strict", status=1)
        self.assertEqual(errors, "tokmill: latin1: not UTF-8 at byte 3\n")

    def test_compressed_input(self):
        self.encode("--jsonl", "-e", "r50k_base", stdin=gzip.compress(rows(["a", "b"]).encode()), name="rows")
        self.assertEqual(self.documents("rows"), self.expected(["a", "b"]))
        self.file("text.gz", gzip.compress(b"a text"))
        self.encode("-e", "r50k_base", "text.gz", name="file")
        self.assertEqual(self.documents("file"), self.expected(["a text"]))
        errors = self.encode("--jsonl", stdin=gzip.compress(rows(["a"] * 100).encode())[:-9], name="cut", status=1)
        self.assertEqual(errors, "tokmill: standard input: invalid gzip data: it ends early\n")
        self.assertNotIn("index.json", os.listdir(self.path("cut")))

    def test_large_files(self):
        """A file of more than 8 MiB is encoded on all threads, and may be binary."""
        os.mkdir(self.path("corpus"))
        text = "The quick brown fox jumps over the lazy dog.\n" * 200_000
        self.file("corpus/one", text)
        self.file("corpus/two", "x" * 9_000_000 + "\0")
        self.encode("-j", "2", "-e", "r50k_base", "corpus")
        self.assertEqual(self.documents(), self.expected([text]))

    def test_threads_do_not_matter(self):
        texts = [f"{i} The quick brown fox {'jumps ' * (i % 50)}" for i in range(20_000)]
        for threads in ("1", "2", "5"):
            self.encode("--jsonl", "-j", threads, "--shard-tokens", "50k", stdin=rows(texts), name="j" + threads)
        self.assertGreater(len(readers.index(self.path("j1"))["shards"]), 5)
        self.assertEqual(readers.files(self.path("j1")), readers.files(self.path("j2")))
        self.assertEqual(readers.files(self.path("j1")), readers.files(self.path("j5")))


class Refused(Shards):
    def test_options(self):
        for arguments, message in (
            (["--shards", "", "--jsonl"], "--shards: expected the name of a folder, got none"),
            (["--shards", "out", "--shard-tokens", "0"], "--shard-tokens must be at least 1, got 0"),
            (["--shards", "out", "--shard-tokens", "-1"], ""),
            (["--shards", "out", "--shard-tokens", "1e30"], ""),
            (["--shards", "out", "--shard-tokens", "2T"], ""),
            (["--shards", "out", "--shard-tokens", "300M", "--shard-format", "mds"], "must be at most 200000000"),
            (["--shards", "out", "--shard-format", "arrow"], ""),
            (["--shards", "out", "--json"], "--shards and --json cannot be used together"),
            (["--shards", "out", "--npy", "x"], "--shards and --npy cannot be used together"),
            (["--shards", "out", "-t", "x"], "--shards and --text cannot be used together"),
            (["--shards", "out", "--jsonl", "--pass"], "--shards and --pass cannot be used together"),
            (["--shards", "out", "--jsonl", "file"], "--jsonl and PATH cannot be used together"),
            (["--shards", "out", "--jsonl", "--hidden"], "--jsonl and --hidden cannot be used together"),
            (["--shards", "out", "--hidden"], "--hidden has no effect on standard input"),
            (["--shards", "out", "--include", "", "folder"], ""),
            (["--shard-tokens", "5", "-t", "a"], "--shard-tokens requires --shards"),
            (["--shard-format", "npy", "-t", "a"], "--shard-format requires --shards"),
            (["--end-of-text", "none", "-t", "a"], "--end-of-text requires --shards"),
            (["--include", "*.md", "file"], "--include requires --shards"),
            (["one", "two"], "expected at most one file, got 2"),
        ):
            with self.subTest(arguments):
                errors = self.tokmill("encode", *arguments, status=2)[1]
                self.assertIn(message, errors)
                self.assertEqual(errors.count("\n"), 1)
                self.assertFalse(os.path.exists(self.path("out")))

    def test_folders(self):
        os.mkdir(self.path("used"))
        self.file("used/notes", "mine")
        self.file("file", "")
        for name, message in (
            ("used", "used: the folder is not empty, and no run of encode --shards has started in it"),
            ("file", "file: Not a directory"),
            ("no/such", "no/such: No such file or directory"),
        ):
            self.assertEqual(self.encode("--jsonl", stdin='"a"\n', name=name, status=1), f"tokmill: {message}\n")
        self.assertEqual(readers.files(self.path("used")), {"notes": b"mine"})
        self.file("used/progress.jsonl", "mine")
        self.assertIn("not a log of encode --shards", self.encode("--jsonl", stdin='"a"\n', name="used", status=1))
        self.file("used/progress.jsonl", '{"mine": 1}\n')
        self.assertIn("not a log of encode --shards", self.encode("--jsonl", stdin='"a"\n', name="used", status=1))
        self.assertEqual(readers.read(self.path("used"), "progress.jsonl"), b'{"mine": 1}\n')

    def test_a_folder_that_is_read(self):
        """The files that a run writes would be documents of the next one."""
        os.makedirs(self.path("corpus/below"))
        self.file("corpus/a", "a")
        os.symlink("corpus/below", self.path("link"))
        for name, *paths in (("corpus/out", "corpus"), ("corpus", "corpus/"), ("corpus/below/out", "absent", "corpus"),
                             ("link/out", "./corpus"), (self.path("corpus/out"), ".")):
            with self.subTest(name=name):
                errors = self.encode(*paths, name=name, status=1)
                self.assertEqual(errors, f"tokmill: {name}: in a folder that is read; name another one with --shards\n")
        self.assertEqual(sorted(os.listdir(self.path("corpus"))), ["a", "below"])
        self.encode("corpus", name="corpus-shards")

    def test_two_runs_at_once(self):
        os.mkdir(self.path("out"))
        self.file("out/progress.jsonl", "")
        with open(self.path("out/progress.jsonl"), "rb") as log:
            fcntl.flock(log, fcntl.LOCK_EX)
            self.assertEqual(self.encode("--jsonl", stdin='"a"\n', status=1),
                             "tokmill: out: another run is writing to this folder\n")
        self.encode("--jsonl", stdin='"a"\n')

    def test_no_space(self):
        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

        lines = rows(["The quick brown fox"] * 5000).encode()
        for form in ("bin", "npy", "mds"):
            done = subprocess.run([TOKMILL, "encode", "--shards", form, "--shard-format", form, "--jsonl"], input=lines,
                                  capture_output=True, cwd=self.folder, preexec_fn=small_files, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr.decode(), rf"\Atokmill: {form}/[^\n]*: File too large\n\Z")
            self.assertEqual(os.listdir(self.path(form)), ["progress.jsonl"])
            # With space, the run goes on.
            self.encode("--shard-format", form, "--jsonl", stdin=lines, name=form)
            self.assertEqual(len(self.documents(form)), 5000)


if __name__ == "__main__":
    unittest.main()

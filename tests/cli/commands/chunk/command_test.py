import json
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "..", ".."))


class Chunk(ProgramTest):
    def chunks(self, *arguments, **options):
        return [json.loads(line) for line in self.tokmill("chunk", *arguments, **options)[0].splitlines()]

    def count(self, text, *arguments):
        return int(self.tokmill("count", *arguments, stdin=text)[0])

    def test_chunks_cover_a_real_text(self):
        path = os.path.join(ROOT, "README.md")
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        for encoding in ("r50k_base", "cl100k_base", "o200k_base"):
            chunks = self.chunks("--max-tokens", "200", "-e", encoding, path)
            self.assertEqual("".join(c["text"] for c in chunks), text)
            self.assertEqual(chunks[0]["start"], 0)
            self.assertEqual([c["end"] for c in chunks[:-1]], [c["start"] for c in chunks[1:]])
            for chunk in chunks:
                self.assertEqual(list(chunk), ["text", "tokens", "start", "end"])
                self.assertEqual(chunk["tokens"], self.count(chunk["text"], "-e", encoding))
                self.assertLessEqual(chunk["tokens"], 200)
                self.assertEqual(chunk["text"], text.encode()[chunk["start"]:chunk["end"]].decode())
            self.assertGreaterEqual(min(c["tokens"] for c in chunks[:-1]), 100)

    def test_prefers_paragraphs_then_sentences_then_words(self):
        text = "The rain fell all day.\n\nNobody came. The market stayed empty until the evening bells"
        self.assertEqual([c["text"] for c in self.chunks("--max-tokens", "10", "-t", text)],
                         ["The rain fell all day.\n\n", "Nobody came. The market stayed empty until the ",
                          "evening bells"])
        self.assertEqual([c["text"] for c in self.chunks("--max-tokens", "5", "-t", text)][:2],
                         ["The rain fell all ", "day.\n\nNobody "])
        text = "It rained. We left early. Nobody at all came."
        self.assertEqual([c["text"] for c in self.chunks("--max-tokens", "9", "-t", text)],
                         ["It rained. We left early. ", "Nobody at all came."])
        chunks = self.chunks("--max-tokens", "6", "-e", "cl100k_base", "-t", "ตลาดเช้า")
        self.assertEqual([c["text"] for c in chunks], ["ตลาด", "เช้า"])

    def test_keeps_graphemes_whole_if_possible(self):
        family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
        tokens = self.count(family)
        for chunk in self.chunks("--max-tokens", str(2 * tokens - 2), "-t", family * 5):
            self.assertEqual(chunk["text"], family)
        # Not possible if one grapheme has more tokens than a chunk.
        self.assertGreater(len(self.chunks("--max-tokens", str(tokens - 1), "-t", family)), 1)

    def test_text_without_boundaries(self):
        text = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=300_000))
        for content in (text, "a" * 300_000, " " * 100_000, "中" * 100_000):
            self.file("text", content)
            chunks = self.chunks("--max-tokens", "500", "text")
            self.assertEqual("".join(c["text"] for c in chunks), content)
            self.assertLessEqual(max(c["tokens"] for c in chunks), 500)
            self.assertGreaterEqual(min(c["tokens"] for c in chunks[:-1]), 490)

    def test_overlap(self):
        text = " ".join(f"word{i}" for i in range(300))
        chunks = self.chunks("--max-tokens", "50", "--overlap", "10", "-t", text)
        self.assertEqual(chunks[-1]["end"], len(text))
        for before, after in zip(chunks, chunks[1:]):
            self.assertLess(before["start"], after["start"])
            self.assertLess(after["start"], before["end"])
            self.assertLess(before["end"], after["end"])
            repeated = self.count(text[after["start"]:before["end"]])
            self.assertLessEqual(repeated, 10)
            self.assertGreaterEqual(repeated, 8)

    def test_no_chunk_contains_the_one_before_it(self):
        # An overlap of one token, the first two characters, would start the second chunk where the first starts.
        chunks = self.chunks("--max-tokens", "2", "--overlap", "1", "-t", "今天天气很好")
        self.assertEqual([(c["start"], c["end"]) for c in chunks], [(0, 6), (3, 12), (6, 18)])

    def test_a_long_text_equals_its_parts_between_sure_boundaries(self):
        # A chunk ends after the last paragraph that leaves it half full, wherever blocks of the input end.
        paragraph = ("It rained. We left early, all 12 of us.\n" * 12) + "\n"
        self.file("text", paragraph * 9_000)  # more than one block
        limit = ["--max-tokens", str(self.count(paragraph) + 20)]
        chunks = self.chunks(*limit, "text")
        self.assertEqual({c["text"] for c in chunks}, {paragraph})
        self.assertEqual([c["start"] for c in chunks], [i * len(paragraph) for i in range(9_000)])
        self.assertEqual(self.chunks(*limit, stdin=paragraph * 9_000), chunks)

    def test_json_prints_one_array(self):
        chunks = json.loads(self.tokmill("chunk", "--max-tokens", "3", "--json", "-t", "one two three four")[0])
        self.assertEqual("".join(c["text"] for c in chunks), "one two three four")
        self.assertEqual(self.tokmill("chunk", "--max-tokens", "3", "--json", "-t", "")[0], b"[]\n")
        self.assertEqual(self.tokmill("chunk", "--max-tokens", "3", stdin="")[0], b"")

    def test_character_with_too_many_tokens(self):
        out, err = self.tokmill("chunk", "--max-tokens", "1", "-e", "r50k_base", stdin="a\U0001f600", status=1)
        self.assertEqual(out, b"")
        self.assertIn("byte 1", err)
        out, err = self.tokmill("chunk", "--max-tokens", "1", "--json", "-e", "r50k_base", stdin="a\U0001f600", status=1)
        self.assertEqual(out, b"")

    def test_ill_formed_text(self):
        out, err = self.tokmill("chunk", "--max-tokens", "9", stdin=b"a\xffb")
        self.assertEqual(json.loads(out), {"text": "a\ufffdb", "tokens": 3, "start": 0, "end": 5})
        self.assertIn("not UTF-8 at byte 1", err)
        # Even if the ill-formed part comes after many chunks.
        self.file("text", b"words " * 800_000 + b"\xff")
        for arguments, stdin in ((["text"], b""), ([], b"words " * 800_000 + b"\xff")):
            out, err = self.tokmill("chunk", "--max-tokens", "9", "--strict", *arguments, stdin=stdin, status=1)
            self.assertEqual(out, b"")
            self.assertIn("not UTF-8 at byte 4800000", err)

    def test_bad_input(self):
        self.tokmill("chunk", "--max-tokens", "5", "absent", status=1)
        self.assertIn("--max-tokens is required", self.tokmill("chunk", "-t", "a", status=2)[1])
        self.assertIn("--max-tokens must be at least 1, got 0",
                      self.tokmill("chunk", "--max-tokens", "0", "-t", "a", status=2)[1])
        self.assertIn("--overlap must be less than --max-tokens 5, got 6",
                      self.tokmill("chunk", "--max-tokens", "5", "--overlap", "6", "-t", "a", status=2)[1])
        for arguments in (["-t", "a"], ["--max-tokens", "0", "-t", "a"], ["--max-tokens", "-1", "-t", "a"],
                          ["--max-tokens", "5", "--overlap", "5", "-t", "a"], ["--max-tokens", "5", "a", "b"],
                          ["--max-tokens", "5", "-e", "o200k", "-t", "a"],
                          ["--max-tokens", "5", "-m", "nobody", "-t", "a"]):
            self.tokmill("chunk", *arguments, status=2)

    def test_warns_of_a_proxy_tokenizer(self):
        self.assertIn("as an approximation",
                      self.tokmill("chunk", "--max-tokens", "5", "-m", "claude-sonnet-4-6", "-t", "a")[1])


if __name__ == "__main__":
    unittest.main()

"""`--from`: texts in other charsets than UTF-8, compared with Python's decoders."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import ProgramTest

FRENCH = "Où est passé l'élève? Il a été à la fenêtre, très bien reçu.\n"
JAPANESE = "今日は天気がいいので、公園へ散歩に行きました。\n"
RUSSIAN = "Вчера мы ходили в парк, и там было очень много людей. Потом пошли домой, потому что на улице стало холодно.\n"
TEXTS = {
    "latin1": ("latin-1", FRENCH),
    "windows-1252": ("cp1252", "“" + FRENCH + "” – 5 €"),
    "Shift_JIS": ("shift_jis", JAPANESE),
    "EUC-JP": ("euc_jp", JAPANESE),
    "iso-2022-jp": ("iso2022_jp", JAPANESE),
    "koi8-r": ("koi8-r", RUSSIAN),
    "cp1251": ("cp1251", RUSSIAN),
    "gb18030": ("gb18030", "今天天气很好，我们一起去公园散步。😀\n"),
    "big5": ("big5", "今天天氣很好，我們一起去公園散步。\n"),
    "euc-kr": ("euc_kr", "오늘은 날씨가 좋아서 공원에 산책하러 갔습니다.\n"),
    "utf-16": ("utf-16", FRENCH + "😀"),
    "utf-16le": ("utf-16-le", FRENCH),
    "utf-16be": ("utf-16-be", FRENCH),
    "utf-32": ("utf-32", FRENCH + "😀"),
    "utf-8": ("utf-8", FRENCH),
}


class From(ProgramTest):
    def test_charsets_are_decoded_as_by_python(self):
        for charset, (codec, text) in TEXTS.items():
            with self.subTest(charset=charset):
                converted, errors = self.tokmill("encode", "--from", charset, stdin=text.encode(codec))
                self.assertEqual(converted, self.tokmill("encode", stdin=text)[0])
                self.assertEqual(errors, "")

    def test_a_detected_charset_is_reported(self):
        for charset in ("latin1", "Shift_JIS", "EUC-JP", "iso-2022-jp", "koi8-r", "cp1251", "big5", "euc-kr", "utf-16be"):
            codec, text = TEXTS[charset]
            with self.subTest(charset=charset):
                guessed, errors = self.tokmill("encode", "--from", "auto", stdin=text.encode(codec))
                self.assertEqual(guessed, self.tokmill("encode", stdin=text)[0])
                self.assertRegex(errors, r"^tokmill: standard input: detected as [\w-]+ \(confidence \d+ of 100\)\n$")
        self.assertEqual(self.tokmill("count", "--from", "auto", stdin=FRENCH)[1], "")

    def test_sizes_and_offsets_refer_to_the_converted_text(self):
        self.file("a.txt", "né".encode("latin-1"))
        row = json.loads(self.tokmill("count", "--json", "--from", "latin1", "a.txt")[0])["inputs"][0]
        self.assertEqual((row["bytes"], row["characters"]), (3, 2))
        tokens = json.loads(self.tokmill("split", "--json", "--from", "latin1", "a.txt")[0])
        self.assertEqual(tokens[-1]["end"], 3)

    def test_every_command_that_reads_a_text(self):
        self.file("a.txt", FRENCH.encode("latin-1"))
        self.file("b.txt", FRENCH)
        for command in (["count", "--json"], ["encode"], ["split"], ["cost", "-m", "gpt-4o", "--json", "--at", "2026-10-30"]):
            converted = self.tokmill(*command, "--from", "latin1", "a.txt")
            plain = self.tokmill(*command, "b.txt")
            self.assertEqual(converted[0].replace(b"a.txt", b"b.txt"), plain[0])

    def test_ill_formed_parts(self):
        errors = self.tokmill("count", "--from", "shift_jis", stdin=b"\x93\xfa\x96")[1]
        self.assertEqual(errors, "tokmill: standard input: not Shift_JIS at byte 2; each ill-formed part counts as U+FFFD\n")
        for command in ("count", "encode"):
            output, errors = self.tokmill(command, "--strict", "--from", "ascii", stdin=b"ab\xff", status=1)
            self.assertEqual((output, errors), (b"", "tokmill: standard input: not US-ASCII at byte 2\n"))

    def test_folders(self):
        os.makedirs(self.path("folder"))
        self.file("folder/a.txt", FRENCH.encode("utf-16"))
        self.file("folder/b.txt", FRENCH)
        self.file("folder/c.txt", JAPANESE.encode("shift_jis"))
        self.file("folder/d.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
        document, errors = self.tokmill("count", "--json", "--from", "auto", "folder")
        rows = {row["path"]: row["bytes"] for row in json.loads(document)["inputs"]}
        sizes = {"folder/a.txt": len(FRENCH.encode()), "folder/b.txt": len(FRENCH.encode()), "folder/c.txt": len(JAPANESE.encode())}
        self.assertEqual(rows, sizes)
        self.assertIn("folder/a.txt: detected as UTF-16 (confidence 100 of 100); also detected the charset of 1 other input", errors)
        self.assertIn("left out 1 binary file", errors)
        # Without --from, only a byte order mark tells the charset.
        output, errors = self.tokmill("count", "--json", "folder")
        rows = {row["path"]: row["bytes"] for row in json.loads(output)["inputs"]}
        self.assertEqual(rows, {**sizes, "folder/c.txt": len(JAPANESE.encode("shift_jis"))})
        self.assertIn("folder/a.txt: converted from UTF-16 because of its byte order mark\n", errors)
        self.assertIn("left out 1 binary file", errors)
        self.assertIn("left out 2 binary files", self.tokmill("count", "--from", "utf-8", "folder")[1])


class ByteOrderMark(ProgramTest):
    """Files with a byte order mark of UTF-16 or UTF-32 are converted without --from."""

    CODECS = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32-le": "UTF-32", "utf-32-be": "UTF-32"}

    def note(self, name, charset):
        return f"tokmill: {name}: converted from {charset} because of its byte order mark\n"

    def test_every_command_that_reads_a_text(self):
        text = FRENCH + "😀 12\n"
        self.file("plain.txt", text)
        chat = json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": text}]})
        self.file("plain.chat", chat)
        commands = [["count", "--json"], ["count"], ["encode"], ["split"], ["split", "--json"], ["compare", "--json"],
                    ["compare", "--diff"], ["chunk", "--max-tokens", "9"], ["truncate", "--max-tokens", "9"],
                    ["cost", "-m", "gpt-4o", "--json", "--at", "2026-10-30"]]
        for codec, charset in self.CODECS.items():
            self.file("wide.txt", ("\ufeff" + text).encode(codec))
            for command in commands if codec == "utf-16-le" else commands[:2]:
                with self.subTest(codec=codec, command=command):
                    output, errors = self.tokmill(*command, "wide.txt")
                    expected = self.tokmill(*command, "plain.txt")
                    self.assertEqual(output.replace(b"wide.txt", b"plain.txt"), expected[0])
                    self.assertEqual(errors, self.note("wide.txt", charset) + expected[1])
            for command in (["count"], ["cost", "-m", "gpt-4o", "--json", "--at", "2026-10-30"]):
                self.file("wide.chat", ("\ufeff" + chat).encode(codec))
                output, errors = self.tokmill(*command, "--chat", "wide.chat")
                self.assertEqual(output, self.tokmill(*command, "--chat", "plain.chat")[0])
                self.assertIn(self.note("wide.chat", charset), errors)

    def test_standard_input(self):
        output, errors = self.tokmill("count", stdin=FRENCH.encode("utf-16"))
        self.assertEqual((output, errors), (self.tokmill("count", stdin=FRENCH)[0], self.note("standard input", "UTF-16")))
        output, errors = self.tokmill("numbers", stdin="\ufeff123 4567".encode("utf-16-le"))
        self.assertEqual(output, self.tokmill("numbers", stdin="123 4567")[0])
        self.assertEqual(self.tokmill("numbers", stdin="\ufeff123 4567")[0], output)

    def test_from_utf8_counts_the_bytes(self):
        data = FRENCH.encode("utf-16")
        self.file("wide.txt", data)
        output, errors = self.tokmill("count", "--from", "utf-8", "wide.txt")
        replaced = data.decode("utf-8", errors="replace")
        self.assertEqual(output.split()[0], self.tokmill("count", stdin=replaced)[0].strip())
        self.assertIn("wide.txt: not UTF-8 at byte 0", errors)

    def test_one_note_for_several_files_on_any_number_of_threads(self):
        os.makedirs(self.path("folder"))
        large = FRENCH * 20_000
        self.file("folder/a.txt", large.encode("utf-16"))
        self.file("folder/b.txt", FRENCH.encode("utf-32"))
        self.file("folder/c.txt", FRENCH)
        self.file("folder/d.bin", "\ufeffa\0".encode("utf-16-le"))
        self.file("folder/e.bin", b"a\0b")
        expected = [(f"folder/{name}.txt", int(self.tokmill("count", stdin=text)[0]))
                    for name, text in (("a", large), ("b", FRENCH), ("c", FRENCH))]
        for threads in ("1", "2", "5"):
            output, errors = self.tokmill("count", "--json", "-j", threads, "folder")
            self.assertEqual([(row["path"], row["tokens"]) for row in json.loads(output)["inputs"]], expected)
            self.assertEqual(errors, "tokmill: folder/a.txt: converted from UTF-16 because of its byte order mark; also "
                             "converted 1 other input\ntokmill: left out 2 binary files\n")

    def test_lone_surrogates_and_a_cut_character(self):
        self.file("wide.txt", b"\xff\xfea\0\x00\xd8b\0c")
        output, errors = self.tokmill("encode", "wide.txt")
        self.assertEqual(output, self.tokmill("encode", "-t", "a\ufffdb\ufffd")[0])
        self.assertIn("wide.txt: not UTF-16 at byte 4; each ill-formed part counts as U+FFFD\n", errors)
        self.assertEqual(self.tokmill("encode", "--strict", "wide.txt", status=1)[0], b"")

    def test_files_that_no_option_describes(self):
        self.file("prices.tsv", "\ufeffmodel\tencoding\ngpt-4\tr50k_base\n".encode("utf-16-le"))
        document = json.loads(self.tokmill("count", "-m", "gpt-4", "--prices", "prices.tsv", "-t", "x", "--json")[0])
        self.assertEqual(document["encoding"], "r50k_base")
        os.makedirs(self.path("corpus"))
        self.file("corpus/en.txt", "hello".encode("utf-16"))
        self.file("corpus/de.txt", "hallo")
        output, errors = self.tokmill("languages", "--json", "--corpus", "corpus")
        self.assertEqual({row["language"]: row["bytes"] for row in json.loads(output)}, {"en": 5, "de": 5})
        self.assertEqual(errors, self.note("corpus/en.txt", "UTF-16"))
        lines = '{"lang":"en","text":"hello"}\n{"lang":"de","text":"hallo"}\n'
        output, errors = self.tokmill("languages", "--json", "--corpus", "-", stdin=lines.encode("utf-16"))
        self.assertEqual(len(json.loads(output)), 4)
        self.assertEqual(errors, self.note("standard input", "UTF-16"))


class WrongUsage(ProgramTest):
    def test_wrong_usage(self):
        self.assertIn("did you mean Shift_JIS?", self.tokmill("count", "--from", "shift-jsi", stdin="a", status=2)[1])
        self.tokmill("count", "--from", "../latin1", stdin="a", status=2)
        self.tokmill("count", "--from", "", stdin="a", status=2)
        self.tokmill("count", "--from", "latin1", "-t", "a", status=2)
        self.tokmill("count", "--from", "latin1", "--jsonl", stdin='"a"', status=2)
        self.tokmill("cost", "--from", "latin1", "--input-tokens", "5", status=2)


if __name__ == "__main__":
    unittest.main()

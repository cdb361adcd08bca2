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
        # Without --from, UTF-16 looks like binary data.
        self.assertIn("left out 2 binary files", self.tokmill("count", "folder")[1])

    def test_wrong_usage(self):
        self.assertIn("did you mean Shift_JIS?", self.tokmill("count", "--from", "shift-jsi", stdin="a", status=2)[1])
        self.tokmill("count", "--from", "../latin1", stdin="a", status=2)
        self.tokmill("count", "--from", "", stdin="a", status=2)
        self.tokmill("count", "--from", "latin1", "-t", "a", status=2)
        self.tokmill("count", "--from", "latin1", "--jsonl", stdin='"a"', status=2)
        self.tokmill("cost", "--from", "latin1", "--input-tokens", "5", status=2)


if __name__ == "__main__":
    unittest.main()

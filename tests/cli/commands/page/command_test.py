import base64
import json
import os
import re
import sys
import unittest
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest
from vocabulary import tokenizer_json


class Page(ProgramTest):
    def page(self, *arguments, **options):
        out, err = self.tokmill("page", "--html", "-", *arguments, **options)
        self.assertEqual(err, "")
        return out.decode()

    def element(self, page, name):
        """Return the attributes and the text of a script element."""
        found = re.findall(rf'<script ([^>]*id="{name}"[^>]*)>(.*?)</script', page, re.DOTALL)
        self.assertEqual(len(found), 1, name)
        return found[0]

    def bytes(self, page, name):
        attributes, text = self.element(page, name)
        content = base64.b64decode(text, validate=True)
        return zlib.decompress(content) if 'data-compression="deflate"' in attributes else content

    def data(self, page):
        return json.loads(self.element(page, "data")[1])

    def test_the_page(self):
        page = self.page()
        self.assertIn("<!DOCTYPE html>", page)
        self.assertIn('<html lang="en">', page)
        self.assertIn("<title>", page)
        self.assertIn("prefers-color-scheme", page)
        self.assertNotRegex(page, r"https?://")
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
        self.assertTrue(policy.startswith("default-src 'none';"))
        self.assertNotIn("http", policy)
        self.assertLess(len(page.encode()), 2_500_000)
        self.assertTrue(self.bytes(page, "module").startswith(b"\0asm"))
        self.assertEqual([e["name"] for e in self.data(page)["encodings"]], ["o200k_base", "cl100k_base", "r50k_base"])
        for i in range(3):
            self.assertIn(b"tokmilp1", self.bytes(page, f"encoding-{i}"))
        self.assertNotIn('id="encoding-3"', page)

    def test_the_module_is_the_file(self):
        module = os.path.join(os.path.dirname(__file__), "..", "..", "..", "..", "lib", "wasm", "tokmill.wasm")
        with open(module, "rb") as file:
            self.assertEqual(self.bytes(self.page("-e", "gpt2"), "module"), file.read())

    def test_a_text_to_start_with(self):
        self.assertIsNone(self.data(self.page("-e", "gpt2"))["text"])
        for text in ("hello", "</script><script>x()</script> <!-- & \" ' \\ \u2028 \0 é 👩‍👩‍👧\r\n"):
            with self.subTest(text=text):
                self.file("a.txt", text)
                for arguments, stdin in ((["a.txt"], b""), (["-"], text)):
                    page = self.page("-e", "gpt2", *arguments, stdin=stdin)
                    self.assertEqual(self.data(page)["text"], text)
                    self.assertEqual(page.lower().count("<!--"), 0)
        self.assertEqual(self.data(self.page("-e", "gpt2", "-t", "a b"))["text"], "a b")
        self.file("bad.txt", b"a\xffb")
        out, err = self.tokmill("page", "--html", "-", "-e", "gpt2", "bad.txt")
        self.assertEqual(self.data(out.decode())["text"], "a\ufffdb")
        self.assertIn("bad.txt", err)
        self.tokmill("page", "--html", "p.html", "--strict", "bad.txt", status=1)
        self.assertFalse(os.path.exists(self.path("p.html")))

    def test_vocabulary_files(self):
        self.file("tokenizer.json", json.dumps(tokenizer_json()))
        page = self.page("-e", "./tokenizer.json", "-e", "gpt2")
        self.assertEqual(self.data(page)["encodings"][0]["name"], "./tokenizer.json")
        self.assertEqual(len(self.data(page)["encodings"]), 2)
        self.assertIn(b"<end>", self.bytes(page, "encoding-0"))

    def test_models(self):
        self.assertEqual([e["name"] for e in self.data(self.page("-m", "gpt-4"))["encodings"]], ["cl100k_base"])
        _, err = self.tokmill("page", "--html", "-", "-m", "claude-opus-4-5", status=2)
        self.assertIn("not public", err)

    def test_languages(self):
        languages = self.data(self.page("-e", "gpt2"))["languages"]
        rows = {row["tag"]: row for row in languages["rows"]}
        self.assertIn(languages["base"], rows)
        self.assertGreaterEqual(len(rows), 40)
        self.assertEqual((rows["de"]["name"], rows["ru"]["script"]), ("German", "Cyrillic"))
        shown = self.tokmill("languages", "--show", "de")[0].decode()
        self.assertEqual("".join(text + "\n" for text in rows["de"]["texts"]), shown)

    def test_prices_are_those_of_the_models_command(self):
        page = self.data(self.page("-e", "gpt2", "--at", "2026-11-01"))["prices"]
        self.assertEqual(page["date"], "2026-11-01")
        listed = json.loads(self.tokmill("models", "--json", "--at", "2026-11-01")[0])
        by_name = {(row["provider"], row["model"]): row for row in listed}
        self.assertGreater(len(page["models"]), 100)
        for model in page["models"]:
            row = by_name[model["provider"], model["name"]]
            for name in ("input", "cached", "output"):
                self.assertEqual(model[name], row["usd_per_million"][name], model)
            self.assertEqual(model["exact"], row["encoding"] is not None)
            self.assertEqual((model["context"], model["asOf"]), (row["context_window"], row["as_of"]))
            if row["token_ratio"]:
                self.assertEqual(model["ratio"], [row["token_ratio"]["low"], row["token_ratio"]["high"]])
            tiers = [tier["above"] for tier in model["tiers"]]
            self.assertEqual(tiers, sorted(tiers))
        self.assertTrue(any(model["tiers"] for model in page["models"]))
        self.assertTrue(any(model["usual"] for model in page["models"]))

    def test_the_users_own_prices(self):
        self.file("prices.tsv", "provider\tmodel\tencoding\tinput\toutput\nme\tmine\tgpt2\t1.5\t3\n")
        models = self.data(self.page("-e", "gpt2", "--prices", "prices.tsv"))["prices"]["models"]
        self.assertEqual([(m["input"], m["encoding"]) for m in models if m["name"] == "mine"], [("1.500000", "gpt2")])

    def test_usage(self):
        for arguments in ([], ["-t", "x"]):
            _, err = self.tokmill("page", *arguments, status=2)
            self.assertIn("--html", err)
        self.tokmill("page", "--html", "p.html", "-e", "gpt9", status=2)
        self.tokmill("page", "--html", "p.html", "-e", "gpt2", "-m", "gpt-4", status=2)
        self.tokmill("page", "--html", "p.html", "a", "b", status=2)
        self.tokmill("page", "--html", "p.html", "missing.txt", status=1)
        self.tokmill("page", "--html", "no/folder/p.html", "-e", "gpt2", status=1)
        self.assertEqual(os.listdir(self.folder), [])


if __name__ == "__main__":
    unittest.main()

"""Opens pages in Firefox, which the other page tests do not use: the live page, and those of compare and cost."""

import json
import os
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "cli"))
from program import ProgramTest

GOLDEN = os.path.join(os.path.dirname(__file__), "..", "golden")
WAIT_SECONDS = 60

TYPE = """const field = document.getElementById("text");
    field.value = %s;
    field.dispatchEvent(new Event("input", { bubbles: true }));"""

# What the page says of each token.
READ = r"""return Array.from(document.querySelectorAll("#tokens-list :is(i, b)"), (token) => {
        token.click();
        return Number(/id (\d+)/.exec(token.title)[1]);
    })"""


class FirefoxTest(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.browser = Firefox()
        cls.addClassCleanup(cls.browser.close)

    def open(self, *arguments, fragment=""):
        self.tokmill("page", "--html", "page.html", *arguments)
        self.browser.open(self.path("page.html"), fragment)
        self.wait_for("return document.body.classList.contains('ready')")

    def tearDown(self):
        self.assertEqual(self.browser.problems, [])

    def wait_for(self, script):
        end = time.monotonic() + WAIT_SECONDS
        while not self.browser.run(script):
            self.assertLess(time.monotonic(), end, script)
            time.sleep(0.05)

    def wait_for_count(self, tokens, text):
        size = len(text.encode())
        self.wait_for(f"""return document.querySelector(".counts").textContent.startsWith("{tokens:,} token")
            && document.querySelector(".counts").textContent.includes("; {size:,} byte")""")

    def test_ids_of_the_golden_texts(self):
        """All texts in one, a line each, so that every line is one of the golden texts."""
        with open(os.path.join(GOLDEN, "texts.golden"), encoding="utf-8") as file:
            texts = [json.loads(line) for line in file]
        # A text field changes line ends, and cannot hold lone surrogates.
        text = "\n".join(text for text in texts if "\r" not in text and not any("\ud800" <= c <= "\udfff" for c in text))
        for encoding in ("o200k_base", "cl100k_base", "r50k_base"):
            with self.subTest(encoding=encoding):
                self.file("text.txt", text)
                ids = json.loads(self.tokmill("encode", "--json", "-e", encoding, "text.txt")[0])
                self.open("-e", encoding)
                self.browser.run(TYPE % json.dumps(text))
                self.wait_for_count(len(ids), text)
                # Only the lines near the window are drawn.
                self.browser.run("document.querySelector('#tokens-list').scrollIntoView()")
                drawn = self.browser.run(READ)
                self.assertEqual(ids[:len(drawn)], drawn)
                self.assertGreater(len(drawn), 100)

    def test_typing(self):
        self.open("-e", "r50k_base", "-t", "")
        self.browser.run("document.getElementById('text').focus()")
        self.browser.type("Hello, wörld")
        ids = json.loads(self.tokmill("encode", "--json", "-e", "r50k_base", "-t", "Hello, wörld")[0])
        self.wait_for_count(len(ids), "Hello, wörld")
        self.assertEqual(self.browser.run(READ), ids)

    def test_every_tab(self):
        self.open("-e", "r50k_base", "-e", "cl100k_base", "-t", "1234567 + 89,012")
        self.browser.size(390, 800)
        for tab in ("compare", "numbers", "merges", "languages", "price", "tokens"):
            with self.subTest(tab=tab):
                self.browser.run(f"document.getElementById('tab-{tab}').click()")
                self.wait_for(f"""const panel = document.getElementById("panel-{tab}");
                    return !panel.hidden && panel.textContent.length > 200""")
                overflow = self.browser.run("return document.documentElement.scrollWidth - innerWidth")
                self.assertLessEqual(overflow, 0)

    def test_a_link(self):
        self.open("-e", "r50k_base", "-t", "a text")
        self.browser.run("document.getElementById('tab-merges').click()")
        self.wait_for("return location.hash.includes('merges')")
        fragment = self.browser.run("return location.hash")
        self.browser.open(self.path("page.html"), fragment)
        self.wait_for("return document.body.classList.contains('ready')")
        self.assertFalse(self.browser.run("return document.getElementById('panel-merges').hidden"))

    def test_compare(self):
        text = "one 12345678 ประเทศไทย e\u0301\n" + "مرحبا بالعالم\n" * 3000
        self.file("text.txt", text)
        self.tokmill("compare", "--html", "page.html", "-e", "r50k_base", "-e", "o200k_base", "text.txt")
        self.browser.open(self.path("page.html"))
        drawn = "document.querySelectorAll('.of-%d :is(i, b)').length"
        self.assertLess(self.browser.run("return " + drawn % 0), 10_000)
        self.browser.run("dispatchEvent(new Event('beforeprint'))")
        for column, encoding in enumerate(["r50k_base", "o200k_base"]):
            tokens = int(self.tokmill("count", "-e", encoding, "text.txt")[0].split()[0])
            self.assertEqual(self.browser.run("return " + drawn % column), tokens)
        details = """document.querySelector(".of-1 b").click();
            return document.getElementById("details").textContent"""
        self.assertRegex(self.browser.run(details), r"^o200k_base, token 2 of \d+: id 220, bytes 20, .*; r50k_base: id \d+$")
        self.browser.run("document.querySelectorAll('.passages a')[50].click()")
        self.wait_for("return location.hash === '#p51' && document.activeElement.closest('#p51') !== null")

    def test_cost(self):
        options = ("--at", "2026-10-30", "-m", "gpt-4o,gpt-4o-mini", "--input-tokens", "1237", "--calls", "654321")
        rows = json.loads(self.tokmill("cost", *options, "--json")[0])
        self.tokmill("cost", *options[:-1], "1", "--html", "page.html")
        self.browser.open(self.path("page.html"))
        type_calls = """const calls = document.getElementById("calls");
            calls.value = "654321";
            calls.dispatchEvent(new Event("input"));
            return Array.from(document.querySelectorAll(".bars li"), (item) => item.querySelector(".total").textContent)"""
        self.assertEqual(set(self.browser.run(type_calls)), {f"$ {row['usd']['total']}" for row in rows})


if __name__ == "__main__":
    try:
        from firefox import Firefox, is_installed
    except ImportError as problem:
        print(f"skipped: {problem}")
        sys.exit(77)
    if not is_installed():
        print("skipped: firefox-esr is not installed")
        sys.exit(77)
    unittest.main()

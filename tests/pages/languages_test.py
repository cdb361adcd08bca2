"""Compares the page of `languages` in a browser with `languages --json`."""

import json

from browser import PageTest, main

READ = """return {
    legend: Array.from(document.querySelectorAll('.legend li'), item => item.textContent),
    bars: Array.from(document.querySelectorAll('.chart tr'), row => [row.querySelector('th').textContent,
        Array.from(row.querySelectorAll('.bar'), bar => [bar.dataset.language, Number(bar.dataset.premium),
            bar.querySelector('rect').getBoundingClientRect().width, bar.textContent])]),
    tables: Array.from(document.querySelectorAll('section:has(.wide)'), section => [section.querySelector('h2').textContent,
        Array.from(section.querySelectorAll('tbody tr'), row => [row.dataset.language, Number(row.cells[3].textContent)])])}"""


class LanguagesPage(PageTest):
    def page(self, *options):
        """Opens the page. Returns its content and that of --json."""
        output, _ = self.tokmill("languages", "--json", "--html", "page.html", *options)
        self.browser.open(self.path("page.html"))
        return self.browser.run(READ), json.loads(output)

    def test_chart_and_tables_match_json(self):
        page, expected = self.page()
        self.assertEqual(page["legend"], ["cl100k_base", "o200k_base"])
        rows = {(row["language"], row["encoding"]): row for row in expected}
        self.assertEqual(len(page["bars"]), len(rows) / 2)
        widest = max(width for _, bars in page["bars"] for _, _, width, _ in bars)
        most = max(row["premium"] for row in expected)
        for name, bars in page["bars"]:
            for encoding, (language, premium, width, figures) in zip(page["legend"], bars, strict=True):
                row = rows[language, encoding]
                self.assertEqual((name, premium), (row["name"], row["premium"]))
                self.assertAlmostEqual(width / widest, premium / most, delta=0.002)
                self.assertEqual(figures, f"{premium:.2f}×")
        first = [bars[0][1] for _, bars in page["bars"]]
        self.assertEqual(first, sorted(first))
        for encoding, table in page["tables"]:
            self.assertEqual(dict(table), {language: row["tokens"] for (language, of), row in rows.items() if of == encoding})
        self.assertIn("Premium over English of 51 languages", self.browser.run("return document.body.innerText"))

    def test_prices_beside_the_bars(self):
        page, expected = self.page("-m", "gpt-4o", "--only", "de,my", "--sort", "tag")
        self.assertEqual([name for name, _ in page["bars"]], ["German", "Burmese"])
        for (_, [bar]), row in zip(page["bars"], expected, strict=True):
            self.assertEqual(bar[3], f"{row['premium']:.2f}×, $ {float(row['usd_1000_pages']):.2f}")

    def test_on_a_narrow_screen(self):
        """All is legible at 390 pixels, without scrolling."""
        self.page("-m", "gpt-4o", "-m", "gpt-4")
        self.browser.size(390, 800)
        sizes = """return [document.documentElement.scrollWidth, Math.min(...Array.from(
            document.querySelectorAll('.chart :is(th, span), .legend li'), item => parseFloat(getComputedStyle(item).fontSize))),
            Math.max(...Array.from(document.querySelectorAll('.chart rect'), bar => bar.getBoundingClientRect().width))]"""
        width, smallest, widest = self.browser.run(sizes)
        self.browser.size(1000, 800)
        self.assertLessEqual(width, 390)
        self.assertGreaterEqual(smallest, 12)
        self.assertGreater(widest, 150)

    def test_texts(self):
        self.page("--only", "ar,de")
        texts = """return Array.from(document.querySelectorAll('dd'), text => [text.textContent, text.lang,
            text.matches(':dir(rtl)')])"""
        read = self.browser.run(texts)
        self.assertEqual([(tag, rtl) for _, tag, rtl in read], [("de", False), ("ar", True)])
        self.assertEqual(read[0][0] + "\n", self.tokmill("languages", "--show", "de")[0].decode())

    def test_names_are_escaped(self):
        self.file("c.jsonl", '{"lang": "en", "text": "a"}\n{"lang": "<b>\\"&", "text": "b"}\n')
        self.tokmill("languages", "--corpus", "c.jsonl", "--html", "page.html")
        self.browser.open(self.path("page.html"))
        names = [bars[0][0] for _, bars in self.browser.run(READ)["bars"]]
        self.assertEqual(set(names), {"en", '<b>"&'})

    def test_color_schemes_and_accessible_names(self):
        self.tokmill("languages", "-m", "gpt-4o", "--html", "page.html")
        self.browser.open(self.path("page.html"))
        grounds = []
        for scheme in "light", "dark":
            self.browser.color_scheme(scheme)
            grounds.append(self.browser.run("return getComputedStyle(document.body).backgroundColor"))
        self.assertNotEqual(*grounds)
        nodes = self.browser.accessible()
        names = [node["name"] for node in nodes if node["role"] == "table"]
        self.assertIn("Premium over English of 51 languages, and the price of 1000 pages", names)
        self.assertIn("German", [node["name"] for node in nodes if node["role"] == "rowheader"])
        self.assertEqual(self.browser.run("return document.documentElement.lang"), "en")


if __name__ == "__main__":
    main()

"""Compares the page of `languages` in a browser with `languages --json`."""

import json

from browser import PageTest, main

READ = """return Array.from(document.querySelectorAll('section'), section => ({
    encoding: section.querySelector('h2').textContent,
    bars: Array.from(section.querySelectorAll('svg rect'), bar => [bar.dataset.language, Number(bar.dataset.premium),
        bar.getBoundingClientRect().width, bar.parentNode.querySelector('title').textContent]),
    rows: Array.from(section.querySelectorAll('tbody tr'), row => [row.dataset.language, row.cells[3].textContent])}))"""


class LanguagesPage(PageTest):
    def test_bars_and_table_match_json(self):
        output, _ = self.tokmill("languages", "--json", "--html", "page.html")
        self.browser.open(self.path("page.html"))
        sections = self.browser.run(READ)
        expected = json.loads(output)
        self.assertEqual([section["encoding"] for section in sections], ["cl100k_base", "o200k_base"])
        widest = max(bar[2] for section in sections for bar in section["bars"])
        most = max(row["premium"] for row in expected)
        for section in sections:
            rows = {row["language"]: row for row in expected if row["encoding"] == section["encoding"]}
            self.assertEqual(len(section["bars"]), len(rows))
            for language, premium, width, title in section["bars"]:
                row = rows[language]
                self.assertEqual(premium, row["premium"])
                self.assertAlmostEqual(width / widest, premium / most, delta=0.002)
                self.assertTrue(title.startswith(f"{row['name']}: {row['tokens']} tokens"), title)
            self.assertEqual({language: int(tokens) for language, tokens in section["rows"]},
                             {language: row["tokens"] for language, row in rows.items()})
            premiums = [bar[1] for bar in section["bars"]]
            self.assertEqual(premiums, sorted(premiums))

    def test_names_are_escaped(self):
        self.file("c.jsonl", '{"lang": "en", "text": "a"}\n{"lang": "<b>\\"&", "text": "b"}\n')
        self.tokmill("languages", "--corpus", "c.jsonl", "--html", "page.html")
        self.browser.open(self.path("page.html"))
        bars = self.browser.run(READ)[0]["bars"]
        self.assertEqual({bar[0] for bar in bars}, {"en", '<b>"&'})

    def test_color_schemes_and_accessible_names(self):
        self.tokmill("languages", "-m", "gpt-4o", "--html", "page.html")
        self.browser.open(self.path("page.html"))
        grounds = []
        for scheme in "light", "dark":
            self.browser.color_scheme(scheme)
            grounds.append(self.browser.run("return getComputedStyle(document.body).backgroundColor"))
        self.assertNotEqual(*grounds)
        names = [node["name"] for node in self.browser.accessible() if node["role"] in ("image", "img")]
        self.assertEqual(len(names), 1)
        self.assertIn("Premium over en of 51 languages in gpt-4o", names[0])
        self.assertEqual(self.browser.run("return document.documentElement.lang"), "en")


if __name__ == "__main__":
    main()

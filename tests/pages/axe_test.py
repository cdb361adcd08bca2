"""Checks every page of the program with axe-core: no violation of WCAG 2.2 (levels A, AA, and the contrast of AAA) and of
the best practices, in light and dark, in print, in high contrast, and on a phone."""

import importlib.util
import os

from browser import PageTest, main

TEXTS = {
    "mixed.txt": "In 2026, 12345678 tokens\n\n\tdéjà vu <b>&amp;</b> e\u0301\x00\x1b\n",
    "arabic.txt": "مرحبا بالعالم، كيف حالك؟ 123\n\u200fa \u202e reversed\nplain line\n",
    "emoji.txt": "👨\u200d👩\u200d👧 and 🇩🇪 ☺️ 👍🏽\n",
}
CHAT = '{"model": "gpt-4o", "messages": [{"role": "user", "content": "hello"}]}'
DAY = ("--at", "2026-10-30")

PAGES = [
    *(("split", name) for name in TEXTS),
    ("split", "--pieces", "mixed.txt"),
    ("numbers", "--add", "1,234,567", "89.5", "-e", "r50k_base"),
    ("numbers", "--range", "0:99"),
    ("languages", "--only", "de,ar,my"),
    ("languages", "-m", "gpt-4o", *DAY, "--only", "de,ar,my"),
    *(("compare", "-e", "r50k_base", "-e", "o200k_base", name) for name in TEXTS),
    ("compare", "-t", ""),
    ("compare", "-m", "gpt-4,claude-sonnet-4-6", "mixed.txt"),
    ("cost", *DAY, "-m", "gpt-4o,claude-sonnet-4-6,gpt-5.6-sol", "--output-tokens", "500", "mixed.txt"),
    ("cost", *DAY, "--chat", "chat.json"),
]

ALL = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLORS = ["cat.color"]  # the others do not depend on colors

# What axe-core finds, each as a short text.
CHECK = """const [tags, done] = arguments;
    axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(
        (results) => done(results.violations.map((found) =>
            `${found.id}: ${found.nodes.length} times, first ${found.nodes[0].html}: ${found.nodes[0].failureSummary}`)),
        (problem) => done([String(problem)]));"""


class Axe(PageTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        package = importlib.util.find_spec("axe_playwright_python").submodule_search_locations[0]
        with open(os.path.join(package, "axe.min.js"), encoding="utf-8") as file:
            cls.axe = file.read()

    def setUp(self):
        super().setUp()
        # The user's own price table must not change the results.
        os.environ["XDG_CONFIG_HOME"] = self.path("configuration")
        for name, text in TEXTS.items():
            self.file(name, text)
        self.file("chat.json", CHAT)

    def open(self):
        self.browser.media("")
        self.browser.size(1000, 800)
        self.browser.open(self.path("page.html"))
        self.browser.run(self.axe)

    def check(self, rules, **where):
        with self.subTest(**where):
            self.assertEqual(self.browser.wait_for(CHECK, rules), [])

    def check_settings(self, **where):
        self.browser.color_scheme("light")
        self.check(ALL, setting="light", **where)
        self.browser.color_scheme("dark")
        self.check(COLORS, setting="dark", **where)
        self.browser.media("", **{"forced-colors": "active"})
        self.check(COLORS, setting="forced colors", **where)
        self.browser.media("print")
        self.check(ALL, setting="print", **where)
        self.browser.media("")
        self.browser.size(390, 800)
        self.check(ALL, setting="phone", **where)
        self.browser.size(1000, 800)

    def test_pages(self):
        for command in PAGES:
            self.tokmill(*command, "--html", "page.html")
            self.open()
            self.check_settings(command=command)

    def test_live_page(self):
        """Each tab of the live page, with what can be opened in it."""
        tabs = {
            "tokens": ("#tokens-list b", ""),
            "compare": (".compared b", "document.getElementById('compare-passages').open = true"),
            "numbers": (".sum td", "document.getElementById('numbers-map').click()"),
            "merges": ("#merges-rows li", "document.getElementById('merges-back').click()"),
            "languages": ("#languages-rows tr", "document.querySelector('#languages-rows button').click()"),
            "price": ("#price-bars tr", "for (const details of document.querySelectorAll('details')) details.open = true"),
        }
        self.tokmill("page", "-e", "o200k_base", "-e", "r50k_base", *DAY, "--html", "page.html")
        self.open()
        for tab, (selector, action) in tabs.items():
            self.browser.run(f"document.getElementById('tab-{tab}').click()")
            drawn = f"""const done = arguments[arguments.length - 1];
                const look = () => (document.querySelector("{selector}") ? done() : setTimeout(look, 20));
                look()"""
            self.browser.wait_for(drawn)
            self.browser.run(action)
            self.check_settings(tab=tab)

    def test_finds_violations(self):
        self.file("page.html", "<!DOCTYPE html><html><title>A page</title><main><h1>Heading</h1><p style='color: #777'>faint"
                               "</p><p style='color: #666'>less faint</p><input></main>")
        self.open()
        found = {violation.split(":")[0] for violation in self.browser.wait_for(CHECK, ALL)}
        self.assertLessEqual({"html-has-lang", "label", "color-contrast", "color-contrast-enhanced"}, found)
        found = {violation.split(":")[0] for violation in self.browser.wait_for(CHECK, COLORS)}
        self.assertEqual({"color-contrast", "color-contrast-enhanced"}, found)


if __name__ == "__main__":
    main()

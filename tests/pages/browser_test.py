"""Test browser.py itself: the page tests rely on it to read pages correctly and to detect faulty ones."""

from browser import RIGHT, TAB, PageTest, main

PAGE = """<!DOCTYPE html><html lang="en"><title>A page</title><style>
p { color: rgb(1, 2, 3) } @media (prefers-color-scheme: dark) { p { color: rgb(4, 5, 6) } }
</style><p>text</p><button aria-describedby="d" onkeydown="this.title += event.key">Press</button>
<i id="d">what for</i>"""


class BrowserTest(PageTest):
    def page(self, html):
        self.file("page.html", html)
        self.browser.open(self.path("page.html"))

    def test_reads_a_page(self):
        self.page(PAGE)
        self.assertEqual(self.browser.run("return [document.title, arguments[0] + 1]", 2), ["A page", 3])
        self.assertIn({"role": "button", "name": "Press", "description": "what for"}, self.browser.accessible())

    def test_keys_and_mouse(self):
        self.page(PAGE)
        self.browser.press(TAB, RIGHT, "x")
        self.assertEqual(self.browser.run("return document.activeElement.title"), "ArrowRightx")
        self.assertFalse(self.browser.run("return document.querySelector('button').matches(':hover')"))
        self.browser.move_to("button")
        self.assertTrue(self.browser.run("return document.querySelector('button').matches(':hover')"))

    def test_color_schemes(self):
        self.page(PAGE)
        for scheme, color in ("light", "rgb(1, 2, 3)"), ("dark", "rgb(4, 5, 6)"):
            self.browser.color_scheme(scheme)
            self.assertEqual(self.browser.run("return getComputedStyle(document.querySelector('p')).color"), color)

    def test_detects_pages_that_load_something_or_fail(self):
        self.file("style.css", "")
        for bad in ('<link rel="stylesheet" href="style.css">', "<script>throw new Error('no')</script>",
                    '<img src="absent.png">'):
            with self.subTest(bad=bad), self.assertRaises(AssertionError):
                self.page(PAGE + bad)


if __name__ == "__main__":
    main()

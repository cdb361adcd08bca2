"""Opens the pictures of --svg in a browser, light and dark: every text is in the picture, legible, and apart from others."""

import os
import sys

from browser import PageTest, main

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "cli"))
from contrast import contrast

TEXT = """Tokens are not words: antidisestablishmentarianism, 12345678.
Zw\N{LATIN SMALL LETTER O WITH DIAERESIS}lf \u65e5\u672c\u8a9e cafe\u0301 \U0001f469\u200d\U0001f469\u200d\U0001f467 \u0e44\u0e17\u0e22
\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645, this is \u05e2\u05d1\u05e8\u05d9\u05ea
A \u202eline\u202c with\x1b controls\t and \u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645 123."""

PICTURES = {
    "split": ["split", "text"],
    "split of bytes": ["split", "-e", "r50k_base", "text"],
    "split into pieces": ["split", "--pieces", "text"],
    "a long token": ["split", "--pieces", "-t", "a" * 1000],
    "a long grapheme": ["split", "-t", "a" + "\u0301" * 200],
    "no tokens": ["split", "-t", ""],
    "numbers": ["numbers", "1234567", "-12,345.678", "2026-11-25", "\u0967\u0968\u0969\u096a", "123456789012345678901234567890"],
    "a sum": ["numbers", "--add", "1234567", "89,012.50", "--", "-3"],
    "a long sum": ["numbers", "--add", "9" * 30, "0." + "1" * 28, "-e", "o200k_base"],
    "languages": ["languages"],
    "prices": ["languages", "-m", "gpt-4,gpt-4o,claude-opus-5", "--only", "de,my,am"],
    "compare": ["compare", "text", "other"],
    "passages": ["compare", "--diff", "-e", "r50k_base", "-e", "o200k_base", "--passages", "50", "text"],
}

# The texts, each with its rectangle, its color, and the color of what is below its middle; and the size of the picture.
READ = """
const svg = document.documentElement.getBoundingClientRect();
const rects = Array.from(document.querySelectorAll('rect:not(.frame)')), boxes = rects.map(rect => rect.getBoundingClientRect());
const color = element => getComputedStyle(element).fill.match(/[0-9.]+/g).map(Number);
return {size: [svg.width, svg.height], texts: Array.from(document.querySelectorAll('text:not(:has(tspan)), tspan'), text => {
  const {left, top, right, bottom} = text.getBoundingClientRect();
  const x = (left + right) / 2, y = (top + bottom) / 2;
  const below = boxes.findLastIndex(box => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
  return {text: text.textContent, box: [left, top, right, bottom], color: color(text), below: color(rects[below]),
      size: parseFloat(getComputedStyle(text).fontSize)};
})};"""


def overlapping(texts):
    """Yield the pairs of texts of which one covers more than a pixel of the other, in width and in height."""
    ordered = sorted(texts, key=lambda text: text["box"][1])
    for i, one in enumerate(ordered):
        for other in ordered[i + 1:]:
            if other["box"][1] >= one["box"][3] - 1:
                break
            if min(one["box"][2], other["box"][2]) - max(one["box"][0], other["box"][0]) > 1:
                yield one["text"], other["text"]


class Pictures(PageTest):
    def test_text_is_apart_and_in_the_picture(self):
        self.file("text", TEXT)
        self.file("other", "other text")
        for name, arguments in PICTURES.items():
            with self.subTest(name):
                self.tokmill(*arguments[:1], "--svg", "picture.svg", *arguments[1:])
                self.browser.open(self.path("picture.svg"))
                self.check()

    def check(self):
        grounds = []
        for scheme in "light", "dark":
            self.browser.color_scheme(scheme)
            read = self.browser.run(READ)
            width, height = read["size"]
            self.assertGreater(len(read["texts"]), 0)
            self.assertLessEqual(width, 800)
            self.assertEqual(list(overlapping(read["texts"])), [])
            for text in read["texts"]:
                left, top, right, bottom = text["box"]
                self.assertTrue(18 <= left and 10 <= top and right <= width - 18 and bottom <= height - 10, text)
                self.assertGreaterEqual(contrast(text["color"][:3], text["below"][:3]), 7, text)
                self.assertGreaterEqual(text["size"], 12)
            grounds.append(self.browser.run("return getComputedStyle(document.querySelector('.ground')).fill"))
        self.assertNotEqual(*grounds)

    def test_that_overlapping_texts_are_found(self):
        texts = [{"text": name, "box": box} for name, box in
                 (("a", [0, 0, 10, 10]), ("b", [9, 0, 19, 10]), ("c", [5, 5, 15, 15]), ("d", [0, 14, 10, 24]))]
        self.assertEqual(list(overlapping(texts)), [("a", "c"), ("b", "c")])

    def test_lines_from_right_to_left(self):
        """The words of a line follow one another from the right, and a word that is cut has its joined forms."""
        words = "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645"
        self.tokmill("split", "--svg", "picture.svg", "-t", f"{words}\nan English line that is longer than the first")
        self.browser.open(self.path("picture.svg"))
        texts = [text for text in self.browser.run(READ)["texts"] if text["size"] > 12]
        tokens = self.tokmill("split", "-t", words)[0].decode().rstrip("\n").split("|")
        self.assertGreater(len(tokens), 2)
        arabic = texts[:len(tokens) + 1]  # with the line feed
        # In the order from left to right; the first token is at the right.
        self.assertEqual([text["text"].replace("\u200d", "") for text in arabic],
                         ["\u23ce"] + [token.replace(" ", "\u00b7") for token in reversed(tokens)])
        starts = [text["box"][0] for text in arabic]
        self.assertEqual(starts, sorted(starts))
        self.assertTrue(any("\u200d" in text["text"] for text in arabic))
        self.assertAlmostEqual(arabic[-1]["box"][2], max(text["box"][2] for text in texts), delta=30)

    def test_accessible_name(self):
        self.tokmill("split", "--svg", "picture.svg", "-t", "two words")
        self.browser.open(self.path("picture.svg"))
        [node] = [node for node in self.browser.accessible() if node["role"] == "image"]
        self.assertEqual(node["name"], "Tokens of a text")
        self.assertEqual(node["description"], "2 tokens in o200k_base: two|\u00b7words")


if __name__ == "__main__":
    main()

"""Compares the HTML page of `split` in a browser with `split --json`."""

import json
import os
import random
import re

from browser import DOWN, END, HOME, LEFT, RIGHT, TAB, UP, PageTest, main
from contrast import contrast

TRAPS = (
    "In 2026, 12345678 tokens\n\n\tdéjà vu <b>&amp;</b> \"quoted\" </script><!-- -->\r\n"
    "e\u0301 你好 👨\u200d👩\u200d👧 한글 \u1112\u1161\u11ab नमस्ते\ufeff\u202eabc\u2028 "
    "\x00\x01\x0c\x1b[31m\x7f\x85\ufffd <|endoftext|>\n"
)

# What the page says of each part, and its own text; that of a divided text is in its first part.
READ = """const list = document.getElementById('parts');
    return Array.from(list.querySelectorAll('i, b'), (part) => {
        part.click();
        const cut = part.closest('.cut');
        const isFirst = cut?.children[1] === part;
        const text = cut ? (isFirst ? cut.firstChild.textContent : '') : part.textContent;
        return [part.title, text, cut !== null];
    })"""
TITLE = re.compile(r"(?:id (\d+), )?bytes ([0-9a-f ]+), offsets (\d+) to (\d+)(, begins inside a grapheme)?")


class SplitPage(PageTest):
    def page(self, text, *options):
        """Opens the page of a text. Returns the output of --json."""
        self.file("text.txt", text)
        output, _ = self.tokmill("split", "--json", "--html", "page.html", *options, "text.txt")
        self.browser.open(self.path("page.html"))
        return json.loads(output)

    def assert_matches_json(self, text, *options):
        """Returns whether each part begins inside a grapheme."""
        expected = self.page(text, *options)
        read = self.browser.run(READ)
        self.assertEqual(len(read), len(expected))
        within = []
        texts = []  # of parts, or of a text that is divided among several, with the bytes of all
        for (title, content, is_cut), token in zip(read, expected):
            number, octets, start, end, inside = TITLE.fullmatch(title).groups()
            self.assertEqual(number and int(number), token.get("id"))
            self.assertEqual(octets.replace(" ", ""), token["bytes"])
            self.assertEqual((int(start), int(end)), (token["start"], token["end"]))
            within.append(inside is not None)
            if is_cut and inside:
                texts[-1][1] += token["bytes"]
            else:
                texts.append([content, token["bytes"]])
        for content, octets in texts:
            self.assertEqual(content, bytes.fromhex(octets).decode().replace("\0", ""))
        shown = self.browser.run("return document.getElementById('parts').textContent")
        self.assertEqual(shown, "".join(content for content, _ in texts))
        return within

    def test_tokens_match_json(self):
        for encoding in "r50k_base", "cl100k_base", "o200k_base", "o200k_harmony":
            with self.subTest(encoding=encoding):
                self.assert_matches_json(TRAPS, "-e", encoding)
        self.assert_matches_json(TRAPS, "--pieces")
        self.assert_matches_json(TRAPS, "--special", "allow")
        self.assert_matches_json(b"ill-formed \xff\xf0\x9f\x98 bytes")
        self.assert_matches_json("")

    def test_random_texts(self):
        chosen = random.Random(20261124)
        planes = (0x20, 0x7F), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x1FFFF), (0, 0x1F)
        text = "".join(chr(chosen.randint(*chosen.choice(planes))) for _ in range(3000))
        self.assert_matches_json(text, "-e", chosen.choice(["r50k_base", "o200k_base"]))

    def test_shows_a_divided_text_once_above_its_parts(self):
        self.assertEqual(self.assert_matches_json("ae\u0301", "-e", "o200k_base"), [False, True])
        cells = """return Array.from(document.querySelectorAll('.cut > :is(i, b)'),
            part => getComputedStyle(part, '::before').content.split('"')[1])"""
        self.assertEqual(self.browser.run(cells), ["ae", "◌\u0301"])
        family = "👩\u200d👩\u200d👧"
        within = self.assert_matches_json(family, "-e", "r50k_base")
        self.assertEqual(within, [False] + [True] * (len(within) - 1))
        places = """const [cut] = document.querySelectorAll('.cut');
            const box = (element) => element.getBoundingClientRect();
            return [cut.textContent, Array.from(cut.children, (part) => [box(part).left, box(part).top])]"""
        text, (above, *cells) = self.browser.run(places)
        self.assertEqual(text, family)
        self.assertEqual(len(cells), len(within))
        self.assertEqual(cells, sorted(cells))
        self.assertTrue(all(top > above[1] for _, top in cells))

    def test_white_space_is_visible_but_not_text(self):
        self.page("a b\tc\n\u200b")
        seen = """return Array.from(document.querySelectorAll('#parts :is(.space, u)'),
            space => getComputedStyle(space, '::before').content)"""
        shown = [content.split('"')[1] for content in self.browser.run(seen)]
        self.assertEqual(shown, ["·", "→", "⏎", "\\\\u{200B}"])
        self.assertEqual(self.browser.run("return document.getElementById('parts').textContent"), "a b\tc\n\u200b")
        self.browser.run("document.getElementById('spaces').click()")
        self.assertEqual(set(self.browser.run(seen)), {"none"})

    def test_ids(self):
        tokens = self.page("ids below 12345 e\u0301")
        ids = """return Array.from(document.querySelectorAll('#parts :is(i, b)'),
            part => getComputedStyle(part, '::after').content)"""
        self.assertEqual(set(self.browser.run(ids)), {"none"})
        self.browser.run("document.getElementById('ids').click()")
        self.assertEqual([content.split('"')[1] for content in self.browser.run(ids)], [str(t["id"]) for t in tokens])

    def test_ids_keep_the_lines(self):
        self.page("one two\n\nthree four\nfive")
        tops = """return Array.from(document.querySelectorAll('#parts :is(i, b)'),
            part => part.getBoundingClientRect().top)"""
        self.browser.run("document.getElementById('ids').click()")
        lines = self.browser.run(tops)
        self.assertEqual([lines.count(top) for top in sorted(set(lines))], [3, 3, 1])

    def current(self, tokens):
        """The index of the token that has the focus."""
        title, details = self.browser.run(
            "return [document.activeElement.title, document.getElementById('details').textContent]")
        index = [t["start"] for t in tokens].index(int(TITLE.fullmatch(title)[3]))
        self.assertEqual(details, f"Token {index + 1} of {len(tokens)}: {title}")
        return index

    def test_keyboard(self):
        tokens = self.page("one two three four\n" * 5)
        self.assertEqual(self.browser.run("return document.querySelectorAll('#parts [tabindex=\"0\"]').length"), 1)
        self.browser.press(*[TAB] * 5)
        self.assertEqual(self.current(tokens), 0)
        steps = (([RIGHT, RIGHT], 2), ([LEFT], 1), ([DOWN], 6), ([DOWN, RIGHT], 12), ([UP], 7), ([END], 24),
                 ([RIGHT], 24), ([HOME], 0), ([LEFT], 0))
        for keys, index in steps:
            self.browser.press(*keys)
            self.assertEqual(self.current(tokens), index, keys)
        # The Tab key leaves the list of tokens.
        self.browser.press(RIGHT, RIGHT, TAB)
        self.assertNotEqual(self.browser.run("return document.activeElement.getAttribute('role')"), "option")

    def test_mouse(self):
        self.page("one two three")
        self.browser.move_to("#parts b")
        self.assertRegex(self.browser.run("return document.getElementById('details').textContent"),
                         r"^Token 2 of 3: id \d+, bytes 20 74 77 6f,")

    def test_right_to_left(self):
        """Words and their parts are in the order of the script, lines start at the right, and the left arrow key goes
        on."""
        tokens = self.page("مرحبا بالعالم\nplain line\n")
        boxes = """return Array.from(document.querySelectorAll('#parts > div'), line => [
            getComputedStyle(line).direction, line.getBoundingClientRect().right,
            Array.from(line.querySelectorAll('i, b'), part => {
                const { left, right } = part.getBoundingClientRect();
                return [left, right, getComputedStyle(part).unicodeBidi, getComputedStyle(part).display];
            })])"""
        (direction, edge, arabic), (other, _, latin), *_ = self.browser.run(boxes)
        self.assertEqual((direction, other), ("rtl", "ltr"))
        words = [part for part in arabic if part[1] - part[0] > 2]
        self.assertGreater(len(words), 3)
        self.assertEqual([right for _, right, *_ in words], sorted((right for _, right, *_ in words), reverse=True))
        self.assertAlmostEqual(words[0][1], edge, delta=1)
        self.assertEqual({tuple(part[2:]) for part in arabic}, {("normal", "inline")})
        self.assertEqual([left for left, *_ in latin], sorted(left for left, *_ in latin))
        self.browser.press(*[TAB] * 5)
        self.browser.press(LEFT, LEFT)
        self.assertEqual(self.current(tokens), 2)
        self.browser.press(RIGHT)
        self.assertEqual(self.current(tokens), 1)

    def test_letters_join_across_parts(self):
        """A word that is divided is as wide as the same word in one piece: its letters have the same forms."""
        self.page("مرحبا بالعالم")
        widths = """const line = document.querySelector('#parts > div');
            const measure = (node) => {
                const range = document.createRange();
                range.selectNodeContents(node);
                const boxes = Array.from(range.getClientRects());
                return Math.max(...boxes.map(b => b.right)) - Math.min(...boxes.map(b => b.left));
            };
            const plain = document.createElement('div');
            plain.dir = 'auto';
            plain.textContent = line.textContent;
            line.parentNode.append(plain);
            return [measure(line), measure(plain)]"""
        divided, whole = self.browser.run(widths)
        self.assertAlmostEqual(divided, whole, delta=0.5)
        self.assert_matches_json("مَرْحَبًا", "-e", "r50k_base")

    def test_bidirectional_controls_stay_in_their_part(self):
        self.page("a \u200f b \u202e reversed \u2067x\n", "-e", "o200k_base")
        isolated = """return Array.from(document.querySelectorAll('#parts :is(.isolate, .cut)'), part =>
            [part.textContent.trim(), getComputedStyle(part).unicodeBidi, getComputedStyle(part).display])"""
        self.assertEqual(self.browser.run(isolated), [["\u200f", "isolate", "inline"], ["\u202e", "normal", "inline-flex"],
                                                      ["\u2067", "normal", "inline-flex"]])

    def test_copies_the_text(self):
        text = "two lines\n\n\tand e\u0301 👩\u200d👧 مرحبا\n"
        tokens = self.page(text, "-e", "r50k_base")
        copied = """const copied = [];
            document.addEventListener('copy', event => {
                setTimeout(() => 0);
                copied.push(event.clipboardData.getData('text/plain'));
            });
            const range = document.createRange();
            range.selectNodeContents(document.getElementById('parts'));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true });
            document.dispatchEvent(event);
            for (const id of ['copy-text', 'copy-ids']) {
                const own = document.execCommand;
                document.execCommand = () => document.dispatchEvent(
                    new ClipboardEvent('copy', { clipboardData: (copied.last = new DataTransfer()), bubbles: true }));
                document.getElementById(id).click();
                document.execCommand = own;
                copied.push(copied.last.getData('text/plain'));
            }
            return copied"""
        selected, whole, ids = self.browser.run(copied)
        self.assertEqual(selected, text)
        self.assertEqual(whole, text)
        self.assertEqual(ids, " ".join(str(token["id"]) for token in tokens))

    def test_screen_reader(self):
        """The list has an option for the current token, with its place in the list."""
        tokens = self.page("one two\n")
        nodes = self.browser.accessible()
        self.assertIn("Tokens", [node["name"] for node in nodes if node["role"] == "listbox"])
        (option,) = [node for node in nodes if node["role"] == "option"]
        self.assertEqual(option["description"], f"id {tokens[0]['id']}, bytes 6f 6e 65, offsets 0 to 3")
        self.browser.press(*[TAB] * 5, RIGHT)
        (option,) = [node for node in self.browser.accessible() if node["role"] == "option"]
        self.assertRegex(option["name"], r"blank\s+two")
        place = "const e = document.activeElement; return [e.ariaPosInSet, e.ariaSetSize, e.ariaSelected]"
        self.assertEqual(self.browser.run(place), ["2", "3", "true"])
        self.browser.press(RIGHT)
        (option,) = [node for node in self.browser.accessible() if node["role"] == "option"]
        self.assertIn("line feed", option["name"])

    def test_boundaries_in_print_and_in_high_contrast(self):
        self.page("one two")
        style = """const style = getComputedStyle(document.querySelector('#parts b'));
            const display = id => getComputedStyle(document.querySelector(id)).display;
            return [style.boxShadow, style.printColorAdjust, style.borderInlineStartWidth, display('#details'),
                display('.controls')]"""
        self.browser.media("print")
        shadow, adjust, _, details, controls = self.browser.run(style)
        self.assertIn("inset", shadow)
        self.assertEqual((adjust, details, controls), ("exact", "none", "none"))
        self.browser.media("", **{"forced-colors": "active"})
        self.assertEqual(self.browser.run(style)[2], "1px")
        self.browser.media("")
        shadow, _, width, details, _ = self.browser.run(style)
        self.assertEqual((shadow, width, details), ("none", "0px", "block"))

    def test_a_large_text(self):
        """A page of 100 KB has at most 18 bytes for each byte of text, and its first frame comes in less than a
        second."""
        lines = [text for text in TRAPS.splitlines() if text.isprintable()]
        lines += ["The quick brown fox, 12345678 of them.", "Привет, как дела?", "今日は天気がいいですね。", "สวัสดีชาวโลก",
                  "नमस्ते दुनिया", "မင်္ဂလာပါ", "مرحبا بالعالم", "한국어 문장입니다."]
        text = "".join(line + "\n" for line in lines * 1000)
        text = text.encode()[:100_000].decode(errors="ignore")
        self.file("text.txt", text)
        self.tokmill("split", "--html", "page.html", "text.txt")
        self.assertLess(os.path.getsize(self.path("page.html")), 18 * len(text.encode()))
        self.browser.open(self.path("page.html"))
        paint = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
        self.assertLess(self.browser.run(paint), 1000)
        read = "return document.getElementById('parts').querySelectorAll('i, b').length"
        self.assertEqual(self.browser.run(read), len(json.loads(self.tokmill("split", "--json", "text.txt")[0])))

    def test_long_lines_are_in_several_blocks(self):
        self.page("word " * 2500)
        self.assertEqual(self.browser.run("return document.querySelectorAll('#parts > div').length"), 3)

    def test_light_and_dark(self):
        """The text has a contrast of 7:1 on each background, and the two backgrounds differ in lightness."""
        self.page("a b c d")
        colors = """const of = (e, what) => getComputedStyle(e)[what];
            const [one, two] = document.querySelectorAll('#parts :is(i, b)');
            return [of(document.body, 'backgroundColor'), of(document.body, 'color'),
                of(document.querySelector('.quiet'), 'color'), of(one, 'backgroundColor'),
                of(two, 'backgroundColor'), of(one, 'color')]"""
        grounds = {}
        for scheme in "light", "dark":
            self.browser.color_scheme(scheme)
            channels = [tuple(map(int, re.findall(r"\d+", color)[:3])) for color in self.browser.run(colors)]
            ground, ink, quiet, first, second, letters = channels
            grounds[scheme] = ground
            for light, dark in (ground, ink), (ground, quiet), (first, letters), (second, letters):
                self.assertGreaterEqual(contrast(light, dark), 7)
            self.assertGreaterEqual(contrast(first, second), 1.5)
        self.assertGreater(contrast(*grounds.values()), 10)


if __name__ == "__main__":
    main()

"""Compares the HTML page of `split` in a browser with `split --json`."""

import json
import random
import re

from browser import DOWN, END, HOME, LEFT, RIGHT, TAB, UP, PageTest, main
from contrast import contrast

TRAPS = (
    "In 2026, 12345678 tokens\n\n\tdéjà vu <b>&amp;</b> \"quoted\" </script><!-- -->\r\n"
    "e\u0301 你好 👨\u200d👩\u200d👧 한글 \u1112\u1161\u11ab नमस्ते\ufeff\u202eabc\u2028 "
    "\x00\x01\x0c\x1b[31m\x7f\x85\ufffd <|endoftext|>\n"
)

READ = """return Array.from(document.querySelectorAll('[role=option]'), part => [part.title, part.textContent,
    part.querySelectorAll('b').length, part.classList.contains('inside')])"""
TITLE = re.compile(r"(?:id (\d+), )?bytes ([0-9a-f ]+), offsets (\d+) to (\d+)(, begins inside a grapheme)?")


class SplitPage(PageTest):
    def page(self, text, *options):
        """Opens the page of a text. Returns the parts on the page and the output of --json."""
        self.file("text.txt", text)
        output, _ = self.tokmill("split", "--json", "--html", "page.html", *options, "text.txt")
        self.browser.open(self.path("page.html"))
        return self.browser.run(READ), json.loads(output)

    def assert_matches_json(self, text, *options):
        read, expected = self.page(text, *options)
        self.assertEqual(len(read), len(expected))
        for (title, content, escaped, inside), token in zip(read, expected):
            number, octets, start, end, within = TITLE.fullmatch(title).groups()
            self.assertEqual(number and int(number), token.get("id"))
            self.assertEqual(octets.replace(" ", ""), token["bytes"])
            self.assertEqual((int(start), int(end)), (token["start"], token["end"]))
            self.assertEqual(inside, within is not None)
            if token["text"] is None:
                self.assertGreater(escaped, 0)
            else:
                self.assertEqual(content, token["text"].replace("\0", ""))
        return read

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

    def test_marks_boundaries_inside_a_grapheme(self):
        read = self.assert_matches_json("ae\u0301", "-e", "o200k_base")
        self.assertEqual([inside for *_, inside in read], [False, True])
        mark = "return getComputedStyle(document.querySelector('.inside'), '::before').content"
        self.assertIn("‿◌", self.browser.run(mark))

    def test_white_space_is_visible_but_not_text(self):
        self.page("a b\tc\n\u200b")
        seen = """return Array.from(document.querySelectorAll('#parts s'),
            space => getComputedStyle(space, '::before').content)"""
        shown = [content.split('"')[1] for content in self.browser.run(seen)]
        self.assertEqual(shown, ["·", "→", "⏎", "\\\\u{200B}"])
        self.assertEqual(self.browser.run("return document.getElementById('parts').textContent"), "a b\tc\n\u200b")
        self.browser.run("document.getElementById('spaces').click()")
        self.assertEqual(set(self.browser.run(seen)), {"none"})

    def test_ids(self):
        _, tokens = self.page("ids below 12345")
        ids = """return Array.from(document.querySelectorAll('[role=option]'),
            part => getComputedStyle(part, '::after').content)"""
        self.assertEqual(set(self.browser.run(ids)), {"none"})
        self.browser.run("document.getElementById('ids').click()")
        self.assertEqual([content.split('"')[1] for content in self.browser.run(ids)], [str(t["id"]) for t in tokens])

    def test_ids_keep_the_lines(self):
        self.page("one two\n\nthree four\nfive")
        tops = """return Array.from(document.querySelectorAll('[role=option]'),
            part => part.getBoundingClientRect().top)"""
        self.browser.run("document.getElementById('ids').click()")
        lines = self.browser.run(tops)
        self.assertEqual([lines.count(top) for top in sorted(set(lines))], [3, 3, 1])

    def test_keyboard(self):
        _, tokens = self.page("one two three four\n" * 5)
        focused = "return [document.activeElement.title, document.getElementById('details').textContent]"

        def at():
            title, details = self.browser.run(focused)
            index = [t["start"] for t in tokens].index(int(TITLE.fullmatch(title)[3]))
            self.assertEqual(details, f"Token {index + 1} of {len(tokens)}: {title}")
            return index

        self.assertEqual(self.browser.run("return document.querySelectorAll('#parts [tabindex=\"0\"]').length"), 1)
        self.browser.press(TAB, TAB, TAB)
        self.assertEqual(at(), 0)
        steps = (([RIGHT, RIGHT], 2), ([LEFT], 1), ([DOWN], 6), ([DOWN, RIGHT], 12), ([UP], 7), ([END], 24),
                 ([RIGHT], 24), ([HOME], 0), ([LEFT], 0))
        for keys, index in steps:
            self.browser.press(*keys)
            self.assertEqual(at(), index, keys)
        # The Tab key leaves the list of tokens.
        self.browser.press(RIGHT, RIGHT, TAB)
        self.assertNotEqual(self.browser.run("return document.activeElement.getAttribute('role')"), "option")

    def test_mouse(self):
        self.page("one two three")
        self.browser.move_to("[role=option]:nth-child(2)")
        self.assertRegex(self.browser.run("return document.getElementById('details').textContent"),
                         r"^Token 2 of 3: id \d+, bytes 20 74 77 6f,")

    def test_screen_reader(self):
        _, tokens = self.page("one two\n")
        nodes = self.browser.accessible()
        self.assertIn("Tokens", [node["name"] for node in nodes if node["role"] == "listbox"])
        options = [node for node in nodes if node["role"] == "option"]
        self.assertEqual(len(options), len(tokens))
        self.assertRegex(options[1]["name"], r"blank\s+two")
        self.assertIn("line feed", options[2]["name"])
        self.assertEqual(options[0]["description"], f"id {tokens[0]['id']}, bytes 6f 6e 65, offsets 0 to 3")

    def test_light_and_dark(self):
        """The text has a contrast of 7:1 on each background, and the two backgrounds differ in lightness."""
        self.page("a b c d")
        colors = """const of = (e, what) => getComputedStyle(e)[what];
            const [one, two] = document.querySelectorAll('[role=option]');
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

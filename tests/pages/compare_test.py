"""Compares the page of `compare` in a browser with `split --json` under each tokenizer."""

import json
import re

from browser import DOWN, END, HOME, LEFT, RIGHT, UP, PageTest, main
from contrast import contrast
from split_test import TITLE, TRAPS
from vocabulary import tokenizer_json

ENCODINGS = ["r50k_base", "p50k_base", "cl100k_base", "o200k_base"]

# Shows all rows, as for printing.
OPEN_ALL = "dispatchEvent(new Event('beforeprint'));"

# What the page says of the tokens of each row and column, and their own text; that of a divided text is in the first.
READ = OPEN_ALL + """return Array.from(document.querySelectorAll('.block .row'), (row) => [
    Number(row.querySelector('[role=rowheader]').textContent),
    Array.from(row.querySelectorAll('[role=cell]'), (cell) => Array.from(cell.querySelectorAll('i, b'), (part) => {
        part.click();
        const cut = part.closest('.cut');
        const text = cut ? (cut.children[1] === part ? cut.firstChild.textContent : '') : part.textContent;
        return [part.title, text, part.closest('mark') !== null];
    }))])"""

# The passages of the list, with the text that each link leads to.
PASSAGES = OPEN_ALL + """return Array.from(document.querySelectorAll('.passages li'), (item) => [
    item.querySelector('a').textContent, item.querySelector('.saved').textContent,
    document.querySelector(item.querySelector('a').getAttribute('href')).textContent])"""

DETAILS = "return document.getElementById('details').textContent"


class ComparePage(PageTest):
    def page(self, text, *options):
        self.file("text.txt", text)
        self.tokmill("compare", "--html", "page.html", *options, "text.txt")
        self.browser.open(self.path("page.html"))

    def tokens(self, encoding):
        return json.loads(self.tokmill("split", "--json", "-e", encoding, "text.txt")[0])

    def assert_matches_split(self, text, encodings):
        """Returns the rows."""
        self.page(text, *(word for encoding in encodings for word in ("-e", encoding)))
        rows = self.browser.run(READ)
        for column, encoding in enumerate(encodings):
            expected = self.tokens(encoding)
            shown = [token for _, cells in rows for token in cells[column]]
            self.assertEqual(len(shown), len(expected))
            for (title, _, _), token in zip(shown, expected):
                number, octets, start, end, _ = TITLE.fullmatch(title).groups()
                self.assertEqual(int(number), token["id"])
                self.assertEqual(octets.replace(" ", ""), token["bytes"])
                self.assertEqual((int(start), int(end)), (token["start"], token["end"]))
            self.assertEqual("".join(text for _, text, _ in shown), text.replace("\0", ""))
        return rows

    def test_tokens_match_split(self):
        self.assert_matches_split(TRAPS, ENCODINGS)
        self.assert_matches_split("مرحبا بالعالم\nplain\n" + TRAPS, ["cl100k_base", "o200k_base"])
        self.assert_matches_split("one", ["o200k_base"])
        self.assert_matches_split("", ["r50k_base", "o200k_base"])

    def test_the_cells_of_a_row_have_the_same_text(self):
        rows = self.assert_matches_split("one 1234567\n\n\n    indented\nnaïve ประเทศไทย\nend", ENCODINGS)
        for _, cells in rows:
            self.assertEqual(len({"".join(text for _, text, _ in cell) for cell in cells}), 1)
        # The line feeds are one token in some of them.
        self.assertEqual([line for line, _ in rows], [1, 4, 5, 6])
        tops = """return Array.from(document.querySelectorAll('.block .row'), row => Array.from(row.querySelectorAll(
            '[role=cell]'), cell => cell.getBoundingClientRect().top))"""
        for row in self.browser.run(tops):
            self.assertEqual(len(set(row)), 1)

    def passages(self, encodings):
        """The stretches of the text between boundaries that all encodings have, where they have others in between: start,
        end, and the number of tokens in each encoding."""
        ends = [[token["end"] for token in self.tokens(encoding)] for encoding in encodings]
        common = sorted(set.intersection(*map(set, ends)))
        found = []
        for start, end in zip([0, *common], common):
            inside = [[at for at in some if start < at <= end] for some in ends]
            if any(some != inside[0] for some in inside):
                found.append((start, end, [len(some) for some in inside]))
        return found

    def test_passages_that_differ(self):
        text = "the 12345678 end né\nsee  ประเทศไทย here\nthe same words again\n" * 3
        rows = self.assert_matches_split(text, ENCODINGS)
        expected = self.passages(ENCODINGS)
        octets = text.encode()
        for column in range(len(ENCODINGS)):
            marked = "".join(text for _, cells in rows for _, text, is_marked in cells[column] if is_marked)
            self.assertEqual(marked, "".join(octets[start:end].decode() for start, end, _ in expected))
        expected.sort(key=lambda passage: (min(passage[2]) - max(passage[2]), passage[0]))
        listed = self.browser.run(PASSAGES)
        self.assertEqual(len(listed), len(expected))
        for (place, saved, content), (start, end, counts) in zip(listed, expected):
            before = octets[:start].decode()
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            self.assertEqual(place, f"line {line}, column {column}")
            self.assertEqual(content, octets[start:end].decode())
            difference = max(counts) - min(counts)
            start = f"saves {difference}: " if difference else "same number: "
            self.assertEqual(saved, start + ", ".join(f"{e} {n}" for e, n in zip(ENCODINGS, counts)))
        self.assertIn(f"{len(expected)} of {len(expected)}", self.browser.run("return document.body.innerText"))

    def test_fewer_passages(self):
        self.page("12345678\n" * 20, "--passages", "3", "-e", "r50k_base", "-e", "o200k_base")
        self.assertEqual(len(self.browser.run(PASSAGES)), 3)
        self.assertIn("3 of 20,", self.browser.run("return document.body.innerText"))
        self.page("the same", "-e", "r50k_base", "-e", "o200k_base")
        self.assertIn("None: the tokenizers split the text alike.", self.browser.run("return document.body.innerText"))

    def test_counts_and_spread(self):
        self.page("the 12345678 end ประเทศไทย", "-e", "r50k_base", "-e", "o200k_base")
        rows = json.loads(self.tokmill("compare", "--json", "-e", "r50k_base", "-e", "o200k_base", "text.txt")[0])
        first, second = (row["tokens"] for row in rows)
        shown = self.browser.run("return document.querySelector('main').innerText")
        self.assertIn(f"The spread is {100 * (first / second - 1):.1f}%: r50k_base has {first} tokens, o200k_base has "
                      f"{second}.", shown)
        read = """return Array.from(document.querySelectorAll('.counts tbody tr'), row => [row.cells[0].textContent,
            Number(row.cells[1].textContent), row.querySelector('rect').getBoundingClientRect().width])"""
        (name, tokens, width), (other, others, shorter) = self.browser.run(read)
        self.assertEqual((name, tokens, other, others), ("r50k_base", first, "o200k_base", second))
        self.assertAlmostEqual(shorter / width, second / first, delta=0.01)

    def test_models_and_a_proxy(self):
        self.page("hello", "-m", "gpt-4", "-m", "claude-sonnet-4-6")
        shown = self.browser.run("return document.querySelector('main').innerText")
        self.assertIn("≈ 1", shown)
        self.assertIn("≈ claude-sonnet-4-6: no public tokenizer", shown)
        self.assertEqual(self.browser.run("return document.querySelectorAll('.counts tbody td')[0].textContent"),
                         "cl100k_base")

    def test_a_tokenizer_that_changes_the_text(self):
        self.file("low.json", json.dumps(tokenizer_json(normalizer={"type": "Lowercase"})))
        self.page("AB c\nABC d\n", "-e", "o200k_base", "-e", "./low.json")
        rows = self.browser.run(READ)
        self.assertEqual([["".join(text for _, text, _ in cell) for cell in cells] for _, cells in rows],
                         [["AB c\n", "ab c\n"], ["ABC d\n", "abc d\n"]])
        self.assertFalse(any(is_marked for _, cells in rows for cell in cells for _, _, is_marked in cell))
        self.assertIn("* low.json changes the text", self.browser.run("return document.querySelector('main').innerText"))
        self.page("AB c\nABC d\n", "-e", "./low.json")
        self.assertEqual(len(self.browser.run(READ)), 2)

    def test_links(self):
        self.page("same words\n" * 2000 + "ประเทศไทย 12345678\n" + "more of them\n" * 2000, "-e", "r50k_base", "-e",
                  "o200k_base")
        self.assertEqual(self.browser.run("return document.querySelectorAll('mark').length"), 0)
        follow = """document.querySelector('.passages a').click();
            const look = () => {
                const box = document.getElementById('p1').getBoundingClientRect();
                return [location.hash, document.activeElement.closest('mark')?.id, box.top > 0 && box.bottom < innerHeight];
            };
            setTimeout(() => arguments[0](look()), 100)"""
        self.assertEqual(self.browser.wait_for(follow), ["#p1", "p1", True])
        self.assertRegex(self.browser.run(DETAILS), r"^r50k_base, token 6001 of \d+: id \d+, bytes e0 b8,")

    def test_rows_of_a_large_text_are_made_when_they_are_needed(self):
        text = "".join(f"line {number} of the text, 12345678\n" for number in range(5000))
        self.page(text, "-e", "r50k_base", "-e", "o200k_base")
        count = "return document.querySelectorAll('#lines :is(i, b)').length"
        self.assertLess(self.browser.run(count), 10_000)
        tokens = len(self.tokens("r50k_base")) + len(self.tokens("o200k_base"))
        shown = """scrollTo(0, document.body.scrollHeight / 2);
            const look = () => document.elementFromPoint(300, 400)?.closest('.row');
            const wait = () => look() ? arguments[0](look().textContent) : setTimeout(wait, 20);
            wait()"""
        self.assertRegex(self.browser.wait_for(shown), r"line \d+ of the text")
        self.assertLess(self.browser.run(count), tokens / 2)
        self.browser.run("dispatchEvent(new KeyboardEvent('keydown', { key: 'f', ctrlKey: true }))")
        self.assertEqual(self.browser.run(count), tokens)

    def current(self):
        return self.browser.run("return document.activeElement.title && document.getElementById('details').textContent")

    def test_keyboard(self):
        self.page("one 12345678 two\nthree same four\nfive ประเทศไทย", "-e", "r50k_base", "-e", "o200k_base")
        self.assertEqual(self.browser.run("return document.querySelectorAll('#lines [tabindex=\"0\"]').length"), 1)
        self.browser.run("document.querySelector('#lines [tabindex=\"0\"]').focus()")
        total, other = len(self.tokens("r50k_base")), len(self.tokens("o200k_base"))
        self.assertTrue(self.current().startswith(f"r50k_base, token 1 of {total}: "))
        steps = (([RIGHT], "r50k_base, token 2"), (["2"], "o200k_base, token 2"), ([RIGHT], "o200k_base, token 3"),
                 (["1"], "r50k_base, token 2"), ([LEFT, LEFT], "r50k_base, token 1"), ([DOWN], "r50k_base, token 7"),
                 ([UP], "r50k_base, token 1"), (["n"], "r50k_base, token 2"), (["n", "n", "p"], "r50k_base, token 3"),
                 (["p"], "r50k_base, token 2"),
                 ([END], f"r50k_base, token {total}"), (["2", HOME], "o200k_base, token 1"),
                 (["4"], "o200k_base, token 1"), ([END], f"o200k_base, token {other}"))
        for keys, start in steps:
            self.browser.press(*keys)
            self.assertTrue(self.current().startswith(start + " of "), (keys, self.current()))

    def test_screen_reader(self):
        """The text is a table, in which one token is a button with its bytes as the description."""
        self.page("one 12345678", "-e", "r50k_base", "-e", "o200k_base")
        nodes = self.browser.accessible()
        self.assertIn("Tokens of each line", [node["name"] for node in nodes if node["role"] == "table"])
        heads = [node["name"] for node in nodes if node["role"] == "columnheader"]
        self.assertEqual(heads[-3:], ["Line", "r50k_base 4", "o200k_base 5"])
        self.assertEqual([node["name"] for node in nodes if node["role"] == "rowheader"][-1], "1")
        (token,) = [node for node in nodes if node["role"] == "button"]
        self.assertEqual((token["name"], token["description"]),
                         ("one", f"id {self.tokens('r50k_base')[0]['id']}, bytes 6f 6e 65, offsets 0 to 3"))
        self.assertIn("Passages that differ", [node["name"] for node in nodes if node["role"] == "region"])

    def test_the_mouse_shows_the_tokens_at_the_same_place(self):
        self.page("12345678", "-e", "r50k_base", "-e", "o200k_base")
        self.browser.move_to("#lines .of-0 i")
        first, second = self.tokens("r50k_base"), self.tokens("o200k_base")
        self.assertEqual(self.browser.run(DETAILS),
                         f"r50k_base, token 1 of 3: id {first[0]['id']}, bytes 31 32 33, offsets 0 to 3; o200k_base: id "
                         f"{second[0]['id']}")
        self.browser.move_to("#lines .of-0 b")
        self.assertTrue(self.browser.run(DETAILS).endswith(f"o200k_base: id {second[1]['id']}"))
        self.assertEqual(self.browser.run("return document.querySelectorAll('.same').length"), 1)

    def test_only_lines_that_differ(self):
        self.page("same words\n12345678\nsame words\n", "-e", "r50k_base", "-e", "o200k_base")
        shown = """return Array.from(document.querySelectorAll('.block .row'), row => row.offsetHeight > 0)"""
        self.assertEqual(self.browser.run(shown), [True, True, True])
        self.browser.run("document.getElementById('differing').click()")
        self.assertEqual(self.browser.run(shown), [False, True, False])

    def test_on_a_narrow_screen(self):
        self.page("the quick brown fox 12345678 مرحبا بالعالم\nประเทศไทย\n")
        self.browser.size(390, 800)
        boxes = """return [document.documentElement.scrollWidth, Array.from(document.querySelector('.block .row')
            .querySelectorAll('[role=cell]'), cell => [cell.getBoundingClientRect().left,
                cell.getBoundingClientRect().top, getComputedStyle(cell, '::before').content])]"""
        width, cells = self.browser.run(boxes)
        self.browser.size(1000, 800)
        self.assertLessEqual(width, 390)
        self.assertEqual(len({left for left, _, _ in cells}), 1)
        self.assertEqual([top for _, top, _ in cells], sorted({top for _, top, _ in cells}))
        self.assertEqual([name.split('"')[1] for _, _, name in cells], ENCODINGS)

    def test_marks_in_all_media(self):
        """Where tokenizers differ, a line is under the tokens, and the boundaries are visible without backgrounds."""
        self.page("same 12345678", "-e", "r50k_base", "-e", "o200k_base")
        style = """const style = (selector) => getComputedStyle(document.querySelector(selector));
            return [style('#lines mark i').borderBottomWidth, style('.of-0 > i').borderBottomWidth,
                style('#lines mark i').boxShadow, style('#lines mark i').borderInlineStartWidth,
                style('.scroll').maxHeight]"""
        for medium, shadow, start, height in (("", "none", "0px", "352px"), ("print", "inset", "0px", "none")):
            self.browser.media(medium)
            under, under_same, found_shadow, found_start, found_height = self.browser.run(style)
            self.assertEqual((under, under_same, found_start, found_height), ("3px", "0px", start, height))
            self.assertIn(shadow, found_shadow)
        self.browser.media("", **{"forced-colors": "active"})
        under, under_same, _, start, _ = self.browser.run(style)
        self.browser.media("")
        self.assertEqual((under, under_same, start), ("3px", "0px", "1px"))

    def test_light_and_dark(self):
        self.page("some words 12345678", "-e", "r50k_base", "-e", "o200k_base")
        colors = """const of = (selector) => getComputedStyle(document.querySelector(selector));
            return [of('.of-0 > i'), of('.of-0 > b'), of('mark i'), of('mark b')].map(s => [s.backgroundColor, s.color])"""
        for scheme in "light", "dark":
            self.browser.color_scheme(scheme)
            channels = [[tuple(map(int, re.findall(r"\d+", color)[:3])) for color in pair]
                        for pair in self.browser.run(colors)]
            for ground, ink in channels:
                self.assertGreaterEqual(contrast(ground, ink), 7)
            for first, second in (channels[:2], channels[2:]):
                self.assertGreaterEqual(contrast(first[0], second[0]), 1.45)

    def test_names_are_escaped(self):
        name = "a'\\<b>&.json"
        self.file(name, json.dumps(tokenizer_json()))
        self.page("text", "-e", f"./{name}", "-e", "o200k_base")
        self.browser.size(390, 800)
        shown = """return [document.querySelector('.counts tbody th').textContent,
            getComputedStyle(document.querySelector('.of-0'), '::before').content]"""
        label, before = self.browser.run(shown)
        self.browser.size(1000, 800)
        self.assertEqual(label, name)
        self.assertIn(json.dumps(name), before)


if __name__ == "__main__":
    main()

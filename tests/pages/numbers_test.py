"""Compares the page of `numbers` in a browser with `numbers --json`."""

import json

from browser import DOWN, END, HOME, LEFT, RIGHT, TAB, UP, PageTest, main

READ = """const output = document.querySelectorAll('.map')[arguments[0]].querySelector('output');
    const canvas = document.querySelectorAll('canvas')[arguments[0]];
    const box = canvas.getBoundingClientRect();
    return arguments[1].map(([column, row]) => {
        canvas.dispatchEvent(new MouseEvent('mousemove', {
            clientX: box.left + (column + 0.5) * box.width / canvas.width,
            clientY: box.top + (row + 0.5) * box.height / canvas.height}));
        return output.textContent;
    });"""


class NumbersPage(PageTest):
    def open(self, *options):
        self.tokmill("numbers", "--html", "page.html", *options)
        self.browser.color_scheme("light")
        self.browser.open(self.path("page.html"))

    def json(self, *options):
        return json.loads(self.tokmill("numbers", "--json", *options)[0])

    def test_numbers_of_the_maps(self):
        self.open()
        for index, encoding in enumerate(["r50k_base", "cl100k_base"]):
            numbers = range(0, 10000, 1 if index == 0 else 13)
            read = self.browser.run(READ, index, [[n % 100, n // 100] for n in numbers])
            for row, shown in zip(self.json("-e", encoding, *map(str, numbers)), read):
                pieces = "|".join(row["pieces"]) if len(row["pieces"]) > 1 else "one token"
                self.assertEqual(shown, f"{row['number']}: {pieces}")

    def test_a_range_that_starts_within_a_row(self):
        self.open("--range", "1995:2034", "-e", "r50k_base")
        read = self.browser.run(READ, 0, [[n % 10, (n - 1990) // 10] for n in range(1995, 2035)])
        self.assertEqual([int(shown.split(":")[0]) for shown in read], list(range(1995, 2035)))
        pixels = "return Array.from(document.querySelector('canvas').getContext('2d').getImageData(0, 0, 10, 5).data)"
        opacity = self.browser.run(pixels)[3::4]
        self.assertEqual(opacity, [0] * 5 + [255] * 40 + [0] * 5)

    def test_colors_match_the_legend(self):
        colors = """const { data } = document.querySelector('canvas').getContext('2d').getImageData(0, 0, 100, 100);
            const counts = {};
            for (let i = 0; i < data.length; i += 4) {
                const color = `rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`;
                if (data[i + 3] === 255) counts[color] = (counts[color] ?? 0) + 1;
            }
            return [counts, Array.from(document.querySelectorAll('.legend tbody tr'), row => [row.querySelector('button').textContent,
                Number(row.cells[1].textContent), getComputedStyle(row.querySelector('.swatch')).backgroundColor])]"""
        self.open("-e", "r50k_base")
        (row,) = self.json("--range", "0:9999", "-e", "r50k_base")
        for scheme in "light", "dark":
            self.browser.color_scheme(scheme)
            counts, legend = self.browser.run(colors)
            self.assertEqual({name: count for name, count, _ in legend}, {"one token": row["whole"], **row["shapes"]})
            self.assertEqual(counts, {color: count for _, count, color in legend})
        # Highlighting one shape fades the others.
        self.browser.run("document.querySelectorAll('.legend button')[2].click()")
        self.assertEqual(sum(self.browser.run(colors)[0].values()), row["shapes"]["1+3"])
        self.browser.run("document.querySelectorAll('.legend button')[2].click()")
        self.assertEqual(sum(self.browser.run(colors)[0].values()), 10000)

    def test_keyboard(self):
        self.open("-e", "cl100k_base")
        self.browser.press(TAB)
        said = "return document.querySelector('output').textContent"
        for keys, number in ([], "0: one token"), ([DOWN] * 12 + [RIGHT] * 34, "1234: 123|4"), ([LEFT, UP], "1133: 113|3"), ([END], "9999: 999|9"), ([RIGHT], "9999: 999|9"), ([HOME], "0: one token"), ([LEFT], "0: one token"):
            self.browser.press(*keys)
            self.assertEqual(self.browser.run(said), number)

    def test_screen_reader(self):
        self.open("-e", "r50k_base")
        names = [node["name"] for node in self.browser.accessible()]
        self.assertTrue(any(name.startswith("r50k_base: 907 of the 10000 numbers") for name in names), names)

    def test_pieces_of_numbers(self):
        numbers = ["1234567", "1,234,567", "१२३४", "2026-11-26", "<b>1</b>"]
        self.open(*numbers)
        read = self.browser.run(
            """return Array.from(document.querySelectorAll('.split'), table => [table.dataset.number, Array.from(table.rows,
                row => [row.cells[0].textContent, Array.from(row.cells[1].children, piece => piece.textContent),
                    row.cells[2].textContent])])"""
        )
        self.assertEqual([number for number, _ in read], numbers)
        self.assertEqual(read[0][1][0], ["thousands", ["1", "234", "567"], ""])
        self.assertEqual(read[0][1][2], ["cl100k_base, o200k_base", ["123", "456", "7"],
                                         "3 tokens, no cut between thousands"])
        self.assertNotIn("thousands", [name for name, *_ in read[3][1]])
        shown = [{"number": number, "encoding": name, "pieces": pieces}
                 for number, rows in read for names, pieces, _ in rows if names != "thousands"
                 for name in names.split(", ")]
        self.assertEqual(shown, self.json(*numbers))
        self.assertIn("123 | 456 | 7", [node["name"] for node in self.browser.accessible()])
        separated = "return Array.from(document.querySelectorAll('.separated tr'), row => row.textContent)"
        self.assertIn("1,234,5671,234,5675 tokens, cl100k_base, o200k_base", self.browser.run(separated))
        # A map is drawn only if a range is given.
        self.assertEqual(self.browser.run("return document.querySelectorAll('.map').length"), 0)

    def test_equal_maps_are_drawn_once(self):
        self.open("1234", "--range", "0:999")
        names = self.browser.run("return Array.from(document.querySelectorAll('.map'), map => map.dataset.encoding)")
        self.assertEqual(names, ["r50k_base", "cl100k_base and o200k_base"])

    def test_a_sum(self):
        terms = ["--add", "1234567", "89,012", "5.25"]
        self.open(*terms)
        read = self.browser.run(
            """return Array.from(document.querySelectorAll('.sum'), table => [table.caption.textContent, Array.from(table.rows,
                row => Array.from(row.cells).slice(1).map(cell => [cell.textContent, cell.className]))])"""
        )
        expected = []
        for row in self.json(*terms):
            expected.append((row["encoding"], "as typed", row))
            expected.append((row["encoding"], "with separators", row["with_separators"]))
        for (caption, rows), (encoding, written, sum_) in zip(read, expected, strict=True):
            lining_up = sum_["columns"] - len(sum_["misaligned"])
            self.assertEqual(caption, f"{encoding}, {written}: {lining_up} of {sum_['columns']} columns line up")
            for cells, number in zip(rows, sum_["numbers"]):
                shown = [["even" if i % 2 else "odd", d] for i, piece in enumerate(number["pieces"]) for d in piece]
                self.assertEqual([[name, text] for text, name in cells if text], shown)
            marks = [mark == "^" for mark, _ in rows[-1]]
            digits = [any(cells[i][0].isdigit() for cells in rows[:-1]) for i in range(len(marks))]
            self.assertEqual(sum(marks), len(sum_["misaligned"]))
            self.assertTrue(all(digit for mark, digit in zip(marks, digits) if mark))

    def test_the_largest_map(self):
        first = 2**64 - 1_000_000
        self.open("--range", f"{first}:{2**64 - 1}", "-e", "cl100k_base")
        (row,) = self.json(str(first + 5), "-e", "cl100k_base")
        column = (first + 5) % 1000
        self.assertEqual(self.browser.run(READ, 0, [[column, 0]]), [f"{first + 5}: {'|'.join(row['pieces'])}"])


if __name__ == "__main__":
    main()

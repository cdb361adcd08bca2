"""Compares the page of `cost` in a browser with `cost --json`."""

import json
import os
import random

from browser import HOME, RIGHT, PageTest, main

DAY = ("--at", "2026-10-30")
MODELS = ("-m", "gpt-4o,claude-sonnet-4-6,gpt-4o-mini")

# The amounts of the chart: model, total, and its parts; and those of the table.
READ = """const amounts = (element) => Array.from(element.querySelectorAll('[data-each]'), (one) => one.textContent);
    return [Array.from(document.querySelectorAll('.bars li'), (item) => [item.dataset.name,
        item.querySelector('.total').textContent, amounts(item.querySelector('.quiet'))]),
        Array.from(document.querySelectorAll('tbody[data-sorted] tr'), (row) => Array.from(row.cells,
            (cell) => cell.textContent))]"""


class CostPage(PageTest):
    def setUp(self):
        super().setUp()
        # The user's own price table must not change the results.
        os.environ["XDG_CONFIG_HOME"] = self.path("configuration")

    def page(self, *options):
        self.tokmill("cost", *DAY, "--html", "page.html", *options)
        self.browser.open(self.path("page.html"))

    def rows(self, *options):
        rows = json.loads(self.tokmill("cost", *DAY, "--json", *options)[0])
        return {row["model"]: row for row in rows}

    def assert_shows(self, rows):
        bars, table = self.browser.run(READ)
        self.assertEqual({name for name, _, _ in bars}, set(rows))
        for name, total, parts in bars:
            row = rows[name]
            usd = row["usd"]
            bounds = (row.get("range") or {}).get("usd_total")
            expected = "–".join(bounds) if bounds else usd["total"]
            self.assertEqual(total, ("" if row["exact"] else "≈ ") + "$ " + expected)
            self.assertEqual(parts, [usd["input"], usd["cached"], usd["output"]])
        for cells in table:
            row = rows[cells[0]]
            self.assertEqual((cells[1], cells[6], cells[7]), (row["encoding"], str(row["output_tokens"]), str(row["calls"])))
            self.assertEqual((cells[8], cells[9], cells[11]), (row["usd"]["input"], row["usd"]["cached"], row["usd"]["output"]))
            self.assertEqual((cells[13], cells[14], cells[16]),
                             (str(row["context_used"]), str(row["context_window"]), row["as_of"]))

    def test_amounts_follow_the_calls_exactly(self):
        options = (*MODELS, "--input-tokens", "1237", "--cached-tokens", "411", "--output-tokens", "503")
        self.page(*options, "--calls", "7")
        self.assert_shows(self.rows(*options, "--calls", "7"))
        chosen = random.Random(20261127)
        for calls in (1, 999_999, 1_000_000, 12_345_678_901, *(chosen.randint(1, 1_000_000) for _ in range(5))):
            self.browser.run("const calls = document.getElementById('calls'); calls.value = arguments[0];"
                             "calls.dispatchEvent(new Event('input'))", f"{calls:,}")
            self.assert_shows(self.rows(*options, "--calls", str(calls)))

    def test_small_amounts_have_all_digits(self):
        self.page("-m", "gpt-4o-mini", "--input-tokens", "1")
        self.assertEqual(self.browser.run(READ)[0][0][1], "$ 0.00000015")
        self.browser.run("const calls = document.getElementById('calls'); calls.value = '30';"
                         "calls.dispatchEvent(new Event('input'))")
        self.assertEqual(self.browser.run(READ)[0][0][1], "$ 0.0000045")

    def test_the_slider(self):
        self.page("-m", "gpt-4o", "--input-tokens", "1000000", "--calls", "1000")
        slide = """const slider = document.getElementById('slider');
            return arguments[0].map((place) => {
                slider.value = place;
                slider.dispatchEvent(new Event('input'));
                return [document.getElementById('calls').value, slider.ariaValueText,
                    document.querySelector('.total').textContent];
            })"""
        self.assertEqual(self.browser.run("return document.getElementById('slider').value"), "300")
        shown = self.browser.run(slide, [0, 50, 100, 200, 348, 600])
        self.assertEqual([calls for calls, _, _ in shown], ["1", "3", "10", "100", "3000", "1000000"])
        for calls, said, total in shown:
            self.assertEqual(said, calls)
            self.assertEqual(total, f"$ {25 * int(calls) // 10}.{25 * int(calls) % 10}00000")
        everywhere = [int(calls) for calls, _, _ in self.browser.run(slide, list(range(601)))]
        self.assertEqual(everywhere, sorted(everywhere))
        self.browser.run("document.getElementById('slider').focus()")
        self.browser.press(HOME, *[RIGHT] * 31)
        self.assertEqual(self.browser.run("return document.getElementById('calls').value"), "2")

    def test_calls_that_are_no_number(self):
        self.page("-m", "gpt-4o", "--input-tokens", "1000")
        write = """const calls = document.getElementById('calls');
            calls.value = arguments[0];
            calls.dispatchEvent(new Event('input'));
            return [calls.ariaInvalid, document.querySelector('.total').textContent]"""
        self.assertEqual(self.browser.run(write, "10"), [None, "$ 0.025000"])
        for text in "", "x", "0", "1.5", "-3":
            self.assertEqual(self.browser.run(write, text), ["true", "$ 0.025000"])

    def test_more_calls_than_a_million(self):
        self.page("-m", "gpt-4o", "--input-tokens", "1000", "--calls", "20000000")
        places = "const slider = document.getElementById('slider'); return [slider.value, slider.max]"
        self.assertEqual(self.browser.run(places), ["730", "800"])
        self.assertEqual(self.browser.run(READ)[0][0][1], "$ 50000.000000")

    def test_bars(self):
        options = (*MODELS, "--input-tokens", "1000", "--output-tokens", "500")
        self.page(*options)
        rows = self.rows(*options)
        widths = """return Array.from(document.querySelectorAll('.bars li'), (item) => [item.dataset.name,
            item.querySelector('svg').getBoundingClientRect().width, Array.from(item.querySelectorAll('rect:not(.range)'),
                (part) => part.getBoundingClientRect().width)])"""
        most = max(float(row["usd"]["total"]) for row in rows.values())
        shown = self.browser.run(widths)
        totals = [float(rows[name]["usd"]["total"]) for name, _, _ in shown]
        self.assertEqual(totals, sorted(totals))
        for name, whole, parts in shown:
            usd = rows[name]["usd"]
            self.assertAlmostEqual(sum(parts) / whole, float(usd["total"]) / most, delta=0.01)
            self.assertAlmostEqual(parts[0] / whole, float(usd["input"]) / most, delta=0.01)

    def test_a_range(self):
        self.file("text", "hello world, " * 50)
        self.page("-m", "claude-sonnet-4-6,gpt-4o", "text")
        row = self.rows("-m", "claude-sonnet-4-6", "text")["claude-sonnet-4-6"]
        low, high = row["range"]["usd_total"]
        total = "return document.querySelector('[data-name=\"claude-sonnet-4-6\"] .total').textContent"
        self.assertEqual(self.browser.run(total), f"≈ $ {low}–{high}")
        bounds = """const box = (one) => one.getBoundingClientRect();
            const item = document.querySelector('[data-name="claude-sonnet-4-6"]');
            const [svg, line] = [box(item.querySelector('svg')), box(item.querySelector('.range'))];
            return [(line.left - svg.left) / svg.width, (line.right - svg.left) / svg.width]"""
        left, right = self.browser.run(bounds)
        self.assertAlmostEqual(left, float(low) / float(high), delta=0.02)
        self.assertAlmostEqual(right, 1, delta=0.02)

    def test_unknown_amounts(self):
        self.tokmill("cost", "--at", "2026-11-24", "-m", "gpt-5.6-sol,gpt-4o", "--input-tokens", "1000", "--html", "page.html")
        self.browser.open(self.path("page.html"))
        (first, *_), (second, total, _) = self.browser.run(READ)[0]
        self.assertEqual((first, second, total), ("gpt-4o", "gpt-5.6-sol", "unknown"))
        self.assertIn("gpt-5.6-sol: a promotion ended on 2026-11-21", self.browser.run("return document.body.innerText"))

    def test_sorting(self):
        self.page(*MODELS, "--input-tokens", "1000", "--output-tokens", "10")
        names = """return [Array.from(document.querySelectorAll('.bars li'), (item) => item.dataset.name),
            Array.from(document.querySelectorAll('tbody[data-sorted] tr'), (row) => row.cells[0].textContent)]"""
        by_total, table = self.browser.run(names)
        self.assertEqual(by_total, ["gpt-4o-mini", "gpt-4o", "claude-sonnet-4-6"])
        self.assertEqual(table, by_total)
        self.browser.run("document.getElementById('by-name').click()")
        self.assertEqual(self.browser.run(names), [sorted(by_total)] * 2)
        self.browser.run("document.getElementById('by-total').click()")
        self.assertEqual(self.browser.run(names), [by_total] * 2)

    def test_a_file_of_requests(self):
        lines = [{"custom_id": str(at), "method": "POST", "url": "/v1/chat/completions",
                  "body": {"model": model, "messages": [{"role": "user", "content": "hello"}]}}
                 for at, model in enumerate(["gpt-4o", "gpt-4o", "gpt-4o-mini"])]
        self.file("requests.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
        options = ("--requests", "requests.jsonl", "--output-tokens", "5")
        self.page(*options)
        rows = self.rows(*options)
        total = rows.pop("total")
        self.assertEqual({name for name, _, _ in self.browser.run(READ)[0]}, set(rows))
        foot = "return Array.from(document.querySelectorAll('tfoot td'), (cell) => cell.textContent)"
        self.assertEqual(self.browser.run(foot)[6], str(total["calls"]))
        self.browser.run("const calls = document.getElementById('calls'); calls.value = '3';"
                         "calls.dispatchEvent(new Event('input'))")
        rows = self.rows(*options, "--calls", "3")
        for name, amount, _ in self.browser.run(READ)[0]:
            self.assertEqual(amount, f"$ {rows[name]['usd']['total']}")
        self.assertEqual(self.browser.run(foot)[6], str(3 * total["calls"]))
        self.assertIn(f"Total: $ {rows['total']['usd']['total']}", self.browser.run("return document.body.innerText"))

    def test_a_chat_request(self):
        self.file("chat.json", json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": "<b>hello"}]}))
        self.page("--chat", "chat.json")
        read = """return Array.from(document.querySelectorAll('section:has(h2) table tbody:not([data-sorted]) tr'),
            (row) => Array.from(row.cells, (cell) => cell.textContent))"""
        expected = [[item["what"], str(item["tokens"])] for item in self.rows("--chat", "chat.json")["gpt-4o"]["items"]]
        self.assertEqual(self.browser.run(read), expected)

    def test_screen_reader(self):
        self.page(*MODELS, "--input-tokens", "1000")
        nodes = [(node["role"], node["name"]) for node in self.browser.accessible()]
        for expected in (("textbox", "Calls"), ("slider", "Calls, on a logarithmic scale"), ("group", "Sort by"),
                         ("radio", "total"), ("radio", "name"), ("list", "Parts of a bar"), ("region", "All figures"),
                         ("rowheader", "gpt-4o"), ("columnheader", "$ total")):
            self.assertIn(expected, nodes)

    def test_print(self):
        """The number of calls is on the paper, but not what changes it."""
        self.page(*MODELS, "--input-tokens", "1000")
        shown = "return ['#calls', '#slider', 'fieldset'].map(name => document.querySelector(name).offsetHeight > 0)"
        self.assertEqual(self.browser.run(shown), [True, True, True])
        self.browser.media("print")
        self.assertEqual(self.browser.run(shown), [True, False, False])
        self.browser.media("")

    def test_on_a_narrow_screen(self):
        self.page(*MODELS, "--input-tokens", "1000", "--output-tokens", "500", "--calls", "123456")
        self.browser.size(390, 800)
        width, bar = self.browser.run("return [document.documentElement.scrollWidth,"
                                      "document.querySelector('.bars svg').getBoundingClientRect().width]")
        self.browser.size(1000, 800)
        self.assertLessEqual(width, 390)
        self.assertGreater(bar, 300)


if __name__ == "__main__":
    main()

"""Compares the live page in a browser with what the program says of the same texts."""

import json
import os
import random
import re
import time

from browser import DOWN, END, HOME, RIGHT, TAB, PageTest, main
from contrast import contrast

TRAPS = (
    "In 2026, 12345678 tokens\n\n\tdéjà vu <b>&amp;</b> \"quoted\" </script><!-- -->\r\n"
    "e\u0301 你好 👨\u200d👩\u200d👧 한글 नमस्ते مرحبا \ufeff\u202eabc\u2028 \x00\x01\x7f\ufffd <|endoftext|>\n"
)
GOLDEN = os.path.join(os.path.dirname(__file__), "..", "golden")
ENCODINGS = ["o200k_base", "cl100k_base", "r50k_base"]
WAIT_SECONDS = 30

# Types a text, or opens a tab, as a person does.
TYPE = """const field = document.getElementById(arguments[0]);
    field.value = arguments[1];
    field.dispatchEvent(new Event('input', { bubbles: true }))"""
CLICK = "document.querySelector(arguments[0]).click()"
TEXT = "return document.querySelector(arguments[0])?.textContent ?? null"
TEXTS = "return Array.from(document.querySelectorAll(arguments[0]), (e) => e.textContent)"

# What the page says of each token.
READ = """return Array.from(document.querySelectorAll('#tokens-list :is(i, b)'), (token) => {
        token.click();
        return token.title;
    })"""
TITLE = re.compile(r"id (\d+), bytes ([0-9a-f ]*), offsets (\d+) to (\d+)")


class LivePage(PageTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser.size(1000, 800)

    def open(self, *options, encodings=("r50k_base",), fragment=""):
        """Opens a page. By default, it has only the encoding that is ready first."""
        chosen = [word for encoding in encodings for word in ("-e", encoding)]
        self.tokmill("page", "--html", "page.html", *chosen, *options)
        self.browser.open(self.path("page.html"), fragment)
        self.wait_for("return document.body.classList.contains('ready')")

    def wait_for(self, script, *arguments):
        end = time.monotonic() + WAIT_SECONDS
        while True:
            found = self.browser.run(script, *arguments)
            if found or time.monotonic() > end:
                self.assertTrue(found, script)
                return found
            time.sleep(0.02)

    def wait_for_text(self, selector, pattern):
        """Waits until the text of an element matches, and returns it."""
        end = time.monotonic() + WAIT_SECONDS
        while True:
            text = self.browser.run(TEXT, selector)
            if text is not None and re.search(pattern, text):
                return text
            if time.monotonic() > end:
                self.fail(f"expected {pattern} in {selector}, got {text!r}")
            time.sleep(0.02)

    def open_tab(self, name):
        self.browser.run(CLICK, f"#tab-{name}")

    def type(self, text, field="text"):
        self.browser.run(TYPE, field, text)

    def json(self, *words):
        return json.loads(self.tokmill(*words, "--json")[0])

    def split(self, text, encoding, *options):
        self.file("text.txt", text)
        return self.json("split", "-e", encoding, *options, "text.txt")

    def choose(self, encoding):
        self.browser.run(CLICK, f"#tokenizer-choices [value='{encoding}']")

    def assert_tokens(self, text, encoding, *options):
        expected = self.split(text, encoding, *options)
        noun = "token" if len(expected) == 1 else "tokens"
        size = len(text.encode())
        self.wait_for_text(".counts", rf"^{len(expected):,} {noun} in {encoding}; {size:,} byte")
        found = [TITLE.fullmatch(title).groups() for title in self.browser.run(READ)]
        read = [(int(number), octets.replace(" ", ""), int(start), int(end)) for number, octets, start, end in found]
        self.assertEqual(read,
                         [(token["id"], token["bytes"], token["start"], token["end"]) for token in expected])

    def test_tokens_match_the_program(self):
        self.file("traps.txt", TRAPS)
        self.open("traps.txt", encodings=ENCODINGS)
        self.assert_tokens(TRAPS, "o200k_base")
        self.assertEqual(self.browser.run("return document.getElementById('tokens-list').textContent"), TRAPS)
        chosen = random.Random(20261127)
        planes = (0x20, 0x7E), (0x20, 0x7E), (0xA1, 0x7FF), (0x800, 0xD7FF), (0x10000, 0x1FFFF)
        noise = "".join(chr(chosen.randint(*chosen.choice(planes))) for _ in range(400))
        for encoding in ENCODINGS[1:]:
            self.choose(encoding)
            self.type(noise)
            self.assert_tokens(noise, encoding)

    def test_golden_texts(self):
        """The page's worker gives the recorded ids of tiktoken."""
        names = ["gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base", "o200k_harmony"]
        golden = {}
        for name in ["texts", *names]:
            with open(os.path.join(GOLDEN, name + ".golden"), encoding="utf-8") as file:
                golden[name] = [json.loads(line) for line in file]
        # WebDriver cannot send lone surrogates.
        sent = [i for i, text in enumerate(golden["texts"]) if not any("\ud800" <= c <= "\udfff" for c in text)]
        self.assertGreater(len(sent), 400)
        self.open(encodings=names)
        encode_all = """const [index, texts, done] = arguments;
            window.ownEngine ??= startEngine();
            (async () => {
                const engine = await window.ownEngine;
                const { handle, name } = await engine.call('open', embedded(`encoding-${index}`));
                const ids = [];
                for (const text of texts) {
                    const found = await engine.call('encode', handle, bytesOf(text), false);
                    ids.push(Array.from(found.ids));
                }
                return [name, ids];
            })().then(done, (problem) => done([String(problem), []]))"""
        for index, name in enumerate(names):
            found = self.browser.wait_for(encode_all, index, [golden["texts"][i] for i in sent])
            self.assertEqual(found, [name, [golden[name][i] for i in sent]])

    def test_typing(self):
        """Keys change the tokens, and the cursor stays at its place in the text."""
        self.open("-t", "one two")
        self.wait_for_text("#tokens-count", "^2 tokens")
        place = "return [document.activeElement.value, document.activeElement.selectionStart]"
        self.browser.run("const f = document.getElementById('text'); f.focus(); f.setSelectionRange(3, 3)")
        for typed, text in ((" ", "one  two"), ("1", "one 1 two"), ("2", "one 12 two")):
            self.browser.press(typed)
            self.assertEqual(self.browser.run(place), [text, text.index(" two")])
            self.assert_tokens(text, "r50k_base")
            self.assertEqual(self.browser.run(place)[0], text)

    def test_special_tokens(self):
        text = "a <|endoftext|> b"
        self.open("-t", text)
        self.assert_tokens(text, "r50k_base")
        self.browser.run(CLICK, "#tokens-special")
        self.assert_tokens(text, "r50k_base", "--special", "allow")

    def test_typing_changes_one_line(self):
        """The lines that do not change keep their elements."""
        lines = [f"line number {i}\n" for i in range(50)]
        self.open("-t", "".join(lines))
        self.wait_for_text("#tokens-count", r"^[\d,]+ token")
        self.browser.run("document.querySelectorAll('#tokens-list > div').forEach(line => (line.isOld = true))")
        lines[20] = "a line that is new\n"
        self.type("".join(lines))
        self.wait_for_text("#tokens-list", "that is new")
        old = "return Array.from(document.querySelectorAll('#tokens-list > div'), line => line.isOld === true)"
        self.assertEqual(self.browser.run(old), [True] * 20 + [False] + [True] * 29)
        self.assert_tokens("".join(lines), "r50k_base")

    def test_ids(self):
        self.open("-t", "ids and text é")
        tokens = self.split("ids and text é", "r50k_base")
        ids = [token["id"] for token in tokens]
        self.assert_tokens("ids and text é", "r50k_base")
        self.browser.run(CLICK, "#input-ids")
        self.assertEqual(self.browser.run("return document.getElementById('text').value"), " ".join(map(str, ids)))
        self.type(json.dumps(ids[::-1]))
        decoded = self.tokmill("decode", "-e", "r50k_base", *map(str, ids[::-1]))[0].decode()
        self.wait_for("return document.getElementById('tokens-list').textContent === arguments[0]", decoded)
        self.type("1 two")
        self.wait_for_text("#tokens-problem", '^expected token ids, got "two"$')
        self.type("4000000000")
        self.wait_for_text("#tokens-problem", "4000000000")
        self.browser.run(CLICK, "#tokens-ids")
        self.type("100 200")
        shown = """return Array.from(document.querySelectorAll('#tokens-list :is(i, b)'),
            token => getComputedStyle(token, '::after').content)"""
        self.wait_for("return document.querySelectorAll('#tokens-list :is(i, b)').length === 2")
        self.assertEqual(self.browser.run(shown), ['"100" / ""', '"200" / ""'])

    def test_equal_tokens_light_up(self):
        self.open("-t", "one two one two one\n one")
        self.wait_for_text("#tokens-count", "^7 tokens")
        self.browser.move_to("#tokens-list b")
        self.wait_for_text("#tokens-details",
                           r"^Token 2 of 7: id \d+, bytes 20 74 77 6f, offsets 3 to 7, 2 times in the text$")
        self.assertEqual(self.browser.run(TEXTS, "#tokens-list .same"), [" two", " two"])

    def test_keyboard(self):
        self.open("-t", "one two three\nfour five six\n")
        self.wait_for_text("#tokens-count", "^8 tokens")
        self.browser.run("document.querySelector('#tokens-list [tabindex=\"0\"]').focus()")
        for keys, index in (([RIGHT, RIGHT], 2), ([DOWN], 6), ([END], 7), ([HOME], 0)):
            self.browser.press(*keys)
            self.wait_for_text("#tokens-details", f"^Token {index + 1} of 8:")
        place = "const e = document.activeElement; return [e.role, e.ariaPosInSet, e.ariaSetSize, e.ariaSelected]"
        self.assertEqual(self.browser.run(place), ["option", "1", "8", "true"])
        self.browser.run("document.getElementById('tab-tokens').focus()")
        self.browser.press(RIGHT)
        chosen = "return [document.activeElement.id, document.querySelector('[role=tabpanel]:not([hidden])').id]"
        self.assertEqual(self.browser.run(chosen), ["tab-compare", "panel-compare"])
        self.browser.press(END)
        self.assertEqual(self.browser.run(chosen), ["tab-price", "panel-price"])
        self.browser.press(RIGHT, TAB)
        self.assertEqual(self.browser.run(chosen)[0], "copy-link")

    def test_compare(self):
        text = "Numbers 1234567 untranslatable\nязык\nsame\n"
        self.open("-t", text, encodings=ENCODINGS)
        self.open_tab("compare")
        spread = self.wait_for_text("#compare-spread", "^Spread")
        counts = [len(self.split(text, encoding)) for encoding in ENCODINGS]
        self.assertEqual(self.browser.run(TEXTS, ".head span"), [f" {count} tokens" for count in counts])
        self.assertIn(f"{100 * (max(counts) - min(counts)) / min(counts):.0f}%", spread)
        rows = self.browser.run("""return Array.from(document.querySelectorAll('.compared'), row =>
            Array.from(row.children, cell => [cell.textContent, cell.querySelectorAll('i, b').length]))""")
        lines = text.splitlines(keepends=True)
        self.assertEqual([[shown for shown, _ in row] for row in rows], [[line] * 3 for line in lines])
        self.assertEqual([sum(row[i][1] for row in rows) for i in range(3)], counts)
        differing = self.browser.run("""return Array.from(document.querySelectorAll('.compared > div:first-child'), cell =>
            Array.from(cell.querySelectorAll('.differs'), token => token.textContent).join(''))""")
        self.assertEqual(differing[2], "")
        self.assertIn("4567", differing[0])
        # The passages lead to their places.
        self.browser.run("document.getElementById('compare-passages').open = true")
        self.browser.run(CLICK, "#compare-passage-list button")
        self.wait_for("return document.activeElement.closest('.compared') !== null")
        self.choose("cl100k_base")
        self.choose("r50k_base")
        self.wait_for_text("#compare-spread", "^Choose up to four tokenizers")
        self.assertTrue(self.browser.run("return document.getElementById('compare-passages').hidden"))

    def test_compare_ids_of_a_part_of_a_character(self):
        """Bytes that are not UTF-8 are compared as the text that tokenizers take them for."""
        encodings = ["cl100k_base", "r50k_base"]
        first, *_ = self.split("𝕏", "cl100k_base")
        self.assertIsNone(first["text"])
        self.open(encodings=encodings)
        self.wait_for_text("#tokens-count", r"^[\d,]+ token")
        self.browser.run(CLICK, "#input-ids")
        self.type(f"{first['id']} {first['id']}")
        self.wait_for_text("#tokens-count", "^2 tokens")
        self.open_tab("compare")
        counts = [len(self.split("\ufffd\ufffd", encoding)) for encoding in encodings]
        self.wait_for("return document.querySelectorAll('.head').length === 2")
        shown = self.browser.run(TEXTS, ".head span")
        self.assertEqual(shown, [f" {count} token{'s' * (count > 1)}" for count in counts])

    def test_numbers(self):
        self.open(encodings=ENCODINGS)
        self.open_tab("numbers")
        self.wait_for("return document.querySelectorAll('.sum').length >= 2")
        for row in self.json("numbers", "--add", "1234567", "89,012", "-e", "o200k_base", "-e", "r50k_base"):
            for written, sum_ in ("As typed", row), ("With separators", row["with_separators"]):
                lining_up = sum_["columns"] - len(sum_["misaligned"])
                captions = self.browser.run("""const heads = Array.from(document.querySelectorAll('#numbers-result h2'));
                    return Array.from(heads.find(h => h.textContent === arguments[0]).nextSibling
                        .querySelectorAll('caption'), c => c.textContent)""", written)
                (caption,) = [text for text in captions if row["encoding"] in text]
                self.assertTrue(caption.endswith(f": {lining_up} of {sum_['columns']} columns line up"), caption)
        self.type("1234567", "numbers-text")
        self.wait_for_text(".split", "^1234567thousands")
        pieces = """return Array.from(document.querySelectorAll('.split:first-of-type tr'), row => [
            row.cells[0].textContent, Array.from(row.cells[1].children, p => p.textContent), row.cells[2].textContent])"""
        rows = self.browser.run(pieces)
        self.assertEqual(rows[0], ["thousands", ["1", "234", "567"], ""])
        self.assertEqual(rows[1], ["o200k_base, cl100k_base", ["123", "456", "7"], "3 tokens, no cut between thousands"])
        shown = {name: row[1] for row in rows[1:] for name in row[0].split(", ")}
        expected = self.json("numbers", "1234567")
        self.assertEqual(shown, {row["encoding"]: row["pieces"] for row in expected})
        self.browser.run(TYPE, "numbers-slider", "4711")
        self.wait_for_text(".split", "^4711")
        self.assertEqual(self.browser.run("return document.getElementById('numbers-text').value"), "4711")

    def test_heat_map(self):
        self.open(encodings=ENCODINGS)
        self.open_tab("numbers")
        self.browser.run("document.getElementById('numbers-range').value = '999'")
        self.assertEqual(self.browser.run(TEXTS, ".map"), [])
        self.browser.run(CLICK, "#numbers-map")
        self.wait_for("return document.querySelectorAll('.map').length === 2")
        self.assertEqual(self.browser.run(TEXTS, ".map h2"), ["o200k_base and cl100k_base", "r50k_base"])
        (tally,) = self.json("numbers", "--range", "0:999", "-e", "r50k_base")
        legend = self.browser.run("""return Array.from(document.querySelectorAll('.map:last-of-type .shapes tr'),
            row => [row.cells[0].textContent, Number(row.cells[1].textContent.replace(',', ''))])""")
        self.assertEqual(dict(legend), {"one token": tally["whole"], **tally["shapes"]})

    def test_merges(self):
        self.open()
        self.open_tab("merges")
        self.type("the untranslatability", "merges-text")
        self.wait_for_text("#merges-pieces [aria-pressed=true]", "^·untranslatability$")
        last = "return Array.from(document.querySelectorAll('#merges-rows .current div span'), token => token.textContent)"
        tokens = [token["text"].replace(" ", "·") for token in self.split(" untranslatability", "r50k_base")]
        self.assertEqual(self.browser.run(last), tokens)
        self.browser.run(CLICK, "#merges-first")
        self.assertEqual(self.browser.run(last), list("·untranslatability"))
        words = self.browser.run(TEXT, "#merges-words")
        left, right, rank = re.search(r"Next merge: (\S+) \+ (\S+), with the lowest rank, (\d+)\.", words).groups()
        (pair,) = self.split(left + right, "r50k_base")
        self.assertEqual(pair["id"], int(rank))
        ranks = """return Array.from(document.querySelectorAll('#merges-candidates tr'),
            row => Number(row.cells[3].textContent))"""
        self.assertEqual(self.browser.run(ranks), sorted(self.browser.run(ranks)))
        self.assertEqual(self.browser.run(ranks)[0], int(rank))
        self.browser.run(CLICK, "#merges-next")
        self.assertEqual(self.browser.run(TEXTS, "#merges-rows .current .merged"), [left + right])
        self.browser.run(CLICK, "#merges-back")
        self.assertEqual(self.browser.run(last), list("·untranslatability"))
        self.browser.run(CLICK, "#merges-play")
        self.wait_for("return document.querySelectorAll('#merges-rows li').length > 2")
        self.browser.run(CLICK, "#merges-play")
        self.assertEqual(self.browser.run(TEXT, "#merges-play"), "Play")

    def test_languages(self):
        self.open(encodings=["cl100k_base", "r50k_base"])
        self.open_tab("languages")
        self.wait_for("return document.querySelectorAll('#languages-rows tr').length > 50")
        counts = """return Object.fromEntries(Array.from(document.querySelectorAll('#languages-rows tr:not(.texts)'), row => [
            row.nextSibling.id.slice(6), Array.from(row.querySelectorAll('.bar'), bar =>
            [Number(bar.dataset.tokens), bar.textContent])]))"""
        shown = self.browser.run(counts)
        expected = self.json("languages", "-e", "cl100k_base", "-e", "r50k_base")
        for row in expected:
            column = ["cl100k_base", "r50k_base"].index(row["encoding"])
            self.assertEqual(shown[row["language"]][column], [row["tokens"], f"{row['premium']:.2f}×"])
        self.assertEqual(len(shown) * 2, len(expected))
        table, _ = self.tokmill("languages", "-e", "cl100k_base")
        summary = self.browser.run(TEXTS, "#languages-summary li")[0]
        self.assertIn(summary.rstrip("."), " ".join(table.decode().split()))
        # Another base, and the texts of a language.
        self.browser.run("""const base = document.getElementById('languages-base');
            base.value = 'de';
            base.dispatchEvent(new Event('change'))""")
        self.wait_for_text("#languages-caption", "over German")
        self.assertEqual(self.browser.run(counts)["de"][0][1], "1.00×")
        self.browser.run("document.querySelector('#texts-am').previousSibling.querySelector('button').click()")
        self.wait_for("return document.querySelectorAll('#texts-am :is(i, b)').length > 100")
        self.type("ethiop, de", "languages-filter")
        self.wait_for("return document.querySelectorAll('#languages-rows tr:not(.texts)').length < 5")
        self.assertEqual(set(self.browser.run(counts)), {"am", "de"})

    def test_price(self):
        text = "How much does this cost? " * 40
        self.open("-t", text, encodings=ENCODINGS)
        self.open_tab("price")
        self.wait_for("return document.querySelectorAll('#price-bars tr').length > 3")
        self.type("333", "price-calls")
        self.type("25", "price-cached")
        self.type("77", "price-output")
        self.wait_for_text("#price-summary", "^333 calls, each with 77 output tokens")
        read = """return Object.fromEntries(Array.from(document.querySelectorAll('#price-bars tr'), row => [
            row.dataset.model, [row.querySelector('.bar span').textContent, row.querySelector('.bar span').title]]))"""
        shown = self.browser.run(read)
        self.file("text.txt", text)
        rows = self.json("cost", "--calls", "333", "--cached-tokens", "25%", "--output-tokens", "77", "text.txt",
                         *[word for name in shown for word in ("-m", name)])
        self.assertEqual(len(rows), len(shown))
        for row in rows:
            words, title = shown[row["model"]]
            low, high = row["range"]["usd_total"] if row.get("range") else [row["usd"]["total"]] * 2
            with self.subTest(model=row["model"]):
                if row["usd"]["total"] is None:
                    self.assertEqual(words, "unknown")
                    continue
                self.assertEqual(words.startswith("≈"), not row["exact"])
                amounts = [low] if low == high else [low, high]
                exact = [amount.rstrip("0").rstrip(".") if "." in amount else amount for amount in amounts]
                self.assertEqual(title, "$ " + "–".join(exact))
        self.browser.run(TYPE, "price-slider", "60")
        self.wait_for_text("#price-summary", "^1,000,000 calls")

    def test_copies(self):
        """The text, the ids and the link, by the clipboard's interface, or without it by the copy command."""
        text = "copy\tthis é\n"
        self.open("-t", text)
        self.wait_for_text("#tokens-count", r"^[\d,]+ token")
        ids = " ".join(str(token["id"]) for token in self.split(text, "r50k_base"))
        by_interface = """navigator.clipboard.writeText = async (text) => { window.copied = text; }"""
        by_command = """navigator.clipboard.writeText = async () => { throw new Error('not allowed'); };
            document.execCommand = () => {
                const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true });
                document.dispatchEvent(event);
                window.copied = event.clipboardData.getData('text/plain');
                return true;
            }"""
        for way in by_interface, by_command:
            self.browser.run(way)
            for button, words in ("copy-text", text), ("copy-ids", ids):
                self.browser.run(CLICK, f"#{button}")
                self.wait_for("return window.copied === arguments[0]", words)
            self.browser.run(CLICK, "#copy-link")
            self.wait_for("return window.copied === location.href && location.href.endsWith('#v=1')")
        self.wait_for_text("#status", "^Copied the link$")
        # A selection is copied as it is, without line breaks between blocks.
        selected = """const range = document.createRange();
            range.selectNodeContents(document.getElementById('tokens-list'));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true });
            document.dispatchEvent(event);
            return event.clipboardData.getData('text/plain')"""
        self.assertEqual(self.browser.run(selected), text)

    def test_address(self):
        self.open("-t", "first", encodings=ENCODINGS)
        self.wait_for_text("#tokens-count", r"^[\d,]+ token")
        self.assertEqual(self.browser.run("return location.hash"), "")
        self.choose("r50k_base")
        self.type("second text 12345")
        self.wait_for_text(".counts", "in r50k_base")
        fragment = self.wait_for("return location.hash.includes('t=') && location.hash")
        self.assertRegex(fragment, r"^#v=1&x=r50k_base&t=[\w-]+$")
        # Another page with the same fragment has the same state.
        self.browser.open(self.path("page.html"), fragment)
        self.assert_tokens("second text 12345", "r50k_base")
        # A state is also read when the address changes.
        self.browser.run("location.hash = '#v=1&tab=merges&p=abc'")
        self.wait_for("return !document.getElementById('panel-merges').hidden")

    def test_malformed_addresses(self):
        for fragment in "#v=1&t=%%%", "#v=1&t=AAAA", "#v=9", "#nonsense", "#v=1&tab=x&x=y&e=z&c=-1", "#%F0%9F&&&=":
            with self.subTest(fragment=fragment):
                self.open("-t", "text", fragment=fragment)
                self.wait_for_text(".counts", "^1 token in r50k_base")

    def test_a_long_text_is_saved_as_a_file(self):
        self.open()
        chosen = random.Random(1)
        text = "".join(chr(chosen.randint(0x21, 0x7E)) for _ in range(20_000))
        self.type(text)
        self.wait_for("return document.body.classList.contains('long')")
        self.assertIn(self.browser.run("return location.hash"), ("", "#"))
        self.browser.run(CLICK, "#copy-link")
        self.wait_for_text("#status", "^The text is too long for a link: save the page as a file$")
        # The file that is saved opens with the same text.
        saved = """const done = arguments[arguments.length - 1];
            URL.createObjectURL = (blob) => { blob.text().then(done); return 'about:blank#'; };
            HTMLAnchorElement.prototype.click = () => {};
            document.getElementById('save-page').click()"""
        self.file("saved.html", self.browser.wait_for(saved))
        self.browser.open(self.path("saved.html"))
        self.wait_for_text(".counts", f"in r50k_base; {len(text):,} bytes")
        self.assertEqual(self.browser.run("return document.getElementById('text').value"), text)

    def test_a_vocabulary_file_is_dropped(self):
        """A tokenizer.json that is dropped on the page is a tokenizer like the others."""
        vocabulary = {"a": 0, "b": 1, "ab": 2, "abab": 3}
        model = {"type": "BPE", "vocab": vocabulary, "merges": ["a b", "ab ab"]}
        byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
        file = {"version": "1.0", "model": model, "pre_tokenizer": byte_level, "decoder": byte_level, "added_tokens": []}
        drop = """const transfer = new DataTransfer();
            for (const [name, text] of arguments[0]) transfer.items.add(new File([text], name));
            dispatchEvent(new DragEvent('drop', { dataTransfer: transfer }))"""
        self.open("-t", "ababab")
        self.browser.run(drop, [["tokenizer.json", json.dumps(file)]])
        self.wait_for_text("#status", "^(Added|tokenizer.json)")
        self.wait_for_text("#tokens-count", "^2 tokens")
        self.assertEqual(self.browser.run(TEXTS, "#tokens-list :is(i, b)"), ["abab", "ab"])
        self.browser.run("navigator.clipboard.writeText = async () => {}")
        self.browser.run(CLICK, "#copy-link")
        self.wait_for_text("#status", "^Copied the link, without the tokenizers from files: tokenizer")
        self.browser.run(drop, [["tokenizer.json", "{}"]])
        self.wait_for_text("#status", "^tokenizer.json: ")
        self.browser.run(drop, [["ranks.tiktoken", "YQ== 0\n"]])
        self.wait_for_text("#status", "^ranks.tiktoken: .*--pattern NAME")
        self.browser.run(drop, [["notes.txt", "a"]])
        self.wait_for_text("#tokens-count", "^1 token$")

    def test_without_a_worker(self):
        """Where a worker cannot start, the tokenizer runs in the page."""
        self.tokmill("page", "--html", "page.html", "-e", "r50k_base", "-t", "no worker")
        with open(self.path("page.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertIn("worker-src blob:", page)
        self.file("page.html", page.replace("<head>", "<head><script>delete window.Worker</script>", 1))
        self.browser.open(self.path("page.html"))
        self.assert_tokens("no worker", "r50k_base")

    def test_a_large_text(self):
        """The tokenizer answers within a frame for 100 KB, and a change draws only what is near the screen."""
        lines = [line for line in TRAPS.splitlines() if line.isprintable()]
        lines += ["The quick brown fox, 12345678 of them.", "Привет, как дела?", "今日は天気がいいですね。", "สวัสดีชาวโลก"]
        text = "".join(line + "\n" for line in lines * 1000).encode()[:100_000].decode(errors="ignore")
        self.open(encodings=["o200k_base"])
        self.type(text)
        self.wait_for_text(".counts", f"{len(text.encode()):,} bytes")
        times = []
        for i in range(10):
            self.type(text + str(i))
            self.wait_for_text(".counts", f"{len(text.encode()) + 1:,} bytes")
            times.append(self.browser.run("return performance.getEntriesByName('encode')[0].duration"))
        self.assertLess(sorted(times)[5], 16, times)
        drawn = "return document.querySelectorAll('#tokens-list :is(i, b)').length"
        self.assertLess(self.browser.run(drawn), 10_000)

    def test_light_and_dark(self):
        self.open("-t", "a b")
        self.wait_for_text("#tokens-count", "^2 tokens")
        colors = """const of = (selector, what) => getComputedStyle(document.querySelector(selector))[what];
            return [of('body', 'backgroundColor'), of('body', 'color'), of('.quiet', 'color'), of('[role=tab]', 'color'),
                of('#tokens-list i', 'backgroundColor'), of('#tokens-list b', 'backgroundColor'), of('#tokens-list i', 'color'),
                of('button#copy-link', 'backgroundColor'), of('button#copy-link', 'color'),
                of('textarea', 'backgroundColor'), of('textarea', 'color')]"""
        for scheme in "light", "dark":
            self.browser.color_scheme(scheme)
            channels = [tuple(map(int, re.findall(r"\d+", color)[:3])) for color in self.browser.run(colors)]
            ground, ink, quiet, tab, odd, even, letters, button, label, field, typed = channels
            for one, other in ((ground, ink), (ground, quiet), (ground, tab), (odd, letters), (even, letters), (button, label),
                               (field, typed)):
                self.assertGreaterEqual(contrast(one, other), 7, (scheme, one, other))
        self.browser.color_scheme("light")

    def test_phone(self):
        """No view is wider than the screen of a phone."""
        self.open(encodings=["o200k_base", "r50k_base"])
        self.browser.size(390, 800)
        self.addCleanup(self.browser.size, 1000, 800)
        ready = {"tokens": "#tokens-list i", "compare": ".compared i", "numbers": ".sum td", "merges": "#merges-rows li",
                 "languages": "#languages-rows tr", "price": "#price-bars tr"}
        for name, selector in ready.items():
            self.open_tab(name)
            self.wait_for(f"return document.querySelector('{selector}') !== null")
            self.assertLessEqual(self.browser.run("return document.documentElement.scrollWidth"), 390, name)

    def test_print_and_high_contrast(self):
        self.open("-t", "one two")
        self.wait_for_text("#tokens-count", "^2 tokens")
        style = """const style = getComputedStyle(document.querySelector('#tokens-list b'));
            const top = getComputedStyle(document.querySelector('.top'));
            return [style.boxShadow, style.borderInlineStartWidth, top.display]"""
        self.browser.media("print")
        shadow, _, top = self.browser.run(style)
        self.assertIn("inset", shadow)
        self.assertEqual(top, "none")
        self.browser.media("", **{"forced-colors": "active"})
        self.assertEqual(self.browser.run(style)[1], "1px")
        self.browser.media("")

    def test_the_file(self):
        self.tokmill("page", "--html", "page.html")
        self.assertLess(os.path.getsize(self.path("page.html")), 2_500_000)


if __name__ == "__main__":
    main()

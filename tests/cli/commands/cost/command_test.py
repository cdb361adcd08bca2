import json
import os
import sys
import unittest
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest

REQUESTS = os.path.join(os.path.dirname(__file__), "..", "..", "..", "lib", "chat", "requests")
DAY = ("--at", "2026-10-30")


class Cost(ProgramTest):
    def setUp(self):
        super().setUp()
        # The user's own price table must not change the results.
        os.environ["XDG_CONFIG_HOME"] = self.path("configuration")

    def rows(self, *arguments, stdin=b"", status=0):
        return json.loads(self.tokmill("cost", *DAY, "--json", *arguments, stdin=stdin, status=status)[0])

    def row(self, *arguments, stdin=b"", status=0):
        rows = self.rows(*arguments, stdin=stdin, status=status)
        self.assertEqual(len(rows), 1)
        return rows[0]

    def error(self, *arguments, status=2, stdin=b""):
        """Run a command that must fail with one line on standard error and no output; return the line."""
        output, errors = self.tokmill("cost", *DAY, *arguments, stdin=stdin, status=status)
        self.assertEqual(output, b"")
        self.assertEqual(len(errors.splitlines()), 1, errors)
        return errors

    def requests(self, *lines):
        return self.file("requests.jsonl", "".join(json.dumps(line) + "\n" for line in lines))

    @staticmethod
    def batch_request(model, content, **more):
        return {"custom_id": "1", "method": "POST", "url": "/v1/chat/completions",
                "body": {"model": model, "messages": [{"role": "user", "content": content}], **more}}

    # --- The page ------------------------------------------------------------------------------------

    def test_html(self):
        arguments = [*DAY, "-m", "gpt-4o", "--input-tokens", "1000", "--html"]
        self.assertEqual(self.tokmill("cost", *arguments, "page.html"), (b"", ""))
        with open(self.path("page.html"), "rb") as file:
            page = file.read()
        self.assertIn(b"<span data-each=\"0.002500\">0.002500</span>", page)
        self.assertEqual(self.tokmill("cost", *arguments, "-")[0], page)
        for other in "--json", "--csv", "--markdown":
            self.assertEqual(self.tokmill("cost", *arguments, "page.html", other)[0],
                             self.tokmill("cost", *arguments[:-1], other)[0])
            self.assertEqual(self.error(*arguments[2:], "-", other), f"tokmill: --html - and {other} cannot be used together\n")
        self.assertIn("--max-cost", self.tokmill("cost", *arguments, "page.html", "--max-cost", "0.001", status=3)[1])
        self.assertIn("no/page.html: No such file", self.tokmill("cost", *arguments, "no/page.html", status=1)[1])
        self.assertIn("--jsonl and --html cannot be used together", self.error("--jsonl", "--html", "page.html"))

    # --- The document --------------------------------------------------------------------------------

    def test_the_whole_document(self):
        self.assertEqual(
            self.rows("-m", "gpt-4o", "--input-tokens", "1000", "--cached-tokens", "400", "--output-tokens", "200",
                      "--calls", "3"),
            [{
                "model": "gpt-4o", "encoding": "o200k_base", "exact": True, "input_tokens": 1000, "cached_tokens": 400,
                "output_tokens": 200, "calls": 3,
                "usd": {"input": "0.004500", "cached": "0.001500", "output": "0.006000", "total": "0.012000"},
                "context_window": 128000, "context_used": 1200, "fits": True, "as_of": "2026-11-25",
            }])

    def test_an_amount_has_six_decimals_or_more_to_be_exact(self):
        self.assertEqual(self.row("-m", "gpt-4o", "--input-tokens", "1")["usd"]["input"], "0.0000025")
        self.assertEqual(self.row("-m", "gpt-4o", "--input-tokens", "1000000")["usd"]["input"], "2.500000")

    def test_texts(self):
        self.file("one.txt", "hello world")
        self.file("two.txt", "hello world\n")
        self.assertEqual(self.row("-m", "gpt-4o", "one.txt")["input_tokens"], 2)
        self.assertEqual(self.row("-m", "gpt-4o", "one.txt", "two.txt")["input_tokens"], 5)
        self.assertEqual(self.row("-m", "gpt-4o", "-t", "hello world")["input_tokens"], 2)
        self.assertEqual(self.row("-m", "gpt-4o", stdin="hello world")["input_tokens"], 2)
        self.assertEqual(self.row("-m", "gpt-4o", "-", stdin="hello world")["input_tokens"], 2)
        self.assertEqual(self.row("-m", "gpt-4o", "one.txt", "absent.txt", status=1)["input_tokens"], 2)
        self.assertIn("absent.txt: No such file", self.error("-m", "gpt-4o", "absent.txt", status=1))

    def test_each_model_counts_with_its_own_encoding(self):
        rows = self.rows("-m", "gpt-4", "-m", "gpt-4o", "-m", "openai/gpt-oss-20b", "-t", "\U0001f600\U0001f600 नमस्ते")
        self.assertEqual([row["encoding"] for row in rows], ["cl100k_base", "o200k_base", "o200k_harmony"])
        self.assertGreater(rows[0]["input_tokens"], rows[1]["input_tokens"])

    # --- Prices --------------------------------------------------------------------------------------

    def test_folders(self):
        os.makedirs(self.path("src/deep"))
        for name in ("a.py", "deep/b.py", "c.lock", ".hidden"):
            self.file(f"src/{name}", f"x = 1234567  # {name}, the text of a file\n" * 20)
        self.file("src/d.bin", b"\0")
        for model, encoding in (("gpt-4o", "o200k_base"), ("gpt-4", "cl100k_base"), ("davinci-002", "cl100k_base")):
            for arguments in (["src"], ["src", "--exclude", "*.lock"], ["src/a.py", "src", "--include", "*.py"],
                              ["src", "--hidden"]):
                total = json.loads(self.tokmill("count", "--json", "-e", encoding, *arguments)[0])["total"]["tokens"]
                row = self.rows("-m", "gpt-4o", "-m", model, *arguments)[-1]
                self.assertEqual((row["encoding"], row["input_tokens"]), (encoding, total))
        errors = self.tokmill("cost", *DAY, "-m", "gpt-4o", "--list-skipped", "src", "absent", status=1)[1]
        self.assertEqual(errors.splitlines(), ["tokmill: absent: No such file or directory",
                                               "tokmill: left out src/.hidden (hidden)",
                                               "tokmill: left out src/d.bin (binary)",
                                               "tokmill: left out 1 hidden and 1 binary files"])
        for option in (["--hidden"], ["--no-ignore"], ["--include", "a"], ["--exclude", "a"], ["--list-skipped"]):
            for other in (["--input-tokens", "1"], ["--chat", "-"], ["--requests", "-"]):
                self.assertIn(f"{other[0]} and {option[0]} cannot be used together",
                              self.error("-m", "gpt-4o", *option, *other))

    def test_the_parts_of_a_request_have_a_column_for_each_way_to_count(self):
        self.file("chat.json", '{"messages": [{"role": "user", "content": "hello \\u4f60\\u597d"}]}')
        heading = lambda *models: self.tokmill("cost", *DAY, "--chat", "chat.json", *models)[0].decode().split("\n")[0]
        self.assertEqual(heading("-m", "gpt-4o,gpt-5").split(), ["part", "tokens"])
        self.assertEqual(heading("-m", "gpt-4o,gpt-4,gpt-4o-mini,gpt-5").split()[1:],
                         ["gpt-4o", "and", "2", "others", "gpt-4"])

    def test_numbers_with_multipliers(self):
        row = self.row("-m", "gpt-4o", "--input-tokens", "200k", "--output-tokens", "1.5M", "--cached-tokens", "1e3",
                       "--calls", "2k")
        self.assertEqual((row["input_tokens"], row["output_tokens"], row["cached_tokens"], row["calls"]),
                         (200000, 1500000, 1000, 2000))
        self.assertIn("--input-tokens: expected a non-negative integer, got '1.0005k'",
                      self.error("-m", "gpt-4o", "--input-tokens", "1.0005k"))

    def test_a_share_of_the_input_is_cached(self):
        row = self.row("-m", "gpt-5.4", "--input-tokens", "43610", "--cached-tokens", "80%")
        self.assertEqual(row, self.row("-m", "gpt-5.4", "--input-tokens", "43610", "--cached-tokens", "34888"))
        self.assertEqual(self.row("-m", "gpt-4o", "-t", "one two three", "--cached-tokens", "50%")["cached_tokens"], 1)
        self.assertEqual(self.row("-m", "gpt-4o", "-t", "x", "--cached-tokens", "100%")["usd"]["input"], "0.000000")
        self.requests(self.batch_request("gpt-4o", "hello"), self.batch_request("gpt-4o", "hello there, you"))
        rows = self.rows("--requests", "requests.jsonl", "--cached-tokens", "50%")
        # Of each request by itself, rounded down: it has 7 tokens, and its content.
        counted = [self.row("-m", "gpt-4o", "-t", text)["input_tokens"] + 7 for text in ("hello", "hello there, you")]
        self.assertEqual(rows[0]["cached_tokens"], sum(count // 2 for count in counted))
        for share in ("101%", "-1%", "x%", "%"):
            self.assertIn(f"--cached-tokens: expected a percentage from 0% to 100%, got '{share}'",
                          self.error("-m", "gpt-4o", "-t", "x", "--cached-tokens", share))
        self.assertIn("--cached-tokens: expected a non-negative integer, got 'x'",
                      self.error("-m", "gpt-4o", "-t", "x", "--cached-tokens", "x"))

    def test_an_unknown_price_matters_only_if_there_are_tokens(self):
        usd = self.row("-m", "gpt-4", "--input-tokens", "10")["usd"]
        self.assertEqual((usd["cached"], usd["total"]), ("0.000000", "0.000300"))
        usd = self.row("-m", "gpt-4", "--input-tokens", "10", "--cached-tokens", "1")["usd"]
        self.assertEqual((usd["input"], usd["cached"], usd["output"], usd["total"]),
                         ("0.000270", None, "0.000000", None))

    def test_tiers_reprice_the_whole_call(self):
        def usd(model, *arguments):
            return self.row("-m", model, *arguments)["usd"]
        self.assertEqual(usd("gpt-5.4", "--input-tokens", "272000")["input"], "0.680000")
        self.assertEqual(usd("gpt-5.4", "--input-tokens", "272001", "--output-tokens", "1000")["output"], "0.022500")
        self.assertEqual(usd("grok-4.3", "--input-tokens", "200000")["input"], "0.500000")
        self.assertEqual(usd("gpt-5.4", "--input-tokens", "272001", "--cached-tokens", "272000")["input"], "0.000005")
        self.assertEqual(usd("gpt-5.4", "--input-tokens", "200000", "--calls", "2")["input"], "1.000000")

    def test_batch_and_services(self):
        def total(model, *arguments):
            return self.row("-m", model, "--input-tokens", "1000000", *arguments)["usd"]["total"]
        self.assertEqual(total("gpt-4o", "--batch"), "1.250000")
        self.assertEqual(total("gpt-4o", "--service", "batch"), "1.250000")
        self.assertEqual(total("gpt-4o", "--service", "priority"), "4.250000")
        self.assertEqual(total("o3", "--service", "flex"), "1.000000")
        self.assertEqual(total("deepseek-v4-pro", "--service", "off-peak"), "0.660000")
        self.assertEqual(total("deepseek-v4-pro", "--service", "standard"), "1.320000")
        self.assertIsNone(total("gpt-4-32k", "--batch"))
        self.assertIn("invalid value 'prioritty' for --service; expected priority, flex, off-peak, ultrafast, balanced, "
                      "batch or standard; did you mean priority?", self.error("--service", "prioritty", "--input-tokens", "1"))
        self.assertIn("--batch and --service flex cannot be used together",
                      self.error("--service", "flex", "--batch", "--input-tokens", "1"))

    def test_cache_writes_are_in_the_document_if_there_are_any(self):
        row = self.row("-m", "claude-sonnet-4-6", "--input-tokens", "0", "--cache-write-tokens", "1000",
                       "--cache-write-long-tokens", "1000")
        self.assertEqual(row["usd"]["cache_write"], "0.009750")
        self.assertEqual(row["usd"]["total"], "0.009750")
        self.assertEqual(row["cache_write_tokens"], 2000)
        self.assertNotIn("cache_write", self.row("-m", "gpt-4o", "--input-tokens", "1")["usd"])

    def test_the_day(self):
        def total(day):
            output = self.tokmill("cost", "--at", day, "-m", "gpt-5.6-sol", "--input-tokens", "1000000", "--json")[0]
            return json.loads(output)[0]["usd"]["total"]
        self.assertEqual(total("2026-08-20"), "10.000000")
        self.assertEqual(total("2026-08-21"), "8.000000")
        self.assertEqual(total("2026-11-21"), "8.000000")
        self.assertIsNone(total("2026-11-22"))
        self.tokmill("cost", "--at", "2026-02-30", "-t", "x", status=2)
        self.tokmill("cost", "--at", "soon", "-t", "x", status=2)

    def test_limits_of_a_call(self):
        row = self.row("-m", "gpt-4", "--input-tokens", "8000", "--output-tokens", "193")
        self.assertEqual((row["context_used"], row["context_window"], row["fits"]), (8193, 8192, False))
        self.assertTrue(self.row("-m", "gpt-4", "--input-tokens", "8000", "--output-tokens", "192")["fits"])
        self.assertFalse(self.row("-m", "gpt-4o", "--input-tokens", "1", "--output-tokens", "16385")["fits"])
        row = self.row("-m", "chatgpt-4o-latest", "--input-tokens", "1")
        self.assertEqual((row["context_window"], row["fits"]), (None, None))

    # --- Models --------------------------------------------------------------------------------------

    def test_a_tokenizer_that_is_not_public(self):
        row = self.row("-m", "claude-sonnet-4-6", "-t", "hello world")
        self.assertEqual((row["exact"], row["encoding"], row["input_tokens"]), (False, "o200k_base", 2))
        table = self.tokmill("cost", *DAY, "-m", "claude-sonnet-4-6", "-t", "hello world")[0].decode()
        self.assertIn("≈ 1–10", table)
        self.assertIn("no public tokenizer; counted with o200k_base as an approximation", table)

    def test_an_estimate_whose_error_is_known(self):
        prices = "prices.tsv"
        self.file(prices, "model\tcontext_window\tratio_low\tratio_high\tratio_source\tinput\n"
                          "made-up\t12\t0.5\t1.5\tmeasured on 2026-11-26\t1000000\n")
        arguments = ("--prices", prices, "-m", "made-up", "-t", "one two three four five six seven")
        row = self.row(*arguments)
        self.assertEqual((row["exact"], row["encoding"], row["input_tokens"], row["fits"]),
                         (False, "o200k_base", 7, True))
        self.assertEqual(row["usd"]["total"], "7.000000")
        self.assertEqual(row["range"], {"input_tokens": [3, 11], "usd_total": ["3.000000", "11.000000"]})
        table = self.tokmill("cost", *DAY, *arguments)[0].decode()
        self.assertIn("≈ 3–11 ", table)
        self.assertIn("≈ 3.000000–11.000000", table)
        error = "0.500 to 1.500 of its tokens for each of o200k_base: measured on 2026-11-26"
        self.assertIn(f"counted with o200k_base as an approximation ({error})", table)
        csv = self.tokmill("cost", *DAY, *arguments, "--csv")[0].decode().splitlines()
        self.assertTrue(csv[0].endswith(",input_tokens_low,usd_total_low,input_tokens_high,usd_total_high"), csv)
        self.assertTrue(csv[1].endswith(",3,3.000000,11,11.000000"), csv)
        # Limits: an error where the bounds disagree.
        limits = (("--max-cost", "11", 0, ""), ("--max-cost", "3", 1, "cost is a range that may exceed --max-cost"),
                  ("--max-cost", "2.5", 3, "≈ $3.000000 exceeds --max-cost 2.50 by $0.500000"),
                  ("--fits", "made-up", 0, ""))
        for option, value, status, message in limits:
            self.assertIn(message, self.tokmill("cost", *DAY, *arguments, option, value, status=status)[1])
        for words, status, message in ((9, 1, "cannot check --fits"), (26, 3, "≈ 13 tokens exceed its context window")):
            errors = self.tokmill("cost", *DAY, "--prices", prices, "-m", "made-up", "-t", " one" * words, "--fits",
                                  "made-up", status=status)[1]
            self.assertIn(message, errors)
        # Other commands.
        self.assertIn(error, self.tokmill("count", "--prices", prices, "-m", "made-up", "-t", "x")[1])
        self.assertIn(error, self.tokmill("compare", "--prices", prices, "-m", "made-up", "-t", "x")[1])
        self.assertIn(error, self.tokmill("models", "--prices", prices, "made-up")[0].decode())
        self.assertIn(error, self.tokmill("languages", "--prices", prices, "-m", "made-up")[0].decode())
        (model,) = json.loads(self.tokmill("models", "--prices", prices, "made-up", "--json")[0])
        self.assertEqual(model["token_ratio"], {"low": "0.500", "high": "1.500", "source": "measured on 2026-11-26"})

    def test_an_estimate_whose_error_is_not_known(self):
        row = self.row("-m", "grok-4.7", "-t", "hello world")
        self.assertEqual((row["exact"], row["input_tokens"], row["range"]), (False, 2, None))
        self.assertIn("; error unknown)", self.tokmill("cost", "-m", "grok-4.7", "-t", "x")[0].decode())
        self.assertIn("error unknown without a range", self.tokmill("cost", "-t", "x")[0].decode())
        self.assertIn("; error unknown)", self.tokmill("count", "-m", "grok-4.7", "-t", "x")[1])
        self.assertIn("; error unknown)", self.tokmill("compare", "-m", "grok-4.7", "-t", "x")[1])
        self.assertIn("(error unknown)", self.tokmill("models", "grok-4.7")[0].decode())

    def test_the_measured_error_of_claude(self):
        row = self.row("-m", "claude-opus-4-8", "-t", " one" * 1000)
        self.assertEqual(row["range"]["input_tokens"], [746, 4788])

    def test_given_tokens_are_not_called_counted(self):
        arguments = ("cost", *DAY, "-m", "claude-sonnet-4-6", "--input-tokens", "5")
        table = self.tokmill(*arguments)[0].decode()
        self.assertIn("≈ claude-sonnet-4-6: token count as given; the model's tokenizer is not public", table)
        self.assertNotIn("counted with", table)
        self.assertIsNone(self.row("-m", "claude-sonnet-4-6", "--input-tokens", "5")["range"])

    def test_names(self):
        self.assertEqual(self.row("-m", "gpt-4o-2024-11-20", "-t", "x")["model"], "gpt-4o-2024-11-20")
        self.assertEqual(self.row("-m", "openai/gpt-4o", "-t", "x")["usd"]["total"], "0.0000025")
        self.assertIn("did you mean gpt-4o", self.error("-m", "gpt-4oo", "-t", "x"))
        self.assertIn("did you mean gpt-5?", self.error("-m", "gpt-5zzz", "-t", "x"))
        output, errors = self.tokmill("cost", *DAY, "-m", "nothing-like-it", "-m", "gpt-4o", "-t", "x", "--json",
                                      status=1)
        self.assertEqual([row["model"] for row in json.loads(output)], ["gpt-4o"])
        self.assertEqual(len(errors.splitlines()), 1)

    def test_a_model_without_a_price_has_unknown_amounts(self):
        row = self.row("-m", "text-davinci-003", "-t", "hello")
        self.assertEqual((row["encoding"], row["exact"], row["usd"]["total"]), ("p50k_base", True, None))

    def test_the_default_set_is_sorted_by_total(self):
        output = self.tokmill("cost", *DAY, "--input-tokens", "1000000")[0].decode()
        self.assertIn("gpt-4o-mini", output)
        self.assertIn("claude-opus-5-5", output)
        self.assertIn("reasoning tokens are billed as output and cannot be predicted", output.splitlines())
        totals = [float(line.split("*")[0].split()[-3]) for line in output.split("\n\n")[0].splitlines()[1:]
                  if "unknown" not in line and "does not fit" not in line]
        self.assertGreater(len(totals), 5)
        self.assertEqual(totals, sorted(totals))

    def test_an_encoding_replaces_that_of_the_model(self):
        row = self.row("-e", "cl100k_base", "--fits", "gpt-4o", "-t", "x")
        self.assertEqual((row["encoding"], row["exact"]), ("cl100k_base", False))
        self.error("-e", "cl100k_base", "-m", "gpt-4o", "-t", "x")

    # --- Notes ---------------------------------------------------------------------------------------

    def test_a_note_names_the_encoding_that_was_chosen(self):
        self.file("chat.json", '{"model": "gpt-4o", "messages": [{"role": "user", "content": "hello"}]}')
        output = self.tokmill("cost", *DAY, "-e", "cl100k_base", "--chat", "chat.json")[0].decode()
        self.assertIn("≈ gpt-4o: counted with cl100k_base (--encoding) instead of the model's own tokenizer\n", output)
        self.assertNotIn("no public tokenizer", output)

    def test_lists_of_models(self):
        rows = self.rows("-m", " gpt-4o , gpt-4,gpt-4?", "--input-tokens", "1")
        self.assertEqual([row["model"] for row in rows[:2]], ["gpt-4o", "gpt-4"])
        self.assertEqual(len({row["model"] for row in rows}), len(rows))

    def test_old_prices_share_one_note(self):
        models = ("-m", "qwen-flash", "-m", "qwen3-max", "-m", "claude-sonnet-4-6")
        table = self.tokmill("cost", *DAY, *models, "-t", "x")[0].decode()
        old = [line for line in table.splitlines() if "180 days" in line]
        self.assertEqual(old, ["* price recorded more than 180 days before 2026-10-30: qwen-flash (2025-07-28), "
                               "qwen3-max (2025-09-23)"])

    def test_prices_without_a_date_share_the_note_on_old_prices(self):
        self.file("prices.tsv", "model\tinput\nmine\t1\nours\t1\n")
        arguments = ("cost", *DAY, "--prices", "prices.tsv", "-m", "mine", "-m", "ours", "--input-tokens", "1")
        lines = self.tokmill(*arguments)[0].decode().splitlines()
        self.assertIn("* price date unknown: mine, ours", lines)
        lines = self.tokmill(*arguments, "-m", "qwen-flash")[0].decode().splitlines()
        self.assertIn("* price recorded more than 180 days before 2026-10-30: qwen-flash (2025-07-28); "
                      "price date unknown: mine, ours", lines)

    def test_a_promotion_that_ended_has_a_note(self):
        table = self.tokmill("cost", "--at", "2026-11-24", "-m", "gpt-5.6-sol", "-t", "x")[0].decode()
        self.assertIn("gpt-5.6-sol: a promotion ended on 2026-11-21; the price since then is unknown",
                      table.splitlines())
        self.assertIn("unknown", table)

    def test_a_price_for_peak_hours_has_a_note(self):
        arguments = ("cost", *DAY, "-m", "deepseek-v4-pro", "-t", "x")
        self.assertIn("peak hours", self.tokmill(*arguments)[0].decode())
        self.assertNotIn("peak hours", self.tokmill(*arguments, "--service", "off-peak")[0].decode())

    def test_rounding_has_a_note(self):
        self.assertIn("rounded", self.tokmill("cost", *DAY, "-m", "gpt-4o", "-t", "x")[0].decode())
        self.assertNotIn("rounded", self.tokmill("cost", *DAY, "-m", "gpt-4o", "--input-tokens", "1000")[0].decode())

    # --- Output formats -----------------------------------------------------------------------------

    def test_csv_and_markdown(self):
        output = self.tokmill("cost", *DAY, "-m", "gpt-4o", "-m", "gpt-4", "--input-tokens", "1", "--cached-tokens",
                              "1", "--csv")[0].decode()
        self.assertEqual(output.splitlines()[1],
                         "gpt-4o,o200k_base,true,1,1,0,0,1,0.000000,0.00000125,0.000000,0.000000,"
                                                 "0.00000125,128000,1,true,2026-11-25")
        self.assertEqual(output.splitlines()[2].split(",")[9], "")
        output = self.tokmill("cost", *DAY, "-m", "gpt-4o", "--input-tokens", "1", "--markdown")[0].decode()
        self.assertTrue(output.startswith("| model | encoding | input |"), output)
        self.assertIn("| --- | --- | ---: |", output)
        self.error("--csv", "--json", "-t", "x")

    # --- Limits --------------------------------------------------------------------------------------

    def test_max_cost(self):
        arguments = ("cost", *DAY, "-m", "gpt-4o", "-m", "gpt-4", "--input-tokens", "1000")
        output, errors = self.tokmill(*arguments, "--max-cost", "0.01", status=3)
        self.assertIn(b"gpt-4o", output)
        self.assertEqual(errors, "tokmill: gpt-4: $0.030000 exceeds --max-cost 0.01 by $0.020000\n")
        self.assertEqual(self.tokmill(*arguments, "--max-cost", "0.03")[1], "")
        self.error("--max-cost", "-1", "-t", "x")
        self.error("--max-cost", "cheap", "-t", "x")
        # A limit on an unknown cost cannot be checked.
        errors = self.tokmill("cost", *DAY, "-m", "text-davinci-003", "-t", "x", "--max-cost", "1", status=1)[1]
        self.assertEqual(errors, "tokmill: text-davinci-003: cost is unknown; cannot check --max-cost\n")

    def test_fits(self):
        output, errors = self.tokmill("cost", *DAY, "--fits", "gpt-4", "--input-tokens", "9000", status=3)
        self.assertIn(b"does not fit", output)
        self.assertEqual(errors, "tokmill: gpt-4: 9000 tokens exceed its context window of 8192 by 808\n")
        self.assertEqual(self.tokmill("cost", *DAY, "--fits", "gpt-4", "--input-tokens", "8192")[1], "")
        self.tokmill("cost", *DAY, "--fits", "gpt-4", "-m", "gpt-4o", "--input-tokens", "9000", status=3)
        self.assertRegex(self.error("--fits", "gtp-44x", "--input-tokens", "1"), "--fits: .*'gtp-44x'")
        # Each of several models.
        arguments = ("cost", *DAY, "-m", "gpt-4o", "--fits", "gpt-4,gpt-4o", "--fits", "gpt-3.5-turbo",
                     "--input-tokens")
        self.assertEqual(self.tokmill(*arguments, "20k", status=3)[1].splitlines(),
                         ["tokmill: gpt-4: 20000 tokens exceed its context window of 8192 by 11808",
                          "tokmill: gpt-3.5-turbo: 20000 tokens exceed its context window of 16385 by 3615"])
        self.assertEqual(self.tokmill(*arguments, "8k")[1], "")
        rows = self.rows("--fits", "gpt-4o", "--fits", "gpt-5", "--input-tokens", "1")
        self.assertEqual([row["model"] for row in rows], ["gpt-4o", "gpt-5"])

    # --- Chat requests -------------------------------------------------------------------------------

    def test_requests_of_the_cookbook(self):
        messages = os.path.join(REQUESTS, "cookbook_messages.json")
        tools = os.path.join(REQUESTS, "cookbook_tools.json")
        rows = self.rows("-m", "gpt-4", "-m", "gpt-3.5-turbo-0301", "-m", "gpt-4o", "--chat", messages)
        self.assertEqual([row["input_tokens"] for row in rows], [129, 127, 124])
        rows = self.rows("-m", "gpt-4", "-m", "gpt-3.5-turbo", "-m", "gpt-4o", "-m", "gpt-4o-mini", "--chat", tools)
        self.assertEqual([row["input_tokens"] for row in rows], [105, 105, 101, 101])
        self.assertTrue(all(row["exact"] for row in rows))
        self.assertEqual(sum(item["tokens"] for item in rows[0]["items"]), 105)

    def test_the_model_of_a_request_and_of_the_command_line(self):
        tools = os.path.join(REQUESTS, "cookbook_tools.json")
        self.assertEqual(self.row("--chat", tools)["model"], "gpt-4o")
        self.assertEqual(self.row("--chat", tools, "-m", "gpt-4")["model"], "gpt-4")
        row = self.row("--chat", tools, "-m", "gpt-4.1")
        self.assertFalse(row["exact"])  # no rule is published for its functions

    def test_special_applies_to_texts_only(self):
        tools = os.path.join(REQUESTS, "cookbook_tools.json")
        self.assertIn("--special", self.error("--special", "allow", "--chat", tools))
        self.assertIn("--special", self.error("--special", "error", "--input-tokens", "1"))
        self.assertIn("--special", self.tokmill("count", "--special", "allow", "--chat", tools, status=2)[1])

    def test_images(self):
        def tokens(model, **image):
            part = {"type": "image_url", "image_url": {"url": "https://example.org/i.png", **image}}
            self.file("chat.json", json.dumps({"messages": [{"role": "user", "content": [part]}]}))
            return self.row("-m", model, "--chat", "chat.json")["input_tokens"] - 7
        self.assertEqual(tokens("gpt-4o", width=1024, height=1024), 765)
        self.assertEqual(tokens("gpt-4o", width=2048, height=4096, detail="auto"), 1105)
        self.assertEqual(tokens("gpt-4o", width=2048, height=4096, detail="low"), 85)
        self.assertEqual(tokens("gpt-5-mini", width=1800, height=2400), 2352)

    def test_a_request_that_cannot_be_counted(self):
        self.file("chat.json", '{"messages": [{"role": "user", "content": 3}]}')
        self.assertEqual(self.error("-m", "gpt-4o", "--chat", "chat.json", status=1),
                         "tokmill: chat.json: /messages/0/content: expected a string or an array of content parts\n")
        self.file("chat.json", '{"messages": [')
        self.assertIn("chat.json: invalid JSON at column", self.error("-m", "gpt-4o", "--chat", "chat.json", status=1))
        self.error("-m", "gpt-4o", "--chat", "absent.json", status=1)

    def test_a_chat_request_for_a_model_without_a_price(self):
        self.file("chat.json", '{"model": "gpt-35-turbo-mine", "messages": [{"role": "user", "content": "hello"}]}')
        row = self.row("--chat", "chat.json")
        self.assertEqual((row["model"], row["encoding"]), ("gpt-35-turbo-mine", "cl100k_base"))
        self.assertEqual((row["input_tokens"], row["exact"]), (8, False))
        self.assertIsNone(row["usd"]["total"])

    # --- Files of requests ---------------------------------------------------------------------------

    def test_a_batch_file_has_a_row_for_each_model_and_the_total(self):
        self.requests(self.batch_request("gpt-4o", "hello"), self.batch_request("gpt-4", "hello"),
                      self.batch_request("gpt-4o", "hello world"))
        rows = self.rows("--requests", "requests.jsonl", "--output-tokens", "10")
        self.assertEqual([row["model"] for row in rows], ["gpt-4o", "gpt-4", "total"])
        self.assertEqual([row["calls"] for row in rows], [2, 1, 3])
        self.assertEqual([row["input_tokens"] for row in rows], [8 + 9, 8, 25])
        self.assertEqual([row["output_tokens"] for row in rows], [20, 10, 30])
        self.assertEqual(rows[2]["usd"]["total"], "0.0010825")
        rows = self.rows("--requests", "requests.jsonl", "--batch", "-m", "gpt-4o")
        self.assertEqual([row["model"] for row in rows], ["gpt-4o", "total"])
        self.assertEqual(rows[0]["usd"]["input"], "0.00003125")

    def test_requests_for_a_model_without_a_price(self):
        self.requests(*[self.batch_request("gpt-35-turbo-mine", "hello")] * 2,
                      *[self.batch_request("text-davinci-003", "hello")] * 2)
        rows = self.rows("--requests", "requests.jsonl")
        self.assertEqual([row["model"] for row in rows], ["gpt-35-turbo-mine", "text-davinci-003", "total"])
        self.assertEqual([row["encoding"] for row in rows[:2]], ["cl100k_base", "p50k_base"])
        self.assertEqual([row["calls"] for row in rows], [2, 2, 4])
        self.assertEqual(rows[0]["input_tokens"], 2 * 8)
        self.assertIs(rows[0]["exact"], False)  # the overhead of its messages is not published
        self.assertIsNone(rows[0]["usd"]["total"])

    def test_each_request_chooses_its_own_tier(self):
        # Only their sum exceeds the threshold.
        text = "x " * 60000
        self.requests(self.batch_request("claude-haiku-5-5", text), self.batch_request("claude-haiku-5-5", text))
        row = self.rows("--requests", "requests.jsonl")[0]
        self.assertGreater(row["input_tokens"], 100000)
        self.assertEqual(row["usd"]["input"], f"0.{row['input_tokens']:07}")

    def test_a_fine_tuning_file(self):
        self.requests({"messages": [{"role": "user", "content": "hello"}, {"role": "assistant", "content": "world"}]})
        rows = self.rows("--requests", "requests.jsonl", "-m", "gpt-4o", "--epochs", "3")
        self.assertEqual(rows[0]["input_tokens"], 3 * 13)
        self.assertIsNone(rows[0]["usd"]["total"])  # the built-in table has no training prices
        self.file("prices.tsv", "model\tinput\ttraining\ngpt-4o\t2.5\t25\n")
        rows = self.rows("--requests", "requests.jsonl", "-m", "gpt-4o", "--epochs", "3", "--prices", "prices.tsv")
        self.assertEqual(rows[0]["usd"]["total"], "0.000975")
        self.assertIn("line 1: the request names no model", self.error("--requests", "requests.jsonl", status=1))
        self.error("--epochs", "2", "-t", "x")

    def test_several_models_are_alternatives_and_have_no_total(self):
        self.requests(self.batch_request("gpt-4o", "hello"))
        rows = self.rows("--requests", "requests.jsonl", "-m", "gpt-4o", "-m", "gpt-4", "-m", "gpt-4o")
        self.assertEqual([row["model"] for row in rows], ["gpt-4o", "gpt-4"])
        self.assertEqual([row["calls"] for row in rows], [1, 1])
        self.assertEqual(rows[0]["usd"]["total"], "0.000020")
        # Only their sum exceeds the limit.
        self.tokmill("cost", *DAY, "--requests", "requests.jsonl", "-m", "gpt-4o", "-m", "gpt-4", "--max-cost",
                     "0.00024")

    def test_the_total_of_requests_has_all_parts(self):
        self.requests(self.batch_request("claude-sonnet-4-6", "hello"), self.batch_request("claude-opus-4-6", "hello"))
        rows = self.rows("--requests", "requests.jsonl", "--cache-write-tokens", "1000", "--cache-write-long-tokens",
                         "1", "--output-tokens", "3")
        total = rows[-1]
        self.assertEqual(total["cache_write_tokens"], 2002)
        self.assertEqual(total["usd"]["cache_write"], "0.010016")
        for row in rows:
            parts = [row["usd"][name] for name in ("input", "cached", "cache_write", "output")]
            self.assertEqual(sum(map(Decimal, parts)), Decimal(row["usd"]["total"]))

    def test_whether_every_request_fits(self):
        self.requests(self.batch_request("gpt-4o", "hello"), self.batch_request("gpt-4o", "x " * 8000),
                      self.batch_request("gpt-4o", "x " * 9000))
        arguments = ("cost", *DAY, "--requests", "requests.jsonl", "--fits")
        output, errors = self.tokmill(*arguments, "gpt-4", "--output-tokens", "500", status=3)
        self.assertIn(b"gpt-4o", output)
        self.assertEqual(errors, "tokmill: gpt-4: 2 requests do not fit; line 3 is the longest: 9508 tokens exceed its "
                                 "context window of 8192 by 1316\n")
        self.assertEqual(self.tokmill(*arguments, "gpt-4o")[1], "")
        # Each of several models.
        errors = self.tokmill(*arguments, "gpt-4o,gpt-4", "--fits", "gpt-3.5-turbo", "--output-tokens", "9000",
                              status=3)[1]
        self.assertEqual(errors.splitlines(), [
            "tokmill: gpt-4: 3 requests do not fit; line 3 is the longest: 18008 tokens exceed its context window of "
            "8192 by 9816",
            "tokmill: gpt-3.5-turbo: 3 requests do not fit; line 1 is the longest: 9000 tokens exceed its limit for "
            "output of 4096 by 4904"])
        errors = self.tokmill(*arguments, "chatgpt-4o-latest", status=1)[1]
        self.assertEqual(errors, "tokmill: chatgpt-4o-latest: context window is unknown; cannot check --fits\n")
        # Both limits are reported if both are exceeded.
        errors = self.tokmill(*arguments, "gpt-4", "--max-cost", "0.000001", status=3)[1]
        self.assertEqual(len(errors.splitlines()), 2, errors)

    def test_requests_without_a_model_use_that_of_fits(self):
        self.requests({"body": {"messages": [{"role": "user", "content": "hello"}]}})
        rows = self.rows("--requests", "requests.jsonl", "--fits", "gpt-4")
        self.assertEqual([row["model"] for row in rows], ["gpt-4", "total"])
        self.assertIn("the request names no model; use -m to choose one",
                      self.tokmill("cost", *DAY, "--requests", "requests.jsonl", "--fits", "gpt-4,gpt-4o", status=1)[1])

    def test_more_cached_tokens_than_a_request_has(self):
        self.requests(self.batch_request("gpt-4o", "hello there, you"), self.batch_request("gpt-4o", "hello"))
        self.assertIn("requests.jsonl: line 2: 9 cached tokens exceed the 8 input tokens",
                      self.error("--requests", "requests.jsonl", "--cached-tokens", "9"))

    def test_sums_of_tokens_do_not_wrap(self):
        self.requests(*[self.batch_request("gpt-5-nano", "hello")] * 2)
        errors = self.error("--requests", "requests.jsonl", "--output-tokens", str(2**63), status=1)
        self.assertIn("more tokens than 64 bits can count", errors)

    def test_an_empty_list_of_texts_has_no_tokens(self):
        self.requests({"body": {"model": "text-embedding-3-small", "input": []}})
        self.assertEqual(self.rows("--requests", "requests.jsonl")[0]["input_tokens"], 0)

    def test_a_request_to_the_responses_api_is_an_estimate(self):
        self.requests({"url": "/v1/responses", "body": {"model": "gpt-4o", "input": "hello", "instructions": "hello"}},
                      {"url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "hello"}})
        rows = self.rows("--requests", "requests.jsonl")
        self.assertEqual([row["exact"] for row in rows], [False, True, False])
        self.assertEqual([row["input_tokens"] for row in rows], [2 * (3 + 1 + 1) + 3, 1, 14])

    def test_bytes_that_are_not_utf8(self):
        line = json.dumps(self.batch_request("gpt-4o", "X")).encode()
        self.file("requests.jsonl",
                  line + b"\n" + line.replace(b"X", b"\xff") + b"\n" + line.replace(b"X", b"\xfe") + b"\n")
        offset = len(line) + 1 + line.index(b"X")
        errors = self.tokmill("cost", *DAY, "--requests", "requests.jsonl")[1]
        self.assertEqual(errors, f"tokmill: requests.jsonl: not UTF-8 at byte {offset}; "
                                 "each ill-formed part counts as U+FFFD\n")
        self.assertIn(f"not UTF-8 at byte {offset}", self.error("--requests", "requests.jsonl", "--strict", status=1))
        chat = b'[{"role": "user", "content": "\xff"}]'
        self.file("chat.json", chat)
        for command in ("cost", "count"):
            errors = self.tokmill(command, "-m", "gpt-4o", "--chat", "chat.json")[1]
            self.assertEqual(errors,
                             "tokmill: chat.json: not UTF-8 at byte 30; each ill-formed part counts as U+FFFD\n")
            self.tokmill(command, "-m", "gpt-4o", "--chat", "chat.json", "--strict", status=1)

    def test_a_batch_file_at_the_standard_price_has_a_note(self):
        self.requests(self.batch_request("gpt-4o", "hello"))
        arguments = ("cost", *DAY, "--requests", "requests.jsonl")
        note = "standard price; use --batch for the batch price"
        self.assertIn(note, self.tokmill(*arguments)[0].decode().splitlines())
        self.assertNotIn(note, self.tokmill(*arguments, "--batch")[0].decode())

    def test_a_broken_file_of_requests(self):
        self.file("requests.jsonl", "\n\n{\n")
        self.assertIn("requests.jsonl: line 3: invalid JSON", self.error("--requests", "requests.jsonl", status=1))
        self.requests(self.batch_request("gpt-4o", 3))
        self.assertIn("line 1: /body/messages/0/content:", self.error("--requests", "requests.jsonl", status=1))
        self.requests(self.batch_request("gpt-4o", "x"), self.batch_request("nothing-like-it", "x"))
        output, errors = self.tokmill("cost", *DAY, "--requests", "requests.jsonl", "--json", status=1)
        self.assertEqual([row["model"] for row in json.loads(output)], ["gpt-4o", "total"])
        self.assertIsNone(json.loads(output)[1]["usd"]["total"])
        self.assertIn("nothing-like-it", errors)
        self.requests(self.batch_request("nothing-like-it", "x"))
        self.error("--requests", "requests.jsonl")
        self.error("--requests", "absent.jsonl", status=1)

    # --- Price tables --------------------------------------------------------------------------------

    def test_a_table_over_the_built_in_one(self):
        self.file("litellm.json", json.dumps({"gpt-4o": {"input_cost_per_token": 1e-06, "litellm_provider": "openai"},
                                              "mine": {"input_cost_per_token": 3e-06, "max_input_tokens": 10}}))
        rows = self.rows("--prices", "litellm.json", "-m", "gpt-4o", "-m", "mine", "-m", "gpt-4", "--input-tokens",
                         "1000")
        self.assertEqual([row["usd"]["total"] for row in rows], ["0.001000", "0.003000", "0.030000"])
        self.assertEqual([row["fits"] for row in rows], [True, False, True])
        self.assertEqual([row["exact"] for row in rows], [True, False, True])

    def test_an_encoding_in_the_table_takes_precedence(self):
        self.file("prices.tsv", "model\talias_of\tencoding\tinput\ngpt-4\t\tr50k_base\t1\nmine\tgpt-4\t\t\n")
        rows = self.rows("--prices", "prices.tsv", "-m", "gpt-4", "-m", "mine", "-t", "x")
        self.assertEqual([row["encoding"] for row in rows], ["r50k_base", "r50k_base"])

    def test_the_table_in_the_configuration(self):
        os.makedirs(self.path("configuration/tokmill"))
        self.file("configuration/tokmill/prices.tsv", "model\tinput\ngpt-4o\t7\n")
        self.assertEqual(self.row("-m", "gpt-4o", "--input-tokens", "1000000")["usd"]["input"], "7.000000")
        self.file("prices.tsv", "model\tinput\ngpt-4o\t8\n")
        row = self.row("-m", "gpt-4o", "--input-tokens", "1000000", "--prices", "prices.tsv")
        self.assertEqual(row["usd"]["input"], "8.000000")

    def test_a_broken_table(self):
        for content, cause in [("{", "invalid JSON at column 2"),
                               ("{}", "unknown price table format; expected LiteLLM, models.dev, llm-prices or "
                                      "genai-prices"),
                               ("", "expected JSON or a table whose first line names its columns, including 'model'"),
                               ("model\talias_of\na\tb\nb\ta\n", "line 2: circular alias 'a'"),
                               ("model\tencoding\tinput\nm\to300k\t1\n", "m: ")]:
            with self.subTest(content):
                self.file("table", content)
                errors = self.error("--prices", "table", "-m", "gpt-4o", "-t", "x")
                self.assertIn("table: ", errors)
                self.assertIn(cause, errors)
        self.error("--prices", "absent.json", "-m", "gpt-4o", "-t", "x")

    # --- Wrong usage ---------------------------------------------------------------------------------

    def test_wrong_usage(self):
        self.assertIn("more than", self.error("-m", "gpt-4o", "--input-tokens", "1", "--cached-tokens", "2"))
        self.assertIn("2 cached tokens exceed the 1 input tokens",
                      self.error("-m", "gpt-4o", "-t", "x", "--cached-tokens", "2"))
        self.error("-m", "gpt-4o", "--input-tokens", "1", "-t", "x")
        self.error("-m", "gpt-4o", "--input-tokens", "1", "file")
        self.error("-m", "gpt-4o", "--input-tokens", "-1")
        self.error("-m", "gpt-4o", "--input-tokens", "1.5")
        huge = str(2**64 - 1)
        self.assertIn("too large for exact", self.error("-m", "gpt-4o", "--input-tokens", huge, "--calls", huge))


if __name__ == "__main__":
    unittest.main()

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest


class PriceTables(ProgramTest):
    """Bills from price tables of other projects, and from the built-in one."""

    def setUp(self):
        super().setUp()
        os.environ["XDG_CONFIG_HOME"] = self.path("configuration")

    def usd(self, model, *arguments, table=None, day="2026-11-25", errors=""):
        """Return the total of a bill, and check what is on standard error."""
        if table is not None:
            self.file("table.json", json.dumps(table))
            arguments = ("--prices", "table.json", *arguments)
        output, got = self.tokmill("cost", "--json", "--at", day, "-m", model, *arguments)
        self.assertEqual(got, errors)
        return json.loads(output)[0]["usd"]["total"]

    # --- Tables of other projects --------------------------------------------------------------------

    def test_one_odd_figure_does_not_cost_the_rest_of_the_table(self):
        odd = {"p": {"models": {"noise": {"cost": {"input": 0.0024499999999999995, "output": 1}},
                                "negative": {"cost": {"input": -1, "output": 2}},
                                "quoted": {"cost": {"input": "3", "output": 4}}}}}
        warning = ("tokmill: table.json: 2 values left out, the first at /p/models/negative/cost/input: expected a "
                   "non-negative amount, got '-1'\n")
        self.file("table.json", json.dumps(odd))

        def usd(model, tokens):
            return self.usd(model, "--prices", "table.json", tokens, "1000000", errors=warning)
        self.assertEqual(usd("noise", "--input-tokens"), "0.002450")
        self.assertIsNone(usd("negative", "--input-tokens"))
        output = self.tokmill("cost", "--json", "--at", "2026-11-25", "--prices", "table.json", "-m", "negative", "-m",
                              "quoted", "--input-tokens", "0", "--output-tokens", "1000000")[0]
        self.assertEqual([row["usd"]["total"] for row in json.loads(output)], ["2.000000", "4.000000"])

    def test_every_command_that_shows_prices_warns(self):
        self.file("table.tsv", "model\tinput\toutput\nm\tfree\t2\n")
        warning = ("tokmill: table.tsv: 1 value left out, the first at line 2: invalid input 'free': not a decimal "
                   "number\n")
        for command in (("cost", "-m", "m", "--input-tokens", "1"), ("models", "m"), ("languages", "-m", "gpt-4o")):
            with self.subTest(command):
                self.assertEqual(self.tokmill(*command, "--prices", "table.tsv", "--json")[1], warning)

    def test_the_noise_of_floating_point_numbers_is_not_shown(self):
        table = {"m": {"litellm_provider": "p", "input_cost_per_token": 3.3333333333333335e-09,
                       "output_cost_per_token": 1.0000000000000001e-07}}
        self.assertEqual(self.usd("m", "--input-tokens", "1000000", table=table), "0.003333333333333")
        self.assertEqual(self.usd("m", "--input-tokens", "0", "--output-tokens", "1000000", table=table), "0.100000")

    def test_a_history_of_llm_prices(self):
        table = {"vendor": "v", "models": [{"id": "z", "name": "z", "price_history": [
            {"input": 2, "output": 10, "from_date": None, "to_date": "2026-09-01"},
            {"input": 3, "output": 15, "from_date": "2026-09-01", "to_date": None}]}]}
        self.assertEqual(self.usd("z", "--input-tokens", "1000000", table=table, day="2026-08-31"), "2.000000")
        self.assertEqual(self.usd("z", "--input-tokens", "1000000", table=table, day="2026-09-01"), "3.000000")

    def test_the_object_form_of_genai_prices(self):
        table = {"units": {"input_tokens": {"per": 1000000}}, "providers": [{"id": "p", "models": [
            {"id": "m", "prices": {"input_mtok": 2, "cache_write_1h_mtok": 4},
             "price_variants": [{"when": {"service_tier": "flex"}, "prices": {"input_mtok": 1}}]}]}]}
        self.assertEqual(self.usd("m", "--input-tokens", "1000000", table=table), "2.000000")
        self.assertEqual(self.usd("m", "--input-tokens", "1000000", "--service", "flex", table=table), "1.000000")
        self.assertEqual(self.usd("m", "--input-tokens", "0", "--cache-write-long-tokens", "1000000", table=table),
                         "4.000000")

    def test_tiers_of_models_dev(self):
        table = {"openai": {"models": {"gpt-5.4": {"cost": {
            "input": 2.5, "output": 15, "context_over_200k": {"input": 5, "output": 22.5},
            "tiers": [{"input": 5, "output": 22.5, "tier": {"type": "context", "size": 272000}}]}}}}}
        tokens = ("--output-tokens", "1000", "--input-tokens")
        self.assertEqual(self.usd("gpt-5.4", *tokens, "250000", table=table), "0.640000")
        self.assertEqual(self.usd("gpt-5.4", *tokens, "272001", table=table), "1.382505")

    def test_tiered_pricing_of_litellm(self):
        table = {"dashscope/q": {"litellm_provider": "dashscope", "tiered_pricing": [
            {"input_cost_per_token": 5e-08, "output_cost_per_token": 4e-07, "range": [0, 256000.0]},
            {"input_cost_per_token": 2.5e-07, "output_cost_per_token": 2e-06, "range": [256000.0, 1000000.0]}]}}
        tokens = ("--output-tokens", "1000", "--input-tokens")
        self.assertEqual(self.usd("dashscope/q", *tokens, "256000", table=table), "0.013200")
        self.assertEqual(self.usd("dashscope/q", *tokens, "256001", table=table), "0.06600025")

    def test_ultrafast_of_litellm(self):
        table = {"m": {"litellm_provider": "p", "input_cost_per_token": 1e-05, "input_cost_per_token_ultrafast": 6e-05}}
        self.assertEqual(self.usd("m", "--input-tokens", "1000", "--service", "ultrafast", table=table), "0.060000")

    # --- The built-in table --------------------------------------------------------------------------

    def test_priority_prices(self):
        for model, input_price, output_price in (("gpt-5.5", "12.500000", "75.000000"),
                                                 ("gpt-5.6-luna", "0.400000", "2.400000"),
                                                 ("gpt-5.6-terra", "4.000000", "24.000000"),
                                                 ("gemini-3.6-flash", "1.350000", "6.750000")):
            with self.subTest(model):
                # Calls, not tokens, so that no call reaches a tier.
                calls = ("--calls", "1000", "--service", "priority")
                self.assertEqual(self.usd(model, *calls, "--input-tokens", "1000"), input_price)
                output = ("--input-tokens", "0", "--output-tokens", "1000")
                self.assertEqual(self.usd(model, *calls, *output), output_price)

    def test_cached_input_in_a_batch(self):
        self.assertEqual(self.usd("gpt-5-mini", "--batch", "--input-tokens", "100000", "--output-tokens", "1000"),
                         "0.013500")
        cached = ("--batch", "--input-tokens", "100000", "--cached-tokens", "80000", "--output-tokens", "1000")
        self.assertEqual(self.usd("gpt-5-mini", *cached), "0.004500")
        self.assertEqual(self.usd("gpt-5.4", *cached), "0.042900")
        self.assertEqual(self.usd("gpt-4o", *cached), "0.130000")
        self.assertEqual(self.usd("gpt-4.1", *cached), "0.064000")
        self.assertEqual(self.usd("gpt-5.4", "--batch", "--input-tokens", "300000"), "0.750000")

    def test_before_any_price_is_known(self):
        for day in ("2020-01-01", "2024-06-01"):
            with self.subTest(day):
                self.assertIsNone(self.usd("gpt-4o", "--input-tokens", "1000000", day=day))
                table = self.tokmill("cost", "--at", day, "-m", "gpt-4o", "--input-tokens", "1000000")[0].decode()
                rows, _, notes = table.partition("\n\n")
                self.assertIn("unknown", rows)
                self.assertEqual(notes, "unknown: no price is known before these days: gpt-4o (2025-07-04)\n")
        self.assertEqual(self.usd("gpt-4o", "--input-tokens", "1000000", day="2025-07-04"), "2.500000")

    def test_a_tier_that_only_one_source_has(self):
        usage = ("--input-tokens", "226800", "--cached-tokens", "226784", "--cache-write-tokens", "48454",
                 "--output-tokens", "2621")
        self.assertEqual(self.usd("claude-sonnet-4-5", *usage), "0.2891007")
        self.assertEqual(self.usd("claude-sonnet-4-6", *usage), "0.2891007")
        table = self.tokmill("cost", "--at", "2026-11-25", "-m", "claude-sonnet-4-5", *usage)[0].decode()
        self.assertIn("claude-sonnet-4-5: sources disagree: genai-prices 0.2.3 has a price above 200000 tokens: input "
                      "6, cached 0.6, output 22.5", table.splitlines())
        models = ("-m", "claude-sonnet-4-5", "-m", "deepseek-chat", "-m", "gpt-4o")
        table = self.tokmill("cost", "--at", "2026-11-25", *models, *usage)[0].decode()
        self.assertIn("sources disagree on the prices of claude-sonnet-4-5, deepseek-chat; see tokmill models NAME",
                      table.splitlines())
        shown = self.tokmill("models", "claude-sonnet-4-5")[0].decode()
        self.assertIn("sources disagree (standard): genai-prices 0.2.3 has a price above 200000 tokens", shown)
        (model,) = json.loads(self.tokmill("models", "claude-sonnet-4-5", "--json")[0])
        self.assertIn("above 200000 tokens", model["prices"][0]["disagreement"])


if __name__ == "__main__":
    unittest.main()

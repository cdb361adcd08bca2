import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest

DAY = ("--at", "2026-10-30")


class Models(ProgramTest):
    def setUp(self):
        super().setUp()
        os.environ["XDG_CONFIG_HOME"] = self.path("configuration")

    def models(self, *arguments):
        return json.loads(self.tokmill("models", *DAY, "--json", *arguments)[0])

    def test_the_whole_table(self):
        models = self.models()
        self.assertEqual(len(models), 285)
        self.assertEqual(len({model["model"] for model in models}), 285)
        table = self.tokmill("models", *DAY)[0].decode()
        self.assertRegex(table, r"openai +gpt-4o +o200k_base +128000 +16384 +2.50 +1.25 +10.00 +2026-11-25")
        self.assertRegex(table, r"anthropic +claude-opus-5 +- +1000000")

    def test_filters(self):
        self.assertEqual({model["provider"] for model in self.models("--provider", "anthropic")}, {"anthropic"})
        self.assertTrue(all(model["context_window"] >= 1000000 for model in self.models("--context", "1000000")))
        cheap = self.models("--max-price", "0.1")
        self.assertTrue(all(float(model["usd_per_million"]["input"]) <= 0.1 for model in cheap))
        self.assertIn("gpt-5-nano", {model["model"] for model in cheap})
        self.assertIn("gpt-4.1-nano", {model["model"] for model in cheap})  # exactly 0.1

    def test_providers(self):
        for name in ("xai", "XAI", "x-ai"):
            self.assertEqual({model["provider"] for model in self.models("--provider", name)}, {"xai"})
        errors = self.tokmill("models", "--provider", "opena", status=2)[1]
        self.assertRegex(errors, "^tokmill: --provider: unknown provider 'opena'; did you mean openai\\?; "
                                 "expected one of alibaba, anthropic, .*openai, .*zai\n$")
        self.assertEqual(self.models("--provider", "openai", "claude-opus-5"), [])

    def test_lists_and_patterns(self):
        self.assertEqual([model["model"] for model in self.models("gpt-4o,o3", "gpt-4")], ["gpt-4o", "o3", "gpt-4"])
        self.assertEqual([model["model"] for model in self.models("GPT-4.1*")],
                         ["gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano"])
        self.assertEqual({model["provider"] for model in self.models("groq/*")}, {"groq"})
        # A pattern lists models; a name shows one in full.
        table = self.tokmill("models", *DAY, "gpt-4.1*")[0].decode()
        self.assertEqual(table.count("gpt-4.1"), 3)
        self.assertIn("aliases", self.tokmill("models", "gpt-4.1")[0].decode())
        self.assertIn("no model matches 'gpt-9*'", self.tokmill("models", "gpt-9*", status=2)[1])

    def test_names_that_rules_resolve(self):
        output, errors = self.tokmill("models", *DAY, "azure/gpt-4o", "Claude-Sonnet-4.5", "--json")
        self.assertEqual([model["model"] for model in json.loads(output)], ["gpt-4o", "claude-sonnet-4-5"])
        self.assertEqual(errors.splitlines(),
                         ["tokmill: azure/gpt-4o: azure has no row; priced as openai/gpt-4o",
                          "tokmill: Claude-Sonnet-4.5: resolved to anthropic/claude-sonnet-4-5"])
        self.assertEqual(self.tokmill("models", "openai/gpt-4o", "gpt-4o-2024-11-20")[1], "")

    def test_one_model_in_full(self):
        (model,) = self.models("gpt-5.4")
        self.assertEqual(model["usd_per_million"]["input"], "2.500000")
        self.assertEqual((model["encoding"], model["context_window"], model["max_input"]),
                         ("o200k_base", 1050000, 922000))
        self.assertEqual(model["aliases"], ["gpt-5.4-2026-03-05"])
        tier = model["prices"][1]
        self.assertEqual((tier["above_input_tokens"], tier["comparison"], tier["usd_per_million"]["output"]),
                         (272000, ">", "22.500000"))
        text = self.tokmill("models", "gpt-5.4-2026-03-05")[0].decode()
        self.assertIn("> 272000", text)
        self.assertIn("genai-prices", text)
        self.assertIn("no public tokenizer; counted with o200k_base as an approximation",
                      self.tokmill("models", "claude-opus-5")[0].decode())

    def test_a_price_as_of_a_day(self):
        def price(day):
            output = self.tokmill("models", "gemini-3.6-flash", "--json", "--at", day)[0]
            return json.loads(output)[0]["usd_per_million"]["input"]
        self.assertEqual(price("2026-12-31"), "0.750000")
        self.assertEqual(price("2027-01-01"), "1.500000")

    def test_a_price_table(self):
        self.file("table.tsv", "provider\tmodel\tinput\nme\tmine\t0\n")
        (model,) = self.models("--prices", "table.tsv", "--provider", "me")
        self.assertEqual(model["usd_per_million"]["input"], "0.000000")
        self.assertIsNone(model["usd_per_million"]["output"])

    def test_models_with_the_same_name(self):
        table = {provider: {"models": {"twin": {"cost": {"input": price}}}} for provider, price in (("a", 1), ("b", 2))}
        self.file("api.json", json.dumps(table))
        twins = [model for model in self.models("--prices", "api.json") if model["model"] == "twin"]
        self.assertEqual([twin["usd_per_million"]["input"] for twin in twins], ["1.000000", "2.000000"])
        (twin,) = self.models("--prices", "api.json", "b/twin")
        self.assertEqual(twin["provider"], "b")

    def test_csv_and_markdown(self):
        self.assertEqual(self.tokmill("models", *DAY, "gpt-4o", "--csv")[0].decode().splitlines()[1],
                         "openai,gpt-4o,o200k_base,128000,16384,2.50,1.25,10.00,2026-11-25")
        self.assertIn("| --- |", self.tokmill("models", "--markdown")[0].decode())

    def test_an_unknown_model_does_not_stop_the_others(self):
        output, errors = self.tokmill("models", *DAY, "gpt-4o", "gpt-4oo", "gpt-4", "--json", status=1)
        self.assertEqual([model["model"] for model in json.loads(output)], ["gpt-4o", "gpt-4"])
        self.assertEqual(errors, "tokmill: unknown model 'gpt-4oo'; did you mean gpt-4o?\n")

    def test_wrong_usage(self):
        self.assertIn("did you mean gpt-4o", self.tokmill("models", "gpt-4oo", status=2)[1])
        self.tokmill("models", "--max-price", "free", status=2)
        self.tokmill("models", "--at", "today", status=2)
        for arguments in ((), ("--markdown",)):
            self.assertIn("--at has no effect on models in full", self.tokmill("models", *DAY, "gpt-4o", *arguments,
                                                                               status=2)[1])
        for arguments in (("gpt-4*",), ("gpt-4o", "--max-price", "9"), ("gpt-4o", "--csv")):
            self.tokmill("models", *DAY, *arguments)
        self.tokmill("models", "--json", "--csv", status=2)


if __name__ == "__main__":
    unittest.main()

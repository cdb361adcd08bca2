import json
import os
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import ProgramTest

RULES = os.path.join(os.path.dirname(__file__), "..", "..", "..", "vocab", "prices", "name_rules.tsv")
DAY = ("--at", "2026-10-30")

# Names as SDKs and providers write them, and what they mean.
NAMES = [
    ("azure/gpt-4o", "openai/gpt-4o"),
    ("azure/gpt-5", "openai/gpt-5"),
    ("azure_ai/gpt-4o", "openai/gpt-4o"),
    ("gemini/gemini-2.5-pro", "google/gemini-2.5-pro"),
    ("models/gemini-2.5-flash", "google/gemini-2.5-flash"),
    ("vertex_ai/gemini-2.5-pro", "google/gemini-2.5-pro"),
    ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic/claude-sonnet-4-5"),
    ("bedrock/anthropic.claude-3-haiku-20240307-v1:0", "anthropic/claude-3-haiku"),
    ("claude-sonnet-4@20250514", "anthropic/claude-sonnet-4-0"),
    ("openrouter/anthropic/claude-sonnet-4.5", "anthropic/claude-sonnet-4-5"),
    ("claude-sonnet-4.5", "anthropic/claude-sonnet-4-5"),
    ("x-ai/grok-4.5", "xai/grok-4.5"),
    ("GPT-4o", "openai/gpt-4o"),
    ("claude-3-5-sonnet-latest", "anthropic/claude-3-5-sonnet"),
    ("gpt-35-turbo", "openai/gpt-3.5-turbo"),
    ("gpt-4-turbo-preview", "openai/gpt-4-turbo"),
    ("o1-preview", "openai/o1"),
]


class ModelNames(ProgramTest):
    def setUp(self):
        super().setUp()
        os.environ["XDG_CONFIG_HOME"] = self.path("configuration")

    def rows(self, *arguments, status=0):
        return json.loads(self.tokmill("cost", *DAY, "--json", *arguments, status=status)[0])

    def test_names_of_providers_and_sdks(self):
        names = ",".join(name for name, _ in NAMES)
        rows = self.rows("-m", names, "--input-tokens", "1000")
        self.assertEqual([(row["model"], row["resolved"]) for row in rows], NAMES)
        plain = self.rows("-m", ",".join(resolved for _, resolved in NAMES), "--input-tokens", "1000")
        plain = {row["model"]: row for row in plain}
        for row in rows:
            same = plain[row["resolved"]]
            self.assertNotIn("resolved", same)
            self.assertIsNotNone(row["usd"]["total"])
            for field in ("usd", "encoding", "exact", "context_window"):
                self.assertEqual(row[field], same[field], row["model"])

    def test_the_example_of_each_rule(self):
        with open(RULES, encoding="utf-8") as file:
            rules = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
        examples = [rule[3] for rule in rules]
        self.assertGreater(len(examples), 20)
        rows = self.rows("-m", ",".join(examples), "--input-tokens", "1")
        self.assertEqual([row["model"] for row in rows], examples)
        for row in rows:
            self.assertIn("/", row["resolved"])

    def test_bills_under_the_names_of_other_providers(self):
        names = {"azure/gpt-4o": "0.003500", "gemini/gemini-2.5-pro": "0.002250",
                 "us.anthropic.claude-sonnet-4-5-20250929-v1:0": "0.004500", "claude-opus-4-7-20260416": "0.007500",
                 "grok-4": "0.004500", "mistral-large-latest": "0.000650", "openai/gpt-oss-120b": "0.000210"}
        rows = self.rows("-m", ",".join(names), "--input-tokens", "1k", "--output-tokens", "100")
        self.assertEqual({row["model"]: row["usd"]["total"] for row in rows}, names)
        # Bedrock's own price, which is higher in some regions.
        bedrock = {"litellm_provider": "bedrock_converse", "input_cost_per_token": 3.3e-06,
                   "output_cost_per_token": 1.65e-05}
        name = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
        self.file("litellm.json", json.dumps({name: bedrock}))
        (row,) = self.rows("-m", name, "--input-tokens", "1k", "--output-tokens", "100", "--prices", "litellm.json")
        self.assertEqual((row["usd"]["total"], row["exact"]), ("0.004950", False))
        self.assertNotIn("resolved", row)

    def test_every_command_resolves_names_alike(self):
        note = "tokmill: azure/GPT-35-turbo: resolved to openai/gpt-3.5-turbo\n"
        for command in (["count", "-t", "x"], ["encode", "-t", "x"], ["decode", "1"], ["split", "-t", "x"],
                        ["numbers", "1234"], ["compare", "-t", "x"], ["languages", "--summary"],
                        ["chunk", "--max-tokens", "9", "-t", "x"], ["truncate", "--max-tokens", "9", "-t", "x"]):
            with self.subTest(command[0]):
                output, errors = self.tokmill(*command, "-m", "azure/GPT-35-turbo")
                self.assertEqual(errors, note)
                expected, errors = self.tokmill(*command, "-m", "gpt-3.5-turbo")
                self.assertEqual(errors, "")
                self.assertEqual(output.replace(b"azure/GPT-35-turbo", b"gpt-3.5-turbo").split(),
                                 expected.split())
                for unknown in ("gpt-5zzz", "openai/gpt-5zzz", "gpt-3.5-turbo,gpt-5zzz"):
                    self.assertIn("gpt-5zzz'; did you mean gpt-5?",
                                  self.tokmill(*command, "-m", unknown, status=2)[1])
        self.file("chat.json", json.dumps({"model": "azure/GPT-35-turbo",
                                          "messages": [{"role": "user", "content": "x"}]}))
        self.assertEqual(self.tokmill("count", "--chat", "chat.json")[1], note)

    def test_models_of_a_command_with_one_tokenizer_share_it(self):
        self.assertEqual(self.tokmill("count", "-m", "gpt-4o,gpt-5", "-t", "hello world"), (b"2\n", ""))
        self.assertEqual(self.tokmill("encode", "-m", "gpt-5*", "-t", "hello world")[0],
                         self.tokmill("encode", "-m", "gpt-5", "-t", "hello world")[0])
        self.assertIn("--model: gpt-4o and gpt-4 have different encodings, o200k_base and cl100k_base",
                      self.tokmill("count", "-m", "gpt-4o,gpt-4", "-t", "x", status=2)[1])
        self.assertIn("no model matches 'gpt-9*'", self.tokmill("count", "-m", "gpt-9*", "-t", "x", status=2)[1])
        self.assertIn("empty model name in 'gpt-4o,'",
                      self.tokmill("count", "-m", "gpt-4o,", "-t", "x", status=2)[1])

    def test_commands_that_compare_take_lists_and_patterns(self):
        rows = json.loads(self.tokmill("compare", "-m", "gpt-4,gpt-4.1*", "-t", "x", "--json")[0])
        self.assertEqual([row["model"] for row in rows], ["gpt-4", "gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano"])
        rows = self.rows("-m", "GPT-4.1*,o3", "-m", "*/claude-opus-5", "--input-tokens", "1")
        self.assertEqual([row["model"] for row in rows],
                         ["gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano", "o3", "anthropic/claude-opus-5"])
        output, errors = self.tokmill("cost", *DAY, "-m", "gpt-9*,gpt-4o", "--input-tokens", "1", "--json", status=1)
        self.assertEqual([row["model"] for row in json.loads(output)], ["gpt-4o"])
        self.assertEqual(errors, "tokmill: no model matches 'gpt-9*'\n")

    def test_a_model_that_is_named_twice_is_shown_once(self):
        for names in (["gpt-4.1,gpt-4.1"], ["gpt-4.1", "gpt-4.1"], ["gpt-4.1-?ano", "gpt-4.1-nano"],
                      ["gpt-4.1-nano", "gpt-4.1-?ano"], ["azure/gpt-4.1-n*", "azure/gpt-4.1-nano"]):
            options = [option for name in names for option in ("-m", name)]
            with self.subTest(names):
                self.assertEqual(len(self.rows(*options, "--input-tokens", "1")), 1)
                self.assertEqual(len(json.loads(self.tokmill("compare", *options, "-t", "x", "--json")[0])), 1)
                self.assertEqual(len(json.loads(self.tokmill("models", *names, "--json")[0])), 1)

    def test_a_pattern_knows_providers_as_a_name_does(self):
        rows = self.rows("-m", "x-ai/grok-4.?,azure/gpt-4.1*,openrouter/anthropic/claude-sonnet-4.?",
                         "--input-tokens", "1")
        models = [row["model"] for row in rows]
        self.assertIn("xai/grok-4.5", models)
        self.assertEqual(models[-6:-3], ["azure/gpt-4.1", "azure/gpt-4.1-mini", "azure/gpt-4.1-nano"])
        self.assertEqual(rows[-5]["resolved"], "openai/gpt-4.1-mini")
        self.assertEqual(rows[-1]["resolved"], "anthropic/claude-sonnet-4-6")
        self.assertEqual(self.tokmill("count", "-m", "azure/gpt-4.1*", "-t", "hello world")[0], b"2\n")

    def test_a_pattern_takes_linear_time(self):
        def seconds(providers):
            table = {f"p{i}": {"models": {f"m-{i}-{j}": {"id": f"m-{i}-{j}", "cost": {"input": 1, "output": 1}}
                                          for j in range(100)}} for i in range(providers)}
            self.file("api.json", json.dumps(table))
            start = time.process_time() + sum(os.times()[2:4])
            rows = self.rows("-m", "*/m-*", "--input-tokens", "1", "--prices", "api.json")
            end = time.process_time() + sum(os.times()[2:4])
            self.assertEqual(len(rows), 100 * providers)
            return end - start
        self.assertLess(seconds(80), 16 * max(seconds(20), 0.02))

    def test_a_variant_is_not_priced_as_its_model(self):
        for name in ("gpt-4o:free", "openrouter/openai/gpt-4o:nitro", "gpt-4o:ONLINE"):
            with self.subTest(name):
                (row,) = self.rows("-m", name, "--input-tokens", "1000")
                self.assertEqual((row["resolved"], row["encoding"], row["usd"]["total"]),
                                 ("openai/gpt-4o", "o200k_base", None))
                table = self.tokmill("cost", *DAY, "-m", name, "--input-tokens", "1000")[0].decode()
                self.assertIn(f"{name}: unknown: price of the variant {name[name.rindex(':'):]} of openai/gpt-4o",
                              " ".join(table.split()))
                self.assertNotIn("a required price is missing", table)
        self.assertIn("unknown model 'gpt-4o:fast'", self.tokmill("count", "-m", "gpt-4o:fast", "-t", "x", status=2)[1])
        self.file("litellm.json", json.dumps({"openrouter/openai/gpt-4o:free": {
            "litellm_provider": "openrouter", "input_cost_per_token": 0, "output_cost_per_token": 0}}))
        (row,) = self.rows("-m", "openrouter/openai/gpt-4o:free", "--input-tokens", "1000", "--prices", "litellm.json")
        self.assertEqual(row["usd"]["total"], "0.000000")
        self.assertNotIn("resolved", row)

    def test_the_notes_say_whose_price_it_is(self):
        def notes(name, *arguments):
            output = self.tokmill("cost", *DAY, "-m", name, "--input-tokens", "1000", *arguments)[0].decode()
            return [line for line in output.splitlines() if line.startswith(name + ": ")]
        self.assertEqual(notes("azure/gpt-4o"), ["azure/gpt-4o: azure has no row; priced as openai/gpt-4o"])
        self.assertEqual(notes("gpt-35-turbo"), ["gpt-35-turbo: resolved to openai/gpt-3.5-turbo"])
        self.assertEqual(notes("llama-3.1-8b-instant"),
                         ["llama-3.1-8b-instant: no maker has a row; priced as groq/llama-3.1-8b-instant"])
        self.assertEqual(notes("openai/gpt-4o"), [])
        table = {provider: {"id": provider, "models": {"both": {"id": "both", "cost": {"input": 1, "output": 1}}}}
                 for provider in ("alibaba", "deepseek")}
        self.file("api.json", json.dumps(table))
        self.assertEqual(notes("both", "--prices", "api.json"),
                         ["both: several makers have a row; priced as alibaba/both"])

    def test_a_fine_tuned_model_has_its_own_price_or_none(self):
        name = "ft:gpt-4o-mini-2024-07-18:org::id"
        (row,) = self.rows("-m", name, "--input-tokens", "1000")
        self.assertEqual((row["resolved"], row["encoding"], row["usd"]["total"]),
                         ("openai/gpt-4o-mini", "o200k_base", None))
        table = self.tokmill("cost", *DAY, "-m", name, "--input-tokens", "1000")[0].decode()
        self.assertIn(f"{name}: unknown: fine-tuned price of openai/gpt-4o-mini", table)
        self.assertNotIn("a required price is missing", table)
        self.file("litellm.json", json.dumps({"ft:gpt-4o-mini-2024-07-18": {
            "litellm_provider": "openai", "input_cost_per_token": 3e-07, "output_cost_per_token": 1.2e-06}}))
        (row,) = self.rows("-m", name, "--input-tokens", "1000", "--output-tokens", "100", "--prices", "litellm.json")
        self.assertEqual((row["usd"]["total"], row["exact"]), ("0.000420", True))

    def test_rows_of_several_providers(self):
        def provider(models):
            return {"models": {name: {"id": name, "cost": {"input": price, "output": 1}}
                               for name, price in models.items()}}
        self.file("api.json", json.dumps({
            "poe": provider({"openai/gpt-5.3-codex-spark": 0}),
            "openai": provider({"gpt-5.3-codex-spark": 1.75}),
            "vercel": provider({"mistral/mistral-embed": 8}),
            "llmgateway": provider({"azure/gpt-5": 9}),
            "alibaba-token-plan": provider({"deepseek-v3.2": 0}),
            "deepseek": provider({"deepseek-v3.2": 0.28}),
        }))
        for name, price in [("openai/gpt-5.3-codex-spark", "1.750000"), ("gpt-5.3-codex-spark", "1.750000"),
                            ("poe/openai/gpt-5.3-codex-spark", "0.000000"), ("mistral/mistral-embed", "0.100000"),
                            ("azure/gpt-5", "1.250000"), ("deepseek-v3.2", "0.280000"),
                            ("alibaba-token-plan/deepseek-v3.2", "0.000000")]:
            with self.subTest(name):
                (row,) = self.rows("-m", name, "--input-tokens", "1M", "--prices", "api.json")
                self.assertEqual(row["usd"]["total"], price)
        # A user's row overrides the built-in row of the same maker and id.
        self.file("litellm.json", json.dumps({
            "xai/grok-4.7": {"litellm_provider": "xai", "input_cost_per_token": 9e-06},
            "azure/gpt-4o": {"litellm_provider": "azure", "input_cost_per_token": 8e-06},
            "kyma/gemini-4-argon": {"litellm_provider": "kyma", "input_cost_per_token": 1e-06},
            "gemini/gemini-4-argon": {"litellm_provider": "gemini", "input_cost_per_token": 2e-06}}))
        for name, price in [("grok-4.7", "9.000000"), ("azure/gpt-4o", "8.000000"), ("gpt-4o", "2.500000"),
                            ("gemini-4-argon", "2.000000")]:
            with self.subTest(name):
                (row,) = self.rows("-m", name, "--input-tokens", "100k", "--calls", "10", "--prices", "litellm.json")
                self.assertEqual(row["usd"]["total"], price)
                self.assertEqual(row["exact"], name.endswith("gpt-4o"))


if __name__ == "__main__":
    unittest.main()

"""Questions that people ask about costs: one command answers each."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest

DAY = ("--at", "2026-11-25")
MODELS = ("-m", "gpt-4o,gpt-5-mini,gpt-5.4,claude-sonnet-4-6,gemini-2.5-pro")
TEXT = ("--input-tokens", "43610", "--output-tokens", "1k")  # 200 kB of English


class Questions(ProgramTest):
    def setUp(self):
        super().setUp()
        os.environ["XDG_CONFIG_HOME"] = self.path("configuration")  # without the user's own price table

    def rows(self, *arguments):
        return json.loads(self.tokmill("cost", *DAY, "--json", *arguments)[0])

    def totals(self, *arguments):
        return [row["usd"]["total"] for row in self.rows(*arguments)]

    def test_what_a_text_costs_on_five_models(self):
        self.assertEqual(self.totals(*MODELS, *TEXT), ["0.119025", "0.0129025", "0.124025", "0.145830", "0.0645125"])

    def test_with_most_of_it_cached(self):
        self.assertEqual(self.totals(*MODELS, *TEXT, "--cached-tokens", "80%"),
                         ["0.075415", "0.0050527", "0.045527", "0.0516324", "0.0252635"])

    def test_in_a_batch(self):
        self.assertEqual(self.totals(*MODELS, *TEXT, "--batch"),
                         ["0.0595125", "0.00645125", "0.0620125", "0.072915", "0.03225625"])

    def test_in_a_batch_with_most_of_it_cached(self):
        # OpenAI's batch prices have no discount for cached input of gpt-4o.
        self.assertEqual(self.totals(*MODELS, *TEXT, "--batch", "--cached-tokens", "80%")[:3],
                         ["0.0595125", "0.00252635", "0.02293794"])

    def test_above_and_below_a_tier(self):
        self.assertEqual(self.totals("-m", "gpt-5.4", "--input-tokens", "300k", "--output-tokens", "2k"), ["1.545000"])
        self.assertEqual(self.totals("-m", "gpt-5.4", "--input-tokens", "250k", "--output-tokens", "2k"), ["0.655000"])

    def test_with_priority(self):
        self.assertEqual(self.totals("-m", "gpt-5.4", "--service", "priority", "--input-tokens", "10k",
                                     "--output-tokens", "1k"), ["0.080000"])

    def test_with_cache_writes(self):
        tokens = ("-m", "claude-sonnet-4-6", "--input-tokens", "0", "--output-tokens", "3k")
        self.assertEqual(self.totals(*tokens, "--cache-write-tokens", "40k"), ["0.195000"])
        self.assertEqual(self.totals(*tokens, "--cache-write-long-tokens", "40k"), ["0.285000"])

    def chat(self, content, **more):
        self.file("chat.json", json.dumps(
            {"model": "gpt-4o", "messages": [{"role": "user", "content": content}], **more}))
        row, = self.rows("--chat", "chat.json")
        return row["input_tokens"], row["exact"]

    def test_of_a_request_with_tools(self):
        function = {"name": "f", "description": "Do it", "parameters": {
            "type": "object", "properties": {"a": {"type": "string", "description": "the input"}}}}
        plain, _ = self.chat("x")
        tokens, exact = self.chat("x", tools=[{"type": "function", "function": function}])
        self.assertTrue(exact)
        self.assertGreater(tokens, plain + 20)

    def test_of_an_image_and_of_a_schema(self):
        plain, _ = self.chat("x")
        image = {"type": "image_url", "image_url": {"url": "https://example.org/a.png", "detail": "low"}}
        self.assertEqual(self.chat([{"type": "text", "text": "x"}, image]), (plain + 85, True))
        schema = {"type": "object", "properties": {"a": {"type": "string"}}}
        tokens, exact = self.chat("x", response_format={
            "type": "json_schema", "json_schema": {"name": "e", "schema": schema}})
        self.assertFalse(exact)
        self.assertGreater(tokens, plain + 9)

    def test_under_the_names_of_other_providers(self):
        names = ("azure/gpt-4o", "gemini/gemini-2.5-pro", "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
                 "ft:gpt-4o-mini-2024-07-18:org::id")
        output, errors = self.tokmill("cost", *DAY, "-m", ",".join(names), "--input-tokens", "1k",
                                      "--output-tokens", "100")
        self.assertEqual(errors, "")
        text = output.decode()
        for note in ("azure has no row; priced as openai/gpt-4o", "resolved to google/gemini-2.5-pro",
                     "bedrock has no row; priced as anthropic/claude-sonnet-4-5",
                     "unknown: fine-tuned price of openai/gpt-4o-mini"):
            self.assertIn(note, text)
        self.assertEqual(self.totals("-m", ",".join(names), "--input-tokens", "1k", "--output-tokens", "100"),
                         ["0.003500", "0.002250", "0.004500", None])
        # With a table that has the rows of the providers and of the fine-tuned model.
        self.file("table.json", json.dumps({
            "us.anthropic.claude-sonnet-4-5-20250929-v1:0": {
                "litellm_provider": "bedrock_converse", "input_cost_per_token": 3.3e-06,
                "output_cost_per_token": 1.65e-05},
            "ft:gpt-4o-mini-2024-07-18": {
                "litellm_provider": "openai", "input_cost_per_token": 3e-07, "output_cost_per_token": 1.2e-06}}))
        self.assertEqual(self.totals("-m", ",".join(names), "--input-tokens", "1k", "--output-tokens", "100",
                                     "--prices", "table.json"), ["0.003500", "0.002250", "0.004950", "0.000420"])


if __name__ == "__main__":
    unittest.main()

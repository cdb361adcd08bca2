"""What `cost --chat` and `cost --requests` make of requests: each form, each part, and what they leave out."""

import json
import os
import random
import sys
import unittest
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest

DAY = ("--at", "2026-10-30")
HELLO = [{"role": "user", "content": "hello"}]  # 8 tokens


def batch_line(body, url="/v1/chat/completions"):
    return {"custom_id": "1", "method": "POST", "url": url, "body": body}


def user(*parts):
    return [{"role": "user", "content": list(parts)}]


def text(content):
    return {"type": "text", "text": content}


class Requests(ProgramTest):
    def setUp(self):
        super().setUp()
        os.environ["XDG_CONFIG_HOME"] = self.path("configuration")

    def rows(self, request, *arguments, status=0):
        """Price one request with --chat; return the rows and standard error."""
        self.file("chat.json", json.dumps(request))
        output, errors = self.tokmill("cost", *DAY, "--json", "--chat", "chat.json", *arguments, status=status)
        return json.loads(output), errors

    def row(self, request, *arguments, status=0):
        rows, errors = self.rows(request, *arguments, status=status)
        self.assertEqual(len(rows), 1)
        return rows[0], errors

    def lines(self, *lines, arguments=(), status=0):
        """Price lines with --requests; return the rows and standard error."""
        self.file("requests.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
        output, errors = self.tokmill("cost", *DAY, "--json", "--requests", "requests.jsonl", *arguments, status=status)
        return json.loads(output or "[]"), errors

    def count(self, content):
        return int(self.tokmill("count", "-t", content)[0].split()[0])

    # --- Nothing is dropped in silence ---------------------------------------------------------------

    def test_the_schema_of_the_answer(self):
        schema = {"type": "object", "properties": {"a": {"type": "string"}}}
        request = {"model": "gpt-4o", "messages": [{"role": "user", "content": "x"}], "response_format": {
            "type": "json_schema", "json_schema": {"name": "e", "schema": {**schema, "required": ["a"]}}}}
        row, errors = self.row(request)
        tokens = self.count(json.dumps(schema, separators=(",", ":"))) + 9
        self.assertEqual((row["input_tokens"], row["exact"], row["range"]), (8 + tokens, False, None))
        self.assertIn({"what": "response_format", "tokens": tokens, "exact": False}, row["items"])
        self.assertEqual(errors, "")
        table = self.tokmill("cost", *DAY, "--chat", "chat.json")[0].decode()
        self.assertRegex(table, rf"response_format +≈ {tokens}\n")

    def test_the_choice_of_a_tool(self):
        tools = [{"type": "function", "function": {"name": "weather", "description": "d"}}]
        request = {"model": "gpt-4o", "messages": HELLO, "tools": tools}
        plain = self.row(request)[0]
        self.assertTrue(plain["exact"])
        for choice, more in (("auto", 0), ("none", 1),
                             ({"type": "function", "function": {"name": "weather"}}, 4 + self.count("weather"))):
            row = self.row({**request, "tool_choice": choice})[0]
            self.assertEqual(row["input_tokens"], plain["input_tokens"] + more, choice)
            self.assertEqual(row["exact"], more == 0)
        row, errors = self.row({**request, "tool_choice": "required"})
        self.assertEqual((row["exact"], row["not_counted"]), (False, ["tool_choice"]))
        self.assertEqual(errors, "tokmill: chat.json: not counted: tool_choice\n")

    def test_a_refusal_is_counted(self):
        messages = [*HELLO, {"role": "assistant", "content": "no", "refusal": "I cannot help with that."}]
        row = self.row({"model": "gpt-4o", "messages": messages})[0]
        tokens = self.count("I cannot help with that.")
        self.assertEqual((row["input_tokens"], row["exact"]), (8 + 5 + tokens, False))
        self.assertIn({"what": "message 2 (assistant): refusal", "tokens": tokens, "exact": False}, row["items"])

    def test_what_is_not_counted_is_named_on_one_line(self):
        messages = [*HELLO, {"role": "assistant", "content": None, "audio": {"id": "audio_1"}}]
        request = {"model": "gpt-4o", "messages": messages, "prediction": {"type": "content", "content": "x" * 1000}}
        row, errors = self.row(request)
        self.assertEqual((row["exact"], row["range"]), (False, None))
        self.assertEqual(sorted(row["not_counted"]), ["audio", "prediction"])
        self.assertEqual(errors, "tokmill: chat.json: not counted: prediction, audio\n")
        self.assertEqual(self.tokmill("count", "--chat", "chat.json")[1],
                         "tokmill: estimate: no counting rule is published for some parts of the request and this "
                         "model\ntokmill: chat.json: not counted: prediction, audio\n")
        document = json.loads(self.tokmill("count", "--chat", "chat.json", "--json")[0])
        self.assertFalse(document["exact"])

    def test_the_system_prompt_of_anthropic(self):
        system = "You are terse. " * 100
        request = {"model": "claude-sonnet-4-6", "max_tokens": 50, "messages": HELLO}
        without = self.row(request)[0]["input_tokens"]
        for form in (system, [{"type": "text", "text": system, "cache_control": {"type": "ephemeral"}}]):
            row = self.row({**request, "system": form})[0]
            self.assertEqual(row["input_tokens"], without + 4 + self.count(system))
            self.assertIn("system", [item["what"] for item in row["items"]])
            self.assertFalse(row["exact"])

    def test_schemas_that_the_cookbook_does_not_cover(self):
        def row(schema, description="d"):
            function = {"name": "f", "parameters": {"type": "object", "properties": {
                "p": {"type": "string", "description": description, **schema}}}, "description": "d"}
            return self.row({"model": "gpt-4o", "messages": HELLO,
                             "tools": [{"type": "function", "function": function}]})[0]
        self.assertTrue(row({})["exact"])
        self.assertTrue(row({"enum": ["a", "b"]})["exact"])
        for schema in ({"$ref": "#/$defs/x"}, {"default": "a"}, {"pattern": "^a"}):
            self.assertEqual((row(schema)["exact"], row(schema)["not_counted"]), (False, [*schema]))
        self.assertFalse(row({"enum": [1, 2]})["exact"])
        self.assertFalse(row({}, description="")["exact"])

    def test_text_beside_the_content_of_a_part_is_named(self):
        image = {"type": "image_url", "image_url": {"url": "u", "width": 512, "height": 512}}
        counted = self.row({"model": "gpt-4o", "messages": user(text("hello"), image)})[0]
        self.assertTrue(counted["exact"])
        row, errors = self.row({"model": "gpt-4o", "messages": user(
            text("hello"), {**image, "caption": "a long caption"})})
        self.assertEqual((row["input_tokens"], row["exact"], row["not_counted"]),
                         (counted["input_tokens"], False, ["caption"]))
        self.assertEqual(errors, "tokmill: chat.json: not counted: caption\n")

    # --- Images --------------------------------------------------------------------------------------

    def test_images_follow_the_rule_of_the_maker(self):
        def tokens(model, width, height):
            image = {"type": "image_url", "image_url": {"url": "u", "width": width, "height": height}}
            (item,) = [item for item in self.row({"messages": user(text("hello"), image)}, "-m", model)[0]["items"]
                       if "image" in item["what"]]
            return item["tokens"]
        self.assertEqual(tokens("gpt-4o", 1000, 1000), 765)
        self.assertEqual(tokens("claude-sonnet-4-6", 1920, 1080), 1560)  # as Anthropic documents it
        self.assertEqual(tokens("claude-opus-4-8", 1920, 1080), 2691)
        self.assertEqual(tokens("gemini-2.5-pro", 960, 540), 6 * 258)  # as Google documents it
        self.assertEqual(tokens("gemini-3-pro-preview", 960, 540), 1120)

    def test_an_image_on_a_model_without_a_rule_is_unknown(self):
        image = {"url": "u", "width": 1000, "height": 1000}
        request = {"messages": user(text("hello"), {"type": "image_url", "image_url": image})}
        row, errors = self.row(request, "-m", "grok-4.5")
        self.assertEqual((row["input_tokens"], row["usd"]["total"], row["unknown"]), (8, None, ["image"]))
        self.assertEqual(errors, 'tokmill: chat.json: unknown number of tokens: image; add "tokens" with their number '
                                 "to it\n")
        image["tokens"] = 500
        row = self.row(request, "-m", "grok-4.5")[0]
        self.assertEqual((row["input_tokens"], row["exact"]), (508, False))
        self.assertIsNotNone(row["usd"]["total"])

    # --- The rest is done ----------------------------------------------------------------------------

    def test_every_keyword_of_a_schema_is_counted_or_named(self):
        def row(**keywords):
            properties = {"a": {"type": "integer", "description": "e", **keywords}}
            function = {"name": "f", "description": "Do", "parameters": {"type": "object", "properties": properties}}
            return self.row({"model": "gpt-4o", "messages": HELLO,
                             "tools": [{"type": "function", "function": function}]})[0]
        for known in ({}, {"additionalProperties": False}, {"additionalProperties": True}):
            self.assertTrue(row(**known)["exact"])
        for name, value in (("default", 3), ("minimum", 1), ("pattern", "a+"), ("uniqueItems", True),
                            ("additionalProperties", {"type": "string", "description": "a long text"})):
            self.assertEqual((row(**{name: value})["exact"], row(**{name: value})["not_counted"]), (False, [name]))

    def test_a_fee_is_named_by_the_presence_of_its_member(self):
        for options in ({}, {"user_location": "x"}):
            row, errors = self.row({"model": "gpt-4o", "messages": HELLO, "web_search_options": options})
            self.assertEqual(row["fees"], ["web_search_options"])
            self.assertIn("web_search_options", errors)

    def test_an_image_with_low_detail_needs_no_size(self):
        image = {"type": "image_url", "image_url": {"url": "https://example.org/i.png", "detail": "low"}}
        row, errors = self.row({"model": "gpt-4o", "messages": user(text("hello"), image)})
        self.assertEqual((row["input_tokens"], row["exact"], errors), (8 + 85, True, ""))
        self.assertNotIn("range", row)

    def test_an_image_without_a_size_is_a_range(self):
        image = {"type": "image_url", "image_url": {"url": "https://example.org/i.png"}}
        row, errors = self.row({"model": "gpt-4o", "messages": user(text("hello"), image)}, "--output-tokens", "10")
        self.assertEqual((row["input_tokens"], row["exact"]), (8 + 255, False))
        self.assertEqual(row["range"], {"input_tokens": [8 + 255, 8 + 1445], "usd_total": ["0.0007575", "0.0037325"]})
        self.assertEqual(row["usd"]["total"], "0.0007575")
        self.assertEqual(row["items"][1], {"what": "message 1 (user): image (unknown size, high detail)",
                                           "tokens": 255, "exact": False, "range": [255, 1445]})
        self.assertEqual(errors, "tokmill: chat.json: number of tokens known only as a range: image without a size; "
                                 "add \"width\" and \"height\" in pixels beside its \"url\"\n")
        table = self.tokmill("cost", *DAY, "--chat", "chat.json", "--output-tokens", "10")[0].decode()
        self.assertIn("≈ 255–1445", table)
        self.assertIn("≈ 263–1453", table)
        self.assertIn("≈ 0.000758–0.003733", table)
        output = self.tokmill("cost", *DAY, "--chat", "chat.json", "--csv")[0].decode().splitlines()
        self.assertTrue(output[0].endswith(",input_tokens_high,usd_total_high"))
        self.assertTrue(output[1].endswith(",1453,0.0036325"), output[1])

    def test_a_range_and_a_limit(self):
        image = {"type": "image_url", "image_url": {"url": "https://example.org/i.png"}}
        self.file("chat.json", json.dumps({"model": "gpt-4o", "messages": user(image)}))
        arguments = ("cost", *DAY, "--chat", "chat.json", "--max-cost")
        self.tokmill(*arguments, "0.01")
        self.assertIn("cost is a range that may exceed --max-cost", self.tokmill(*arguments, "0.001", status=1)[1])
        self.tokmill(*arguments, "0.0001", status=3)

    def test_an_unknown_part_leaves_the_others_counted(self):
        for part, what in ((({"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}), "input_audio"),
                           ({"type": "file", "file": {"file_id": "f"}}, "file"),
                           ({"type": "video"}, "video")):
            row, errors = self.row({"model": "gpt-4o", "messages": user(text("hello"), part)}, "--output-tokens", "1")
            self.assertEqual((row["input_tokens"], row["exact"], row["range"]), (8, False, None))
            self.assertEqual((row["usd"]["input"], row["usd"]["output"], row["usd"]["total"]), (None, "0.000010", None))
            self.assertEqual(row["unknown"], [what])
            self.assertIsNone(row["items"][1]["tokens"])
            self.assertEqual(errors, f"tokmill: chat.json: unknown number of tokens: {what}; add \"tokens\" with their "
                                     "number to it\n")
            table = self.tokmill("cost", *DAY, "--chat", "chat.json")[0].decode()
            self.assertIn("≥ 8", table)
            row = self.row({"model": "gpt-4o", "messages": user(text("hello"), {**part, "tokens": 100})})[0]
            self.assertEqual((row["input_tokens"], row["exact"], row["usd"]["total"]), (108, False, "0.000270"))
        self.tokmill("cost", *DAY, "--chat", "chat.json", "--fits", "gpt-4")

    def test_whether_an_unknown_part_fits(self):
        self.file("chat.json", json.dumps({"model": "gpt-4o", "messages": user({"type": "file", "file": {}})}))
        errors = self.tokmill("cost", *DAY, "--chat", "chat.json", "--fits", "gpt-4", status=1)[1]
        self.assertIn("gpt-4: number of tokens is unknown; cannot check --fits", errors)

    def test_blocks_of_anthropic(self):
        messages = [*HELLO,
                    {"role": "assistant", "content": [{"type": "tool_use", "id": "1", "name": "f", "input": {"a": 1}}]},
                    {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "1", "content": "done"}]}]
        row, errors = self.row({"model": "claude-sonnet-4-6", "max_tokens": 5, "messages": messages})
        self.assertEqual(errors, "")
        tokens = {item["what"]: item["tokens"] for item in row["items"]}
        self.assertEqual(tokens["message 2 (assistant): call of f"], 1 + self.count('{"a":1}'))
        self.assertEqual(tokens["message 3 (user): tool_result"], 1)
        image = {"type": "image", "source": {"type": "url", "url": "https://example.org/i.png"}}
        row = self.row({"model": "claude-sonnet-4-6", "max_tokens": 5, "messages": user(text("hello"), image)})[0]
        self.assertLess(row["range"]["input_tokens"][0], row["input_tokens"])
        self.assertGreater(row["range"]["input_tokens"][1],
                           sum(item.get("range", [0, item["tokens"]])[1] for item in row["items"]))

    def test_tools_that_the_provider_runs(self):
        row, errors = self.row({"model": "gpt-4o", "input": "hello", "tools": [{"type": "web_search"}]})
        self.assertEqual((row["input_tokens"], row["usd"]["total"]), (8, None))
        self.assertEqual((row["unknown"], row["fees"]), (["tool web_search"], ["web search"]))
        self.assertEqual(errors.splitlines(), [
            "tokmill: chat.json: unknown number of tokens: tool web_search; add \"tokens\" with their number to it",
            "tokmill: chat.json: not included in the price: web search"])
        row, errors = self.row({"model": "gpt-4o", "messages": HELLO, "web_search_options": {"user_location": "x"}})
        self.assertEqual((row["exact"], row["usd"]["total"]), (True, "0.000020"))
        self.assertIn("not included in the price: web_search_options", errors)
        row = self.row({"model": "gpt-4o", "messages": HELLO,
                        "tools": [{"type": "custom", "custom": {"name": "g", "description": "d"}}]})[0]
        self.assertEqual((row["exact"], row["usd"]["total"] is None), (False, False))

    def test_a_line_that_cannot_be_priced_is_left_out(self):
        good = batch_line({"model": "gpt-4o", "messages": HELLO})
        audio = batch_line({"model": "gpt-4o", "messages": user({"type": "input_audio", "input_audio": {}})})
        image = batch_line({"model": "gpt-4o", "messages": user({"type": "image_url", "image_url": {"url": "u"}})})
        rows, errors = self.lines(good, audio, good, {"body": {"model": "gpt-4o", "messages": 3}}, image, status=1)
        self.assertEqual([row["model"] for row in rows], ["gpt-4o", "total"])
        self.assertEqual([row["calls"] for row in rows], [3, 3])
        self.assertEqual(rows[1]["input_tokens"], 8 + 8 + 7 + 255)
        self.assertEqual(rows[1]["range"]["input_tokens"], [8 + 8 + 7 + 255, 8 + 8 + 7 + 1445])
        self.assertEqual(rows[1]["range"]["usd_total"][0], rows[1]["usd"]["total"])
        self.assertEqual(errors.splitlines(), [
            "tokmill: requests.jsonl: line 2: unknown number of tokens: input_audio; add \"tokens\" with their number "
            "to it",
            "tokmill: requests.jsonl: line 4: /body/messages: expected an array of messages",
            "tokmill: requests.jsonl: number of tokens known only as a range: image without a size (line 5); add "
            "\"width\" and \"height\" in pixels beside its \"url\""])
        self.file("requests.jsonl", json.dumps(good) + "\n{\n" + json.dumps(good) + "\n")
        output, errors = self.tokmill("cost", *DAY, "--json", "--requests", "requests.jsonl", status=1)
        self.assertEqual(json.loads(output)[0]["calls"], 2)
        self.assertRegex(errors, r"\Atokmill: requests.jsonl: line 2: invalid JSON [^\n]*\n\Z")

    def test_usage_with_the_fields_of_two_providers(self):
        # prompt_tokens includes what is read from the cache and written to it; input_tokens does not.
        for usage in ({"prompt_tokens": 1000, "completion_tokens": 10, "prompt_tokens_details": {"cached_tokens": 800},
                       "cache_read_input_tokens": 800, "cache_creation_input_tokens": 100},
                      {"input_tokens": 100, "output_tokens": 10, "cache_read_input_tokens": 800,
                       "cache_creation_input_tokens": 100}):
            row, _ = self.row({"model": "claude-sonnet-4-6", "choices": [], "usage": usage})
            self.assertEqual((row["input_tokens"], row["cached_tokens"], row["output_tokens"]), (900, 800, 10))
            # 100 new at 3, 800 cached at 0.3, 100 written at 3.75 and 10 output at 15 dollars per million tokens
            self.assertEqual(Decimal(row["usd"]["total"]), Decimal("0.001065"))

    def test_an_embedding_has_no_output(self):
        row, _ = self.row({"model": "text-embedding-3-small", "input": "hello"}, "--output-tokens", "max")
        self.assertEqual((row["output_tokens"], row["usd"]["output"]), (0, "0.000000"))
        self.assertIsNotNone(row["usd"]["total"])

    def test_each_line_without_a_model_is_reported(self):
        rows, errors = self.lines({"model": "gpt-4o", "messages": HELLO}, *[{"messages": HELLO}] * 3, status=1)
        self.assertEqual(rows[0]["calls"], 1)
        self.assertEqual([error.split(": ")[2] for error in errors.splitlines()], ["line 2", "line 3", "line 4"])

    def test_an_unknown_model_is_named_once_with_its_lines(self):
        odd = batch_line({"model": "nothing-like-it", "messages": HELLO})
        known = batch_line({"model": "gpt-4o", "messages": HELLO})
        rows, errors = self.lines(known, odd, odd, known, odd, status=1)
        self.assertEqual([row["usd"]["total"] for row in rows], ["0.000040", None])
        self.assertEqual(errors, "tokmill: unknown model 'nothing-like-it' (3 requests, the first in line 2)\n")
        self.assertIn(" (line 2)\n", self.lines(known, odd, status=1)[1])

    def test_an_unknown_url_is_reported(self):
        body = {"model": "gpt-4o", "messages": HELLO}
        rows, errors = self.lines(batch_line(body), batch_line(body, "/v1/moderations"), status=1)
        self.assertEqual(rows[0]["calls"], 1)
        self.assertEqual(errors, "tokmill: requests.jsonl: line 2: /url: unknown endpoint '/v1/moderations'\n")

    def test_a_file_in_utf16(self):
        line = "\ufeff" + json.dumps({"model": "gpt-4o", "messages": HELLO}) + "\n"
        self.file("requests.jsonl", line.encode("utf-16-le"))
        arguments = ("cost", *DAY, "--json", "--requests", "requests.jsonl")
        output, errors = self.tokmill(*arguments)
        self.assertEqual(json.loads(output)[0]["input_tokens"], 8)
        self.assertEqual(errors, "tokmill: requests.jsonl: converted from UTF-16 because of its byte order mark\n")
        self.file("requests.jsonl", line.replace("hello", "hell").encode("utf-16-le") + b"\0\xd8")
        self.assertIn("not UTF-16 at byte", self.tokmill(*arguments, "--strict", status=1)[1])

    def test_what_is_left_out_of_a_file_is_named_once(self):
        odd = batch_line({"model": "gpt-4o", "messages": HELLO, "prediction": {"content": "x"}})
        errors = self.lines(batch_line({"model": "gpt-4o", "messages": HELLO}), odd, odd, odd)[1]
        self.assertEqual(errors, "tokmill: requests.jsonl: not counted: prediction (3 requests, the first in line 2)\n")

    # --- The request's own settings ------------------------------------------------------------------

    def test_the_service_tier_of_a_request(self):
        self.file("prices.tsv", "model\tservice\tinput\nmine\tstandard\t2\nmine\tpriority\t4\nmine\tflex\t1\n"
                                "mine\tbatch\t0.5\n")
        prices = ("--prices", "prices.tsv")
        request = {"model": "mine", "messages": HELLO}
        for tier, total in (("priority", "0.000032"), ("flex", "0.000008"), ("default", "0.000016"),
                            ("auto", "0.000016")):
            self.assertEqual(self.row({**request, "service_tier": tier}, *prices)[0]["usd"]["total"], total, tier)
        tiered = {**request, "service_tier": "priority"}
        self.assertEqual(self.row(tiered, "--service", "standard", *prices)[0]["usd"]["total"], "0.000016")
        self.assertEqual(self.row(tiered, "--batch", *prices)[0]["usd"]["total"], "0.000004")
        self.file("chat.json", json.dumps(tiered))
        self.assertIn("priced by the request's own service_tier (priority); --service NAME replaces it",
                      self.tokmill("cost", *DAY, *prices, "--chat", "chat.json")[0].decode().splitlines())
        rows = self.lines(batch_line(tiered), batch_line(request), arguments=prices)[0]
        self.assertEqual(rows[0]["usd"]["total"], "0.000048")

    def test_a_tier_without_a_known_price(self):
        scaled = {"model": "gpt-4o", "messages": HELLO, "service_tier": "scale"}
        row, errors = self.row(scaled)
        self.assertEqual((row["usd"]["total"], row["exact"], row["not_priced"]), (None, True, ["service_tier scale"]))
        self.assertEqual(errors, "tokmill: chat.json: price unknown: service_tier scale; use --service to choose a "
                                 "price\n")
        self.assertEqual(self.row(scaled, "--service", "standard")[0]["usd"]["total"], "0.000020")
        rows, errors = self.lines(batch_line({"model": "gpt-4o", "messages": HELLO}), batch_line(scaled))
        self.assertEqual([row["usd"]["total"] for row in rows], [None, None])
        self.assertIn("price unknown: service_tier scale (line 2); use --service", errors)

    def test_a_missing_price_names_the_service_of_the_request(self):
        request = {"model": "gpt-4", "messages": HELLO, "service_tier": "priority"}
        self.row(request)
        self.assertIn("unknown: a required price is missing for gpt-4 on 2026-10-30 (priority)",
                      self.tokmill("cost", *DAY, "--chat", "chat.json")[0].decode().splitlines())
        self.lines(batch_line({"model": "gpt-4o", "messages": HELLO}), batch_line(request))
        self.assertIn("missing for gpt-4 on 2026-10-30 (priority)\n",
                      self.tokmill("cost", *DAY, "--requests", "requests.jsonl")[0].decode())

    def test_the_priority_tier_of_anthropic(self):
        usage = {"input_tokens": 100, "output_tokens": 10, "service_tier": "priority"}
        answer = {"custom_id": "1", "result": {"type": "succeeded", "message": {
            "type": "message", "model": "claude-sonnet-4-6", "content": [], "usage": usage}}}
        rows, errors = self.lines(answer)
        self.assertIsNone(rows[0]["usd"]["total"])
        self.assertIn("price unknown: service_tier priority (line 1)", errors)
        usage["service_tier"] = "standard"
        self.assertEqual(self.lines(answer)[0][0]["usd"]["total"], "0.000450")

    def test_options_without_an_effect_are_named(self):
        answer = {"object": "chat.completion", "model": "gpt-4o", "choices": [],
                  "usage": {"prompt_tokens": 10, "completion_tokens": 1}}
        errors = self.lines(answer, arguments=("--output-tokens", "50", "--cached-tokens", "50%"))[1]
        self.assertEqual(errors, "tokmill: requests.jsonl: --output-tokens, --cached-tokens: no effect on answers, "
                                 "which report their usage\n")
        self.assertIn("--cache-write-tokens: no effect on answers", self.rows(answer, "--cache-write-tokens", "5")[1])
        self.assertEqual(self.lines(answer, arguments=("--calls", "2"))[1], "")
        example = {"messages": HELLO}
        model = ("-m", "gpt-4o")
        self.assertEqual(self.lines(example, arguments=(*model, "--output-tokens", "max", "--calls", "2"))[1],
                         "tokmill: requests.jsonl: --output-tokens, --calls: no effect on fine-tuning examples\n")
        self.assertEqual(self.lines(example, arguments=(*model, "--epochs", "2"))[1], "")
        self.assertEqual(self.lines(batch_line({**example, "model": "gpt-4o"}), arguments=("--epochs", "2"))[1],
                         "tokmill: requests.jsonl: --epochs: no effect on requests that are not fine-tuning examples\n")

    def test_the_most_output(self):
        for request, tokens in (({"model": "gpt-4o", "messages": HELLO, "max_tokens": 100, "n": 3}, 300),
                                ({"model": "gpt-4o", "messages": HELLO, "max_completion_tokens": 70}, 70),
                                ({"model": "gpt-4o", "input": "hello", "max_output_tokens": 50}, 50),
                                ({"model": "claude-sonnet-4-6", "system": "s", "messages": HELLO, "max_tokens": 9}, 9),
                                ({"model": "gpt-4o", "messages": HELLO}, 16384)):
            self.assertEqual(self.row(request, "--output-tokens", "max")[0]["output_tokens"], tokens)
            rows = self.lines(request, {"body": request}, arguments=("--output-tokens", "max"))[0]
            self.assertEqual(rows[0]["output_tokens"], 2 * tokens)
        request = {"model": "gpt-4o", "messages": HELLO, "max_tokens": 100, "n": 3}
        row = self.row(request, "--output-tokens", "max", "--calls", "2")[0]
        self.assertEqual((row["usd"]["output"], row["context_used"]), ("0.006000", 108))
        self.assertIn("n = 3: each answer is billed as output",
                      self.tokmill("cost", *DAY, "--chat", "chat.json", "--output-tokens", "5")[0].decode())
        for arguments, message in ((("-t", "x", "--output-tokens", "max"), "requires --chat or --requests"),
                                   (("-t", "x", "--output-tokens", "most"), "expected a non-negative integer")):
            self.assertIn(message, self.tokmill("cost", *arguments, status=2)[1])

    # --- One reader for every form -------------------------------------------------------------------

    FORMS = {
        "chat": ({"model": "gpt-4o", "messages": HELLO}, 8),
        "responses": ({"model": "gpt-4o", "input": "hello"}, 8),
        "embeddings": ({"model": "text-embedding-3-small", "input": ["hello", [1, 2]]}, 3),
        "completions": ({"model": "gpt-3.5-turbo-instruct", "prompt": "hello"}, 1),
        "anthropic": ({"model": "claude-sonnet-4-6", "max_tokens": 5, "system": "hello", "messages": HELLO}, 8 + 5),
        "batch line": (batch_line({"model": "gpt-4o", "messages": HELLO}), 8),
        "anthropic batch line": ({"custom_id": "1", "params": {"model": "claude-sonnet-4-6", "max_tokens": 5,
                                                               "messages": HELLO}}, 8),
        "output line": ({"id": "batch_req_1", "custom_id": "1", "response": {"status_code": 200, "body": {
            "model": "gpt-4o", "choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 0}}}, "error": None},
                        5),
        "answer": ({"object": "response", "model": "gpt-4o", "usage": {"input_tokens": 4, "output_tokens": 0}}, 4),
    }

    def test_each_form_is_read_by_both_options(self):
        for name, (request, tokens) in self.FORMS.items():
            with self.subTest(name):
                row = self.row(request)[0]
                self.assertEqual(row["input_tokens"], tokens)
                rows = self.lines(request)[0]
                self.assertEqual(len(rows), 2)
                for key in ("model", "encoding", "exact", "input_tokens", "output_tokens", "usd", "context_used",
                            "fits"):
                    self.assertEqual(rows[0][key], row[key], key)
        for name, request, tokens in (
                ("preference", {"input": {"messages": HELLO},
                                "preferred_output": [{"role": "assistant", "content": "a"}],
                                "non_preferred_output": [{"role": "assistant", "content": "b"}]}, 8 + 5 + 5),
                ("completion", {"prompt": "hello", "completion": " world"}, 2)):
            with self.subTest(name):
                self.assertEqual(self.row(request, "-m", "gpt-4o")[0]["input_tokens"], tokens)
                self.assertEqual(self.lines(request, arguments=("-m", "gpt-4o"))[0][0]["input_tokens"], tokens)
                self.file("prices.tsv", "model\tinput\ttraining\ngpt-4o\t2.5\t25\n")
                usd = self.row(request, "-m", "gpt-4o", "--prices", "prices.tsv")[0]["usd"]
                self.assertEqual(Decimal(usd["total"]), tokens * Decimal("0.000025"))

    def test_a_plain_request_in_a_file_of_requests_is_no_training(self):
        rows = self.lines({"model": "gpt-4o", "messages": HELLO})[0]
        self.assertEqual(rows[0]["usd"]["total"], "0.000020")

    def test_the_other_option_is_named(self):
        line = json.dumps(batch_line({"model": "gpt-4o", "messages": HELLO}))
        self.file("requests.jsonl", line + "\n" + line + "\n")
        self.assertIn("use --requests for JSON Lines", self.tokmill("cost", "--chat", "requests.jsonl", status=1)[1])
        self.file("chat.json", json.dumps({"model": "gpt-4o", "messages": HELLO}, indent=1))
        self.assertIn("use --chat for one JSON document", self.tokmill("cost", "--requests", "chat.json", status=1)[1])

    def test_another_form_is_named(self):
        self.file("other", json.dumps({"contents": [{"parts": [{"text": "hi"}]}]}))
        for command in (("cost", "--chat"), ("cost", "--requests"), ("count", "--chat")):
            self.assertIn("this looks like a request to the Gemini API", self.tokmill(*command, "other", status=1)[1])

    def test_the_output_of_a_batch_is_priced_by_its_usage(self):
        def openai(**usage):
            return {"id": "batch_req_1", "custom_id": "1", "error": None,
                    "response": {"status_code": 200, "body": {"model": "gpt-4o", "choices": [], "usage": usage}}}
        failed = {"id": "batch_req_2", "custom_id": "2", "response": None, "error": {"code": "batch_expired"}}
        answer = openai(prompt_tokens=100, completion_tokens=20, prompt_tokens_details={"cached_tokens": 40},
                        completion_tokens_details={"reasoning_tokens": 15})
        rows, errors = self.lines(answer, failed, answer)
        self.assertEqual([rows[0][key] for key in ("input_tokens", "cached_tokens", "output_tokens", "calls")],
                         [200, 80, 40, 2])
        self.assertEqual(rows[0]["usd"], {"input": "0.000300", "cached": "0.000100", "output": "0.000400",
                                          "total": "0.000800"})
        self.assertTrue(rows[0]["exact"])
        self.assertIn("1 request without an answer, which is not billed", errors)
        anthropic = {"custom_id": "1", "result": {"type": "succeeded", "message": {
            "type": "message", "model": "claude-sonnet-4-6", "content": [], "usage": {
                "input_tokens": 10, "cache_creation_input_tokens": 100, "cache_read_input_tokens": 1000,
                "output_tokens": 50, "cache_creation": {"ephemeral_5m_input_tokens": 60,
                                                        "ephemeral_1h_input_tokens": 40}}}}}
        rows = self.lines(anthropic)[0]
        self.assertEqual(rows[0]["usd"]["total"], "0.001545")
        self.assertTrue(rows[0]["exact"])
        anthropic["result"]["message"]["usage"]["service_tier"] = "batch"
        own = self.lines(anthropic)[0][0]["usd"]
        self.assertEqual(own, self.lines(anthropic, arguments=("--batch",))[0][0]["usd"])

    def test_the_fees_of_an_answer(self):
        answer = {"object": "response", "model": "gpt-4o", "usage": {"input_tokens": 10, "output_tokens": 1},
                  "output": [{"type": "web_search_call", "status": "completed"}, {"type": "message"}]}
        row, errors = self.row(answer)
        self.assertEqual((row["fees"], row["exact"]), (["web search"], True))
        self.assertEqual(errors, "tokmill: chat.json: not included in the price: web search\n")
        self.assertIn("not included in the price: web search (line 1)", self.lines(answer)[1])

    def test_a_range_of_training_tokens(self):
        image = {"type": "image_url", "image_url": {"url": "u"}}
        self.file("prices.tsv", "model\tinput\ttraining\ngpt-4o\t1\t2\n")
        rows, errors = self.lines({"messages": user(text("hello"), image)},
                                  arguments=("-m", "gpt-4o", "--prices", "prices.tsv", "--epochs", "2"))
        low, high = 2 * (8 + 85 + 170), 2 * (8 + 85 + 8 * 170)
        self.assertEqual(rows[0]["range"], {"input_tokens": [low, high],
                                            "usd_total": [f"{2 * low / 1e6:.6f}", f"{2 * high / 1e6:.6f}"]})
        self.assertIn("known only as a range: image without a size (line 1)", errors)

    # --- Against a slow and obvious reference --------------------------------------------------------

    def test_random_requests(self):
        """The cookbook's rule for messages, functions and images, from the counts of the single texts."""
        random.seed(7)
        words = ["hello", "weather", "New York", "día", "今天", "a.b", "\n\"quoted\"", "x" * 30, "", "end."]
        strings = ["user", "assistant", "system", *words]

        def phrase():
            return " ".join(random.choices(words, k=random.randint(0, 4)))

        texts = []  # those to count, in order

        def tokens_of(content):
            texts.append(content)

        fixed = 0
        requests = []
        for _ in range(200):
            messages = []
            for _ in range(random.randint(0, 3)):
                role, content = random.choice(strings[:3]), phrase()
                message = {"role": role, "content": random.choice([content, [text(content)]])}
                fixed += 3
                tokens_of(role)
                tokens_of(content)
                if random.random() < 0.3:
                    message["name"] = name = random.choice(words[:2])
                    tokens_of(name)
                    fixed += 1
                messages.append(message)
            fixed += 3
            request = {"model": "gpt-4o", "messages": messages, "temperature": 0.5}
            functions = []
            for _ in range(random.randint(0, 2)):
                properties = {}
                fixed += 7
                description = phrase() + " does."
                tokens_of("f:" + description[:-1])
                for name in random.sample(["p", "q", "r"], random.randint(0, 3)):
                    about = phrase() + " d"
                    properties[name] = {"type": "string", "description": about}
                    fixed += 3
                    tokens_of(f"{name}:string:{about}")
                    if random.random() < 0.5:
                        choices = random.sample(words[:4], random.randint(1, 3))
                        properties[name]["enum"] = choices
                        fixed += 3 * len(choices) - 3
                        for choice in choices:
                            tokens_of(choice)
                fixed += 3 if properties else 0
                functions.append({"type": "function", "function": {
                    "name": "f", "description": description,
                    "parameters": {"type": "object", "properties": properties, "required": []}}})
            if functions:
                request["tools"] = functions
                fixed += 12
            requests.append(request)
        counted = self.tokmill("count", "--jsonl", stdin="".join(json.dumps(content) + "\n" for content in texts))[0]
        expected = fixed + sum(json.loads(line)["tokens"] for line in counted.splitlines())
        rows = self.lines(*requests)[0]
        self.assertEqual((rows[0]["input_tokens"], rows[0]["exact"], rows[0]["calls"]), (expected, True, 200))


if __name__ == "__main__":
    unittest.main()

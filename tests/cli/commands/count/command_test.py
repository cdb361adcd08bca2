import json
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import TOKMILL, ProgramTest


class Count(ProgramTest):
    def test_prints_the_bare_number_for_standard_input(self):
        self.assertEqual(self.tokmill("count", stdin="hello world")[0], b"2\n")
        self.assertEqual(self.tokmill("count", "-", stdin="hello world")[0], b"2\n")
        self.assertEqual(self.tokmill("count", "-", "-", stdin="hello world")[0], b"2  -\n0  -\n2  total\n")
        self.file("one.txt", "hello world")
        self.assertEqual(self.tokmill("count", "-", "one.txt", stdin="a")[0], b"1  -\n2  one.txt\n3  total\n")
        self.assertEqual(self.tokmill("count", stdin="")[0], b"0\n")
        self.assertEqual(self.tokmill("count", "-t", "hello world")[0], b"2\n")

    def test_paths_and_a_total(self):
        self.file("one.txt", "hello world")
        self.file("empty.txt", "")
        self.assertEqual(self.tokmill("count", "one.txt")[0], b"2  one.txt\n")
        self.assertEqual(self.tokmill("count", "one.txt", "empty.txt")[0], b"2  one.txt\n0  empty.txt\n2  total\n")

    def test_encodings_and_models(self):
        self.assertEqual(self.tokmill("count", "-e", "r50k_base", "-t", "\U0001f600")[0], b"2\n")
        self.assertEqual(self.tokmill("count", "-m", "gpt-4", "-t", "hello")[0], b"1\n")
        self.assertIn("did you mean gpt-4o", self.tokmill("count", "-m", "gpt4o", "-t", "x", status=2)[1])
        self.assertIn("o200k_base", self.tokmill("count", "-e", "o200k", "-t", "x", status=2)[1])
        self.tokmill("count", "-e", "o200k_base", "-m", "gpt-4", "-t", "x", status=2)

    def test_uses_a_proxy_for_a_tokenizer_that_is_not_public(self):
        output, errors = self.tokmill("count", "-m", "claude-sonnet-4-6", "-t", "hello world")
        self.assertEqual(output, b"2\n")
        self.assertIn("claude-sonnet-4-6: no public tokenizer; counted with o200k_base as an approximation (", errors)
        document = json.loads(self.tokmill("count", "-m", "claude-sonnet-4-6", "-t", "hello world", "--json")[0])
        self.assertEqual((document["exact"], document["encoding"]), (False, "o200k_base"))
        self.assertIn("not public", self.tokmill("encode", "-m", "claude-sonnet-4-6", "-t", "x", status=2)[1])

    def test_price_table_names_an_encoding(self):
        self.file("prices.tsv", "model\tencoding\ngpt-4\tr50k_base\n")
        document = json.loads(self.tokmill("count", "-m", "gpt-4", "--prices", "prices.tsv", "-t", "x", "--json")[0])
        self.assertEqual(document["encoding"], "r50k_base")

    def test_chat_request(self):
        request = {"messages": [{"role": "user", "content": "hello"}]}
        self.file("chat.json", json.dumps(request))
        self.assertEqual(self.tokmill("count", "--chat", "chat.json")[0], b"8\n")
        self.assertEqual(self.tokmill("count", "--chat", "-", "-m", "gpt-4", stdin=json.dumps(request))[0], b"8\n")
        self.file("chat.json", json.dumps({"model": "gpt-4", **request}))
        document = json.loads(self.tokmill("count", "--chat", "chat.json", "--json")[0])
        self.assertEqual((document["encoding"], document["exact"]), ("cl100k_base", True))
        self.assertEqual(document["inputs"][0]["path"], "chat.json")
        self.tokmill("count", "--chat", "chat.json", "--max-tokens", "7", status=3)
        for arguments in (["-t", "x"], ["--special", "allow"], ["--by", "dir"], ["--top", "2"], ["--csv"],
                          ["chat.json"]):
            errors = self.tokmill("count", "--chat", "chat.json", *arguments, status=2)[1]
            self.assertIn("--chat and ", errors)
            self.assertIn(" cannot be used together", errors)
        self.file("prices.tsv", "nonsense")
        self.assertIn("prices.tsv: ",
                      self.tokmill("count", "--chat", "chat.json", "--prices", "prices.tsv", status=2)[1])
        self.tokmill("count", "--chat", "chat.json", "--prices", "prices.tsv", "-e", "o200k_base")
        self.file("chat.json", "{}")
        self.assertIn("/messages:", self.tokmill("count", "--chat", "chat.json", status=1)[1])

    def chat(self, *parts, **more):
        request = {"model": "gpt-4o", "messages": [{"role": "user", "content": list(parts)}], **more}
        self.file("chat.json", json.dumps(request))

    def test_chat_request_with_a_range(self):
        self.chat({"type": "text", "text": "hello"}, {"type": "image_url", "image_url": {"url": "u"}})
        output, errors = self.tokmill("count", "--chat", "chat.json")
        self.assertEqual(output, b"263\n")
        self.assertIn("tokmill: chat.json: 263 to 1453 tokens\n", errors)
        self.assertIn("known only as a range: image without a size; add", errors)
        document = json.loads(self.tokmill("count", "--chat", "chat.json", "--json")[0])
        self.assertEqual((document["exact"], document["range"]), (False, {"tokens": [263, 1453]}))
        self.tokmill("count", "--chat", "chat.json", "--max-tokens", "262", status=3)
        self.tokmill("count", "--chat", "chat.json", "--max-tokens", "1453")
        errors = self.tokmill("count", "--chat", "chat.json", "--max-tokens", "500", status=1)[1]
        self.assertIn("the number of tokens is a range up to 1453, which exceeds --max-tokens 500\n", errors)
        cost = json.loads(self.tokmill("cost", "--chat", "chat.json", "--json", "-m", "claude-sonnet-4-6")[0])[0]
        document = json.loads(self.tokmill("count", "--chat", "chat.json", "--json", "-m", "claude-sonnet-4-6")[0])
        self.assertEqual(document["range"]["tokens"], cost["range"]["input_tokens"])
        self.assertEqual(document["total"]["tokens"], cost["input_tokens"])

    def test_chat_request_with_parts_that_are_not_counted(self):
        self.chat({"type": "text", "text": "hello"}, tool_choice="required", web_search_options={})
        output, errors = self.tokmill("count", "--chat", "chat.json")
        self.assertEqual(output, b"8\n")
        self.assertTrue(errors.endswith("tokmill: chat.json: not counted: tool_choice\n"), errors)
        document = json.loads(self.tokmill("count", "--chat", "chat.json", "--json")[0])
        self.assertEqual((document["exact"], document["range"]), (False, None))
        self.assertEqual(document["not_counted"], ["tool_choice"])
        self.assertNotIn("fees", document)
        errors = self.tokmill("count", "--chat", "chat.json", "--max-tokens", "8", status=1)[1]
        self.assertIn("some parts are not counted; cannot check --max-tokens\n", errors)
        self.tokmill("count", "--chat", "chat.json", "--max-tokens", "7", status=3)
        self.chat({"type": "text", "text": "hello"}, {"type": "input_audio", "input_audio": {}})
        document = json.loads(self.tokmill("count", "--chat", "chat.json", "--json")[0])
        self.assertEqual((document["total"]["tokens"], document["range"], document["unknown"]),
                         (8, None, ["input_audio"]))
        self.tokmill("count", "--chat", "chat.json", "--max-tokens", "8", status=1)

    def test_chat_answer(self):
        self.file("answer.json", json.dumps({"model": "claude-sonnet-4-6", "content": [],
                                             "usage": {"input_tokens": 7, "output_tokens": 1}}))
        output, errors = self.tokmill("count", "--chat", "answer.json", "--json")
        document = json.loads(output)
        self.assertEqual((document["total"]["tokens"], document["exact"], errors), (7, True, ""))
        self.assertNotIn("range", document)

    def test_json(self):
        self.file("é.txt", "né\n")
        document = json.loads(self.tokmill("count", "--json", "é.txt")[0])
        self.assertEqual(
            document,
            {
                "encoding": "o200k_base",
                "exact": True,
                "total": {"tokens": 2, "bytes": 4, "characters": 3},
                "inputs": [{"path": "é.txt", "tokens": 2, "bytes": 4, "characters": 3}],
            },
        )

    def test_counts_the_other_inputs_if_one_fails(self):
        self.file("good.txt", "hello")
        output, errors = self.tokmill("count", "absent.txt", "good.txt", "good.txt/x", status=1)
        self.assertEqual(output, b"1  good.txt\n")
        self.assertIn("absent.txt: No such file or directory", errors)
        self.assertIn("good.txt/x: Not a directory", errors)
        self.assertEqual(len(errors.splitlines()), 2)

    def test_limit(self):
        output, errors = self.tokmill("count", "--max-tokens", "1", "-t", "hello world", status=3)
        self.assertEqual(output, b"2\n")
        self.assertIn("2 tokens exceed --max-tokens 1 by 1", errors)
        self.tokmill("count", "--max-tokens", "2", "-t", "hello world")
        self.tokmill("count", "--max-tokens", "-1", "-t", "x", status=2)
        self.tokmill("count", "--max-tokens", "many", "-t", "x", status=2)

    def test_ill_formed_text(self):
        output, errors = self.tokmill("count", stdin=b"ab\xff")
        self.assertEqual(output, b"2\n")
        self.assertIn("at byte 2", errors)
        output, errors = self.tokmill("count", "--strict", stdin=b"ab\xff", status=1)
        self.assertEqual(output, b"")
        self.assertIn("at byte 2", errors)

    def test_special_tokens(self):
        self.assertEqual(self.tokmill("count", "--special", "allow", "-t", "<|endoftext|>")[0], b"1\n")
        self.assertEqual(self.tokmill("count", "-t", "<|endoftext|>")[0], b"7\n")
        self.assertIn("at byte 1", self.tokmill("count", "--special", "error", "-t", "a<|endoftext|>", status=1)[1])

    def test_json_lines(self):
        lines = '"hello world"\n{"text":"a"}\n\n{"other":1}\n{broken\n"\\ud800"\n"last"'
        output, errors = self.tokmill("count", "--jsonl", stdin=lines, status=1)
        answers = [json.loads(line) for line in output.splitlines()]
        self.assertEqual([answer.get("tokens") for answer in answers], [2, 1, None, None, None, 1, 1])
        self.assertTrue(all(isinstance(answers[i]["error"], str) for i in (2, 3, 4)))
        self.assertEqual(len(errors.splitlines()), 3)
        self.assertEqual(self.tokmill("count", "--jsonl", "--field", "body", stdin='{"body":"a"}\n')[0],
                         b'{"tokens":1}\n')

    def test_json_lines_that_are_not_utf8(self):
        lines = b'"caf\xe9"\n"cafe"\n{"text":"\xff\xfe"}\n'
        output, errors = self.tokmill("count", "--jsonl", stdin=lines)
        self.assertEqual([json.loads(line) for line in output.splitlines()],
                         [{"tokens": int(self.tokmill("count", "-t", text)[0])} for text in ("caf\ufffd", "cafe", "\ufffd\ufffd")])
        self.assertEqual(errors, "tokmill: line 1: not UTF-8 at byte 4; each ill-formed part counts as U+FFFD\n")
        output, errors = self.tokmill("count", "--jsonl", "--strict", stdin=lines, status=1)
        self.assertEqual([json.loads(line) for line in output.splitlines()],
                         [{"error": "not UTF-8 at byte 4"}, {"tokens": 2}, {"error": "not UTF-8 at byte 9"}])
        self.assertEqual(errors, "tokmill: line 1: not UTF-8 at byte 4\ntokmill: line 3: not UTF-8 at byte 9\n")

    def test_json_lines_with_a_byte_order_mark(self):
        for charset in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
            lines = '\ufeff"hello world"\n{"text":"\u4f60"}\n'.encode(charset)
            output, errors = self.tokmill("count", "--jsonl", stdin=lines)
            self.assertEqual(output, b'{"tokens":2}\n{"tokens":1}\n')
            self.assertEqual(errors,
                             f"tokmill: standard input: converted from {charset.upper()[:6]} because of its "
                             "byte order mark\n")
        self.assertEqual(self.tokmill("decode", "--jsonl", stdin="\ufeff[24912]".encode("utf-16-le"))[0], b'"hello"\n')
        half = '\ufeff"a'.encode("utf-16-le") + b"\0\xd8" + '"'.encode("utf-16-le")
        warning = "standard input: not UTF-16 at byte 6"
        output, errors = self.tokmill("encode", "--jsonl", stdin=half)
        self.assertEqual(json.loads(output), [int(id) for id in self.tokmill("encode", "-t", "a\ufffd")[0].split()])
        self.assertIn(f"{warning}; each ill-formed part counts as U+FFFD\n", errors)
        output, errors = self.tokmill("encode", "--jsonl", "--strict", stdin=half, status=1)
        self.assertEqual((output, errors.splitlines()[-1]), (b"", f"tokmill: {warning}"))

    def test_a_nul_byte_does_not_end_a_line(self):
        for line in (b'"a"\0garbage {{{', b'\0', b'{"text":"a"}\0', b'"a\0"', b'{"other":1\0,"text":"a"}'):
            output, errors = self.tokmill("count", "--jsonl", stdin=line + b"\n", status=1)
            self.assertIn("invalid JSON at column ", json.loads(output)["error"])
            self.assertEqual(errors.count("column"), 1)

    def test_answers_each_line_before_reading_the_next(self):
        with subprocess.Popen([TOKMILL, "count", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
            program.stdin.write(b'"a"\n')
            program.stdin.flush()
            self.assertEqual(program.stdout.readline(), b'{"tokens":1}\n')
            program.stdin.close()
            self.assertEqual(program.wait(30), 0)

    def test_output_error(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([TOKMILL, "count", "-t", "a"], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"No space left", done.stderr)

    def test_wrong_usage(self):
        self.tokmill(status=2)
        self.assertIn("did you mean count?", self.tokmill("cuont", status=2)[1])
        self.tokmill("count", "--no-such-flag", status=2)
        self.assertIn("did you mean --max-tokens?", self.tokmill("count", "--maxtokens", "5", status=2)[1])
        self.assertIn("did you mean --top?", self.tokmill("count", "--tpo=5", status=2)[1])
        self.assertIn("--jsonl and --json cannot be used together",
                      self.tokmill("count", "--json", "--jsonl", status=2)[1])
        self.tokmill("count", "--field", "x", status=2)
        for arguments in (["-t", "a"], ["--from", "auto"], ["file"]):
            self.assertIn("--jsonl and ", self.tokmill("count", "--jsonl", *arguments, status=2)[1])
        self.assertIn("--threads must be at least 1, got 0", self.tokmill("count", "-j", "0", "-t", "x", status=2)[1])
        self.tokmill("count", "-t", "a", "file", status=2)

    def test_help_and_version(self):
        self.assertRegex(self.tokmill("--version")[0], rb"^tokmill \d+\.\d+\.\d+\n$")
        self.assertIn(b"Examples:", self.tokmill("count", "--help")[0])


if __name__ == "__main__":
    unittest.main()

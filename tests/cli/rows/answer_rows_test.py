"""Rows: --jsonl and --tsv of count, encode and decode, compared with a slow reading of the same lines."""

import json
import os
import random
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import TOKMILL, ProgramTest

TEXTS = ["", "hello", "hello world", "tab\there", "line\nbreak", "cr\r", "nul\0", "back\\slash \\N", "quote\"'", "\u4f60\u597d \U0001f600",
         "word " * 200, "\\", "x" * 3000]
ESCAPES = {"\b": "\\b", "\f": "\\f", "\r": "\\r", "\n": "\\n", "\t": "\\t", "\0": "\\0", "'": "\\'", "\\": "\\\\"}


def tsv(text):
    return "".join(ESCAPES.get(character, character) for character in text)


def answers(output):
    return [json.loads(line) for line in output.splitlines()]


class Rows(ProgramTest):
    def tokens_of(self, texts):
        return [int(self.tokmill("count", "-t", text)[0]) if "\0" not in text else
                int(self.tokmill("count", stdin=text)[0]) for text in texts]

    def test_formats(self):
        tokens = self.tokens_of(TEXTS)
        for write in (json.dumps, lambda text: json.dumps({"id": 1, "text": text}),
                      lambda text: json.dumps({"text": text, "z": [{"text": "other"}]}, ensure_ascii=False)):
            lines = "".join(write(text) + "\n" for text in TEXTS)
            self.assertEqual([row["tokens"] for row in answers(self.tokmill("count", "--jsonl", stdin=lines)[0])], tokens)
        lines = "".join(tsv(text) + "\tother\n" for text in TEXTS)
        self.assertEqual(list(map(int, self.tokmill("count", "--tsv", stdin=lines)[0].split())), tokens)
        lines = "".join("other\t" + tsv(text) + "\r\n" for text in TEXTS)
        self.assertEqual(list(map(int, self.tokmill("count", "--tsv", "--field", "2", stdin=lines)[0].split())), tokens)

    def test_there_and_back(self):
        lines = "".join(json.dumps({"text": text, "n": 1}) + "\n" for text in TEXTS)
        encoded, _ = self.tokmill("encode", "--jsonl", "--pass", stdin=lines)
        for row, text in zip(answers(encoded), TEXTS):
            self.assertEqual((row["text"], row["n"]), (text, 1))
        decoded, _ = self.tokmill("decode", "--jsonl", stdin=encoded)
        self.assertEqual(answers(decoded), TEXTS)
        encoded, _ = self.tokmill("encode", "--tsv", stdin="".join(tsv(text) + "\n" for text in TEXTS))
        self.assertEqual(answers(encoded), [row["ids"] for row in answers(self.tokmill("encode", "--jsonl", "--pass", stdin=lines)[0])])
        self.assertEqual(self.tokmill("decode", "--tsv", stdin=encoded)[0].decode(), "".join(tsv(text) + "\n" for text in TEXTS))

    def test_null(self):
        lines = '{"text":null}\n{"other":1}\n\n \t\r\nnull\n{"text":"a"}\n'
        output, errors = self.tokmill("count", "--jsonl", "--null", "skip", stdin=lines)
        self.assertEqual(answers(output), [{"tokens": None}] * 5 + [{"tokens": 1}])
        self.assertEqual(errors, "")
        self.assertEqual(self.tokmill("encode", "--jsonl", "--null", "skip", stdin=lines)[0], b"null\n" * 5 + b"[64]\n")
        self.assertEqual(self.tokmill("decode", "--jsonl", "--null", "skip", stdin='null\n{"ids":[64]}\n\n')[0], b'null\n"a"\nnull\n')
        output, errors = self.tokmill("count", "--jsonl", stdin=lines, status=1)
        self.assertEqual(len([row for row in answers(output) if "error" in row]), 5)
        self.assertEqual(len(errors.splitlines()), 5)
        output, _ = self.tokmill("count", "--tsv", "--null", "skip", stdin="\\N\na\n\n")
        self.assertEqual(output, b"\\N\n1\n0\n")
        output, errors = self.tokmill("count", "--tsv", stdin="\\N\na\n", status=1)
        self.assertEqual((output, errors), (b"\\N\n1\n", "tokmill: line 1: the text is NULL\n"))

    def test_errors(self):
        lines = '"a"\n{broken\n{"text":5}\n"b"\n'
        output, errors = self.tokmill("count", "--jsonl", "--errors", "keep", stdin=lines)
        self.assertEqual(["error" in row for row in answers(output)], [False, True, True, False])
        self.assertEqual(errors, "tokmill: 2 lines have errors; first: line 2: invalid JSON at column 2: expected a member name\n")
        _, errors = self.tokmill("count", "--jsonl", "--errors", "keep", stdin='"a"\n1\n')
        self.assertEqual(errors, "tokmill: line 2: expected a string or an object\n")
        self.assertEqual(self.tokmill("count", "--jsonl", "--errors", "keep", stdin='"a"\n')[1], "")
        _, errors = self.tokmill("count", "--jsonl", stdin=lines, status=1)
        self.assertEqual([line.split(":")[1] for line in errors.splitlines()], [" line 2", " line 3"])
        _, errors = self.tokmill("count", "--tsv", "--field", "2", stdin="a\tb\nc\n", status=1)
        self.assertEqual(errors, "tokmill: line 2: the row has no column 2\n")
        output, _ = self.tokmill("encode", "--jsonl", "--special", "error", "--errors", "keep", stdin='"<|endoftext|>"\n"a"\n')
        self.assertEqual(["error" in row for row in answers(output)], [True, False])

    def test_pass(self):
        for line, expected in [
            ('{"text":"a b","x":[1, 2]}', '{"text":"a b","x":[1, 2],"tokens":2}'),
            (' { "text":"a"}  \r', ' { "text":"a","tokens":1}'),
            ("{ }", '{ "tokens":null}'),
            ("null", '{"tokens":null}'),
            ("", '{"tokens":null}'),
        ]:
            output, _ = self.tokmill("count", "--jsonl", "--pass", "--null", "skip", stdin=line + "\n")
            self.assertEqual(output.decode(), expected + "\n")
        output, _ = self.tokmill("count", "--jsonl", "--pass", "--errors", "keep", stdin='{"text":1}\n{"error":0}\n"a"\n[1\n')
        self.assertEqual(answers(output), [{"text": 1, "error": 'the member "text" is not a string'},
                                           {"error": 'the object has no member "text"'},
                                           {"tokens": 1},
                                           {"error": "invalid JSON at column 3: unexpected end of input"}])
        self.assertEqual(self.tokmill("count", "--tsv", "--pass", "--field", "2", stdin="1\ta b\t\\N\r\n")[0], b"1\ta b\t\\N\t2\n")

    def test_a_row_without_an_object_is_answered_as_without_pass(self):
        for command, row in (("count", '"a b"'), ("encode", '"a b"'), ("decode", "[64]"), ("cost", '"a b"')):
            options = [command, "--jsonl"] + (["-m", "gpt-4o"] if command == "cost" else [])
            plain, _ = self.tokmill(*options, stdin=row)
            self.assertEqual(self.tokmill(*options, "--pass", stdin=row)[0], plain)
        output, _ = self.tokmill("count", "--jsonl", "--pass", stdin="5", status=1)
        self.assertEqual(answers(output), [{"error": "expected a string or an object"}])

    def test_the_name_of_the_answer(self):
        for command, member, answer in (("count", "tokens", 1), ("encode", "ids", [64]), ("cost", "cost", None), ("decode", "text", "a")):
            row = json.dumps({"ids" if command == "decode" else "text": [64] if command == "decode" else "a", member: 5})
            options = [command, "--jsonl", "--pass"] + (["-m", "gpt-4o"] if command == "cost" else [])
            output, _ = self.tokmill(*options, stdin=row, status=1)
            self.assertEqual(answers(output), [{**json.loads(row), "error": f'the object has a member "{member}"; use --as to choose another name'}])
            for name in ("new", "a \"b\"", member):
                changed = answers(self.tokmill(*options, "--as", name, stdin=row)[0])[0]
                added = changed.pop(name)
                self.assertTrue(added == answer or command == "cost", added)
                self.assertEqual(changed, {key: value for key, value in json.loads(row).items() if key != name})
        for line, expected in [(' {"tokens" : 9, "text":"a"}  \r', ' {"tokens" : 1, "text":"a"}'),
                               ('{"text":"a","tokens":{"a":[]}}', '{"text":"a","tokens":1}'),
                               ("null", '{"tokens":null}')]:
            output, _ = self.tokmill("count", "--jsonl", "--pass", "--null", "skip", "--as", "tokens", stdin=line + "\n")
            self.assertEqual(output.decode(), expected + "\n")

    def test_nested_fields(self):
        for line in ('{"a":{"b":"x y"}}', '{"a.b":"x y"}', '{"a":1,"a":{"c":{},"b":"x y"}}', '{"\\u0061":{"b":"x y"}}'):
            self.assertEqual(self.tokmill("count", "--jsonl", "--field", "a.b", stdin=line)[0], b'{"tokens":2}\n')
        for line in ('{"a":"x"}', '{"b":"x"}', '{"a":[{"b":"x"}]}', '{"a":{"b":{"c":"x"}}}'):
            self.tokmill("count", "--jsonl", "--field", "a.b", stdin=line, status=1)
        self.assertEqual(self.tokmill("count", "--jsonl", "--field", "a.b.c", stdin='{"a.b":{"c":"x"}}')[0], b'{"tokens":1}\n')

    def test_several_encodings(self):
        lines = '{"text":"hello world"}\n{"text":null}\n'
        options = ["count", "-e", "gpt2", "-e", "o200k_base", "--null", "skip"]
        output, _ = self.tokmill(*options, "--jsonl", stdin=lines)
        self.assertEqual(answers(output), [{"tokens": {"gpt2": 2, "o200k_base": 2}}, {"tokens": None}])
        output, _ = self.tokmill(*options, "--jsonl", "--pass", stdin=lines)
        self.assertEqual(answers(output)[0], {"text": "hello world", "tokens": {"gpt2": 2, "o200k_base": 2}})
        output, _ = self.tokmill(*options, "--tsv", "--pass", stdin="\u4f60\u597d\tx\n\\N\t\n")
        self.assertEqual(output.decode(), "\u4f60\u597d\tx\t4\t1\n\\N\t\t\\N\t\\N\n")
        self.assertIn("several --encoding require --jsonl or --tsv",
                      self.tokmill("count", "-e", "gpt2", "-e", "o200k_base", "-t", "a", status=2)[1])
        self.assertIn("--max-tokens and several --encoding",
                      self.tokmill("count", "--jsonl", "-e", "gpt2", "-e", "o200k_base", "--max-tokens", "5", status=2)[1])

    def test_the_number_of_threads_does_not_matter(self):
        rng = random.Random(1)
        lines = "".join(rng.choice(['{"text":%s}', '%s', '{"text":5,"a":%s}', '{"text":%s,"tokens":2}', "{%s"]) %
                        json.dumps(rng.choice(TEXTS)) + "\n" for _ in range(40_000))
        results = []
        for threads in ("1", "2", "7"):
            done = subprocess.run([TOKMILL, "count", "--jsonl", "-j", threads, "--pass"], input=lines.encode(), capture_output=True,
                                  check=False, timeout=120)
            results.append((done.returncode, done.stdout, done.stderr))
        self.assertEqual(results[0], results[1])
        self.assertEqual(results[0], results[2])
        self.assertEqual(len(results[0][1].splitlines()), 40_000)

    def test_the_total_is_checked(self):
        lines = '"a b c"\n"d"\n{broken\n'
        self.tokmill("count", "--jsonl", "--errors", "keep", "--max-tokens", "4", stdin=lines)
        self.tokmill("count", "--jsonl", "--errors", "keep", "--max-tokens", "3", stdin=lines, status=3)

    def test_wrong_usage(self):
        for arguments, message in [(["--null", "skip"], "--null requires --jsonl or --tsv"),
                                   (["--pass"], "--pass requires --jsonl or --tsv"),
                                   (["--as", "a"], "--as requires --jsonl or --tsv"),
                                   (["--jsonl", "--as", "a"], "--as requires --pass"),
                                   (["--jsonl", "--pass", "--as", ""], "expected a name without a dot, got none"),
                                   (["--jsonl", "--pass", "--as", "a.b"], "expected a name without a dot, got a.b"),
                                   (["--tsv", "--pass", "--as", "a"], "--as and --tsv cannot be used together"),
                                   (["--errors", "keep"], "--errors requires --jsonl or --tsv"),
                                   (["--field", "a"], "--field requires --jsonl or --tsv"),
                                   (["--tsv", "--field", "0"], "expected the number of a column with --tsv, got 0"),
                                   (["--tsv", "--field", "text"], "expected the number of a column with --tsv, got text"),
                                   (["--jsonl", "--field", ""], "expected a name, got none"),
                                   (["--jsonl", "--tsv"], "--jsonl and --tsv cannot be used together")]:
            for command in ("count", "encode", "decode", "cost"):
                with self.subTest(command=command, arguments=arguments):
                    self.assertIn(message, self.tokmill(command, *arguments, status=2)[1])
        self.assertIn("--tsv and ID cannot be used together", self.tokmill("decode", "--tsv", "1", status=2)[1])
        self.assertIn("--tsv and PATH cannot be used together", self.tokmill("count", "--tsv", "file", status=2)[1])

    def test_an_answer_comes_before_the_next_line(self):
        """With any number of threads, and soon. The limit leaves time for a busy machine."""
        for threads in ("1", "2"):
            with subprocess.Popen([TOKMILL, "count", "--jsonl", "-j", threads], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                  bufsize=0) as program:
                times = []
                for _ in range(300):
                    start = time.perf_counter()
                    program.stdin.write(b'{"text":"hello world"}\n')
                    self.assertEqual(program.stdout.readline(), b'{"tokens":2}\n')
                    times.append(time.perf_counter() - start)
                program.stdin.close()
                self.assertEqual(program.wait(30), 0)
            print(f"an answer took {min(times) * 1e6:.0f} microseconds at least, {sorted(times)[150] * 1e6:.0f} in the median")
            self.assertLess(min(times), 0.005)


if __name__ == "__main__":
    unittest.main()

import hashlib
import json
import os
import stat
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
from program import ProgramTest
from vocabulary import tokenizer_json

VOCABULARIES = os.path.join(os.path.dirname(__file__), "..", "..", "..", "..", "vocab")


class Encodings(ProgramTest):
    def setUp(self):
        super().setUp()
        previous = os.environ.get("XDG_DATA_HOME")
        os.environ["XDG_DATA_HOME"] = self.path("data")
        self.addCleanup(self.restore, previous)

    def restore(self, previous):
        if previous is None:
            del os.environ["XDG_DATA_HOME"]
        else:
            os.environ["XDG_DATA_HOME"] = previous

    def write(self, name, content):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        self.file(name, content if isinstance(content, str) else json.dumps(content))
        return self.path(name)

    def stored(self, *names):
        return self.path(os.path.join("data", "tokmill", "encodings", *names))

    def add(self, name="mine", *options, **changes):
        path = self.write(f"{name}.json", tokenizer_json(**changes))
        self.assertEqual(self.tokmill("encodings", "add", name, path, *options), (b"", ""))
        return path

    def check_error(self, message, *arguments, status=2):
        output, errors = self.tokmill("encodings", *arguments, status=status)
        self.assertEqual(output, b"")
        self.assertIn(message, errors)

    def listed(self):
        return {row["name"]: row for row in json.loads(self.tokmill("encodings", "--json")[0])}


class List(Encodings):
    def test_built_in(self):
        rows = self.listed()
        self.assertEqual(rows["o200k_base"] | {"digest": ""}, {
            "name": "o200k_base", "origin": "built-in", "format": "ranks", "pattern": "o200k",
            "vocabulary_size": 200019, "special_tokens": 2, "digest": "", "folder": None, "files": [], "added": None})
        with open(os.path.join(VOCABULARIES, "o200k_base.tiktoken"), "rb") as file:
            self.assertEqual(rows["o200k_base"]["digest"], hashlib.sha256(file.read()).hexdigest())
        text = self.tokmill("encodings")[0].decode().splitlines()
        self.assertEqual(text[0].split(), ["name", "origin", "vocabulary", "pattern", "special", "digest"])
        self.assertEqual(text[1].split(), ["gpt2", "built-in", "50257", "gpt2", "1", rows["gpt2"]["digest"][:12]])
        self.assertIn(rows["gpt2"]["digest"], self.tokmill("encodings", "--csv")[0].decode())
        self.assertIn("| gpt2 | built-in |", self.tokmill("encodings", "--markdown")[0].decode())

    def test_installed(self):
        path = self.add()
        row = self.listed()["mine"]
        with open(path, "rb") as file:
            content = file.read()
        digest = hashlib.sha256(content).hexdigest()
        self.assertEqual((row["origin"], row["format"], row["pattern"], row["digest"]),
                         ("installed", "tokenizer.json", "gpt2", digest))
        self.assertEqual((row["vocabulary_size"], row["special_tokens"]), (1256, 1))
        self.assertEqual(row["files"], [{"name": "mine.json", "bytes": len(content), "sha256": digest}])
        self.assertRegex(row["added"], r"\A\d{4}-\d\d-\d\d\Z")

    def test_home_folder(self):
        del os.environ["XDG_DATA_HOME"]
        home = os.environ.get("HOME", "")
        os.environ["HOME"] = self.folder
        try:
            self.add()
        finally:
            os.environ["HOME"] = home
            os.environ["XDG_DATA_HOME"] = ""
        self.assertTrue(os.path.exists(self.path(".local/share/tokmill/encodings/mine/encoding.json")))


class Add(Encodings):
    def test_used_by_name(self):
        os.remove(self.add())
        self.assertEqual(self.tokmill("encode", "-e", "mine", "-t", "abcab")[0], b"2 1\n")
        self.assertEqual(self.tokmill("decode", "-e", "mine", "2", "258")[0], b"abc<end>")
        document = json.loads(self.tokmill("count", "-e", "mine", "--json", "-t", "ab")[0])
        self.assertEqual((document["encoding"], document["exact"]), ("mine", True))
        rows = json.loads(self.tokmill("numbers", "-e", "mine", "-e", "gpt2", "--json", "123")[0])
        self.assertEqual({row["encoding"]: row["pieces"] for row in rows}, {"mine": ["1", "2", "3"], "gpt2": ["123"]})
        rows = json.loads(self.tokmill("languages", "-e", "mine", "-e", "gpt2", "--json")[0])
        self.assertEqual({row["encoding"] for row in rows}, {"mine", "gpt2"})
        cost = json.loads(self.tokmill("cost", "-e", "mine", "--json", "-t", "abcab")[0])
        self.assertEqual({(row["encoding"], row["input_tokens"]) for row in cost}, {("mine", 2)})

    def test_order_of_names_and_paths(self):
        self.add()
        self.write("mine", tokenizer_json(model=tokenizer_json()["model"] | {"merges": []}))
        self.assertEqual(self.tokmill("count", "-e", "mine", "-t", "abc")[0], b"1\n")
        self.assertEqual(self.tokmill("count", "-e", "./mine", "-t", "abc")[0], b"3\n")

    def test_private(self):
        self.add()
        for path, mode in (((), 0o700), (("mine",), 0o700), (("mine", "mine.json"), 0o600),
                           (("mine", "encoding.json"), 0o600)):
            self.assertEqual(stat.S_IMODE(os.stat(self.stored(*path)).st_mode), mode, path)

    def test_replace(self):
        path = self.add()
        self.check_error("mine is already installed; use --force to replace it", "add", "mine", path)
        self.add("mine", "--force", model=tokenizer_json()["model"] | {"merges": ["a b"]})
        self.assertEqual(self.tokmill("count", "-e", "mine", "-t", "abc")[0], b"2\n")
        # What cannot be read leaves the old one.
        self.write("bad.json", '{"model": ')
        self.check_error("bad.json: invalid JSON", "add", "mine", "bad.json", "--force", status=1)
        self.assertEqual(self.tokmill("count", "-e", "mine", "-t", "abc")[0], b"2\n")
        self.assertEqual(os.listdir(self.stored()), ["mine"])

    def test_old_temporary_folders_are_removed(self):
        for name, age in ((".mine.abcdef", 2), (".mine.ghijkl", 0)):
            os.makedirs(self.stored(name))
            time = os.stat(self.stored(name)).st_mtime - age * 3600
            os.utime(self.stored(name), (time, time))
        self.add()
        self.assertEqual(sorted(os.listdir(self.stored())), [".mine.ghijkl", "mine"])
        self.assertNotIn(".mine.ghijkl", self.listed())

    def test_rank_file(self):
        path = os.path.join(VOCABULARIES, "r50k_base.tiktoken")
        self.check_error("a pattern is required", "add", "ranks", path)
        self.check_error("unknown pattern 'gpt3'", "add", "ranks", path, "--pattern", "gpt3")
        self.write("special.json", {"<|endoftext|>": 50256})
        self.tokmill("encodings", "add", "ranks", path, "--pattern", "gpt2", "--special-tokens", "special.json")
        os.remove(self.path("special.json"))
        text = "It's 1234<|endoftext|>"
        for special in ("text", "allow"):
            self.assertEqual(*(self.tokmill("encode", "-e", name, "-t", text, "--special", special)[0]
                               for name in ("ranks", "gpt2")))
        self.assertEqual(self.listed()["ranks"]["pattern"], "gpt2")

    def test_folder_of_two_files(self):
        self.write("old/vocab.json", tokenizer_json()["model"]["vocab"])
        self.write("old/merges.txt", "#version: 0.2\na b\nab c\n")
        self.tokmill("encodings", "add", "two", "old")
        self.assertEqual(self.tokmill("encode", "-e", "two", "-t", "abc")[0], b"2\n")
        self.assertEqual([file["name"] for file in self.listed()["two"]["files"]], ["vocab.json", "merges.txt"])
        self.assertEqual(self.listed()["two"]["format"], "vocab.json")

    def test_names(self):
        path = self.write("t.json", tokenizer_json())
        for name in ("qwen2.5", "GLM-4_x", "7b"):
            self.assertEqual(self.tokmill("encodings", "add", name, path), (b"", ""))
        for name in ("", ".", "..", ".x", "a/b", "a b", "é", "x" * 101):
            self.check_error("invalid name", "add", "--", name, path)
        self.check_error("gpt2 is built in", "add", "gpt2", path)
        self.check_error("gpt2 is built in", "add", "gpt2", path, "--force")

    def test_wrong_usage(self):
        self.check_error("expected NAME and PATH, got 1 argument", "add", "x")
        self.check_error("expected NAME and PATH, got 3 arguments", "add", "x", "y", "z")
        self.check_error("absent: No such file", "add", "x", "absent", status=1)
        os.mkfifo(self.path("pipe"))
        self.check_error("pipe: expected a regular file", "add", "x", "pipe", status=1)
        with open(self.path("large"), "wb") as file:
            file.truncate((256 << 20) + 1)
        self.check_error("large: 268435457 bytes; a file of at most 268435456 bytes", "add", "x", "large", status=1)
        self.assertFalse(os.path.exists(self.stored()))


class Remove(Encodings):
    def test_remove(self):
        self.add("a")
        self.add("b")
        self.assertEqual(self.tokmill("encodings", "remove", "a", "b"), (b"", ""))
        self.assertEqual(os.listdir(self.stored()), [])
        self.check_error("unknown encoding 'a'", "remove", "a")

    def test_wrong_usage(self):
        self.add()
        self.check_error("gpt2 is built in", "remove", "gpt2")
        self.check_error("unknown encoding 'mien'; did you mean mine?", "remove", "mien")
        self.check_error("invalid name", "remove", "../mine")
        self.check_error("the name of an installed encoding is required", "remove")
        self.assertIn("did you mean mine? (available: gpt2, ", self.tokmill("count", "-e", "mien", status=2)[1])


class Show(Encodings):
    def shown(self, *arguments):
        return json.loads(self.tokmill("encodings", "show", "--json", *arguments)[0])

    def test_built_in(self):
        row = self.shown("o200k_base")
        self.assertEqual(row["special_token_ids"], {"<|endoftext|>": 199999, "<|endofprompt|>": 200018})
        self.assertIn("gpt-4o", row["models"])
        self.assertEqual({name: row[name] for name in self.listed()["o200k_base"]}, self.listed()["o200k_base"])
        self.assertIn("pattern       o200k\n", self.tokmill("encodings", "show", "o200k_base")[0].decode())

    def test_installed_and_path(self):
        path = self.add()
        installed, of_path = self.shown("mine"), self.shown(path)
        for name in ("format", "pattern", "digest", "vocabulary_size", "special_tokens", "files", "tokens", "merges",
                     "normalizers", "other_added_tokens", "ignore_merges", "byte_fallback", "special_token_ids",
                     "alphabet", "unreachable", "missing_bytes", "unknown_token", "fuse_unknown", "pre_tokenizers",
                     "added_tokens", "prefix_tokens", "suffix_tokens"):
            self.assertEqual(installed[name], of_path[name])
        self.assertEqual((installed["tokens"], installed["merges"], installed["normalizers"]), (258, 2, []))
        self.assertEqual(installed["special_token_ids"], {"<end>": 258})
        self.assertEqual((of_path["origin"], of_path["name"], of_path["added"]), ("path", path, None))
        self.assertEqual((installed["vocabulary"], installed["models"]), (None, []))

    def test_steps(self):
        normalizers = [{"type": "NFC"}, {"type": "Lowercase"}, {"type": "Prepend", "prepend": "x"},
                       {"type": "Replace", "pattern": {"String": "y"}, "content": ""}]
        splits = [{"type": "Split", "pattern": {"Regex": "a+"}, "behavior": "MergedWithNext", "invert": True},
                  {"type": "Split", "pattern": {"String": "b"}, "behavior": "Removed", "invert": False},
                  {"type": "Digits", "individual_digits": True}, {"type": "Punctuation", "behavior": "Contiguous"},
                  {"type": "ByteLevel", "use_regex": False, "add_prefix_space": False}]
        added = [{"id": 258, "content": "<end>", "special": True, "normalized": False},
                 {"id": 259, "content": "<x>", "special": False, "normalized": True}]
        path = self.path("steps.json")
        self.file("steps.json", json.dumps(tokenizer_json(
            normalizer={"type": "Sequence", "normalizers": normalizers}, added_tokens=added,
            pre_tokenizer={"type": "Sequence", "pretokenizers": splits})))
        shown = self.shown(path)
        del splits[-1]["add_prefix_space"]
        self.assertEqual((shown["normalizers"], shown["pre_tokenizers"]), (normalizers, splits))
        self.assertEqual(shown["added_tokens"], added)
        text = self.tokmill("encodings", "show", path)[0].decode()
        self.assertIn("normalizers   NFC; Lowercase; Prepend 'x'; Replace 'y' ''\n", text)
        self.assertIn("splits        Split /a+/ MergedWithNext inverted; Split 'b' Removed; Digits, each; "
                      "Punctuation Contiguous; ByteLevel\n", text)
        self.assertIn("special       1: 258 <end>\nnot special   1: 259 <x>\n", text)

    def test_wrong_usage(self):
        self.check_error("expected one encoding, got 0", "show")
        self.check_error("expected one encoding, got 2", "show", "gpt2", "gpt2")
        self.check_error("unknown encoding 'mine'", "show", "mine")


class Verify(Encodings):
    def test_sound(self):
        self.add("a")
        self.add("b")
        self.assertEqual(self.tokmill("encodings", "verify")[0], b"a: ok\nb: ok\n")
        self.assertEqual(self.tokmill("encodings", "verify", "b")[0], b"b: ok\n")
        self.check_error("gpt2 is built in", "verify", "gpt2")
        self.check_error("unknown encoding 'c'", "verify", "c")

    def test_damaged(self):
        self.add("a")
        self.add("b")
        stored = self.stored("b", "b.json")
        with open(stored, "rb") as file:
            content = file.read()
        with open(stored, "wb") as file:
            file.write(content.replace(b'"a b"', b'"b a"'))
        output, errors = self.tokmill("encodings", "verify", status=1)
        self.assertEqual(output, b"a: ok\n")
        self.assertRegex(errors, r"b: .*b\.json: SHA-256 is [0-9a-f]{64}, expected [0-9a-f]{64}\n")
        with open(stored, "wb") as file:
            file.write(content[:-1])
        self.assertIn(f"{len(content) - 1} bytes, expected {len(content)}",
                      self.tokmill("encodings", "verify", "b", status=1)[1])
        self.assertIn("run tokmill encodings verify b", self.tokmill("count", "-e", "b", status=2)[1])
        os.remove(stored)
        self.assertIn("b.json: No such file", self.tokmill("encodings", "verify", "b", status=1)[1])

    def test_other_result(self):
        self.add()
        path = self.stored("mine", "encoding.json")
        with open(path, encoding="utf-8") as file:
            description = json.load(file)
        for name, value in (("vocabulary_size", 5), ("special_tokens", 7)):
            self.write(path, description | {name: value})
            self.assertIn(f", expected {value}", self.tokmill("encodings", "verify", status=1)[1])

    def test_damaged_description(self):
        self.add()
        path = self.stored("mine", "encoding.json")
        with open(path, encoding="utf-8") as file:
            description = json.load(file)
        file = description["files"][0]
        for content in ("", "{}", "[1]", description | {"files": []}, description | {"files": [file] * 3},
                        description | {"files": [file | {"name": "../mine/mine.json"}]},
                        description | {"files": [file | {"sha256": "0"}]},
                        description | {"vocabulary_size": "1"},
                        description | {"given_special_tokens": {"x": -1}}):
            self.write(path, content)
            self.assertIn("damaged; run tokmill encodings remove mine", self.tokmill("encodings", "verify", status=1)[1])
            output, errors = self.tokmill("encodings", status=1)
            self.assertIn(b"o200k_base", output)
            self.assertIn("encoding.json: damaged", errors)
            self.tokmill("count", "-e", "mine", status=2)
        self.tokmill("encodings", "remove", "mine")
        self.assertEqual(self.tokmill("encodings")[1], "")


class Models(Encodings):
    """A model whose vocabulary is installed. The files of models are not at hand, so the digest is written by hand."""

    def pretend(self, name, sha256, **changes):
        self.add(name)
        path = self.stored(name, "encoding.json")
        with open(path, encoding="utf-8") as file:
            description = json.load(file)
        description["files"][0]["sha256"] = sha256
        self.write(path, description | changes)

    def known(self, vocabulary):
        with open(os.path.join(VOCABULARIES, "known_vocabularies.tsv"), encoding="utf-8") as file:
            return next(line.split("\t") for line in file if line.startswith(vocabulary + "\t"))

    def test_not_installed(self):
        self.add()
        output, errors = self.tokmill("count", "-m", "deepseek-v4-pro", "--json", "-t", "abcab")
        self.assertFalse(json.loads(output)["exact"])
        hint = "tokmill encodings add deepseek-v4 PATH, PATH being the tokenizer.json of DeepSeek-V4"
        self.assertIn(hint, errors)
        self.assertIn(hint, self.tokmill("numbers", "-m", "deepseek-v4-pro", "1", status=2)[1])
        self.assertIn("add kimi PATH --pattern kimi,", self.tokmill("count", "-m", "kimi-k3", "-t", "a")[1])
        self.assertIn("deepseek-v4", self.tokmill("cost", "-m", "deepseek-v4-pro", "-t", "a")[0].decode())
        self.assertIn("no public tokenizer", self.tokmill("count", "-m", "claude-opus-4-8", "-t", "a")[1])

    def test_installed(self):
        self.pretend("any", self.known("deepseek-v4")[1])
        output, errors = self.tokmill("count", "-m", "deepseek-v4-pro", "--json", "-t", "abcab")
        document = json.loads(output)
        self.assertEqual((document["encoding"], document["exact"], document["total"]["tokens"]), ("any", True, 2))
        self.assertEqual(errors, "")
        for model in ("deepseek-v4-pro", "openrouter/deepseek/deepseek-v4-pro"):
            row = json.loads(self.tokmill("cost", "-m", model, "--json", "-t", "abcab")[0])[0]
            self.assertEqual((row["encoding"], row["exact"], row["input_tokens"]), ("any", True, 2))
        self.assertNotIn("≈", self.tokmill("cost", "-m", "deepseek-v4-pro", "-t", "abcab")[0].decode())
        rows = json.loads(self.tokmill("numbers", "-m", "deepseek-v4-pro", "--json", "12")[0])
        self.assertEqual(rows[0]["pieces"], ["1", "2"])
        self.assertEqual(json.loads(self.tokmill("models", "deepseek-v4-pro", "--json")[0])[0]["encoding"], "any")
        self.assertIn("deepseek-v4-pro", json.loads(self.tokmill("encodings", "show", "--json", "any")[0])["models"])
        # Another model of the same maker has another vocabulary.
        self.assertFalse(json.loads(self.tokmill("count", "-m", "deepseek-r1", "--json", "-t", "a")[0])["exact"])

    def test_chat(self):
        self.pretend("any", self.known("deepseek-v4")[1])
        messages = [{"role": "system", "content": "abc"}, {"role": "user", "content": "abcab"}]
        self.write("chat.json", {"model": "deepseek-v4-pro", "messages": messages})
        output, errors = self.tokmill("count", "--chat", "chat.json", "--json")
        document = json.loads(output)
        self.assertEqual((document["total"]["tokens"], document["exact"], document["not_counted"]),
                         (3, False, ["chat template"]))
        self.assertIn("chat.json: ≈ chat template not applied\n", errors)
        output, errors = self.tokmill("cost", "--chat", "chat.json", "--json")
        row = json.loads(output)[0]
        self.assertEqual((row["encoding"], row["input_tokens"], row["exact"]), ("any", 3, False))
        self.assertIn("≈ chat template not applied", errors)
        self.assertNotIn("chat template", self.tokmill("count", "--chat", "chat.json", "-m", "gpt-4o")[1])

    def test_rank_files_need_the_pattern(self):
        _, sha256, pattern, *_ = self.known("llama-4")
        self.pretend("ranks", sha256)
        model = "meta-llama/llama-4-scout-17b-16e-instruct"
        self.assertFalse(json.loads(self.tokmill("count", "-m", model, "--json", "-t", "a")[0])["exact"])
        self.tokmill("encodings", "remove", "ranks")
        self.tokmill("encodings", "add", "ranks", os.path.join(VOCABULARIES, "r50k_base.tiktoken"), "--pattern", pattern)
        path = self.stored("ranks", "encoding.json")
        with open(path, encoding="utf-8") as file:
            description = json.load(file)
        description["files"][0]["sha256"] = sha256
        self.write(path, description)
        document = json.loads(self.tokmill("count", "-m", model, "--json", "-t", "a")[0])
        self.assertEqual((document["exact"], document["encoding"]), (True, "ranks"))

    def test_damaged(self):
        self.pretend("any", self.known("deepseek-v4")[1])
        self.file(self.stored("any", "any.json"), "{}")
        output, errors = self.tokmill("count", "-m", "deepseek-v4-pro", "--json", "-t", "abcab")
        self.assertFalse(json.loads(output)["exact"])
        self.assertIn("the installed encoding any cannot be used; run tokmill encodings verify any", errors)


class Subcommands(ProgramTest):
    def test_help(self):
        for name in ("add", "remove", "show", "verify"):
            expected = self.tokmill("help", "encodings", name)
            self.assertIn(f"Usage: tokmill encodings {name} ", expected[0].decode())
            self.assertEqual(self.tokmill("encodings", name, "--help"), expected)
            self.assertEqual(self.tokmill("--help", "encodings", name), expected)
            self.assertIn(f"\n  {name} ", self.tokmill("encodings", "--help")[0].decode())
            self.assertIn(f'.TH "tokmill-encodings-{name}"', self.tokmill("man", "encodings", name)[0].decode())

    def test_errors(self):
        for words, message in (
            (["encodings", "ad"], "unknown command 'encodings ad'; did you mean encodings add?"),
            (["help", "encodings", "ad"], "unknown command 'encodings ad'; did you mean encodings add?"),
            (["encodings", "add", "--forc"], "unknown option '--forc'; did you mean --force?"),
            (["encodings", "add", "-x"], "unknown option '-x'; run 'tokmill encodings add --help'"),
            (["encodings", "--json", "add"], "unexpected argument 'add'; run 'tokmill encodings --help'"),
            (["--force", "encodings"], "--force must follow a command; run 'tokmill --help'"),
        ):
            self.assertEqual(self.tokmill(*words, status=2)[1], f"tokmill: {message}\n")


if __name__ == "__main__":
    unittest.main()

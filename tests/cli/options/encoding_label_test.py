"""Test how tables, sentences and pages name encodings of files."""

import csv
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from program import ProgramTest
from vocabulary import tokenizer_json


class EncodingLabel(ProgramTest):
    def write(self, name):
        path = os.path.join(os.fsencode(self.folder), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(tokenizer_json(), file)
        return os.fsdecode(path)

    def labels(self, *paths, format="--markdown"):
        """Return what `compare` calls the encodings."""
        encodings = [argument for path in paths for argument in ("-e", path)]
        table = self.tokmill("compare", *encodings, format, stdin="abc")[0].decode(errors="surrogateescape")
        return [row.split("|")[1].strip() for row in table.splitlines()[2:]]

    def test_name_of_the_file_or_its_folder(self):
        self.assertEqual(self.labels("o200k_base", self.write("a/one.json"), self.write("two/tokenizer.json")),
                         ["o200k_base", "one.json", "two"])
        self.assertEqual(self.labels(self.path("two")), ["two"])
        self.write("tokenizer.json")
        self.assertEqual(self.labels("./tokenizer.json"), ["tokenizer.json"])

    def test_name_of_a_model_in_the_cache(self):
        path = self.write("models--Org--Model-1/snapshots/0123/tokenizer.json")
        self.assertEqual(self.labels(path), ["Org/Model-1"])

    def test_ambiguous_names_are_whole_paths(self):
        paths = [self.write("a/x/tokenizer.json"), self.write("b/x/tokenizer.json"), self.write("c/gpt2")]
        self.assertEqual(self.labels(*paths, self.write("y/tokenizer.json")), [*paths, "y"])

    def test_programs_get_whole_paths(self):
        path = self.write("folder/x\x1by.json")
        rows = json.loads(self.tokmill("compare", "-e", path, "--json", stdin="abc")[0])
        self.assertEqual(rows[0]["encoding"], path)
        escaped = path.replace("\x1b", "\\x1B")
        for command in (("compare",), ("languages",), ("numbers", "12"), ("cost", "-t", "a"),
                        ("numbers", "--range", "0:9"), ("numbers", "--add", "1", "2")):
            output = self.tokmill(*command, "-e", path, "--csv", stdin="abc")[0].decode()
            names = {row["encoding"] for row in csv.DictReader(io.StringIO(output))}
            self.assertEqual(names, {escaped}, command)

    def test_short_names_in_every_command(self):
        path = self.write("a/very/long/path/mine.json")
        for command in (("languages",), ("languages", "--summary"), ("numbers", "1234"), ("numbers", "--add", "1", "2"),
                        ("numbers", "--range", "0:9"), ("cost", "-t", "a"), ("compare", "--diff")):
            output = self.tokmill(*command, "-e", path, stdin="abc")[0].decode()
            self.assertIn("mine.json", output)
            self.assertNotIn("long", output, command)

    def test_inputs_with_control_characters(self):
        for name in ("a\x1b.txt", "b.txt"):
            self.file(name, "abc")
        output = self.tokmill("compare", "--csv", "-e", "gpt2", "a\x1b.txt", "b.txt")[0].decode()
        self.assertEqual([row["path"] for row in csv.DictReader(io.StringIO(output))], ["a\\x1B.txt", "b.txt"])

    def test_pages_and_pictures_are_utf_8(self):
        path = self.write(b"caf\xe9.json")
        os.mkdir(self.path("corpus"))
        for name in (b"en.txt", b"x\xe9.txt"):
            with open(os.path.join(os.fsencode(self.path("corpus")), name), "w", encoding="utf-8") as file:
                file.write("abc")
        for command in (("languages", "--corpus", "corpus"), ("numbers", "12"), ("split", "-t", "a"), ("compare", "-t", "a"),
                        ("cost", "-t", "a")):
            for option in "--html", "--svg":
                if (command[0], option) == ("cost", "--svg"):
                    continue
                self.tokmill(*command, "-e", path, option, "view")
                with open(self.path("view"), encoding="utf-8") as file:
                    view = file.read()
                self.assertIn("caf\N{REPLACEMENT CHARACTER}.json", view)


if __name__ == "__main__":
    unittest.main()

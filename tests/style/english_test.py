"""Check that the prose of the project is free of the phrases in english.py, and that the check itself works."""

import unittest

import english
from rules_test import ROOT, project_files


class Project(unittest.TestCase):
    def test_plain_english(self):
        searched = 0
        found = []
        for path in project_files():
            try:
                text = (ROOT / path).read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a binary file
            searched += bool(english.spans(path, text))
            found += [f"{path}:{line}: {phrase}" for line, phrase in english.phrases(path, text)]
        self.assertGreater(searched, 200)
        self.assertEqual(found, [], "\n" + "\n".join(found))


class Violations(unittest.TestCase):
    """Each phrase is found in each kind of file, at its line; code is not searched."""

    SAMPLES = [
        "is wanted", "are wanted", "whoever", "stands here", "stand in", "stands for", "stands behind", "stand before",
        "stands beside", "stand alone", "stands among", "stand there", "stands to", "behind", "so many bytes",
        "so many tokens", "so many lines", "so many columns", "what git ignores", "nobody", "the room", "rooms",
        "is to be had", "beforehand", "thereof", "but for", "see to", "seen to", "goes beyond", "json.exception",
    ]

    def assert_found(self, path, text, line, phrase):
        found = list(english.phrases(path, text))
        self.assertEqual([number for number, _ in found], [line], (path, text, found))
        self.assertIn(found[0][1].lower(), phrase.lower())

    def assert_clean(self, path, text):
        self.assertEqual(list(english.phrases(path, text)), [], (path, text))

    def test_every_phrase_in_every_kind_of_file(self):
        for phrase in self.SAMPLES:
            for sample in (phrase, phrase.capitalize()):
                with self.subTest(phrase=sample):
                    self.assert_found("lib/x.cpp", f"int a;\n// A {sample} b.\n", 2, phrase)
                    self.assert_found("lib/x.hpp", f"/* A\n {sample} b. */\n", 2, phrase)
                    self.assert_found("cli/x.cpp", f'\nf("a {sample}");\n', 2, phrase)
                    self.assert_found("cli/x.cpp", f'\nf(R"(a\n{sample})");\n', 3, phrase)
                    self.assert_found("cli/x.js", f"// {sample}\n", 1, phrase)
                    self.assert_found("README.md", f"# A\n\n{sample}\n", 3, phrase)
                    self.assert_found("tests/x.py", f'"""A\n{sample}.\n"""\n', 2, phrase)
                    self.assert_found("tests/x.py", f'def f():\n    """A {sample}."""\n', 2, phrase)
                    self.assert_found("tests/x.py", f"a = 1  # {sample}\n", 1, phrase)
                    self.assert_found("lib/CMakeLists.txt", f"\n# {sample}\n", 2, phrase)
                    self.assert_found("lib/cmake/x.cmake", f'message("{sample}")\n', 1, phrase)
                    self.assert_found("tests/x.sh", f"echo '{sample}'\n", 1, phrase)
                    self.assert_found("tests/run", f"#!/bin/sh\n# {sample}\n", 2, phrase)
                    self.assert_found("vocab/x.tsv", f"# {sample}\na\tb\n", 1, phrase)

    def test_phrases_across_lines(self):
        self.assert_found("lib/x.cpp", "// What is\n// wanted.\n", 1, "is wanted")
        self.assert_found("lib/x.hpp", "  /// What stands\n  /// here.\n", 1, "stands here")
        self.assert_found("cli/x.cpp", 'f("a number is "\n  "wanted");\n', 1, "is wanted")
        self.assert_found("tests/x.py", "# but\n# for\n", 1, "but for")
        self.assert_found("README.md", "is to be\nhad\n", 1, "to be had")

    def test_code_is_not_prose(self):
        self.assert_clean("lib/x.cpp", "int behind = 0;\nbool nobody(int rooms);\n")
        self.assert_clean("lib/x.cpp", "int is; // A\nint wanted; // b\n")
        self.assert_clean("tests/x.py", 'behind = "nobody"\n')
        self.assert_clean("vocab/x.tsv", "behind\tnobody\n")
        self.assert_clean("vocab/samples/x.txt", "behind\n")

    def test_similar_words(self):
        for text in ("a stand-in", "it stands", "wanted", "see tokens", "classrooms", "chrooms", "everybody", "but format"):
            self.assert_clean("README.md", text + "\n")

    def test_exempt_files(self):
        self.assert_clean("tests/style/english.py", "# nobody\n")


if __name__ == "__main__":
    unittest.main()

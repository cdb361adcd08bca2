"""Holds every file of the project to the rules of rules.py, and each rule to a file that breaks it."""

import pathlib
import re
import subprocess
import unittest

import rules

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "benchmarks", "cli", "lib", "tests", "vocab"}


def project_files():
    """The files that git knows, or where there is no git, all that are not built."""
    try:
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
        return [path for path in listed.split("\0") if path and (ROOT / path).is_file()]
    except (OSError, subprocess.CalledProcessError):
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        return [str(path) for path in found if not path.parts[0].startswith((".git", "build"))]


class Project(unittest.TestCase):
    def test_every_file_keeps_the_rules(self):
        files = project_files()
        self.assertGreater(len(files), 50)
        broken = []
        for path in files:
            try:
                text = (ROOT / path).read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a binary file
            broken += rules.broken(path, text)
        self.assertEqual(broken, [], "\n" + "\n".join(broken))

    def test_top_level(self):
        found = {path.split("/")[0] for path in project_files()}
        self.assertEqual({name for name in found if not name.startswith(".")} - TOP_LEVEL, set())

    def test_no_folder_cycle(self):
        texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in project_files() if rules.is_cpp(path)}
        graph = rules.real_folder_graph(texts)
        self.assertGreater(len(graph), 20)
        self.assertIsNone(rules.cycle(graph))

    def test_every_folder_has_a_rule(self):
        for path in project_files():
            if rules.is_cpp(path) and path.startswith(("lib/", "cli/")) and not path.startswith("lib/include/"):
                self.assertIsNotNone(rules.folder(path), f"say in rules.py what the folder of {path} may include")
        for path in project_files():
            if re.match(r"lib/include/tokmill/[^/]*$", path):
                self.assertIn(path.split("/")[-1].split(".")[0], rules.FOLDER_OF_PUBLIC_HEADER)


class Violations(unittest.TestCase):
    """Each rule sees the file that breaks it, in the line where it does, and lets its neighbour pass."""

    def assert_broken(self, path, text, line, what):
        found = rules.broken(path, text)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(f"{path}:{line}: "), found[0])
        self.assertIn(what, found[0])

    def assert_kept(self, path, text):
        self.assertEqual(rules.broken(path, text), [])

    def test_folders(self):
        up = [
            ("lib/core/base", "core/unicode/utf8.hpp"), ("lib/core/unicode", "core/pretokenize/pre_tokenizer.hpp"),
            ("lib/core/pretokenize", "core/bpe/merge.hpp"), ("lib/core/pretokenize/simd", "core/pretokenize/window.hpp"),
            ("lib/core/bpe", "core/unicode/utf8.hpp"), ("lib/core/bpe", "core/bpe/builder/ranks.hpp"),
            ("lib/core/tokenizer", "core/registry/registry_rows.hpp"), ("lib/core/tokenizer", "core/truncate/unchecked.hpp"),
            ("lib/core/bpe", "tokmill/utf8.hpp"), ("lib/core/tokenizer", "tokmill/truncate.hpp"),
            ("lib/core/registry", "tokmill/pricing/money.hpp"), ("lib/pricing", "core/bpe/merge.hpp"),
            ("lib/pricing", "tokmill/chat/count.hpp"), ("lib/formats", "pricing/decimal.hpp"),
            ("lib/chat", "tokmill/analysis/tally.hpp"), ("lib/icu", "tokmill/pricing/money.hpp"),
            ("cli/output", "app/arguments.hpp"), ("cli/app", "commands/all.hpp"), ("cli/input", "options/options.hpp"),
            ("cli/options", "commands/count/command.hpp"), ("cli/commands/count", "core/unicode/utf8.hpp"),
        ]
        for folder, name in up:
            with self.subTest(folder=folder, name=name):
                self.assert_broken(f"{folder}/x.cpp", f'\n#include "{name}"\n', 2, "may not include " + name)
        down = [
            ("lib/core/unicode", "core/base/cpu.hpp"), ("lib/core/tokenizer", "core/bpe/merge.hpp"),
            ("lib/core/bpe", "core/bpe/merge.hpp"), ("lib/core/truncate", "tokmill/utf8.hpp"),
            ("lib/pricing", "tokmill/result.hpp"), ("lib/chat", "tokmill/formats/json.hpp"),
            ("cli/commands/count", "commands/count/groups.hpp"), ("cli/commands/cost", "tokmill/chat/count.hpp"),
        ]
        for folder, name in down:
            with self.subTest(folder=folder, name=name):
                self.assert_kept(f"{folder}/x.cpp", f'#include "{name}"\n')

    def test_public_headers(self):
        self.assert_broken("lib/include/tokmill/pricing/money.hpp", '#include "tokmill/chat/count.hpp"\n', 1, "may not include")
        self.assert_broken("lib/include/tokmill/utf8.hpp", "#include <tokmill/encoding.hpp>\n", 1, "may not include")
        self.assert_kept("lib/include/tokmill/tokmill.hpp", '#include "tokmill/encoding.hpp"\n')
        self.assert_kept("lib/include/tokmill/pricing/money.hpp", '#include "tokmill/result.hpp"\n')

    def test_folder_cycles(self):
        files = {
            "cli/a/x.cpp": '#include "b/y.hpp"\n',
            "cli/b/y.hpp": '#include "c/z.hpp"\n',
            "cli/c/z.hpp": "int a;\n",
        }
        self.assertIsNone(rules.cycle(rules.real_folder_graph(files)))
        files["cli/c/w.cpp"] = '#include "a/v.hpp"\n'
        self.assertEqual(rules.cycle(rules.real_folder_graph(files)), ["cli/a", "cli/b", "cli/c", "cli/a"])

    def test_cli11_and_icu(self):
        self.assert_broken("cli/commands/count/command.cpp", "#include <CLI/CLI.hpp>\n", 1, "CLI11")
        self.assert_kept("cli/app/parse.cpp", "#include <CLI/CLI.hpp>\n")
        self.assert_broken("lib/core/unicode/x.cpp", "#include <unicode/uchar.h>\n", 1, "ICU")
        self.assert_broken("cli/output/io.cpp", "#include <unicode/ucnv.h>\n", 1, "ICU")
        self.assert_kept("lib/icu/charset.cpp", "#include <unicode/ucnv.h>\n")

    def test_the_library_is_quiet(self):
        for line in ("std::printf(x);", "exit (1);", "std::getenv(name)", "std::abort();", "fputs(x, y);"):
            with self.subTest(line=line):
                self.assert_broken("lib/core/bpe/x.cpp", f"int a;\n  {line}\n", 2, "may not use")
        for line in ("std::cout << x;", "f(stderr);"):
            with self.subTest(line=line):
                self.assert_broken("lib/core/bpe/x.cpp", f"{line}\n", 1, "may not use")
        for header in ("iostream", "fstream", "cstdio"):
            with self.subTest(header=header):
                self.assert_broken("lib/core/bpe/x.cpp", f"#include <{header}>\n", 1, "may not include")
        for line in ("// printf(x)", '"exit(1)"', "/* std::cout\n getenv(x) */", "on_exit_(1);", "exits(1);"):
            with self.subTest(line=line):
                self.assert_kept("lib/core/bpe/x.cpp", line + "\n")
        self.assert_kept("lib/generators/x.cpp", "std::printf(x);\n")

    def test_generated_files(self):
        self.assert_broken("lib/core/unicode/x.inc", "int a;\n", 1, "generated")
        self.assert_kept("lib/core/unicode/x.inc", "// GENERATED by lib/generators/x.py\n")

    def test_white_space(self):
        self.assert_broken("cli/x.cpp", "int\ta;\n", 1, "tab")
        self.assert_broken("cli/x.cpp", "a\nint a; \n", 2, "blanks")
        self.assert_broken("cli/x.cpp", "int a;\r\n", 1, "blanks")
        self.assert_broken("cli/x.cpp", "int a;", 1, "no newline")
        self.assert_kept("vocab/x.tsv", "a\tb\n")


if __name__ == "__main__":
    unittest.main()

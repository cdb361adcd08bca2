"""Holds every file of the project to the rules of rules.py, and each rule to a file that breaks it."""

import pathlib
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

    def test_every_room_has_a_rule(self):
        rooms = {path.split("/")[2] for path in project_files() if path.startswith("lib/src/")}
        self.assertEqual(rooms - set(rules.BELOW), set(), "say in rules.py what this room may include")


class Violations(unittest.TestCase):
    """Each rule sees the file that breaks it, in the line where it does, and lets its neighbour pass."""

    def assert_broken(self, path, text, line, what):
        found = rules.broken(path, text)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(f"{path}:{line}: "), found[0])
        self.assertIn(what, found[0])

    def assert_kept(self, path, text):
        self.assertEqual(rules.broken(path, text), [])

    def test_rooms(self):
        up = [
            ("support", "text/utf8.hpp"), ("text", "split/splitter.hpp"), ("split", "bpe/merge.hpp"),
            ("split", "encoding/tokenize.hpp"), ("bpe", "text/utf8.hpp"), ("bpe", "split/splitter.hpp"),
            ("encoding", "registry/registry_rows.hpp"), ("encoding", "pricing/decimal.hpp"),
            ("pricing", "encoding/tokenize.hpp"), ("pricing", "bpe/merge.hpp"), ("pricing", "split/splitter.hpp"),
            ("pricing", "tokmill/encoding.hpp"), ("pricing", "tokmill/registry.hpp"), ("bpe", "tokmill/text.hpp"),
            ("encoding", "tokmill/tokmill.hpp"), ("registry", "tokmill/pricing.hpp"),
        ]
        for room, name in up:
            with self.subTest(room=room, name=name):
                self.assert_broken(f"lib/src/{room}/x.cpp", f'\n#include "{name}"\n', 2, f"{room} may not include {name}"
                                   if name != "tokmill/tokmill.hpp" else "no room")
        down = [
            ("text", "support/nearest_name.hpp"), ("split", "text/utf8.hpp"), ("encoding", "bpe/merge.hpp"),
            ("registry", "encoding/encoding_data.hpp"), ("pricing", "tokmill/result.hpp"), ("bpe", "bpe/merge.hpp"),
        ]
        for room, name in down:
            with self.subTest(room=room, name=name):
                self.assert_kept(f"lib/src/{room}/x.cpp", f'#include "{name}"\n')

    def test_public_headers(self):
        self.assert_broken("lib/include/tokmill/money.hpp", '#include "tokmill/encoding.hpp"\n', 1, "may not include")
        self.assert_broken("lib/include/tokmill/text.hpp", "#include <tokmill/encoding.hpp>\n", 1, "may not include")
        self.assert_kept("lib/include/tokmill/tokmill.hpp", '#include "tokmill/encoding.hpp"\n')

    def test_the_program_stays_out_of_the_library(self):
        self.assert_broken("lib/src/encoding/x.cpp", '#include "cli/io.hpp"\n', 1, "no room")
        self.assert_broken("lib/src/encoding/x.cpp", '#include "commands/count.hpp"\n', 1, "no room")
        self.assert_kept("cli/x.cpp", '#include "commands/count.hpp"\n')

    def test_cli11_and_icu(self):
        self.assert_broken("cli/commands/count.cpp", "#include <CLI/CLI.hpp>\n", 1, "CLI11")
        self.assert_kept("cli/args.cpp", "#include <CLI/CLI.hpp>\n")
        self.assert_broken("lib/src/text/x.cpp", "#include <unicode/uchar.h>\n", 1, "ICU")
        self.assert_broken("cli/io.cpp", "#include <unicode/ucnv.h>\n", 1, "ICU")
        self.assert_kept("lib/icu/charset.cpp", "#include <unicode/ucnv.h>\n")

    def test_the_library_is_quiet(self):
        for line in ("std::printf(x);", "exit (1);", "std::getenv(name)", "std::abort();", "fputs(x, y);"):
            with self.subTest(line=line):
                self.assert_broken("lib/src/bpe/x.cpp", f"int a;\n  {line}\n", 2, "may not use")
        for line in ("std::cout << x;", "f(stderr);"):
            with self.subTest(line=line):
                self.assert_broken("lib/src/bpe/x.cpp", f"{line}\n", 1, "may not use")
        for header in ("iostream", "fstream", "cstdio"):
            with self.subTest(header=header):
                self.assert_broken("lib/src/bpe/x.cpp", f"#include <{header}>\n", 1, "may not include")
        for line in ("// printf(x)", '"exit(1)"', "/* std::cout\n getenv(x) */", "on_exit_(1);", "exits(1);"):
            with self.subTest(line=line):
                self.assert_kept("lib/src/bpe/x.cpp", line + "\n")
        self.assert_kept("lib/generators/x.cpp", "std::printf(x);\n")

    def test_generated_files(self):
        self.assert_broken("lib/src/text/x.inc", "int a;\n", 1, "generated")
        self.assert_kept("lib/src/text/x.inc", "// GENERATED by lib/generators/x.py\n")

    def test_white_space(self):
        self.assert_broken("cli/x.cpp", "int\ta;\n", 1, "tab")
        self.assert_broken("cli/x.cpp", "a\nint a; \n", 2, "blanks")
        self.assert_broken("cli/x.cpp", "int a;\r\n", 1, "blanks")
        self.assert_broken("cli/x.cpp", "int a;", 1, "no newline")
        self.assert_kept("vocab/x.tsv", "a\tb\n")


if __name__ == "__main__":
    unittest.main()

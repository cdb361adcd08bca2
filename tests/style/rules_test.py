"""Check every file of the project against the rules of rules.py, and each rule against a deliberate violation."""

import pathlib
import re
import subprocess
import unittest

import rules

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "benchmarks", "cli", "lib", "pyproject.toml", "tests",
    "vocab",
}


def project_files():
    """Return the files that git tracks or, without git, all files outside of build folders."""
    try:
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
        return [path for path in listed.split("\0") if path and (ROOT / path).is_file()]
    except (OSError, subprocess.CalledProcessError):
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        return [str(path) for path in found if not path.parts[0].startswith((".git", "build"))]


class Project(unittest.TestCase):
    def test_files_follow_the_rules(self):
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
                folder = rules.folder(path)
                self.assertIsNotNone(folder, f"add the folder of {path} to MAY_INCLUDE")
                if folder == "cli" and not path.startswith("cli/cmake/"):
                    self.assertEqual(path.count("/"), 1, f"add the folder of {path} to MAY_INCLUDE")
        for path in project_files():
            if re.match(r"lib/include/tokmill/[^/]*$", path):
                self.assertIn(path.split("/")[-1].split(".")[0], rules.FOLDER_OF_PUBLIC_HEADER)
            elif path.startswith("lib/include/"):
                self.assertIn(path.split("/")[3], rules.TARGETS_BELOW)

    def test_targets_link_what_the_rules_allow(self):
        links = {"core": set()}
        for target in ("pricing", "icu", "formats", "chat", "analysis"):
            text = (ROOT / "lib" / target / "CMakeLists.txt").read_text(encoding="utf-8")
            (arguments,) = re.findall(rf"target_link_libraries\(tokmill_{target}\s([^)]*)\)", text)
            names = re.findall(r"(?<![\w:])tokmill(?:(?:_|::)(\w+))?", arguments)
            links[target] = {name if name in rules.TARGETS_BELOW else "core" for name in names}
        for target, direct in links.items():
            linked, pending = set(), set(direct)
            while pending:
                name = pending.pop()
                linked.add(name)
                pending |= links[name] - linked
            self.assertEqual(linked, rules.TARGETS_BELOW[target], f"lib/{target}/CMakeLists.txt differs from rules.py")

    def test_allowed_includes_are_acyclic(self):
        graph = {**rules.MAY_INCLUDE, **rules.TARGETS_BELOW}
        self.assertIsNone(rules.cycle(graph))
        for folder, others in rules.MAY_INCLUDE.items():
            self.assertLessEqual(others, set(rules.MAY_INCLUDE), folder)


class Violations(unittest.TestCase):
    """Each rule detects a violation, reports its line, and accepts a similar file without one."""

    def assert_broken(self, path, text, line, message):
        found = rules.broken(path, text)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(f"{path}:{line}: "), found[0])
        self.assertIn(message, found[0])

    def assert_kept(self, path, text):
        self.assertEqual(rules.broken(path, text), [])

    def public(self, first_line):
        """Return the text of a public header that follows the rules if its first line does."""
        return f"{first_line}\nnamespace tokmill::inline TOKMILL_ABI {{\nint a;\n}}\n"

    def test_folders(self):
        up = [
            ("lib/core/base", "core/unicode/utf8.hpp"), ("lib/core/unicode", "core/pretokenize/pre_tokenizer.hpp"),
            ("lib/core/pretokenize", "core/bpe/merge.hpp"),
            ("lib/core/pretokenize/simd", "core/pretokenize/window.hpp"),
            ("lib/core/bpe", "core/pretokenize/window.hpp"), ("lib/core/bpe", "core/bpe/builder/ranks.hpp"),
            ("lib/core/tokenizer", "core/registry/registry_rows.hpp"),
            ("lib/core/tokenizer", "core/truncate/unchecked.hpp"),
            ("lib/core/bpe", "tokmill/encoding.hpp"), ("lib/core/tokenizer", "tokmill/truncate.hpp"),
            ("lib/core/registry", "tokmill/pricing/money.hpp"), ("lib/pricing", "core/bpe/merge.hpp"),
            ("lib/pricing", "tokmill/chat/count.hpp"), ("lib/formats", "pricing/decimal.hpp"),
            ("lib/chat", "tokmill/analysis/tally.hpp"), ("lib/icu", "tokmill/pricing/money.hpp"),
            ("cli/output", "app/arguments.hpp"), ("cli/app", "commands/all.hpp"), ("cli/input", "options/options.hpp"),
            ("cli/options", "commands/count/command.hpp"), ("cli/commands/count", "core/unicode/utf8.hpp"),
            ("lib/analysis", "chat/chat_rules.hpp"), ("lib/chat", "formats/price_fields.hpp"),
            ("lib/generators", "chat/chat_rules.hpp"), ("cli", "core/bpe/merge.hpp"), ("cli", "options/options.hpp"),
            ("cli/app", "pricing/decimal.hpp"), ("cli", "unknown/x.hpp"), ("lib/pricing", "app/arguments.hpp"),
            ("lib/core/base", "tokmill/unknown/x.hpp"),
            ("lib/pricing", "tokmill/encoding.hpp"), ("lib/icu", "tokmill/registry.hpp"),
            ("lib/formats", "tokmill/truncate.hpp"), ("lib/chat", "tokmill/parallel.hpp"),
        ]
        for folder, name in up:
            with self.subTest(folder=folder, name=name):
                self.assert_broken(f"{folder}/x.cpp", f'\n#include "{name}"\n', 2, "may not include " + name)
        down = [
            ("lib/core/unicode", "core/base/cpu.hpp"), ("lib/core/tokenizer", "core/bpe/merge.hpp"),
            ("lib/core/bpe", "core/bpe/merge.hpp"), ("lib/core/truncate", "tokmill/utf8.hpp"),
            ("lib/pricing", "tokmill/result.hpp"), ("lib/chat", "tokmill/formats/json.hpp"),
            ("cli/commands/count", "commands/count/groups.hpp"), ("cli/commands/cost", "tokmill/chat/count.hpp"),
            ("lib/analysis", "tokmill/encoding.hpp"), ("lib/pricing", "pricing/decimal.hpp"),
            ("lib/chat", "tokmill/utf8.hpp"), ("cli", "app/parse.hpp"), ("cli", "commands/all.hpp"),
        ]
        for folder, name in down:
            with self.subTest(folder=folder, name=name):
                self.assert_kept(f"{folder}/x.cpp", f'#include "{name}"\n')

    def test_public_headers(self):
        money = "lib/include/tokmill/pricing/money.hpp"
        self.assert_broken(money, self.public('#include "tokmill/chat/count.hpp"'), 1, "may not include")
        self.assert_broken(money, self.public('#include "tokmill/encoding.hpp"'), 1, "pricing does not tokenize")
        self.assert_broken(
            "lib/include/tokmill/utf8.hpp", self.public("#include <tokmill/encoding.hpp>"), 1, "may not include")
        self.assert_kept("lib/include/tokmill/tokmill.hpp", '#include "tokmill/encoding.hpp"\n')
        self.assert_kept(money, self.public('#include "tokmill/result.hpp"'))

    def test_public_headers_do_not_include_private_ones(self):
        # Both are headers that a source file of the same folder may include.
        for path, name in (("encoding.hpp", "core/bpe/merge.hpp"), ("pricing/money.hpp", "pricing/decimal.hpp")):
            path = "lib/include/tokmill/" + path
            self.assert_broken(path, self.public(f'#include "{name}"'), 1, "a public header may not include " + name)
        self.assert_broken("lib/include/tokmill/icu/digits.hpp", self.public("#include <sys/mman.h>"), 1, "sys/mman.h")
        self.assert_kept("lib/include/tokmill/icu/digits.hpp", self.public("#include <string_view>"))

    def test_public_headers_have_the_abi_namespace(self):
        path = "lib/include/tokmill/pricing/x.hpp"
        for text in ("namespace tokmill {\n}\n", "namespace tokmill::pricing {\n}\n", "namespace other {\n}\n",
                     "namespace tokmill::TOKMILL_ABI {\n}\n"):
            with self.subTest(text=text):
                self.assert_broken(path, text, 1, "inline TOKMILL_ABI")
        self.assert_broken(path, self.public("struct Global;"), 1, "inline TOKMILL_ABI")
        self.assert_broken(path, "#define A 1\n// namespace tokmill::inline TOKMILL_ABI {}\n", 1, "inline TOKMILL_ABI")
        self.assert_broken(path, self.public("") + "namespace tokmill {\n}\n", 5, "inline TOKMILL_ABI")
        self.assert_kept(path, "namespace tokmill::inline TOKMILL_ABI::pricing {\nnamespace {\n}\nstruct A;\n}\n")
        self.assert_kept("lib/pricing/x.hpp", "namespace tokmill::inline TOKMILL_ABI::pricing {\n}\n")

    def test_the_umbrella_header(self):
        for path in ("lib/pricing/x.cpp", "lib/analysis/x.hpp"):
            self.assertIn(f"{path}:1: the libraries may not include the umbrella header",
                          rules.broken(path, "#include <tokmill/tokmill.hpp>\n"))
        self.assert_kept("cli/options/x.cpp", '#include "tokmill/tokmill.hpp"\n')

    def test_complete_paths(self):
        for line in ('#include "merge.hpp"', '#include "../bpe/merge.hpp"', '#include "core/../core/bpe/merge.hpp"',
                     "#include <core/bpe/merge.hpp>", "#include HEADER", '# include_next "merge.hpp"',
                     '#include "merge.hpp"  // comment', "#include <pricing/decimal.hpp>"):
            with self.subTest(line=line):
                found = rules.broken("lib/core/bpe/x.cpp", line + "\n")
                self.assertTrue(any(re.search(r":1: expected .* include", message) for message in found), found)
        for line in ('#include "core/bpe/merge.hpp"', '#include "registry_rows.inc"',
                     "#include <sys/mman.h>  // madvise"):
            with self.subTest(line=line):
                self.assert_kept("lib/core/bpe/x.cpp", line + "\n")

    def test_commands(self):
        message = "only cli/commands/all.cpp may include commands/"
        for path in ("cli/commands/cost/x.cpp", "cli/commands/cost/sub/x.hpp", "cli/commands/all.hpp", "cli/main.cpp"):
            with self.subTest(path=path):
                self.assert_broken(path, '#include "commands/count/groups.hpp"\n', 1, message)
        self.assert_broken("cli/commands/man/command.cpp", '#include "commands/all.hpp"\n', 1, message)
        self.assert_kept("cli/commands/all.cpp", '#include "commands/count/command.hpp"\n')
        self.assert_kept("cli/commands/cost/x.cpp", '#include "commands/cost/requests.hpp"\n')

    def test_namespaces_of_libraries(self):
        self.assert_broken("lib/chat/x.cpp", "\nnamespace tokmill::chat {\n", 2, "TOKMILL_ABI")
        self.assert_kept("lib/chat/x.cpp", "namespace tokmill::inline TOKMILL_ABI::chat {\n")

    def test_folder_cycles(self):
        files = {
            "cli/a/x.cpp": '#include "b/y.hpp"\n',
            "cli/b/y.hpp": '#include "c/z.hpp"\n',
            "cli/c/z.hpp": "int a;\n",
        }
        self.assertIsNone(rules.cycle(rules.real_folder_graph(files)))
        files["cli/c/w.cpp"] = '#include "a/v.hpp"\n'
        self.assertEqual(rules.cycle(rules.real_folder_graph(files)), ["cli/a", "cli/b", "cli/c", "cli/a"])
        files = {
            "lib/core/truncate/x.cpp": '#include "tokmill/truncate.hpp"\n#include "tokmill/encoding.hpp"\n',
            "lib/include/tokmill/encoding.hpp": '#include "tokmill/truncate.hpp"\n',
        }
        self.assertEqual(rules.cycle(rules.real_folder_graph(files)),
                         ["lib/core/tokenizer", "lib/core/truncate", "lib/core/tokenizer"])

    def test_engines(self):
        path = "lib/engines/sqlite/x.cpp"
        self.assert_broken(path, "#include <tokmill/encoding.hpp>\n", 1, "the engines use the C interface only")
        self.assert_kept(path, '#include "tokmill/tokmill.h"\n')
        self.assert_broken("lib/engines/functions/x.cpp", '#include "engines/sqlite/x.hpp"\n', 1, "may not include")

    def test_other_libraries(self):
        self.assert_broken("cli/commands/count/command.cpp", "#include <CLI/CLI.hpp>\n", 1, "CLI11")
        self.assert_kept("cli/app/command_line.cpp", "#include <CLI/CLI.hpp>\n")
        self.assert_broken("lib/core/unicode/x.cpp", "#include <unicode/uchar.h>\n", 1, "ICU")
        self.assert_broken("cli/output/io.cpp", "#include <unicode/ucnv.h>\n", 1, "ICU")
        self.assert_kept("lib/icu/charset.cpp", "#include <unicode/ucnv.h>\n")
        self.assert_broken("lib/pricing/model_name.cpp", "#include <re2/re2.h>\n", 1, "RE2")
        self.assert_kept("lib/pricing/name_regex_re2.cpp", "#include <re2/re2.h>\n")
        self.assert_broken("cli/commands/count/output.cpp", "#include <fmt/core.h>\n", 1, "fmt")
        self.assert_kept("cli/output/format.hpp", "#include <fmt/core.h>\n")

    def test_compression(self):
        self.assert_broken("cli/input/source.cpp", "#include <zlib.h>\n", 1, "cli/input/compression")
        self.assert_kept("cli/input/compression/gzip.cpp", "#include <zlib.h>\n")
        self.assert_kept("cli/output/deflate.cpp", "#include <zlib.h>\n")
        self.assert_broken("cli/input/x.cpp", "#include <nlohmann/json.hpp>\n", 1, "nlohmann")
        self.assert_broken("lib/formats/x.cpp", "#include <nlohmann/json.hpp>\n", 1, "nlohmann")
        self.assert_kept("tests/lib/formats/x_test.cpp", "#include <nlohmann/json.hpp>\n")

    def test_the_core_can_lack_threads(self):
        self.assert_broken("lib/core/tokenizer/x.cpp", "#include <mutex>\n", 1, "use core/base/mutex.hpp")
        self.assert_kept("lib/core/base/threads.cpp", "#include <thread>\n")
        self.assert_kept("lib/analysis/x.cpp", "#include <mutex>\n")

    def test_the_libraries_are_quiet(self):
        for line in ("std::printf(x);", "exit (1);", "std::getenv(name)", "std::abort();", "fputs(x, y);",
                     "std::fopen(x, y);", "system(x);", "std::terminate();", "vfprintf(x, y, z);"):
            with self.subTest(line=line):
                self.assert_broken("lib/core/bpe/x.cpp", f"int a;\n  {line}\n", 2, "may not use")
        for line in ("std::cout << x;", "f(stderr);"):
            with self.subTest(line=line):
                self.assert_broken("lib/core/bpe/x.cpp", f"{line}\n", 1, "may not use")
        for header in ("iostream", "fstream", "cstdio", "filesystem", "unistd.h"):
            with self.subTest(header=header):
                self.assert_broken("lib/core/bpe/x.cpp", f"#include <{header}>\n", 1, "may not include")
        for line in ("// printf(x)", '"exit(1)"', "/* std::cout\n getenv(x) */", "on_exit_(1);", "exits(1);",
                     'R"x(")y" exit(1) )x"', "std::snprintf(x, 1, y);"):
            with self.subTest(line=line):
                self.assert_kept("lib/core/bpe/x.cpp", line + "\n")
        self.assert_kept("lib/generators/x.cpp", "std::printf(x);\n")
        self.assert_kept("lib/core/base/read_file.cpp", "#include <cstdio>\nstd::fopen(x, y);\n")
        self.assert_broken("lib/core/base/read_file.cpp", "std::printf(x);\n", 1, "may not use")
        self.assert_broken("lib/core/base/read_file.cpp", "#include <fstream>\n", 1, "may not include")

    def test_generated_files(self):
        self.assert_broken("lib/core/unicode/x.inc", "int a;\n", 1, "must name its generator")
        self.assert_kept("lib/core/unicode/x.inc", "// GENERATED by lib/generators/x.py\n")

    def test_white_space(self):
        self.assert_broken("cli/x.cpp", "int\ta;\n", 1, "tab")
        self.assert_broken("cli/x.cpp", "a\nint a; \n", 2, "ends with white space")
        self.assert_broken("cli/x.cpp", "int a;\r\n", 1, "ends with white space")
        self.assert_broken("cli/x.cpp", "int a;", 1, "no newline")
        self.assert_kept("vocab/x.tsv", "a\tb\n")


if __name__ == "__main__":
    unittest.main()

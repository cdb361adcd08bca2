"""The rules of the project: which folder may include which, and what the libraries must not do.

A rule is a function of a path (relative to the root of the project) and the text of that file. It yields a line number
and a message for each violation.
"""

import re

# The folders whose private headers each folder may include, besides its own. A folder that is not listed belongs to the
# nearest listed parent folder.
MAY_INCLUDE = {
    # The tokenizer.
    "lib/core/base": set(),
    "lib/core/unicode": {"lib/core/base"},
    "lib/core/pretokenize/simd": {"lib/core/unicode", "lib/core/base"},
    "lib/core/pretokenize": {"lib/core/pretokenize/simd", "lib/core/unicode", "lib/core/base"},
    "lib/core/pretokenize/families": {
        "lib/core/pretokenize", "lib/core/pretokenize/simd", "lib/core/unicode", "lib/core/base",
    },
    "lib/core/pretokenize/pattern": {"lib/core/unicode", "lib/core/base"},
    "lib/core/bpe": {"lib/core/unicode", "lib/core/base"},
    "lib/core/bpe/builder": {"lib/core/bpe", "lib/core/unicode", "lib/core/base"},
    "lib/core/tokenizer": {
        "lib/core/pretokenize", "lib/core/pretokenize/pattern", "lib/core/bpe/builder", "lib/core/bpe", "lib/core/unicode", "lib/core/base",
    },
    "lib/core/truncate": {"lib/core/tokenizer", "lib/core/pretokenize", "lib/core/bpe", "lib/core/unicode", "lib/core/base"},
    "lib/core/registry": {"lib/core/tokenizer", "lib/core/pretokenize", "lib/core/bpe", "lib/core/base"},
    # The other libraries use each other through public headers only.
    "lib/pricing": set(),
    "lib/icu": set(),
    "lib/formats": set(),
    "lib/vocabularies": set(),
    "lib/chat": set(),
    "lib/analysis": set(),
    "lib/c": set(),
    "lib/python": set(),
    "lib/engines/functions": set(),
    "lib/engines/duckdb": {"lib/engines/functions"},
    "lib/engines/sqlite": {"lib/engines/functions"},
    "lib/engines/postgresql": {"lib/engines/functions"},
    "lib/wasm": set(),
    "lib/generators": {"lib/core/bpe/builder", "lib/core/bpe", "lib/core/base"},
    # The program. It uses the public headers of the libraries only.
    "cli/output": set(),
    "cli/app": {"cli/output"},
    "cli/input/compression": {"cli/output"},
    "cli/input": {"cli/input/compression", "cli/output"},
    "cli/input/walk": {"cli/output"},
    "cli/options": {"cli/app", "cli/input", "cli/input/walk", "cli/output"},
    "cli/texts": {"cli/input", "cli/input/walk", "cli/options", "cli/output"},
    "cli/rows": {"cli/app", "cli/input", "cli/options", "cli/output"},
    "cli/commands": {"cli/app", "cli/input", "cli/input/walk", "cli/options", "cli/output", "cli/rows", "cli/texts"},
    "cli": {"cli/app", "cli/commands", "cli/output"},
}

# The targets whose public headers each target may include, besides its own: those that it links.
TARGETS_BELOW = {
    "core": set(),
    "pricing": {"core"},
    "icu": {"core"},
    "formats": {"pricing", "core"},
    "vocabularies": {"formats", "pricing", "core"},
    "chat": {"formats", "pricing", "core"},
    "analysis": {"chat", "formats", "pricing", "icu", "core"},
    "c": {"analysis", "chat", "vocabularies", "formats", "pricing", "icu", "core"},
    "python": {"analysis", "chat", "vocabularies", "formats", "pricing", "icu", "core"},
    "wasm": {"vocabularies", "formats", "core"},
    "engines": {"core"},  # tokmill.h only: see engines_use_the_c_interface()
    "generators": {"pricing", "core"},
    "cli": {"analysis", "chat", "vocabularies", "formats", "pricing", "icu", "core"},
}

# Targets that do not tokenize. Of the tokenizer's public headers they may only include those of these folders.
WITHOUT_TOKENIZER = {"pricing", "icu", "formats", "chat"}
FOLDERS_WITHOUT_TOKENIZER = {"lib/core/base", "lib/core/unicode"}

# The folder of the tokenizer that each of its public headers belongs to. Including the header counts as including that
# folder.
FOLDER_OF_PUBLIC_HEADER = {
    "boundary_finder": "lib/core/base",
    "error": "lib/core/base",
    "export": "lib/core/base",
    "nearest_name": "lib/core/base",
    "portable_code": "lib/core/base",
    "read_file": "lib/core/base",
    "result": "lib/core/base",
    "sha256": "lib/core/base",
    "threads": "lib/core/base",
    "token_id": "lib/core/base",
    "version": "lib/core/base",
    "digit_value": "lib/core/unicode",
    "normalizer": "lib/core/unicode",
    "utf8": "lib/core/unicode",
    "image_file": "lib/core/bpe/builder",
    "vocabulary": "lib/core/bpe/builder",
    "appendable_counter": "lib/core/tokenizer",
    "batch": "lib/core/tokenizer",
    "encoding": "lib/core/tokenizer",
    "interval_counter": "lib/core/tokenizer",
    "merge_steps": "lib/core/tokenizer",
    "packed_vocabulary": "lib/core/tokenizer",
    "parallel": "lib/core/tokenizer",
    "piece_cache": "lib/core/tokenizer",
    "pre_tokenizer": "lib/core/tokenizer",
    "stream": "lib/core/tokenizer",
    "stream_chunker": "lib/core/truncate",
    "truncate": "lib/core/truncate",
    "encodings": "lib/core/registry",
    "registry": "lib/core/registry",
    "tokmill": None,  # the umbrella header, which is for users only
}

# Headers that include others and declare nothing.
UMBRELLA_HEADERS = {"lib/include/tokmill/tokmill.hpp", "lib/include/tokmill/pricing/pricing.hpp"}

# Files that the build generates and the sources include. Row files have no folder in their name.
GENERATED_ROWS = {"encoding_rows.inc", "registry_rows.inc", "price_rows.inc", "model_name_rows.inc",
                  "chat_rule_rows.inc", "known_vocabulary_rows.inc"}
GENERATED_FOLDER = "embedded/"

# The first part of the name of each private header. Such headers are included in quotes.
PRIVATE_FOLDERS = {name.split("/")[1] for name in MAY_INCLUDE if "/" in name}

INCLUDE = re.compile(r'^\s*#\s*(?:include|include_next|import)\b\s*(.*?)\s*(?://.*|/\*.*)?$')
INCLUDE_NAME = re.compile(r'(["<])([^">]+)[">]$')

# Functions and headers that write, open files, read the environment, start processes, or end the program.
FORBIDDEN_CALL = re.compile(
    r"\b(?:std::)?(v?f?printf|dprintf|puts|fputs|putchar|putc|fputc|perror|fwrite|fopen|freopen|tmpfile|mkstemp|getenv"
    r"|secure_getenv|setenv|unsetenv|putenv|system|popen|fork|exit|_exit|_Exit|quick_exit|abort|terminate)\s*\("
)
FORBIDDEN_STREAM = re.compile(r"\bstd::(w?cout|w?cerr|w?clog|w?cin)\b|\bstd(?:out|err|in)\b")
# What single files of the libraries may use nevertheless: this one opens the files that the caller of a library names.
MAY_USE = {"lib/core/base/read_file.cpp": {"cstdio", "std::fopen"}}
FORBIDDEN_HEADERS = {
    "iostream", "ostream", "istream", "fstream", "cstdio", "stdio.h", "filesystem", "syncstream", "print",
    "unistd.h", "fcntl.h", "dirent.h", "spawn.h", "sys/stat.h",
}

# Not all targets have what they declare.
THREAD_HEADERS = {"mutex", "shared_mutex", "condition_variable", "thread", "future", "semaphore", "latch", "barrier"}

COMMENT_OR_STRING = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"([^\s()\\]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.DOTALL)

# Every declaration of the public headers is in this namespace, or in one nested in it.
ABI_NAMESPACE = re.compile(r"^namespace tokmill::inline TOKMILL_ABI(?:::\w+)* \{")
NAMESPACE = re.compile(r"^\s*(?:inline\s+)?namespace\b[^;=]*\{")


def is_cpp(path):
    return path.endswith((".cpp", ".hpp", ".inc", ".hpp.in", ".c", ".h", ".cc"))


def is_public_header(path):
    return path.startswith("lib/include/") and is_cpp(path)


def is_library(path):
    """Whether the file is part of a library. The generators are not: they are programs that the build runs."""
    return path.startswith("lib/") and not path.startswith("lib/generators/") and is_cpp(path)


def folder(path):
    """Return the listed folder that a source file belongs to, or None."""
    parts = path.split("/")[:-1]
    while parts and "/".join(parts) not in MAY_INCLUDE:
        parts.pop()
    return "/".join(parts) or None


def target_of(path):
    """Return the library that a source file belongs to, or `cli`."""
    parts = path.split("/")
    return "cli" if parts[0] == "cli" else parts[1]


def public_header(name):
    """Return the target of a public header such as `tokmill/icu/digits.hpp` and its folder, or None if it has none."""
    parts = name.split("/")
    if len(parts) > 2:
        return parts[1], None
    return "core", FOLDER_OF_PUBLIC_HEADER.get(parts[1].split(".")[0])


def included(text):
    """Yield, for each include: line number, whether it is in quotes, and the name."""
    for number, operand in include_operands(text):
        name = INCLUDE_NAME.match(operand)
        if name:
            yield number, name[1] == '"', name[2]


def include_operands(text):
    for number, line in enumerate(text.split("\n"), 1):
        directive = INCLUDE.match(line)
        if directive:
            yield number, directive[1]


def code(text):
    """Return the text without comments, strings and character literals. Line numbers do not change."""
    return COMMENT_OR_STRING.sub(lambda found: "\n" * found[0].count("\n") or " ", text)


def edges(path, text):
    """Yield, for each include of a file of the project: line number, including folder, included folder, name.

    The included folder of an unknown file is its name.
    """
    if not is_cpp(path):
        return
    if path.startswith("lib/include/tokmill/"):
        target, here = public_header(path[len("lib/include/") :])
        here = here or f"lib/{target}"
    else:
        here = folder(path)
    if here is None:
        return
    top = here.split("/")[0]
    for number, quoted, name in included(text):
        if name.startswith("tokmill/"):
            target, there = public_header(name)
            if name == "tokmill/tokmill.hpp":
                there = "lib/core"
            yield number, here, there or f"lib/{target}", name
        elif quoted and "/" in name and not name.startswith(GENERATED_FOLDER):
            there = folder(f"{top}/{name}")
            # "cli" is listed only for the files directly in it, and their headers have no folder in their name.
            yield number, here, name if there in (None, top) else there, name


def includes_point_down(path, text):
    if path == "lib/include/tokmill/tokmill.hpp":
        return
    for number, here, there, name in edges(path, text):
        if there == here:
            continue
        if name.startswith("tokmill/"):
            mine = "cli" if here.startswith("cli") else here.split("/")[1]
            target, _ = public_header(name)
            if target != mine and target not in TARGETS_BELOW[mine]:
                yield number, f"{here} may not include {name}: {mine} does not link {target}"
            elif mine == "core" and there not in MAY_INCLUDE[here]:
                yield number, f"{here} may not include {name}"
            elif mine in WITHOUT_TOKENIZER and target == "core" and there not in FOLDERS_WITHOUT_TOKENIZER:
                yield number, f"{here} may not include {name}: {mine} does not tokenize"
        elif there not in MAY_INCLUDE[here]:
            yield number, f"{here} may not include {name}"


def umbrella_header_is_for_users(path, text):
    if is_library(path):
        for number, _, name in included(text):
            if name == "tokmill/tokmill.hpp":
                yield number, "the libraries may not include the umbrella header"


def includes_are_complete_paths(path, text):
    """Every include of a file of the project names its path from lib/, cli/ or lib/include/.

    The other rules see only such includes, so this one rejects all other forms.
    """
    if not is_cpp(path) or not path.startswith(("lib/", "cli/")):
        return
    for number, operand in include_operands(text):
        if not INCLUDE_NAME.match(operand):
            yield number, f"expected a file name in an include, got {operand}"
    for number, quoted, name in included(text):
        if ".." in name.split("/") or "." in name.split("/"):
            yield number, f"expected a complete path in an include, got {name}"
        elif quoted and "/" not in name and name not in GENERATED_ROWS:
            yield number, f"expected a complete path in an include, got {name}"
        elif not quoted and "/" in name and name.split("/")[0] in PRIVATE_FOLDERS:
            yield number, f"expected quotes in the include of {name}"


def public_headers_are_self_contained(path, text):
    """Public headers include only public headers and the standard library: nothing else is installed."""
    if not is_public_header(path):
        return
    for number, quoted, name in included(text):
        if not name.startswith("tokmill/") and (quoted or "/" in name):
            yield number, f"a public header may not include {name}"


def public_headers_have_the_abi_namespace(path, text):
    """Every outermost namespace of a public header is the inline namespace of the ABI, and there is at least one."""
    if not is_public_header(path) or not path.endswith(".hpp") or path in UMBRELLA_HEADERS:
        return
    depth = seen = 0
    for number, line in enumerate(code(text).split("\n"), 1):
        if depth == 0 and NAMESPACE.match(line):
            seen += 1
            if not ABI_NAMESPACE.match(line):
                yield number, "a public header declares into namespace tokmill::inline TOKMILL_ABI only"
        elif depth == 0 and re.match(r"\s*(?:template|class|struct|enum|union|using|typedef|inline|constexpr)\b", line):
            yield number, "a public header declares into namespace tokmill::inline TOKMILL_ABI only"
        depth += line.count("{") - line.count("}")
    if not seen:
        yield 1, "a public header declares into namespace tokmill::inline TOKMILL_ABI"


def commands_are_independent(path, text):
    """A command does not include another command. cli/commands/all.cpp includes all, and cli/main.cpp their list."""
    if not is_cpp(path) or folder(path) not in ("cli", "cli/commands") or path == "cli/commands/all.cpp":
        return
    parts = path.split("/")
    own = f"commands/{parts[2]}/" if len(parts) > 3 else "commands/all.hpp"
    for number, _, name in included(text):
        if name.startswith("commands/") and not name.startswith(own):
            yield number, f"only cli/commands/all.cpp may include {name}"


# clang 14 does not reopen a namespace that is a member of an inline namespace by its short name.
SHORT_NAMESPACE = re.compile(r"\s*namespace\s+tokmill::(pricing|chat|formats|vocabularies|icu|analysis)\b")


def namespaces_of_libraries_are_complete(path, text):
    if path.startswith("lib/") and not is_public_header(path):
        for number, line in enumerate(code(text).split("\n"), 1):
            if SHORT_NAMESPACE.match(line):
                yield number, "expected namespace tokmill::inline TOKMILL_ABI::…, as in the public headers"


def cycle(graph):
    """Return a cycle of folders that include each other, as a list with equal ends, or None."""
    done, path = set(), []

    def visit(node):
        if node in path:
            return path[path.index(node) :] + [node]
        if node in done:
            return None
        path.append(node)
        for successor in sorted(graph.get(node, ())):
            found = visit(successor)
            if found:
                return found
        path.pop()
        done.add(node)
        return None

    for start in sorted(graph):
        found = visit(start)
        if found:
            return found
    return None


def real_folder_graph(files):
    """Return which folder includes which, for `files`, a map from paths to texts.

    Distinguishes all folders, whether listed or not. A public header belongs to the folder with its source file.
    """
    graph = {}
    for path, text in files.items():
        if not is_cpp(path) or not path.startswith(("lib/", "cli/")) or path == "lib/include/tokmill/tokmill.hpp":
            continue
        here = path.rsplit("/", 1)[0]
        if path.startswith("lib/include/tokmill/"):
            target, here = public_header(path[len("lib/include/") :])
            here = here or f"lib/{target}"
        for _, quoted, name in included(text):
            if name.startswith("tokmill/"):
                target, there = public_header(name)
                there = there or f"lib/{target}"
            elif quoted and "/" in name and not name.startswith(GENERATED_FOLDER):
                there = path.split("/")[0] + "/" + name.rsplit("/", 1)[0]
            else:
                continue
            if there != here:
                graph.setdefault(here, set()).add(there)
    return graph


def engines_use_the_c_interface(path, text):
    if path.startswith("lib/engines/"):
        for number, _, name in included(text):
            if name.startswith("tokmill/") and name != "tokmill/tokmill.h":
                yield number, f"the engines use the C interface only; may not include {name}"


def one_file_knows_cli11(path, text):
    if is_cpp(path) and path != "cli/app/command_line.cpp":
        for number, _, name in included(text):
            if name.startswith("CLI/"):
                yield number, "only cli/app/command_line.cpp may include CLI11"


def one_file_knows_re2(path, text):
    if is_cpp(path) and path.startswith(("lib/", "cli/")) and path != "lib/pricing/name_regex_re2.cpp":
        for number, _, name in included(text):
            if name.startswith("re2/"):
                yield number, "only lib/pricing/name_regex_re2.cpp may include RE2"


def one_folder_knows_fmt(path, text):
    if is_cpp(path) and path.startswith(("lib/", "cli/")) and not path.startswith("cli/output/"):
        for number, _, name in included(text):
            if name.startswith("fmt/"):
                yield number, "only cli/output may include fmt"


def one_folder_knows_compression(path, text):
    may = ("cli/input/compression/", "cli/output/deflate.cpp")
    if is_cpp(path) and path.startswith(("lib/", "cli/")) and not path.startswith(may):
        for number, _, name in included(text):
            if name in ("zlib.h", "zstd.h", "bzlib.h", "lzma.h"):
                yield number, f"only cli/input/compression and cli/output/deflate.cpp may include {name}"


def one_json_reader(path, text):
    # The tests compare lib/formats with another reader.
    if is_cpp(path) and path.startswith(("lib/", "cli/")):
        for number, _, name in included(text):
            if name.startswith(("nlohmann/", "rapidjson/", "simdjson")):
                yield number, f"lib/formats reads JSON; may not include {name}"


def icu_stays_in_its_target(path, text):
    # The libraries and the program use ICU through lib/icu. Generators and tests may use it directly.
    if is_cpp(path) and path.startswith(("lib/", "cli/")) and not path.startswith(("lib/icu/", "lib/generators/")):
        for number, _, name in included(text):
            if name.startswith("unicode/"):
                yield number, "only lib/icu may include ICU"


def library_is_quiet(path, text):
    """The libraries do not print, read the environment, open files, start processes or exit."""
    if not is_library(path):
        return
    for number, _, name in included(text):
        if name in FORBIDDEN_HEADERS - MAY_USE.get(path, set()):
            yield number, f"the libraries may not include {name}"
    for number, line in enumerate(code(text).split("\n"), 1):
        for found in (FORBIDDEN_CALL.search(line), FORBIDDEN_STREAM.search(line)):
            if found and found[0].rstrip("( ") not in MAY_USE.get(path, set()):
                yield number, f"the libraries may not use {found[0].rstrip('( ')}"


def core_can_lack_threads(path, text):
    """The core is also compiled for targets without threads, where the headers of threads are empty."""
    if is_cpp(path) and path.startswith("lib/core/") and not path.startswith("lib/core/base/"):
        for number, _, name in included(text):
            if name in THREAD_HEADERS:
                yield number, f"only lib/core/base may include {name}; use core/base/mutex.hpp or tokmill/threads.hpp"


def generated_files_say_so(path, text):
    if path.endswith(".inc") and not re.search(r"(?i)\bgenerated by \S", "\n".join(text.split("\n")[:3])):
        yield 1, "the first three lines of a generated file must name its generator"


def plain_white_space(path, text):
    if path.endswith((".tiktoken", ".golden", ".tsv", ".svg")) or path.startswith(("tests/fuzz/", "tests/golden/")):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line and not path.endswith(".go"):  # gofmt indents with tabs
            yield number, "contains a tab"
        if line != line.rstrip(" \r\t"):
            yield number, "ends with white space"
    if text and not text.endswith("\n"):
        yield text.count("\n") + 1, "no newline at end of file"


RULES = (
    includes_point_down,
    includes_are_complete_paths,
    umbrella_header_is_for_users,
    namespaces_of_libraries_are_complete,
    public_headers_are_self_contained,
    public_headers_have_the_abi_namespace,
    commands_are_independent,
    engines_use_the_c_interface,
    one_file_knows_cli11,
    one_file_knows_re2,
    one_folder_knows_fmt,
    one_folder_knows_compression,
    one_json_reader,
    icu_stays_in_its_target,
    library_is_quiet, core_can_lack_threads,
    generated_files_say_so,
    plain_white_space,
)


def broken(path, text):
    """Return `path:line: message` for each violation in the file."""
    return [f"{path}:{number}: {message}" for rule in RULES for number, message in rule(path, text)]

"""The rules of the project: which folder may include which, and what no file of the libraries may do.

A rule is a function of a path (relative to the root of the project) and the text of that file, and yields a line
number and a sentence for each place where the file breaks it.
"""

import re

# What each folder with sources may include, besides itself and the public headers that its target may use. A folder
# that is not listed belongs to the nearest listed folder above it.
MAY_INCLUDE = {
    # The tokenizer.
    "lib/core/base": set(),
    "lib/core/unicode": {"lib/core/base"},
    "lib/core/pretokenize/simd": {"lib/core/unicode", "lib/core/base"},
    "lib/core/pretokenize": {"lib/core/pretokenize/simd", "lib/core/unicode", "lib/core/base"},
    "lib/core/pretokenize/families": {"lib/core/pretokenize", "lib/core/pretokenize/simd", "lib/core/unicode", "lib/core/base"},
    "lib/core/bpe": {"lib/core/base"},
    "lib/core/bpe/builder": {"lib/core/bpe", "lib/core/base"},
    "lib/core/tokenizer": {"lib/core/pretokenize", "lib/core/bpe", "lib/core/unicode", "lib/core/base"},
    "lib/core/truncate": {"lib/core/tokenizer", "lib/core/bpe", "lib/core/unicode", "lib/core/base"},
    "lib/core/registry": {"lib/core/tokenizer", "lib/core/pretokenize", "lib/core/bpe", "lib/core/base"},
    # The other libraries use each other through public headers only.
    "lib/pricing": set(),
    "lib/icu": set(),
    "lib/formats": set(),
    "lib/chat": set(),
    "lib/analysis": set(),
    "lib/generators": {"lib/core/bpe/builder", "lib/core/bpe", "lib/core/base"},
    # The program. Everything else in cli/ uses public headers of the libraries only.
    "cli/output": set(),
    "cli/app": {"cli/output"},
    "cli/input": {"cli/output"},
    "cli/input/walk": {"cli/output"},
    "cli/options": {"cli/app", "cli/input", "cli/output"},
    "cli/commands": {"cli/app", "cli/input", "cli/input/walk", "cli/options", "cli/output"},
    "cli": {"cli/app", "cli/commands", "cli/output"},
}

# The public headers that each target may include, besides its own: those of the targets that it links.
TARGETS_BELOW = {
    "core": set(),
    "pricing": {"core"},
    "icu": {"core"},
    "formats": {"pricing", "core"},
    "chat": {"formats", "pricing", "core"},
    "analysis": {"chat", "formats", "pricing", "icu", "core"},
    "generators": {"pricing", "core"},
    "cli": {"analysis", "chat", "formats", "pricing", "icu", "core"},
}

# Within the tokenizer, public headers belong to a folder too: what that folder may not include, it may not include
# through the header either.
FOLDER_OF_PUBLIC_HEADER = {
    "error": "lib/core/base",
    "export": "lib/core/base",
    "nearest_name": "lib/core/base",
    "result": "lib/core/base",
    "threads": "lib/core/base",
    "version": "lib/core/base",
    "utf8": "lib/core/unicode",
    "encoding": "lib/core/tokenizer",
    "parallel": "lib/core/tokenizer",
    "piece_cache": "lib/core/tokenizer",
    "truncate": "lib/core/truncate",
    "encodings": "lib/core/registry",
    "registry": "lib/core/registry",
    "tokmill": None,  # the umbrella header: for users, not for the library itself
}

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')

# What writes, reads the environment, or ends the program.
FORBIDDEN_CALL = re.compile(
    r"\b(?:std::)?(printf|fprintf|puts|fputs|putchar|perror|fwrite|getenv|secure_getenv|setenv|putenv|exit|_Exit|quick_exit|abort)\s*\("
)
FORBIDDEN_STREAM = re.compile(r"\bstd::(cout|cerr|clog|cin)\b|\bstd(?:out|err|in)\b")
FORBIDDEN_HEADERS = {"iostream", "ostream", "istream", "fstream", "cstdio", "stdio.h"}

COMMENT_OR_STRING = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.DOTALL)


def is_cpp(path):
    return path.endswith((".cpp", ".hpp", ".inc", ".hpp.in"))


def is_library(path):
    """A file of a library. The generators are programs that the build runs."""
    return path.startswith("lib/") and not path.startswith("lib/generators/") and is_cpp(path)


def folder(path):
    """The listed folder that a source file belongs to; None for a file outside of them."""
    parts = path.split("/")[:-1]
    while parts and "/".join(parts) not in MAY_INCLUDE:
        parts.pop()
    return "/".join(parts) or None


def target_of(path):
    """The library that a source file belongs to, or `cli`."""
    parts = path.split("/")
    return "cli" if parts[0] == "cli" else parts[1]


def public_header(name):
    """The target and, for the tokenizer, the folder of a public header such as `tokmill/icu/digits.hpp`."""
    parts = name.split("/")
    if len(parts) > 2:
        return parts[1], None
    return "core", FOLDER_OF_PUBLIC_HEADER.get(parts[1].split(".")[0])


def included(text):
    """Line number, whether in quotes, and what is included, for each include of the file."""
    for number, line in enumerate(text.split("\n"), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found[1] == '"', found[2]


def code(text):
    """The text without its comments, strings and characters; the lines stay where they are."""
    return COMMENT_OR_STRING.sub(lambda found: "\n" * found[0].count("\n") or " ", text)


def edges(path, text):
    """For each include that names a folder of the project: the line, the folder that includes, the one included."""
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
        elif quoted and "/" in name and not name.startswith("embedded/"):
            yield number, here, folder(f"{top}/{name}") or name, name


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
        elif there not in MAY_INCLUDE[here]:
            yield number, f"{here} may not include {name}"


def cycle(graph):
    """Folders that include each other in a circle, as a list that ends where it began; None if there are none."""
    done, trail = set(), []

    def visit(node):
        if node in trail:
            return trail[trail.index(node) :] + [node]
        if node in done:
            return None
        trail.append(node)
        for after in sorted(graph.get(node, ())):
            found = visit(after)
            if found:
                return found
        trail.pop()
        done.add(node)
        return None

    for start in sorted(graph):
        found = visit(start)
        if found:
            return found
    return None


def real_folder_graph(files):
    """Which folder includes which, from `files`, a map of paths to texts: every folder counts, listed or not. A public
    header counts as a part of the folder that has the source file of the same subject."""
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
            elif quoted and "/" in name and not name.startswith("embedded/"):
                there = path.split("/")[0] + "/" + name.rsplit("/", 1)[0]
            else:
                continue
            if there != here:
                graph.setdefault(here, set()).add(there)
    return graph


def one_file_knows_cli11(path, text):
    if is_cpp(path) and path != "cli/app/parse.cpp":
        for number, _, name in included(text):
            if name.startswith("CLI/"):
                yield number, "only cli/app/parse.cpp includes CLI11"


def icu_stays_in_its_target(path, text):
    # The generators and tests may ask ICU what it knows; the library and the program go through lib/icu.
    if is_cpp(path) and path.startswith(("lib/", "cli/")) and not path.startswith(("lib/icu/", "lib/generators/")):
        for number, _, name in included(text):
            if name.startswith("unicode/"):
                yield number, "only lib/icu includes ICU"


def library_is_quiet(path, text):
    """Nothing in lib prints, reads the environment, opens a file or exits."""
    if not is_library(path):
        return
    for number, _, name in included(text):
        if name in FORBIDDEN_HEADERS:
            yield number, f"the library may not include {name}"
    for number, line in enumerate(code(text).split("\n"), 1):
        for found in (FORBIDDEN_CALL.search(line), FORBIDDEN_STREAM.search(line)):
            if found:
                yield number, f"the library may not use {found[0].rstrip('( ')}"


def generated_files_say_so(path, text):
    if path.endswith(".inc") and not re.search(r"(?i)\bgenerated by \S", "\n".join(text.split("\n")[:3])):
        yield 1, "a generated file says in its first lines what it was generated by"


def plain_white_space(path, text):
    if path.endswith((".tiktoken", ".golden", ".tsv", ".svg")) or path.startswith(("tests/fuzz/", "tests/golden/")):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            yield number, "a tab"
        if line != line.rstrip(" \r\t"):
            yield number, "blanks at the end of the line"
    if text and not text.endswith("\n"):
        yield text.count("\n") + 1, "no newline at the end of the file"


RULES = (
    includes_point_down,
    one_file_knows_cli11,
    icu_stays_in_its_target,
    library_is_quiet,
    generated_files_say_so,
    plain_white_space,
)


def broken(path, text):
    """`path:line: what` for each place where the file breaks a rule."""
    return [f"{path}:{number}: {what}" for rule in RULES for number, what in rule(path, text)]

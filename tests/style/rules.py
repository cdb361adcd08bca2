"""The rules of the house: what each folder may include, and what no file of the library may do.

A rule is a function of a path (relative to the root of the project) and the text of that file, and yields a line
number and a sentence for each place where the file breaks it.
"""

import re

# What each room of lib/src may include, itself aside. The arrows point one way: no room is reached from below.
BELOW = {
    "support": set(),
    "text": {"support"},
    "split": {"text", "support"},
    "bpe": {"support"},
    "encoding": {"split", "bpe", "text", "support"},
    "registry": {"encoding", "split", "bpe", "text", "support"},
    "pricing": {"support"},
}

# The room of each public header; whoever may not include a room may not include its headers.
ROOM_OF_HEADER = {
    "error": "support",
    "result": "support",
    "version": "support",
    "text": "text",
    "encoding": "encoding",
    "memory": "encoding",
    "parallel": "encoding",
    "limits": "encoding",
    "registry": "registry",
    "money": "pricing",
    "date": "pricing",
    "pricing": "pricing",
    "chat": "pricing",
    "tokmill": "all",
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
    """The library proper and what stands beside it; the generators are programs that the build runs."""
    return path.startswith("lib/") and not path.startswith("lib/generators/") and is_cpp(path)


def room(path):
    """The room that a file is in: a folder of lib/src, one beside it (import, icu), or a public header's."""
    parts = path.split("/")
    if path.startswith("lib/src/"):
        return parts[2]
    if path.startswith("lib/include/tokmill/"):
        if len(parts) > 4:  # tokmill/icu/…, tokmill/import/…: a header of what stands beside the library
            return parts[3]
        return ROOM_OF_HEADER.get(parts[3].split(".")[0], "no room")
    return parts[1] if parts[0] == "lib" else parts[0]


def included(text):
    """Line number, whether in quotes, and what is included, for each include of the file."""
    for number, line in enumerate(text.split("\n"), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found[1] == '"', found[2]


def code(text):
    """The text without its comments, strings and characters; the lines stay where they are."""
    return COMMENT_OR_STRING.sub(lambda found: "\n" * found[0].count("\n") or " ", text)


def includes_point_down(path, text):
    if not is_library(path):
        return
    here = room(path)
    for number, quoted, name in included(text):
        parts = name.split("/")
        if len(parts) == 1 or not (quoted or parts[0] == "tokmill"):
            continue  # the standard library, or a file made for this room
        there = room("lib/include/" + name) if parts[0] == "tokmill" else parts[0]
        if there == here or here == "all":
            continue
        if there not in BELOW:
            yield number, f"{name} is of no room of the library that others may include"
        elif here in BELOW and there not in BELOW[here]:
            yield number, f"{here} may not include {name}"


def one_file_knows_cli11(path, text):
    if is_cpp(path) and path != "cli/args.cpp":
        for number, _, name in included(text):
            if name.startswith("CLI/"):
                yield number, "only cli/args.cpp includes CLI11"


def icu_stays_in_its_target(path, text):
    # The generators and tests may ask ICU what it knows; the library and the program go through lib/icu.
    if is_cpp(path) and path.startswith(("lib/src/", "lib/include/", "lib/import/", "cli/")):
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

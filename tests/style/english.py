"""Finds phrases in the prose of the project that plain English avoids.

Prose is: comments and string literals of C++, JavaScript and Rust; docstrings and comments of Python; comments of tables
and style sheets; everything in Markdown, shell scripts and CMake files.
"""

import ast
import bisect
import io
import re
import tokenize

# Each phrase, and a word of it, in lower case, without which it is not searched for. A phrase may continue on the next
# line.
PHRASES = [(word, re.compile(phrase.replace(" ", r"\s+"), re.IGNORECASE)) for word, phrase in (
    ("wanted", r"\b(is|are) wanted\b"),
    ("whoever", r"\bwhoever\b"),
    ("stand", r"\bstands? (here|in|for|behind|before|beside|alone|among|there|to)\b"),
    ("behind", r"\bbehind\b"),
    ("many", r"\bso many (bytes|tokens|lines|columns)\b"),
    ("ignores", r"\bwhat git ignores\b"),
    ("nobody", r"\bnobody\b"),
    ("room", r"\brooms?\b"),
    ("had", r"\bto be had\b"),
    ("beforehand", r"\bbeforehand\b"),
    ("thereof", r"\bthereof\b"),
    ("but", r"\bbut for\b"),
    ("see", r"\b(see|seen) to\b"),
    ("goes", r"\bgoes beyond\b"),
    ("exception", r"json\.exception"),
)]

# Legitimate uses: a pattern of paths and a pattern of the text around the phrase.
ALLOWED = [
    # The list of phrases itself.
    (r"tests/style/", r""),
    # Input of a test.
    (r"tests/cli/input/walk/example/", r""),
]
CONTEXT = 40  # characters on each side of a phrase that an entry of ALLOWED may match

C_PROSE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"([^\s()\\]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(\'(?:\\.|[^\'\\\n])\')', re.DOTALL)
CODE = re.compile(r"\S+")
MARKERS = re.compile(r'^[ \t]*(?://[/!]?|\*(?!\*)|#)|^R?"|"$|^/\*|\*/$|"""', re.MULTILINE)
C_FILES = (".cpp", ".hpp", ".inc", ".c", ".h", ".cc", ".js", ".mjs", ".rs", ".css", ".hpp.in", ".S.in")
PLAIN_FILES = (".md", ".sh", ".cmake", ".cmake.in", ".pc.in", ".yml", ".yaml", ".toml", "CMakeLists.txt")


def c_spans(text):
    for found in C_PROSE.finditer(text):
        if not found[2]:  # not a character literal
            yield found.span()


def with_docstrings(node):
    """Yield the modules, classes and functions in `node` that have docstrings."""
    if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
        yield node
    for name in ("body", "orelse", "finalbody", "handlers"):
        statements = getattr(node, name, [])
        for statement in statements if isinstance(statements, list) else ():
            yield from with_docstrings(statement)


def python_spans(text):
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]
    for node in with_docstrings(ast.parse(text)):
        # The columns of ast are in bytes, so take whole lines.
        yield starts[node.body[0].lineno - 1], starts[node.body[0].end_lineno]


def table_spans(text):
    for found in re.finditer(r"^#.*", text, re.MULTILINE):
        yield found.span()


def spans(path, text):
    """Return the ranges of `text` that are prose, in any order."""
    name = path.split("/")[-1]
    if path.endswith(".py"):
        return list(python_spans(text))
    if path.endswith(C_FILES):
        return list(c_spans(text))
    if path.endswith(".tsv"):
        return list(table_spans(text))
    if path.endswith(PLAIN_FILES) or ("." not in name and text.startswith("#!")):
        return [(0, len(text))]
    return []


def without_code(text):
    return CODE.sub(lambda found: "\0" * len(found[0]), text)


def prose(path, text):
    """Return a string of the same length as `text` in which only prose and white space are left.

    All other characters are NUL. Comment markers and quotes are blanks, so that a phrase matches across the lines of a
    comment and across adjacent string literals. Return an empty string if there is no prose.
    """
    parts = []
    before = 0  # the end of the last span
    for start, end in sorted(spans(path, text)):
        if start < before:
            continue  # a comment inside of a docstring's lines
        parts.append(without_code(text[before:start]))
        parts.append(MARKERS.sub(lambda found: " " * len(found[0]), text[start:end]))
        before = end
    if parts:
        parts.append(without_code(text[before:]))
    return "".join(parts)


def phrases(path, text):
    """Yield line number and phrase for each phrase to be avoided."""
    searched = prose(path, text)
    if not searched:
        return
    line_starts = [0] + [found.end() for found in re.finditer("\n", text)]
    lower = searched.lower()
    candidates = [found for word, phrase in PHRASES if word in lower for found in phrase.finditer(searched)]
    end = 0
    for found in sorted(candidates, key=lambda candidate: candidate.start()):
        if found.start() < end:
            continue  # a part of the phrase before
        end = found.end()
        around = " ".join(searched[max(0, found.start() - CONTEXT) : found.end() + CONTEXT].split())
        if any(re.match(paths, path) and re.search(context, around) for paths, context in ALLOWED):
            continue
        yield bisect.bisect_right(line_starts, found.start()), " ".join(found[0].split())

"""Finds phrases in the prose of the project that plain English avoids.

Prose is: comments and string literals of C++, JavaScript and Rust; docstrings and comments of Python; comments of tables
and style sheets; everything in Markdown, shell scripts and CMake files.
"""

import ast
import bisect
import io
import re
import tokenize

PHRASES = [
    r"\b(is|are) wanted\b",
    r"\bwhoever\b",
    r"\bstands? (here|in|for|behind|before|beside|alone|among|there|to)\b",
    r"\bbehind\b",
    r"\bso many (bytes|tokens|lines|columns)\b",
    r"\bwhat git ignores\b",
    r"\bnobody\b",
    r"\brooms?\b",
    r"\bto be had\b",
    r"\bbeforehand\b",
    r"\bthereof\b",
    r"\bbut for\b",
    r"\b(see|seen) to\b",
    r"\bgoes beyond\b",
    r"json\.exception",
]
# A phrase may continue on the next line.
PHRASE = re.compile("|".join(f"(?:{phrase})" for phrase in PHRASES).replace(" ", r"\s+"), re.IGNORECASE)

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
C_FILES = (".cpp", ".hpp", ".inc", ".c", ".h", ".cc", ".js", ".mjs", ".rs", ".css", ".hpp.in", ".S.in")
PLAIN_FILES = (".md", ".sh", ".cmake", ".cmake.in", ".pc.in", ".yml", ".yaml", ".toml", "CMakeLists.txt")


def c_spans(text):
    for found in C_PROSE.finditer(text):
        if not found[2]:  # not a character literal
            yield found.span()


def python_spans(text):
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]
    for node in ast.walk(ast.parse(text)):
        body = getattr(node, "body", None)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            # The columns of ast are in bytes, so take whole lines.
            yield starts[body[0].lineno - 1], starts[body[0].end_lineno]


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


def prose(path, text):
    """Return a string of the same length as `text` in which only prose and white space are left.

    All other characters are NUL. Comment markers and quotes are blanks, so that a phrase matches across the lines of a
    comment and across adjacent string literals.
    """
    left = [c if c.isspace() else "\0" for c in text]
    for start, end in spans(path, text):
        part = re.sub(r'^[ \t]*(?://[/!]?|\*(?!\*)|#)|^R?"|"$|^/\*|\*/$|"""', lambda found: " " * len(found[0]),
                      text[start:end], flags=re.MULTILINE)
        left[start:end] = part
    return "".join(left)


def phrases(path, text):
    """Yield line number and phrase for each phrase to be avoided."""
    searched = prose(path, text)
    line_starts = [0] + [found.end() for found in re.finditer("\n", text)]
    for found in PHRASE.finditer(searched):
        around = " ".join(searched[max(0, found.start() - CONTEXT) : found.end() + CONTEXT].split())
        if any(re.match(paths, path) and re.search(context, around) for paths, context in ALLOWED):
            continue
        yield bisect.bisect_right(line_starts, found.start()), " ".join(found[0].split())

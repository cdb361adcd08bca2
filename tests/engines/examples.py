"""The examples in the READMEs of the engines: blocks of SQL that end with what they print, in comments."""

import pathlib
import re

ENGINES = pathlib.Path(__file__).resolve().parents[2] / "lib" / "engines"


def examples(text):
    """Yield the SQL of each block and the lines that it prints."""
    for block in re.findall(r"^```sql\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        sql, comments = re.fullmatch(r"(.*?)((?:^-- .*\n)*)", block, re.DOTALL | re.MULTILINE).groups()
        yield sql, [line.removeprefix("-- ") for line in comments.splitlines()]


def readme_examples(engine):
    return list(examples((ENGINES / engine / "README.md").read_text(encoding="utf-8")))

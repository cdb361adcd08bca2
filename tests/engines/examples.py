"""The examples in the READMEs of the engines: commands, and blocks of SQL that end with what they print, in comments."""

import pathlib
import re

ENGINES = pathlib.Path(__file__).resolve().parents[2] / "lib" / "engines"


def examples(text):
    """Yield the SQL of each block and the lines that it prints."""
    for block in re.findall(r"^```sql\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        sql, comments = re.fullmatch(r"(.*?)((?:^-- .*\n)*)", block, re.DOTALL | re.MULTILINE).groups()
        yield sql, [line.removeprefix("-- ") for line in comments.splitlines()]


def readme_of(engine):
    return (ENGINES / engine / "README.md").read_text(encoding="utf-8")


def readme_examples(engine):
    return list(examples(readme_of(engine)))


def installation(engine):
    """Return the first commands for a shell."""
    return re.search(r"^```sh\n(.*?)^```", readme_of(engine), re.DOTALL | re.MULTILINE)[1].splitlines()

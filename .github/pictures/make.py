#!/usr/bin/env python3
"""Make the pictures of README.md, which the program draws.

Run it after a change to the pictures or the vocabularies, from any folder, then check and commit them:

    .github/pictures/make.py

Uses cli/run, or the program TOKMILL if that variable is set. The test tests/pictures_test.py makes them again and
compares the bytes.
"""

import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
TOKMILL = os.environ.get("TOKMILL", HERE.parent.parent / "cli/run")

SPLIT_TEXT = """Tokens are not words: antidisestablishmentarianism, 12345.
for (int i = 0; i < 100; ++i) total += price[i];
Zwölf Boxkämpfer. Сколько здесь токенов?
你好, 世界! 🧵 ประเทศไทย
كم عدد الرموز في هذا السطر؟"""

COMPARE_TEXT = "In 2026, ประเทศไทย had 65951210 inhabitants."

# The name of each picture and the command that draws it.
PICTURES = {
    "split.svg": ["split", "-t", SPLIT_TEXT],
    "numbers.svg": ["numbers", "1234567"],
    "languages.svg": ["languages", "--only", "en,es,de,zh-Hans,ru,ja,ar,ko,hi,th,bn,ta,am"],
    "compare.svg": ["compare", "--diff", "--passages", "3", "-e", "r50k_base", "-e", "o200k_base", "-t", COMPARE_TEXT],
}


def draw(name):
    """Return the picture with this name, in bytes."""
    return subprocess.run([TOKMILL, *PICTURES[name], "--svg", "-"], check=True, stdout=subprocess.PIPE).stdout


def main():
    for name in PICTURES:
        picture = draw(name)
        (HERE / name).write_bytes(picture)
        print(f"{name}: {len(picture)} bytes")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Make the pictures of README.md: screenshots of pages that the program writes, in headless Chromium, light and dark.

Run it by hand after a change to the pages, from any folder, then check and commit the pictures:

    .github/pictures/make.py

Requires Debian's `chromium`. Uses cli/run, or the program TOKMILL if that variable is set.
"""

import json
import os
import pathlib
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TOKMILL = os.environ.get("TOKMILL", ROOT / "cli/run")

MAX_BYTES = 150_000
SCALE = 2  # device pixels per CSS pixel

SPLIT_TEXT = """Tokens are not words: antidisestablishmentarianism, 12345678.
for (int i = 0; i < 100; ++i) total += price[i];
Zwölf Boxkämpfer jagen Viktor. Сколько здесь токенов?"""

LANGUAGES = ["en", "es", "de", "zh-Hans", "ru", "ja", "ar", "ko", "hi", "th", "bn", "ta", "am"]

# Show only the part of the page that is in the picture.
SPLIT_STYLE = """main { padding: 0 1rem } main > :not(#parts) { display: none }
#parts { margin: 0.75rem 0 0; font-size: 1.1rem }"""
LANGUAGES_STYLE = """main { padding: 0 1rem } main > :not(section), section > :not(h2, svg) { display: none }
section h2 { margin: 0.75rem 0 0.25rem }"""


def write_page(path, *arguments):
    """Run the program with --html `path` and return the page."""
    subprocess.run([TOKMILL, *arguments, "--html", path], check=True, stdout=subprocess.DEVNULL)
    return path.read_text(encoding="utf-8")


def take_screenshots(page, name, width, height):
    """Write NAME-light.png and NAME-dark.png."""
    for scheme, setting in ("dark", 0), ("light", 1):
        picture = HERE / f"{name}-{scheme}.png"
        subprocess.run(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--hide-scrollbars", f"--blink-settings=preferredColorScheme={setting}",
             f"--force-device-scale-factor={SCALE}", f"--window-size={width},{height}", f"--screenshot={picture}",
             page.as_uri()],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        size = picture.stat().st_size
        if size > MAX_BYTES:
            raise SystemExit(f"{picture}: expected at most {MAX_BYTES} bytes, got {size}")
        print(f"{picture.relative_to(ROOT)}: {size} bytes")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        page = folder / "page.html"

        html = write_page(page, "split", "-t", SPLIT_TEXT)
        html = html.replace('id="ids"', 'id="ids" checked', 1)
        page.write_text(html.replace("</head>", f"<style>{SPLIT_STYLE}</style></head>", 1), encoding="utf-8")
        take_screenshots(page, "split", 770, 175)

        samples = (ROOT / "vocab/samples/parallel.jsonl").read_text(encoding="utf-8").splitlines()
        corpus = folder / "corpus.jsonl"
        chosen = [line for line in samples if json.loads(line)["lang"] in LANGUAGES]
        corpus.write_text("\n".join(chosen), encoding="utf-8")
        html = write_page(page, "languages", "--corpus", corpus)
        page.write_text(html.replace("</head>", f"<style>{LANGUAGES_STYLE}</style></head>", 1), encoding="utf-8")
        take_screenshots(page, "languages", 860, 645)


if __name__ == "__main__":
    main()

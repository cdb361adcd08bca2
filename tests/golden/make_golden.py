"""Write the golden files of this folder: results of tiktoken 0.14.0 for several hundred texts.

This script is run by hand; neither the build nor the tests run it. Run it again after changing the texts below or the
pinned tiktoken version:

    tests/oracle_environment.sh tests/golden/make_golden.py

Input: the lists of texts in this file, ../differential/traps.json, and the vocabularies in vocab/, which
oracle_environment.sh makes available to tiktoken. Output, one JSON value per line:

    texts.golden         a text, as a string
    ENCODING.golden      the ids that encode_ordinary() returns for the text on the same line of texts.golden
    special.golden       {"encoding","text","allowed","disallowed"} with either "tokens" or "refused": the special token
                         that encode() rejects. "all" means all special tokens
    unreachable.golden   {"encoding","id","tokens"}: each token that is valid UTF-8 but whose text encodes to other ids

The output is deterministic. Review the diff before you commit it.
"""

import json
import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(FOLDER), "differential"))

import oracle  # noqa: E402
import tiktoken  # noqa: E402
from strings import GROUPS, Strings  # noqa: E402

SENTENCES = [
    "The quick brown fox jumps over the lazy dog.", "It's what they'd've said, isn't it? WE'LL SEE.",
    "Größere Wörter, kürzere Sätze: Straße, Fußgängerübergänge.", "L'été dernier, j'ai vu « l'Œuvre » à Orléans.",
    "¿Qué hora es? ¡Mañana será otro día!", "Não há açúcar no café da manhã.", "Zażółć gęślą jaźń.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.", "Съешь же ещё этих мягких французских булок.", "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.",
    "שלום עולם, מה שלומך?", "مرحبا بالعالم، كيف حالك؟ ١٢٣٤", "नमस्ते दुनिया, आप कैसे हैं? १२३", "হ্যালো বিশ্ব", "வணக்கம் உலகம்",
    "สวัสดีชาวโลก วันนี้อากาศดี", "你好，世界！今天天气怎么样？", "こんにちは世界。ｶﾀｶﾅとひらがなー", "안녕하세요 세계, 잘 지내세요?",
    "Xin chào thế giới, hôm nay trời đẹp.", "İstanbul'da ığdır'ın ŞEHRİ", "ᏣᎳᎩ ꮳꮃꭹ", "აბგ ᲐᲑᲒ", "𐐀𐐨 𝐀𝐁𝐂 𝟘𝟙𝟚",
    "for (int i = 0; i < 10; ++i) {\n    sum += a[i];\n}\n\n// done\n", "def f(x):\n\treturn x**2  # squared\n\n\n",
    '{"key": [1, 2.5, -3e10], "text": "a\\nb", "none": null}\n', "<p class=\"a\">Tom &amp; Jerry</p>\r\n<br/>\r\n",
    "https://example.org/a/b?c=d&e=%20#f", "SELECT * FROM t WHERE a<>'b';--", "1,234,567.89 + 0x1F = 1e-7", "2026-06-01T12:34:56Z",
    "a\u0301e\u0308 \u0301x !!\u0301 \u0301A!", "👩‍👩‍👧‍👦 🇩🇪🇫🇷 👍🏽 ❤️ 1️⃣", "\ufeffwith a byte order mark", "nul\x00 and \x7f controls \x1b[0m",
]

# Texts on which the patterns behave unexpectedly or differ from each other.
TRAPS = [
    "", " ", "  ", "\n", "\r\n", "\t", "today\n ", "today\n  \n", "today\n  \n ", "a  b", "a \n b", "a\n\n  b", " \u3000 a", "\u3000a", "\ta",
    "\u00a0a", "\u200ba", "\u180ea", "\x1ca", "x\u2028\u2029y", "12345678", "1 23 456 7890", " 123", "x123y", "\u0663\u0664\u0665\u0666", "½Ⅷ²",
    "'save", "'llama", " 's", "it's", "it'sx", "don't's", "it'S", "IT'S", "it'\u017f", "'\u017fx", "'\u212a", "'\ufb06", "I'LL", "i'Ll've", "''s", "'''s",
    "HTMLParser", "ABCdEF", "\u4e2dAB!", "A\u4e2dB", "a\u4e2dB", "\u01c5x", "x\u01c5", "\u02b0A", "\u00aaA\u00aa", "McDonald'S",
    "!!\u0301", "!\u0301", "\u0301A!", "a\u0301B", "A\u0301B", " \u0301", "  \u0301", "\n\u0301", "1\u0301", "!M\u0301", "!!M",
    "!\n/", "!/\n", "!\n\n/\r/x", "//\n//", "\n//", "\n\n//", "() {\n\n", " ?\n", "!\r\n \n", "a!\n  \n", "a!\n  b",
    "\U0002ebf0", "\u1c89\u1c8a", "\U000105c0", "\U00011db0a", "\ufffd", "\ufffe\uffff", "\U0010ffff", "\ue000",
    "<|endoftext|>", "a<|endoftext|>b", "<|endoftext", "<|fim_prefix|> <|endofprompt|>", " I'", "\u65e0\u7801AV",
    "a" * 300, "ab" * 150, " " * 100, " " * 100 + "x", "\n" * 100, "\n " * 50, "!" * 100, "=" * 65, "-" * 64, "\U0001f600" * 40, "\u4e2d" * 60, "0" * 50,
]

SPECIAL_TEXTS = [
    "no special token", "<|endoftext|>", "<|endoftext|><|endoftext|>", "a<|endoftext|>b", "a  <|endoftext|>  b", "today\n <|endoftext|>\n ",
    "<|endoftext", "<<|endoftext|>>", "<|ENDOFTEXT|>", "x <|fim_prefix|>def f():<|fim_suffix|>  return<|fim_middle|> y", "q<|endofprompt|>a<|endoftext|>",
    "<|start|>system<|message|>You are.<|end|><|start|>assistant<|channel|>final<|message|>Hi 12345<|return|>",
    "<|reserved_200013|><|reserved_201087|><|reserved_201088|><|reserved_200018|>", "<|startoftext|>it's<|call|>'s", "<|im_start|>user<|im_sep|>",
    "!!<|endoftext|>\n\n//", "\u4e2d<|endoftext|>\u6587", "12<|endoftext|>345",
]


def texts():
    """All cases. The random texts use the tokens of cl100k_base and are the same for all encodings."""
    words = (token.decode(errors="ignore") for token in oracle.encoding("cl100k_base").token_byte_values())
    strings = Strings(14, [word for word in words if word])
    parts = [part for group in GROUPS for part in dict.fromkeys(group["parts"])]
    around = [f"x{part}x {part} A{part}!{part}" for part in parts]
    return list(dict.fromkeys(TRAPS + SENTENCES + around + strings.some(150)))


def policies(encoding):
    """Pairs of allowed_special and disallowed_special arguments for encode()."""
    names = sorted(encoding.special_tokens_set)
    first_and_last = names[:1] + names[-1:]
    yield from ((set(), "all"), ("all", "all"), ("all", ()), (set(), ()), ({"<|endoftext|>"}, "all"),
                (set(first_and_last), ()), (set(), set(first_and_last)))


def json_names(names):
    return names if names == "all" else sorted(names)


def special_cases():
    for name in oracle.ENCODINGS:
        encoding = oracle.encoding(name)
        for text in SPECIAL_TEXTS:
            for allowed, disallowed in policies(encoding):
                case = {"encoding": name, "text": text, "allowed": json_names(allowed),
                        "disallowed": json_names(disallowed)}
                try:
                    case["tokens"] = encoding.encode(text, allowed_special=allowed, disallowed_special=disallowed)
                except ValueError as error:
                    # "Encountered text corresponding to disallowed special token '<|…|>'."
                    case["refused"] = str(error).split("'")[1]
                yield case


def unreachable():
    for name in oracle.ENCODINGS:
        encoding = oracle.encoding(name)
        for token, rank in sorted(encoding._mergeable_ranks.items(), key=lambda item: item[1]):
            try:
                text = token.decode()
            except UnicodeDecodeError:
                continue
            tokens = encoding.encode_ordinary(text)
            if tokens != [rank]:
                yield {"encoding": name, "id": rank, "tokens": tokens}


def write(name, rows):
    with open(os.path.join(FOLDER, name), "w", encoding="ascii", newline="\n") as file:
        file.writelines(json.dumps(row, separators=(",", ":")) + "\n" for row in rows)


def main():
    if tiktoken.__version__ != "0.14.0":
        sys.exit(f"expected tiktoken 0.14.0, got {tiktoken.__version__}")
    cases = texts()
    write("texts.golden", cases)
    for name in oracle.ENCODINGS:
        encoding = oracle.encoding(name)
        write(f"{name}.golden", (encoding.encode_ordinary(text) for text in cases))
    write("special.golden", special_cases())
    write("unreachable.golden", unreachable())


if __name__ == "__main__":
    main()

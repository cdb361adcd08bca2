"""Random patterns of the language that the library supports."""

SETS = ("a", "b", " ", r"\n", "!", "1", r"\s", r"\S", r"\d", r"\D", r"\w", r"\W", ".", "[ab]", "[^ab]", "[a-c1]",
        r"[^\s\p{L}]", r"\p{L}", r"\p{N}", r"\P{L}", r"\p{Lu}", r"[\p{Ll}\p{Lo}]", r"\p{M}", r"[\p{P}\p{S}]",
        r"[\w&&[^\d_]]", r"[^\w&&\p{L}]", r"\p{Han}", r"[\r\n]", r"\x{4E2D}", r"\-", r"[\p{L}&&[^\p{Han}]]",
        r"\p{Letter}", r"\p{^L}", r"[\x21-\x2F]", r"[\w\-]", "[-a]", r"[a-z&&[b-y]&&[^x]]", r"\t", r"\u00e9")
FOLDED = ("a", "s", "k", "ab", "'s", "'s|'re", "[a-c]", "[^s]", "b1", "sa")
REPEATS = ("*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "{1,}")
CHARACTERS = ("a", "b", "c", "s", "S", "k", "A", "1", "2", " ", " ", "\n", "\r", "\t", "'", "!", "-", "_", "x", "é", "ſ",
              "\u212A", "²", "中", "\u0301", "\u3000", "ǅ", "\U0001F600", "\u200D", "٣", "Ⅷ")


def repetition(rng, may_be_possessive):
    repeat = rng.choice(REPEATS)
    return repeat + rng.choice(("", "", "?", "+") if may_be_possessive or repeat[0] == "{" else ("", "", "?"))


def item(rng, depth):
    kind = rng.randrange(12)
    if kind < 2 and depth > 0:
        return rng.choice(("(?:", "(")) + alternatives(rng, depth - 1) + ")" + (
            repetition(rng, False) if rng.random() < 0.5 else "")
    if kind == 2:
        return rng.choice(("$", r"\b", f"(?={rng.choice(SETS)})", f"(?!{rng.choice(SETS)})"))
    if kind == 3 and rng.random() < 0.3 and depth > 0:
        return rng.choice(("(?=", "(?!")) + alternatives(rng, 0) + ")"
    if kind == 4:
        return f"(?i:{rng.choice(FOLDED)})"
    return rng.choice(SETS) + (repetition(rng, True) if rng.random() < 0.5 else "")


def alternatives(rng, depth):
    return "|".join("".join(item(rng, depth) for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 4))))
                    for _ in range(rng.choice((1, 1, 2, 3))))


def text(rng, count):
    parts = []
    while len(parts) < count:
        parts += [rng.choice(CHARACTERS)] * rng.choice((1, 1, 1, 2, 3))
    return "".join(parts)

"""What a contest gave, as a table in Markdown and as a chart in SVG."""

from xml.sax.saxutils import escape

REFERENCE = "tiktoken"
OURS = "tokmill"


def figure(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def ratios(cells):
    """Ours over the reference, and over the fastest peer whose ids are the reference's."""
    speed = {cell["contestant"]: cell["mb_per_s"] for cell in cells if "mb_per_s" in cell}
    exact = [cell["mb_per_s"] for cell in cells
             if "mb_per_s" in cell and cell["contestant"] != OURS and cell.get("exact") is not False]
    if OURS not in speed:
        return "", ""
    times = lambda other: f"{speed[OURS] / other:.2f}×" if other else ""
    return times(speed.get(REFERENCE)), times(max(exact, default=None))


def rows(result):
    """(what, encoding, text) and its cells, in the order in which they were measured."""
    found = {}
    for cell in result["cells"]:
        if "mb_per_s" in cell or cell.get("failed"):
            found.setdefault((cell["what"], cell["encoding"], cell["text"]), []).append(cell)
    return sorted(found.items(), key=lambda row: (row[0][0], row[0][1] != "o200k_base"))


def table(result):
    names = list(result["contestants"])
    lines = [f"# Benchmarks{', quick run' if result['quick'] else ''}", "",
             f"{result['date']}, {result['machine']}. Megabytes (10⁶ bytes) a second, medians; † other ids than tiktoken, - no answer.",
             "Contestants: " + "; ".join(f"{name} ({version})" for name, version in result["contestants"].items()) + "."]
    if result["absent"]:
        lines.append("Could not be installed: " + ", ".join(result["absent"]) + ".")
    what_before = None
    for (what, encoding, text), cells in rows(result):
        if what != what_before:
            what_before = what
            lines += ["", f"## {what[0].upper()}{what[1:]}", "",
                      "| encoding | text | MB | " + " | ".join(names) + " | vs tiktoken | vs fastest exact peer |",
                      "| --- " * 2 + "| ---: " * (len(names) + 3) + "|"]
        by_name = {cell["contestant"]: cell for cell in cells}
        shown = []
        for name in names:
            cell = by_name.get(name)
            shown.append("" if cell is None else "-" if "mb_per_s" not in cell else
                         figure(cell["mb_per_s"]) + ("†" if cell.get("exact") is False else ""))
        size = figure(result["texts"][text] / 1e6)
        lines.append(f"| {encoding} | {text} | {size} | " + " | ".join(shown) + " | " + " | ".join(ratios(cells)) + " |")
    start = [cell for cell in result["cells"] if cell["what"] == "start-up"]
    if start:
        lines += ["", "## A whole process, 1 KB", "", "| contestant | ms | peak memory, MB |", "| --- | ---: | ---: |"]
        lines += [f"| {cell['contestant']} | {figure(cell['ms'])} | {figure(cell['peak_mb'])} |" for cell in start]
    if result["differences"]:
        lines += ["", "## Other ids than tiktoken", "", "| contestant | encoding | text | first at | its ids | tiktoken's |",
                  "| --- | --- | --- | ---: | --- | --- |"]
        lines += [f"| {d['contestant']} | {d['encoding']} | {d['text']} | {d['index']} | {d['ids']} | {d['reference']} |"
                  for d in result["differences"]]
    return "\n".join(lines)


def chart(result):
    """Bars of the cold encode with o200k_base: a group a text, a bar a contestant."""
    groups = [(text, cells) for (what, encoding, text), cells in rows(result) if (what, encoding) == ("encode, cold", "o200k_base")]
    names = list(result["contestants"])
    colours = ["#d9480f", "#1971c2", "#4dabf7", "#2f9e44", "#9c36b5", "#868e96"]
    top = max((cell["mb_per_s"] for _, cells in groups for cell in cells if "mb_per_s" in cell), default=1)
    width, bar, left, scale = 860, 12, 110, 640
    y, parts = 62, []
    for text, cells in groups:
        speed = {cell["contestant"]: cell for cell in cells if "mb_per_s" in cell}
        parts.append(f'<text x="{left - 8}" y="{y + bar * len(names) / 2 + 4}" text-anchor="end">{escape(text)}</text>')
        for i, name in enumerate(names):
            if name in speed:
                value = speed[name]["mb_per_s"]
                mark = "†" if speed[name].get("exact") is False else ""
                parts.append(f'<rect x="{left}" y="{y}" width="{scale * value / top:.1f}" height="{bar - 2}" fill="{colours[i % len(colours)]}"/>'
                             f'<text x="{left + scale * value / top + 4:.1f}" y="{y + bar - 3}" font-size="10">{figure(value)}{mark}</text>')
            y += bar
        y += 10
    legend = "".join(f'<rect x="{left + 122 * i}" y="36" width="10" height="10" fill="{colours[i % len(colours)]}"/>'
                     f'<text x="{left + 122 * i + 14}" y="45">{escape(name)}</text>' for i, name in enumerate(names))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y + 24}" font-family="sans-serif" font-size="12" fill="#333">'
            f'<rect width="100%" height="100%" fill="#fff"/>'
            f'<text x="{left}" y="22" font-size="15">Encode, cold, o200k_base, one core: MB/s ({escape(result["date"])})</text>'
            f'{legend}{"".join(parts)}<text x="{left}" y="{y + 14}" font-size="10">{escape(result["machine"])}; † other ids than tiktoken</text></svg>')

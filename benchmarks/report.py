"""Format the results of compare_peers.py as Markdown tables and as an SVG chart."""

from xml.sax.saxutils import escape

REFERENCES = ("tiktoken", "tokenizers")  # the second one for vocabulary files
OURS = "tokmill"


def figure(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def ratios(cells):
    """Return tokmill's speed divided by that of the reference and by that of the fastest exact peer.

    A peer is exact if its ids equal those of the reference.
    """
    speed = {cell["tokenizer"]: cell["mb_per_s"] for cell in cells if "mb_per_s" in cell}
    exact = [cell["mb_per_s"] for cell in cells
             if "mb_per_s" in cell and cell["tokenizer"] != OURS and cell.get("exact") is not False]
    if OURS not in speed:
        return "", ""
    times = lambda other: f"{speed[OURS] / other:.2f}×" if other else ""
    return times(next((speed[name] for name in REFERENCES if name in speed), None)), times(max(exact, default=None))


def rows(result):
    """Group the cells by (what, encoding, text); sort by what, then o200k_base first, then in order of measurement."""
    found = {}
    for cell in result["cells"]:
        if "mb_per_s" in cell or cell.get("failed"):
            found.setdefault((cell["what"], cell["encoding"], cell["text"]), []).append(cell)
    return sorted(found.items(), key=lambda row: (row[0][0], row[0][1] != "o200k_base"))


def measured(result, what):
    """The tokenizers that have a cell in a table."""
    found = {cell["tokenizer"] for cell in result["cells"] if cell["what"] == what}
    return [name for name in result["tokenizers"] if name in found]


def table(result):
    lines = [f"# Benchmarks{', quick run' if result['quick'] else ''}", "",
             f"{result['date']}, {result['machine']}. Medians in megabytes (10⁶ bytes) per second.",
             "†: ids differ from tiktoken's, for vocabulary files from those of tokenizers; -: no result.",
             "Tokenizers: " + "; ".join(f"{name} ({version})" for name, version in result["tokenizers"].items()) + "."]
    if result["absent"]:
        lines.append("Not installed: " + ", ".join(result["absent"]) + ".")
    previous = None
    for (what, encoding, text), cells in rows(result):
        if what != previous:
            previous = what
            names = measured(result, what)
            reference = next((name for name in REFERENCES if name in names), REFERENCES[0])
            lines += ["", f"## {what[0].upper()}{what[1:]}", "",
                      "| encoding | text | MB | " + " | ".join(names) + f" | vs {reference} | vs fastest exact peer |",
                      "| --- " * 2 + "| ---: " * (len(names) + 3) + "|"]
        by_name = {cell["tokenizer"]: cell for cell in cells}
        figures = []
        for name in names:
            cell = by_name.get(name)
            figures.append("" if cell is None else "-" if "mb_per_s" not in cell else
                           figure(cell["mb_per_s"]) + ("†" if cell.get("exact") is False else ""))
        size = figure(result["texts"][text] / 1e6)
        lines.append("| " + " | ".join([encoding, text, size, *figures, *ratios(cells)]) + " |")
    start = [cell for cell in result["cells"] if cell["what"] == "start-up"]
    if start:
        lines += ["", "## Whole process, 1 KB", "", "| command | ms | peak memory, MB |", "| --- | ---: | ---: |"]
        lines += [f"| {cell['tokenizer']} | {figure(cell['ms'])} | {figure(cell['peak_mb'])} |" for cell in start]
    if result["failures"]:
        lines += ["", "## Failures", "", "The first one of each tokenizer with each encoding.", "",
                  "| tokenizer | encoding | text | reason |", "| --- | --- | --- | --- |"]
        columns = ("tokenizer", "encoding", "text", "reason")
        lines += ["| " + " | ".join(failure[column].replace("|", "\\|") for column in columns) + " |"
                  for failure in result["failures"]]
    if result["differences"]:
        lines += ["", "## Ids that differ", "",
                  "| tokenizer | encoding | text | first difference at | ids | expected ids |",
                  "| --- | --- | --- | ---: | --- | --- |"]
        columns = ("tokenizer", "encoding", "text", "index", "ids", "reference")
        lines += ["| " + " | ".join(str(difference[column]) for column in columns) + " |"
                  for difference in result["differences"]]
    return "\n".join(lines)


def chart(result):
    """Draw a bar chart of cold encoding with o200k_base: one group per text, one bar per tokenizer."""
    groups = [(text, cells) for (what, encoding, text), cells in rows(result)
              if (what, encoding) == ("encode, cold", "o200k_base")]
    names = measured(result, "encode, cold")
    colours = ["#d9480f", "#1971c2", "#4dabf7", "#2f9e44", "#9c36b5", "#868e96"]
    top = max((cell["mb_per_s"] for _, cells in groups for cell in cells if "mb_per_s" in cell), default=1)
    width, bar, left, scale = 860, 12, 110, 640
    y, parts = 62, []
    for text, cells in groups:
        speed = {cell["tokenizer"]: cell for cell in cells if "mb_per_s" in cell}
        parts.append(f'<text x="{left - 8}" y="{y + bar * len(names) / 2 + 4}" text-anchor="end">{escape(text)}</text>')
        for i, name in enumerate(names):
            if name in speed:
                value = speed[name]["mb_per_s"]
                mark = "†" if speed[name].get("exact") is False else ""
                length, colour = scale * value / top, colours[i % len(colours)]
                parts.append(
                    f'<rect x="{left}" y="{y}" width="{length:.1f}" height="{bar - 2}" fill="{colour}"/>'
                    f'<text x="{left + length + 4:.1f}" y="{y + bar - 3}" font-size="10">{figure(value)}{mark}</text>')
            y += bar
        y += 10
    legend = "".join(f'<rect x="{left + 122 * i}" y="36" width="10" height="10" fill="{colours[i % len(colours)]}"/>'
                     f'<text x="{left + 122 * i + 14}" y="45">{escape(name)}</text>' for i, name in enumerate(names))
    title = f'Encode, cold, o200k_base, one core: MB/s ({result["date"]})'
    footer = f'{result["machine"]}; †: ids differ from tiktoken'
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y + 24}" '
            f'font-family="sans-serif" font-size="12" fill="#333">'
            f'<rect width="100%" height="100%" fill="#fff"/>'
            f'<text x="{left}" y="22" font-size="15">{escape(title)}</text>{legend}{"".join(parts)}'
            f'<text x="{left}" y="{y + 14}" font-size="10">{escape(footer)}</text></svg>')

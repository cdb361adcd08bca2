// @ts-check
// The tab Compare: one text in several tokenizers, side by side.
import { problemText } from "./app.js";
import { areEqualBlocks, equalEnds } from "./blocks.js";
import { compareSplits, largestPassages, placeOf, spreadPercent } from "./differences.js";
import { byId, make } from "./dom.js";
import { contentOf, LazyCells, LineWidth, makeCell } from "./lazy_cells.js";
import { newestOnly } from "./newest.js";
import { counted } from "./number_split.js";
import { withCommas } from "./price.js";
import { TokenCursor } from "./token_cursor.js";
import { describeToken } from "./token_list.js";
import { bytesOf, textOf } from "./utf8.js";
import { visibleText } from "./visible.js";

/** @typedef {import("./blocks.js").TokenizedText} TokenizedText */
/** @typedef {import("./differences.js").Comparison} Comparison */
/** @typedef {import("./lazy_cells.js").Cell} Cell */
/** @typedef {{ element: HTMLElement, cells: Cell[] }} DrawnRow */

const mostPassages = 20;
const mostPassageBytes = 60;

/**
 * The part of a row that belongs to one tokenizer.
 * @param {import("./differences.js").ComparedRow} row
 * @param {number} column
 */
function blockOf({ start, end, ranges }, column) {
  return { start, end, ...ranges[column] };
}

export class CompareView {
  #app;
  #grid = byId("compare-rows");
  #passages = /** @type {HTMLDetailsElement} */ (byId("compare-passages"));
  #lazy = new LazyCells();
  #width = new LineWidth(byId("panel-compare"));
  /** @type {TokenCursor[]} */
  #cursors = [];
  /** @type {string[]} */
  #encodings = [];
  /** @type {TokenizedText[]} */
  #texts = [];
  /** @type {Comparison} */
  #comparison = { rows: [], passages: [], differs: [] };
  /** @type {DrawnRow[]} */
  #rows = [];
  #refresh;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#refresh = newestOnly((isOutdated) => this.#draw(isOutdated));
    this.#passages.addEventListener("toggle", () => this.#drawPassages());
  }

  update() {
    this.#refresh();
  }

  /** @param {() => boolean} isOutdated */
  async #draw(isOutdated) {
    const encodings = this.#app.state.encodings.slice();
    const isOpening = encodings.some((name) => !this.#app.tokenizers.isOpened(name));
    byId("compare-problem").textContent = isOpening ? "Opening the tokenizers …" : "";
    try {
      const { special } = this.#app.state;
      const bytes = bytesOf(textOf(await this.#app.bytes())); // as tokenizers take ill-formed bytes
      /** @type {TokenizedText[]} */
      const texts = await Promise.all(
        encodings.map((name) => this.#app.tokenizers.call(name, "encode", bytes, special)),
      );
      if (isOutdated()) return;
      const changed = encodings.find((_, i) => textOf(texts[i].bytes) !== textOf(bytes));
      if (changed !== undefined) {
        throw new Error(
          `${changed} changes the text, so that its tokens cannot be compared with those of another tokenizer`,
        );
      }
      if (encodings.join("\n") !== this.#encodings.join("\n")) this.#reset(encodings);
      const comparison = compareSplits(
        bytes,
        texts.map(({ ends }) => ends),
      );
      this.#drawRows(texts, comparison);
      this.#drawSummary();
      byId("compare-problem").textContent = "";
    } catch (problem) {
      byId("compare-problem").textContent = problemText(problem);
    }
  }

  /** Starts again for other tokenizers. @param {string[]} encodings */
  #reset(encodings) {
    this.#lazy.forget(this.#rows.flatMap(({ cells }) => cells));
    const rows = make("div", {
      id: "compare-rows",
      class: `parts tokens spaces compare-rows${encodings.length > 1 ? " several" : ""}`,
    });
    this.#grid.replaceWith(rows);
    this.#grid = rows;
    this.#grid.style.setProperty("--columns", String(encodings.length));
    this.#encodings = encodings;
    this.#rows = [];
    this.#texts = [];
    this.#comparison = { rows: [], passages: [], differs: [] };
    this.#cursors = encodings.map(
      (name, column) =>
        new TokenCursor(rows, {
          draw: (cell) => this.#lazy.draw(cell),
          describe: (index) => describeToken(this.#texts[column], index),
          onShow: (index) => this.#show(column, index),
          label: `Tokens of ${name}`,
        }),
    );
  }

  /** @param {number} column @param {number | null} index */
  #show(column, index) {
    if (index === null) return;
    const text = this.#texts[column];
    byId("compare-details").textContent =
      `${this.#encodings[column]}: token ${index + 1} of ${text.ids.length}: ${describeToken(text, index)}`;
  }

  /** @param {TokenizedText[]} texts @param {Comparison} comparison */
  #drawRows(texts, comparison) {
    const { rows } = comparison;
    const columns = texts.map((_, column) => column);
    const oldRows = this.#comparison.rows;
    const { before, after } = equalEnds(oldRows.length, rows.length, (oldIndex, index) =>
      columns.every((column) =>
        areEqualBlocks(
          this.#texts[column],
          blockOf(oldRows[oldIndex], column),
          texts[column],
          blockOf(rows[index], column),
        ),
      ),
    );
    this.#texts = texts;
    this.#comparison = comparison;
    const width = Math.ceil(this.#width.columns / texts.length);
    const added = rows.slice(before, rows.length - after).map((row) => this.#makeRow(row, width));
    const removed = this.#rows.slice(before, this.#rows.length - after);
    const kept = this.#rows.slice(this.#rows.length - after);
    this.#lazy.forget(removed.flatMap(({ cells }) => cells));
    for (const { element } of removed) element.remove();
    const fragment = document.createDocumentFragment();
    fragment.append(...added.map(({ element }) => element));
    this.#grid.insertBefore(fragment, kept[0]?.element ?? null);
    this.#rows = [...this.#rows.slice(0, before), ...added, ...kept];
    this.#rows.forEach(({ cells }, index) => {
      cells.forEach((cell, column) => (cell.first = rows[index].ranges[column].first));
    });
    this.#lazy.add(added.flatMap(({ cells }) => cells));
    for (const column of columns) this.#cursors[column].set(this.#rows.map(({ cells }) => cells[column]));
    byId("compare-details").textContent = "";
  }

  /** @param {import("./differences.js").ComparedRow} row @param {number} width @returns {DrawnRow} */
  #makeRow(row, width) {
    const element = make("div", { class: "compared" });
    const cells = this.#texts.map((text, column) => {
      const { first, count } = row.ranges[column];
      const holder = make("div", { "data-encoding": this.#encodings[column] });
      element.append(holder);
      const cell = makeCell(holder, first, count, contentOf(text, blockOf(row, column)), width);
      cell.onDraw = (drawn) => {
        const differs = this.#comparison.differs[column];
        drawn.tokens?.forEach((token, i) => token.classList.toggle("differs", differs[drawn.first + i] === 1));
      };
      return cell;
    });
    return { element, cells };
  }

  #drawSummary() {
    const counts = this.#texts.map(({ ids }) => ids.length);
    const most = Math.max(1, ...counts);
    byId("compare-heads").replaceChildren(
      ...counts.map((count, column) =>
        make(
          "div",
          { class: `head of-${column}` },
          make("strong", {}, this.#encodings[column]),
          make("span", {}, ` ${withCommas(count)} ${count === 1 ? "token" : "tokens"}`),
          make("div", { class: "meter", style: `--share:${(100 * count) / most}%`, "aria-hidden": "true" }),
        ),
      ),
    );
    byId("compare-heads").style.setProperty("--columns", String(counts.length));
    const { passages } = this.#comparison;
    const least = this.#encodings[counts.indexOf(Math.min(...counts))];
    const largest = this.#encodings[counts.indexOf(most)];
    const spread = spreadPercent(counts);
    byId("compare-spread").textContent =
      counts.length < 2
        ? "Choose up to four tokenizers to compare them."
        : spread === 0
          ? `All have the same number of tokens; ${counted(passages.length, "passage")} split differently.`
          : `Spread ${spread.toFixed(0)}%: ${largest} has ${withCommas(most)} tokens, ` +
            `${least} ${withCommas(Math.min(...counts))}. ` +
            `${counted(passages.length, "passage")} split differently.`;
    this.#passages.hidden = passages.length === 0;
    this.#drawPassages();
  }

  /** The list of passages takes a while in a long text, so it is made only if it is open. */
  #drawPassages() {
    if (!this.#passages.open || this.#texts.length === 0) return;
    const { passages } = this.#comparison;
    const { bytes } = this.#texts[0];
    const shown = largestPassages(passages, mostPassages);
    const rows = shown.map(({ start, end, counts, row }) => {
      const text = visibleText(bytes.subarray(start, Math.min(end, start + mostPassageBytes)));
      const go = make(
        "button",
        { type: "button", class: "link", onclick: () => this.#goTo(row) },
        placeOf(bytes, start),
      );
      return make(
        "tr",
        {},
        make("td", {}, go),
        make("td", {}, make("code", { dir: "auto" }, text + (end - start > mostPassageBytes ? "…" : ""))),
        ...counts.map((count) => make("td", { class: "number" }, String(count))),
      );
    });
    const heads = ["Line:column", "Passage", ...this.#encodings].map((name, i) =>
      make("th", { scope: "col", class: i > 1 ? "number" : null }, name),
    );
    const rest = passages.length - shown.length;
    byId("compare-passage-list").replaceChildren(
      make(
        "div",
        { class: "wide", tabindex: "0", role: "region", "aria-label": "Passages" },
        make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)),
      ),
      make("p", { class: "quiet" }, rest > 0 ? `${rest} more` : ""),
    );
  }

  /** @param {number} row */
  #goTo(row) {
    const { element, cells } = this.#rows[row];
    for (const cell of cells) this.#lazy.draw(cell);
    element.scrollIntoView({ block: "center" });
    this.#cursors[0].focus(cells[0].first);
  }
}

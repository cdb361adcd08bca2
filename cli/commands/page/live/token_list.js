// @ts-check
// A tokenized text as a list of tokens. After a change, only the lines that changed are drawn again.
import { areEqualBlocks, blocksOf, equalEnds } from "./blocks.js";
import { contentOf, LazyCells, LineWidth, makeCell } from "./lazy_cells.js";
import { TokenCursor } from "./token_cursor.js";
import { hexadecimal } from "./utf8.js";

/** @typedef {import("./blocks.js").TokenizedText} TokenizedText */
/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./lazy_cells.js").Cell} Cell */

/** @returns {TokenizedText} */
export function emptyText() {
  return { bytes: new Uint8Array(), ids: new Uint32Array(), ends: new Uint32Array() };
}

/** @param {TokenizedText} text @param {number} index */
export function tokenRange({ ends }, index) {
  return { start: index > 0 ? ends[index - 1] : 0, end: ends[index] };
}

/** The id, the bytes and the offsets of a token in words. @param {TokenizedText} text @param {number} index */
export function describeToken(text, index) {
  const { start, end } = tokenRange(text, index);
  return `id ${text.ids[index]}, bytes ${hexadecimal(text.bytes.subarray(start, end))}, offsets ${start} to ${end}`;
}

/** How often an id occurs. @param {Uint32Array} ids @param {number} id */
function countOf(ids, id) {
  let count = 0;
  for (const other of ids) if (other === id) ++count;
  return count;
}

export class TokenList {
  text = emptyText();
  /** @type {Block[]} */
  #blocks = [];
  /** @type {Cell[]} */
  #cells = [];
  #lazy = new LazyCells();
  #width;
  #list;
  #details;
  #cursor;
  /** @type {number | null} the id that is lit up */
  #lit = null;

  /** @param {HTMLElement} list @param {HTMLElement} details the line that describes a token */
  constructor(list, details) {
    this.#list = list;
    this.#width = new LineWidth(list);
    this.#details = details;
    this.#cursor = new TokenCursor(list, {
      draw: (cell) => this.#lazy.draw(cell),
      describe: (index) => describeToken(this.text, index),
      onShow: (index) => this.#show(index),
    });
    // By itself, a browser adds line breaks between blocks.
    document.addEventListener("copy", (event) => {
      const selection = document.getSelection();
      const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
      if (range === null || range.collapsed || !list.contains(range.commonAncestorContainer)) return;
      event.clipboardData?.setData("text/plain", this.#lazy.textIn(range));
      event.preventDefault();
    });
  }

  /** Shows a text. @param {TokenizedText} text */
  set(text) {
    const blocks = blocksOf(text);
    const { before, after } = equalEnds(this.#blocks.length, blocks.length, (oldIndex, index) =>
      areEqualBlocks(this.text, this.#blocks[oldIndex], text, blocks[index]),
    );
    const removed = this.#cells.slice(before, this.#cells.length - after);
    const kept = this.#cells.slice(this.#cells.length - after);
    const { columns } = this.#width;
    const added = blocks.slice(before, blocks.length - after).map((block) => {
      const cell = makeCell(document.createElement("div"), block.first, block.count, contentOf(text, block), columns);
      cell.onDraw = () => this.#onDraw(cell);
      return cell;
    });
    this.#lazy.forget(removed);
    for (const { element } of removed) element.remove();
    const fragment = document.createDocumentFragment();
    fragment.append(...added.map(({ element }) => element));
    this.#list.insertBefore(fragment, kept[0]?.element ?? null);
    this.#cells = [...this.#cells.slice(0, before), ...added, ...kept];
    this.#cells.forEach((cell, index) => (cell.first = blocks[index].first));
    this.text = text;
    this.#blocks = blocks;
    this.#lit = null;
    this.#details.textContent = "";
    this.#lazy.add(added);
    this.#cursor.set(this.#cells);
  }

  /** @param {Cell} cell */
  #onDraw({ tokens, first }) {
    const showsIds = this.#list.classList.contains("ids");
    tokens?.forEach((token, i) => {
      const id = this.text.ids[first + i];
      if (showsIds) token.dataset.id = String(id);
      token.classList.toggle("same", id === this.#lit);
    });
  }

  /** @param {boolean} isShown */
  showIds(isShown) {
    this.#list.classList.toggle("ids", isShown);
    if (isShown) for (const cell of this.#cells) this.#onDraw(cell);
  }

  /** @param {boolean} isShown */
  showSpaces(isShown) {
    this.#list.classList.toggle("spaces", isShown);
  }

  /** Describes a token, and lights up all that are equal. @param {number | null} index */
  #show(index) {
    const id = index === null ? null : this.text.ids[index];
    if (index !== null && id !== null) {
      const occurrences = countOf(this.text.ids, id);
      const times = occurrences === 1 ? "" : `, ${occurrences} times in the text`;
      const place = `Token ${index + 1} of ${this.text.ids.length}`;
      this.#details.textContent = `${place}: ${describeToken(this.text, index)}${times}`;
    }
    if (id === this.#lit) return;
    this.#lit = id;
    for (const { tokens, first } of this.#cells) {
      tokens?.forEach((token, i) => token.classList.toggle("same", this.text.ids[first + i] === id));
    }
  }
}

// @ts-check
// Blocks of tokens that are drawn when they come near the screen.
import { appendTokens } from "./token_elements.js";

/**
 * @typedef {object} Cell
 * @property {HTMLElement} element
 * @property {number} first the index of its first token in the text
 * @property {number} count the number of its tokens
 * @property {HTMLElement[] | null} tokens the elements of its tokens; null until it is drawn
 * @property {() => { bytes: Uint8Array, ends: number[] }} content the bytes of the cell and the ends of its tokens
 * @property {((cell: Cell) => void) | null} onDraw
 */

/** @typedef {import("./blocks.js").TokenizedText} TokenizedText */

/**
 * The content of a part of a text.
 * @param {TokenizedText} text
 * @param {{ first: number, count: number, start: number, end: number }} part
 */
export function contentOf({ bytes, ends }, { first, count, start, end }) {
  return {
    bytes: bytes.slice(start, end),
    ends: Array.from(ends.subarray(first, first + count), (offset) => offset - start),
  };
}

/**
 * @param {HTMLElement} element
 * @param {number} first @param {number} count
 * @param {{ bytes: Uint8Array, ends: number[] }} content
 * @param {number} columns about how many characters fit in a line
 * @returns {Cell}
 */
export function makeCell(element, first, count, content, columns) {
  element.dir = "auto";
  element.classList.add("waiting");
  element.style.setProperty("--lines", String(Math.max(1, Math.ceil(content.bytes.length / columns))));
  return { element, first, count, tokens: null, content: () => content, onDraw: null };
}

const characterWidth = 10; // of the style sheet, about

/** How many characters fit in a line of an element. Reading a width takes a layout, so only changes are read. */
export class LineWidth {
  columns = 80;

  /** @param {Element} element */
  constructor(element) {
    new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width > 0) this.columns = Math.max(12, Math.floor(contentRect.width / characterWidth));
    }).observe(element);
  }
}

/** Draws cells near the screen, and all before the page is printed. */
export class LazyCells {
  /** @type {Map<Element, Cell>} */
  #waiting = new Map();
  #observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        const cell = this.#waiting.get(target);
        if (isIntersecting && cell) this.draw(cell);
      }
    },
    { rootMargin: "800px 0px" },
  );

  constructor() {
    addEventListener("beforeprint", () => this.drawAll());
  }

  /** Draws all cells that wait. */
  drawAll() {
    for (const cell of [...this.#waiting.values()]) this.draw(cell);
  }

  /**
   * Draws the first cells at once, up to a number of tokens that takes a few milliseconds, and the others later.
   * @param {Cell[]} cells
   */
  add(cells) {
    let left = 2000;
    for (const cell of cells) {
      left -= cell.count;
      if (left > 0) {
        this.draw(cell);
      } else {
        this.#waiting.set(cell.element, cell);
        this.#observer.observe(cell.element);
      }
    }
  }

  /** @param {Cell[]} cells that were removed from the page */
  forget(cells) {
    for (const { element } of cells) {
      this.#waiting.delete(element);
      this.#observer.unobserve(element);
    }
  }

  /** The tokens of a cell, which is drawn if it was not. @param {Cell} cell @returns {HTMLElement[]} */
  draw(cell) {
    if (cell.tokens !== null) return cell.tokens;
    this.forget([cell]);
    const { bytes, ends } = cell.content();
    cell.tokens = appendTokens(cell.element, bytes, ends);
    cell.element.classList.remove("waiting");
    cell.onDraw?.(cell);
    return cell.tokens;
  }

  /** The text of a selection with all cells in it. @param {Range} range */
  textIn(range) {
    for (const cell of [...this.#waiting.values()]) if (range.intersectsNode(cell.element)) this.draw(cell);
    return range.cloneContents().textContent ?? "";
  }
}

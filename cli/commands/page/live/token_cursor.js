// @ts-check
// A list of tokens as one tab stop: the arrow keys move from token to token.
import { nearestOnLine } from "../../../texts/nearest_on_line.js";

/** @typedef {import("./lazy_cells.js").Cell} Cell */

/**
 * @typedef {object} CursorOptions
 * @property {(cell: Cell) => HTMLElement[]} draw returns the tokens of a cell
 * @property {(index: number) => string} describe a token, for people
 * @property {(index: number | null) => void} onShow a token was reached, or left
 * @property {string} [label] of the cell of the current token, if the list itself is not a list box
 */

/** Only the current token has the role and the name of an option: a text can have many thousands of tokens. */
export class TokenCursor {
  /** @type {Cell[]} */
  #cells = [];
  #count = 0;
  #current = 0;
  /** @type {HTMLElement | null} the current token */
  #token = null;
  /** @type {HTMLElement | null} the cell that is a list box */
  #box = null;
  #options;

  /** @param {HTMLElement} list @param {CursorOptions} options */
  constructor(list, options) {
    this.#options = options;
    list.addEventListener("keydown", (event) => this.#onKey(event));
    const onToken = (/** @type {string} */ type, /** @type {(index: number) => void} */ act) => {
      list.addEventListener(type, (event) => {
        const index = this.#indexOf(event.target);
        if (index !== null) act(index);
      });
    };
    onToken("focusin", options.onShow);
    onToken("mouseover", options.onShow);
    onToken("click", (index) => this.#go(index));
    list.addEventListener("mouseleave", () => options.onShow(null));
    list.addEventListener("focusout", () => options.onShow(null));
  }

  /** Replaces the cells. The current token remains if it is in one of them. @param {Cell[]} cells */
  set(cells) {
    this.#cells = cells.filter(({ count }) => count > 0);
    const last = this.#cells[this.#cells.length - 1];
    this.#count = last === undefined ? 0 : last.first + last.count;
    this.#current = Math.min(this.#current, Math.max(0, this.#count - 1));
    const isKept = this.#token !== null && this.#token.isConnected;
    if (this.#count > 0) this.#go(isKept ? (this.#indexOf(this.#token) ?? 0) : this.#current);
  }

  /** @param {EventTarget | null} target @returns {number | null} */
  #indexOf(target) {
    const token = target instanceof Element ? target.closest("i, b") : null;
    if (token === null) return null;
    const cell = this.#cells.find(({ element }) => element.contains(token));
    const index = cell?.tokens?.indexOf(/** @type {HTMLElement} */ (token)) ?? -1;
    return cell === undefined || index < 0 ? null : cell.first + index;
  }

  /** @param {number} index */
  #cellOf(index) {
    let low = 0;
    let high = this.#cells.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#cells[middle].first <= index) low = middle;
      else high = middle - 1;
    }
    return this.#cells[low];
  }

  /** @param {number} index */
  #tokenAt(index) {
    const cell = this.#cellOf(index);
    return this.#options.draw(cell)[index - cell.first];
  }

  /** Makes a token the current one. @param {number} index */
  #go(index) {
    for (const name of ["role", "tabindex", "title", "aria-selected", "aria-posinset", "aria-setsize"]) {
      this.#token?.removeAttribute(name);
    }
    this.#current = Math.max(0, Math.min(this.#count - 1, index));
    if (this.#options.label !== undefined) {
      this.#box?.removeAttribute("role");
      this.#box?.removeAttribute("aria-label");
      this.#box = this.#cellOf(this.#current).element;
      this.#box.setAttribute("role", "listbox");
      this.#box.setAttribute("aria-label", this.#options.label);
    }
    const token = this.#tokenAt(this.#current);
    token.setAttribute("role", "option");
    token.tabIndex = 0;
    token.title = this.#options.describe(this.#current);
    token.setAttribute("aria-selected", "true");
    token.setAttribute("aria-posinset", String(this.#current + 1));
    token.setAttribute("aria-setsize", String(this.#count));
    this.#token = token;
  }

  /** Moves to a token and shows it. @param {number} index */
  focus(index) {
    if (this.#count === 0) return;
    this.#go(index);
    this.#token?.focus();
  }

  /** The nearest token on the line above (step -1) or below (step 1). @param {number} step */
  #onLine(step) {
    return nearestOnLine((index) => this.#tokenAt(index), this.#count, this.#current, step);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (this.#token === null || event.target !== this.#token || event.ctrlKey || event.altKey || event.metaKey) return;
    const forward = this.#token.matches(":dir(rtl)") ? -1 : 1; // the next token is at the left
    /** @type {Record<string, () => number>} */
    const targets = {
      ArrowLeft: () => this.#current - forward,
      ArrowRight: () => this.#current + forward,
      ArrowUp: () => this.#onLine(-1),
      ArrowDown: () => this.#onLine(1),
      Home: () => 0,
      End: () => this.#count - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.focus(target());
  }
}

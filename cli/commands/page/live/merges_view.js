// @ts-check
// The tab Merges: one piece from single bytes to tokens, merge by merge.
import { problemText } from "./app.js";
import { byId, inputById, make, say } from "./dom.js";
import { mergeStates, rankedCandidates } from "./merge_states.js";
import { newestOnly } from "./newest.js";
import { counted } from "./number_split.js";
import { bytesOf } from "./utf8.js";
import { visibleText } from "./visible.js";

/** @typedef {import("./merge_states.js").MergeState} MergeState */

const mostPieceBytes = 100;
const playMilliseconds = 1100;
const mostCandidates = 12;

export class MergesView {
  #app;
  #refresh;
  /** @type {Uint8Array[]} of the text */
  #pieces = [];
  /** @type {number | null} the index of the piece that is shown; null: the longest one */
  #chosen = null;
  /** @type {Uint8Array} */
  #piece = new Uint8Array();
  /** @type {MergeState[]} */
  #states = [];
  #isWhole = false;
  /** @type {number[]} */
  #ids = [];
  #step = 0;
  /** @type {ReturnType<typeof setInterval> | null} */
  #player = null;
  #shown = ""; // the piece and the tokenizer of the states

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#refresh = newestOnly((isOutdated) => this.#load(isOutdated));
    const field = inputById("merges-text");
    field.addEventListener("input", () => {
      this.#chosen = null;
      app.change({ piece: field.value });
    });
    const onClick = (/** @type {string} */ id, /** @type {() => void} */ act) =>
      byId(id).addEventListener("click", act);
    onClick("merges-first", () => this.#go(0));
    onClick("merges-back", () => this.#go(this.#step - 1));
    onClick("merges-next", () => this.#go(this.#step + 1));
    onClick("merges-last", () => this.#go(this.#states.length - 1));
    onClick("merges-play", () => (this.#player === null ? this.#play() : this.#pause()));
    const slider = inputById("merges-step");
    slider.addEventListener("input", () => this.#go(Number(slider.value)));
  }

  update() {
    const field = inputById("merges-text");
    const { piece } = this.#app.state;
    if (field.value !== piece) field.value = piece;
    this.#refresh();
  }

  /** @param {() => boolean} isOutdated */
  async #load(isOutdated) {
    const { encoding, piece } = this.#app.state;
    try {
      if (!this.#app.tokenizers.isOpened(encoding)) byId("merges-problem").textContent = `Opening ${encoding} …`;
      /** @type {Uint8Array[]} */
      const pieces = await this.#app.tokenizers.call(encoding, "pieces", bytesOf(piece));
      const longest = pieces.reduce((best, { length }, index) => (length > pieces[best].length ? index : best), 0);
      const chosen = Math.min(this.#chosen ?? longest, pieces.length - 1);
      byId("merges-result").hidden = pieces.length === 0;
      this.#drawPieces(pieces, chosen);
      byId("merges-problem").textContent = "";
      if (pieces.length === 0) return;
      const part = pieces[chosen];
      if (part.length > mostPieceBytes) {
        throw new Error(`expected a piece of at most ${mostPieceBytes} bytes, got ${part.length}`);
      }
      const merges = await this.#app.tokenizers.call(encoding, "merges", part);
      if (isOutdated()) return;
      this.#piece = part;
      this.#states = mergeStates(part.length, merges.steps);
      this.#isWhole = merges.whole;
      this.#ids = Array.from(merges.ids);
      const shown = `${encoding} ${visibleText(part)}`;
      if (shown !== this.#shown) {
        this.#pause();
        this.#step = this.#states.length - 1;
      }
      this.#shown = shown;
      this.#draw();
    } catch (problem) {
      this.#pause();
      byId("merges-problem").textContent = problemText(problem);
      byId("merges-result").hidden = true;
    }
  }

  /** The pieces of the text, of which one is shown. @param {Uint8Array[]} pieces @param {number} chosen */
  #drawPieces(pieces, chosen) {
    const place = byId("merges-pieces");
    const hadFocus = place.contains(document.activeElement);
    const buttons = pieces.map((piece, index) => {
      const onclick = () => {
        this.#chosen = index;
        this.#refresh();
      };
      const isChosen = String(index === chosen);
      return make("button", { type: "button", class: "piece", "aria-pressed": isChosen, onclick }, visibleText(piece));
    });
    place.replaceChildren(...buttons);
    if (hadFocus) buttons[chosen]?.focus();
  }

  /** @param {number} step */
  #go(step) {
    this.#pause();
    this.#step = Math.max(0, Math.min(this.#states.length - 1, step));
    this.#draw();
    say(byId("merges-words").textContent ?? "", { isShown: false });
  }

  #play() {
    if (this.#step + 1 >= this.#states.length) this.#step = 0;
    this.#player = setInterval(() => {
      this.#step = Math.min(this.#step + 1, this.#states.length - 1);
      if (this.#step + 1 >= this.#states.length) this.#pause();
      this.#draw();
    }, playMilliseconds);
    this.#draw();
  }

  #pause() {
    if (this.#player !== null) clearInterval(this.#player);
    this.#player = null;
    byId("merges-play").textContent = "Play";
  }

  /** @param {{ start: number, end: number }} token */
  #textOf({ start, end }) {
    return visibleText(this.#piece.subarray(start, end));
  }

  #draw() {
    if (this.#states.length === 0) return;
    const last = this.#states.length - 1;
    byId("merges-play").textContent = this.#player === null ? "Play" : "Pause";
    const isAt = (/** @type {string} */ id, /** @type {boolean} */ isEnd) => {
      /** @type {HTMLButtonElement} */ (byId(id)).disabled = isEnd;
    };
    isAt("merges-first", this.#step === 0);
    isAt("merges-back", this.#step === 0);
    isAt("merges-next", this.#step === last);
    isAt("merges-last", this.#step === last);
    isAt("merges-play", last === 0);
    const slider = inputById("merges-step");
    slider.max = String(last);
    slider.value = String(this.#step);
    slider.disabled = last === 0;
    slider.setAttribute("aria-valuetext", `${this.#step} of ${counted(last, "merge")}`);
    byId("merges-words").textContent = this.#words(last);
    this.#drawRows();
    this.#drawCandidates();
  }

  /** @param {number} last */
  #words(last) {
    const { tokens, next } = this.#states[this.#step];
    const count = counted(tokens.length, "token");
    if (next !== null) {
      const [left, right] = [0, 1].map((i) => this.#textOf(tokens[next.position + i]));
      return (
        `After ${this.#step} of ${counted(last, "merge")}: ${count}. ` +
        `Next merge: ${left} + ${right}, with the lowest rank, ${next.rank}.`
      );
    }
    if (this.#isWhole) {
      return `The piece is one token, ${this.#ids.join(" ")}. Merging alone would leave ${count}.`;
    }
    return last === 0
      ? `No pair can be merged: ${count}.`
      : `After all ${last} merges: ${count}; no other pair can be merged.`;
  }

  /** A row for each state up to the current one. */
  #drawRows() {
    const size = this.#states[0].tokens.length;
    const rows = this.#states.slice(0, this.#step + 1).map(({ tokens, merged, next }, index) => {
      const isCurrent = index === this.#step;
      const cells = tokens.map((token, i) => {
        const { id, start, end } = token;
        const isPair = next !== null && (i === next.position || i === next.position + 1);
        const kind = i === merged ? "merged" : isPair && isCurrent ? "pair" : null;
        const style = `grid-column:${start + 1} / ${end + 1}`;
        return make("span", { class: kind, style, title: id === null ? null : `id ${id}` }, this.#textOf(token));
      });
      const label = index === 0 ? "bytes" : String(index);
      return make(
        "li",
        { class: isCurrent ? "current" : null },
        make("span", { class: "label" }, label),
        make("div", {}, ...cells),
      );
    });
    const list = byId("merges-rows");
    list.style.setProperty("--bytes", String(size));
    list.replaceChildren(...rows);
  }

  #drawCandidates() {
    const state = this.#states[this.#step];
    const all = rankedCandidates(state);
    const rows = all.slice(0, mostCandidates).map((candidate) => {
      const { position, id, rank } = candidate;
      const [left, right] = [state.tokens[position], state.tokens[position + 1]];
      const isChosen = position === state.next?.position;
      return make(
        "tr",
        { class: isChosen ? "chosen" : null },
        make("th", { scope: "row" }, make("code", {}, `${this.#textOf(left)} + ${this.#textOf(right)}`)),
        make("td", {}, make("code", {}, this.#textOf({ start: left.start, end: right.end }))),
        make("td", { class: "number" }, String(id)),
        make("td", { class: "number" }, String(rank)),
        make("td", {}, isChosen ? "← merged next" : ""),
      );
    });
    byId("merges-candidates").replaceChildren(...rows);
    byId("merges-table").hidden = rows.length === 0;
    byId("merges-more").textContent = all.length > mostCandidates ? `${all.length - mostCandidates} more pairs` : "";
  }
}

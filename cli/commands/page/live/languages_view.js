// @ts-check
// The tab Languages: the same text in many languages.
import { problemText } from "./app.js";
import { byId, inputById, make } from "./dom.js";
import { newestOnly } from "./newest.js";
import { filteredRows, sortedRows, surveyRows, surveySummary } from "./survey.js";
import { appendTokens } from "./token_elements.js";
import { bytesOf } from "./utf8.js";

/** @typedef {import("./survey.js").SurveyRow} SurveyRow */

export class LanguagesView {
  #app;
  #refresh;
  /** @type {Map<string, number[]>} the counts of each tokenizer */
  #counts = new Map();
  /** @type {Set<string>} the tags whose texts are shown */
  #opened = new Set();
  #base = /** @type {HTMLSelectElement} */ (byId("languages-base"));
  #order = /** @type {HTMLSelectElement} */ (byId("languages-order"));
  #filter = inputById("languages-filter");

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#refresh = newestOnly((isOutdated) => this.#draw(isOutdated));
    const byName = app.data.languages.rows.slice().sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#base.append(...byName.map(({ tag, name }) => make("option", { value: tag }, name)));
    this.#base.addEventListener("change", () => app.change({ base: this.#base.value }));
    this.#order.addEventListener("change", () => app.change({ order: this.#order.value }));
    this.#filter.addEventListener("input", () => app.change({ filter: this.#filter.value }));
  }

  update() {
    this.#base.value = this.#app.state.base;
    this.#order.value = this.#app.state.order;
    if (this.#filter.value !== this.#app.state.filter) this.#filter.value = this.#app.state.filter;
    this.#refresh();
  }

  /** @param {() => boolean} isOutdated */
  async #draw(isOutdated) {
    const { encodings, base, order, filter } = this.#app.state;
    const languages = this.#app.data.languages.rows;
    const names = encodings.slice();
    try {
      if (names.some((name) => !this.#counts.has(name))) byId("languages-problem").textContent = "Counting …";
      for (const name of names) {
        if (this.#counts.has(name)) continue;
        const groups = languages.map(({ texts }) => texts);
        this.#counts.set(name, await this.#app.tokenizers.call(name, "countAll", groups));
      }
      if (isOutdated()) return;
      const counts = names.map((name) => /** @type {number[]} */ (this.#counts.get(name)));
      const rows = surveyRows(languages, counts, base);
      const baseName = languages.find(({ tag }) => tag === base)?.name ?? base;
      byId("languages-problem").textContent = "";
      byId("languages-summary").replaceChildren(
        ...names.map((name, i) => make("li", { class: `of-${i}` }, `${surveySummary(name, rows, i, baseName)}.`)),
      );
      byId("languages-caption").textContent = `Premium over ${baseName}; choose a language to see its texts`;
      const most = Math.max(1, ...rows.flatMap(({ premiums }) => premiums.map((premium) => premium ?? 0)));
      const shown = sortedRows(filteredRows(rows, filter), order);
      byId("languages-rows").replaceChildren(...shown.flatMap((row) => this.#makeRows(row, names, most)));
    } catch (problem) {
      byId("languages-problem").textContent = problemText(problem);
    }
  }

  /**
   * The row of a language, and the one with its texts.
   * @param {SurveyRow} row
   * @param {string[]} names
   * @param {number} most
   */
  #makeRows(row, names, most) {
    const { language, tokens, premiums } = row;
    const bars = names.map((_, i) => {
      const premium = premiums[i];
      const share = `--share:${(100 * (premium ?? 0)) / most}%`;
      const figures = `${premium === null ? "" : `${premium.toFixed(2)}×`}`;
      return make(
        "div",
        { class: `bar of-${i}`, "data-tokens": tokens[i] },
        make("div", { class: "meter", style: share, "aria-hidden": "true" }),
        make("span", {}, figures),
      );
    });
    const id = `texts-${language.tag}`;
    const texts = make("td", { colspan: "2" });
    const textsRow = make("tr", { id, class: "texts", hidden: true }, texts);
    const button = make(
      "button",
      { type: "button", class: "link", "aria-expanded": "false", "aria-controls": id },
      language.name,
    );
    const show = (/** @type {boolean} */ isShown) => {
      button.setAttribute("aria-expanded", String(isShown));
      textsRow.hidden = !isShown;
      if (isShown && texts.childElementCount === 0) void this.#drawTexts(texts, row, names);
      if (isShown) this.#opened.add(language.tag);
      else this.#opened.delete(language.tag);
    };
    button.addEventListener("click", () => show(textsRow.hidden));
    if (this.#opened.has(language.tag)) show(true);
    const head = make("th", { scope: "row" }, button, make("span", { class: "quiet script" }, language.script));
    return [make("tr", {}, head, make("td", {}, ...bars)), textsRow];
  }

  /**
   * The texts of a language, token by token.
   * @param {HTMLElement} place
   * @param {SurveyRow} row
   * @param {string[]} names
   */
  async #drawTexts(place, { language, tokens }, names) {
    for (const [i, name] of names.entries()) {
      place.append(make("ul", { class: "legend" }, make("li", { class: `of-${i}` }, `${name}: ${tokens[i]} tokens`)));
      for (const text of language.texts) {
        const bytes = bytesOf(text);
        const { ends } = await this.#app.tokenizers.call(name, "encode", bytes, false);
        const line = make("div", { class: "parts tokens", dir: "auto", lang: language.tag });
        appendTokens(line, bytes, Array.from(ends));
        place.append(line);
      }
    }
  }
}

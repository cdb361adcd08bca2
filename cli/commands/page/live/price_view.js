// @ts-check
// The tab Price: what calls with the text as input cost with chosen models.
import { problemText } from "./app.js";
import { byId, inputById, make, makeRow, makeTableHead } from "./dom.js";
import { newestOnly } from "./newest.js";
import { counted, listed } from "./number_split.js";
import { billOf, cachedTokens, callsAt, cheapestFirst, contextUse, exactDollars, inputTokens } from "./price.js";
import { roundedDollars, sliderPosition, withCommas } from "./price.js";

/** @typedef {import("./price.js").PricedModel} PricedModel */
/** @typedef {{ model: PricedModel, tokens: bigint, bill: import("./price.js").Bill }} PriceRow */

/** An amount that may be unknown. @param {bigint | null} amount @param {(amount: bigint) => string} write */
function amountText(amount, write) {
  return amount === null ? "unknown" : write(amount);
}

export class PriceView {
  #app;
  #refresh;
  #filter = inputById("price-filter");

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#refresh = newestOnly((isOutdated) => this.#draw(isOutdated));
    /** @type {["calls" | "cached" | "output", number][]} */
    const fields = [
      ["calls", 1e15],
      ["cached", 100],
      ["output", 1e15],
    ];
    for (const [name, most] of fields) {
      const field = inputById(`price-${name}`);
      field.addEventListener("input", () => {
        const isNumber = /^\d{1,15}$/.test(field.value) && Number(field.value) <= most;
        field.setAttribute("aria-invalid", String(!isNumber));
        if (isNumber) app.change({ [name]: String(Number(field.value)) });
      });
    }
    const slider = inputById("price-slider");
    slider.addEventListener("input", () => app.change({ calls: callsAt(Number(slider.value)) }));
    this.#filter.addEventListener("input", () => this.#drawChoices());
    byId("price-all").addEventListener("click", () => this.#choose(this.#filtered(), true));
    byId("price-none").addEventListener("click", () => this.#choose(this.#filtered(), false));
    this.#drawChoices();
  }

  /** The models that can be counted in this page. */
  get #countable() {
    const { names } = this.#app.tokenizers;
    return this.#app.data.prices.models.filter(({ encoding }) => names.includes(encoding));
  }

  /** The models of which the name or the provider contains the text of the filter. */
  #filtered() {
    const part = this.#filter.value.trim().toLowerCase();
    return this.#countable.filter(({ name, provider }) => `${provider}/${name}`.toLowerCase().includes(part));
  }

  /** @param {PricedModel[]} models @param {boolean} isChosen */
  #choose(models, isChosen) {
    const chosen = new Set(this.#app.state.models);
    for (const { name } of models) {
      if (isChosen) chosen.add(name);
      else chosen.delete(name);
    }
    const names = this.#app.data.prices.models.map(({ name }) => name);
    this.#app.change({ models: names.filter((name) => chosen.has(name)) });
    this.#drawChoices();
  }

  #drawChoices() {
    const chosen = new Set(this.#app.state.models);
    const choices = this.#filtered().map((model) => {
      const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox" }));
      box.checked = chosen.has(model.name);
      box.addEventListener("change", () => this.#choose([model], box.checked));
      return make("label", {}, box, ` ${model.name} `, make("span", { class: "quiet" }, model.provider));
    });
    byId("price-models").replaceChildren(...choices);
  }

  update() {
    const { calls, cached, output } = this.#app.state;
    for (const [name, value] of Object.entries({ calls, cached, output })) {
      const field = inputById(`price-${name}`);
      if (Number(field.value) !== Number(value) || field.value === "") field.value = value;
    }
    const slider = inputById("price-slider");
    slider.value = String(sliderPosition(calls));
    slider.setAttribute("aria-valuetext", `${withCommas(calls)} calls`);
    this.#refresh();
  }

  /** @param {() => boolean} isOutdated */
  async #draw(isOutdated) {
    const { models, calls, cached, output, special } = this.#app.state;
    const chosen = this.#countable.filter(({ name }) => models.includes(name));
    try {
      const bytes = await this.#app.bytes();
      /** @type {Map<string, number>} */
      const tokens = new Map();
      for (const encoding of new Set(chosen.map((model) => model.encoding))) {
        if (!this.#app.tokenizers.isOpened(encoding)) byId("price-problem").textContent = `Opening ${encoding} …`;
        const { ids } = await this.#app.tokenizers.call(encoding, "encode", bytes, special);
        tokens.set(encoding, ids.length);
      }
      if (isOutdated()) return;
      const usage = { cachedPercent: BigInt(cached), output: BigInt(output), calls: BigInt(calls) };
      const rows = chosen.map((model) => {
        const input = inputTokens(model, /** @type {number} */ (tokens.get(model.encoding)));
        return { model, tokens: input, bill: billOf(model, { ...usage, input }) };
      });
      byId("price-problem").textContent = "";
      this.#drawRows(cheapestFirst(rows), tokens);
    } catch (problem) {
      byId("price-problem").textContent = problemText(problem);
    }
  }

  /** @param {PriceRow[]} rows @param {Map<string, number>} tokens */
  #drawRows(rows, tokens) {
    const { calls, cached, output } = this.#app.state;
    const counts = [...tokens].map(([encoding, count]) => `${withCommas(count)} in ${encoding}`);
    byId("price-summary").textContent =
      rows.length === 0
        ? "Choose models to see prices."
        : `${withCommas(calls)} ${calls === "1" ? "call" : "calls"}, each with ${counted(Number(output), "output token")} ` +
          `and the text as input: ${listed(counts)} tokens, of which ${cached}% are cached.`;
    const most = rows.reduce((largest, { bill }) => (bill.total !== null && bill.total > largest ? bill.total : largest), 1n);
    byId("price-bars").replaceChildren(...rows.map((row) => this.#makeBar(row, most)));
    byId("price-table").replaceChildren(
      makeTableHead(
        ["Model", "Encoding", "Input tokens", "Cached", "$ input", "$ cached", "$ output", "$ total", "Context", "As of"].map(
          (name, i) => ({ name, isNumber: i > 1 }),
        ),
      ),
      make("tbody", {}, ...rows.map((row) => this.#makeFigures(row))),
    );
    this.#drawNotes(rows);
  }

  /** @param {PriceRow} row @param {bigint} most */
  #makeBar({ model, bill }, most) {
    const share = bill.total === null ? 0 : Number((bill.total * 10_000n) / most) / 100;
    const mark = model.exact ? "" : "≈ ";
    const total = bill.total === null ? "unknown" : `${mark}$ ${roundedDollars(bill.total)}`;
    return make(
      "tr",
      { "data-model": model.name },
      make("th", { scope: "row" }, model.name, make("span", { class: "quiet provider" }, model.provider)),
      make(
        "td",
        {},
        make(
          "div",
          { class: "bar of-0" },
          make("div", { class: "meter", style: `--share:${share}%`, "aria-hidden": "true" }),
          make("span", { title: bill.total === null ? null : `$ ${exactDollars(bill.total)}` }, total),
        ),
      ),
      make("td", { class: "quiet as-of" }, model.asOf ?? "no date"),
    );
  }

  /** @param {PriceRow} row */
  #makeFigures({ model, tokens, bill }) {
    const { cached, output } = this.#app.state;
    const mark = model.exact ? "" : "≈ ";
    return makeRow(
      [
        model.name,
        model.encoding,
        mark + withCommas(tokens),
        withCommas(cachedTokens(tokens, BigInt(cached))),
        ...[bill.input, bill.cached, bill.output].map((amount) => amountText(amount, roundedDollars)),
        mark + amountText(bill.total, roundedDollars),
        contextUse(model, tokens + BigInt(output)),
        model.asOf ?? "no date",
      ],
      "number",
    );
  }

  /** @param {PriceRow[]} rows */
  #drawNotes(rows) {
    const notes = ["Prices are for one million tokens as recorded on the day beside each bar; check them before you rely on them."];
    const estimates = rows.filter(({ model }) => !model.exact);
    if (estimates.length > 0) {
      const encodings = listed([...new Set(estimates.map(({ model }) => model.encoding))]);
      notes.push(
        `≈ The tokenizer of ${estimates.length === 1 ? estimates[0].model.name : "these models"} is not public: counted with ` +
          `${encodings}, and adjusted where the relation of the counts was measured.`,
      );
    }
    const unknown = rows.filter(({ bill }) => bill.total === null).map(({ model }) => model.name);
    if (unknown.length > 0) notes.push(`unknown: a required price is missing for ${listed(unknown)}`);
    const tooLong = rows.filter(({ model, tokens }) => contextUse(model, tokens + BigInt(this.#app.state.output)) === "does not fit");
    if (tooLong.length > 0) {
      notes.push(`A call does not fit in the context window of ${listed(tooLong.map(({ model }) => model.name))}.`);
    }
    const left = this.#app.data.prices.models.length - this.#countable.length;
    if (left > 0) notes.push(`${counted(left, "model")} left out: the page does not have the tokenizer.`);
    byId("price-notes").replaceChildren(...notes.map((note) => make("li", {}, note)));
  }
}

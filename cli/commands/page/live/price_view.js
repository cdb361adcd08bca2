// @ts-check
// The tab Price: what calls with the text as input cost with chosen models.
import { problemText } from "./app.js";
import { byId, inputById, make, makeRow, makeTableHead } from "./dom.js";
import { newestOnly } from "./newest.js";
import { counted, listed } from "./number_split.js";
import { billOf, cachedTokens, callsAt, cheapestFirst, contextUse, exactDollars, inputTokens } from "./price.js";
import { roundedDollars, sliderPosition, withCommas } from "./price.js";

/** @typedef {import("./data.js").PricedModel} PricedModel */
/** @typedef {import("./price.js").Bill} Bill */

/**
 * @typedef {object} PriceRow
 * @property {PricedModel} model
 * @property {{ low: bigint, high: bigint }} tokens of the input
 * @property {Bill} least
 * @property {Bill} most
 */

/** A number or, if it is not known, its bounds. @param {string} low @param {string} high */
function bounds(low, high) {
  return low === high ? low : `${low}–${high}`;
}

/** An amount for people. @param {PriceRow} row @param {keyof Bill} part @param {(amount: bigint) => string} write */
function amountText({ least, most }, part, write) {
  const [low, high] = [least[part], most[part]];
  return low === null || high === null ? "unknown" : bounds(write(low), write(high));
}

/** @param {PriceRow} row */
function totalText(row) {
  const mark = row.model.exact ? "" : "≈ ";
  return row.most.total === null ? "unknown" : `${mark}$ ${amountText(row, "total", roundedDollars)}`;
}

/** Whether a call of a row does not fit in the context window. @param {PriceRow} row @param {string} output */
function isTooLong({ model, tokens }, output) {
  return contextUse(model, tokens.low + BigInt(output)) === "does not fit";
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
    return this.#countable.filter(({ name, provider }) => `${provider ?? ""}/${name}`.toLowerCase().includes(part));
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
      return make("label", {}, box, ` ${model.name} `, make("span", { class: "quiet" }, model.provider ?? ""));
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
        const input = inputTokens(model, tokens.get(model.encoding) ?? 0);
        const least = billOf(model, { ...usage, input: input.low });
        return { model, tokens: input, least, most: billOf(model, { ...usage, input: input.high }) };
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
    const figures = rows.map((row) => totalText(row));
    byId("price-summary").textContent =
      rows.length === 0
        ? "Choose models to see prices."
        : `${withCommas(calls)} ${calls === "1" ? "call" : "calls"}, each with ${counted(Number(output), "output token")} and ` +
          `the text as input, ${cached}% of it cached. Tokens of the text: ${counts.join(", ")}.`;
    const largest = rows.reduce(
      (most, row) => (row.most.total !== null && row.most.total > most ? row.most.total : most),
      1n,
    );
    const width = Math.max(8, ...figures.map(({ length }) => length));
    byId("price-bars").style.setProperty("--figures", `${width}ch`); // the same for all, so that bars have one scale
    byId("price-bars").replaceChildren(...rows.map((row) => this.#makeBar(row, largest)));
    byId("price-table").replaceChildren(
      makeTableHead(
        [
          "Model",
          "Encoding",
          "Input tokens",
          "Cached",
          "$ input",
          "$ cached",
          "$ output",
          "$ total",
          "Context",
          "As of",
        ].map((name, i) => ({ name, isNumber: i > 1 })),
      ),
      make("tbody", {}, ...rows.map((row) => this.#makeFigures(row))),
    );
    this.#drawNotes(rows);
  }

  /** @param {PriceRow} row @param {bigint} largest */
  #makeBar(row, largest) {
    const { model, most } = row;
    const share = most.total === null ? 0 : Number((most.total * 10_000n) / largest) / 100;
    return make(
      "tr",
      { "data-model": model.name },
      make("th", { scope: "row" }, model.name, make("span", { class: "quiet provider" }, model.provider ?? "")),
      make(
        "td",
        {},
        make(
          "div",
          { class: "bar of-0" },
          make("div", { class: "meter", style: `--share:${share}%`, "aria-hidden": "true" }),
          make(
            "span",
            { title: most.total === null ? null : `$ ${amountText(row, "total", exactDollars)}` },
            totalText(row),
          ),
        ),
      ),
      make("td", { class: "quiet as-of" }, model.asOf ?? "no date"),
    );
  }

  /** @param {PriceRow} row */
  #makeFigures(row) {
    const { model, tokens } = row;
    const { cached, output } = this.#app.state;
    const mark = model.exact ? "" : "≈ ";
    const cachedOf = (/** @type {bigint} */ input) => withCommas(cachedTokens(input, BigInt(cached)));
    /** @type {(keyof Bill)[]} */
    const parts = ["input", "cached", "output"];
    return makeRow(
      [
        model.name,
        model.encoding,
        mark + bounds(withCommas(tokens.low), withCommas(tokens.high)),
        bounds(cachedOf(tokens.low), cachedOf(tokens.high)),
        ...parts.map((part) => amountText(row, part, roundedDollars)),
        mark + amountText(row, "total", roundedDollars),
        contextUse(model, tokens.high + BigInt(output)),
        model.asOf ?? "no date",
      ],
      "number",
    );
  }

  /** @param {PriceRow[]} rows */
  #drawNotes(rows) {
    const notes = [`Prices of ${this.#app.data.prices.date}, as read on the day beside each bar.`];
    const estimates = rows.filter(({ model }) => !model.exact);
    const encodings = listed([...new Set(estimates.map(({ model }) => model.encoding))]);
    if (estimates.length > 0) {
      notes.push(
        `≈ The tokenizer of the model is not public: its tokens are counted with ${encodings}. Where it is known how the ` +
          "counts compare, the least and the most are shown; elsewhere, the error is not known.",
      );
    }
    const unknown = rows.filter(({ most }) => most.total === null).map(({ model }) => model.name);
    if (unknown.length > 0) notes.push(`unknown: a required price is missing for ${listed(unknown)}`);
    const tooLong = rows.filter((row) => isTooLong(row, this.#app.state.output)).map(({ model }) => model.name);
    if (tooLong.length > 0) notes.push(`A call does not fit in the context window of ${listed(tooLong)}.`);
    const left = this.#app.data.prices.models.length - this.#countable.length;
    if (left > 0) notes.push(`${counted(left, "model")} left out: the page does not have the tokenizer.`);
    byId("price-notes").replaceChildren(...notes.map((note) => make("li", {}, note)));
  }
}

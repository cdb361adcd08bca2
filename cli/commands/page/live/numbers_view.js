// @ts-check
// The tab Numbers: how tokenizers split numbers and sums.
import { additionOf, columnsThatLineUp, withSum } from "./addition.js";
import { problemText } from "./app.js";
import { parseDecimalNumber, termsOf, thousandsOf, withThousands } from "./decimal_number.js";
import { byId, inputById, make } from "./dom.js";
import { areEqualTallies } from "./heat_map.js";
import { mapElement } from "./heat_map_view.js";
import { newestOnly } from "./newest.js";
import { counted, describeSplit, listed, partsAt, waysOf, withSeparators } from "./number_split.js";
import { digitGrouping, groupingExplanation, groupingSample } from "./number_split.js";
import { bytesOf } from "./utf8.js";
import { visibleText } from "./visible.js";

/** @typedef {import("./decimal_number.js").DecimalNumber} DecimalNumber */
/** @typedef {import("./number_split.js").NumberSplit} NumberSplit */
/** @typedef {(text: string) => NumberSplit[]} SplitsOf the splits of each tokenizer */

const mostTerms = 20;
const mostNumberLength = 200;

/** Words on a row of pieces, which a screen reader separates as well. @param {string[]} pieces */
function makePieces(pieces) {
  return make(
    "td",
    { class: "pieces", "aria-label": pieces.join(" | ") },
    ...pieces.map((piece) => make("span", {}, piece)),
  );
}

/** @param {NumberSplit} split */
function visiblePieces({ pieces }) {
  return pieces.map((piece) => visibleText(bytesOf(piece)));
}

/**
 * A table of pieces: the thousands of a number and each way of splitting it.
 * @param {string} number
 * @param {NumberSplit[]} splits
 */
function makeSplitTable(number, splits) {
  const decimal = parseDecimalNumber(number);
  const thousands = decimal === null ? null : thousandsOf(decimal);
  const rows = [];
  if (thousands !== null) {
    const groups = partsAt(number, thousands.groups);
    rows.push(make("tr", {}, make("th", { scope: "row" }, "thousands"), makePieces(groups), make("td")));
  }
  for (const { encodings, split } of waysOf(splits)) {
    rows.push(
      make(
        "tr",
        {},
        make("th", { scope: "row" }, encodings.join(", ")),
        makePieces(visiblePieces(split)),
        make("td", {}, describeSplit(split, thousands?.inner ?? null)),
      ),
    );
  }
  return make("table", { class: "split" }, make("caption", {}, number), make("tbody", {}, ...rows));
}

/** @param {string} number @param {SplitsOf} splitsOf */
function makeSeparatorTable(number, splitsOf) {
  const rows = withSeparators(number).flatMap((written) =>
    waysOf(splitsOf(written)).map(({ encodings, split }) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, written),
        makePieces(visiblePieces(split)),
        make("td", {}, `${counted(split.pieces.length, "token")}, ${encodings.join(", ")}`),
      ),
    ),
  );
  return make(
    "table",
    { class: "split" },
    make("caption", {}, `${number} with separators`),
    make("tbody", {}, ...rows),
  );
}

/** @param {string} names @param {import("./addition.js").Addition} addition */
function makeSumTable(names, addition) {
  const { numbers, slots, hasCarries } = addition;
  const rows = numbers.map((number, row) => {
    const sign = row === 0 ? "" : row + 1 < numbers.length ? "+" : "=";
    const cells = slots.map(({ cells }) => {
      const cell = cells[row];
      if (cell === null) return make("td");
      const color = cell.token === null ? null : cell.token % 2 === 0 ? "odd" : "even";
      return make("td", { class: color }, cell.text);
    });
    const head = make("th", { scope: "row" }, make("span", { "aria-hidden": "true" }, sign));
    head.append(make("span", { class: "hidden" }, `${sign} ${number.text}`));
    return make("tr", { class: sign === "=" ? "result" : null }, head, ...cells);
  });
  const carries = make(
    "tr",
    { class: "carries" },
    make("th", { scope: "row" }, "carries"),
    ...slots.map(({ carry }) => make("td", {}, carry > 0 ? String(carry) : "")),
  );
  const marks = make(
    "tr",
    { class: "marks" },
    make("th", { scope: "row" }, make("span", { class: "hidden" }, "does not line up")),
    ...slots.map(({ isMisaligned }) => make("td", {}, isMisaligned ? "^" : "")),
  );
  return make(
    "table",
    { class: "sum" },
    make("caption", {}, `${names}: ${columnsThatLineUp(addition)}`),
    make("tbody", {}, ...(hasCarries ? [carries] : []), ...rows, marks),
  );
}

/**
 * The sums of tokenizers that split the numbers alike, once.
 * @param {string} title
 * @param {DecimalNumber[]} numbers
 * @param {SplitsOf} splitsOf
 * @param {string[]} encodings
 */
function makeSums(title, numbers, splitsOf, encodings) {
  const all = withSum(numbers);
  const splits = all.map(({ text }) => splitsOf(text));
  /** @type {Map<string, { names: string[], cuts: (number[] | null)[] }>} */
  const groups = new Map();
  encodings.forEach((name, column) => {
    const cuts = splits.map((own) => own[column].cuts);
    const key = JSON.stringify(cuts);
    const group = groups.get(key);
    if (group) group.names.push(name);
    else groups.set(key, { names: [name], cuts });
  });
  const tables = [...groups.values()].map(({ names, cuts }) => makeSumTable(listed(names), additionOf(all, cuts)));
  return [make("h2", {}, title), make("div", { class: "sums" }, ...tables)];
}

export class NumbersView {
  #app;
  #refresh;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#refresh = newestOnly((isOutdated) => this.#draw(isOutdated));
    const field = inputById("numbers-text");
    field.addEventListener("input", () => app.change({ numbers: field.value }));
    const slider = inputById("numbers-slider");
    slider.addEventListener("input", () => {
      const [, ...others] = termsOf(app.state.numbers);
      app.change({ numbers: [slider.value, ...others].join(" + ") });
    });
    byId("numbers-map").addEventListener("click", () => void this.#drawMaps());
  }

  update() {
    const { numbers } = this.#app.state;
    const field = inputById("numbers-text");
    if (field.value !== numbers) field.value = numbers;
    const first = termsOf(numbers)[0] ?? "";
    inputById("numbers-slider").value = String(Math.min(999_999, Number(/^\d+$/.exec(first)?.[0] ?? 0)));
    inputById("numbers-slider").setAttribute("aria-valuetext", first);
    this.#refresh();
  }

  /** @param {() => boolean} isOutdated */
  async #draw(isOutdated) {
    const encodings = this.#app.state.encodings.slice();
    const terms = termsOf(this.#app.state.numbers).slice(0, mostTerms);
    try {
      if (terms.some((term) => term.length > mostNumberLength)) {
        throw new Error(`expected numbers of at most ${mostNumberLength} characters`);
      }
      const parsed = terms.map(parseDecimalNumber);
      const numbers = parsed.filter((number) => number !== null);
      const isSum = terms.length > 1 && numbers.length === terms.length;
      const separated = withThousands(numbers);
      const texts = new Set([...terms, ...terms.flatMap(withSeparators), groupingSample]);
      for (const all of isSum ? [withSum(numbers), withSum(separated)] : [])
        for (const { text } of all) texts.add(text);
      const splitsOf = await this.#split(encodings, [...texts]);
      /** @type {Uint8Array[][]} */
      const pieces = await Promise.all(
        encodings.map((name) => this.#app.tokenizers.call(name, "pieces", bytesOf(groupingSample))),
      );
      if (isOutdated()) return;
      const content = terms.flatMap((term) => {
        const tables = [makeSplitTable(term, splitsOf(term))];
        if (!isSum && withSeparators(term).length > 0) tables.push(makeSeparatorTable(term, splitsOf));
        return tables;
      });
      if (isSum) {
        const hasNew = separated.some(({ text }, i) => text !== terms[i]);
        const sums = makeSums("As typed", numbers, splitsOf, encodings);
        if (hasNew) sums.push(...makeSums("With separators", separated, splitsOf, encodings));
        content.unshift(...sums);
      } else if (terms.length > 1) {
        const odd = terms.find((_, i) => parsed[i] === null);
        content.unshift(make("p", { class: "problem" }, `${odd} is not a decimal number, so there is no sum.`));
      }
      byId("numbers-result").replaceChildren(...content);
      const sample = splitsOf(groupingSample);
      byId("numbers-explanation").textContent = groupingExplanation(
        encodings.map((encoding, column) => {
          const sizes = pieces[column].map(({ length }) => length);
          return { encoding, grouping: digitGrouping(sample[column].cuts, sizes) };
        }),
      );
      byId("numbers-problem").textContent = "";
    } catch (problem) {
      byId("numbers-problem").textContent = problemText(problem);
    }
  }

  /** @param {string[]} encodings @param {string[]} texts @returns {Promise<SplitsOf>} */
  async #split(encodings, texts) {
    const indices = new Map(texts.map((text, index) => [text, index]));
    /** @type {import("./engine.js").SplitText[][]} */
    const found = await Promise.all(encodings.map((name) => this.#app.tokenizers.call(name, "splitAll", texts)));
    const decoder = new TextDecoder();
    return (text) =>
      encodings.map((encoding, column) => {
        const { pieces, ends, isText } = found[column][/** @type {number} */ (indices.get(text))];
        const cuts = isText ? Array.from(ends.subarray(0, -1)) : null;
        return { encoding, pieces: pieces.map((piece) => decoder.decode(piece)), cuts };
      });
  }

  async #drawMaps() {
    const last = Number(/** @type {any} */ (byId("numbers-range")).value);
    const place = byId("numbers-maps");
    place.textContent = "Counting …";
    try {
      /** @type {{ names: string[], tally: import("./heat_map.js").ShapeTally }[]} */
      const maps = [];
      for (const name of this.#app.state.encodings) {
        const tally = await this.#app.tokenizers.call(name, "tally", 0, last);
        const same = maps.find((map) => areEqualTallies(map.tally, tally));
        if (same) same.names.push(name);
        else maps.push({ names: [name], tally });
      }
      place.replaceChildren(...maps.map(({ names, tally }) => mapElement(listed(names), tally)));
    } catch (problem) {
      place.textContent = problemText(problem);
    }
  }
}

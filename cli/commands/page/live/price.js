// @ts-check
// What calls of a model cost, in exact arithmetic.

/**
 * @typedef {object} PricedModel
 * @property {string} name
 * @property {string} provider
 * @property {string} encoding
 * @property {boolean} exact whether the encoding is the model's own
 * @property {string | null} input dollars for a million tokens
 * @property {string | null} cached
 * @property {string | null} output
 * @property {number | null} context
 * @property {string} asOf YYYY-MM-DD
 * @property {number | null} ratio the tokens of the model relative to those of the encoding, if that is known
 */

/** @typedef {{ input: bigint, cachedPercent: bigint, output: bigint, calls: bigint }} Usage of one call, and how many calls */

/** @typedef {{ input: bigint | null, cached: bigint | null, output: bigint | null, total: bigint | null }} Bill null: unknown */

const priceDecimals = 12;
const amountDecimals = priceDecimals + 6; // because prices are for a million tokens

/** A decimal string in units of 10^-12. @param {string} text @returns {bigint} */
export function parsePrice(text) {
  const [, whole, fraction = ""] = /** @type {RegExpExecArray} */ (/^(\d+)(?:\.(\d+))?$/.exec(text));
  if (fraction.length > priceDecimals) throw new Error(`expected at most ${priceDecimals} decimals, got ${text}`);
  return BigInt(whole + fraction.padEnd(priceDecimals, "0"));
}

/**
 * The input tokens of a model, from those of its encoding. A ratio gives an estimate.
 * @param {PricedModel} model @param {number} tokens
 */
export function inputTokens(model, tokens) {
  return BigInt(model.exact || model.ratio === null ? tokens : Math.round(tokens * model.ratio));
}

/** @param {bigint} input @param {bigint} percent */
export function cachedTokens(input, percent) {
  return (input * percent) / 100n;
}

/**
 * An unknown price makes an amount unknown only if there are tokens.
 * @param {PricedModel} model
 * @param {Usage} usage
 * @returns {Bill} in units of 10^-18 dollars
 */
export function billOf(model, { input, cachedPercent, output, calls }) {
  const charge = (/** @type {bigint} */ tokens, /** @type {string | null} */ price) => {
    if (tokens * calls === 0n) return 0n;
    return price === null ? null : tokens * calls * parsePrice(price);
  };
  const cachedInput = cachedTokens(input, cachedPercent);
  const bill = {
    input: charge(input - cachedInput, model.input),
    cached: charge(cachedInput, model.cached),
    output: charge(output, model.output),
  };
  const isKnown = bill.input !== null && bill.cached !== null && bill.output !== null;
  return { ...bill, total: isKnown ? bill.input + bill.cached + bill.output : null };
}

/** An amount of billOf() as a decimal string with every digit. @param {bigint} amount */
export function exactDollars(amount) {
  const digits = String(amount).padStart(amountDecimals + 1, "0");
  const fraction = digits.slice(-amountDecimals).replace(/0+$/, "");
  return digits.slice(0, -amountDecimals) + (fraction === "" ? "" : `.${fraction}`);
}

/** An amount of billOf() rounded to six decimals, half up. @param {bigint} amount */
export function roundedDollars(amount) {
  const decimals = 6;
  const unit = 10n ** BigInt(amountDecimals - decimals);
  const digits = String((amount + unit / 2n) / unit).padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The cheapest first; unknown amounts last. @template {{ bill: Bill }} T @param {T[]} rows @returns {T[]} */
export function cheapestFirst(rows) {
  return rows.slice().sort(({ bill: { total: a } }, { bill: { total: b } }) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return a < b ? -1 : a > b ? 1 : 0;
  });
}

/** The share of the context window that a call takes, in words. @param {PricedModel} model @param {bigint} tokens */
export function contextUse({ context }, tokens) {
  if (context === null || context === 0) return "";
  if (tokens > BigInt(context)) return "does not fit";
  return `${((100 * Number(tokens)) / context).toFixed(1)}%`;
}

/** The calls of a position of a slider from 0 to 60: ten steps for each power of ten, rounded to two digits. @param {number} position */
export function callsAt(position) {
  const exponent = Math.floor(position / 10);
  const value = 10 ** (position / 10);
  const unit = 10 ** Math.max(0, exponent - 1);
  return String(Math.round(value / unit) * unit);
}

/** The position of the slider that is nearest to a number of calls. @param {string} calls */
export function sliderPosition(calls) {
  return Math.max(0, Math.min(60, Math.round(10 * Math.log10(Math.max(1, Number(calls))))));
}

/** Digits with a separator between thousands, for people. @param {string | bigint | number} number */
export function withCommas(number) {
  return String(number).replace(/\d(?=(?:\d{3})+$)/g, "$&,");
}

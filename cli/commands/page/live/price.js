// @ts-check
// What calls of a model cost, in exact arithmetic.

/** @typedef {import("./data.js").PricedModel} PricedModel */

/**
 * @typedef {{ input: bigint, cachedPercent: bigint, output: bigint, calls: bigint }} Usage of one call, and how many
 *   calls
 */

/**
 * @typedef {{ input: bigint | null, cached: bigint | null, output: bigint | null, total: bigint | null }} Bill null:
 *   unknown
 */

const priceDecimals = 18;
const amountDecimals = priceDecimals + 6; // because prices are for a million tokens

/** A decimal string in units of 10^-18. @param {string} text @returns {bigint} */
export function parsePrice(text) {
  const [, whole, fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > priceDecimals) throw new Error(`expected a price, got ${text}`);
  return BigInt(whole + fraction.padEnd(priceDecimals, "0"));
}

/**
 * The least and the most input tokens of a model, from those of its encoding.
 * @param {PricedModel} model @param {number} counted
 * @returns {{ low: bigint, high: bigint }}
 */
export function inputTokens({ exact, ratio }, counted) {
  const tokens = BigInt(counted);
  if (exact || ratio === null) return { low: tokens, high: tokens };
  const one = 10n ** BigInt(priceDecimals);
  const [low, high] = ratio.map(parsePrice);
  return { low: (tokens * low) / one, high: (tokens * high + one - 1n) / one };
}

/**
 * The prices for calls with this input.
 * @param {PricedModel} model
 * @param {bigint} input
 * @returns {import("./data.js").Amounts}
 */
export function pricesFor(model, input) {
  const reached = model.tiers.filter(({ above, atThreshold }) =>
    atThreshold ? input >= BigInt(above) : input > BigInt(above),
  );
  return reached.length > 0 ? reached[reached.length - 1] : model;
}

/** @param {bigint} input @param {bigint} percent */
export function cachedTokens(input, percent) {
  return (input * percent) / 100n;
}

/**
 * An unknown price makes an amount unknown only if there are tokens.
 * @param {PricedModel} model
 * @param {Usage} usage
 * @returns {Bill} in units of 10^-24 dollars
 */
export function billOf(model, { input, cachedPercent, output, calls }) {
  const charge = (/** @type {bigint} */ tokens, /** @type {string | null} */ price) => {
    if (tokens * calls === 0n) return 0n;
    return price === null ? null : tokens * calls * parsePrice(price);
  };
  const prices = pricesFor(model, input);
  const cachedInput = cachedTokens(input, cachedPercent);
  const uncachedAmount = charge(input - cachedInput, prices.input);
  const cachedAmount = charge(cachedInput, prices.cached);
  const outputAmount = charge(output, prices.output);
  const isKnown = uncachedAmount !== null && cachedAmount !== null && outputAmount !== null;
  const total = isKnown ? uncachedAmount + cachedAmount + outputAmount : null;
  return { input: uncachedAmount, cached: cachedAmount, output: outputAmount, total };
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

/** The cheapest first; unknown amounts last. @template {{ most: Bill }} T @param {T[]} rows @returns {T[]} */
export function cheapestFirst(rows) {
  return rows.slice().sort(({ most: { total: a } }, { most: { total: b } }) => {
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

/**
 * The calls of a position of a slider from 0 to 60: ten steps for each power of ten, rounded to two digits.
 * @param {number} position
 */
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

// @ts-check
// What the program puts into the page as JSON (../data.cpp).

/**
 * @typedef {object} PageData
 * @property {string} version of the program
 * @property {{ name: string, label: string }[]} encodings label: the name for people, different for each
 * @property {string | null} text to start with; null: an example
 * @property {{ base: string, rows: Language[] }} languages the parallel sample; base: a tag
 * @property {{ date: string, models: PricedModel[] }} prices of a day
 * @property {string} [state] a fragment of an address, in a page that was saved
 */

/** @typedef {{ tag: string, name: string, script: string, texts: string[] }} Language */

/**
 * @typedef {object} Amounts dollars for a million tokens, as decimal strings; null: unknown
 * @property {string | null} input
 * @property {string | null} cached
 * @property {string | null} output
 */

/**
 * @typedef {Amounts & { above: number, atThreshold: boolean }} Tier amounts for the whole call if its input is longer, or
 *   with `atThreshold` as long
 */

/**
 * @typedef {Amounts & {
 *   name: string, provider: string | null, encoding: string, exact: boolean, ratio: [string, string] | null, tiers: Tier[],
 *   context: number | null, usual: boolean, asOf: string | null }} PricedModel
 *   exact: whether the encoding is the model's own. ratio: the least and the most tokens of the model relative to those of
 *   the encoding. tiers: in order of `above`. usual: whether the program shows the model if none is chosen. asOf: the day
 *   on which the prices were read
 */

/** The data of the page. @returns {PageData} */
export function readData() {
  return JSON.parse(document.getElementById("data")?.textContent ?? "");
}

// @ts-check
// The state of the page as the fragment of its address.
import { base64Url, bytesOfBase64, deflate, inflate } from "./compression.js";
import { bytesOf, exactText } from "./utf8.js";

/**
 * @typedef {object} State
 * @property {string} tab
 * @property {string[]} encodings that are compared
 * @property {string} encoding of the views that show one
 * @property {string} text
 * @property {string} input "text" or "ids"
 * @property {boolean} special whether special tokens are recognized
 * @property {boolean} spaces whether white space is shown
 * @property {boolean} showsIds
 * @property {string} numbers
 * @property {string} piece
 * @property {string} base the tag of a language
 * @property {string} order of languages
 * @property {string} filter of languages
 * @property {string[]} models with prices
 * @property {string} calls
 * @property {string} cached in percent
 * @property {string} output tokens
 */

/**
 * @typedef {object} Known what a state can name
 * @property {string[]} tabs
 * @property {string[]} encodings
 * @property {string[]} languages
 * @property {string[]} orders
 * @property {string[]} models
 */

export const fragmentVersion = "1";
export const mostFragmentBytes = 8192;
export const mostEncodings = 4;
const mostTextBytes = 2_000_000; // a short fragment can inflate to a thousand times its size

/** @typedef {{ key: string, name: keyof State }} Field */

/** @type {Field[]} */
const stringFields = [
  { key: "tab", name: "tab" },
  { key: "x", name: "encoding" },
  { key: "i", name: "input" },
  { key: "n", name: "numbers" },
  { key: "p", name: "piece" },
  { key: "b", name: "base" },
  { key: "o", name: "order" },
  { key: "f", name: "filter" },
  { key: "c", name: "calls" },
  { key: "k", name: "cached" },
  { key: "u", name: "output" },
];
/** @type {Field[]} */
const listFields = [
  { key: "e", name: "encodings" },
  { key: "m", name: "models" },
];
/** @type {Field[]} */
const flagFields = [
  { key: "s", name: "special" },
  { key: "w", name: "spaces" },
  { key: "d", name: "showsIds" },
];

/**
 * The state as a fragment without `#`. What is as in `defaults` is left out.
 * @param {State} state
 * @param {State} defaults
 * @returns {Promise<string>}
 */
export async function fragmentOf(state, defaults) {
  const fields = new URLSearchParams({ v: fragmentVersion });
  for (const { key, name } of stringFields) {
    if (state[name] !== defaults[name]) fields.set(key, String(state[name]));
  }
  for (const { key, name } of listFields) {
    const [items, usual] = [state, defaults].map((from) => /** @type {string[]} */ (from[name]));
    if (items.join("\n") !== usual.join("\n")) for (const item of items) fields.append(key, item);
  }
  for (const { key, name } of flagFields) {
    if (state[name] !== defaults[name]) fields.set(key, state[name] ? "1" : "0");
  }
  if (state.text !== defaults.text) fields.set("t", base64Url(await deflate(bytesOf(state.text), "deflate-raw")));
  return fields.toString();
}

/**
 * Whether a value of a field is one that a state can have.
 * @param {keyof State} name
 * @param {string} value
 * @param {Known} known
 */
function isPossible(name, value, known) {
  switch (name) {
    case "tab":
      return known.tabs.includes(value);
    case "encoding":
    case "encodings":
      return known.encodings.includes(value);
    case "models":
      return known.models.includes(value);
    case "base":
      return known.languages.includes(value);
    case "order":
      return known.orders.includes(value);
    case "input":
      return value === "text" || value === "ids";
    case "calls":
    case "output":
      return /^\d{1,15}$/.test(value);
    case "cached":
      return /^\d{1,3}$/.test(value) && Number(value) <= 100;
    default:
      return value.length <= mostFragmentBytes;
  }
}

/** @param {string} text @returns {Promise<string | null>} */
async function inflatedText(text) {
  try {
    return exactText(await inflate(bytesOfBase64(text), "deflate-raw", mostTextBytes));
  } catch {
    return null;
  }
}

/**
 * Reads a fragment without `#`. A part that is malformed or names something unknown is left at its default.
 * @param {string} fragment
 * @param {State} defaults
 * @param {Known} known
 * @returns {Promise<{ state: State, ignored: string[] }>} ignored: names of the parts that were left out
 */
export async function stateOf(fragment, defaults, known) {
  const state = { ...defaults };
  const fields = new URLSearchParams(fragment);
  if (fragment === "") return { state, ignored: [] };
  if (fields.get("v") !== fragmentVersion) return { state, ignored: ["the version"] };

  /** @type {Record<string, any>} */
  const values = state;
  const ignored = [];
  for (const { key, name } of stringFields) {
    const value = fields.get(key);
    if (value === null) continue;
    if (isPossible(name, value, known)) values[name] = value;
    else ignored.push(name);
  }
  for (const { key, name } of listFields) {
    const items = fields.getAll(key);
    const possible = [...new Set(items.filter((item) => isPossible(name, item, known)))];
    const most = name === "encodings" ? mostEncodings : possible.length;
    if (possible.length < items.length || possible.length > most) ignored.push(name);
    if (possible.length > 0) values[name] = possible.slice(0, most);
  }
  for (const { key, name } of flagFields) {
    const value = fields.get(key);
    if (value !== null) values[name] = value === "1";
  }
  const packed = fields.get("t");
  const text = packed === null ? defaults.text : await inflatedText(packed);
  if (text === null) ignored.push("text");
  else state.text = text;
  return { state, ignored };
}

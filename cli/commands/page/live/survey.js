// @ts-check
// Token counts of one text in many languages, by the rules of lib/analysis/language_survey.cpp.
import { counted } from "./number_split.js";

/**
 * @typedef {import("./data.js").Language} Language
 * @typedef {{ language: Language, tokens: number[], premiums: (number | null)[] }} SurveyRow tokens, premiums: of each
 *   tokenizer; null: the text of the base has no tokens
 */

export const languageOrders = ["premium", "name", "script"];

/**
 * @param {Language[]} languages
 * @param {number[][]} counts for each tokenizer: the tokens of each language
 * @param {string} base a tag
 * @returns {SurveyRow[]}
 */
export function surveyRows(languages, counts, base) {
  const baseIndex = languages.findIndex(({ tag }) => tag === base);
  return languages.map((language, index) => {
    const tokens = counts.map((own) => own[index]);
    const premiums = counts.map((own) => (own[baseIndex] > 0 ? own[index] / own[baseIndex] : null));
    return { language, tokens, premiums };
  });
}

/** @param {SurveyRow[]} rows @param {string} order */
export function sortedRows(rows, order) {
  const compare = (/** @type {string} */ a, /** @type {string} */ b) => (a < b ? -1 : a > b ? 1 : 0);
  return rows.slice().sort((a, b) => {
    if (order === "name") return compare(a.language.name, b.language.name);
    const byScript = order === "script" ? compare(a.language.script, b.language.script) : 0;
    return byScript || a.tokens[0] - b.tokens[0];
  });
}

/**
 * The rows of languages that a filter names: tags, or parts of names and scripts, with commas between them. All rows if it
 * is empty.
 * @param {SurveyRow[]} rows @param {string} filter
 */
export function filteredRows(rows, filter) {
  const parts = filter
    .toLowerCase()
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length === 0) return rows;
  const tags = new Set(rows.map(({ language }) => language.tag.toLowerCase()));
  return rows.filter(({ language: { name, tag, script } }) =>
    parts.some((part) =>
      tags.has(part) ? tag.toLowerCase() === part : `${name}\n${script}`.toLowerCase().includes(part),
    ),
  );
}

/**
 * The summary of one tokenizer in a sentence, in the words of `tokmill languages`.
 * @param {string} encoding @param {SurveyRow[]} rows @param {number} tokenizer @param {string} baseName
 */
export function surveySummary(encoding, rows, tokenizer, baseName) {
  const premiums = rows
    .map((row) => row.premiums[tokenizer])
    .filter((premium) => premium !== null)
    .sort((a, b) => a - b);
  const count = premiums.length;
  if (count === 0) return `${encoding}: no premium`;
  const scripts = new Set(rows.map(({ language }) => language.script).filter((script) => script !== "")).size;
  const sum = premiums.reduce((total, premium) => total + premium, 0);
  const weighted = premiums.reduce((total, premium, i) => total + (i + 1) * premium, 0);
  const above = (/** @type {number} */ limit) => (100 * premiums.filter((premium) => premium > limit).length) / count;
  const middle = Math.floor(count / 2);
  const median = count % 2 === 1 ? premiums[middle] : (premiums[middle - 1] + premiums[middle]) / 2;
  // For sorted values x_1 … x_n: 2 Σ i·x_i / (n Σ x_i) − (n + 1) / n.
  const gini = sum > 0 ? (2 * weighted) / (count * sum) - (count + 1) / count : 0;
  return (
    `${encoding}: ${counted(count, "language")}, ${counted(scripts, "script")}; ` +
    `premium over ${baseName}: mean ${(sum / count).toFixed(2)}, median ${median.toFixed(2)}, ` +
    `above 2 in ${above(2).toFixed(0)}%, above 4 in ${above(4).toFixed(0)}%, above 8 in ${above(8).toFixed(0)}%; ` +
    `Gini ${gini.toFixed(2)}`
  );
}

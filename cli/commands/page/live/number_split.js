// @ts-check
// How tokenizers split numbers, in the words of `tokmill numbers`.

/** @typedef {{ encoding: string, pieces: string[], cuts: number[] | null }} NumberSplit cuts: as in additionOf() */

/** @param {number} count @param {string} noun */
export function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * The ways of splitting a number, in the order of the tokenizers.
 * @param {NumberSplit[]} splits
 * @returns {{ encodings: string[], split: NumberSplit }[]}
 */
export function waysOf(splits) {
  /** @type {Map<string, { encodings: string[], split: NumberSplit }>} */
  const ways = new Map();
  for (const split of splits) {
    const key = JSON.stringify(split.pieces);
    const way = ways.get(key);
    if (way) way.encodings.push(split.encoding);
    else ways.set(key, { encodings: [split.encoding], split });
  }
  return [...ways.values()];
}

/**
 * The number of tokens and, if the number has several thousands, whether tokens start where thousands start.
 * @param {NumberSplit} split
 * @param {number[] | null} inner the starts of thousands between two digits; null if the text is not a number
 */
export function describeSplit(split, inner) {
  const count = counted(split.pieces.length, "token");
  const { cuts } = split;
  if (cuts === null || inner === null || inner.length === 0) return count;
  const common = inner.filter((start) => cuts.includes(start)).length;
  if (common === 0) return `${count}, no cut between thousands`;
  if (common === inner.length) return `${count}, cut between all thousands`;
  return `${count}, cut between some thousands (${common} of ${inner.length} places)`;
}

/** Parts of a text, from the byte offsets where they start. @param {string} text @param {number[]} starts */
export function partsAt(text, starts) {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  return [0, ...starts].map((start, i) => decoder.decode(bytes.subarray(start, starts[i] ?? bytes.length)));
}

/** An integer with each of the usual separators between its thousands; none for a short one. @param {string} number */
export function withSeparators(number) {
  if (!/^\d{4,}$/.test(number)) return [];
  return [",", ".", " ", "_", "'"].map((separator) => number.replace(/\d(?=(?:\d{3})+$)/g, `$&${separator}`));
}

const groupingTexts = [
  { grouping: "merged", text: "wherever a frequent string of digits ends" },
  { grouping: "left", text: "into groups of three digits from the left" },
  { grouping: "right", text: "into groups of three digits from the right" },
  { grouping: "single", text: "into single digits" },
];

/** The number whose split shows how a tokenizer groups digits. */
export const groupingSample = "1234567890";

/**
 * How a tokenizer groups digits.
 * @param {number[] | null} cuts of the tokens of groupingSample
 * @param {number[]} sizes of the pre-tokenizer's pieces of groupingSample
 */
export function digitGrouping(cuts, sizes) {
  if (cuts !== null && cuts.length + 1 === groupingSample.length) return "single";
  const shape = sizes.join("+");
  return shape === "3+3+3+1" ? "left" : shape === "1+3+3+3" ? "right" : "merged";
}

/** `a`, `a and b`, `a, b and c` @param {string[]} items */
export function listed(items) {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** @param {{ encoding: string, grouping: string }[]} encodings */
export function groupingExplanation(encodings) {
  /** @type {string[]} */
  const clauses = [];
  for (const { grouping, text } of groupingTexts) {
    const names = encodings.filter((item) => item.grouping === grouping).map(({ encoding }) => encoding);
    if (names.length === 0) continue;
    const verb = clauses.length > 0 ? "" : names.length === 1 ? " splits numbers" : " split numbers";
    clauses.push(`${listed(names)}${verb} ${text}`);
  }
  return `${listed(clauses)}.`;
}

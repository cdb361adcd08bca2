// @ts-check
// The shapes of the splits of many numbers, for a map.

/**
 * @typedef {object} ShapeTally
 * @property {number} from the first number
 * @property {string[]} shapes "" for one token, then the shapes by frequency, such as "3+1"
 * @property {number[]} counts of the shapes
 * @property {Uint16Array} cells an index into shapes for each number
 * @property {number | null} firstSplit
 */

/**
 * @param {number} from
 * @param {string[]} found the shape of each number
 * @returns {ShapeTally}
 */
export function tallyOf(from, found) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const shape of found) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  const split = [...counts].filter(([shape]) => shape !== "");
  // The most frequent first; equally frequent ones in alphabetical order.
  split.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  const shapes = ["", ...split.map(([shape]) => shape)];
  const indices = new Map(shapes.map((shape, index) => [shape, index]));
  const firstSplit = found.findIndex((shape) => shape !== "");
  return {
    from,
    shapes,
    counts: shapes.map((shape) => counts.get(shape) ?? 0),
    cells: Uint16Array.from(found, (shape) => /** @type {number} */ (indices.get(shape))),
    firstSplit: firstSplit < 0 ? null : from + firstSplit,
  };
}

/** @param {ShapeTally} a @param {ShapeTally} b */
export function areEqualTallies(a, b) {
  return a.shapes.join() === b.shapes.join() && a.cells.join() === b.cells.join();
}

/** The lengths of tokens, such as "3+1"; empty for one token. @param {number[]} ends of the tokens */
export function shapeOf(ends) {
  return ends.length < 2 ? "" : ends.map((end, i) => end - (i > 0 ? ends[i - 1] : 0)).join("+");
}

/** A number with `|` between its tokens. @param {string} number @param {string} shape */
export function splitByShape(number, shape) {
  if (shape === "") return `${number}: one token`;
  if (!/^[\d+]+$/.test(shape)) return `${number}: the tokens are not the digits`;
  let at = 0;
  return `${number}: ${shape
    .split("+")
    .map((length) => number.slice(at, (at += Number(length))))
    .join("|")}`;
}

/**
 * The numbers in a row of a map: a power of ten, so that numbers with the same last digits share a column.
 * @param {number} count
 */
export function mapColumns(count) {
  return count <= 100 ? 10 : count <= 20_000 ? 100 : 1000;
}

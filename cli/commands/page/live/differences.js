// @ts-check
// Where tokenizers split one text differently.

/** @typedef {{ first: number, count: number }} TokenRange */

/**
 * @typedef {object} ComparedRow a line of the text, or a part of a long line, that starts and ends with a token in every
 *   tokenizer
 * @property {number} start byte offsets
 * @property {number} end
 * @property {TokenRange[]} ranges of each tokenizer
 */

/**
 * @typedef {object} Passage a part of the text that tokenizers split differently
 * @property {number} start
 * @property {number} end
 * @property {number[]} counts of the tokens of each tokenizer
 * @property {number} row
 */

/**
 * @typedef {object} Comparison
 * @property {ComparedRow[]} rows
 * @property {Passage[]} passages in the order of the text
 * @property {Uint8Array[]} differs for each tokenizer: 1 for each token that is part of a passage
 */

const lineFeedByte = 0x0a;
const mostInRow = 400; // tokens

/**
 * @param {Uint8Array} bytes of the text
 * @param {Uint32Array[]} ends of the tokens of each tokenizer
 * @returns {Comparison}
 */
export function compareSplits(bytes, ends) {
  const next = ends.map(() => 0); // tokens
  const differs = ends.map((own) => new Uint8Array(own.length));
  /** @type {ComparedRow[]} */
  const rows = [];
  /** @type {Passage[]} */
  const passages = [];
  let rowStart = 0;
  let rowFirsts = next.slice();
  let at = 0;
  while (at < bytes.length) {
    const firsts = next.slice();
    const end = nextCommonEnd(bytes.length, ends, next);
    const counts = next.map((token, i) => token - firsts[i]);
    if (counts.some((count) => count > 1)) {
      passages.push({ start: at, end, counts, row: rows.length });
      differs.forEach((marks, i) => marks.fill(1, firsts[i], next[i]));
    }
    const isFull = next.some((token, i) => token - rowFirsts[i] >= mostInRow);
    if (bytes[end - 1] === lineFeedByte || isFull || end >= bytes.length) {
      const ranges = next.map((token, i) => ({ first: rowFirsts[i], count: token - rowFirsts[i] }));
      rows.push({ start: rowStart, end, ranges });
      rowStart = end;
      rowFirsts = next.slice();
    }
    at = end;
  }
  return { rows, passages, differs };
}

/**
 * Moves `next` to the first offset at which a token of every tokenizer ends.
 * @param {number} size
 * @param {Uint32Array[]} ends
 * @param {number[]} next
 */
function nextCommonEnd(size, ends, next) {
  let target = 0;
  for (let i = 0; i < ends.length; ++i) {
    if (next[i] < ends[i].length) target = Math.max(target, ends[i][next[i]]);
  }
  for (;;) {
    let reached = target;
    for (let i = 0; i < ends.length; ++i) {
      let last = 0;
      while (next[i] < ends[i].length && (last = ends[i][next[i]]) < target) ++next[i];
      if (next[i] < ends[i].length) reached = Math.max(reached, last);
    }
    if (reached === target) break;
    target = reached;
  }
  // Tokens without bytes of their own end at the same offset.
  for (let i = 0; i < ends.length; ++i) {
    while (next[i] < ends[i].length && ends[i][next[i]] <= target) ++next[i];
  }
  return next.every((token, i) => token >= ends[i].length) ? size : target;
}

/** How many more tokens one tokenizer needs than another. @param {Passage} passage */
function spreadOf({ counts }) {
  return Math.max(...counts) - Math.min(...counts);
}

/** The passages with the largest differences first. @param {Passage[]} passages @param {number} most */
export function largestPassages(passages, most) {
  return passages
    .slice()
    .sort((a, b) => spreadOf(b) - spreadOf(a) || a.start - b.start)
    .slice(0, most);
}

/** How much larger the largest count is than the smallest, in percent. @param {number[]} counts */
export function spreadPercent(counts) {
  const least = Math.min(...counts);
  return least === 0 ? 0 : (100 * (Math.max(...counts) - least)) / least;
}

/**
 * Line and column of a byte offset, from 1; the column counts code points.
 * @param {Uint8Array} bytes
 * @param {number} offset
 */
export function placeOf(bytes, offset) {
  let line = 1;
  let column = 1;
  for (let i = 0; i < offset; ++i) {
    if (bytes[i] === lineFeedByte) {
      ++line;
      column = 1;
    } else if ((bytes[i] & 0xc0) !== 0x80) {
      ++column;
    }
  }
  return `${line}:${column}`;
}

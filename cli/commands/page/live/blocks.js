// @ts-check
// A tokenized text in blocks, so that a page draws only what changed.
import { startsCharacter } from "./utf8.js";

/**
 * @typedef {object} TokenizedText
 * @property {Uint8Array} bytes
 * @property {Uint32Array} ids
 * @property {Uint32Array} ends byte offsets, one for each token, not decreasing
 */

/**
 * @typedef {object} Block a line of a text, or a part of a long line
 * @property {number} first the index of its first token
 * @property {number} count the number of its tokens
 * @property {number} start byte offsets in the text
 * @property {number} end
 */

const lineFeed = 0x0a;
const mostInBlock = 1000; // even, because the colors of tokens alternate

/**
 * @param {TokenizedText} text
 * @returns {Block[]}
 */
export function blocksOf({ bytes, ids, ends }) {
  const blocks = [];
  let first = 0;
  let start = 0;
  let tokenStart = 0;
  for (let token = 0; token < ids.length; ++token) {
    const end = ends[token];
    const isFull = token + 1 - first >= mostInBlock;
    const isAtCharacter = end >= bytes.length || startsCharacter(bytes[end]);
    const hasLineFeed = bytes.subarray(tokenStart, end).includes(lineFeed);
    if ((isAtCharacter && (isFull || hasLineFeed)) || token + 1 === ids.length) {
      blocks.push({ first, count: token + 1 - first, start, end });
      first = token + 1;
      start = end;
    }
    tokenStart = end;
  }
  return blocks;
}

/**
 * Whether two blocks look the same: they have the same bytes and the same tokens.
 * @param {TokenizedText} a @param {Block} inA @param {TokenizedText} b @param {Block} inB
 */
export function areEqualBlocks(a, inA, b, inB) {
  const size = inA.end - inA.start;
  if (inA.count !== inB.count || size !== inB.end - inB.start) return false;
  for (let i = 0; i < inA.count; ++i) {
    if (a.ids[inA.first + i] !== b.ids[inB.first + i]) return false;
    if (a.ends[inA.first + i] - inA.start !== b.ends[inB.first + i] - inB.start) return false;
  }
  for (let i = 0; i < size; ++i) if (a.bytes[inA.start + i] !== b.bytes[inB.start + i]) return false;
  return true;
}

/**
 * How many items at the start and at the end of two lists are equal, none counted twice.
 * @param {number} oldCount
 * @param {number} count
 * @param {(oldIndex: number, index: number) => boolean} areEqual
 * @returns {{ before: number, after: number }}
 */
export function equalEnds(oldCount, count, areEqual) {
  const most = Math.min(oldCount, count);
  let before = 0;
  while (before < most && areEqual(before, before)) ++before;
  let after = 0;
  while (after < most - before && areEqual(oldCount - 1 - after, count - 1 - after)) ++after;
  return { before, after };
}

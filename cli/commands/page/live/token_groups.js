// @ts-check
// The tokens of a block in groups: a group has the tokens among which one grapheme is divided.
import { exactText, graphemeStarts } from "./utf8.js";

/**
 * @typedef {object} TokenGroup
 * @property {number} from indices into the ends of the block
 * @property {number} to after the last
 * @property {boolean} dividesCharacter whether a token starts or ends within a character
 */

/**
 * @param {Uint8Array} bytes of the block
 * @param {number[]} ends of its tokens, from its start
 * @returns {TokenGroup[]} all but the first token of each group start inside a grapheme
 */
export function groupsOf(bytes, ends) {
  const isPlain = bytes.every((byte) => byte < 0x80 && byte !== 0x0d); // then each byte is a grapheme
  const starts = isPlain ? null : graphemeStarts(bytes);
  /** @type {TokenGroup[]} */
  const groups = [];
  let start = 0;
  for (let i = 0; i < ends.length; ++i) {
    const isInside = starts !== null && i > 0 && start < bytes.length && !starts.has(start);
    if (isInside) {
      groups[groups.length - 1].to = i + 1;
    } else {
      groups.push({ from: i, to: i + 1, dividesCharacter: false });
    }
    const isWhole = isPlain || exactText(bytes.subarray(start, ends[i])) !== null;
    if (!isWhole) groups[groups.length - 1].dividesCharacter = true;
    start = ends[i];
  }
  return groups;
}

/** Whether a letter joins its neighbors, so that nothing may come between them. @param {string} text */
export function joinsNeighbors(text) {
  return /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mandaic}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Adlam}]/u.test(
    text,
  );
}

/**
 * Whether a text has marks, embeddings or isolates that change the direction of the text after them.
 * @param {string} text
 */
export function hasBidiControl(text) {
  return /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text);
}

// @ts-check
// The merges of a piece as a list of states, from single bytes to tokens.

/** @typedef {import("./core.js").Candidate} Candidate */
/** @typedef {import("./core.js").Merges["steps"][number]} MergeStep */

/**
 * @typedef {object} MergedToken
 * @property {number | null} id null for a single byte
 * @property {number} start byte offset in the piece
 * @property {number} end
 */

/**
 * @typedef {object} MergeState
 * @property {MergedToken[]} tokens
 * @property {number | null} merged the index of the token that the last merge made
 * @property {MergeStep | null} next the merge of this state; null in the last one
 */

/**
 * @param {number} size of the piece, in bytes
 * @param {MergeStep[]} steps
 * @returns {MergeState[]} one more than there are merges
 */
export function mergeStates(size, steps) {
  /** @type {MergedToken[]} */
  let tokens = Array.from({ length: size }, (_, index) => ({ id: null, start: index, end: index + 1 }));
  /** @type {MergeState[]} */
  const states = [{ tokens, merged: null, next: steps[0] ?? null }];
  steps.forEach(({ position, id }, index) => {
    const token = { id, start: tokens[position].start, end: tokens[position + 1].end };
    tokens = [...tokens.slice(0, position), token, ...tokens.slice(position + 2)];
    states.push({ tokens, merged: position, next: steps[index + 1] ?? null });
  });
  return states;
}

/** The candidates of a state, the chosen one first: by rank, then by position. @param {MergeState} state */
export function rankedCandidates({ next }) {
  if (next === null) return [];
  const { others, ...chosen } = next;
  return [chosen, ...others].sort((a, b) => a.rank - b.rank || a.position - b.position);
}

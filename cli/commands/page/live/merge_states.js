// @ts-check
// The merges of a piece as a list of states, from single bytes to tokens.

/**
 * @typedef {{ position: number, id: number, rank: number }} Candidate position: the index of the left token
 * @typedef {Candidate & { candidates: Candidate[] }} MergeStep
 * @typedef {{ start: number[], steps: MergeStep[], whole: boolean }} Merges
 */

/**
 * @typedef {object} MergedToken
 * @property {number} id
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
 * @param {Merges} merges
 * @returns {MergeState[]} one more than there are merges
 */
export function mergeStates({ start, steps }) {
  let tokens = start.map((id, index) => ({ id, start: index, end: index + 1 }));
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
  return next.candidates.slice().sort((a, b) => a.rank - b.rank || a.position - b.position);
}

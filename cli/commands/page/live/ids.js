// @ts-check
// Token ids that a person types.

const largestId = 2 ** 32 - 1;

/**
 * Reads ids that are separated by blanks, commas or line feeds, with or without the brackets of an array.
 * @param {string} text
 * @returns {{ ids: number[], problem: string }} problem: what is wrong, or empty
 */
export function parseIds(text) {
  const inner = text.trim().replace(/^\[([^]*)\]$/, "$1");
  const ids = [];
  for (const word of inner.split(/[\s,]+/)) {
    if (word === "") continue;
    const id = Number(word);
    if (!/^\d+$/.test(word) || id > largestId) {
      return { ids: [], problem: `expected token ids, got "${word.slice(0, 40)}"` };
    }
    ids.push(id);
  }
  return { ids, problem: "" };
}

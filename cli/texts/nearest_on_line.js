// @ts-check

/**
 * The index of the part nearest to a part on the line above it (step -1) or below it (step 1); `current` if there is none.
 * @param {(index: number) => Element} partAt
 * @param {number} count of the parts
 * @param {number} current
 * @param {number} step
 */
export function nearestOnLine(partAt, count, current, step) {
  const from = partAt(current).getClientRects()[0];
  let best = current;
  let distance = Infinity;
  let top = null;
  for (let index = current + step; index >= 0 && index < count; index += step) {
    const at = partAt(index).getClientRects()[0];
    if (at === undefined || Math.abs(at.top - from.top) < from.height / 2) continue;
    top ??= at.top;
    if (Math.abs(at.top - top) >= from.height / 2) break;
    if (Math.abs(at.left - from.left) < distance) {
      distance = Math.abs(at.left - from.left);
      best = index;
    }
  }
  return best;
}

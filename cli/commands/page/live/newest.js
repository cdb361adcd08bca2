// @ts-check
// Work for the newest values only.

/**
 * Returns a function that starts `work` with its values. While work is going on, only the newest values are kept for
 * later; `isOutdated` of the work says whether there are any.
 * @template {any[]} Values
 * @param {(isOutdated: () => boolean, ...values: Values) => Promise<void>} work must not reject
 * @returns {(...values: Values) => Promise<void>}
 */
export function newestOnly(work) {
  /** @type {Values | null} */
  let waiting = null;
  let isWorking = false;
  return async (...values) => {
    waiting = values;
    if (isWorking) return;
    isWorking = true;
    try {
      while (waiting !== null) {
        const next = /** @type {Values} */ (waiting);
        waiting = null;
        await work(() => waiting !== null, ...next);
      }
    } finally {
      isWorking = false;
    }
  };
}

/**
 * Returns a function that calls `action` when it was not called for some milliseconds.
 * @param {number} milliseconds
 * @param {() => void} action
 */
export function afterPause(milliseconds, action) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
}

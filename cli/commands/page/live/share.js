// @ts-check
// The state of the page as a link, or as a file.
import { byId, copyText, say } from "./dom.js";
import { fragmentOf, mostFragmentBytes } from "./fragment.js";

/** @typedef {import("./fragment.js").State} State */

/** The page as it came, before the script changed it. Call this first. */
export function originalMarkup() {
  return byId("live").innerHTML;
}

/**
 * A copy of the page with a state in it.
 * @param {string} markup of originalMarkup()
 * @param {string} fragment
 * @returns {string}
 */
function pageWith(markup, fragment) {
  const copy = /** @type {HTMLElement} */ (document.documentElement.cloneNode(true));
  const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (copy.querySelector(`#${id}`));
  at("live").innerHTML = markup;
  const data = JSON.parse(at("data").textContent ?? "{}");
  // HTML would end the script at the first end tag in it.
  at("data").textContent = JSON.stringify({ ...data, state: fragment }).replace(/</g, "\\u003c");
  return `<!DOCTYPE html>\n${copy.outerHTML}\n`;
}

/** What a link or a saved page does not have. @param {string[]} added the tokenizers that were opened from files */
function omissionNote(added) {
  return added.length === 0 ? "" : `, without the tokenizers from files: ${added.join(", ")}`;
}

/**
 * Saves the page as a file.
 * @param {string} markup
 * @param {State} state
 * @param {State} defaults
 * @param {string[]} added as in omissionNote()
 */
export async function savePage(markup, state, defaults, added) {
  const page = pageWith(markup, await fragmentOf(state, defaults));
  const address = URL.createObjectURL(new Blob([page], { type: "text/html" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "tokens.html";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  say(`Saved the page with its text${omissionNote(added)}`);
}

/**
 * Puts the state in the address; not if it is too long.
 * @param {State} state
 * @param {State} defaults
 * @returns {Promise<boolean>}
 */
export async function putInAddress(state, defaults) {
  const fragment = await fragmentOf(state, defaults);
  const isShort = fragment.length <= mostFragmentBytes;
  document.body.classList.toggle("long", !isShort);
  try {
    history.replaceState(null, "", isShort ? `#${fragment}` : "#");
  } catch {
    return false; // the browser does not allow it in this kind of page
  }
  return isShort;
}

/** @param {State} state @param {State} defaults @param {string[]} added as in omissionNote() */
export async function copyLink(state, defaults, added) {
  if (!(await putInAddress(state, defaults))) {
    say("The text is too long for a link: save the page as a file");
    byId("save-page").focus();
  } else {
    say(
      (await copyText(location.href))
        ? `Copied the link${omissionNote(added)}`
        : "The browser did not copy the link: copy its address",
    );
  }
}

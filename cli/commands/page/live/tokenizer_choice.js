// @ts-check
// The choice of tokenizers: one in the views that show one, up to four in the others.
import { byId, make } from "./dom.js";
import { mostEncodings } from "./fragment.js";

const viewsOfOne = ["tokens", "merges"];
const viewsWithout = ["price"];

let drawnChoice = "";

/** @param {import("./app.js").App} app */
export function drawChoice(app) {
  const { tab, encoding, encodings } = app.state;
  const choice = JSON.stringify([tab, encoding, encodings, app.tokenizers.names]);
  if (choice === drawnChoice) return;
  drawnChoice = choice;
  const isOne = viewsOfOne.includes(tab);
  byId("tokenizers").hidden = viewsWithout.includes(tab);
  byId("tokenizers-legend").textContent = isOne ? "Tokenizer" : `Tokenizers, up to ${mostEncodings}`;
  const choices = app.tokenizers.names.map((name) => {
    const isChosen = isOne ? name === encoding : encodings.includes(name);
    const input = /** @type {HTMLInputElement} */ (
      make("input", { type: isOne ? "radio" : "checkbox", name: "tokenizer", value: name })
    );
    input.checked = isChosen;
    input.disabled = !isOne && !isChosen && encodings.length >= mostEncodings;
    input.addEventListener("change", () => {
      if (isOne) app.change({ encoding: name });
      else choose(app, name, input);
      const again = byId("tokenizer-choices").querySelector(`[value="${CSS.escape(name)}"]`);
      /** @type {HTMLElement | null} */ (again)?.focus();
    });
    return make("label", { class: "choice" }, input, make("span", {}, name));
  });
  byId("tokenizer-choices").replaceChildren(...choices);
}

/**
 * Adds or removes a tokenizer; the last one remains.
 * @param {import("./app.js").App} app
 * @param {string} name
 * @param {HTMLInputElement} input
 */
function choose(app, name, input) {
  const chosen = app.state.encodings.filter((other) => other !== name);
  if (input.checked) chosen.push(name);
  const ordered = app.tokenizers.names.filter((other) => chosen.includes(other));
  if (ordered.length === 0) input.checked = true;
  else app.change({ encodings: ordered });
}

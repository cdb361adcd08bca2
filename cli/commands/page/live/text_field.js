// @ts-check
// The text that the tabs Tokens, Compare and Price share.
import { byId, inputById, say } from "./dom.js";
import { examplesOf } from "./examples.js";
import { textOf } from "./utf8.js";

const viewsOfText = ["tokens", "compare", "price"];

export class TextField {
  #app;
  #area = /** @type {HTMLTextAreaElement} */ (byId("text"));

  /** @param {import("./app.js").App} app @param {() => import("./blocks.js").TokenizedText} shownTokens */
  constructor(app, shownTokens) {
    this.#app = app;
    this.#area.addEventListener("input", () => app.change({ text: this.#area.value }));
    const examples = examplesOf(app.data.languages.rows);
    const select = /** @type {HTMLSelectElement} */ (byId("examples"));
    select.append(...examples.map(({ name }, index) => new Option(name, String(index))));
    select.addEventListener("change", () => {
      const example = examples[Number(select.value)];
      if (select.value !== "" && example !== undefined) app.change({ text: example.text, input: "text" });
      select.value = "";
    });
    for (const kind of ["text", "ids"]) {
      inputById(`input-${kind}`).addEventListener("change", () => this.#switch(kind, shownTokens()));
    }
  }

  /**
   * Writes the text as ids, or the ids as text.
   * @param {string} input
   * @param {import("./blocks.js").TokenizedText} tokens
   */
  #switch(input, { ids, bytes }) {
    if (input === this.#app.state.input) return;
    this.#app.change({ input, text: input === "ids" ? ids.join(" ") : textOf(bytes) });
    say(input === "ids" ? "The field has token ids" : "The field has text");
  }

  update() {
    const { tab, text, input, encoding } = this.#app.state;
    byId("text-section").hidden = !viewsOfText.includes(tab);
    byId("input-kind").hidden = tab !== "tokens";
    byId("text-label").textContent = input === "text" ? "Text" : `Token ids of ${encoding}`;
    inputById("input-text").checked = input === "text";
    inputById("input-ids").checked = input === "ids";
    if (this.#area.value !== text) this.#area.value = text;
  }
}

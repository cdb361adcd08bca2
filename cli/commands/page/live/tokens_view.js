// @ts-check
// The tab Tokens: the tokens of a text that a person types.
import { problemText } from "./app.js";
import { byId, copyText, inputById, say } from "./dom.js";
import { afterPause, newestOnly } from "./newest.js";
import { withCommas } from "./price.js";
import { counted } from "./number_split.js";
import { TokenList, emptyText } from "./token_list.js";
import { countCodePoints, graphemeStarts, textOf } from "./utf8.js";

const mostBytesForGraphemes = 200_000; // more take longer than a frame

const mostSpecialTokens = 20; // in a tool tip

export class TokensView {
  #app;
  #list = new TokenList(byId("tokens-list"), byId("tokens-details"));
  #refresh;
  #afterTyping;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#refresh = newestOnly((isOutdated) => this.#draw(isOutdated));
    this.#afterTyping = afterPause(700, () => {
      this.#countGraphemes();
      const count = `${withCommas(this.#list.text.ids.length)} tokens`;
      if (this.#app.state.tab === "tokens" && document.activeElement === byId("text")) say(count, { isShown: false });
    });
    const onCheck = (/** @type {string} */ id, /** @type {"special" | "spaces" | "showsIds"} */ name) => {
      inputById(id).addEventListener("change", () => app.change({ [name]: inputById(id).checked }));
    };
    onCheck("tokens-special", "special");
    onCheck("tokens-spaces", "spaces");
    onCheck("tokens-ids", "showsIds");
    byId("copy-text").addEventListener("click", () => this.#copy("text", textOf(this.#list.text.bytes)));
    byId("copy-ids").addEventListener("click", () => this.#copy("ids", this.#list.text.ids.join(" ")));
  }

  /** The tokens that are shown. */
  get text() {
    return this.#list.text;
  }

  /** @param {string} what @param {string} text */
  async #copy(what, text) {
    say((await copyText(text)) ? `Copied the ${what}` : `The browser did not copy the ${what}`);
  }

  update() {
    const { special, spaces, showsIds } = this.#app.state;
    inputById("tokens-special").checked = special;
    inputById("tokens-spaces").checked = spaces;
    inputById("tokens-ids").checked = showsIds;
    this.#list.showSpaces(spaces);
    this.#list.showIds(showsIds);
    this.#refresh();
  }

  /** @param {() => boolean} isOutdated */
  async #draw(isOutdated) {
    const { encoding } = this.#app.state;
    const count = byId("tokens-count");
    if (!this.#app.tokenizers.isOpened(encoding)) count.textContent = `Opening ${encoding} …`;
    try {
      const { specialTokens } = await this.#app.tokenizers.open(encoding);
      const special = specialTokens.slice(0, mostSpecialTokens).map(({ text }) => text);
      byId("tokens-special-label").title = `${special.join(" ")}${special.length < specialTokens.length ? " …" : ""}`;
      const text = await this.#app.tokens(encoding);
      if (isOutdated()) return;
      this.#list.set(text);
      count.textContent = `${withCommas(text.ids.length)} ${text.ids.length === 1 ? "token" : "tokens"}`;
      byId("tokens-sizes").textContent =
        ` in ${encoding}; ${withCommas(text.bytes.length)} ${text.bytes.length === 1 ? "byte" : "bytes"}, ` +
        counted(countCodePoints(text.bytes), "code point");
      byId("tokens-problem").textContent = "";
    } catch (problem) {
      this.#list.set(emptyText());
      count.textContent = "";
      byId("tokens-sizes").textContent = "";
      byId("tokens-problem").textContent = problemText(problem);
    }
    byId("tokens-graphemes").textContent = "";
    this.#afterTyping();
  }

  #countGraphemes() {
    const { bytes } = this.#list.text;
    if (bytes.length === 0 || bytes.length > mostBytesForGraphemes) return;
    byId("tokens-graphemes").textContent = `, ${counted(graphemeStarts(bytes).size, "grapheme")}`;
  }
}

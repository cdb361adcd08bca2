// @ts-check
// What the views of the page share.
import { bytesOf } from "./utf8.js";
import { parseIds } from "./ids.js";

/** @typedef {import("./fragment.js").State} State */
/** @typedef {import("./engine.js").Tokenizers} Tokenizers */

/** @typedef {import("./data.js").PageData} PageData */

/** @typedef {{ update: () => void }} View */

export class App {
  /** @type {State} */
  state;
  tokenizers;
  data;
  /** @type {() => void} */
  onChange = () => {};

  /** @param {PageData} data @param {State} state @param {Tokenizers} tokenizers */
  constructor(data, state, tokenizers) {
    this.data = data;
    this.state = state;
    this.tokenizers = tokenizers;
  }

  /** Changes a part of the state and shows it. @param {Partial<State>} part */
  change(part) {
    Object.assign(this.state, part);
    this.onChange();
  }

  /**
   * The tokens of the text, or of the ids, of the page.
   * @param {string} encoding
   * @returns {Promise<import("./blocks.js").TokenizedText>}
   */
  async tokens(encoding) {
    const { text, input, special } = this.state;
    if (input === "text") return this.tokenizers.call(encoding, "encode", bytesOf(text), special);
    const { ids, problem } = parseIds(text);
    if (problem !== "") throw new Error(problem);
    return this.tokenizers.call(encoding, "decode", ids);
  }

  /** The text of the page, which can be given as ids. @returns {Promise<Uint8Array>} */
  async bytes() {
    const { text, input, encoding } = this.state;
    return input === "text" ? bytesOf(text) : (await this.tokens(encoding)).bytes;
  }
}

/** @param {unknown} problem */
export function problemText(problem) {
  return problem instanceof Error ? problem.message : String(problem);
}

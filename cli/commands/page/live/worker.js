// @ts-check
// Answers the questions of the page about its tokenizers: in a worker, or in the page where a worker cannot start.
import { bytesOfBase64, inflate } from "./compression.js";
import { Core } from "./core.js";
import { shapeOf, tallyOf } from "./heat_map.js";

/** @typedef {import("./engine.js").Opened} Opened */
/** @typedef {import("./engine.js").SplitText} SplitText */
/** @typedef {import("./blocks.js").TokenizedText} TokenizedText */

/** @param {import("./engine.js").PackedBytes} packed */
async function unpacked({ base64, isDeflated }) {
  const bytes = bytesOfBase64(base64);
  return isDeflated ? inflate(bytes, "deflate") : bytes;
}

/** @param {unknown} problem */
function messageOf(problem) {
  if (problem instanceof WebAssembly.RuntimeError) return "the tokenizer is out of memory; load the page again";
  return problem instanceof Error ? problem.message : String(problem);
}

/** @param {Uint8Array} a @param {Uint8Array} b */
function areEqualBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Each method can be called by name from the page. */
class TokenizerService {
  /** @type {Core | null} */
  loaded = null;

  get core() {
    if (this.loaded === null) throw new Error("the tokenizer did not start");
    return this.loaded;
  }

  isReady() {
    return true;
  }

  /** @param {import("./engine.js").PackedBytes} packed the module */
  async load(packed) {
    this.loaded = await Core.load(await unpacked(packed));
  }

  /** @param {import("./engine.js").PackedBytes} packed an encoding of the page @returns {Promise<Opened>} */
  async open(packed) {
    return this.opened(this.core.open(await unpacked(packed)));
  }

  /** @param {Uint8Array} bytes of a vocabulary file @param {string} name @returns {Opened} */
  openFile(bytes, name) {
    return this.opened(this.core.openFile(bytes, name));
  }

  /** @param {number} handle @returns {Opened} */
  opened(handle) {
    return { handle, ...this.core.info(handle) };
  }

  /**
   * The tokens of a text, which an encoding can normalize.
   * @param {number} handle
   * @param {Uint8Array} bytes
   * @param {boolean} allowSpecial
   * @returns {TokenizedText}
   */
  encode(handle, bytes, allowSpecial) {
    const { ids, ends, text } = this.core.encode(handle, bytes, allowSpecial);
    return { bytes: text, ids, ends };
  }

  /** @param {number} handle @param {number} id @returns {Uint8Array} */
  token(handle, id) {
    const bytes = this.core.tokenBytes(handle, id);
    if (bytes === null) throw new Error(`the tokenizer has no token with the id ${id}`);
    return bytes;
  }

  /**
   * The tokens of ids that a person typed.
   * @param {number} handle
   * @param {number[]} numbers
   * @returns {TokenizedText}
   */
  decode(handle, numbers) {
    const ids = Uint32Array.from(numbers);
    let end = 0;
    const ends = ids.map((id) => (end += this.token(handle, id).length));
    return { bytes: this.core.decode(handle, ids), ids, ends };
  }

  /** How a tokenizer splits short texts. @param {number} handle @param {string[]} texts @returns {SplitText[]} */
  splitAll(handle, texts) {
    const encoder = new TextEncoder();
    return texts.map((text) => {
      const bytes = encoder.encode(text);
      const { ids, ends } = this.core.tokens(handle, bytes, false);
      const pieces = Array.from(ids, (id) => this.token(handle, id));
      let start = 0;
      const isText = pieces.every((piece, i) => {
        const part = bytes.subarray(start, (start = ends[i]));
        return areEqualBytes(piece, part);
      });
      return { ids, ends, pieces, isText };
    });
  }

  /**
   * The number of tokens of the texts of each group.
   * @param {number} handle
   * @param {string[][]} groups
   * @returns {number[]}
   */
  countAll(handle, groups) {
    const encoder = new TextEncoder();
    const count = (/** @type {string} */ text) => this.core.tokens(handle, encoder.encode(text), false).ids.length;
    return groups.map((texts) => texts.reduce((sum, text) => sum + count(text), 0));
  }

  /** The pieces of the pre-tokenizer. @param {number} handle @param {Uint8Array} bytes @returns {Uint8Array[]} */
  pieces(handle, bytes) {
    const offsets = this.core.pieces(handle, bytes); // start and end of each piece
    const text = this.core.tokenizedText(handle, bytes, false);
    const pieces = [];
    for (let i = 0; i < offsets.length; i += 2) pieces.push(text.slice(offsets[i], offsets[i + 1]));
    return pieces;
  }

  /** The merges of a piece, and its tokens. @param {number} handle @param {Uint8Array} piece */
  merges(handle, piece) {
    const { whole, steps } = this.core.merges(handle, piece);
    return { whole, steps, ids: this.core.tokens(handle, piece, false).ids };
  }

  /** The shapes of the numbers from `from` to `to`. @param {number} handle @param {number} from @param {number} to */
  tally(handle, from, to) {
    const encoder = new TextEncoder();
    const shapes = [];
    for (let number = from; number <= to; ++number) {
      const bytes = encoder.encode(String(number));
      const ends = Array.from(this.core.tokens(handle, bytes, false).ends);
      shapes.push(ends.length > 0 && ends[ends.length - 1] === bytes.length ? shapeOf(ends) : "changed");
    }
    return tallyOf(from, shapes);
  }
}

/** @typedef {{ postMessage: (message: any) => void, onmessage: ((event: MessageEvent) => void) | null }} Port */

/** Answers the messages of a port one after another. @param {Port} port */
function serve(port) {
  const service = new TokenizerService();
  const answer = async (/** @type {{ id: number, method: string, values: any[] }} */ { id, method, values }) => {
    const start = performance.now();
    try {
      const result = await /** @type {any} */ (service)[method](...values);
      port.postMessage({ id, result, milliseconds: performance.now() - start });
    } catch (problem) {
      port.postMessage({ id, problem: messageOf(problem) });
    }
  };
  let last = Promise.resolve();
  port.onmessage = ({ data }) => {
    last = last.then(() => answer(data));
  };
}

if (typeof document === "undefined") serve(/** @type {any} */ (globalThis));
else /** @type {any} */ (globalThis).serveTokmill = serve;

// @ts-check
// The tokenizer: the functions of the WebAssembly module (lib/wasm/exports.cpp) for JavaScript.

/**
 * A merge that is possible at a step: the index of the left token among the tokens so far, the token that the two become,
 * and its rank. The lowest rank merges first.
 * @typedef {{ position: number, id: number, rank: number }} Candidate
 */

/**
 * The merges of a piece. `whole`: the piece is a token that merging does not make, so there are no steps. `others`: what
 * else could merge.
 * @typedef {{ whole: boolean, steps: (Candidate & { others: Candidate[] })[] }} Merges
 */

/** @typedef {{ name: string, vocabularySize: number, specialTokens: { text: string, id: number }[] }} EncodingInfo */

/**
 * The tokens of a text. `ends`: byte offsets in `text`, which is the text that was tokenized: the one that was given,
 * unless the encoding normalizes it.
 * @typedef {{ ids: Uint32Array, ends: Uint32Array, text: Uint8Array }} Encoded
 */

/**
 * Memory is copied in and out, so that results stay valid. All functions throw an Error if the module reports one. After
 * a WebAssembly.RuntimeError (the memory is used up) the object is not usable any more.
 */
export class Core {
  /** @param {WebAssembly.Instance} instance */
  constructor(instance) {
    /** @type {any} */
    this.exports = instance.exports;
    this.exports._initialize();
  }

  /**
   * @param {Uint8Array} module
   * @returns {Promise<Core>}
   */
  static async load(module) {
    const { instance } = await WebAssembly.instantiate(/** @type {BufferSource} */ (module));
    return new Core(instance);
  }

  /**
   * Opens an encoding that tokmill has packed.
   * @param {Uint8Array} packed
   * @returns {number} its handle
   */
  open(packed) {
    return this.call(this.exports.open_packed, [packed]);
  }

  /**
   * Opens a vocabulary file, such as a tokenizer.json.
   * @param {Uint8Array} file
   * @param {string} name of the encoding
   * @param {string} [pattern] of a rank file: a name such as "cl100k", or a regular expression
   * @returns {number} its handle
   */
  openFile(file, name, pattern = "") {
    const encoder = new TextEncoder();
    return this.call(this.exports.open_file, [file, encoder.encode(name), encoder.encode(pattern)]);
  }

  /** @param {number} handle */
  close(handle) {
    this.exports.close_encoding(handle);
  }

  /**
   * @param {number} handle
   * @returns {EncodingInfo}
   */
  info(handle) {
    this.call(this.exports.describe, [handle]);
    return JSON.parse(this.text());
  }

  /**
   * @param {number} handle
   * @param {Uint8Array} text UTF-8
   * @param {boolean} allowSpecial whether special tokens in the text become their ids
   * @returns {Encoded}
   */
  encode(handle, text, allowSpecial) {
    const tokens = this.tokens(handle, text, allowSpecial);
    return { ...tokens, text: this.tokenizedText(handle, text, allowSpecial) };
  }

  /**
   * The same without the text that was tokenized, which is not computed.
   * @param {number} handle
   * @param {Uint8Array} text
   * @param {boolean} allowSpecial
   * @returns {{ ids: Uint32Array, ends: Uint32Array }}
   */
  tokens(handle, text, allowSpecial) {
    this.call(this.exports.encode, [handle, text, allowSpecial ? 1 : 0]);
    const numbers = this.numbers();
    const count = numbers[0];
    return { ids: numbers.slice(1, 1 + count), ends: numbers.slice(1 + count) };
  }

  /**
   * The text that is tokenized.
   * @param {number} handle
   * @param {Uint8Array} text
   * @param {boolean} allowSpecial
   * @returns {Uint8Array}
   */
  tokenizedText(handle, text, allowSpecial) {
    this.call(this.exports.tokenized_text, [handle, text, allowSpecial ? 1 : 0]);
    return this.bytes();
  }

  /**
   * The start and the end of each piece, alternating, as byte offsets in the text that is tokenized.
   * @param {number} handle
   * @param {Uint8Array} text
   * @returns {Uint32Array}
   */
  pieces(handle, text) {
    this.call(this.exports.pieces, [handle, text]);
    return this.numbers();
  }

  /**
   * @param {number} handle
   * @param {number} id
   * @returns {Uint8Array | null} null if no token has the id
   */
  tokenBytes(handle, id) {
    return this.exports.token_bytes(handle, id) ? this.bytes() : null;
  }

  /**
   * @param {number} handle
   * @param {Uint32Array} ids
   * @returns {Uint8Array}
   */
  decode(handle, ids) {
    const bytes = new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
    const memory = this.copyIn(bytes);
    try {
      this.check(this.exports.decode(handle, memory, ids.length));
    } finally {
      this.exports.release(memory);
    }
    return this.bytes();
  }

  /**
   * @param {number} handle
   * @param {Uint8Array} piece at most 1024 bytes
   * @returns {Merges}
   */
  merges(handle, piece) {
    this.call(this.exports.merges, [handle, piece]);
    return JSON.parse(this.text());
  }

  /**
   * Calls a function of the module. Byte arrays are passed as an address and a size.
   * @param {Function} callee
   * @param {(number | Uint8Array)[]} values
   * @returns {number}
   */
  call(callee, values) {
    /** @type {number[]} */
    const memories = [];
    try {
      const passed = values.flatMap((value) => {
        if (typeof value === "number") return [value];
        memories.push(this.copyIn(value));
        return [memories[memories.length - 1], value.length];
      });
      return this.check(callee(...passed));
    } finally {
      for (const memory of memories) this.exports.release(memory);
    }
  }

  /**
   * @param {number} outcome
   * @returns {number}
   */
  check(outcome) {
    if (outcome === 0) throw new Error(this.text());
    return outcome;
  }

  /**
   * @param {Uint8Array} bytes
   * @returns {number}
   */
  copyIn(bytes) {
    const memory = this.exports.allocate(Math.max(1, bytes.length));
    if (memory === 0) throw new Error("out of memory");
    new Uint8Array(this.exports.memory.buffer, memory, bytes.length).set(bytes);
    return memory;
  }

  /** The result of the last call. */
  bytes() {
    const start = this.exports.result_data();
    return new Uint8Array(this.exports.memory.buffer).slice(start, start + this.exports.result_size());
  }

  text() {
    return new TextDecoder().decode(this.bytes());
  }

  numbers() {
    return new Uint32Array(this.bytes().buffer);
  }
}

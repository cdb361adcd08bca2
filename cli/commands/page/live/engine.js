// @ts-check
// The page's connection to worker.js.

/**
 * @typedef {object} Opened
 * @property {number} handle
 * @property {string} name
 * @property {number} vocabularySize
 * @property {{ text: string, id: number }[]} specialTokens
 */

/**
 * @typedef {object} SplitText
 * @property {Uint32Array} ids
 * @property {Uint32Array} ends
 * @property {Uint8Array[]} pieces the bytes of the tokens
 * @property {boolean} isText whether these are the text
 */

/** @typedef {{ base64: string, isDeflated: boolean }} PackedBytes */

/** @typedef {Worker | MessagePort} EnginePort */

export class Engine {
  /** @type {Map<number, { method: string, resolve: (value: any) => void, reject: (problem: Error) => void }>} */
  #waiting = new Map();
  #lastCall = 0;
  /** @type {EnginePort} */
  #port;

  /** @param {EnginePort} port */
  constructor(port) {
    this.#port = port;
    port.onmessage = ({ data }) => {
      const call = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (call === undefined) return;
      if ("problem" in data) {
        call.reject(new Error(data.problem));
        return;
      }
      // The time of the last call of each method, for the browser's tools and tests.
      performance.clearMeasures(call.method);
      performance.measure(call.method, { start: performance.now(), duration: data.milliseconds });
      call.resolve(data.result);
    };
  }

  /** Calls a method of TokenizerService. @param {string} method @param {...any} values @returns {Promise<any>} */
  call(method, ...values) {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastCall;
      this.#waiting.set(id, { method, resolve, reject });
      this.#port.postMessage({ id, method, values });
    });
  }
}

/** The bytes that an element of the page has, as worker.js takes them. @param {string} id @returns {PackedBytes} */
function embedded(id) {
  const element = document.getElementById(id);
  return { base64: element?.textContent?.trim() ?? "", isDeflated: element?.dataset.compression === "deflate" };
}

/** Runs the worker's script in the page. @param {string} source @returns {EnginePort} */
function portInPage(source) {
  const script = document.createElement("script");
  script.textContent = `(() => {"use strict";\n${source}\n})();`;
  document.head.append(script);
  script.remove();
  const { port1, port2 } = new MessageChannel();
  /** @type {any} */ (globalThis).serveTokmill(port1);
  return port2;
}

/** Some browsers start no worker in a page from a file. @param {string} source @returns {Promise<EnginePort>} */
async function startPort(source) {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    const worker = new Worker(address);
    await new Promise((resolve, reject) => {
      worker.onmessage = resolve;
      worker.onerror = reject;
      worker.postMessage({ id: 0, method: "isReady", values: [] });
    });
    return worker;
  } catch {
    return portInPage(source);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Starts the tokenizer of the page. @returns {Promise<Engine>} */
export async function startEngine() {
  const engine = new Engine(await startPort(document.getElementById("worker")?.textContent ?? ""));
  await engine.call("load", embedded("module"));
  return engine;
}

/** The tokenizers of the page and those that were opened from files. A tokenizer is opened when it is first used. */
export class Tokenizers {
  /** @type {Map<string, () => Promise<Opened>>} */
  #sources = new Map();
  /** @type {Map<string, Promise<Opened>>} */
  #opened = new Map();
  /** @type {Promise<Engine>} */
  #engine;

  /** @param {Promise<Engine>} engine @param {string[]} names of the encodings in the page, in order */
  constructor(engine, names) {
    this.#engine = engine;
    names.forEach((name, index) => {
      this.#sources.set(name, async () => (await engine).call("open", embedded(`encoding-${index}`)));
    });
  }

  get names() {
    return [...this.#sources.keys()];
  }

  /** @param {string} name @returns {Promise<Opened>} */
  open(name) {
    let opened = this.#opened.get(name);
    if (opened === undefined) {
      const source = this.#sources.get(name);
      opened = source ? source() : Promise.reject(new Error(`unknown tokenizer ${name}`));
      this.#opened.set(name, opened);
    }
    return opened;
  }

  /** Whether a tokenizer is being or was opened. @param {string} name */
  isOpened(name) {
    return this.#opened.has(name);
  }

  /** Opens a vocabulary file and returns the name that it gets. @param {Uint8Array} bytes @param {string} fileName */
  async add(bytes, fileName) {
    const opened = await (await this.#engine).call("openFile", bytes, fileName);
    let name = opened.name;
    for (let number = 2; this.#sources.has(name); ++number) name = `${opened.name} (${number})`;
    this.#sources.set(name, () => Promise.resolve(opened));
    return name;
  }

  /**
   * Calls a method of TokenizerService with the handle of a tokenizer.
   * @param {string} name
   * @param {string} method
   * @param {...any} values
   */
  async call(name, method, ...values) {
    const { handle } = await this.open(name);
    return (await this.#engine).call(method, handle, ...values);
  }
}

// @ts-check
// Base64 and deflate, with what the browser has.

/** @typedef {"deflate" | "deflate-raw"} Format */

/** @param {string} text base64, or base64url without padding @returns {Uint8Array} */
export function bytesOfBase64(text) {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** @param {Uint8Array} bytes @returns {string} base64url without padding */
export function base64Url(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/**
 * Reads a stream to its end. Throws if it has more than `most` bytes.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} most
 * @returns {Promise<Uint8Array>}
 */
async function readAll(stream, most) {
  const reader = stream.getReader();
  /** @type {Uint8Array[]} */
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      reader.cancel().catch(() => {});
      throw new Error(`expected at most ${most} bytes`);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * @param {Uint8Array} bytes
 * @param {ReadableWritablePair<Uint8Array, any>} transform
 * @param {number} most
 */
function transformed(bytes, transform, most) {
  return readAll(new Blob([/** @type {any} */ (bytes)]).stream().pipeThrough(transform), most);
}

/** @param {Uint8Array} bytes @param {Format} format @returns {Promise<Uint8Array>} */
export function deflate(bytes, format) {
  return transformed(bytes, new CompressionStream(format), Infinity);
}

/**
 * Throws if the bytes are damaged or inflate to more than `most` bytes.
 * @param {Uint8Array} bytes
 * @param {Format} format
 */
export function inflate(bytes, format, most = Infinity) {
  return transformed(bytes, new DecompressionStream(format), most);
}

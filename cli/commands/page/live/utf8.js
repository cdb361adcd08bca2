// @ts-check
// Text as UTF-8 bytes, and what people see of it.

const utf8Encoder = new TextEncoder();
const lenientDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strictDecoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/** @param {string} text @returns {Uint8Array} */
export function bytesOf(text) {
  return utf8Encoder.encode(text);
}

/** The text of bytes, with U+FFFD for ill-formed parts. @param {Uint8Array} bytes */
export function textOf(bytes) {
  return lenientDecoder.decode(bytes);
}

/** The text of bytes; null if they are not UTF-8. @param {Uint8Array} bytes @returns {string | null} */
export function exactText(bytes) {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Whether a character can start with this byte. @param {number} byte */
export function startsCharacter(byte) {
  return (byte & 0xc0) !== 0x80;
}

/** The number of code points of well-formed bytes. @param {Uint8Array} bytes */
export function countCodePoints(bytes) {
  let count = 0;
  for (const byte of bytes) if (startsCharacter(byte)) ++count;
  return count;
}

/** How many bytes a character of UTF-8 has, by its code point. @param {number} codePoint */
function utf8Size(codePoint) {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}

/**
 * The characters of bytes. The text of a byte that is no part of a character is null.
 * @param {Uint8Array} bytes
 * @returns {{ start: number, end: number, text: string | null }[]}
 */
export function charactersOf(bytes) {
  const characters = [];
  for (let start = 0; start < bytes.length;) {
    const lead = bytes[start];
    const size = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    const text = start + size <= bytes.length ? exactText(bytes.subarray(start, start + size)) : null;
    const end = text === null ? start + 1 : start + size;
    characters.push({ start, end, text });
    start = end;
  }
  return characters;
}

/** @type {Intl.Segmenter | null} */
let segmenter = null;

/**
 * The byte offsets at which graphemes start, for UTF-8; those of characters for other bytes.
 * @param {Uint8Array} bytes
 * @returns {Set<number>}
 */
export function graphemeStarts(bytes) {
  const text = exactText(bytes);
  if (text === null || typeof Intl.Segmenter !== "function") {
    return new Set(charactersOf(bytes).map(({ start }) => start));
  }
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  const starts = new Set();
  let start = 0;
  for (const { segment } of segmenter.segment(text)) {
    starts.add(start);
    for (const character of segment) start += utf8Size(/** @type {number} */ (character.codePointAt(0)));
  }
  return starts;
}

/** Bytes in hexadecimal. @param {Uint8Array} bytes */
export function hexadecimal(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** Bytes as `\xE4\xBD`. @param {Uint8Array} bytes */
export function escapedBytes(bytes) {
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

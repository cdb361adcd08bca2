// @ts-check
// Characters that cannot be seen, and what is shown for them.
import { charactersOf, escapedBytes } from "./utf8.js";

const invisibleCharacter = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/** What to show for a character that is invisible; null for other characters. @param {string} character */
export function substituteOf(character) {
  if (character === " ") return "·";
  if (character === "\t") return "→";
  if (character === "\n") return "⏎";
  const code = /** @type {number} */ (character.codePointAt(0));
  if (code === 0x7f) return "␡";
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return invisibleCharacter.test(character) ? `\\u{${code.toString(16).toUpperCase()}}` : null;
}

/** Joiners and variation selectors, which have an effect within a grapheme. @param {string} character */
export function isJoiner(character) {
  return /^[\u200d\ufe0e\ufe0f\u{e0020}-\u{e007f}]$/u.test(character);
}

/** Bytes as text without invisible characters; bytes that are not UTF-8 as escapes. @param {Uint8Array} bytes */
export function visibleText(bytes) {
  let shown = "";
  for (const { start, end, text } of charactersOf(bytes)) {
    const replacement = text === null ? escapedBytes(bytes.subarray(start, end)) : substituteOf(text);
    if (replacement === null && shown === "" && /^\p{M}/u.test(text ?? "")) shown = "◌";
    shown += replacement ?? text;
  }
  return shown;
}

// @ts-check
// Tokens as elements: <i> and <b> alternate, so that neighbors have different backgrounds.
import { groupsOf, hasBidiControl, joinsNeighbors } from "./token_groups.js";
import { charactersOf, escapedBytes, exactText, textOf } from "./utf8.js";
import { isJoiner, substituteOf, visibleText } from "./visible.js";

/**
 * An invisible character, for which the style sheet shows a substitute.
 * @param {string} character
 * @param {string} substitute
 */
function makeInvisible(character, substitute) {
  const made = document.createElement("u");
  if (character === "\t") made.className = "tab";
  else if (character === "\n") made.className = "line";
  else if (character !== " ") {
    made.className = "other";
    made.dataset.shown = substitute;
  }
  made.textContent = character;
  return made;
}

/**
 * @param {HTMLElement} parent
 * @param {Uint8Array} bytes
 * @param {boolean} keepsJoiners in whole graphemes, joiners have an effect
 */
function appendText(parent, bytes, keepsJoiners) {
  let plain = "";
  const flush = () => {
    if (plain !== "") parent.append(plain);
    plain = "";
  };
  for (const { start, end, text } of charactersOf(bytes)) {
    const substitute = text === null ? escapedBytes(bytes.subarray(start, end)) : substituteOf(text);
    if (substitute !== null && !(keepsJoiners && text !== null && isJoiner(text))) {
      flush();
      parent.append(makeInvisible(text ?? "", substitute));
    } else {
      plain += text;
    }
  }
  flush();
}

const isWord = /^[!-~]*$/; // visible ASCII

/** @param {number} index @param {Uint8Array} bytes */
function makeToken(index, bytes) {
  const made = document.createElement(index % 2 === 0 ? "i" : "b");
  let rest = bytes;
  if (bytes[0] === 0x20) {
    made.className = "space"; // the style sheet shows it
    made.append(" ");
    rest = bytes.subarray(1);
  }
  const text = exactText(rest);
  if (text !== null && isWord.test(text)) {
    if (text !== "") made.append(text);
    return made;
  }
  if (text !== null && hasBidiControl(text)) made.classList.add("isolate");
  appendText(made, rest, false);
  return made;
}

/**
 * Appends the tokens of a block. A grapheme that is divided among tokens is shown once, above a cell for each of them.
 * @param {HTMLElement} parent
 * @param {Uint8Array} bytes of the block
 * @param {number[]} ends of its tokens, from its start
 * @returns {HTMLElement[]} an element for each token
 */
export function appendTokens(parent, bytes, ends) {
  const elements = [];
  const partOf = (/** @type {number} */ i) => bytes.subarray(i > 0 ? ends[i - 1] : 0, ends[i]);
  for (const { from, to, dividesCharacter } of groupsOf(bytes, ends)) {
    const whole = bytes.subarray(from > 0 ? ends[from - 1] : 0, ends[to - 1]);
    // Cells would separate letters that join.
    const isJoined = to - from > 1 && !dividesCharacter && joinsNeighbors(textOf(whole));
    if (to - from === 1 || isJoined) {
      for (let i = from; i < to; ++i) {
        const token = makeToken(i, partOf(i));
        if (i > from) token.classList.add("inside");
        elements.push(token);
        parent.append(token);
      }
      continue;
    }
    const above = document.createElement("span");
    appendText(above, whole, true);
    const group = document.createElement("span");
    group.className = "cut";
    group.append(above);
    for (let i = from; i < to; ++i) {
      const cell = document.createElement(i % 2 === 0 ? "i" : "b");
      cell.dataset.bytes = visibleText(partOf(i));
      if (i > from) cell.dataset.inside = "";
      elements.push(cell);
      group.append(cell);
    }
    parent.append(group);
  }
  return elements;
}

// What is shown for invisible characters and for bytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  charactersOf,
  countCodePoints,
  graphemeStarts,
  hexadecimal,
} from "../../../../../cli/commands/page/live/utf8.js";
import { isJoiner, substituteOf, visibleText } from "../../../../../cli/commands/page/live/visible.js";

const bytesOf = (text) => new TextEncoder().encode(text);

test("substitutes of invisible characters", () => {
  const shown = {
    " ": "·",
    "\t": "→",
    "\n": "⏎",
    "\0": "␀",
    "\r": "␍",
    "\x7f": "␡",
    "\u200b": "\\u{200B}",
    "\u00a0": "\\u{A0}",
  };
  for (const [character, substitute] of Object.entries(shown)) assert.equal(substituteOf(character), substitute);
  for (const character of ["a", "é", "好", "👩", "\u0301"]) assert.equal(substituteOf(character), null, character);
  assert.deepEqual(["\u200d", "\ufe0f", "a", "👩\u200d"].map(isJoiner), [true, true, false, false]);
});

test("bytes as text", () => {
  assert.equal(visibleText(bytesOf(" a\n")), "·a⏎");
  assert.equal(visibleText(Uint8Array.of(0xe5, 0xa5)), "\\xE5\\xA5");
  assert.equal(visibleText(Uint8Array.of(0xbd, 0x61, 0xff)), "\\xBDa\\xFF");
  assert.equal(visibleText(bytesOf("\u0301a")), "◌\u0301a");
  assert.equal(hexadecimal(Uint8Array.of(0, 255)), "00 ff");
});

test("characters of any bytes", () => {
  const bytes = Uint8Array.of(0x61, 0xc3, 0xa9, 0xc3, 0xf0, 0x9f, 0x98, 0x80, 0x80);
  assert.deepEqual(
    charactersOf(bytes).map(({ text }) => text),
    ["a", "é", null, "😀", null],
  );
  assert.deepEqual(
    charactersOf(bytes).map(({ end }) => end),
    [1, 3, 4, 8, 9],
  );
  assert.equal(countCodePoints(bytesOf("aé好😀")), 4);
  assert.deepEqual([...graphemeStarts(bytesOf("e\u0301👩‍👧x"))], [0, 3, 14]);
});

// Graphemes that are divided among tokens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { groupsOf, hasBidiControl, joinsNeighbors } from "../../../../../cli/commands/page/live/token_groups.js";

const bytesOf = (text) => new TextEncoder().encode(text);
const groups = (bytes, ends) =>
  groupsOf(bytes, ends).map(({ from, to, dividesCharacter }) => [from, to, dividesCharacter]);

test("tokens of whole graphemes are groups of one", () => {
  assert.deepEqual(groups(bytesOf("ab c"), [2, 4]), [
    [0, 1, false],
    [1, 2, false],
  ]);
  assert.deepEqual(groups(bytesOf("é好"), [2, 5]), [
    [0, 1, false],
    [1, 2, false],
  ]);
});

test("a divided character is one group", () => {
  assert.deepEqual(groups(bytesOf("a好b"), [1, 2, 4, 5]), [
    [0, 1, false],
    [1, 3, true],
    [3, 4, false],
  ]);
});

test("a divided grapheme is one group, with its neighbors in the same tokens", () => {
  assert.deepEqual(groups(bytesOf("ae\u0301"), [2, 4]), [[0, 2, false]]);
  const family = bytesOf("👩‍👩‍👧");
  assert.deepEqual(groups(family, [4, 7, 11, 14, 18]), [[0, 5, false]]);
  assert.deepEqual(groups(bytesOf("\r\n"), [1, 2]), [[0, 2, false]]);
});

test("ill-formed bytes are on their own", () => {
  assert.deepEqual(groups(Uint8Array.of(0xff, 0x61), [1, 2]), [
    [0, 1, true],
    [1, 2, false],
  ]);
});

test("properties of characters", () => {
  assert.deepEqual([joinsNeighbors("مر"), joinsNeighbors("e\u0301"), joinsNeighbors("ש")], [true, false, false]);
  assert.deepEqual([hasBidiControl("a\u202eb"), hasBidiControl("ab")], [true, false]);
});

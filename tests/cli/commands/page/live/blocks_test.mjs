// Blocks of a text, and which of them a change leaves as they are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { areEqualBlocks, blocksOf, equalEnds } from "../../../../../cli/commands/page/live/blocks.js";

const encoder = new TextEncoder();
const tokenized = (parts) => {
  let at = 0;
  const ends = Uint32Array.from(parts, (part) => (at += part.length));
  const bytes = Uint8Array.from(parts.flatMap((part) => Array.from(part)));
  return { bytes, ids: Uint32Array.from(parts, (part) => part.reduce((sum, byte) => sum * 31 + byte, 7)), ends };
};
const words = (text) => tokenized(text.split("|").map((part) => encoder.encode(part)));

test("a block ends after a line feed", () => {
  const blocks = blocksOf(words("a|b\n|\n|c|d"));
  assert.deepEqual(blocks, [
    { first: 0, count: 2, start: 0, end: 3 },
    { first: 2, count: 1, start: 3, end: 4 },
    { first: 3, count: 2, start: 4, end: 6 },
  ]);
  assert.deepEqual(blocksOf(tokenized([])), []);
});

test("a long line is several blocks, none of which divides a character", () => {
  const blocks = blocksOf(tokenized(Array.from({ length: 2500 }, () => [0x61])));
  assert.deepEqual(
    blocks.map(({ count }) => count),
    [1000, 1000, 500],
  );
  const divided = blocksOf(tokenized(Array.from({ length: 2001 }, (_, i) => (i % 2 ? [0xa9] : [0xc3]))));
  assert.ok(divided.every(({ first }) => first % 2 === 0));
});

test("a change in one line leaves the other blocks", () => {
  const old = words("one\n|two\n|three\n|four");
  const oldBlocks = blocksOf(old);
  const count = (text) => {
    const now = words(text);
    const blocks = blocksOf(now);
    return equalEnds(oldBlocks.length, blocks.length, (i, j) => areEqualBlocks(old, oldBlocks[i], now, blocks[j]));
  };
  assert.deepEqual(count("one\n|two\n|three\n|four"), { before: 4, after: 0 });
  assert.deepEqual(count("one\n|t|wo\n|three\n|four"), { before: 1, after: 2 });
  assert.deepEqual(count("one\n|two\n|new\n|three\n|four"), { before: 2, after: 2 });
  assert.deepEqual(count("one\n|four"), { before: 1, after: 1 });
  assert.deepEqual(count(""), { before: 0, after: 0 });
});

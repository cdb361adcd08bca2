// Where tokenizers split a text differently.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  compareSplits,
  largestPassages,
  placeOf,
  spreadPercent,
} from "../../../../../cli/commands/page/live/differences.js";

const bytesOf = (text) => new TextEncoder().encode(text);
const compare = (text, ...splits) =>
  compareSplits(
    bytesOf(text),
    splits.map((parts) => {
      let at = 0;
      return Uint32Array.from(parts.split("|"), (part) => (at += bytesOf(part).length));
    }),
  );

test("passages end where all tokenizers have an end", () => {
  const { passages, differs, rows } = compare("abcdef", "a|bc|def", "ab|c|def", "abc|def");
  assert.deepEqual(passages, [{ start: 0, end: 3, counts: [2, 2, 1], row: 0 }]);
  assert.deepEqual(
    differs.map((marks) => Array.from(marks)),
    [
      [1, 1, 0],
      [1, 1, 0],
      [1, 0],
    ],
  );
  assert.deepEqual(rows, [
    {
      start: 0,
      end: 6,
      ranges: [
        { first: 0, count: 3 },
        { first: 0, count: 3 },
        { first: 0, count: 2 },
      ],
    },
  ]);
});

test("equal splits have no passages", () => {
  assert.deepEqual(compare("one two", "one| two", "one| two").passages, []);
  assert.deepEqual(compare("x", "x").rows.length, 1);
  assert.deepEqual(compareSplits(new Uint8Array(), [new Uint32Array(), new Uint32Array()]).rows, []);
});

test("rows end after a line feed that ends a token everywhere", () => {
  const { rows } = compare("a\n\nb\nc", "a|\n\n|b|\n|c", "a|\n|\n|b\n|c");
  assert.deepEqual(
    rows.map(({ start, end }) => [start, end]),
    [
      [0, 3],
      [3, 5],
      [5, 6],
    ],
  );
  assert.deepEqual(
    rows.map(({ ranges }) => ranges[1]),
    [
      { first: 0, count: 3 },
      { first: 3, count: 1 },
      { first: 4, count: 1 },
    ],
  );
});

test("random splits: rows have all tokens, passages are minimal", () => {
  for (let i = 0; i < 300; ++i) {
    const text = Array.from({ length: 40 }, () => "ab \n"[Math.floor(Math.random() * 4)]).join("");
    const ends = [0, 1, 2].map(() => {
      const own = Array.from(text, (_, at) => at + 1).filter((at) => at === text.length || Math.random() < 0.4);
      return Uint32Array.from(own);
    });
    const { rows, passages, differs } = compareSplits(bytesOf(text), ends);
    ends.forEach((own, column) => {
      assert.equal(
        rows.reduce((sum, { ranges }) => sum + ranges[column].count, 0),
        own.length,
      );
      for (const { end, ranges } of rows) assert.equal(own[ranges[column].first + ranges[column].count - 1], end);
    });
    const common = new Set(Array.from(ends[0]).filter((end) => ends.every((own) => own.includes(end))));
    for (const { start, end, counts } of passages) {
      assert.ok((start === 0 || common.has(start)) && common.has(end));
      for (let at = start + 1; at < end; ++at) assert.ok(!common.has(at));
      assert.ok(Math.max(...counts) > 1);
    }
    const marked = passages.reduce((sum, { counts }) => sum + counts[1], 0);
    assert.equal(
      differs[1].reduce((sum, mark) => sum + mark, 0),
      marked,
    );
  }
});

test("many tokens without a line feed are several rows", () => {
  const ends = Uint32Array.from({ length: 1000 }, (_, i) => i + 1);
  assert.equal(compareSplits(new Uint8Array(1000).fill(97), [ends, ends]).rows.length, 3);
});

test("the spread, the largest passages and places", () => {
  assert.equal(spreadPercent([10, 15, 12]), 50);
  assert.equal(spreadPercent([0, 0]), 0);
  const passages = [
    [2, 1],
    [1, 5],
    [3, 3],
  ].map((counts, start) => ({ start, end: start + 1, counts, row: 0 }));
  assert.deepEqual(
    largestPassages(passages, 2).map(({ start }) => start),
    [1, 0],
  );
  assert.equal(placeOf(bytesOf("é\nab"), 4), "2:2");
  assert.equal(placeOf(bytesOf("éa"), 2), "1:2");
});

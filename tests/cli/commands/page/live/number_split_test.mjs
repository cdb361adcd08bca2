// Words on how numbers are split.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  describeSplit,
  digitGrouping,
  groupingExplanation,
  listed,
  partsAt,
  waysOf,
  withSeparators,
} from "../../../../../cli/commands/page/live/number_split.js";

const split = (encoding, ...pieces) => {
  let at = 0;
  return { encoding, pieces, cuts: pieces.slice(0, -1).map((piece) => (at += piece.length)) };
};

test("the number of tokens, and cuts between thousands", () => {
  assert.equal(describeSplit(split("a", "1234"), [1]), "1 token, no cut between thousands");
  assert.equal(describeSplit(split("a", "123", "456", "7"), [1, 4]), "3 tokens, no cut between thousands");
  assert.equal(describeSplit(split("a", "1", "234", "567"), [1, 4]), "3 tokens, cut between all thousands");
  assert.equal(
    describeSplit(split("a", "1", "234567"), [1, 4]),
    "2 tokens, cut between some thousands (1 of 2 places)",
  );
  assert.equal(describeSplit(split("a", "2026", "-"), null), "2 tokens");
  assert.equal(describeSplit({ ...split("a", "12"), cuts: null }, [1]), "1 token");
});

test("tokenizers that split alike are one way", () => {
  const ways = waysOf([split("a", "12", "3"), split("b", "123"), split("c", "12", "3")]);
  assert.deepEqual(
    ways.map(({ encodings }) => encodings),
    [["a", "c"], ["b"]],
  );
});

test("separators", () => {
  assert.deepEqual(withSeparators("1234567"), ["1,234,567", "1.234.567", "1 234 567", "1_234_567", "1'234'567"]);
  for (const text of ["123", "1234.5", "-1234", ""]) assert.deepEqual(withSeparators(text), [], text);
});

test("parts of a text", () => {
  assert.deepEqual(partsAt("1234567", [1, 4]), ["1", "234", "567"]);
  assert.deepEqual(partsAt("१२३४", [3]), ["१", "२३४"]);
});

test("how tokenizers group digits", () => {
  assert.equal(digitGrouping([3, 6, 9], [3, 3, 3, 1]), "left");
  assert.equal(digitGrouping([1, 4, 7], [1, 3, 3, 3]), "right");
  assert.equal(digitGrouping([1, 2, 3, 4, 5, 6, 7, 8, 9], [10]), "single");
  assert.equal(digitGrouping([3, 7], [10]), "merged");
  const encodings = ["left", "merged", "left"].map((grouping, i) => ({ encoding: "abc"[i], grouping }));
  assert.equal(
    groupingExplanation(encodings),
    "b splits numbers wherever a frequent string of digits ends and a and c into groups of three digits from the left.",
  );
  assert.deepEqual(
    [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])],
    ["", "a", "a and b", "a, b and c"],
  );
});

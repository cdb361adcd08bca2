// The shapes of the splits of numbers.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  areEqualTallies,
  mapColumns,
  shapeOf,
  splitByShape,
  tallyOf,
} from "../../../../../cli/commands/page/live/heat_map.js";

test("the most frequent shape is first after one token", () => {
  const tally = tallyOf(5, ["", "1+1", "2+1", "2+1", ""]);
  assert.deepEqual(tally.shapes, ["", "2+1", "1+1"]);
  assert.deepEqual(tally.counts, [2, 2, 1]);
  assert.deepEqual(Array.from(tally.cells), [0, 2, 1, 1, 0]);
  assert.equal(tally.firstSplit, 6);
  assert.equal(tallyOf(0, ["", ""]).firstSplit, null);
  assert.ok(areEqualTallies(tally, tallyOf(5, ["", "1+1", "2+1", "2+1", ""])));
  assert.ok(!areEqualTallies(tally, tallyOf(5, ["", "1+1", "2+1", "1+2", ""])));
});

test("shapes and their words", () => {
  assert.deepEqual([shapeOf([4]), shapeOf([3, 4]), shapeOf([1, 2, 4])], ["", "3+1", "1+1+2"]);
  assert.equal(splitByShape("1234", "3+1"), "1234: 123|4");
  assert.equal(splitByShape("7", ""), "7: one token");
  assert.equal(splitByShape("7", "changed"), "7: the tokens are not the digits");
  assert.deepEqual([100, 1000, 10_000, 100_000].map(mapColumns), [10, 100, 100, 1000]);
});

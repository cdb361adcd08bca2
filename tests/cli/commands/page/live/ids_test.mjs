// Ids that a person types.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseIds } from "../../../../../cli/commands/page/live/ids.js";

test("ids with any separators", () => {
  for (const text of ["1 20 300", "1,20,300", "[1, 20,\n300]", "  1\t20\n300  "]) {
    assert.deepEqual(parseIds(text), { ids: [1, 20, 300], problem: "" }, text);
  }
  assert.deepEqual(parseIds(" "), { ids: [], problem: "" });
  assert.deepEqual(parseIds("[]"), { ids: [], problem: "" });
});

test("other text is a problem", () => {
  assert.equal(parseIds("1 x 2").problem, 'expected token ids, got "x"');
  for (const text of ["-1", "1.5", "4294967296", "[1", "0x10"]) assert.notEqual(parseIds(text).problem, "", text);
});

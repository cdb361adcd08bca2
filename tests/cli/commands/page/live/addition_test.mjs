// Columns of a sum, and which line up.
import assert from "node:assert/strict";
import { test } from "node:test";
import { additionOf, columnsThatLineUp, withSum } from "../../../../../cli/commands/page/live/addition.js";
import { parseDecimalNumber } from "../../../../../cli/commands/page/live/decimal_number.js";

const add = (texts, cuts) => additionOf(withSum(texts.map(parseDecimalNumber)), cuts);
const rows = ({ slots, numbers }) =>
  numbers.map((_, row) => slots.map(({ cells }) => cells[row]?.text ?? " ").join(""));
const marks = ({ slots }) => slots.map(({ isMisaligned }) => (isMisaligned ? "^" : " ")).join("");
const carries = ({ slots }) => slots.map(({ carry }) => carry || " ").join("");

test("groups from the left do not line up", () => {
  // 123|456|7 + 89|,|012 = 1|,|323|,|579
  const sum = add(
    ["1234567", "89,012"],
    [
      [3, 6],
      [2, 3],
      [1, 2, 5, 6],
    ],
  );
  assert.deepEqual(rows(sum), ["1 234 567", "   89,012", "1,323,579"]);
  assert.equal(columnsThatLineUp(sum), "1 of 7 columns line up");
  assert.equal(marks(sum), "^ ^^^ ^^ ");
  assert.equal(carries(sum), "  11     ");
  assert.deepEqual(
    sum.slots[0].cells.map((cell) => cell?.token),
    [0, undefined, 0],
  );
});

test("groups from the right line up", () => {
  const sum = add(
    ["1,234,567", "89,012"],
    [
      [1, 2, 5, 6],
      [2, 3],
      [1, 2, 5, 6],
    ],
  );
  assert.equal(columnsThatLineUp(sum), "7 of 7 columns line up");
});

test("decimals and signs have their places", () => {
  const sum = add(
    ["-1.5", "22.25"],
    [
      [1, 2, 3],
      [2, 3],
      [2, 3],
    ],
  );
  assert.deepEqual(rows(sum), ["-1.5 ", "22.25", "20.75"]);
  assert.equal(sum.hasCarries, false);
});

test("tokens that are not the number do not line up", () => {
  const sum = add(["12", "3"], [null, [], []]);
  assert.equal(sum.slots[0].cells[0].token, null);
  assert.equal(columnsThatLineUp(sum), "0 of 2 columns line up");
});

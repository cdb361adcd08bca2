// Costs in exact arithmetic.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  billOf,
  cachedTokens,
  callsAt,
  cheapestFirst,
  contextUse,
  exactDollars,
  inputTokens,
  parsePrice,
  pricesFor,
  roundedDollars,
  sliderPosition,
  withCommas,
} from "../../../../../cli/commands/page/live/price.js";

const model = {
  name: "m",
  provider: "p",
  encoding: "e",
  exact: true,
  ratio: null,
  tiers: [],
  input: "1.25",
  cached: "0.125",
  output: "10.00",
  context: 1000,
  usual: true,
  asOf: "2026-11-25",
};
const usage = (values) => ({ input: 0n, cachedPercent: 0n, output: 0n, calls: 1n, ...values });

test("amounts have every digit", () => {
  const bill = billOf(model, usage({ input: 1001n, cachedPercent: 33n, output: 7n, calls: 3n }));
  assert.equal(exactDollars(bill.input), "0.00251625"); // 3 × (1001 − 330) × 1.25 / 1,000,000
  assert.equal(exactDollars(bill.cached), "0.00012375");
  assert.equal(exactDollars(bill.output), "0.00021");
  assert.equal(exactDollars(bill.total), "0.00285");
  assert.equal(
    exactDollars(billOf(model, usage({ output: 10n ** 15n, calls: 10n ** 15n })).total),
    "10000000000000000000000000",
  );
  assert.equal(exactDollars(0n), "0");
});

test("amounts are rounded half up to six decimals", () => {
  const rounded = (text) => roundedDollars(parsePrice(text) * 10n ** 6n);
  assert.deepEqual(["1", "0.0000005", "0.00000049", "12.3456789", "0.9999995"].map(rounded), [
    "1.000000",
    "0.000001",
    "0.000000",
    "12.345679",
    "1.000000",
  ]);
});

test("prices are decimal strings", () => {
  assert.equal(parsePrice("2.5"), 25n * 10n ** 17n);
  for (const text of ["", "-1", "1e3", "1.", "0.1234567890123456789"])
    assert.throws(() => parsePrice(text), /expected a price/, text);
});

test("an unknown price makes an amount unknown only if there are tokens", () => {
  const free = { ...model, cached: null, output: null };
  assert.equal(exactDollars(billOf(free, usage({ input: 8n })).total), "0.00001");
  assert.equal(billOf(free, usage({ input: 8n, output: 1n })).total, null);
  assert.equal(billOf(free, usage({ input: 8n, cachedPercent: 50n })).total, null);
  assert.equal(exactDollars(billOf(free, usage({ input: 8n, output: 1n, calls: 0n })).total), "0");
});

test("a tier applies to the whole call", () => {
  const tiered = {
    ...model,
    tiers: [
      { above: 100, atThreshold: false, input: "2", cached: null, output: "20" },
      { above: 200, atThreshold: true, input: "4", cached: null, output: "40" },
    ],
  };
  assert.deepEqual(
    [100n, 101n, 199n, 200n].map((input) => pricesFor(tiered, input).input),
    ["1.25", "2", "2", "4"],
  );
  assert.equal(exactDollars(billOf(tiered, usage({ input: 200n, output: 1n })).total), "0.00084");
});

test("a ratio gives the least and the most tokens", () => {
  assert.deepEqual(inputTokens(model, 10), { low: 10n, high: 10n });
  assert.deepEqual(inputTokens({ ...model, exact: false }, 10), { low: 10n, high: 10n });
  assert.deepEqual(inputTokens({ ...model, exact: false, ratio: ["1.05", "1.35"] }, 10), { low: 10n, high: 14n });
  assert.equal(cachedTokens(10n, 33n), 3n);
});

test("the cheapest is first, the unknown last", () => {
  const rows = [null, 3n, 1n, null, 2n].map((total, index) => ({
    index,
    most: { input: null, cached: null, output: null, total },
  }));
  assert.deepEqual(
    cheapestFirst(rows).map(({ index }) => index),
    [2, 4, 1, 0, 3],
  );
});

test("the context window", () => {
  assert.equal(contextUse(model, 1000n), "100.0%");
  assert.equal(contextUse(model, 1001n), "does not fit");
  assert.equal(contextUse({ ...model, context: null }, 5n), "");
});

test("the slider of calls", () => {
  assert.deepEqual([0, 1, 5, 10, 17, 30, 60].map(callsAt), ["1", "1", "3", "10", "50", "1000", "1000000"]);
  for (let position = 10; position <= 60; ++position) assert.equal(sliderPosition(callsAt(position)), position);
  assert.deepEqual(["0", "1", "5000000"].map(sliderPosition), [0, 0, 60]);
  assert.equal(withCommas("1234567"), "1,234,567");
});

// Decimal numbers: the cases of tests/lib/analysis/decimal_number_test.cpp, and sums against BigInt.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  digitValue,
  parseDecimalNumber,
  sumOf,
  termsOf,
  thousandsOf,
  withThousands,
  writtenWith,
} from "../../../../../cli/commands/page/live/decimal_number.js";

const parsed = (text) => {
  const number = parseDecimalNumber(text);
  return number && [number.integerDigits, number.digits.length - number.integerDigits, number.separator, number.mark];
};

test("numbers as people write them", () => {
  assert.deepEqual(parsed("1234567"), [7, 0, "", ""]);
  assert.deepEqual(parsed("89,012"), [5, 0, ",", ""]);
  assert.deepEqual(parsed("1.234"), [1, 3, "", "."]);
  assert.deepEqual(parsed("0,123"), [1, 3, "", ","]);
  assert.deepEqual(parsed("1.234.567,89"), [7, 2, ".", ","]);
  assert.deepEqual(parsed("-1'234.5"), [4, 1, "'", "."]);
  assert.deepEqual(parsed("\u22121\u202f234"), [4, 0, "\u202f", ""]);
  assert.deepEqual(parsed("१२३"), [3, 0, "", ""]);
  assert.equal(parseDecimalNumber("-5").isNegative, true);
});

test("dates, versions and other text are no numbers", () => {
  for (const text of [
    "2026-11-25",
    "1.2.3",
    "0x1F",
    "1e-5",
    "",
    "+",
    "1,23,456",
    "1,234.567.890",
    "1१",
    "12 345 6",
    ",",
  ]) {
    assert.equal(parseDecimalNumber(text), null, text);
  }
});

test("digits of every script", () => {
  assert.deepEqual(
    [digitValue("7"), digitValue("७"), digitValue("٣"), digitValue("𝟿"), digitValue("a")],
    [7, 7, 3, 9, null],
  );
});

test("sums are exact", () => {
  const sum = (...texts) => sumOf(texts.map(parseDecimalNumber)).text;
  assert.equal(sum("1234567", "89,012"), "1,323,579");
  assert.equal(sum("0.1", "0.2"), "0.3");
  assert.equal(sum("1", "-1"), "0");
  assert.equal(sum("5", "-12.5"), "-7.5");
  assert.equal(sum("999", "1"), "1000");
  assert.equal(sum("1.234,5", "1"), "1.235,5");
  assert.equal(sum("1,000", "1.000.000,5"), "1001000,5"); // the first separator is the mark of the other
  for (let i = 0; i < 200; ++i) {
    const numbers = Array.from({ length: 1 + (i % 5) }, () => BigInt(Math.floor((Math.random() - 0.5) * 2e15)));
    assert.equal(sum(...numbers.map(String)), String(numbers.reduce((a, b) => a + b)));
  }
});

test("a number can be written in another way", () => {
  const number = writtenWith(parseDecimalNumber("-1234567.89"), "\u202f", ",");
  assert.equal(number.text, "-1\u202f234\u202f567,89");
  assert.deepEqual(
    number.digits.map(({ offset }) => offset),
    [1, 5, 6, 7, 11, 12, 13, 15, 16],
  );
  assert.deepEqual(
    withThousands(["1234", "5,5"].map(parseDecimalNumber)).map(({ text }) => text),
    ["1.234", "5,5"],
  );
  assert.deepEqual(
    withThousands(["1234.5"].map(parseDecimalNumber)).map(({ text }) => text),
    ["1,234.5"],
  );
});

test("thousands start at every third digit from the right", () => {
  assert.deepEqual(thousandsOf(parseDecimalNumber("1234567")), { groups: [1, 4], inner: [1, 4] });
  assert.deepEqual(thousandsOf(parseDecimalNumber("-12345.6789")), { groups: [1, 3, 6, 7], inner: [3] });
  assert.deepEqual(thousandsOf(parseDecimalNumber("89,012")), { groups: [2, 3], inner: [] });
  assert.deepEqual(thousandsOf(parseDecimalNumber("१२३४")), { groups: [3], inner: [3] });
});

test("terms of a sum", () => {
  assert.deepEqual(termsOf("1234567 + 89,012"), ["1234567", "89,012"]);
  assert.deepEqual(termsOf("1+2+ 3"), ["1", "2", "3"]);
  assert.deepEqual(termsOf("10 - 2.5"), ["10", "-2.5"]);
  assert.deepEqual(termsOf("10 + -2"), ["10", "-2"]);
  assert.deepEqual(termsOf(" 1 234 567 "), ["1 234 567"]);
  assert.deepEqual(termsOf("2026-11-25"), ["2026-11-25"]);
  assert.deepEqual(termsOf(" + "), []);
});

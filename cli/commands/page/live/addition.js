// @ts-check
// The addition of numbers as a tokenizer splits them, by the rules of lib/analysis/addition.cpp.
import { placedCharacters, sumOf } from "./decimal_number.js";

/** @typedef {import("./decimal_number.js").DecimalNumber} DecimalNumber */

/**
 * @typedef {object} AdditionSlot characters below one another
 * @property {({ text: string, token: number | null } | null)[]} cells one for each number; token: null if
 *   the tokens are not the number
 * @property {boolean} isColumn whether they are digits
 * @property {boolean} isMisaligned whether the digits have different positions in their tokens
 * @property {number} carry what the column gets from the one at its right
 */

/**
 * @typedef {object} Addition
 * @property {DecimalNumber[]} numbers and their sum
 * @property {AdditionSlot[]} slots from left to right
 * @property {number} columns
 * @property {number} aligned how many columns line up
 * @property {boolean} hasCarries false if a number is negative
 */

/** @param {DecimalNumber[]} numbers @returns {DecimalNumber[]} */
export function withSum(numbers) {
  return [...numbers, sumOf(numbers)];
}

/**
 * @param {DecimalNumber[]} numbers with their sum
 * @param {(number[] | null)[]} cuts for each number: the byte offsets where its tokens start, without the first;
 *   null if the tokens are not the number
 * @returns {Addition}
 */
export function additionOf(numbers, cuts) {
  /**
   * @type {Map<number, AdditionSlot & { place: number, positions: (number | null)[], digitSum: number, exponent:
   *   number }>}
   */
  const slots = new Map();
  numbers.forEach((number, row) => {
    const itsCuts = cuts[row];
    const size = new TextEncoder().encode(number.text).length;
    const starts = new Map(number.digits.map((digit, index) => [digit.offset, index]));
    let digitsBefore = 0;
    for (const { offset, character } of placedCharacters(number.text)) {
      const digit = starts.get(offset);
      if (digit !== undefined) ++digitsBefore;
      const exponent = number.integerDigits - digitsBefore;
      // Places from left to right: what is no digit is after the digit with the same exponent.
      const place = -2 * exponent + (digit === undefined && digitsBefore > 0 ? 1 : 0);
      let slot = slots.get(place);
      if (slot === undefined) {
        const cells = numbers.map(() => null);
        slot = { cells, isColumn: false, isMisaligned: false, carry: 0, place, positions: [], digitSum: 0, exponent };
        slots.set(place, slot);
      }
      const token = itsCuts === null ? null : itsCuts.filter((cut) => cut <= offset).length;
      const tokenEnd = itsCuts === null || token === null ? null : (itsCuts[token] ?? size);
      slot.cells[row] = { text: character, token };
      if (digit === undefined) continue;
      slot.isColumn = true;
      slot.positions.push(tokenEnd === null ? null : tokenEnd - 1 - offset);
      if (row + 1 < numbers.length) slot.digitSum += number.digits[digit].value;
    }
  });
  const ordered = [...slots.values()].sort((a, b) => a.place - b.place);
  for (const slot of ordered) {
    slot.isMisaligned =
      slot.isColumn && slot.positions.some((position) => position === null || position !== slot.positions[0]);
  }
  const columns = ordered.filter(({ isColumn }) => isColumn);
  const hasCarries = numbers.every(({ isNegative }) => !isNegative);
  let carry = 0;
  for (const slot of columns.slice().reverse()) {
    slot.carry = hasCarries ? carry : 0;
    carry = Math.floor((slot.digitSum + carry) / 10);
  }
  return {
    numbers,
    slots: ordered,
    columns: columns.length,
    aligned: columns.filter(({ isMisaligned }) => !isMisaligned).length,
    hasCarries: hasCarries && columns.some((slot) => slot.carry > 0),
  };
}

/** @param {Addition} addition */
export function columnsThatLineUp({ aligned, columns }) {
  return `${aligned} of ${columns} columns line up`;
}

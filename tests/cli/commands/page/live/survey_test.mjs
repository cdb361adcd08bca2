// Premiums of languages and their summary.
import assert from "node:assert/strict";
import { test } from "node:test";
import { filteredRows, sortedRows, surveyRows, surveySummary } from "../../../../../cli/commands/page/live/survey.js";

const languages = [
  { tag: "en", name: "English", script: "Latin", texts: [""] },
  { tag: "am", name: "Amharic", script: "Ethiopic", texts: [""] },
  { tag: "zh", name: "Chinese", script: "Han", texts: [""] },
  { tag: "de", name: "German", script: "Latin", texts: [""] },
];
const counts = [
  [10, 90, 15, 12],
  [20, 20, 20, 30],
];
const tags = (rows) => rows.map(({ language }) => language.tag);

test("premiums over the base", () => {
  const rows = surveyRows(languages, counts, "en");
  assert.deepEqual(
    rows.map(({ premiums }) => premiums),
    [
      [1, 1],
      [9, 1],
      [1.5, 1],
      [1.2, 1.5],
    ],
  );
  assert.deepEqual(surveyRows(languages, [[0, 1, 2, 3]], "en")[1].premiums, [null]);
});

test("orders and filters", () => {
  const rows = surveyRows(languages, counts, "en");
  assert.deepEqual(tags(sortedRows(rows, "premium")), ["en", "de", "zh", "am"]);
  assert.deepEqual(tags(sortedRows(rows, "name")), ["am", "zh", "en", "de"]);
  assert.deepEqual(tags(sortedRows(rows, "script")), ["am", "zh", "en", "de"]);
  assert.deepEqual(tags(filteredRows(rows, " latin")), ["en", "de"]);
  assert.deepEqual(tags(filteredRows(rows, "zh,AM, ,")), ["am", "zh"]);
  assert.deepEqual(tags(filteredRows(rows, "am")), ["am"]); // a tag, although it is a part of a name
  assert.deepEqual(tags(filteredRows(rows, "a")), ["en", "am", "zh", "de"]); // a part of names or scripts
  assert.deepEqual(tags(filteredRows(rows, "z")), []);
  assert.equal(filteredRows(rows, " ").length, 4);
});

test("the summary", () => {
  const rows = surveyRows(languages, counts, "en");
  assert.equal(
    surveySummary("e", rows, 0, "English"),
    "e: 4 languages, 3 scripts; premium over English: mean 3.17, median 1.35, " +
      "above 2 in 25%, above 4 in 25%, above 8 in 25%; Gini 0.48",
  );
});

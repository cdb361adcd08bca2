// Merges as a list of states.
import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeStates, rankedCandidates } from "../../../../../cli/commands/page/live/merge_states.js";

const steps = [
  {
    position: 1,
    id: 300,
    rank: 300,
    others: [
      { position: 0, id: 400, rank: 400 },
      { position: 2, id: 350, rank: 350 },
    ],
  },
  { position: 0, id: 500, rank: 500, others: [{ position: 1, id: 600, rank: 600 }] },
];

test("each state has the tokens after its merges", () => {
  const states = mergeStates(4, steps);
  const spans = states.map(({ tokens }) => tokens.map(({ start, end }) => [start, end]));
  assert.deepEqual(spans, [
    [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ],
    [
      [0, 1],
      [1, 3],
      [3, 4],
    ],
    [
      [0, 3],
      [3, 4],
    ],
  ]);
  assert.deepEqual(
    states.map(({ merged }) => merged),
    [null, 1, 0],
  );
  assert.deepEqual(
    states.map(({ next }) => next?.id),
    [300, 500, undefined],
  );
  assert.deepEqual(
    states[2].tokens.map(({ id }) => id),
    [500, null],
  );
});

test("candidates are ordered by rank", () => {
  const [first, , last] = mergeStates(4, steps);
  assert.deepEqual(
    rankedCandidates(first).map(({ id }) => id),
    [300, 350, 400],
  );
  assert.deepEqual(rankedCandidates(last), []);
});

test("a piece without merges has one state", () => {
  assert.equal(mergeStates(1, []).length, 1);
});

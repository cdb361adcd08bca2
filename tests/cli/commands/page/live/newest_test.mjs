// Work for the newest values only.
import assert from "node:assert/strict";
import { test } from "node:test";
import { afterPause, newestOnly } from "../../../../../cli/commands/page/live/newest.js";

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("values between the first and the newest are left out", async () => {
  const done = [];
  const work = newestOnly(async (isOutdated, value) => {
    await pause(5);
    done.push([value, isOutdated()]);
  });
  await Promise.all([work(1), work(2), work(3)]);
  assert.deepEqual(done, [
    [1, true],
    [3, false],
  ]);
  await work(4);
  assert.deepEqual(done[2], [4, false]);
});

test("an action after a pause", async () => {
  let count = 0;
  const touch = afterPause(20, () => ++count);
  touch();
  touch();
  await pause(60);
  assert.equal(count, 1);
});

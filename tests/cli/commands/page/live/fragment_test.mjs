// The state of the page in its address: what is written is read back, and a malformed fragment never throws.
import assert from "node:assert/strict";
import { test } from "node:test";
import { base64Url, deflate } from "../../../../../cli/commands/page/live/compression.js";
import { fragmentOf, mostFragmentBytes, stateOf } from "../../../../../cli/commands/page/live/fragment.js";

const defaults = {
  tab: "tokens",
  encodings: ["a", "b"],
  encoding: "a",
  text: "first",
  input: "text",
  special: false,
  spaces: true,
  showsIds: false,
  numbers: "1 + 2",
  piece: "word",
  base: "en",
  order: "premium",
  filter: "",
  models: ["m"],
  calls: "1000",
  cached: "0",
  output: "200",
};
const known = {
  tabs: ["tokens", "compare"],
  encodings: ["a", "b", "c", "d", "e", "x,y & z"],
  languages: ["en", "zh-Hans"],
  orders: ["premium", "name"],
  models: ["m", "n"],
};
const read = (fragment) => stateOf(fragment, defaults, known);
const skip = (() => {
  try {
    return !new CompressionStream("deflate-raw");
  } catch {
    return "node has no deflate-raw";
  }
})();

test("the default state is the version alone", async () => {
  assert.equal(await fragmentOf({ ...defaults }, defaults), "v=1");
  assert.deepEqual(await read("v=1"), { state: defaults, ignored: [] });
  assert.deepEqual(await read(""), { state: defaults, ignored: [] });
});

test("every part of a state is read back", { skip }, async () => {
  const state = {
    tab: "compare",
    encodings: ["x,y & z", "c"],
    encoding: "b",
    text: "é 👩‍👩‍👧\n<&#=%\0",
    input: "ids",
    special: true,
    spaces: false,
    showsIds: true,
    numbers: "1234567 + 89,012",
    piece: " x&y=z",
    base: "zh-Hans",
    order: "name",
    filter: "de, Han",
    models: ["n", "m"],
    calls: "0",
    cached: "100",
    output: "5",
  };
  for (const name of Object.keys(defaults)) assert.notDeepEqual(state[name], defaults[name], name);
  const fragment = await fragmentOf(state, defaults);
  assert.match(fragment, /^v=1(&[a-z]+=[\w.*+%-]*)+$/);
  assert.deepEqual(await read(fragment), { state, ignored: [] });
});

test("an empty text is not the default text", { skip }, async () => {
  const { state } = await read(await fragmentOf({ ...defaults, text: "" }, defaults));
  assert.equal(state.text, "");
});

test("a long text of one kind is short, and a random one is not", { skip }, async () => {
  const letters = Array.from({ length: 20_000 }, (_, i) => String.fromCharCode(97 + ((i * i * 7919) % 26))).join("");
  assert.ok((await fragmentOf({ ...defaults, text: "word ".repeat(4000) }, defaults)).length < mostFragmentBytes);
  const random = Array.from({ length: 20_000 }, () => String.fromCharCode(33 + Math.floor(Math.random() * 90))).join(
    "",
  );
  assert.ok((await fragmentOf({ ...defaults, text: random }, defaults)).length > mostFragmentBytes);
  assert.equal((await read(await fragmentOf({ ...defaults, text: letters }, defaults))).state.text, letters);
});

test("unknown parts are left at their defaults and named", async () => {
  const cases = {
    "v=2&tab=compare": ["the version"],
    "tab=compare": ["the version"],
    "v=1&tab=nothing": ["tab"],
    "v=1&x=unknown&b=fr&o=size": ["encoding", "base", "order"],
    "v=1&c=-1&k=101&u=1e5&i=bytes": ["input", "calls", "cached", "output"],
    "v=1&e=unknown": ["encodings"],
    "v=1&m=": ["models"],
    "v=1&t=%21": ["text"],
    "v=1&t=AAAA": ["text"],
    "v=1&unknown=1&&&=": [],
  };
  for (const [fragment, ignored] of Object.entries(cases)) {
    assert.deepEqual(await read(fragment), { state: defaults, ignored: expectedOrder(ignored) }, fragment);
  }
});

// The order of the fields in the state is that of the fragment's keys.
function expectedOrder(ignored) {
  const order = [
    "the version",
    "tab",
    "encoding",
    "input",
    "base",
    "order",
    "calls",
    "cached",
    "output",
    "encodings",
    "models",
    "text",
  ];
  return ignored.slice().sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

test("known encodings remain beside unknown ones, at most four, none twice", async () => {
  assert.deepEqual((await read("v=1&e=c&e=unknown&e=c")).state.encodings, ["c"]);
  const { state, ignored } = await read("v=1&e=a&e=b&e=c&e=d&e=e");
  assert.deepEqual([state.encodings, ignored], [["a", "b", "c", "d"], ["encodings"]]);
});

test("a text that inflates to more than two million bytes is left out", { skip }, async () => {
  const bomb = base64Url(await deflate(new Uint8Array(3_000_000), "deflate-raw"));
  assert.ok(bomb.length < mostFragmentBytes);
  assert.deepEqual(await read(`v=1&t=${bomb}`), { state: defaults, ignored: ["text"] });
});

test("random fragments never throw", async () => {
  const keys = ["v=1", "t", "e", "m", "tab", "c", "%", "&", "=", "k", "s", "1", "A", "-", "_", "\u{1f600}", "+", "#"];
  for (let i = 0; i < 2000; ++i) {
    const fragment = Array.from({ length: 12 }, () => keys[Math.floor(Math.random() * keys.length)]).join(
      i % 2 ? "" : "=",
    );
    const { state } = await read(`v=1&${fragment}`);
    assert.deepEqual(Object.keys(state), Object.keys(defaults));
  }
});

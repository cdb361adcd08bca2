// Compares the module of a live page with the recorded results of tiktoken:
//
//     node golden.mjs CORE.js PAGE GOLDEN_FOLDER ENCODING…
//
// The page has these encodings, in this order. Prints a line for each difference.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { inflateSync } from "node:zlib";

const [coreFile, pageFile, golden, ...names] = process.argv.slice(2);
const { Core } = await import(pathToFileURL(coreFile));
const page = readFileSync(pageFile, "utf8");

function bytesOf(id) {
  const [, attributes, text] = page.match(new RegExp(`<script type="application/octet-stream" id="${id}"([^>]*)>([^<]*)<`));
  const bytes = Buffer.from(text, "base64");
  return attributes.includes("deflate") ? inflateSync(bytes) : bytes;
}

function linesOf(name) {
  return readFileSync(`${golden}/${name}.golden`, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
}

let compared = 0;
const core = await Core.load(bytesOf("module"));
const texts = linesOf("texts");
const utf8 = (text) => new TextEncoder().encode(text);
const differ = (...values) => console.log(values.map((value) => JSON.stringify(value)).join(" "));

names.forEach((name, index) => {
  const handle = core.open(bytesOf(`encoding-${index}`));
  if (core.info(handle).name !== name) differ("name", core.info(handle).name, name);
  linesOf(name).forEach((expected, i) => {
    const { ids, ends, text } = core.encode(handle, utf8(texts[i]), false);
    if (String([...ids]) !== String(expected)) differ(name, texts[i], [...ids], expected);
    if (ends.length !== ids.length || (ends.at(-1) ?? 0) !== text.length) differ(name, texts[i], "ends", [...ends]);
    if (Buffer.compare(core.decode(handle, ids), text) !== 0) differ(name, texts[i], "decode");
    let at = 0;
    for (let k = 0; k < ids.length; ++k) {
      if (Buffer.compare(core.tokenBytes(handle, ids[k]), text.slice(at, ends[k])) !== 0) differ(name, texts[i], "token", k);
      at = ends[k];
    }
    const pieces = core.pieces(handle, text);
    for (let k = 0; k < pieces.length; k += 2) compareMerges(handle, text.slice(pieces[k], pieces[k + 1]));
    ++compared;
  });
  core.close(handle);
});

// The tokens after the last merge are those of the piece.
function compareMerges(handle, piece) {
  if (piece.length === 0 || piece.length > 200) return;
  const { whole, steps } = core.merges(handle, piece);
  const ends = whole ? [piece.length] : Array.from(piece, (_, i) => i + 1);
  for (const { position } of steps) ends.splice(position, 1);
  const tokens = [];
  for (let start = 0, k = 0; k < ends.length; start = ends[k++]) tokens.push(Buffer.from(piece.slice(start, ends[k])).toString("hex"));
  const { ids } = core.encode(handle, piece, false);
  const expected = Array.from(ids, (id) => Buffer.from(core.tokenBytes(handle, id)).toString("hex"));
  if (new TextDecoder("utf-8", { fatal: false }).decode(piece).includes("\uFFFD")) return;
  if (String(tokens) !== String(expected)) differ("merges", tokens, expected);
}

// What is refused.
for (const bad of [() => core.open(utf8("no encoding")), () => core.openFile(utf8("{}"), "bad")]) {
  try {
    bad();
    differ("no error");
  } catch (problem) {
    if (problem.message === "") differ("no message");
  }
}
const handle = core.openFile(utf8(tokenizerJson()), "file");
if (core.info(handle).specialTokens[0]?.text !== "<s>") differ("special tokens", core.info(handle));
if (String([...core.encode(handle, utf8("<s>ab"), true).ids]) !== "3,2") differ("special", [...core.encode(handle, utf8("<s>ab"), true).ids]);
if (core.tokenBytes(handle, 77) !== null) differ("token 77");

function tokenizerJson() {
  const vocab = { a: 0, b: 1, ab: 2 };
  return JSON.stringify({
    model: { type: "BPE", vocab, merges: ["a b"] },
    added_tokens: [{ id: 3, content: "<s>", special: true }],
    pre_tokenizer: { type: "ByteLevel", add_prefix_space: false },
  });
}

if (compared < 400 * names.length) differ("compared", compared);

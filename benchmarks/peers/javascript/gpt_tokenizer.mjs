// Driver for gpt-tokenizer. compare_peers.py documents the interface.

import { readFileSync, writeSync } from 'node:fs';

const [task, encoding, file, repeats] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const ordinary = { disallowedSpecial: new Set() };

const start = performance.now();
const { encode, countTokens } = await import(`gpt-tokenizer/encoding/${encoding}`);
encode('a', ordinary);
const ready = (performance.now() - start) / 1000;

if (task === 'ids') {
  const bytes = Buffer.from(Uint32Array.from(encode(text, ordinary)).buffer);
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
} else {
  const lines = text.replace(/\n$/, '').split('\n');
  const passes = {
    encode: () => encode(text, ordinary).length,
    count: () => countTokens(text, ordinary),
    lines: () => lines.reduce((tokens, line) => tokens + encode(line, ordinary).length, 0),
  };
  const seconds = [];
  let tokens = 0;
  for (let i = 0; i < Number(repeats); ++i) {
    const before = performance.now();
    tokens = passes[task]();
    seconds.push((performance.now() - before) / 1000);
  }
  console.log(JSON.stringify({ ready, seconds, tokens }));
}

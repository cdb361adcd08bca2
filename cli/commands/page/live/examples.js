// @ts-check
// Texts that show how tokenizers work.

/** @typedef {{ name: string, text: string }} Example */

export const firstText =
  "Type here: the tokens change with each key.\n" +
  "Numbers: 1234567 + 89,012 = 1,323,579\n" +
  "Scripts: Привет, 你好, नमस्ते, مرحبا 👩‍👩‍👧\n";

/** @type {Example[]} */
const samples = [
  { name: "First text", text: firstText },
  { name: "Numbers", text: "7 42 365 2026 12345 1234567 1,234,567 3.14159 2026-11-25 0x1F 1e-5\n" },
  {
    name: "Program",
    text: 'def greet(name: str) -> str:\n    """Return a greeting."""\n    return f"Hello, {name}!"\n\n\nprint(greet("world"))\n',
  },
  { name: "JSON", text: '{\n  "name": "Ada",\n  "born": 1815,\n  "languages": ["English", "French"]\n}\n' },
  { name: "Emoji", text: "👍 👍🏽 👩‍👩‍👧 🏳️‍🌈 🇨🇭 ❤️ e\u0301 = é\n" },
  {
    name: "White space",
    text: "one  two   three\n\n\ttab\t\ttabs\n        eight blanks\nno\u00a0break, zero\u200bwidth\n",
  },
  { name: "Special tokens", text: "<|endoftext|> ends a text, and <|endofprompt|> a prompt.\n" },
];

const sampleTags = ["ar", "de", "el", "en", "es", "hi", "he", "ja", "ko", "ru", "ta", "th", "uk", "zh", "zh-Hans"];

/**
 * The examples, with texts of languages in several scripts.
 * @param {import("./data.js").Language[]} languages
 * @returns {Example[]}
 */
export function examplesOf(languages) {
  const chosen = languages.filter(({ tag }) => sampleTags.includes(tag));
  return [...samples, ...chosen.map(({ name, texts }) => ({ name, text: `${texts.slice(0, 3).join("\n")}\n` }))];
}

// @ts-check
// Files that a person opens or drops: texts and vocabularies.
import { problemText } from "./app.js";
import { byId, inputById, say } from "./dom.js";
import { mostEncodings } from "./fragment.js";
import { exactText } from "./utf8.js";

const mostTextFileBytes = 5_000_000;

/** Whether the name of a file is one that vocabularies have. @param {string} name */
export function isVocabularyName(name) {
  return /\.tiktoken$|(^|[-_.])(tokenizer|tekken)\.json$/i.test(name);
}

/** @param {import("./app.js").App} app @param {File} file */
async function openText(app, file) {
  if (file.size > mostTextFileBytes) {
    const megabytes = (file.size / 1e6).toFixed(1);
    throw new Error(`expected a text of at most 5 MB, got ${megabytes} MB; use the program for longer ones`);
  }
  const text = exactText(new Uint8Array(await file.arrayBuffer()));
  if (text === null) throw new Error(`${file.name} is not UTF-8 text`);
  app.change({ text, input: "text" });
  say(`Opened ${file.name}`);
}

/** @param {import("./app.js").App} app @param {File} file */
async function openVocabulary(app, file) {
  if (file.name.endsWith(".tiktoken")) {
    throw new Error("a rank file does not say how texts are split; write a page with tokmill page -e FILE --pattern NAME");
  }
  say(`Opening ${file.name} …`);
  const name = await app.tokenizers.add(new Uint8Array(await file.arrayBuffer()), file.name);
  const encodings = app.state.encodings.length < mostEncodings ? [...app.state.encodings, name] : app.state.encodings;
  app.change({ encoding: name, encodings });
  say(`Added the tokenizer ${name}`);
}

/**
 * @param {import("./app.js").App} app
 * @param {FileList | null | undefined} files
 * @param {(app: import("./app.js").App, file: File) => Promise<void>} open
 */
async function openAll(app, files, open) {
  for (const file of files ?? []) {
    try {
      await open(app, file);
    } catch (problem) {
      say(`${file.name}: ${problemText(problem)}`);
    }
  }
}

/** @param {import("./app.js").App} app */
export function startFiles(app) {
  const onChoice = (/** @type {string} */ button, /** @type {string} */ field, /** @type {typeof openText} */ open) => {
    const input = inputById(field);
    byId(button).addEventListener("click", () => input.click());
    input.addEventListener("change", async () => {
      await openAll(app, input.files, open);
      input.value = ""; // the same file can be chosen again
    });
  };
  onChoice("open-text", "text-file", openText);
  onChoice("add-tokenizer", "tokenizer-file", openVocabulary);
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) document.body.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const open = (/** @type {import("./app.js").App} */ to, /** @type {File} */ file) =>
      (isVocabularyName(file.name) ? openVocabulary : openText)(to, file);
    void openAll(app, event.dataTransfer.files, open);
  });
}

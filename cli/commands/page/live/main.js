// @ts-check
// Starts the page.
import { App } from "./app.js";
import { CompareView } from "./compare_view.js";
import { readData } from "./data.js";
import { byId, say } from "./dom.js";
import { startEngine, Tokenizers } from "./engine.js";
import { firstText } from "./examples.js";
import { startFiles } from "./files.js";
import { mostEncodings, stateOf } from "./fragment.js";
import { LanguagesView } from "./languages_view.js";
import { MergesView } from "./merges_view.js";
import { afterPause } from "./newest.js";
import { NumbersView } from "./numbers_view.js";
import { PriceView } from "./price_view.js";
import { copyLink, originalMarkup, putInAddress, savePage } from "./share.js";
import { languageOrders } from "./survey.js";
import { showTab, startTabs, tabNames } from "./tabs.js";
import { TextField } from "./text_field.js";
import { drawChoice } from "./tokenizer_choice.js";
import { TokensView } from "./tokens_view.js";

/** @typedef {import("./data.js").PageData} PageData */
/** @typedef {import("./fragment.js").State} State */

/** The state of a page without a fragment. @param {PageData} data @returns {State} */
function defaultState({ encodings, text, languages, prices }) {
  const names = encodings.map(({ label }) => label);
  const countable = prices.models.filter(({ encoding }) => names.includes(encoding));
  const usual = countable.filter((model) => model.usual);
  return {
    tab: "tokens",
    encodings: names.slice(0, mostEncodings),
    encoding: names[0],
    text: text ?? firstText,
    input: "text",
    special: false,
    spaces: true,
    showsIds: false,
    numbers: "1234567 + 89,012",
    piece: "The untranslatability of words",
    base: languages.base,
    order: languageOrders[0],
    filter: "",
    models: (usual.length > 0 ? usual : countable).map(({ name }) => name),
    calls: "1000",
    cached: "0",
    output: "200",
  };
}

async function start() {
  const markup = originalMarkup();
  const data = readData();
  const engine = startEngine();
  const tokenizers = new Tokenizers(
    engine,
    data.encodings.map(({ label }) => label),
  );
  const defaults = defaultState(data);
  const read = (/** @type {string} */ fragment) =>
    stateOf(fragment, defaults, {
      tabs: tabNames,
      encodings: tokenizers.names,
      languages: data.languages.rows.map(({ tag }) => tag),
      orders: languageOrders,
      models: data.prices.models.map(({ name }) => name),
    });
  const first = await read(location.hash.slice(1) || (data.state ?? ""));
  const app = new App(data, first.state, tokenizers);
  const tokens = new TokensView(app);
  const field = new TextField(app, () => tokens.text);
  /** @type {Record<string, import("./app.js").View>} */
  const views = {
    tokens,
    compare: new CompareView(app),
    numbers: new NumbersView(app),
    merges: new MergesView(app),
    languages: new LanguagesView(app),
    price: new PriceView(app),
  };
  const keepInAddress = afterPause(500, () => void putInAddress(app.state, defaults));
  const show = () => {
    showTab(app.state.tab);
    drawChoice(app);
    field.update();
    views[app.state.tab].update();
  };
  app.onChange = () => {
    show();
    keepInAddress();
  };
  startTabs((tab) => app.change({ tab }));
  startFiles(app);
  const added = () => tokenizers.names.slice(data.encodings.length);
  byId("copy-link").addEventListener("click", () => void copyLink(app.state, defaults, added()));
  byId("save-page").addEventListener("click", () => void savePage(markup, app.state, defaults, added()));
  addEventListener("hashchange", async () => {
    const { state, ignored } = await read(location.hash.slice(1));
    Object.assign(app.state, state);
    show();
    sayIgnored(ignored);
  });
  show();
  sayIgnored(first.ignored);
  document.body.classList.add("ready");
  engine.catch((problem) => say(`The tokenizer did not start: ${problem.message}`));
}

/** @param {string[]} ignored parts of a link */
function sayIgnored(ignored) {
  if (ignored.length > 0) say(`A part of the link is not valid and was left out: ${ignored.join(", ")}`);
}

void start();

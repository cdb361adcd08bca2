// @ts-check
// The tabs: one tab stop; the arrow keys choose.
import { byId } from "./dom.js";

export const tabNames = ["tokens", "compare", "numbers", "merges", "languages", "price"];

/** Calls `choose` with the name of a tab. @param {(name: string) => void} choose */
export function startTabs(choose) {
  const tabs = tabNames.map((name) => byId(`tab-${name}`));
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => choose(tabNames[index]));
    tab.addEventListener("keydown", (event) => {
      /** @type {Record<string, number>} */
      const targets = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: tabs.length - 1 };
      if (!(event.key in targets) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const target = (targets[event.key] + tabs.length) % tabs.length;
      choose(tabNames[target]);
      tabs[target].focus();
    });
  });
}

/** @param {string} chosen */
export function showTab(chosen) {
  for (const name of tabNames) {
    const isChosen = name === chosen;
    const tab = byId(`tab-${name}`);
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    byId(`panel-${name}`).hidden = !isChosen;
  }
}

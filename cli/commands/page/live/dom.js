// @ts-check
// Elements of the page.

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element ${id}`);
  return found;
}

/** @param {string} id @returns {HTMLInputElement} */
export function inputById(id) {
  return /** @type {HTMLInputElement} */ (byId(id));
}

/**
 * Makes an element. Properties that start with `on` are event handlers; others are attributes, left out if they are
 * null or false, and empty if they are true.
 * @param {string} name
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function make(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== null && value !== false && value !== undefined) made.setAttribute(key, String(value));
  }
  made.append(...children);
  return made;
}

/** Makes a row of a table. @param {string[]} cells @param {string} [className] of all but the first */
export function makeRow(cells, className = "") {
  const [head, ...others] = cells;
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, head),
    ...others.map((text) => make("td", { class: className || null }, text)),
  );
}

/** Makes the head of a table. @param {{ name: string, isNumber?: boolean }[]} columns */
export function makeTableHead(columns) {
  const cells = columns.map(({ name, isNumber }) =>
    make("th", { scope: "col", class: isNumber ? "number" : null }, name),
  );
  return make("thead", {}, make("tr", {}, ...cells));
}

const sayMilliseconds = 6000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let sayTimer;

/**
 * Says something to people who use a screen reader, and shows it for a while.
 * @param {string} text
 * @param {{ isShown: boolean }} [options] isShown: false if the page shows it elsewhere
 */
export function say(text, { isShown } = { isShown: true }) {
  const status = byId("status");
  status.classList.toggle("hidden", !isShown);
  status.textContent = text;
  clearTimeout(sayTimer);
  sayTimer = setTimeout(() => (status.textContent = ""), sayMilliseconds);
}

/** Puts a text on the clipboard without the clipboard's interface. @param {string} text */
function copyByCommand(text) {
  const put = (/** @type {ClipboardEvent} */ event) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", put, { capture: true, once: true });
  const isCopied = document.execCommand("copy");
  document.removeEventListener("copy", put, { capture: true });
  return isCopied;
}

/**
 * Puts a text on the clipboard. Returns whether the browser allows it.
 * @param {string} text
 * @returns {Promise<boolean>}
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text); // the page has no such interface, or may not use it
  }
}

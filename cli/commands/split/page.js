"use strict";
// The list of parts is one tab stop; the arrow keys move to other parts. Only the current part has the role and the name
// of an option, because a text can have many thousands of parts.
{
  const list = document.getElementById("parts");
  const details = document.getElementById("details");
  const data = JSON.parse(document.getElementById("data").textContent);
  const parts = Array.from(list.querySelectorAll("i, b"));
  const kind = list.getAttribute("aria-label") === "Tokens" ? "Token" : "Piece";
  let current = 0;

  // Offsets of the ends of the parts in the text, and of their bytes in data.bytes.
  const sums = (numbers) => {
    let sum = 0;
    return numbers.map((number) => (sum += number));
  };
  const ends = sums(data.steps);
  const byteEnds = sums(data.sizes);

  const indexOf = new Map(parts.map((part, index) => [part, index]));

  const describe = (index) => {
    const hex = data.bytes.slice(2 * (byteEnds[index] - data.sizes[index]), 2 * byteEnds[index]);
    const bytes = hex.replace(/..(?=.)/g, "$& ");
    const start = ends[index] - Math.min(data.sizes[index], data.steps[index]);
    const id = data.ids ? `id ${data.ids[index]}, ` : "";
    const inside = parts[index].matches(".inside, .cut > :nth-child(n + 3)") ? ", begins inside a grapheme" : "";
    return `${id}bytes ${bytes}, offsets ${start} to ${ends[index]}${inside}`;
  };

  const show = (index) => {
    details.textContent = `${kind} ${index + 1} of ${parts.length}: ${describe(index)}`;
  };

  // Makes a part the current one.
  const go = (index) => {
    for (const name of ["role", "tabindex", "title", "aria-selected", "aria-posinset", "aria-setsize"]) {
      parts[current].removeAttribute(name);
    }
    current = Math.max(0, Math.min(parts.length - 1, index));
    const part = parts[current];
    part.setAttribute("role", "option");
    part.tabIndex = 0;
    part.title = describe(current);
    part.ariaSelected = "true";
    part.ariaPosInSet = String(current + 1);
    part.ariaSetSize = String(parts.length);
  };

  // The nearest part on the line above (step -1) or below (step 1).
  const partOnLine = (step) => {
    const from = parts[current].getClientRects()[0];
    let best = current;
    let distance = Infinity;
    let top = null;
    for (let index = current + step; index >= 0 && index < parts.length; index += step) {
      const at = parts[index].getClientRects()[0];
      if (at === undefined || Math.abs(at.top - from.top) < from.height / 2) continue;
      top ??= at.top;
      if (Math.abs(at.top - top) >= from.height / 2) break;
      if (Math.abs(at.left - from.left) < distance) {
        distance = Math.abs(at.left - from.left);
        best = index;
      }
    }
    return best;
  };

  // In a line from right to left, the next part is at the left.
  const forward = () => (parts[current].matches(":dir(rtl)") ? -1 : 1);

  const targets = {
    ArrowLeft: () => current - forward(),
    ArrowRight: () => current + forward(),
    ArrowUp: () => partOnLine(-1),
    ArrowDown: () => partOnLine(1),
    Home: () => 0,
    End: () => parts.length - 1,
  };

  const onPart = (type, act) => {
    list.addEventListener(type, (event) => {
      const part = event.target.closest("#parts :is(i, b)");
      if (part) act(indexOf.get(part));
    });
  };

  if (parts.length > 0) {
    go(0);
    list.addEventListener("keydown", (event) => {
      if (!(event.key in targets) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      go(targets[event.key]());
      parts[current].focus();
    });
    onPart("focusin", show);
    onPart("mouseover", show);
    onPart("click", (index) => {
      go(index);
      show(index);
    });
  }

  const spaces = document.getElementById("spaces");
  const showSpaces = () => list.classList.toggle("spaces", spaces.checked);
  spaces.addEventListener("change", showSpaces);
  showSpaces();

  const ids = document.getElementById("ids");
  const showIds = () => {
    if (ids.checked) parts.forEach((part, index) => (part.dataset.id = data.ids[index]));
    list.classList.toggle("ids", ids.checked);
  };
  ids?.addEventListener("change", showIds);
  if (ids?.checked) showIds(); // after going back to the page

  // Copies exactly the text that is selected. By itself, a browser adds line breaks between blocks.
  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    const range = selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
    if (!range || !list.contains(range.commonAncestorContainer)) return;
    event.clipboardData.setData("text/plain", range.cloneContents().textContent);
    event.preventDefault();
  });

  const copy = (text) => {
    const put = (event) => {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    document.addEventListener("copy", put, { capture: true, once: true });
    document.execCommand("copy");
  };
  document.getElementById("copy-text").addEventListener("click", () => copy(list.textContent));
  document.getElementById("copy-ids")?.addEventListener("click", () => copy(data.ids.join(" ")));
}

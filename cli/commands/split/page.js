// The list of parts is one tab stop; the arrow keys move to other parts. Only the current part has the role and the name
// of an option, because a text can have many thousands of parts.
{
  const list = document.getElementById("parts");
  const details = document.getElementById("details");
  const data = JSON.parse(document.getElementById("data").textContent);
  const parts = Array.from(list.querySelectorAll("i, b"));
  const kind = list.getAttribute("aria-label") === "Tokens" ? "Token" : "Piece";
  const describer = partDescriber(data, 0);
  const indexOf = new Map(parts.map((part, index) => [part, index]));
  let current = 0;

  const describe = (index) => describer.describe(index, parts[index]);

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

  const targets = {
    ArrowLeft: () => current - stepToTheRight(parts[current]),
    ArrowRight: () => current + stepToTheRight(parts[current]),
    ArrowUp: () => partOnLine(parts, current, -1),
    ArrowDown: () => partOnLine(parts, current, 1),
    Home: () => 0,
    End: () => parts.length - 1,
  };

  if (parts.length > 0) {
    go(0);
    list.addEventListener("keydown", (event) => {
      if (!(event.key in targets) || !isPlainKey(event)) return;
      event.preventDefault();
      go(targets[event.key]());
      parts[current].focus();
    });
    const showPart = (part) => show(indexOf.get(part));
    onPart(list, "focusin", showPart);
    onPart(list, "mouseover", showPart);
    onPart(list, "click", (part) => {
      go(indexOf.get(part));
      show(current);
    });
  }

  followSpaces(list);

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

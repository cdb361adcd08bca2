"use strict";
// Roving tabindex: the Tab key reaches the current part, the arrow keys move from there.
{
  const list = document.getElementById("parts");
  const details = document.getElementById("details");
  const parts = Array.from(list.querySelectorAll("[role=option]"));
  const indexOf = new Map(parts.map((part, index) => [part, index]));
  const kind = list.getAttribute("aria-label") === "Tokens" ? "Token" : "Piece";
  let current = 0;

  const show = (part) => {
    details.textContent = `${kind} ${indexOf.get(part) + 1} of ${parts.length}: ${part.title}`;
  };

  const go = (index) => {
    parts[current].tabIndex = -1;
    parts[current].removeAttribute("aria-selected");
    current = Math.max(0, Math.min(parts.length - 1, index));
    parts[current].tabIndex = 0;
    parts[current].setAttribute("aria-selected", "true");
    show(parts[current]);
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

  const targets = {
    ArrowLeft: () => current - 1,
    ArrowRight: () => current + 1,
    ArrowUp: () => partOnLine(-1),
    ArrowDown: () => partOnLine(1),
    Home: () => 0,
    End: () => parts.length - 1,
  };

  if (parts.length > 0) {
    list.addEventListener("keydown", (event) => {
      if (!(event.key in targets) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      go(targets[event.key]());
      parts[current].focus();
    });
    list.addEventListener("focusin", (event) => {
      const part = event.target.closest("#parts > span");
      if (part) go(indexOf.get(part));
    });
    list.addEventListener("mouseover", (event) => {
      const part = event.target.closest("#parts > span");
      if (part) show(part);
    });
  }
}

// The text is a table of rows in blocks. The rows of most blocks are text in a script element until they come near the
// screen, or are needed. All tokens together are one tab stop; the keys move to other tokens.
{
  const list = document.getElementById("lines");
  const details = document.getElementById("details");
  const heads = Array.from(list.querySelectorAll("[data-tokens]"));
  const names = heads.map((head) => head.firstChild.textContent);
  const totals = heads.map((head) => Number(head.dataset.tokens));
  const isAligned = heads.map((head) => !head.classList.contains("changed"));
  const blocks = Array.from(list.querySelectorAll(".block"));
  const columnsOf = new Map(); // of the blocks that were needed

  const inertRows = (block) => block.querySelector("script[type='text/plain']");

  // Makes elements of the rows of a block, and returns what is known of its columns.
  const open = (block) => {
    const known = columnsOf.get(block);
    if (known) return known;
    const rows = inertRows(block);
    if (rows) rows.outerHTML = rows.textContent;
    block.setAttribute("role", "rowgroup");
    const data = JSON.parse(block.querySelector("script").textContent);
    const columns = data.columns.map((column, index) => ({
      first: column.first,
      ids: column.ids,
      parts: Array.from(block.querySelectorAll(`.of-${index} :is(i, b)`)),
      ...partDescriber({ bytes: data.bytes, ...column }, column.start),
      start: column.start,
    }));
    columnsOf.set(block, columns);
    return columns;
  };

  const openAll = () => blocks.forEach(open);

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        open(target);
      }
    },
    { rootMargin: "100%" },
  );
  blocks.forEach((block) => observer.observe(block));
  addEventListener("beforeprint", openAll);
  // The browser searches what is in the page.
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "f" && (event.ctrlKey || event.metaKey)) openAll();
  });

  // Where a part is: its block, column, and index there.
  const placeOf = (part) => {
    const block = part.closest(".block");
    const column = Number(part.closest("[role='cell']").className.slice("of-".length));
    return { block, column, index: open(block)[column].parts.indexOf(part) };
  };

  const partAt = ({ block, column, index }) => open(block)[column].parts[index];

  const textRange = ({ ends, start }, index) => [index > 0 ? ends[index - 1] : start, ends[index]];

  // The indexes of the tokens of each other column at the place of a token.
  const counterparts = ({ block, column, index }) => {
    const columns = open(block);
    const [start, end] = textRange(columns[column], index);
    const overlaps = (other, at) => {
      const [otherStart, otherEnd] = textRange(other, at);
      return otherStart < end && otherEnd > start;
    };
    return columns.map((other, at) =>
      at === column || !isAligned[at] || !isAligned[column]
        ? []
        : Array.from(other.parts.keys()).filter((token) => overlaps(other, token)),
    );
  };

  const describe = (place) => open(place.block)[place.column].describe(place.index, partAt(place));

  let outlined = [];
  const show = (part) => {
    const place = placeOf(part);
    const columns = open(place.block);
    const { column, index } = place;
    const same = counterparts(place);
    for (const other of outlined) other.classList.remove("same");
    outlined = same.flatMap((tokens, at) => tokens.map((token) => columns[at].parts[token]));
    for (const other of outlined) other.classList.add("same");
    const others = same.map((tokens, at) =>
      tokens.length > 0 ? `; ${names[at]}: id ${tokens.map((token) => columns[at].ids[token]).join(", ")}` : "",
    );
    const number = columns[column].first + index + 1;
    details.textContent =
      `${names[column]}, token ${number} of ${totals[column]}: ${describe(place)}` + others.join("");
  };

  // Makes a part the current one.
  let current = null;
  const go = (part) => {
    for (const name of ["role", "tabindex", "title"]) current?.removeAttribute(name);
    current = part;
    part.setAttribute("role", "button");
    part.tabIndex = 0;
    part.title = describe(placeOf(part));
  };

  // The part of the column that is `step` after another one, in this block or the next ones.
  const neighbor = ({ block, column, index }, step) => {
    const parts = open(block)[column].parts;
    if (parts[index + step]) return parts[index + step];
    const direction = Math.sign(step);
    for (let at = blocks.indexOf(block) + direction; blocks[at]; at += direction) {
      const others = open(blocks[at])[column].parts;
      if (others.length > 0) return others.at(direction > 0 ? 0 : -1);
    }
    return parts[index];
  };

  const onLine = (place, step) => {
    const parts = open(place.block)[place.column].parts;
    const index = partOnLine(parts, place.index, step);
    if (index !== place.index) return parts[index];
    return neighbor({ ...place, index: step > 0 ? parts.length - 1 : 0 }, step);
  };

  // The first or last part of the column.
  const endOf = (column, direction) => {
    const order = direction > 0 ? blocks : blocks.toReversed();
    const block = order.find((any) => open(any)[column].parts.length > 0);
    return open(block)[column].parts.at(direction > 0 ? 0 : -1);
  };

  // The part of another column at the same place, or else in the same row.
  const inColumn = (place, column) => {
    if (column === place.column || column >= names.length) return current;
    const [index] = counterparts(place)[column];
    if (index !== undefined) return open(place.block)[column].parts[index];
    return current.closest(".row").querySelector(`.of-${column} :is(i, b)`) ?? current;
  };

  // The first part of the next (step 1) or previous (step -1) passage that differs, in the same column.
  const passage = ({ block, column }, step) => {
    const wanted = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const own = current.closest("mark");
    for (let at = blocks.indexOf(block); blocks[at]; at += step) {
      const isShown = !inertRows(blocks[at]);
      if (!isShown && !inertRows(blocks[at]).textContent.includes("<mark")) continue;
      open(blocks[at]);
      const marks = Array.from(blocks[at].querySelectorAll(`.of-${column} mark`)).filter(
        (mark) => mark !== own && current.compareDocumentPosition(mark) & wanted,
      );
      if (marks.length > 0) return marks.at(step > 0 ? 0 : -1).querySelector("i, b");
    }
    return current;
  };

  const targets = {
    ArrowLeft: (place) => neighbor(place, -stepToTheRight(current)),
    ArrowRight: (place) => neighbor(place, stepToTheRight(current)),
    ArrowUp: (place) => onLine(place, -1),
    ArrowDown: (place) => onLine(place, 1),
    Home: ({ column }) => endOf(column, 1),
    End: ({ column }) => endOf(column, -1),
    n: (place) => passage(place, 1),
    p: (place) => passage(place, -1),
  };
  names.forEach((_, column) => (targets[column + 1] = (place) => inColumn(place, column)));

  const first = blocks[0]?.querySelector(".parts :is(i, b)");
  if (first) {
    go(first);
    list.addEventListener("keydown", (event) => {
      const target = targets[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!target || !isPlainKey(event)) return;
      event.preventDefault();
      go(target(placeOf(current)));
      current.focus();
    });
    onPart(list, "focusin", show);
    onPart(list, "mouseover", show);
    onPart(list, "click", (part) => {
      go(part);
      show(part);
    });
  }

  // Goes to a passage of the list, `#p1`.
  const goToPassage = (hash) => {
    const link = document.querySelector(`.passages a[href="${CSS.escape(hash)}"]`);
    if (!link) return;
    open(blocks[link.dataset.block]);
    const mark = document.getElementById(hash.slice(1));
    mark.scrollIntoView({ block: "center" });
    go(mark.querySelector("i, b"));
    current.focus({ preventScroll: true });
  };
  document.querySelector(".passages")?.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    open(blocks[link.dataset.block]); // before the browser looks for the passage
    setTimeout(() => goToPassage(link.hash));
  });
  goToPassage(location.hash);

  followSpaces(list);
  const differing = document.getElementById("differing");
  const showDiffering = () => list.classList.toggle("only-differing", differing.checked);
  differing.addEventListener("change", showDiffering);
  showDiffering();
}

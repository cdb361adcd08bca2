// @ts-check
// A map with one pixel for each number, in the color of its shape.
import { make } from "./dom.js";
import { mapColumns, splitByShape } from "./heat_map.js";
import { withCommas } from "./price.js";

/** @typedef {import("./heat_map.js").ShapeTally} ShapeTally */

const shapeColors = 9; // of the style sheet
const mostLegendRows = 12;

/** The colors of the style sheet, light or dark, as [red, green, blue]. */
function shapePalette() {
  const style = getComputedStyle(document.documentElement);
  return Array.from({ length: shapeColors }, (_, index) => {
    const color = style.getPropertyValue(`--shape-${index}`).trim();
    return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  });
}

/** @param {HTMLCanvasElement} canvas @param {ShapeTally} tally */
function drawMap(canvas, { cells }) {
  const colors = shapePalette();
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(canvas.width, canvas.height);
  cells.forEach((shape, index) => {
    image.data.set([...colors[Math.min(shape, shapeColors - 1)], 255], 4 * index);
  });
  context.putImageData(image, 0, 0);
}

/** @param {ShapeTally} tally */
function makeLegend({ shapes, counts }) {
  const rows = shapes
    .slice(0, mostLegendRows)
    .flatMap((shape, index) =>
      counts[index] === 0
        ? []
        : make(
            "tr",
            {},
            make(
              "th",
              { scope: "row" },
              make("span", { class: "swatch", style: `background:var(--shape-${Math.min(index, shapeColors - 1)})` }),
              shape === "" ? "one token" : shape,
            ),
            make("td", { class: "number" }, withCommas(counts[index])),
          ),
    );
  const rest = shapes.length - mostLegendRows;
  if (rest > 0) rows.push(make("tr", {}, make("td", { colspan: "2" }, `${rest} more`)));
  const caption = make("caption", {}, "Lengths of the tokens, and how many numbers");
  return make("table", { class: "shapes" }, caption, make("tbody", {}, ...rows));
}

/** A map of whole numbers with its legend. @param {string} name @param {ShapeTally} tally */
export function mapElement(name, tally) {
  const { from, cells, counts, shapes, firstSplit } = tally;
  const columns = mapColumns(cells.length);
  const rows = Math.ceil(cells.length / columns);
  const scale = columns === 10 ? 24 : columns === 100 ? 6 : 1;
  const split = firstSplit === null ? "" : `; the first number that is split is ${firstSplit}`;
  const summary =
    `${withCommas(counts[0])} of the ${withCommas(cells.length)} numbers from ${from} to ` +
    `${from + cells.length - 1} are one token${split}`;
  const canvas = /** @type {HTMLCanvasElement} */ (
    make("canvas", {
      width: columns,
      height: rows,
      style: `width:${columns * scale}px`,
      tabindex: "0",
      role: "application",
      "aria-roledescription": "heat map",
      "aria-label": `${name}: ${summary}. Use the arrow keys to move between numbers.`,
    })
  );
  const cursor = make("div", { class: "cursor", hidden: true });
  const output = make("output", { "aria-live": "polite" });
  let current = 0;
  const go = (/** @type {number} */ index) => {
    if (index < 0 || index >= cells.length) return;
    current = index;
    cursor.hidden = false;
    cursor.style.left = `${(100 * (index % columns)) / columns}%`;
    cursor.style.top = `${(100 * Math.floor(index / columns)) / rows}%`;
    cursor.style.width = `${100 / columns}%`;
    cursor.style.height = `${100 / rows}%`;
    output.textContent = splitByShape(String(from + index), shapes[cells[index]]);
  };
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  canvas.addEventListener("keydown", (event) => {
    if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    go(current + steps[event.key]);
  });
  canvas.addEventListener("focus", () => go(current));
  canvas.addEventListener("mousemove", (event) => {
    const box = canvas.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
    go(Math.floor(((event.clientY - box.top) / box.height) * rows) * columns + column);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawMap(canvas, tally));
  drawMap(canvas, tally);
  return make(
    "section",
    { class: "map" },
    make("h2", {}, name),
    make("p", {}, `${summary}. Each row has ${columns} numbers.`),
    make("div", { class: "chart-and-legend" }, make("div", { class: "drawing" }, canvas, cursor), makeLegend(tally)),
    output,
  );
}

// For the pages of split and compare.
import { nearestOnLine } from "./nearest_on_line.js";

// Describes parts by their data, which texts::write_part_data() and hexadecimal_bytes() write. The first follows the byte
// `start` of the text.
const partDescriber = (data, start) => {
  const sums = (numbers, from) => numbers.map((number) => (from += number));
  const steps = data.steps ?? data.sizes;
  const ends = sums(steps, start);
  const byteEnds = sums(data.sizes, 0);
  return {
    ends,
    describe: (index, part) => {
      const hex = data.bytes.slice(2 * (byteEnds[index] - data.sizes[index]), 2 * byteEnds[index]);
      const bytes = hex.replace(/..(?=.)/g, "$& ");
      const begin = ends[index] - Math.min(data.sizes[index], steps[index]);
      const id = data.ids ? `id ${data.ids[index]}, ` : "";
      const inside = part.matches(".inside, .cut > :nth-child(n + 3)") ? ", begins inside a grapheme" : "";
      return `${id}bytes ${bytes}, offsets ${begin} to ${ends[index]}${inside}`;
    },
  };
};

// The index of the nearest of `parts` on the line above that of parts[current] (step -1) or below it (step 1).
const partOnLine = (parts, current, step) => nearestOnLine((index) => parts[index], parts.length, current, step);

// The step that the right arrow key makes. In a line from right to left, the next part is at the left.
const stepToTheRight = (part) => (part.matches(":dir(rtl)") ? -1 : 1);

// Whether a key is to move to another part, not to do what it does in the browser.
const isPlainKey = (event) => !event.ctrlKey && !event.altKey && !event.metaKey;

// Calls act(part) for events of a part in `list`.
const onPart = (list, type, act) => {
  list.addEventListener(type, (event) => {
    const part = event.target.closest(".parts :is(i, b)");
    if (part) act(part);
  });
};

// White space is visible while the check box is checked.
const followSpaces = (list) => {
  const spaces = document.getElementById("spaces");
  const showSpaces = () => list.classList.toggle("spaces", spaces.checked);
  spaces.addEventListener("change", showSpaces);
  showSpaces();
};

"use strict";
// Each map is a canvas with one pixel for each number, which the style sheet enlarges.
{
  const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const lastColor = 8;

  // The colors of the style sheet, light or dark, as [red, green, blue].
  const palette = () => {
    const style = getComputedStyle(document.documentElement);
    return Array.from({ length: lastColor + 1 }, (_, index) => {
      const color = style.getPropertyValue(`--shape-${index}`).trim();
      return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
    });
  };

  const start = (section) => {
    const { from, before, shapes, cells } = JSON.parse(section.querySelector("script").textContent);
    const canvas = section.querySelector("canvas");
    const cursor = section.querySelector(".cursor");
    const output = section.querySelector("output");
    const buttons = Array.from(section.querySelectorAll("button"));
    let highlighted = null; // the highlighted shape
    let current = 0;

    const draw = () => {
      const colors = palette();
      const context = canvas.getContext("2d");
      const image = context.createImageData(canvas.width, canvas.height);
      for (let index = 0; index < cells.length; ++index) {
        const shape = characters.indexOf(cells[index]);
        const color = colors[Math.min(shape, lastColor)];
        const opacity = highlighted === null || highlighted === shape ? 255 : 40;
        image.data.set([...color, opacity], 4 * (before + index));
      }
      context.putImageData(image, 0, 0);
    };

    // The number with `|` between its tokens.
    const pieces = (index) => {
      const number = String(BigInt(from) + BigInt(index));
      const code = characters.indexOf(cells[index]);
      if (code === 0) return `${number}: one token`;
      if (code === characters.length - 1) return `${number}: rare split`;
      if (shapes[code] === "changed") return `${number}: the tokens are not the digits`;
      let at = 0;
      const tokens = shapes[code].split("+").map((length) => number.slice(at, (at += Number(length))));
      return `${number}: ${tokens.join("|")}`;
    };

    const go = (index) => {
      if (index < 0 || index >= cells.length) return;
      current = index;
      const place = before + index;
      cursor.hidden = false;
      cursor.style.left = `${((place % canvas.width) / canvas.width) * 100}%`;
      cursor.style.top = `${(Math.floor(place / canvas.width) / canvas.height) * 100}%`;
      cursor.style.width = `${100 / canvas.width}%`;
      cursor.style.height = `${100 / canvas.height}%`;
      output.textContent = pieces(index);
    };

    const steps = {
      ArrowLeft: () => current - 1,
      ArrowRight: () => current + 1,
      ArrowUp: () => current - canvas.width,
      ArrowDown: () => current + canvas.width,
      Home: () => 0,
      End: () => cells.length - 1,
    };
    canvas.addEventListener("keydown", (event) => {
      if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      go(steps[event.key]());
    });
    canvas.addEventListener("focus", () => go(current));
    canvas.addEventListener("mousemove", (event) => {
      const box = canvas.getBoundingClientRect();
      const column = Math.floor(((event.clientX - box.left) / box.width) * canvas.width);
      const row = Math.floor(((event.clientY - box.top) / box.height) * canvas.height);
      go(row * canvas.width + column - before);
    });
    for (const button of buttons) {
      button.addEventListener("click", () => {
        const shape = Math.min(Number(button.dataset.shape), characters.length - 1);
        highlighted = highlighted === shape ? null : shape;
        for (const other of buttons) {
          other.setAttribute("aria-pressed", String(other === button && highlighted !== null));
        }
        draw();
      });
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    draw();
  };

  document.querySelectorAll(".map").forEach(start);
}

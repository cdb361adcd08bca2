"use strict";
// The amounts follow the number of calls. They are decimal numbers of any length, so that no digit is lost.
{
  const leastDecimals = 6;
  const stepsInDecade = 100;

  const calls = document.getElementById("calls");
  const slider = document.getElementById("slider");
  const amounts = Array.from(document.querySelectorAll("[data-each]"));
  const counts = Array.from(document.querySelectorAll("[data-calls]"));

  // The product of a decimal number and an integer, with all digits.
  const times = (decimal, count) => {
    const [whole, fraction] = decimal.split(".");
    const digits = String(BigInt(whole + fraction) * count).padStart(fraction.length + 1, "0");
    const point = digits.length - fraction.length;
    const zeros = /0*$/.exec(digits.slice(point + leastDecimals))[0].length;
    return `${digits.slice(0, point)}.${digits.slice(point, digits.length - zeros)}`;
  };

  const show = (count) => {
    for (const amount of amounts) amount.textContent = times(amount.dataset.each, count);
    for (const cell of counts) cell.textContent = String(BigInt(cell.dataset.calls) * count);
  };

  // The slider is logarithmic.
  const placeOf = (count) => Math.round(stepsInDecade * Math.log10(Number(count)));
  const countAt = (place) => {
    const exact = 10 ** (place / stepsInDecade);
    const unit = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1); // rounded to two digits
    return BigInt(Math.round(exact / unit)) * BigInt(unit);
  };

  const placeSlider = (count) => {
    slider.value = placeOf(count);
    slider.ariaValueText = String(count);
  };

  slider.addEventListener("input", () => {
    const count = countAt(Number(slider.value));
    calls.value = String(count);
    calls.ariaInvalid = null;
    slider.ariaValueText = String(count);
    show(count);
  });

  const readCalls = () => {
    const text = calls.value.replace(/[\s,]/g, "");
    const isValid = /^\d{1,30}$/.test(text) && BigInt(text) > 0n;
    calls.ariaInvalid = isValid ? null : "true";
    if (!isValid) return;
    placeSlider(BigInt(text));
    show(BigInt(text));
  };
  calls.addEventListener("input", readCalls);
  readCalls();

  const orders = {
    rank: (a, b) => a.dataset.rank - b.dataset.rank,
    name: (a, b) => a.dataset.name.localeCompare(b.dataset.name, "en", { numeric: true }),
  };
  const sort = () => {
    const order = orders[document.querySelector("[name='sort']:checked").value];
    for (const list of document.querySelectorAll("[data-sorted]")) list.append(...Array.from(list.children).sort(order));
  };
  document.querySelector("fieldset").addEventListener("change", sort);
  sort();
}

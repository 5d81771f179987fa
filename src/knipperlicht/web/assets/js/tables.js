// Lists in which rows are chosen: [data-table] around; [data-select-all], [data-select-row]; [data-bulk] with
// [data-bulk-count]; [data-select-matches] chooses everything that matches, also on other pages.
import { announce, each, on, text } from "./dom.js";

const boxes = (table) => [...table.querySelectorAll("[data-select-row]")];

function tell(table, { aloud = true } = {}) {
  const all = boxes(table);
  const count = all.filter((box) => box.checked).length;
  const head = table.querySelector("[data-select-all]");
  if (head) {
    head.checked = count > 0 && count === all.length;
    head.indeterminate = count > 0 && count < all.length;
  }
  const bar = table.querySelector("[data-bulk]");
  if (bar) bar.hidden = count === 0;
  const words = table.querySelector("[data-bulk-count]");
  const everything = table.querySelector("[data-select-matches]");
  if (everything && count < all.length) everything.setAttribute("aria-pressed", "false");
  const hidden = table.querySelector("[data-matches-field]");
  const matches = everything?.getAttribute("aria-pressed") === "true";
  if (hidden) hidden.value = matches ? "1" : "";
  const sentence = text("chosen", matches ? Number(everything.dataset.selectMatches) : count);
  if (words) words.textContent = sentence;
  if (aloud) announce(sentence);
}

export function tables() {
  let last = null;
  each("[data-table]", (table) => tell(table, { aloud: false }));
  on("click", "[data-select-row]", (event, box) => {
    const table = box.closest("[data-table]");
    if (!table) return;
    const all = boxes(table);
    if (event.shiftKey && last && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      for (const other of all.slice(from, to + 1)) other.checked = box.checked;
    }
    last = box;
    tell(table);
  });
  on("change", "[data-select-all]", (_event, head) => {
    const table = head.closest("[data-table]");
    for (const box of boxes(table)) box.checked = head.checked;
    tell(table);
  });
  on("click", "[data-select-matches]", (_event, button) => {
    const table = button.closest("[data-table]");
    const pressed = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(pressed));
    for (const box of boxes(table)) box.checked = pressed || box.checked;
    tell(table);
  });
  on("click", "[data-select-none]", (_event, button) => {
    const table = button.closest("[data-table]");
    for (const box of boxes(table)) box.checked = false;
    table.querySelector("[data-select-matches]")?.setAttribute("aria-pressed", "false");
    tell(table);
  });
}

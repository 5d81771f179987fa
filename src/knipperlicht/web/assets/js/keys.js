// Single keys, for people who do this all day. They can be switched off in the dialog that "?" opens.
import { each, remember } from "./dom.js";

const writing = (target) => target.closest?.("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]");

function step(by) {
  const rows = [...document.querySelectorAll("[data-row-link], .hit > summary")].filter((row) => row.checkVisibility?.() ?? true);
  if (!rows.length) return;
  const inside = (row) => row === document.activeElement || (row.closest("tr, .hit") ?? row).contains(document.activeElement);
  const at = rows.findIndex(inside);
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

export function toggleAll(scope = document) {
  const hits = [...scope.querySelectorAll(".hit")];
  const open = hits.some((hit) => !hit.open);
  for (const hit of hits) hit.open = open;
}

export function keys() {
  const isOn = () => remember.get("keys") !== "off";
  each("[data-keys-on]", (box) => {
    box.checked = isOn();
    box.addEventListener("change", () => remember.set("keys", box.checked ? "on" : "off"));
  });
  each('[data-dialog-open="keys"]', (button) => (button.hidden = false));

  const acts = {
    "/": () => { const box = [...document.querySelectorAll("[data-search]")].find((one) => one.checkVisibility({ visibilityProperty: true })); box?.focus(); box?.select(); },
    "?": () => document.getElementById("keys")?.showModal(),
    j: () => step(1),
    k: () => step(-1),
    o: () => toggleAll(),
    x: () => document.activeElement?.closest("tr")?.querySelector("[data-select-row]")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !acts[event.key]) return;
    if (!isOn() || writing(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    acts[event.key]();
  });

  // Everything a person closed is in the print all the same.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("main details:not([open], .menu, .help)")];
    for (const part of closed) part.open = true;
  });
  addEventListener("afterprint", () => { for (const part of closed) part.open = false; });
}

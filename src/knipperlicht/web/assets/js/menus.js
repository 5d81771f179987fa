// details used as a menu or as help: one open at a time, Escape and a click elsewhere close it, help stays in view.
import { on } from "./dom.js";
import { toggleAll } from "./keys.js";

const OPEN = "details[data-menu][open], details.help[open]";

export function menus() {
  document.addEventListener("pointerdown", ({ target }) => {
    for (const menu of document.querySelectorAll(OPEN)) if (!menu.contains(target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(OPEN)) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    const menu = target.closest?.(OPEN);
    if (menu && relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
  });
  document.addEventListener("toggle", ({ target }) => {
    const box = target.matches?.("details.help[open], details[data-menu][open]") && target.querySelector(".help-text, .menu-panel");
    if (!box) return;
    box.style.translate = "";
    const { left, right } = box.getBoundingClientRect();
    const over = right - (document.documentElement.clientWidth - 8);
    if (over > 0) box.style.translate = `${-over}px 0`;
    else if (left < 8) box.style.translate = `${8 - left}px 0`;
  }, true);
  on("click", "[data-toggle-all]", (_event, button) => toggleAll(document.querySelector(button.dataset.toggleAll) ?? document));
  on("click", "#nav a", () => document.getElementById("nav").matches(":popover-open") && document.getElementById("nav").hidePopover());
}

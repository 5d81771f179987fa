// Suggestions under the search box: the ARIA combobox pattern over options the server renders.
import { announce, each, text } from "./dom.js";

export function combobox() {
  each("[data-combobox]", (box) => {
    const input = box.querySelector('[role="combobox"]');
    const list = box.querySelector('[role="listbox"]');
    if (!input || !list) return;
    const options = () => [...list.querySelectorAll('[role="option"]:not([aria-disabled="true"])')];
    let active = -1;
    // Options answer what was typed when they were asked for. Until the answer to the present text is there, none can
    // be chosen: who types fast and presses down and Enter must not open the first of an earlier answer.
    let asked = input.value;
    let waiting = false;
    const fresh = () => asked === input.value;

    const show = (open) => {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) choose(-1);
    };
    const choose = (index) => {
      const all = options();
      active = all.length ? (index + all.length + 1) % (all.length + 1) : -1;
      if (index === -1 || active === all.length) active = -1;
      all.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      if (active < 0) return input.removeAttribute("aria-activedescendant");
      all[active].id ||= `${list.id}-${active}`;
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    };
    const take = (option) => {
      if (option.href) return location.assign(option.href);
      input.value = option.dataset.value ?? option.textContent.trim();
      show(false);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };

    input.addEventListener("htmx:beforeRequest", () => (asked = input.value));
    list.addEventListener("htmx:afterSwap", () => {
      const count = options().length;
      show(document.activeElement === input && list.childElementCount > 0);
      active = -1;
      if (waiting && fresh() && !list.hidden) choose(0);
      waiting = false;
      if (!list.hidden) announce(text("suggestions", count));
    });
    input.addEventListener("input", () => {
      waiting = false;
      choose(-1);
      if (!input.value.trim()) { list.replaceChildren(); show(false); }
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const open = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!fresh()) { event.preventDefault(); waiting = true; return; }
        if (!list.childElementCount) return;
        event.preventDefault();
        if (!open) show(true);
        const last = options().length;
        choose(event.key === "ArrowDown" ? active + 1 : active < 0 ? last - 1 : active === 0 ? -1 : active - 1);
      } else if (event.key === "Enter" && open && active >= 0) {
        event.preventDefault();
        take(options()[active]);
      } else if (event.key === "Escape") {
        if (open) event.preventDefault();
        else if (input.value) { event.preventDefault(); input.value = ""; list.replaceChildren(); }
        else input.blur();
        show(false);
      } else if (event.key === "Tab") show(false);
    });
    input.addEventListener("focus", () => { if (list.childElementCount && input.value.trim()) show(true); });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest('[role="option"]');
      if (option && !option.href) take(option);
    });
    document.addEventListener("pointerdown", (event) => { if (!box.contains(event.target)) show(false); });
  });
}

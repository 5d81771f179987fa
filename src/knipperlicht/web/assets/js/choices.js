// [data-choices]: boxes in groups that fold. Typing keeps the boxes whose name has the text, and opens their groups;
// a group's own buttons choose all that is shown of it, or none. Without script the groups fold by themselves.
import { each } from "./dom.js";

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

function group(part) {
  const boxes = [...part.querySelectorAll("input[type=checkbox]")];
  const count = () => (part.querySelector("[data-choices-count]").textContent = boxes.filter((box) => box.checked).length);
  const set = (checked) => {
    for (const box of boxes) if (!box.closest("label").hidden) box.checked = checked;
    boxes[0].dispatchEvent(new Event("input", { bubbles: true })); // a guarded form asks before this is lost
    count();
  };
  part.addEventListener("change", count);
  part.querySelector("[data-choices-all]").addEventListener("click", () => set(true));
  part.querySelector("[data-choices-no]").addEventListener("click", () => set(false));
  count();
  return {
    narrow(wanted) {
      let shown = 0;
      for (const box of boxes) {
        const label = box.closest("label");
        label.hidden = !plain(label.textContent).includes(wanted);
        shown += !label.hidden;
      }
      part.hidden = !shown;
      part.open = wanted ? shown > 0 : boxes.some((box) => box.checked);
      return shown;
    },
  };
}

export function choices() {
  each("[data-choices]", (all) => {
    for (const tool of all.querySelectorAll("[data-choices-tools]")) tool.hidden = false;
    const groups = [...all.querySelectorAll("[data-choices-group]")].map(group);
    const find = all.querySelector("[data-choices-find]");
    const none = all.querySelector("[data-choices-none]");
    find.addEventListener("input", (event) => {
      event.stopPropagation(); // to search is no change of the form
      const shown = groups.reduce((sum, one) => sum + one.narrow(plain(find.value)), 0);
      none.textContent = shown ? "" : none.dataset.text;
    });
    find.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  });
}

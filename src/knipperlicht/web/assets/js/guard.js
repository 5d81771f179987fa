// form[data-guard]: leaving with changes that were not saved asks first.
// [data-autosubmit]: a form that sends itself when a choice changes; its button is only for pages without script.
import { each, on } from "./dom.js";

export function guard() {
  const changed = new Set();
  const state = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  each("form[data-guard]", (form) => {
    const first = state(form);
    form.addEventListener("input", () => (state(form) === first ? changed.delete(form) : changed.add(form)));
    form.addEventListener("submit", () => changed.delete(form));
    form.addEventListener("reset", () => changed.delete(form));
  });
  addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });
  on("change", "[data-autosubmit] :is(select, input[type=checkbox], input[type=radio], input[type=date])", (_event, field) => {
    field.form?.requestSubmit();
  });
  each("[data-autosubmit] [data-autosubmit-button]", (button) => (button.hidden = true));
}

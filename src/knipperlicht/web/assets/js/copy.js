// [data-copy="text"]: copies it and says so. data-copied: the sentence to say.
import { on, text, toast } from "./dom.js";

export function copy() {
  on("click", "[data-copy]", async (event, button) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      return toast(text("uncopied"), "warning");
    }
    button.dataset.done = "";
    setTimeout(() => delete button.dataset.done, 1600);
    toast(button.dataset.copied ?? text("copied"), "success");
  });
  on("click", "[data-print]", () => print());
}

// htmx: the CSRF header, the thin line on top, and one sentence for everything that goes wrong.
import { announce, text, toast } from "./dom.js";

export function requests() {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  const line = document.getElementById("progress");
  let busy = 0;

  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (token && detail.verb !== "get") detail.headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:beforeRequest", () => {
    busy += 1;
    if (line) line.dataset.busy = "";
  });
  document.addEventListener("htmx:afterRequest", () => {
    busy = Math.max(0, busy - 1);
    if (line && !busy) delete line.dataset.busy;
  });

  // A whole page where a part was asked for: the session ended and this is the sign-in page. Go there properly.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, boosted, target, elt } = event.detail;
    if (boosted || target === document.body || elt?.closest?.("[hx-select]") || xhr.status >= 400) return;
    if (/^\s*<!doctype/i.test(xhr.responseText.slice(0, 200))) {
      event.detail.shouldSwap = false;
      location.assign(location.href);
    }
  });

  document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
    const status = xhr.status;
    toast(text(`e${status}`) || text(status >= 500 ? "e500" : "e400"), "error");
  });
  document.addEventListener("htmx:sendError", () => toast(text("offline"), "error"));
  document.addEventListener("htmx:timeout", () => toast(text("timeout"), "error"));
  document.addEventListener("htmx:swapError", () => toast(text("e500"), "error"));

  // The server may say something: HX-Trigger: {"toast": {"text": "…", "tone": "success"}} or {"announce": "…"}
  document.addEventListener("toast", ({ detail }) => toast(detail.text ?? detail.value, detail.tone));
  document.addEventListener("announce", ({ detail }) => announce(detail.text ?? detail.value));

  // allauth says here that a passkey did not work.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    toast(text("passkey"), "error");
  });
}

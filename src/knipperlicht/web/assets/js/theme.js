// [data-theme-choice]: system, light or dark. The server reads the cookie and sets data-theme on <html>.
import { announce, on, remember, text } from "./dom.js";

function put(value) {
  const root = document.documentElement;
  if (value) root.dataset.theme = value;
  else delete root.dataset.theme;
  for (const button of document.querySelectorAll("[data-theme-choice] button")) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
}

/** With the account too, for the next device; without answer this device remembers it anyway. */
function keep(form, value) {
  if (!form) return;
  const data = new FormData(form);
  data.set("theme", value);
  fetch(form.action, { method: "POST", body: data, redirect: "manual" }).catch(() => {});
}

export function theme() {
  for (const group of document.querySelectorAll("[data-theme-choice]")) group.hidden = false;
  const kept = remember.get("theme");
  if (kept !== null && kept !== (document.documentElement.dataset.theme ?? "")) put(kept);
  on("click", "[data-theme-choice] button", (event, button) => {
    event.preventDefault();
    const value = button.value;
    put(value);
    remember.set("theme", value);
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${value}; Path=/; Max-Age=${value ? 31536000 : 0}; SameSite=Lax${secure}`;
    keep(button.form, value);
    announce(text("themeSet"));
  });
}

// Small helpers every part uses.
const texts = () => document.getElementById("texts")?.dataset ?? {};

/** A sentence in the language of the page; {n} becomes the number. */
export function text(name, number) {
  const data = texts();
  const key = number === 0 ? `${name}None` : number === 1 ? `${name}One` : name;
  return (data[key] ?? data[name] ?? "").replace("{n}", number?.toLocaleString(document.documentElement.lang));
}

/** Listen once on the document, for elements that may arrive later. */
export function on(type, selector, act, options) {
  document.addEventListener(
    type,
    (event) => {
      const found = event.target instanceof Element && event.target.closest(selector);
      if (found) act(event, found);
    },
    options,
  );
}

/** Now, and again for whatever htmx brings in; every element once. */
export function each(selector, act) {
  const done = new WeakSet();
  const once = (element) => {
    if (done.has(element)) return;
    done.add(element);
    act(element);
  };
  const run = (root) => {
    if (root.matches?.(selector)) once(root);
    root.querySelectorAll?.(selector).forEach(once);
  };
  run(document);
  document.addEventListener("htmx:load", (event) => run(event.detail.elt));
}

/** Read aloud, not shown. */
export function announce(sentence) {
  const live = document.getElementById("live");
  if (!live) return;
  live.textContent = "";
  setTimeout(() => (live.textContent = sentence), 50);
}

/** Shown in the corner and read aloud. Errors stay until they are dismissed. */
export function toast(sentence, tone = "info") {
  const shelf = document.getElementById("toasts");
  if (!shelf || !sentence) return;
  for (const old of shelf.children) if (old.dataset.text === sentence) old.remove();
  const box = document.createElement("div");
  box.className = "toast";
  box.dataset.tone = tone;
  box.dataset.text = sentence;
  if (tone === "error") box.setAttribute("role", "alert");
  const words = document.createElement("span");
  words.className = "toast-text";
  words.textContent = sentence;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "copy-button";
  close.setAttribute("aria-label", text("dismiss"));
  close.textContent = "✕";
  close.addEventListener("click", () => box.remove());
  box.append(words, close);
  shelf.append(box);
  if (tone !== "error") {
    const leave = () => (box.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : box.remove());
    setTimeout(leave, 7000);
  }
}

export const remember = {
  get(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  },
  set(key, value) {
    try { localStorage.setItem(key, value); } catch { /* private mode: lasts as long as the page */ }
  },
};

// [data-map]: the map is fetched when it comes into view, or on a press of [data-map-show] when there is one.
import { each, text } from "./dom.js";

export function maps() {
  each("[data-map]", (frame) => {
    const load = async () => {
      try {
        if (!document.querySelector(`link[href="${frame.dataset.mapStyle}"]`)) {
          const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: frame.dataset.mapStyle });
          document.head.append(link);
        }
        const { show } = await import(frame.dataset.mapScript);
        await show(frame);
      } catch (error) {
        console.error(error);
        const note = frame.querySelector("[data-map-note]");
        if (note) { note.textContent = text("mapFailed"); note.hidden = false; }
        frame.dataset.mapState = "failed";
      }
    };
    const button = frame.querySelector("[data-map-show]");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", () => { button.hidden = true; load(); }, { once: true });
      return;
    }
    const watch = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) { watch.disconnect(); load(); }
    }, { rootMargin: "200px" });
    watch.observe(frame);
  });
}

// [data-section-nav]: marks the part of the page that is being read.
import { each } from "./dom.js";

export function sections() {
  each("[data-section-nav]", (nav) => {
    const links = new Map();
    for (const link of nav.querySelectorAll('a[href^="#"]')) {
      const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (part) links.set(part, link);
    }
    const seen = new Set();
    const watch = new IntersectionObserver((entries) => {
      for (const entry of entries) entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target);
      const here = [...links.keys()].find((part) => seen.has(part));
      if (!here) return;
      for (const [part, link] of links) {
        if (part !== here) link.removeAttribute("aria-current");
        else if (!link.hasAttribute("aria-current")) {
          link.setAttribute("aria-current", "location");
          const strip = link.closest("ul");
          if (strip.scrollWidth > strip.clientWidth) strip.scrollLeft = link.offsetLeft - strip.clientWidth / 3;
        }
      }
    }, { rootMargin: "-8% 0px -65% 0px" });
    for (const part of links.keys()) watch.observe(part);
  });
}

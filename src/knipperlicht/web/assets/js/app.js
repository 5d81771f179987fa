// What every page loads. Each part finds its own elements by data-attributes; without script the pages still work.
import "htmx.org/dist/htmx.min.js"; // already small: esbuild alone makes it a fifth larger
import { choices } from "./choices.js";
import { combobox } from "./combobox.js";
import { copy } from "./copy.js";
import { dialogs } from "./dialogs.js";
import { guard } from "./guard.js";
import { keys } from "./keys.js";
import { maps } from "./lazy-map.js";
import { menus } from "./menus.js";
import { requests } from "./requests.js";
import { sections } from "./sections.js";
import { tables } from "./tables.js";
import { theme } from "./theme.js";

for (const part of [requests, choices, combobox, copy, dialogs, guard, keys, maps, menus, sections, tables, theme]) part(document);

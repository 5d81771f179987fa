// One bundle a page needs at once (app), one that is fetched when a map is asked for (map),
// the styles of case work (casework), and MapLibre's worker, which the browser must load from our own address.
import { build } from "esbuild";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const out = process.argv[2];
mkdirSync(out, { recursive: true });

const common = {
  bundle: true,
  minify: true,
  sourcemap: false,
  legalComments: "none",
  target: ["chrome111", "firefox115", "safari16.4"],
  logLevel: "warning",
};

await Promise.all([
  build({ ...common, entryPoints: { app: "js/app.js" }, format: "esm", outdir: out }),
  build({ ...common, entryPoints: { map: "js/map.js" }, format: "esm", outdir: out }),
  build({ ...common, entryPoints: { "map-worker": "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs" }, format: "esm", outdir: out }),
  build({ ...common, entryPoints: { app: "css/app.css" }, outdir: out }),
  build({ ...common, entryPoints: { casework: "css/casework.css" }, outdir: out }),
  build({ ...common, entryPoints: { map: "css/map.css" }, outdir: out, loader: { ".svg": "dataurl" } }),
]);

// Only the tests load it; hatch leaves the folder out of the wheel.
mkdirSync(join(out, "dev"), { recursive: true });
copyFileSync("node_modules/axe-core/axe.min.js", join(out, "dev", "axe.js"));

// The map: fetched only when one is asked for. frame: the element of components/map.html.
// Points and clusters are real buttons above the canvas, so that Tab and Enter reach them; the list below the map
// holds the same. Nothing is coloured by score.
import { AttributionControl, LngLatBounds, Map, Marker, NavigationControl, Popup, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { draw } from "./map-draw.js";

/** A colour token as the browser shows it now. */
function colour(name) {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const seen = getComputedStyle(probe).color;
  probe.remove();
  return seen;
}

const paints = () => ({
  ground: { "background-color": colour("sunken") },
  "boundaries-area": { "fill-color": colour("surface"), "fill-opacity": 0.6 },
  "boundaries-line": { "line-color": colour("line-strong"), "line-width": 1 },
  "area-fill": { "fill-color": colour("amber"), "fill-opacity": 0.18 },
  "area-line": { "line-color": colour("amber-mark"), "line-width": 2.5 },
  "area-corners": { "circle-color": colour("surface"), "circle-radius": 5, "circle-stroke-width": 2.5, "circle-stroke-color": colour("amber-mark") },
});

/** "#id" is JSON in the page itself, anything else an address. */
async function read(where) {
  if (!where) return { type: "FeatureCollection", features: [] };
  if (where.startsWith("#")) return JSON.parse(document.querySelector(where).textContent);
  const answer = await fetch(where, { headers: { Accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(`${where}: ${answer.status}`);
  return answer.json();
}

const positions = (geometry) => (geometry ? (geometry.coordinates ?? []).flat(Infinity) : []);

function extent(...collections) {
  const box = new LngLatBounds();
  for (const { features } of collections) {
    for (const { geometry } of features) {
      const flat = positions(geometry);
      for (let at = 0; at < flat.length; at += 2) box.extend([flat[at], flat[at + 1]]);
    }
  }
  return box.isEmpty() ? null : box;
}

function style(frame, boundaries, points) {
  const paint = paints();
  const sources = {
    boundaries: { type: "geojson", data: boundaries },
    points: { type: "geojson", data: points, cluster: true, clusterRadius: 44, clusterMaxZoom: 17, clusterProperties: { count: ["+", ["coalesce", ["get", "count"], 1]] } },
    area: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
  };
  const layers = [
    { id: "ground", type: "background" },
    { id: "boundaries-area", type: "fill", source: "boundaries" },
    { id: "boundaries-line", type: "line", source: "boundaries" },
    { id: "area-fill", type: "fill", source: "area", filter: ["==", ["geometry-type"], "Polygon"] },
    { id: "area-line", type: "line", source: "area", filter: ["!=", ["geometry-type"], "Point"] },
    { id: "area-corners", type: "circle", source: "area", filter: ["==", ["geometry-type"], "Point"] },
    // Unseen: it makes MapLibre compute the clusters, which markers() shows as buttons.
    { id: "points", type: "circle", source: "points", paint: { "circle-opacity": 0, "circle-radius": 1 } },
  ].map((layer) => ({ ...layer, paint: layer.paint ?? paint[layer.id] }));
  if (frame.dataset.mapTiles) {
    sources.tiles = { type: "raster", tiles: [frame.dataset.mapTiles], tileSize: 256, attribution: frame.dataset.mapAttribution ?? "" };
    layers.splice(1, 1, { id: "tiles", type: "raster", source: "tiles" });
  }
  return { version: 8, sources, layers };
}

function popup({ name, detail, band_name: band, url }, words) {
  const box = document.createElement("div");
  box.className = "map-popup";
  const add = (tag, text, extra = {}) => text && box.append(Object.assign(document.createElement(tag), { textContent: text, ...extra }));
  if (url) add("a", name, { href: url, title: words("open") });
  else add("strong", name);
  add("p", detail);
  add("p", band);
  return box;
}

const abbreviated = (number) => (number > 999 ? `${(number / 1000).toFixed(number > 9999 ? 0 : 1)}k` : String(number));

/** Keep one button for every cluster or point in view. */
function markers(map, words) {
  const shown = new globalThis.Map();
  const make = (feature) => {
    const { properties, geometry } = feature;
    const button = document.createElement("button");
    button.type = "button";
    if (properties.cluster) {
      button.className = "map-cluster";
      button.textContent = abbreviated(properties.count);
      button.dataset.size = properties.count > 99 ? "l" : properties.count > 9 ? "m" : "s";
      button.setAttribute("aria-label", words("here", properties.count));
      button.addEventListener("click", async () => {
        const zoom = await map.getSource("points").getClusterExpansionZoom(properties.cluster_id);
        map.easeTo({ center: geometry.coordinates, zoom });
      });
    } else {
      const many = properties.count > 1; // a point that stands for a whole place
      button.className = many ? "map-cluster" : "map-point";
      if (many) {
        button.textContent = abbreviated(properties.count);
        button.dataset.size = properties.count > 99 ? "l" : properties.count > 9 ? "m" : "s";
      }
      button.setAttribute("aria-label", [properties.name, properties.detail].filter(Boolean).join(", "));
      button.addEventListener("click", (event) => {
        event.stopPropagation();
        new Popup({ offset: 12, maxWidth: "18rem" }).setLngLat(geometry.coordinates).setDOMContent(popup(properties, words)).addTo(map);
      });
    }
    return new Marker({ element: button }).setLngLat(geometry.coordinates);
  };
  const refresh = () => {
    if (!map.isSourceLoaded("points")) return;
    const wanted = new Set();
    for (const feature of map.querySourceFeatures("points")) {
      const key = feature.properties.cluster ? `c${feature.properties.cluster_id}` : `p${feature.geometry.coordinates}${feature.properties.url ?? feature.properties.name}`;
      if (wanted.has(key)) continue;
      wanted.add(key);
      if (!shown.has(key)) shown.set(key, make(feature).addTo(map));
    }
    for (const [key, marker] of shown) if (!wanted.has(key)) { marker.remove(); shown.delete(key); }
  };
  map.on("data", ({ sourceId, isSourceLoaded }) => { if (sourceId === "points" && isSourceLoaded) refresh(); });
  map.on("moveend", refresh);
  map.on("idle", refresh);
  refresh(); // the map may have come to rest before anybody listened
}

/** Names of the boundaries, in the middle of each. */
function names(map, boundaries) {
  const labels = boundaries.features.filter((feature) => feature.properties?.name).map((feature) => {
    const label = Object.assign(document.createElement("span"), { className: "map-name", textContent: feature.properties.name });
    label.setAttribute("aria-hidden", "true");
    return new Marker({ element: label }).setLngLat(extent({ features: [feature] }).getCenter()).addTo(map);
  });
  const show = () => { for (const label of labels) label.getElement().hidden = labels.length > 8 && map.getZoom() < 10; };
  map.on("zoomend", show);
  show();
}

/** Show the map in `frame`; rejects when the browser cannot. */
export async function show(frame) {
  const data = frame.dataset;
  const words = (key, number) => (data[`mapText${key[0].toUpperCase()}${key.slice(1)}`] ?? "").replace("{n}", number?.toLocaleString(document.documentElement.lang));
  setWorkerUrl(new URL(data.mapWorker, location.href).href);
  const [boundaries, points] = await Promise.all([read(data.mapBoundaries), read(data.mapPoints)]);
  const bounds = data.mapBounds ? data.mapBounds.split(",").map(Number) : extent(points) ?? extent(boundaries) ?? [2.5, 49.5, 6.4, 51.5];

  const map = new Map({
    container: frame.querySelector("[data-map-canvas]"),
    style: style(frame, boundaries, points),
    bounds,
    fitBoundsOptions: { padding: 32, maxZoom: 16 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    cooperativeGestures: false,
    locale: { "Map.Title": data.mapLabel, "NavigationControl.ZoomIn": words("in"), "NavigationControl.ZoomOut": words("out") },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl(), "bottom-left");
  if (data.mapAttribution) map.addControl(new AttributionControl({ compact: false }));
  await new Promise((resolve, reject) => { map.once("load", resolve); map.once("error", ({ error }) => reject(error)); });

  markers(map, words);
  names(map, boundaries);
  const repaint = () => {
    for (const [layer, paint] of Object.entries(paints())) {
      if (map.getLayer(layer)) for (const [key, value] of Object.entries(paint)) map.setPaintProperty(layer, key, value);
    }
  };
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  if (data.mapDraw) draw({ map, frame, words });
  frame.dataset.mapState = "ready";
  frame.dispatchEvent(new CustomEvent("map:ready", { bubbles: true }));
}

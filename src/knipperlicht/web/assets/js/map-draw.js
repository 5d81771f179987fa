// An area by its corners: by clicks, or by moving the map under the cross and pressing Enter. The corners go as
// [[lon, lat], …] into the form field the frame names.
import { announce } from "./dom.js";

const round = (number) => Math.round(number * 1e6) / 1e6;

function shapes(corners, closed) {
  const features = corners.map((place) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: place } }));
  if (closed) features.unshift({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [[...corners, corners[0]]] } });
  else if (corners.length > 1) features.unshift({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: corners } });
  return { type: "FeatureCollection", features };
}

function earlier(field) {
  try {
    const corners = JSON.parse(field.value);
    return Array.isArray(corners) && corners.length > 2 ? corners : [];
  } catch {
    return [];
  }
}

export function draw({ map, frame, words }) {
  const field = document.getElementById(frame.dataset.mapDraw);
  const tools = frame.querySelector("[data-map-tools]");
  if (!field || !tools) return;
  const button = (name) => tools.querySelector(`[data-draw="${name}"]`);
  const hint = tools.querySelector("[data-draw-hint]");
  const canvas = map.getCanvas();
  const cross = Object.assign(document.createElement("div"), { className: "map-cross", hidden: true, ariaHidden: "true" });
  frame.append(cross);
  let corners = earlier(field);
  let closed = corners.length > 2;
  let drawing = false;

  const paint = () => {
    map.getSource("area").setData(shapes(corners, closed));
    button("start").setAttribute("aria-pressed", String(drawing));
    button("add").hidden = cross.hidden = hint.hidden = !drawing;
    button("undo").hidden = !drawing || !corners.length;
    button("close").hidden = !drawing || corners.length < 3;
    button("clear").hidden = !corners.length;
    canvas.style.cursor = drawing ? "crosshair" : "";
  };
  const write = () => {
    field.value = closed ? JSON.stringify(corners) : "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const add = ({ lng, lat }) => {
    corners.push([round(lng), round(lat)]);
    paint();
    announce(words("corner", corners.length));
  };
  const acts = {
    start() {
      drawing = !drawing;
      if (drawing && closed) { corners = []; closed = false; }
      paint();
      if (drawing) canvas.focus();
    },
    add: () => add(map.getCenter()),
    undo() { corners.pop(); paint(); announce(words("removed")); },
    close() {
      if (corners.length < 3) return announce(words("few"));
      closed = true;
      drawing = false;
      write();
      paint();
      button("start").focus();
      announce(words("closed", corners.length));
    },
    clear() { corners = []; closed = false; write(); paint(); button("start").focus(); announce(words("cleared")); },
  };
  tools.addEventListener("click", ({ target }) => acts[target.closest("[data-draw]")?.dataset.draw]?.());
  map.on("click", ({ lngLat, point }) => {
    if (!drawing) return;
    const first = corners.length > 2 && map.project(corners[0]);
    if (first && Math.hypot(first.x - point.x, first.y - point.y) < 14) acts.close();
    else add(lngLat);
  });
  map.on("dblclick", (event) => { if (drawing) event.preventDefault(); });
  canvas.addEventListener("keydown", (event) => {
    if (!drawing) return;
    const act = { Enter: acts.add, Backspace: acts.undo, Escape: acts.start }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  tools.hidden = false;
  paint();
}

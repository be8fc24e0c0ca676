// The window on the plane. vis-network turns, pinches and scrolls it; drawing happens in its hook before a frame.

import { around, byDegree, edge, edges, meta, node, nodes } from "../graph/columns.js";
import { shown, spot, stretch, view } from "../graph/view.js";
import { byId } from "../page/dom.js";
import { writeLink } from "../page/link.js";
import { select, selectEdge, selectGroup } from "../page/select.js";
import { placeLabels, textSize, widthOf } from "./labels.js";
import { outside, route } from "./lines.js";
import { HEAD, radius } from "./look.js";
import { BOX, groupUnder, groups } from "./overview.js";
import { scene } from "./scene.js";

export const box = byId("map");

export const map = {
  hover: -1,
  auto: true, // the whole is in view and stays so when the room changes
  net: new vis.Network(box, { nodes: new vis.DataSet([]), edges: new vis.DataSet([]) }, meta.options),
  redraw: () => map.net.redraw(),
  window: () => {
    const a = map.net.DOMtoCanvas({ x: 0, y: 0 }), b = map.net.DOMtoCanvas({ x: box.clientWidth, y: box.clientHeight });
    return { l: a.x, t: a.y, r: b.x, b: b.y, s: map.net.getScale() };
  },
  fit,
  moveTo: (x, y, scale) => map.net.moveTo({ position: { x, y }, scale: scale || map.net.getScale(), animation: false }),
};

/** All that is shown in view, names included, none of them cut at the edge; on a phone first its readable beginning. */
export function fit(first) {
  map.auto = true;
  const wide = box.clientWidth, high = box.clientHeight;
  if (!wide || !high) return;
  if (view.scope === "overview") {
    const right = Math.max(...groups.map((g) => g.x)) + BOX.w + 40, rows = Math.max(...groups.map((g) => g.row)) + 1;
    const step = (high - HEAD - 60) / Math.min(1.5, wide / (right + 44)) / rows;
    for (const group of groups) group.y = group.row * Math.min(150, Math.max(BOX.dy, step));
    const bottom = Math.max(...groups.map((g) => g.y)) + BOX.h;
    const scale = Math.min(1.5, wide / (right + 44), (high - HEAD - 40) / Math.max(bottom, 1));
    map.moveTo((right - 44) / 2, bottom / 2 - (HEAD / 2) / scale, scale);
    return;
  }
  let left = Infinity, top = Infinity, bottom = -Infinity;
  const found = [];
  for (let i = 0; i < nodes; i++) {
    if (!shown.node[i]) continue;
    found.push(i);
    left = Math.min(left, spot.x[i]); top = Math.min(top, spot.base[i]); bottom = Math.max(bottom, spot.base[i]);
  }
  if (!found.length) { map.moveTo(0, 0, 1); return; }
  // A name keeps its size when the plane shrinks, so each entity bounds the scale: (x - left) * scale + name <= width.
  const side = 30, rows = HEAD + 22;
  let scale = Math.min(1.6, (high - rows - 18) / Math.max(bottom - top, 1));
  for (const i of found) {
    const name = Math.min(widthOf(node.caption[i], 12), 150) + 22;
    if (spot.x[i] > left) scale = Math.min(scale, Math.max(wide - side - name, wide * 0.5) / (spot.x[i] - left));
  }
  scale = Math.max(scale, 0.02);
  const phone = first === true && wide < 700 && scale < 0.5 && found.length < 400;
  if (phone) scale = Math.min(0.9, Math.max(0.66, (high - rows - 18) / Math.max(bottom - top, 1)));
  const by = Math.min(1.6, Math.max(1, (high - rows - 18) / Math.max((bottom - top) * scale, 1)));
  stretch(by);
  top *= by; bottom *= by;
  if (phone) {
    map.moveTo(left + (wide / 2 - side) / scale, top + (high / 2 - rows) / scale, scale);
    return;
  }
  let right = left;
  for (const i of found) right = Math.max(right, spot.x[i] + (Math.min(widthOf(node.caption[i], textSize(scale)), 150) + 22) / scale);
  map.moveTo((left + right) / 2 - (side - 24) / 2 / scale, (top + bottom) / 2 - (rows - 18) / 2 / scale, scale);
}

/** Brings an entity into view without changing more than needed. */
export function reveal(i) {
  const win = map.window(), margin = 8 / win.s;
  if (spot.x[i] > win.l + margin && spot.x[i] < win.r - 6 * margin && spot.y[i] > win.t + 5 * margin && spot.y[i] < win.b - margin && win.s > 0.3) return;
  map.auto = false;
  map.moveTo(spot.x[i], spot.y[i], Math.max(win.s, 0.75));
}

function nodeUnder(x, y) {
  const s = map.net.getScale();
  let best = -1, least = Infinity;
  for (let i = 0; i < nodes; i++) {
    if (!shown.node[i]) continue;
    const dx = x - spot.x[i], dy = y - spot.y[i], reach = Math.max(radius(i), 9 / s);
    const d = dx * dx + dy * dy;
    if (d < reach * reach && d < least) { best = i; least = d; }
    // its name too
    else if (best < 0 && s > 0.6 && dx > 0 && dx * s < Math.min(widthOf(node.caption[i], 12), spot.room[i] * s) + 14 && Math.abs(dy) * s < 8) best = i;
  }
  return best;
}

function edgeUnder(x, y) {
  const win = map.window(), reach = 6 / win.s, labels = placeLabels(win);
  let best = -1, least = reach;
  for (let j = 0; j < edges; j++) {
    if (!shown.edge[j] || outside(j, win)) continue;
    const r = route(j, labels, win.s);
    if (Math.min(r[1], r[3], r[5], r[7]) - reach > y || Math.max(r[1], r[3], r[5], r[7]) + reach < y) continue;
    for (let k = 0; k <= 24; k++) {
      const t = k / 24, u = 1 - t;
      const px = u * u * u * r[0] + 3 * u * u * t * r[2] + 3 * u * t * t * r[4] + t * t * t * r[6];
      const py = u * u * u * r[1] + 3 * u * u * t * r[3] + 3 * u * t * t * r[5] + t * t * t * r[7];
      const d = Math.hypot(px - x, py - y);
      if (d < least) { least = d; best = j; }
      else if (k && best !== j) {
        // between two samples of a long curve
        const d2 = Math.hypot((px + map.px) / 2 - x, (py + map.py) / 2 - y);
        if (d2 < least) { least = d2; best = j; }
      }
      map.px = px; map.py = py;
    }
  }
  return best;
}

export function startCamera() {
  map.net.on("beforeDrawing", (pen) => { pen.save(); scene(pen, map.window()); pen.restore(); });
  map.net.on("dragStart", () => { map.auto = false; });
  map.net.on("zoom", () => { map.auto = false; });
  map.net.on("dragEnd", writeLink);
  map.net.on("click", (event) => {
    const at = map.net.DOMtoCanvas(event.pointer.DOM);
    if (view.scope === "overview") { selectGroup(groupUnder(at.x, at.y)); return; }
    const i = nodeUnder(at.x, at.y);
    if (i >= 0) { select(i); return; }
    selectEdge(edgeUnder(at.x, at.y));
  });
  let waiting = 0;
  box.addEventListener("pointermove", (event) => {
    if (event.buttons || waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      const frame = box.getBoundingClientRect();
      const at = map.net.DOMtoCanvas({ x: event.clientX - frame.left, y: event.clientY - frame.top });
      const i = view.scope === "overview" ? -1 : nodeUnder(at.x, at.y);
      box.classList.toggle("pointing", i >= 0 || (view.scope === "overview" && groupUnder(at.x, at.y) >= 0));
      if (i !== map.hover) { map.hover = i; box.title = i < 0 ? "" : node.name[i]; map.redraw(); }
    });
  });
  box.addEventListener("keydown", moveByKey);
  let width = box.clientWidth, height = box.clientHeight;
  new ResizeObserver(() => {
    if (Math.abs(width - box.clientWidth) + Math.abs(height - box.clientHeight) < 2) return;
    width = box.clientWidth; height = box.clientHeight;
    map.net.setSize("100%", "100%");
    if (map.auto) fit(true); else if (view.node >= 0) reveal(view.node);
    map.redraw();
  }).observe(box);
}

function moveByKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = map.net.getViewPosition(), s = map.net.getScale(), step = 80 / s;
  const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  if (moves[event.key]) { map.auto = false; map.moveTo(at.x + moves[event.key][0], at.y + moves[event.key][1]); }
  else if (event.key === "+" || event.key === "=") { map.auto = false; map.moveTo(at.x, at.y, s * 1.25); }
  else if (event.key === "-") { map.auto = false; map.moveTo(at.x, at.y, s / 1.25); }
  else if (event.key === "n" || event.key === "p") stepAlong(event.key === "n" ? 1 : -1);
  else return;
  event.preventDefault();
  writeLink();
}

function stepAlong(by) {
  if (view.node < 0) { const first = byDegree.find((i) => shown.node[i]); if (first !== undefined) select(first); return; }
  const list = around[view.node].filter((j) => shown.edge[j]);
  if (!list.length) return;
  view.stepped = (view.stepped + by + list.length) % list.length;
  const j = list[view.stepped];
  select(edge.from[j] === view.node ? edge.to[j] : edge.from[j]);
}

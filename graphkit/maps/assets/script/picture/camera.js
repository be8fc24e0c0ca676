// The window on the plane. vis-network turns, pinches and scrolls it; drawing happens in its hook before a frame.

import { around, byDegree, edge, edges, meta, node, nodes } from "../graph/columns.js";
import { shown, spot, stretch, view } from "../graph/view.js";
import { byId } from "../page/dom.js";
import { passBy, writeLink } from "../page/link.js";
import { clickBox, drawBox, stepBox } from "../page/boxes.js";
import { choose, select, selectEdge } from "../page/select.js";
import { labelUnder } from "./labels.js";
import { along, outside, route } from "./lines.js";
import { HEAD, MOST_GROWN, radius } from "./look.js";
import { boxMiddle, groupUnder, layBoxes } from "./overview.js";
import { labelsDrawn, scene } from "./scene.js";
import { widthOf } from "./text.js";

export const box = byId("map");
/** Pixels per unit at most when the whole is brought into view. */
const MOST_SCALE = 2.4;

export const map = {
  hover: -1,
  auto: true, // the whole is in view and stays so when the room changes
  net: new vis.Network(box, { nodes: new vis.DataSet([]), edges: new vis.DataSet([]) }, meta.options),
  // Asked for as often as one likes, drawn once: staying in place is a move, and those wait for the next frame.
  redraw: () => map.moveTo(map.net.getViewPosition().x, map.net.getViewPosition().y),
  window: () => {
    const a = map.net.DOMtoCanvas({ x: 0, y: 0 }), b = map.net.DOMtoCanvas({ x: box.clientWidth, y: box.clientHeight });
    return { l: a.x, t: a.y, r: b.x, b: b.y, s: map.net.getScale() };
  },
  fit,
  /** @param {number} x @param {number} y @param {number} [scale] */
  moveTo: (x, y, scale) => map.net.moveTo({ position: { x, y }, scale: scale || map.net.getScale(), animation: false }),
};

/** All that is shown in view, names included, none of them cut at the edge; on a phone first what is chosen, or its readable beginning. @param {boolean} [first] */
export function fit(first) {
  map.auto = true;
  keepSize();
  const wide = box.clientWidth, high = box.clientHeight;
  if (!wide || !high) return;
  if (view.scope === "overview") { fitBoxes(wide, high); return; }
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity, found = 0;
  for (let i = 0; i < nodes; i++) {
    if (!shown.node[i]) continue;
    found++;
    const x = spot.base[0][i], y = spot.base[1][i];
    left = Math.min(left, x - 14); top = Math.min(top, y); bottom = Math.max(bottom, y);
    right = Math.max(right, x + 14 + Math.min(widthOf(node.name[i], 12), spot.room[i]));
  }
  if (!found) { map.moveTo(0, 0, 1); return; }
  // What is left of the window beside its margins: the names of the tiers, and half a label above and below.
  const reach = { x: Math.max(right - left, 60), y: Math.max(bottom - top, 1) }, room = { x: wide - 24, y: high - HEAD - 40 };
  room.y -= 40 * (Math.min(MOST_GROWN, Math.max(1, room.y / reach.y)) - 1);
  let scale = Math.max(Math.min(MOST_SCALE, room.x / reach.x, room.y / reach.y), 0.02);
  const phone = first === true && wide < 700 && scale < 0.5 && found < 400 && view.scope === "all";
  if (phone) scale = Math.min(0.9, Math.max(0.66, room.y / reach.y));
  const across = phone ? 1.5 : spread(room.x / (reach.x * scale)), down = spread(room.y / (reach.y * scale), view.scope === "focus" ? 4 : 1.6);
  stretch(down, across);
  if (phone) {
    const chosen = view.node >= 0 ? [view.node, view.node] : view.edge >= 0 ? [edge.from[view.edge], edge.to[view.edge]] : null;
    if (chosen) map.moveTo((spot.x[chosen[0]] + spot.x[chosen[1]]) / 2, (spot.y[chosen[0]] + spot.y[chosen[1]]) / 2, scale);
    else map.moveTo(left + wide / 2 / scale, top * down + (high / 2 - HEAD - 20) / scale, scale);
    return;
  }
  map.moveTo(((left + right) / 2) * across, ((top + bottom) / 2) * down - HEAD / 2 / scale, scale);
}

/** All boxes of the overview; where they are higher than the window, the upper ones, or the chosen one. @param {number} wide @param {number} high */
function fitBoxes(wide, high) {
  const { scale, right, bottom, head } = layBoxes(wide, high), half = high / 2 / scale;
  // The middle of the window that has the upper boxes just below its headings, and the one that has the lower ones at its edge.
  const first = half - (head + 8) / scale, last = bottom + 8 / scale - half;
  const chosen = view.group < 0 ? first : boxMiddle(view.group).y;
  map.moveTo(right / 2, last <= first ? (first + last) / 2 : Math.min(last, Math.max(first, chosen)), scale);
}

/** Brings a box of the overview into view. @param {number} g */
export function revealBox(g) {
  const win = map.window(), at = boxMiddle(g), far = 40 / win.s;
  if (at.x > win.l + far && at.x < win.r - far && at.y > win.t + far && at.y < win.b - far) return;
  map.moveTo(at.x, at.y);
}

/** How far apart rows or columns may be set to use what the window has more. @param {number} by */
const spread = (by, most = 1.6) => Math.min(most, Math.max(1, by));

/** Brings an entity into view without changing more than needed. @param {number} i */
export function reveal(i) {
  const win = map.window(), margin = 8 / win.s;
  if (spot.x[i] > win.l + margin && spot.x[i] < win.r - 6 * margin && spot.y[i] > win.t + 5 * margin && spot.y[i] < win.b - margin && win.s > 0.3) return;
  map.auto = false;
  map.moveTo(spot.x[i], spot.y[i], Math.max(win.s, 0.75));
}

/** @param {number} x @param {number} y */
function nodeUnder(x, y) {
  const s = map.net.getScale();
  let best = -1, least = Infinity;
  for (let i = 0; i < nodes; i++) {
    if (!shown.node[i]) continue;
    const dx = x - spot.x[i], dy = y - spot.y[i], reach = Math.max(radius(i), 9 / s);
    const d = dx * dx + dy * dy;
    if (d < reach * reach && d < least) { best = i; least = d; }
  }
  const labels = labelsDrawn(); // its name too
  return best < 0 && labels ? labelUnder(labels, x, y) : best;
}

/** @param {number} x @param {number} y */
function edgeUnder(x, y) {
  const win = map.window(), labels = labelsDrawn();
  if (!labels) return -1; // nothing was drawn yet
  let best = -1, least = 6 / win.s;
  for (let j = 0; j < edges; j++) {
    if (!shown.edge[j] || outside(j, win)) continue;
    const r = route(j, labels, win.s);
    for (let from = 0; from + 7 < r.length; from += 6) {
      const tops = [r[from + 1], r[from + 3], r[from + 5], r[from + 7]], lefts = [r[from], r[from + 2], r[from + 4], r[from + 6]];
      if (Math.min(...tops) - least > y || Math.max(...tops) + least < y || Math.min(...lefts) - least > x || Math.max(...lefts) + least < x) continue;
      const d = distance(r, from, x, y);
      if (d < least) { least = d; best = j; }
    }
  }
  return best;
}

/** From a point to one curve of a way: to the nearest of the straight pieces between samples of it. @param {number[]} r @param {number} from @param {number} x @param {number} y */
function distance(r, from, x, y) {
  let [px, py] = along(r, from, 0), least = Infinity;
  for (let k = 1; k <= 16; k++) {
    const [qx, qy] = along(r, from, k / 16), dx = qx - px, dy = qy - py, length = dx * dx + dy * dy;
    const t = length ? Math.min(1, Math.max(0, ((x - px) * dx + (y - py) * dy) / length)) : 0;
    least = Math.min(least, Math.hypot(px + t * dx - x, py + t * dy - y));
    px = qx; py = qy;
  }
  return least;
}

export function startCamera() {
  map.net.on("beforeDrawing", (pen) => { pen.save(); scene(pen, map.window()); pen.restore(); });
  map.net.on("dragStart", () => { map.auto = false; });
  map.net.on("zoom", () => { map.auto = false; });
  map.net.on("dragEnd", writeLink);
  map.net.on("click", (event) => {
    const at = map.net.DOMtoCanvas(event.pointer.DOM);
    if (view.scope === "overview") { clickBox(groupUnder(at.x, at.y), event.pointer.DOM); return; }
    const i = nodeUnder(at.x, at.y);
    if (i >= 0) { choose(i); return; }
    if (!view.picking) selectEdge(edgeUnder(at.x, at.y));
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
  new ResizeObserver(() => {
    if (!keepSize()) return;
    if (map.auto) fit(true); else if (view.node >= 0) reveal(view.node); else if (view.scope === "overview" && view.group >= 0) revealBox(view.group);
    map.net.redraw(); // in this frame: a canvas of a new size is empty
  }).observe(box);
}

const size = { x: 0, y: 0 };

/** Gives the canvas the size of its place; whether that was another one before. */
function keepSize() {
  if (Math.abs(size.x - box.clientWidth) + Math.abs(size.y - box.clientHeight) < 2) return false;
  size.x = box.clientWidth; size.y = box.clientHeight;
  map.net.setSize("100%", "100%");
  layBoxes(size.x, size.y);
  return true;
}

/** @param {KeyboardEvent} event */
function moveByKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = map.net.getViewPosition(), s = map.net.getScale(), step = 80 / s;
  /** @type {Record<string, [number, number]>} */
  const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }, move = moves[event.key];
  if (move) { map.auto = false; map.moveTo(at.x + move[0], at.y + move[1]); }
  else if (event.key === "+" || event.key === "=") { map.auto = false; map.moveTo(at.x, at.y, s * 1.25); }
  else if (event.key === "-") { map.auto = false; map.moveTo(at.x, at.y, s / 1.25); }
  else if (event.key === "n" || event.key === "p") { if (event.repeat) passBy(); (view.scope === "overview" ? stepBox : stepAlong)(event.key === "n" ? 1 : -1); }
  else if (event.key === "Enter" && view.group >= 0) drawBox(view.group);
  else return;
  event.preventDefault();
  writeLink();
}

/** @param {number} by */
function stepAlong(by) {
  if (view.node < 0) { const first = byDegree.find((i) => shown.node[i]); if (first !== undefined) select(first); return; }
  const list = around[view.node].filter((j) => shown.edge[j]);
  if (!list.length) return;
  view.stepped = (view.stepped + by + list.length) % list.length;
  const j = list[view.stepped];
  select(edge.from[j] === view.node ? edge.to[j] : edge.from[j]);
}

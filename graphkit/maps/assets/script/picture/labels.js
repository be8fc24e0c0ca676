// Labels: the selected and lit ones first, then the most connected; none lies on another.

import { byDegree, degree, node, nodes } from "../graph/columns.js";
import { lit, shown, spot, view } from "../graph/view.js";
import { map } from "./camera.js";
import { FONT, ink, radius } from "./look.js";

// --- labels: the selected and lit ones first, then the most connected; none lies on another

const widths = new Map();

const cuts = new Map();
const measurer = document.createElement("canvas").getContext("2d");

export function widthOf(text, size) {
  let width = widths.get(text);
  if (width === undefined) {
    measurer.font = "12px " + FONT;
    width = measurer.measureText(text).width;
    widths.set(text, width);
  }
  return (width * size) / 12;
}

/** The text, cut with an ellipsis to a width in pixels; empty if too little of it would be left. */
export function cut(text, size, width) {
  if (widthOf(text, size) <= width) return text;
  const key = `${Math.floor(width / 4)} ${size} ${text}`;
  let kept = cuts.get(key);
  if (kept === undefined) {
    const letters = Array.from(text);
    let low = 0, high = letters.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      measurer.font = size + "px " + FONT;
      if (measurer.measureText(letters.slice(0, middle).join("").trimEnd() + "…").width <= width) low = middle; else high = middle - 1;
    }
    kept = low < 5 && !/[\u2e80-\uffff]/.test(text) ? "" : letters.slice(0, low).join("").trimEnd() + "…";
    if (cuts.size > 20000) cuts.clear();
    cuts.set(key, kept);
  }
  return kept;
}

export const textSize = (scale) => (scale >= 1 ? Math.min(15, 12 * scale) : scale > 0.62 ? 12 : 11);

/** Room to the right of an entity until the next one that is shown about as high, in the plane. */
let free = null;
export function forgetRoom() { free = null; }


function freeRoom(i) {
  if (!free) {
    free = new Float64Array(nodes).fill(400);
    const list = Array.from({ length: nodes }, (_, k) => k).filter((k) => shown.node[k]).sort((a, b) => spot.y[a] - spot.y[b]);
    for (let a = 0; a < list.length; a++)
      for (let b = a + 1; b < list.length && spot.y[list[b]] - spot.y[list[a]] < 19; b++) {
        const [l, r] = spot.x[list[a]] < spot.x[list[b]] ? [list[a], list[b]] : [list[b], list[a]];
        const gap = spot.x[r] - spot.x[l] - radius(l) - radius(r) - 6;
        if (gap > 0) free[l] = Math.min(free[l], gap);
      }
  }
  return free[i];
}

export function placeLabels(win) {
  const size = textSize(win.s), s = win.s, out = [], ends = new Map();
  const wide = Math.ceil((win.r - win.l) * s / 8) + 1, high = Math.ceil((win.b - win.t) * s / 2) + 1;
  const taken = new Uint8Array(wide * high);
  const put = (i, must) => {
    const x = spot.x[i], y = spot.y[i];
    if (y < win.t || y > win.b || x < win.l - 200 / s || x > win.r) return;
    const start = (x - win.l + radius(i)) * s + 4;
    const own = freeRoom(i) * s - 6;
    // A name cut to a few letters tells little: rather none, or a longer one across what is free.
    let room = own >= 84 || widthOf(node.caption[i], size) <= own ? own : must || degree[i] > 2 ? 120 : 0;
    room = Math.min(room, (win.r - win.l) * s - start - 2);
    const text = must && room < 40 ? "" : cut(node.caption[i], size, room);
    if (!text) return;
    const width = widthOf(text, size);
    const top = Math.floor(((y - win.t) * s - size * 0.56) / 2), bottom = Math.floor(((y - win.t) * s + size * 0.56) / 2);
    const from = Math.floor((start - radius(i) * s - 5) / 8), to = Math.floor((start + width + 3) / 8);
    if (top < 0) return;
    for (let pass = must ? 1 : 0; pass < 2; pass++)
      for (let row = Math.max(0, top); row <= Math.min(high - 1, bottom); row++)
        for (let column = Math.max(0, from); column <= Math.min(wide - 1, to); column++) {
          if (pass) taken[row * wide + column] = 1;
          else if (taken[row * wide + column]) return;
        }
    out.push([i, text]);
    ends.set(i, (start + width + 3) / s + win.l);
  };
  if (view.node >= 0) put(view.node, true);
  if (map.hover >= 0 && map.hover !== view.node) put(map.hover, true);
  if (lit.nodes) for (const i of lit.nodes) if (shown.node[i] && !ends.has(i)) put(i, false);
  for (const i of byDegree) {
    if (out.length > 420) break;
    if (shown.node[i] && !ends.has(i) && !(lit.nodes && !lit.nodes.has(i) && nodes > 400)) put(i, false);
  }
  return { list: out, ends, size };
}

export function drawLabels(pen, labels, s) {
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const [i, text] of labels.list) {
    pen.font = `${i === view.node || i === map.hover ? "bold " : ""}${labels.size / s}px ${FONT}`;
    pen.globalAlpha = lit.nodes && !lit.nodes.has(i) ? 0.35 : 1;
    const x = spot.x[i] + radius(i) + (i === view.node ? 9 : 4) / s, y = spot.y[i] + 0.5 / s;
    pen.strokeStyle = ink.ground; pen.lineWidth = 3 / s;
    pen.strokeText(text, x, y);
    pen.fillStyle = ink.text;
    pen.fillText(text, x, y);
  }
  pen.globalAlpha = 1;
}

// Edges: curves that leave on the right of a name, pass the columns between beside their names, and arrive on the left
// of a mark.

import { edge, edges, meta, strand, strands } from "../graph/columns.js";
import { now } from "../graph/rules.js";
import { lit, shown, spot } from "../graph/view.js";
import { drawEdgeChanges } from "./changed.js";
import { drawCloud } from "./cloud.js";
import { endOf } from "./labels.js";
import { heads, laneColumns, passage } from "./lanes.js";
import { DASH, badge, ink, radius } from "./look.js";

/** More lines than this are drawn straight, and without dashes. */
export const MANY_EDGES = 2500;
const LINES = 60;
/** Of more lines than this each is a pixel wide: a canvas draws hairlines several times as fast as outlines. */
const CROWD = 400;

/**
 * The way of a line: its start, then of each curve two points that bend it and its end.
 * @param {number} j @param {Labels} labels @param {number} s @returns {number[]}
 */
export function route(j, labels, s) {
  const a = edge.from[j], b = edge.to[j];
  const side = strands[j] > 1 ? (strand[j] - (strands[j] - 1) / 2) * Math.min(9, 90 / strands[j]) : 0;
  const ax = spot.x[a], ay = spot.y[a], bx = spot.x[b], by = spot.y[b], ra = radius(a) + 1, rb = radius(b) + 1, pad = 3 / s;
  if (a === b) {
    const out = 26 + strand[j] * 3;
    return [ax - ra, ay, ax - ra - out, ay - out * 0.2, ax - out * 0.2, ay - ra - out, ax, ay - ra];
  }
  if (heads(a, b)) {
    const x = ax + side / 2;
    return [x, ay + ra, x, ay + ra, x, by, x, by, x, by, bx - rb - pad, by, bx - rb - pad, by];
  }
  const { of } = laneColumns();
  if (of[a] === of[b]) {
    const out = 10 + Math.min(26, Math.abs(ay - by) * 0.12) + Math.abs(side), left = Math.min(ax - ra, bx - rb);
    return [ax - ra, ay, left - out, ay, left - out, by, bx - rb - pad, by];
  }
  const right = bx > ax;
  const x0 = right ? Math.min(endOf(labels, a), bx - rb - 8) : ax - ra;
  const x1 = right ? bx - rb - pad : Math.min(endOf(labels, b), ax - ra - 8) + pad;
  const out = [x0, ay];
  for (let k = of[a] + (right ? 1 : -1); k !== of[b]; k += right ? 1 : -1) {
    const u = (laneColumns().columns[k].left + 40 - x0) / (x1 - x0);
    if (u <= 0 || u >= 1) continue;
    const way = passage(k, ay + (by - ay) * u * u * (3 - 2 * u) + side, out[out.length - 1], labels);
    if (!way) continue;
    bend(out, right ? way.left : way.right, way.y);
    const end = right ? way.right : way.left;
    out.push(end, way.y, end, way.y, end, way.y);
  }
  bend(out, x1, by, side);
  return out;
}

/** Goes on to a point: leaves and arrives level. @param {number[]} out @param {number} x @param {number} y */
function bend(out, x, y, side = 0) {
  const x0 = out[out.length - 2], y0 = out[out.length - 1], half = (x - x0) * 0.5;
  out.push(x0 + half, y0 + side, x - half, y + side, x, y);
}

/** @param {number} j @param {Win} win */
export function outside(j, win) {
  const a = edge.from[j], b = edge.to[j];
  return (spot.x[a] < win.l && spot.x[b] < win.l) || (spot.x[a] > win.r && spot.x[b] > win.r) || (spot.y[a] < win.t && spot.y[b] < win.t) || (spot.y[a] > win.b && spot.y[b] > win.b);
}

/** @param {Pen} pen @param {Win} win @param {Labels} labels */
export function drawEdges(pen, win, labels) {
  const s = win.s, chosen = [];
  /** @type {Record<string, number[]>} */
  const groups = {};
  let count = 0;
  for (let j = 0; j < edges; j++) {
    if (!shown.edge[j] || outside(j, win)) continue;
    count++;
    if (lit.edges && lit.edges.has(j)) chosen.push(j);
    else (groups[now.edgeStatus[j]] = groups[now.edgeStatus[j]] || []).push(j);
  }
  const plain = count > MANY_EDGES;
  const alpha = (lit.edges ? 0.16 : 1) * (plain ? Math.min(0.5, 0.12 + 0.4 * s) : count > CROWD ? Math.min(0.55, 0.14 + 0.45 * s) : 0.72);
  // The more lines, the lighter each: what many of them share stands out.
  if (plain && pen instanceof CanvasRenderingContext2D) drawCloud(pen, Object.values(groups).flat(), win, ink.edge, alpha * Math.min(1, Math.sqrt(4000 / count)));
  else for (const status of Object.keys(groups)) {
    pen.globalAlpha = alpha;
    strokeEdges(pen, groups[status], status, plain, win, labels, ink.edge, count > CROWD ? 1 : 1.15);
  }
  if (chosen.length) {
    pen.globalAlpha = chosen.length > 400 ? 0.5 : 1;
    /** @type {Record<string, number[]>} */
    const byStatus = {};
    for (const j of chosen) (byStatus[now.edgeStatus[j]] = byStatus[now.edgeStatus[j]] || []).push(j);
    for (const status of Object.keys(byStatus)) strokeEdges(pen, byStatus[status], status, chosen.length > MANY_EDGES, win, labels, ink.link, 2);
  }
  pen.globalAlpha = 1;
}

/** @param {Pen} pen @param {number[]} list @param {string} status @param {boolean} plain @param {Win} win @param {Labels} labels @param {string} color @param {number} width */
function strokeEdges(pen, list, status, plain, win, labels, color, width) {
  const s = win.s, routes = plain ? [] : list.map((j) => route(j, labels, s));
  pen.strokeStyle = color;
  pen.fillStyle = color;
  pen.lineWidth = width / s;
  pen.setLineDash(plain ? [] : (DASH[status] || []).map((d) => d / s));
  pen.beginPath();
  if (plain) list.forEach((j, k) => {
    // One path of many crossing lines is slow to fill in: several shorter ones are not.
    if (k % LINES === LINES - 1) { pen.stroke(); pen.beginPath(); }
    pen.moveTo(spot.x[edge.from[j]], spot.y[edge.from[j]]);
    pen.lineTo(spot.x[edge.to[j]], spot.y[edge.to[j]]);
  });
  else for (const r of routes) {
    pen.moveTo(r[0], r[1]);
    for (let k = 2; k < r.length; k += 6) pen.bezierCurveTo(r[k], r[k + 1], r[k + 2], r[k + 3], r[k + 4], r[k + 5]);
  }
  pen.stroke();
  pen.setLineDash([]);
  if (plain || s < 0.3) return;
  pen.beginPath();
  const tip = Math.min(7, 3 + 4 * s) / s;
  routes.forEach((r, k) => { if (!meta.relations[edge.type[list[k]]][4] && !heads(edge.from[list[k]], edge.to[list[k]])) arrow(pen, r, tip); });
  pen.fill();
  routes.forEach((r, k) => {
    const marks = now.edgeMarks[list[k]];
    if (marks && s > 0.45) badge(pen, ...along(r, Math.floor((r.length - 2) / 12) * 6, 0.5), marks, s);
  });
  drawEdgeChanges(pen, list, routes, s);
}

/**
 * A point of a way: of the curve that begins at position `from` of its list, a share of it along.
 * @param {number[]} r @param {number} from @param {number} t @returns {[x: number, y: number]}
 */
export function along(r, from, t) {
  const u = 1 - t, at = (/** @type {number} */ k) => u * u * u * r[from + k] + 3 * u * u * t * r[from + 2 + k] + 3 * u * t * t * r[from + 4 + k] + t * t * t * r[from + 6 + k];
  return [at(0), at(1)];
}

/** @param {Pen} pen @param {number[]} r @param {number} size */
function arrow(pen, r, size) {
  const n = r.length;
  let dx = r[n - 2] - r[n - 4], dy = r[n - 1] - r[n - 3];
  const length = Math.hypot(dx, dy) || 1;
  dx /= length; dy /= length;
  pen.moveTo(r[n - 2], r[n - 1]);
  pen.lineTo(r[n - 2] - dx * size - dy * size * 0.45, r[n - 1] - dy * size + dx * size * 0.45);
  pen.lineTo(r[n - 2] - dx * size + dy * size * 0.45, r[n - 1] - dy * size - dx * size * 0.45);
  pen.closePath();
}

// Edges: curves that leave on the right of a name and arrive on the left of a mark.

import { edge, edges, meta, strand, strands } from "../graph/columns.js";
import { now } from "../graph/rules.js";
import { lit, shown, spot } from "../graph/view.js";
import { DASH, badge, ink, radius } from "./look.js";

const MANY_EDGES = 2500;
const LINES = 60;

// --- edges: curves that leave on the right of a name and arrive on the left of a mark

export function route(j, labels, s) {
  const a = edge.from[j], b = edge.to[j];
  const side = strands[j] > 1 ? (strand[j] - (strands[j] - 1) / 2) * Math.min(9, 90 / strands[j]) : 0;
  const ax = spot.x[a], ay = spot.y[a], bx = spot.x[b], by = spot.y[b], ra = radius(a) + 1, rb = radius(b) + 1;
  if (a === b) {
    const out = 26 + strand[j] * 3;
    return [ax - ra, ay, ax - ra - out, ay - out * 0.2, ax - out * 0.2, ay - ra - out, ax, ay - ra];
  }
  if (by > ay && bx > ax && bx - ax < 40) {
    // from a maker down to what stands under it
    return [ax, ay + ra, ax, by - 6 + side, ax + 2, by + side, bx - rb - 3 / s, by + side / 2];
  }
  if (Math.abs(ax - bx) < 40) {
    const out = 16 + Math.min(46, Math.abs(ay - by) * 0.16) + Math.abs(side);
    return [ax - ra, ay, ax - ra - out, ay, bx - rb - out, by, bx - rb - 3 / s, by];
  }
  const right = bx > ax, pad = 3 / s;
  const x0 = right ? Math.min(labels.ends.get(a) || ax + ra, bx - rb - 8) : ax - ra;
  const x1 = right ? bx - rb - pad : Math.min(labels.ends.get(b) || bx + rb, ax - ra - 8) + pad;
  const half = Math.max(18, Math.abs(x1 - x0) * 0.45) * (right ? 1 : -1);
  return [x0, ay, x0 + half, ay + side, x1 - half, by + side, x1, by];
}

export function outside(j, win) {
  const a = edge.from[j], b = edge.to[j];
  return (spot.x[a] < win.l && spot.x[b] < win.l) || (spot.x[a] > win.r && spot.x[b] > win.r) || (spot.y[a] < win.t && spot.y[b] < win.t) || (spot.y[a] > win.b && spot.y[b] > win.b);
}

export function drawEdges(pen, win, labels) {
  const s = win.s, groups = {}, chosen = [];
  let count = 0;
  for (let j = 0; j < edges; j++) {
    if (!shown.edge[j] || outside(j, win)) continue;
    count++;
    if (lit.edges && lit.edges.has(j)) chosen.push(j);
    else (groups[now.edgeStatus[j]] = groups[now.edgeStatus[j]] || []).push(j);
  }
  const plain = count > MANY_EDGES;
  for (const status of Object.keys(groups)) {
    pen.globalAlpha = (lit.edges ? 0.16 : 1) * (plain ? Math.min(0.5, 0.12 + 0.4 * s) : count > 400 ? Math.min(0.55, 0.14 + 0.45 * s) : 0.72);
    strokeEdges(pen, groups[status], status, plain, win, labels, ink.edge, 1.15);
  }
  if (chosen.length) {
    pen.globalAlpha = chosen.length > 400 ? 0.5 : 1;
    const byStatus = {};
    for (const j of chosen) (byStatus[now.edgeStatus[j]] = byStatus[now.edgeStatus[j]] || []).push(j);
    for (const status of Object.keys(byStatus)) strokeEdges(pen, byStatus[status], status, chosen.length > MANY_EDGES, win, labels, ink.link, 2);
  }
  pen.globalAlpha = 1;
}

function strokeEdges(pen, list, status, plain, win, labels, color, width) {
  const s = win.s, routes = plain ? null : list.map((j) => route(j, labels, s));
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
  else for (const r of routes) { pen.moveTo(r[0], r[1]); pen.bezierCurveTo(r[2], r[3], r[4], r[5], r[6], r[7]); }
  pen.stroke();
  pen.setLineDash([]);
  if (plain || s < 0.3) return;
  pen.beginPath();
  const tip = Math.min(7, 3 + 4 * s) / s;
  routes.forEach((r, k) => { if (!meta.relations[edge.type[list[k]]][4]) arrow(pen, r, tip); });
  pen.fill();
  routes.forEach((r, k) => {
    const marks = now.edgeMarks[list[k]];
    if (marks && s > 0.45) badge(pen, (r[0] + 3 * r[2] + 3 * r[4] + r[6]) / 8, (r[1] + 3 * r[3] + 3 * r[5] + r[7]) / 8, marks, s);
  });
}

function arrow(pen, r, size) {
  let dx = r[6] - r[4], dy = r[7] - r[5];
  const length = Math.hypot(dx, dy) || 1;
  dx /= length; dy /= length;
  pen.moveTo(r[6], r[7]);
  pen.lineTo(r[6] - dx * size - dy * size * 0.45, r[7] - dy * size + dx * size * 0.45);
  pen.lineTo(r[6] - dx * size + dy * size * 0.45, r[7] - dy * size - dx * size * 0.45);
  pen.closePath();
}

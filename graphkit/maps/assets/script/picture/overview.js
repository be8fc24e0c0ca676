// The overview of a graph too large to be drawn at once: a box for each type in each tier, lines by how many relations.

import { edge, edges, meta, node, nodes, typeNames } from "../graph/columns.js";
import { nodeShut, view } from "../graph/view.js";
import { cut } from "./text.js";
import { FONT, ink, outline, painted } from "./look.js";
import { drawBands } from "./scene.js";
import { drawShares } from "./shares.js";

export const BOX = { w: 196, h: 62, dx: 262, dy: 92 };
export const groups = [];
const groupLinks = [];
const groupAt = new Int32Array(nodes);

(function makeGroups() {
  const found = new Map();
  for (let i = 0; i < nodes; i++) {
    const key = node.tier[i] * 1000 + typeNames.indexOf(node.type[i]);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(i);
  }
  let column = -1, tier = -1, row = 0;
  for (const key of [...found.keys()].sort((a, b) => a - b)) {
    const own = Math.floor(key / 1000);
    if (own !== tier) { tier = own; column++; row = 0; }
    const members = found.get(key);
    for (const i of members) groupAt[i] = groups.length;
    groups.push({ tier, type: typeNames[key % 1000], members, x: column * BOX.dx, y: row * BOX.dy, row: row++, count: 0 });
  }
  if (nodes <= meta.overview_above) return;
  const links = new Map();
  for (let j = 0; j < edges; j++) {
    const a = groupAt[edge.from[j]], b = groupAt[edge.to[j]];
    if (a !== b) links.set(a * groups.length + b, (links.get(a * groups.length + b) || 0) + 1);
  }
  for (const [key, count] of links) groupLinks.push([Math.floor(key / groups.length), key % groups.length, count]);
})();

export function countGroups() {
  for (const group of groups) { group.count = 0; for (const i of group.members) group.count += nodeShut(i) === 0 ? 1 : 0; }
}

export function drawOverview(pen, win) {
  const most = Math.max(1, ...groupLinks.map((l) => l[2]));
  const tiers = [...new Set(groups.map((g) => g.tier))];
  drawBands(pen, win, tiers.map((t, k) => [t, k * BOX.dx - 32, (k + 1) * BOX.dx - 32]), false);
  pen.strokeStyle = ink.edge;
  for (const [a, b, count] of groupLinks) {
    const from = groups[a], to = groups[b], right = to.x >= from.x;
    const x0 = from.x + (right ? BOX.w : 0), x1 = to.x + (right ? 0 : BOX.w), y0 = from.y + BOX.h / 2, y1 = to.y + BOX.h / 2;
    const bend = from.x === to.x ? 60 : Math.max(30, Math.abs(x1 - x0) * 0.45) * (right ? 1 : -1);
    pen.globalAlpha = view.group < 0 ? 0.42 : view.group === a || view.group === b ? 0.9 : 0.08;
    pen.lineWidth = 1 + 11 * (count / most);
    pen.beginPath();
    pen.moveTo(x0, y0);
    if (from.x === to.x) pen.bezierCurveTo(x0 + bend, y0, x0 + bend, y1, x0, y1);
    else pen.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
    pen.stroke();
  }
  pen.globalAlpha = 1;
  groups.forEach((group, g) => {
    const [own, shape] = meta.types[group.type], color = painted() ? ink.quiet : own;
    pen.fillStyle = ink.raised;
    pen.strokeStyle = g === view.group ? ink.chosen : color;
    pen.lineWidth = g === view.group ? 3 : 1.5;
    pen.beginPath(); pen.rect(group.x, group.y, BOX.w, BOX.h); pen.fill(); pen.stroke();
    drawShares(pen, g, group, BOX);
    pen.beginPath(); outline(pen, shape, group.x + 24, group.y + BOX.h / 2, 10); pen.fillStyle = color; pen.fill();
    pen.strokeStyle = ink.rim; pen.lineWidth = 1; pen.stroke();
    pen.textAlign = "left"; pen.textBaseline = "middle"; pen.fillStyle = ink.text;
    pen.font = `600 17px ${FONT}`;
    pen.fillText(cut(group.type, 17, BOX.w - 58), group.x + 46, group.y + 21);
    pen.font = `15px ${FONT}`; pen.fillStyle = ink.quiet;
    pen.fillText(group.count.toLocaleString("en"), group.x + 46, group.y + 43);
  });
  drawBands(pen, win, tiers.map((t, k) => [t, k * BOX.dx - 32, (k + 1) * BOX.dx - 32]), true);
}

export const groupUnder = (x, y) => groups.findIndex((g) => x >= g.x && x <= g.x + BOX.w && y >= g.y && y <= g.y + BOX.h);

// The overview of a graph too large to be drawn at once: a box for each type in each tier, lines by how many relations.

import { edge, edges, meta, node, nodes, typeNames } from "../graph/columns.js";
import { nodeShut, view } from "../graph/view.js";
import { cut, widthOf } from "./text.js";
import { FONT, HEAD, ink, outline, painted } from "./look.js";
import { drawBands } from "./scene.js";
import { drawShares } from "./shares.js";

/** The most that a box takes of the plane, and a column or row of them. */
const LARGEST = { w: 196, h: 62, dx: 262, dy: 150 };
/** Columns are no narrower than this: below it the tiers stand under one another. */
const LEAST_COLUMN = 132;
const BOX_GAP = 8, STRIP_HEAD = 22;
/** Size and text of the boxes as they stand now; `below` the tiers under one another. */
const BOX = { w: LARGEST.w, h: LARGEST.h, text: 17, count: 15, mark: 10, pad: 46, below: false };
/** Where each tier lies: from left to right, or from top to bottom. @type {[tier: number, from: number, to: number][]} */
let strips = [];
/** @type {Box[]} */
export const groups = [];
/** @type {[from: number, to: number, count: number][]} */
const groupLinks = [];
const groupAt = new Int32Array(nodes);

(function makeGroups() {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (let i = 0; i < nodes; i++) {
    const key = node.tier[i] * 1000 + typeNames.indexOf(node.type[i]);
    const members = found.get(key);
    if (members) members.push(i); else found.set(key, [i]);
  }
  let column = -1, tier = -1, row = 0;
  for (const [key, members] of [...found].sort((a, b) => a[0] - b[0])) {
    const own = Math.floor(key / 1000);
    if (own !== tier) { tier = own; column++; row = 0; }
    for (const i of members) groupAt[i] = groups.length;
    groups.push({ tier, type: typeNames[key % 1000], members, x: 0, y: 0, column, row: row++, count: 0 });
  }
  if (nodes <= meta.overview_above) return;
  /** @type {Map<number, number>} */
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

/**
 * Places the boxes for a window, so that all of them can be read: the tiers side by side, or one below the other where
 * the window is too narrow for that. Where the window is not high enough, what is below its edge comes by scrolling.
 * @param {number} wide @param {number} high of the window, in pixels
 * @returns {{ scale: number, right: number, bottom: number, head: number }} pixels per unit, how far the boxes reach, and
 * the pixels at the top that headings take
 */
export function layBoxes(wide, high) {
  const columns = 1 + Math.max(0, ...groups.map((g) => g.column)), rows = 1 + Math.max(0, ...groups.map((g) => g.row));
  BOX.below = wide / columns < LEAST_COLUMN;
  const scale = BOX.below ? 1 : Math.max(1, Math.min(1.5, wide / (columns * LARGEST.dx), (high - HEAD) / (rows * 92)));
  if (BOX.below) return { scale, ...layBelow(wide) };
  const dx = Math.min(LARGEST.dx, wide / scale / columns), dy = Math.min(LARGEST.dy, Math.max(62, ((high - HEAD) / scale - 20) / rows));
  sizeBoxes(Math.min(LARGEST.w, dx - 28), dy < 76 ? 50 : LARGEST.h);
  for (const group of groups) { group.x = group.column * dx + (dx - BOX.w) / 2; group.y = group.row * dy; }
  strips = tiersOf().map((tier, k) => [tier, k * dx, (k + 1) * dx]);
  return { scale, right: columns * dx, bottom: (rows - 1) * dy + BOX.h, head: HEAD };
}

/** One tier below the other, as many boxes side by side as have room for the longest name. @param {number} wide */
function layBelow(wide) {
  const need = Math.max(0, ...groups.map((g) => widthOf(g.type, 14) * 1.1)) + 40;
  const across = Math.max(1, Math.floor((wide - BOX_GAP) / (need + BOX_GAP)));
  sizeBoxes(Math.min(LARGEST.w, (wide - BOX_GAP) / across - BOX_GAP), 50);
  let top = 0;
  strips = tiersOf().map((tier) => {
    const own = groups.filter((g) => g.tier === tier), from = top;
    own.forEach((group, k) => {
      group.x = BOX_GAP + (k % across) * (BOX.w + BOX_GAP);
      group.y = from + STRIP_HEAD + Math.floor(k / across) * (BOX.h + BOX_GAP);
    });
    top += STRIP_HEAD + Math.ceil(own.length / across) * (BOX.h + BOX_GAP);
    return [tier, from, top];
  });
  return { right: wide, bottom: top, head: 0 };
}

const tiersOf = () => [...new Set(groups.map((g) => g.tier))];

/** Gives all boxes a size, and their texts one that goes with it. @param {number} w @param {number} h */
function sizeBoxes(w, h) {
  const small = w < 170;
  Object.assign(BOX, { w, h, text: small ? 14 : 17, count: small ? 13 : 15, mark: small ? 7 : 10, pad: small ? 30 : 46 });
}

/** The middle of a box. @param {number} g @returns {Point} */
export const boxMiddle = (g) => ({ x: groups[g].x + BOX.w / 2, y: groups[g].y + BOX.h / 2 });

/** Bands of the tiers; over them, in a second call, their names. @param {Pen} pen @param {Win} win @param {boolean} over */
function drawStrips(pen, win, over) {
  if (!BOX.below) { drawBands(pen, win, strips, over); return; }
  pen.textAlign = "left"; pen.textBaseline = "middle";
  strips.forEach(([tier, from, to], k) => {
    if (!over && k % 2 === 0) { pen.fillStyle = ink.band; pen.fillRect(win.l, from, win.r - win.l, to - from); }
    if (!over) return;
    const name = cut(meta.tiers[tier], 14.5, win.r - win.l);
    pen.fillStyle = ink.ground; pen.globalAlpha = 0.85; // lines pass below it
    pen.fillRect(BOX_GAP - 3, from + 3, widthOf(name, 14.5) + 6, STRIP_HEAD - 5);
    pen.globalAlpha = 1; pen.font = `600 13px ${FONT}`; pen.fillStyle = ink.text;
    pen.fillText(name, BOX_GAP, from + STRIP_HEAD / 2 + 1);
  });
}

/** A line from one box to another. @param {Pen} pen @param {number} a @param {number} b */
function drawLink(pen, a, b) {
  const from = groups[a], to = groups[b];
  pen.beginPath();
  if (BOX.below) {
    const p = boxMiddle(a), q = boxMiddle(b), half = BOX.h / 2, down = q.y > p.y ? 1 : -1;
    const bend = p.y === q.y ? BOX_GAP * 2 : Math.abs(q.y - p.y) * 0.45;
    pen.moveTo(p.x, p.y + down * half);
    if (p.y === q.y) pen.bezierCurveTo(p.x, p.y - half - bend, q.x, q.y - half - bend, q.x, q.y - half);
    else pen.bezierCurveTo(p.x, p.y + down * (half + bend), q.x, q.y - down * (half + bend), q.x, q.y - down * half);
  } else {
    const right = to.x >= from.x, x0 = from.x + (right ? BOX.w : 0), x1 = to.x + (right ? 0 : BOX.w), y0 = from.y + BOX.h / 2, y1 = to.y + BOX.h / 2;
    const bend = from.x === to.x ? 60 : Math.max(30, Math.abs(x1 - x0) * 0.45) * (right ? 1 : -1);
    pen.moveTo(x0, y0);
    if (from.x === to.x) pen.bezierCurveTo(x0 + bend, y0, x0 + bend, y1, x0, y1);
    else pen.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
  }
  pen.stroke();
}

/** @param {Pen} pen @param {Win} win */
export function drawOverview(pen, win) {
  const most = Math.max(1, ...groupLinks.map((l) => l[2]));
  drawStrips(pen, win, false);
  pen.strokeStyle = ink.edge;
  for (const [a, b, count] of groupLinks) {
    pen.globalAlpha = view.group < 0 ? 0.42 : view.group === a || view.group === b ? 0.9 : 0.08;
    pen.lineWidth = 1 + (BOX.below ? 5 : 11) * (count / most);
    drawLink(pen, a, b);
  }
  pen.globalAlpha = 1;
  groups.forEach((_, g) => drawBoxOf(pen, g));
  drawStrips(pen, win, true);
}

/** One box: the shape and name of its type, and how many it holds. @param {Pen} pen @param {number} g */
function drawBoxOf(pen, g) {
  const group = groups[g], [own, shape] = meta.types[group.type], color = painted() ? ink.quiet : own;
  pen.fillStyle = ink.raised;
  pen.strokeStyle = g === view.group ? ink.chosen : color;
  pen.lineWidth = g === view.group ? 3 : 1.5;
  pen.beginPath(); pen.rect(group.x, group.y, BOX.w, BOX.h); pen.fill(); pen.stroke();
  drawShares(pen, g, group, BOX);
  pen.beginPath(); outline(pen, shape, group.x + BOX.pad / 2 + 1, group.y + BOX.h / 2, BOX.mark); pen.fillStyle = color; pen.fill();
  pen.strokeStyle = ink.rim; pen.lineWidth = 1; pen.stroke();
  pen.textAlign = "left"; pen.textBaseline = "middle"; pen.fillStyle = ink.text;
  pen.font = `600 ${BOX.text}px ${FONT}`;
  pen.fillText(cut(group.type, BOX.text * 1.1, BOX.w - BOX.pad - 4), group.x + BOX.pad, group.y + BOX.h / 3);
  pen.font = `${BOX.count}px ${FONT}`; pen.fillStyle = ink.quiet;
  pen.fillText(group.count.toLocaleString("en"), group.x + BOX.pad, group.y + BOX.h * 0.69);
}

/** @param {number} x @param {number} y */
export const groupUnder = (x, y) => groups.findIndex((g) => x >= g.x && x <= g.x + BOX.w && y >= g.y && y <= g.y + BOX.h);

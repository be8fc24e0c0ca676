// How things look: colours of the theme, shapes, dashes, marks.

import { degree, meta, node, raw } from "../graph/columns.js";
import { DISPUTED } from "../graph/rules.js";

/** @type {Record<string, number[]>} */
export const DASH = { planned: [6, 4], building: [11, 3], trial: [9, 3, 2, 3], operating: [], ended: [2, 4] };
export const HOLLOW = new Set(["planned", "building"]);
export const FONT = 'system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
export const HEAD = 34; // pixels at the top for the names of the tiers
/** Colours of the theme by their names in map.css. @type {Record<string, string>} */
export let ink = {};

export function readInk() {
  const style = getComputedStyle(document.documentElement);
  ink = Object.fromEntries(["ground", "text", "quiet", "rule", "edge", "accent", "band", "rim", "chosen", "link", "raised", "other"].map((n) => [n, style.getPropertyValue("--" + n).trim()]));
}

/** Colour of each entity, a name of `ink` or a value; null: by type. @type {string[] | null} */
let paint = null;
/** @param {string[] | null} colors */
export function setPaint(colors) { paint = colors; }
/** Whether colours tell something else than the type. */
export const painted = () => paint !== null;
/** The colour of an entity, a name of `ink` or a value. @param {number} i @returns {string} */
export const paintOf = (i) => (paint ? paint[i] : lookOf(i)[0]);
/** A colour as it is in the theme. @param {string} color @returns {string} */
export const inked = (color) => ink[color] || color;
/** The colour of an entity in the theme. @param {number} i */
export const colorOf = (i) => inked(paintOf(i));

/** The shape of an entity. @param {number} i @returns {string} */
export const shapeOf = (i) => lookOf(i)[1];

/** What single entities are given instead of their type's look. @type {Map<number, [color: string, shape: string]>} */
const ownLooks = new Map((raw.looks || []).map(([i, color, shape]) => [i, [color, shape]]));

/** Colour and shape, its own or those of its type. @param {number} i @returns {string[]} */
export const lookOf = (i) => ownLooks.get(i) || meta.types[node.type[i]];

/** Marks grow with the scale up to this, as names do. */
export const MOST_GROWN = 1.65;
let grown = 1;

/** Sets how large marks are in the plane, for a window's scale. @param {number} s */
export function sizeMarks(s) { grown = Math.min(1, MOST_GROWN / s); }

/** Radius of an entity's mark in the plane, by its relations. @param {number} i */
export const radius = (i) => (5.5 + Math.min(4.5, Math.sqrt(degree[i]) * 0.75)) * grown;
const STAR = Array.from({ length: 10 }, (_, k) => [Math.sin((k * Math.PI) / 5) * (k % 2 ? 0.55 : 1.3), -Math.cos((k * Math.PI) / 5) * (k % 2 ? 0.55 : 1.3)]);

/** @type {Record<string, number[][]>} */
export const OUTLINES = {
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  triangle: [[0, -1.15], [1.1, 0.85], [-1.1, 0.85]],
  triangleDown: [[0, 1.15], [1.1, -0.85], [-1.1, -0.85]],
  diamond: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
  hexagon: [[-1.1, 0], [-0.55, -0.95], [0.55, -0.95], [1.1, 0], [0.55, 0.95], [-0.55, 0.95]],
  star: STAR,
};

/** @param {Pen} pen @param {string} shape @param {number} x @param {number} y @param {number} r */
export function outline(pen, shape, x, y, r) {
  const points = OUTLINES[shape];
  if (!points) { pen.moveTo(x + r, y); pen.arc(x, y, r, 0, 2 * Math.PI); return; }
  points.forEach(([px, py], k) => (k ? pen.lineTo(x + px * r, y + py * r) : pen.moveTo(x + px * r, y + py * r)));
  pen.closePath();
}

/** How much of a mark is seen. @param {boolean} faint where others are lit @param {boolean} early where nothing is told of it yet */
export const alphaOf = (faint, early) => (faint ? 0.22 : early ? 0.55 : 1);

/**
 * The mark of an entity: hollow, half-filled, filled or with a dotted outline by its status; `early` where nothing is told
 * of it yet, `faint` where others are lit.
 * @param {Pen} pen @param {string} shape @param {string} color @param {string} status @param {boolean} early @param {boolean} faint
 * @param {number} x @param {number} y @param {number} r @param {number} s
 */
export function drawMark(pen, shape, color, status, early, faint, x, y, r, s) {
  const open = early || HOLLOW.has(status) || status === "ended", alpha = alphaOf(faint, false);
  pen.globalAlpha = alphaOf(faint, early);
  pen.beginPath();
  outline(pen, shape, x, y, r);
  pen.fillStyle = open ? ink.ground : color;
  pen.fill();
  if (status === "trial") { pen.globalAlpha *= 0.6; pen.fillStyle = ink.ground; pen.fill(); pen.globalAlpha = alpha; }
  pen.strokeStyle = open || status === "trial" ? color : ink.rim;
  pen.lineWidth = !early && (open || status === "trial") ? 2 / Math.max(s, 0.7) : 1 / s;
  pen.setLineDash(early ? [1 / s, 2 / s] : status === "ended" ? [2 / s, 2 / s] : []);
  pen.stroke();
  pen.setLineDash([]);
}

/** A small round mark: ≠ where sources contradict each other, ! where a plan ran out. @param {Pen} pen @param {number} x @param {number} y @param {number} marks @param {number} s */
export function badge(pen, x, y, marks, s) {
  const r = 6 / s;
  pen.fillStyle = ink.ground;
  pen.strokeStyle = ink.accent;
  pen.lineWidth = 1.3 / s;
  pen.beginPath(); pen.moveTo(x + r, y); pen.arc(x, y, r, 0, 2 * Math.PI); pen.fill(); pen.stroke();
  pen.fillStyle = ink.accent;
  pen.font = `bold ${9 / s}px ${FONT}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(marks & DISPUTED ? "≠" : "!", x, y + 0.5 / s);
}

// How things look: colours of the theme, shapes, dashes, marks.

import { degree } from "../graph/columns.js";
import { DISPUTED } from "../graph/rules.js";

export const DASH = { planned: [6, 4], building: [11, 3], trial: [9, 3, 2, 3], operating: [], ended: [2, 4] };
export const HOLLOW = new Set(["planned", "building"]);
export const FONT = 'system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
export const HEAD = 30; // pixels at the top for the names of the tiers
export let ink = {};

export function readInk() {
  const style = getComputedStyle(document.documentElement);
  ink = Object.fromEntries(["ground", "text", "quiet", "rule", "edge", "accent", "band", "rim", "chosen", "link", "raised"].map((n) => [n, style.getPropertyValue("--" + n).trim()]));
}

export const radius = (i) => 5.5 + Math.min(4.5, Math.sqrt(degree[i]) * 0.75);
const STAR = Array.from({ length: 10 }, (_, k) => [Math.sin((k * Math.PI) / 5) * (k % 2 ? 0.55 : 1.3), -Math.cos((k * Math.PI) / 5) * (k % 2 ? 0.55 : 1.3)]);

export const OUTLINES = {
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  triangle: [[0, -1.15], [1.1, 0.85], [-1.1, 0.85]],
  triangleDown: [[0, 1.15], [1.1, -0.85], [-1.1, -0.85]],
  diamond: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
  hexagon: [[-1.1, 0], [-0.55, -0.95], [0.55, -0.95], [1.1, 0], [0.55, 0.95], [-0.55, 0.95]],
  star: STAR,
};

export function outline(pen, shape, x, y, r) {
  const points = OUTLINES[shape];
  if (!points) { pen.moveTo(x + r, y); pen.arc(x, y, r, 0, 2 * Math.PI); return; }
  points.forEach(([px, py], k) => (k ? pen.lineTo(x + px * r, y + py * r) : pen.moveTo(x + px * r, y + py * r)));
  pen.closePath();
}

/** A small round mark: ≠ where sources contradict each other, ! where a plan ran out. */
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

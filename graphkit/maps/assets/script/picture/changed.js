// Marks of what changed: + new, Δ changed, as small square badges.

import { CHANGE_SIGNS, edgeChange, nodeChange } from "../graph/changes.js";
import { along } from "./lines.js";
import { FONT, ink } from "./look.js";

/** @param {Pen} pen @param {number} x @param {number} y @param {number} mark @param {number} s */
export function changeBadge(pen, x, y, mark, s) {
  const r = 5 / s;
  pen.fillStyle = ink.link;
  pen.strokeStyle = ink.ground;
  pen.lineWidth = 1 / s;
  pen.beginPath(); pen.rect(x - r, y - r, 2 * r, 2 * r); pen.fill(); pen.stroke();
  pen.fillStyle = ink.ground;
  pen.font = `bold ${9.5 / s}px ${FONT}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(CHANGE_SIGNS[mark], x, y + 0.5 / s);
}

/** The mark of an entity, below its left: the other marks stand above. @param {Pen} pen @param {number} i @param {number} x @param {number} y @param {number} r @param {number} s */
export function drawNodeChange(pen, i, x, y, r, s) {
  if (nodeChange.length && nodeChange[i] && s > 0.3) changeBadge(pen, x - r - 1 / s, y + r + 1 / s, nodeChange[i], s * 1.2);
}

/** The marks of relations, on the first part of each. @param {Pen} pen @param {number[]} list @param {number[][]} routes @param {number} s */
export function drawEdgeChanges(pen, list, routes, s) {
  if (!edgeChange.length || s < 0.45) return;
  list.forEach((j, k) => {
    if (edgeChange[j]) changeBadge(pen, ...along(routes[k], 0, 0.35), edgeChange[j], s * 1.25);
  });
}

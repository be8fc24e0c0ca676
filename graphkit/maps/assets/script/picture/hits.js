// Marks over entities: what the what-if strikes, stops and reduces, and what turned operating in the last month.

import { hitOf, fallout } from "../graph/fallout.js";
import { REDUCED, STOPPED, STRUCK } from "../graph/strike.js";
import { nodes } from "../graph/columns.js";
import { shown, spot, view } from "../graph/view.js";
import { ink, radius } from "./look.js";

/**
 * Draws the marks of all entities in the window: a cross, a ring with a bar, a broken ring; a double ring.
 * @param {Pen} pen
 * @param {Win} win
 */
export function drawHits(pen, win) {
  if (!fallout.outcome && !(view.turned && view.turned.size)) return;
  const s = win.s;
  for (let i = 0; i < nodes; i++) {
    const state = hitOf(i), turned = view.turned !== null && view.turned.has(i);
    if (!(state || turned) || !shown.node[i]) continue;
    const x = spot.x[i], y = spot.y[i], r = Math.max(radius(i), 3 / s) + 3.5 / s;
    if (x + r < win.l || x - r > win.r || y + r < win.t || y - r > win.b) continue;
    // On a light rim each mark stands out from the shape and the lines below it.
    for (const [color, width] of /** @type {[string, number][]} */ ([[ink.ground, 4.5], [state ? ink.accent : ink.link, 2]])) {
      pen.strokeStyle = color;
      pen.lineWidth = width / s;
      if (state) hitMark(pen, state, x, y, r, s);
      else { ring(pen, x, y, r); ring(pen, x, y, r + 4 / s); }
    }
  }
  pen.setLineDash([]);
}

/** @param {Pen} pen @param {number} state @param {number} x @param {number} y @param {number} r @param {number} s */
export function hitMark(pen, state, x, y, r, s) {
  const d = r * 0.85;
  if (state === STRUCK) bars(pen, [[x - d, y - d, x + d, y + d], [x + d, y - d, x - d, y + d]]);
  else if (state === STOPPED) { ring(pen, x, y, r); bars(pen, [[x - r * 0.7, y + r * 0.7, x + r * 0.7, y - r * 0.7]]); }
  else if (state === REDUCED) { pen.setLineDash([3.5 / s, 3 / s]); ring(pen, x, y, r); pen.setLineDash([]); }
}

/** @param {Pen} pen @param {number} x @param {number} y @param {number} r */
export function ring(pen, x, y, r) {
  pen.beginPath();
  pen.moveTo(x + r, y);
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.stroke();
}

/** @param {Pen} pen @param {number[][]} lines */
function bars(pen, lines) {
  pen.beginPath();
  for (const [x0, y0, x1, y1] of lines) { pen.moveTo(x0, y0); pen.lineTo(x1, y1); }
  pen.stroke();
}

// Drawing. `scene` draws what a window of the plane shows on any canvas context: the screen's, a PNG's, or the pen
// that writes SVG (save.js), so that all three say the same. Lengths in the plane; divided by the scale: in pixels.

import { meta, node, nodes } from "../graph/columns.js";
import { now } from "../graph/rules.js";
import { hasCore, lit, shown, spot, view } from "../graph/view.js";
import { drawNodeChange } from "./changed.js";
import { drawHits } from "./hits.js";
import { drawGrounds, drawLabels, placeLabels } from "./labels.js";
import { drawEdges } from "./lines.js";
import { isAfter } from "../page/dom.js";
import { FONT, HEAD, alphaOf, badge, colorOf, drawMark, ink, radius, shapeOf, sizeMarks } from "./look.js";
import { drawNotes } from "./notes.js";
import { drawOverview } from "./overview.js";
import { inLines, widthOf } from "./text.js";

// --- nodes

/** Below this scale marks are squares alone. */
export const TINY = 0.22;
/** Above this scale marks have their badges. */
export const BADGED = 0.45;

/** Whether an entity has its status later: nothing is known yet, it must not look as if it stood there. @param {number} i */
export const isEarly = (i) => !now.nodeStatus[i] && isAfter(meta.day, view.day) && node.status[i] !== "";

/** @param {Pen} pen @param {Win} win */
function drawNodes(pen, win) {
  const s = win.s, tiny = s < TINY;
  for (let i = 0; i < nodes; i++) {
    if (!shown.node[i]) continue;
    const x = spot.x[i], y = spot.y[i], r = Math.max(radius(i), 2 / s);
    if (x + r < win.l || x - r > win.r || y + r < win.t || y - r > win.b) continue;
    const color = colorOf(i), shape = shapeOf(i), status = now.nodeStatus[i];
    const early = isEarly(i), faint = lit.nodes !== null && !lit.nodes.has(i);
    if (tiny && i !== view.node) {
      pen.globalAlpha = alphaOf(faint, early);
      pen.fillStyle = color; pen.fillRect(x - r, y - r, 2 * r, 2 * r);
      continue;
    }
    drawMark(pen, shape, color, status, early, faint, x, y, r, s);
    if (i === view.node) {
      pen.strokeStyle = ink.chosen; pen.lineWidth = 2 / s;
      pen.beginPath(); pen.moveTo(x + r + 5 / s, y); pen.arc(x, y, r + 5 / s, 0, 2 * Math.PI); pen.stroke();
    }
    if (now.nodeMarks[i] && s > BADGED) badge(pen, x - r * 0.9, y - r * 0.9, now.nodeMarks[i], s * 1.15);
    drawNodeChange(pen, i, x, y, r, s);
  }
  pen.globalAlpha = 1;
}

/** Bands of the tiers, and their names at the top of the window, wherever it is. @param {Pen} pen @param {Win} win @param {number[][]} bands @param {boolean} over */
export function drawBands(pen, win, bands, over) {
  const s = win.s;
  let shade = 0;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  for (const [tier, left, end] of bands) {
    const dark = shade++ % 2 === 0, right = over && tier === bands[bands.length - 1][0] ? Math.max(end, win.r) : end;
    if (right < win.l || left > win.r) continue;
    if (!over) { if (dark) { pen.fillStyle = ink.band; pen.fillRect(left, win.t, right - left, win.b - win.t); } continue; }
    const from = Math.max(left, win.l), to = Math.min(right, win.r), room = (to - from) * s - 14;
    pen.fillStyle = ink.ground;
    pen.globalAlpha = 0.92;
    pen.fillRect(from, win.t, to - from, HEAD / s);
    pen.globalAlpha = 1;
    const one = widthOf(meta.tiers[tier], 13 * 1.14) <= room, size = one ? 13 : 11.5;
    const lines = one ? [meta.tiers[tier]] : inLines(meta.tiers[tier], size * 1.14, room, 2).lines;
    pen.font = `600 ${size / s}px ${FONT}`;
    pen.fillStyle = ink.text;
    lines.forEach((text, k) => pen.fillText(text, from + 9 / s, win.t + (HEAD / 2 + (k - (lines.length - 1) / 2) * 13) / s));
    pen.fillStyle = ink.rule;
    pen.fillRect(from, win.t + HEAD / s, to - from, 1 / s);
  }
}

const bandsShown = () => spot.bands.filter((b) => view.scope === "focus" || b[3] === 1 || view.context || !hasCore)
  .map(([tier, left, right]) => [tier, left * spot.across, right * spot.across]);

/** The labels as they were drawn last: what is pointed at is looked up in them. @type {Labels | null} */
let drawn = null;
export const labelsDrawn = () => drawn;

/** @param {Pen} pen @param {Win} win */
export function scene(pen, win) {
  if (view.scope === "overview") { drawOverview(pen, win); return; }
  sizeMarks(win.s);
  const bands = bandsShown(), labels = (drawn = placeLabels(win));
  drawBands(pen, win, bands, false);
  drawEdges(pen, win, labels);
  drawGrounds(pen, labels, (x) => bands.findIndex((b) => x >= b[1] && x < b[2]) % 2 === 0);
  drawNodes(pen, win);
  drawHits(pen, win);
  drawLabels(pen, labels);
  drawNotes(pen, win, labels);
  drawBands(pen, win, bands, true);
}

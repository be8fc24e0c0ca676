// Notes of a saved view: texts in small boxes beside their entities.

import { shown, spot } from "../graph/view.js";
import { notesNow } from "../page/story.js";
import { FONT, HEAD, ink, radius } from "./look.js";
import { inLines, widthOf } from "./text.js";

const MEMO = { width: 190, lines: 7, leading: 15, gap: 14 };

/** Left, top, right and bottom in pixels of the window. @typedef {[number, number, number, number]} NoteBox */

/**
 * Draws the notes of the entities in view, none upon another, and beside names and marks where there is room.
 * @param {Pen} pen @param {Win} win @param {Labels} labels
 */
export function drawNotes(pen, win, labels) {
  const notes = notesNow().filter(([i]) => shown.node[i] && spot.x[i] >= win.l && spot.x[i] <= win.r && spot.y[i] >= win.t && spot.y[i] <= win.b);
  if (!notes.length) return;
  const s = win.s, names = namesIn(win, labels);
  /** @type {NoteBox[]} */
  const taken = [];
  for (const [i, text] of notes) {
    const lines = inLines(text, 12, MEMO.width, MEMO.lines).lines;
    const wide = Math.max(...lines.map((l) => widthOf(l, 12))) + 16, high = lines.length * MEMO.leading + 10;
    const x = (spot.x[i] - win.l) * s, y = (spot.y[i] - win.t) * s;
    const place = freePlace(x, y, radius(i) * s + MEMO.gap, wide, high, [(win.r - win.l) * s, (win.b - win.t) * s], names, taken);
    taken.push(place);
    drawNote(pen, place, lines, x, y, win);
  }
}

/** What the names and marks of a window take. @returns {NoteBox[]} @param {Win} win @param {Labels} labels */
function namesIn(win, labels) {
  return labels.list.map((label) => {
    const half = (label.lines.length * labels.row) / 2, r = radius(label.i) * win.s;
    return /** @type {NoteBox} */ ([label.x - 2 * r - 6, label.y - Math.max(half, r), label.x + label.width + 2, label.y + Math.max(half, r)]);
  });
}

/** @param {NoteBox} p @param {NoteBox} q */
const overlap = (p, q) => Math.max(0, Math.min(p[2], q[2]) - Math.max(p[0], q[0])) * Math.max(0, Math.min(p[3], q[3]) - Math.max(p[1], q[1]));

/**
 * The nearest place to a point for a note that lies on no other note, in the window, and on as little else as can be.
 * @param {number} x @param {number} y @param {number} off @param {number} wide @param {number} high
 * @param {number[]} size of the window @param {NoteBox[]} names @param {NoteBox[]} taken @returns {NoteBox}
 */
function freePlace(x, y, off, wide, high, [w, h], names, taken) {
  let best = /** @type {NoteBox} */ ([x, y, x + wide, y + high]), least = Infinity;
  for (let row = 0; row < 24; row++)
    for (const down of [1, -1])
      for (const left of [x + off, x - off - wide, x - wide / 2, x + off + 60, x - off - wide - 60]) {
        const top = down > 0 ? y + off + row * 12 : y - off - high - row * 12;
        /** @type {NoteBox} */
        const place = [left, top, left + wide, top + high];
        const outside = Math.max(0, -left) + Math.max(0, left + wide - w) + Math.max(0, HEAD - top) + Math.max(0, top + high - h);
        let cost = Math.hypot(left + wide / 2 - x, top + high / 2 - y) + outside * 50;
        for (const other of taken) cost += overlap(place, other) * 20;
        for (const name of names) cost += overlap(place, name);
        if (cost < least) { least = cost; best = place; }
      }
  return best;
}

/** @param {Pen} pen @param {NoteBox} place @param {string[]} lines @param {number} x @param {number} y @param {Win} win */
function drawNote(pen, place, lines, x, y, win) {
  const s = win.s, across = (/** @type {number} */ at) => win.l + at / s, down = (/** @type {number} */ at) => win.t + at / s;
  const [l, t, r, b] = place;
  pen.globalAlpha = 1;
  pen.setLineDash([]);
  pen.strokeStyle = ink.accent;
  pen.lineWidth = 1.2 / s;
  pen.beginPath();
  pen.moveTo(across(x), down(y));
  pen.lineTo(across(x < l ? l : x > r ? r : x), down(y < t ? t : y > b ? b : y));
  pen.stroke();
  pen.fillStyle = ink.raised;
  pen.beginPath();
  pen.rect(across(l), down(t), (r - l) / s, (b - t) / s);
  pen.fill();
  pen.stroke();
  pen.fillStyle = ink.text;
  pen.font = `${12 / s}px ${FONT}`;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  lines.forEach((line, k) => pen.fillText(line, across(l + 8), down(t + 5 + MEMO.leading * (k + 0.5))));
}

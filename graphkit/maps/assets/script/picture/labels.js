// Labels: the selected and lit ones first, then the most connected; none lies on another or on a mark.

import { around, byDegree, edge, node, nodes } from "../graph/columns.js";
import { lit, shown, spot, view } from "../graph/view.js";
import { map } from "./camera.js";
import { heads } from "./lanes.js";
import { FONT, MOST_GROWN, ink, radius } from "./look.js";
import { cut, widthOf, inLines } from "./text.js";

const MOST_LABELS = 600;
/** A name cut shorter than this tells little; where many stand close, rather fewer names, and of two lines at most. */
const LEAST_ROOM = 52, LEAST_IN_MANY = 62, MANY_BELOW = 0.62;
/** Bold letters are about so much wider. */
const BOLD = 1.08;
/** What the name of something lit may take of the room of what is faint, in pixels. */
const LIT_ROOM = 220;
/** Of more than this, names that are lit take no room of what is faint. */
const MANY_LIT = 300;
/** Cells of the plan of what is taken, in pixels. */
const PLAN_CELL = { w: 4, h: 2 };

/** Pixels of a label's text at a scale. @param {number} scale */
const textSize = (scale) => (scale >= 1 ? 12 * Math.min(MOST_GROWN, scale) : scale > 0.8 ? 12 : 11);
/** @param {number} size */
const lineHeight = (size) => Math.round(size * 1.08);

/** What a window of pixels holds, by cells: 0 free, else an entity's position and 1. */
class LabelPlan {
  /** @param {number} wide @param {number} high */
  constructor(wide, high) {
    this.wide = Math.ceil(wide / PLAN_CELL.w) + 1;
    this.high = Math.ceil(high / PLAN_CELL.h) + 1;
    this.cells = new Int32Array(this.wide * this.high);
  }
  /** @param {number} l @param {number} t @param {number} r @param {number} b */
  range(l, t, r, b) {
    return [Math.max(0, Math.floor(l / PLAN_CELL.w)), Math.max(0, Math.floor(t / PLAN_CELL.h)), Math.min(this.wide - 1, Math.floor(r / PLAN_CELL.w)), Math.min(this.high - 1, Math.floor(b / PLAN_CELL.h))];
  }
  /** @param {number} owner @param {number} l @param {number} t @param {number} r @param {number} b */
  put(owner, l, t, r, b) {
    const [x0, y0, x1, y1] = this.range(l, t, r, b);
    if (x1 >= x0) for (let y = y0; y <= y1; y++) this.cells.fill(owner, y * this.wide + x0, y * this.wide + x1 + 1);
  }
  /** Where from `l` on to `r` the first cell stands that another holds; `r` if none does. @param {number} owner @param {number} l @param {number} t @param {number} r @param {number} b */
  free(owner, l, t, r, b) {
    const [x0, y0, x1, y1] = this.range(l, t, r, b);
    let end = x1;
    for (let y = y0; y <= y1; y++)
      for (let x = x0; x <= end; x++) {
        const held = this.cells[y * this.wide + x];
        if (held && held !== owner) { end = x - 1; break; }
      }
    return end >= x1 ? r : end * PLAN_CELL.w + PLAN_CELL.w - 1;
  }
  /** @param {number} owner @param {number} l @param {number} t @param {number} r @param {number} b */
  clear(owner, l, t, r, b) {
    const [x0, y0, x1, y1] = this.range(l, t, r, b);
    for (let y = y0; y <= y1; y++) for (let k = y * this.wide + x0; k <= y * this.wide + x1; k++) if (this.cells[k] === owner) this.cells[k] = 0;
  }
}

/** Whether an entity's caption is its name, whole or cut, and no other words. @param {number} i */
const isNamed = (i) => node.caption[i] === node.name[i] || (node.caption[i].endsWith("…") && node.name[i].startsWith(node.caption[i].slice(0, -1)));

/** The name that a label tells: all of it, where the caption was cut. @param {number} i */
const nameOf = (i) => (isNamed(i) ? node.name[i] : node.caption[i]);

/**
 * The labels of a window. First each name has one line, cut where it must be; then those that were cut take more
 * lines where these are free.
 * @param {Win} win @returns {Labels}
 */
export function placeLabels(win) {
  const s = win.s, size = textSize(s), row = lineHeight(size), wide = (win.r - win.l) * s, high = (win.b - win.t) * s;
  const least = s < MANY_BELOW ? LEAST_IN_MANY : LEAST_ROOM;
  const plan = new LabelPlan(wide, high), bright = lit.nodes, list = /** @type {Label[]} */ ([]), open = /** @type {Label[]} */ ([]);
  /** @type {Labels["at"]} */
  const at = new Map();
  const marks = (/** @type {(i: number) => boolean} */ wanted) => {
    for (let i = 0; i < nodes; i++) {
      if (!shown.node[i] || !wanted(i)) continue;
      const x = (spot.x[i] - win.l) * s, y = (spot.y[i] - win.t) * s, r = Math.max(radius(i) * s, 2);
      if (x > -r && x < wide + r && y > -r && y < high + r) plan.put(i + 1, x - r, y - r, x + r, y + r);
    }
  };
  // Names of what is lit may lie on what is faint.
  marks((i) => !bright || bright.has(i));
  const boxOf = (/** @type {Label} */ label) => [label.x - 2, label.y - (label.lines.length * row) / 2, label.x + label.width + 2, label.y + (label.lines.length * row) / 2 - 1];
  const keep = (/** @type {Label} */ label) => { const [l, t, r, b] = boxOf(label); plan.put(label.i + 1, l, t, r, b); };
  /** @param {Label} label @param {number} lines @param {number} width */
  const reach = (label, lines, width) => {
    const half = (lines * row) / 2 + (lines > 1 ? 1 : 0);
    return plan.free(label.i + 1, label.x - 2, label.y - half, Math.min(wide - 4, label.x + width + 2), label.y + half - 1) - label.x;
  };
  const boldOf = (/** @type {number} */ i) => (i === view.node || i === map.hover ? BOLD : 1);
  const ownRoom = (/** @type {number} */ i) => spot.room[i] * spot.across * s + 2;
  /** @param {number} i @param {boolean} must */
  const put = (i, must) => {
    const x = (spot.x[i] - win.l + Math.max(radius(i), 2 / s)) * s + (i === view.node ? 9 : 4), y = (spot.y[i] - win.t) * s;
    if (at.has(i) || y < 0 || y > high || x < -300 || x > wide - 12) return;
    const bold = boldOf(i), name = nameOf(i), full = widthOf(name, size) * bold, own = ownRoom(i);
    const label = { i, lines: [name], width: full, whole: true, x, y };
    if (must && full > own && broken(label)) return;
    // One line of what is free; within its own column if that is wide enough to be read in.
    const room = must ? Math.max(Math.min(Math.max(own, 160), wide - x - 2), 0) : reach(label, 1, own < least ? 120 : own);
    if (full > room) {
      const text = room < (must ? 30 : least) ? "" : cut(name, size, (own >= least ? Math.min(room, own) : room) / bold);
      if (!text) return;
      label.lines = [text];
      label.whole = false;
      label.width = widthOf(text, size) * bold;
      open.push(label);
    }
    at.set(i, label);
    list.push(label);
    keep(label);
  };
  /** The name that is pointed at or selected, whole in lines of its own column where it can be. @param {Label} label */
  const broken = (label) => {
    const own = ownRoom(label.i), bold = boldOf(label.i);
    for (const most of [2, 3]) {
      const width = Math.min(reach(label, most, own), own), found = inLines(nameOf(label.i), size, width / bold, most);
      if (!found.whole) continue;
      label.lines = found.lines;
      label.width = Math.max(...found.lines.map((line) => widthOf(line, size))) * bold;
      at.set(label.i, label);
      list.push(label);
      keep(label);
      return true;
    }
    return false;
  };
  // What was cut takes a second line before any takes a third, and that before any leaves its column.
  const lengthen = (/** @type {typeof WAYS} */ ways) => {
    for (const [most, by, short] of ways)
      for (const label of open) {
        if (label.whole || (most > 2 && s < MANY_BELOW)) continue;
        const own = by ? ownRoom(label.i) * by : LIT_ROOM, name = short ? shortName(label.i) : nameOf(label.i), bold = boldOf(label.i);
        const width = name && Math.min(reach(label, most, own), own);
        if (!width || width < least - 8) continue;
        const found = inLines(name, size, width / bold, most);
        if (!found.whole && (by > 1 || found.lines.join("").length <= label.lines.join("").length)) continue;
        const [l, t, r, b] = boxOf(label);
        plan.clear(label.i + 1, l, t, r, b);
        label.lines = found.lines;
        label.whole = found.whole;
        label.width = Math.max(...found.lines.map((line) => widthOf(line, size))) * bold;
        keep(label);
      }
  };
  if (view.node >= 0) put(view.node, true);
  if (map.hover >= 0) put(map.hover, true);
  if (bright) {
    for (const i of bright) if (shown.node[i]) put(i, false);
    // As long as what is faint takes no room; of very many, each has little anyway.
    if (bright.size <= MANY_LIT) lengthen([...WAYS.filter(([, columns]) => columns === 1), ...LIT_WAYS]);
    marks((i) => !bright.has(i));
  }
  for (const i of byDegree) {
    if (list.length > MOST_LABELS) break;
    if (shown.node[i] && !(bright && !bright.has(i) && nodes > 400)) put(i, false);
  }
  lengthen(WAYS);
  return { list, at, size, row, l: win.l, t: win.t, s };
}

/**
 * Ways to tell a name that one line cuts, in turn: lines at most, columns wide, without the name of its heading.
 * @type {[lines: number, columns: number, short: boolean][]}
 */
const WAYS = [[2, 1, false], [2, 1, true], [3, 1, false], [3, 1, true], [1, 2.2, false], [2, 1.6, false], [1, 2.2, true]];

/** What is lit may then leave its column over what is faint: as far as LIT_ROOM. @type {typeof WAYS} */
const LIT_WAYS = [[1, 0, false], [2, 0, false], [1, 0, true], [2, 0, true]];

/** The entity at the top of the list that one stands in: itself where it stands alone. @param {number} i @returns {number} */
function headingOf(i) {
  const j = around[i].find((k) => edge.to[k] === i && shown.edge[k] && heads(edge.from[k], i));
  return j === undefined ? i : headingOf(edge.from[j]);
}

/** The name without the words that it begins with alike the heading that it stands under; empty if that is none. @param {number} i */
function shortName(i) {
  if (!isNamed(i)) return "";
  const head = headingOf(i), own = node.name[i].split(" "), above = head === i ? [] : node.name[head].split(" ");
  let k = 0;
  while (k < above.length && k < own.length - 1 && own[k] === above[k]) k++;
  return k ? own.slice(k).join(" ") : "";
}

/**
 * Lines end at a name: its ground is drawn anew, with the shade of its tier.
 * @param {Pen} pen @param {Labels} labels @param {(x: number) => boolean} shaded
 */
export function drawGrounds(pen, labels, shaded) {
  const { s, row } = labels;
  for (const label of labels.list) {
    if (lit.nodes && !lit.nodes.has(label.i)) continue; // faint: lines that are lit go on
    const left = labels.l + (label.x - 2) / s, top = labels.t + (label.y - (label.lines.length * row) / 2) / s;
    for (const fill of shaded(left) ? [ink.ground, ink.band] : [ink.ground]) {
      pen.fillStyle = fill;
      pen.fillRect(left, top, (label.width + 4) / s, (label.lines.length * row - 1) / s);
    }
  }
}

/** @param {Pen} pen @param {Labels} labels */
export function drawLabels(pen, labels) {
  const { s, size, row } = labels;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  const plain = `${size / s}px ${FONT}`, bold = "bold " + plain;
  let font = "";
  for (const label of labels.list) {
    const first = label.i === view.node || label.i === map.hover;
    const wanted = first ? bold : plain;
    if (wanted !== font) pen.font = font = wanted; // a canvas reads it anew each time
    pen.globalAlpha = lit.nodes && !lit.nodes.has(label.i) ? 0.35 : 1;
    label.lines.forEach((text, k) => {
      const x = labels.l + label.x / s, y = labels.t + (label.y + (k - (label.lines.length - 1) / 2) * row + 0.5) / s;
      // The name that is pointed at may lie on others.
      if (first) { pen.strokeStyle = ink.ground; pen.lineWidth = 4 / s; pen.strokeText(text, x, y); }
      pen.fillStyle = ink.text;
      pen.fillText(text, x, y);
    });
  }
  pen.globalAlpha = 1;
}

/** Where the name of an entity ends in the plane, or its mark if it has none. @param {Labels} labels @param {number} i */
export function endOf(labels, i) {
  const label = labels.at.get(i);
  return label ? labels.l + (label.x + label.width + 3) / labels.s : spot.x[i] + radius(i) + 1;
}

/** The entity whose label lies at a point of the plane, or -1. @param {Labels} labels @param {number} x @param {number} y */
export function labelUnder(labels, x, y) {
  const px = (x - labels.l) * labels.s, py = (y - labels.t) * labels.s;
  const found = labels.list.find((label) => px > label.x - 3 && px < label.x + label.width + 3 && Math.abs(py - label.y) < (label.lines.length * labels.row) / 2);
  return found ? found.i : -1;
}

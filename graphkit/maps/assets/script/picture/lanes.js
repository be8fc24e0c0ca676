// Where lines can pass: the gaps between the names and marks of each column.

import { nodes } from "../graph/columns.js";
import { shown, spot } from "../graph/view.js";
import { radius } from "./look.js";

/** Entities of one column stand less apart across than this; an indented one stands right of its heading. */
const SAME_COLUMN = 44;

/** @typedef {{ left: number, members: number[] }} Column */
/** @type {{ columns: Column[], of: Int32Array } | null} */
let known = null;

export function forgetLanes() { known = null; }

/** The columns of what is shown, from left to right, their members from the top; and the column of each entity. */
export function laneColumns() {
  if (known) return known;
  const list = [], of = new Int32Array(nodes).fill(-1), columns = /** @type {Column[]} */ ([]);
  for (let i = 0; i < nodes; i++) if (shown.node[i]) list.push(i);
  list.sort((a, b) => spot.x[a] - spot.x[b]);
  let last = -Infinity;
  for (const i of list) {
    if (spot.x[i] - last > SAME_COLUMN) { columns.push({ left: spot.x[i], members: [] }); last = spot.x[i]; }
    of[i] = columns.length - 1;
    columns[columns.length - 1].members.push(i);
  }
  for (const column of columns) column.members.sort((a, b) => spot.y[a] - spot.y[b]);
  return (known = { columns, of });
}

/** Whether one entity stands in another's list: below it in its column, and indented. @param {number} above @param {number} below */
export const heads = (above, below) => spot.y[below] > spot.y[above] && spot.x[below] > spot.x[above] && laneColumns().of[above] === laneColumns().of[below];

/**
 * Where a line that would cross a column at a height can do so beside its names: the height, and how far to the right
 * it must keep it; of several gaps one that is also near to where it comes from. Null where nothing is in its way.
 * @param {number} k position of the column @param {number} y @param {number} from @param {Labels} labels
 * @returns {{ y: number, left: number, right: number } | null}
 */
export function passage(k, y, from, labels) {
  const { left, members } = laneColumns().columns[k], next = laneColumns().columns[k + 1];
  const most = next ? next.left - 14 : Infinity; // a name may reach farther
  let low = 0, high = members.length;
  while (low < high) { const middle = (low + high) >> 1; if (spot.y[members[middle]] < y) low = middle + 1; else high = middle; }
  let best = null, least = Infinity;
  for (let at = Math.max(0, low - 2); at <= Math.min(members.length, low + 2); at++) {
    const above = at > 0 ? members[at - 1] : -1, below = at < members.length ? members[at] : -1;
    const top = above < 0 ? -Infinity : spot.y[above] + half(above, labels), bottom = below < 0 ? Infinity : spot.y[below] - half(below, labels);
    if ((bottom - top) * labels.s < 3) continue;
    const margin = Math.min(3 / labels.s, (bottom - top) / 2), found = Math.min(Math.max(y, top + margin), bottom - margin);
    if (found === y) return null;
    const off = Math.abs(found - y) + 0.6 * Math.abs(found - from);
    if (off >= least) continue;
    least = off;
    best = { y: found, left: left - 10, right: Math.min(most, Math.max(end(above, labels), end(below, labels), left) + 6 / labels.s) };
  }
  return best;
}

/** Half the height that an entity's mark and name take. @param {number} i @param {Labels} labels */
function half(i, labels) {
  const label = labels.at.get(i);
  return Math.max(radius(i), label ? (label.lines.length * labels.row) / 2 / labels.s : 0);
}

/** @param {number} i @param {Labels} labels */
function end(i, labels) {
  if (i < 0) return -Infinity;
  const label = labels.at.get(i);
  return label ? labels.l + (label.x + label.width) / labels.s : spot.x[i] + radius(i);
}

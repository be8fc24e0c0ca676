// In the overview colours are told by a bar in each box: how much of what it holds has which.

import { ink, inked, paintOf, painted } from "./look.js";
import { groups } from "./overview.js";
import { nodeShut, view } from "../graph/view.js";

/** Of each box the colours with their numbers, most first. @type {[color: string, count: number][][]} */
let shares = [];

/** Counts anew, where the overview is drawn in other colours than those of the types. */
export function countShares() {
  shares = view.scope !== "overview" || !painted() ? [] : groups.map((group) => {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const i of group.members) if (nodeShut(i) === 0) counts.set(paintOf(i), (counts.get(paintOf(i)) || 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  });
}

/** The bar along the lower edge of a box. @param {Pen} pen @param {number} g @param {{ x: number, y: number }} group @param {{ w: number, h: number }} size */
export function drawShares(pen, g, group, size) {
  const own = shares[g] || [], all = own.reduce((sum, share) => sum + share[1], 0);
  let left = group.x + 2;
  for (const [color, count] of own) {
    const wide = ((size.w - 4) * count) / all;
    pen.fillStyle = inked(color);
    pen.fillRect(left, group.y + size.h - 8, wide, 6);
    pen.fillStyle = ink.raised;
    pen.fillRect(left + wide - 0.5, group.y + size.h - 8, 0.5, 6);
    left += wide;
  }
}

// The what-if on this map: the deliveries of the shown day, and what stops if the struck entities stop. The filters
// change nothing in it: a supplier that is hidden supplies still.

import { edge, edges, isChain, meta, nodes, raw } from "./columns.js";
import { giver, taker } from "./reach.js";
import { now } from "./rules.js";
import { strikeOut } from "./strike.js";

const NOTHING_FLOWS = new Set(["planned", "ended"]);

/** @type {{ key: string, outcome: Outcome | null, stopped: number, reduced: number }} */
export const fallout = { key: "", outcome: null, stopped: 0, reduced: 0 };

/** What is delivered along the chain on the shown day. @returns {Delivery[]} */
function deliveriesNow() {
  const itemOf = new Map(raw.items), spare = new Set(raw.spare), out = [];
  for (let j = 0; j < edges; j++) {
    if (!isChain[j] || now.absent[j] || NOTHING_FLOWS.has(now.edgeStatus[j])) continue;
    const from = giver(j), item = itemOf.get(j) ?? -1, rule = meta.relations[edge.type[j]][5];
    const group = rule === "use" ? "use" : `${edge.type[j]}\n${rule === "each" ? from : item < 0 ? edge.key[j] : item}`;
    out.push({ at: j, from, to: taker(j), item, group, spare: spare.has(j) });
  }
  return out;
}

/** Reckons again what stops, if the struck ones or the day have changed. @param {Set<number>} struck */
export function reckon(struck) {
  const key = struck.size ? `${now.day} ${[...struck].join(",")}` : "";
  if (key === fallout.key) return;
  fallout.key = key;
  fallout.outcome = struck.size ? strikeOut(struck, deliveriesNow(), nodes) : null;
  fallout.stopped = fallout.outcome ? fallout.outcome.waves.flat().length : 0;
  fallout.reduced = 0;
  if (fallout.outcome) for (const state of fallout.outcome.state) if (state === 3) fallout.reduced++;
}

/** State of an entity in the what-if: STRUCK, STOPPED, REDUCED, or 0. @param {number} i */
export const hitOf = (i) => (fallout.outcome ? fallout.outcome.state[i] : 0);

/** The entities of one state, in their order; stopped ones by wave. @param {number} state */
export function hitsOf(state) {
  if (!fallout.outcome) return [];
  /** @type {number[]} */
  const found = [];
  fallout.outcome.state.forEach((s, i) => { if (s === state) found.push(i); });
  return found;
}

/** Relations by which nothing comes any more. */
export function deliveriesLost() {
  const outcome = fallout.outcome;
  return outcome ? outcome.deliveries.flatMap((delivery, k) => (outcome.ended[k] ? [delivery.at] : [])) : [];
}

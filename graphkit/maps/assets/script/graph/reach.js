// Ways through the graph: along the chain and around an entity.

import { around, edge, isChain, meta } from "./columns.js";
import { shown } from "./view.js";

/** @param {number} j */
const forward = (j) => meta.relations[edge.type[j]][3] === 1;

/** The end of a relation of the chain that delivers, and the one that receives. @param {number} j */
export const giver = (j) => (forward(j) ? edge.from[j] : edge.to[j]);
/** @param {number} j */
export const taker = (j) => (forward(j) ? edge.to[j] : edge.from[j]);

/** Whether a relation leads from a maker to what it makes or runs. @param {number} j */
const makes = (j) => meta.relations[edge.type[j]][6] === 1;

/** What an entity makes and runs, lit up: what goes into that is upstream of it. @param {number} start @param {Lights} into */
function ownWork(start, into) {
  const found = new Set([start]);
  for (const i of found) for (const j of around[i]) {
    if (!shown.edge[j] || !makes(j) || giver(j) !== i) continue;
    into.edges.add(j);
    into.nodes.add(taker(j));
    found.add(taker(j));
  }
  found.delete(start);
  return found;
}

/** Lights up what lies downstream (1) or upstream (-1) of an entity. @param {number} start @param {1 | -1} direction @param {Lights} into */
export function walk(start, direction, into) {
  /** @type {Set<number>} */
  const own = direction === -1 ? ownWork(start, into) : new Set(), seen = new Set([start, ...own]), queue = [...seen];
  for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
    for (const j of around[i]) {
      if (!shown.edge[j] || !isChain[j]) continue;
      if (own.has(i) && makes(j)) continue; // others that make the same are beside it, not upstream
      // A relation without direction leads both ways.
      const both = meta.relations[edge.type[j]][4] === 1;
      const next = both ? edge.from[j] + edge.to[j] - i : direction === 1 ? taker(j) : giver(j);
      if (!both && (direction === 1 ? giver(j) : taker(j)) !== i) continue;
      into.edges.add(j);
      into.nodes.add(next);
      if (!seen.has(next)) { seen.add(next); queue.push(next); }
    }
  }
}

/** What so many relations meet in, such as a kind of product or a country, does not make its others neighbours. */
const HUB = 24;

/** An entity with what lies around it, up to a number that can be read. @param {number} start @param {number} most */
export function neighbourhood(start, most) {
  const found = new Set([start]);
  for (let ring = [start]; ring.length && found.size < most; ) {
    const next = [];
    for (const i of ring) for (const j of i === start || around[i].length <= HUB ? around[i] : []) {
      const other = edge.from[j] === i ? edge.to[j] : edge.from[j];
      if (!found.has(other) && found.size < most) { found.add(other); next.push(other); }
    }
    ring = found.size > 40 ? [] : next;
  }
  return found;
}

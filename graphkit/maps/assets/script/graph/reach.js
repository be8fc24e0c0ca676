// Ways through the graph: along the chain and around an entity.

import { around, edge, isChain, meta } from "./columns.js";
import { lit, shown } from "./view.js";

/** Which end of a chain edge the material leaves: 1 for forward, -1 for backward. */
const flowOf = (j) => (meta.relations[edge.type[j]][3] === 1 ? 1 : -1);

export function walk(start, direction) {
  const seen = new Set([start]);
  for (const queue = [start]; queue.length; ) {
    const i = queue.pop();
    for (const j of around[i]) {
      if (!shown.edge[j] || !isChain[j]) continue;
      const forward = flowOf(j) * direction === 1;
      const next = forward ? (edge.from[j] === i ? edge.to[j] : -1) : edge.to[j] === i ? edge.from[j] : -1;
      if (next < 0) continue;
      lit.edges.add(j);
      lit.nodes.add(next);
      if (!seen.has(next)) { seen.add(next); queue.push(next); }
    }
  }
}

/** An entity with what lies around it, up to a number that can be read. */
export function neighbourhood(start, most) {
  const found = new Set([start]);
  for (let ring = [start]; ring.length && found.size < most; ) {
    const next = [];
    for (const i of ring) for (const j of around[i]) {
      const other = edge.from[j] === i ? edge.to[j] : edge.from[j];
      if (!found.has(other) && found.size < most) { found.add(other); next.push(other); }
    }
    ring = found.size > 40 ? [] : next;
  }
  return found;
}

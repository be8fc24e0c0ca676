// The shortest chain between two entities: along the flow if there is one, else over any relation that is shown.

import { around, edge, isChain, node } from "./columns.js";
import { giver, taker } from "./reach.js";
import { now } from "./rules.js";
import { edgeShut, hasCore, nodeShut, view } from "./view.js";

/** Each way of stepping from an entity over a relation; -1 where it does not lead on. @type {Record<"down" | "up" | "any", Step>} */
const STEPS = {
  down: (i, j) => (isChain[j] && giver(j) === i ? taker(j) : -1),
  up: (i, j) => (isChain[j] && taker(j) === i ? giver(j) : -1),
  any: (i, j) => (edge.from[j] === i ? edge.to[j] : edge.from[j]),
};

/**
 * The way with the fewest relations, downstream before upstream before any; of equals the first by order.
 * @param {number} start
 * @param {number} end
 * @returns {Way}
 */
export function findWay(start, end) {
  for (const how of /** @type {const} */ (["down", "up", "any"])) {
    const found = shortest(start, end, STEPS[how]);
    if (found) return { how, ...found };
  }
  return { how: "none", nodes: [], edges: [] };
}

/** Whether the filters and the day leave an entity or relation, wherever it is drawn. @param {number} i */
const entityPasses = (i) => nodeShut(i) === 0 && (view.context || !hasCore || node.core[i] === 1);
/** @param {number} j */
const relationPasses = (j) => !now.absent[j] && edgeShut(j) === 0 && (isChain[j] || view.context || !hasCore);

/** @param {number} start @param {number} end @param {Step} step */
function shortest(start, end, step) {
  const by = new Map([[start, -1]]); // entity: the relation by which it was reached
  for (let ring = [start]; ring.length && !by.has(end); ) {
    const next = [];
    for (const i of ring) {
      const steps = [];
      for (const j of around[i]) {
        const other = relationPasses(j) ? step(i, j) : -1;
        if (other >= 0 && !by.has(other) && (other === end || entityPasses(other))) steps.push([other, j]);
      }
      steps.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      for (const [other, j] of steps) if (!by.has(other)) { by.set(other, j); next.push(other); }
    }
    ring = next;
  }
  if (!by.has(end)) return null;
  const nodes = [end], edges = [];
  for (let i = end, j = by.get(i) ?? -1; j >= 0; j = by.get(i) ?? -1) {
    i = edge.from[j] === i ? edge.to[j] : edge.from[j];
    nodes.unshift(i);
    edges.unshift(j);
  }
  return { nodes, edges };
}

// What changed since a day, where the map was asked to tell: a mark of each entity and relation.

import { edges, meta, nodes } from "./columns.js";

/** What a mark is called, by its number. */
export const CHANGE_NAMES = ["unchanged", "changed", "new"];
/** The sign of a mark on the picture, by its number. */
export const CHANGE_SIGNS = ["", "Δ", "+"];

/** @param {number} size @param {[changed: number[], fresh: number[]] | undefined} lists */
function changeMarks(size, lists) {
  const out = new Uint8Array(lists ? size : 0);
  if (lists) lists.forEach((list, k) => list.forEach((at) => { out[at] = k + 1; }));
  return out;
}

/** Marks of the entities and of the relations; empty where the map does not tell of changes. */
export const nodeChange = changeMarks(nodes, meta.changes && meta.changes.nodes);
export const edgeChange = changeMarks(edges, meta.changes && meta.changes.edges);

// What the file holds, as columns: node.name[i] is the name of entity i, edge.from[j] an entity's position.
// Texts from the data reach the page by textContent, attributes by setAttribute on safe names, never as HTML.

import { byId } from "../page/dom.js";

/** @param {string} id */
const readJson = (id) => JSON.parse(byId(id).textContent);

/** @type {Meta} */
export const meta = readJson("map-meta");

/** @type {{ nodes: Record<string, Packed<any>>, edges: Record<string, Packed<any>>, bands: Band[], looks?: [position: number, color: string, shape: string][], needed: number[], spare: number[], items: [edge: number, item: number][] }} */
export const raw = readJson("map-data");

/**
 * Columns as lists; texts that occur often are kept once in the file.
 * @param {Record<string, Packed<any>>} table
 * @returns {any}
 */
export function unpackColumns(table) {
  /** @type {Record<string, any[]>} */
  const out = {};
  for (const name of Object.keys(table)) {
    const column = table[name];
    out[name] = Array.isArray(column) ? column : column.i.map((k) => column.d[k]);
  }
  return out;
}

/** @type {NodeColumns} */
export const node = unpackColumns(raw.nodes);
/** @type {EdgeColumns} */
export const edge = unpackColumns(raw.edges);
node.caption = node.caption.map((text, i) => text || node.name[i]);
export const nodes = node.id.length;
export const edges = edge.from.length;
export const nodeAt = new Map(node.id.map((id, i) => [id, i]));
export const typeNames = Object.keys(meta.types);
export const relationNames = Object.keys(meta.relations);
export const isChain = relationNames.length ? edge.type.map((t) => meta.relations[t][2] === 1) : [];

/** Edges that touch each entity. A loop is there once. @type {number[][]} */
export const around = Array.from({ length: nodes }, () => []);

/** Position of an edge among those of the same two ends, and how many these are: to draw them side by side. */
export const strand = new Uint16Array(edges);

export const strands = new Uint16Array(edges);

(function indexEdges() {
  /** @type {Map<number, number[]>} */
  const pairs = new Map();
  for (let j = 0; j < edges; j++) {
    const a = edge.from[j], b = edge.to[j];
    around[a].push(j);
    if (a !== b) around[b].push(j);
    const key = Math.min(a, b) * nodes + Math.max(a, b);
    const found = pairs.get(key);
    if (found) found.push(j); else pairs.set(key, [j]);
  }
  for (const found of pairs.values()) found.forEach((j, k) => { strand[j] = k; strands[j] = found.length; });
})();

export const degree = Uint32Array.from(around, (list) => list.length);

/** Entities from the most connected to the least: labels and search results come in this order. */
export const byDegree = Array.from({ length: nodes }, (_, i) => i).sort((a, b) => node.core[b] - node.core[a] || degree[b] - degree[a] || a - b);

/** @param {string} text @returns {string[]} */
export const listOf = (text) => (text === "" ? [] : text.split(","));

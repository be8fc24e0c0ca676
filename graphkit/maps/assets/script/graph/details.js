// The claims, milestones and figures: packed in the file, read after the first look.

import { edges, nodes, unpackColumns } from "./columns.js";
import { byId } from "../page/dom.js";

export const pack = /** @type {Pack} */ ({ ready: false, failed: "", promise: null });

export async function readDetails() {
  if (typeof DecompressionStream === "undefined") throw new Error("this browser cannot unpack them (it has no DecompressionStream)");
  const bytes = Uint8Array.from(atob(byId("map-details").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const read = JSON.parse(await new Response(stream).text());
  for (const name of /** @type {const} */ (["edges", "properties", "milestones", "observations", "conflicts", "claims"])) pack[name] = unpackColumns(read[name]);
  pack.notes = new Map(read.notes.map((/** @type {[number, ...unknown[]]} */ [i, ...told]) => [i, told]));
  pack.propertiesOf = grouped(pack.properties.node, nodes);
  pack.observationsOf = grouped(pack.observations.node, nodes);
  pack.conflictsOf = byEntity(pack.conflicts.about);
  if (read.opinions) {
    /** @type {OpinionColumns} */
    const opinions = (pack.opinions = unpackColumns(read.opinions));
    pack.opinionsOf = byEntity(opinions.about);
  }
  if (read.changes) {
    /** @type {ChangeColumns} */
    const changes = (pack.changes = unpackColumns(read.changes));
    pack.changesOf = byEntity(changes.about);
  }
  const stones = pack.milestones;
  pack.elements = [];
  stones.element.forEach((element, k) => { (pack.elements[element] = pack.elements[element] || []).push(k); });
  pack.elementsOf = emptyLists(nodes);
  pack.elementsOfEdge = emptyLists(edges);
  pack.elements.forEach((list, element) => {
    const k = list[0];
    pack.elementsOf[stones.node[k]].push(element);
    if (stones.other[k] >= 0 && stones.other[k] !== stones.node[k]) pack.elementsOf[stones.other[k]].push(element);
    if (stones.edge[k] >= 0) pack.elementsOfEdge[stones.edge[k]].push(element);
  });
  pack.ready = true;
}

/** @param {number} size @returns {number[][]} */
const emptyLists = (size) => Array.from({ length: size }, () => []);

/** @param {number[]} column @param {number} size */
function grouped(column, size) {
  const out = emptyLists(size);
  column.forEach((k, row) => out[k].push(row));
  return out;
}

/** Rows by the entities that they are about. @param {number[][]} about */
function byEntity(about) {
  const out = emptyLists(nodes);
  about.forEach((list, k) => list.forEach((i) => out[i].push(k)));
  return out;
}

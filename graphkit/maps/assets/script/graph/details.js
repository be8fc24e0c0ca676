// The claims, milestones and figures: packed in the file, read after the first look.

import { edges, nodes, unpackColumns } from "./columns.js";
import { byId } from "../page/dom.js";

export const pack = /** @type {Pack} */ ({ ready: false, failed: "", promise: null });

export async function readDetails() {
  if (typeof DecompressionStream === "undefined") throw new Error("this browser cannot unpack them (it has no DecompressionStream)");
  const bytes = Uint8Array.from(atob(byId("map-details").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const read = JSON.parse(await new Response(stream).text());
  for (const name of ["edges", "properties", "milestones", "observations", "conflicts", "claims"]) pack[name] = unpackColumns(read[name]);
  pack.notes = new Map(read.notes.map((row) => [row[0], row.slice(1)]));
  pack.propertiesOf = grouped(pack.properties.node, nodes);
  pack.observationsOf = grouped(pack.observations.node, nodes);
  pack.conflictsOf = Array.from({ length: nodes }, () => []);
  pack.conflicts.about.forEach((list, k) => list.forEach((i) => pack.conflictsOf[i].push(k)));
  if (read.opinions) {
    pack.opinions = unpackColumns(read.opinions);
    pack.opinionsOf = Array.from({ length: nodes }, () => []);
    pack.opinions.about.forEach((list, k) => list.forEach((i) => pack.opinionsOf[i].push(k)));
  }
  if (read.changes) {
    pack.changes = unpackColumns(read.changes);
    pack.changesOf = Array.from({ length: nodes }, () => []);
    pack.changes.about.forEach((list, k) => list.forEach((i) => pack.changesOf[i].push(k)));
  }
  const stones = pack.milestones;
  pack.elements = [];
  stones.element.forEach((element, k) => { (pack.elements[element] = pack.elements[element] || []).push(k); });
  pack.elementsOf = Array.from({ length: nodes }, () => []);
  pack.elementsOfEdge = Array.from({ length: edges }, () => []);
  pack.elements.forEach((list, element) => {
    const k = list[0];
    pack.elementsOf[stones.node[k]].push(element);
    if (stones.other[k] >= 0 && stones.other[k] !== stones.node[k]) pack.elementsOf[stones.other[k]].push(element);
    if (stones.edge[k] >= 0) pack.elementsOfEdge[stones.edge[k]].push(element);
  });
  pack.ready = true;
}

function grouped(column, size) {
  const out = Array.from({ length: size }, () => []);
  column.forEach((k, row) => out[k].push(row));
  return out;
}

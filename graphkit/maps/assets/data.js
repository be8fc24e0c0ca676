// What the file holds, as columns: node.name[i] is the name of entity i, edge.from[j] an entity's position.
// Texts from the data reach the page by textContent, attributes by setAttribute on safe names, never as HTML.

const byId = (id) => document.getElementById(id);
const readJson = (id) => JSON.parse(byId(id).textContent);
const meta = readJson("map-meta");
const raw = readJson("map-data");

function unpackColumns(table) {
  const out = {};
  for (const name of Object.keys(table)) {
    const column = table[name];
    out[name] = Array.isArray(column) ? column : column.i.map((k) => column.d[k]);
  }
  return out;
}

const node = unpackColumns(raw.nodes);
const edge = unpackColumns(raw.edges);
node.caption = node.caption.map((text, i) => text || node.name[i]);
const nodes = node.id.length;
const edges = edge.from.length;
const nodeAt = new Map(node.id.map((id, i) => [id, i]));
const typeNames = Object.keys(meta.types);
const relationNames = Object.keys(meta.relations);
const isChain = relationNames.length ? edge.type.map((t) => meta.relations[t][2] === 1) : [];

/** Edges that touch each entity. A loop is there once. */
const around = Array.from({ length: nodes }, () => []);
/** Position of an edge among those of the same two ends, and how many these are: to draw them side by side. */
const strand = new Uint16Array(edges);
const strands = new Uint16Array(edges);
(function indexEdges() {
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

const degree = Uint32Array.from(around, (list) => list.length);
/** Entities from the most connected to the least: labels and search results come in this order. */
const byDegree = Array.from({ length: nodes }, (_, i) => i).sort((a, b) => node.core[b] - node.core[a] || degree[b] - degree[a] || a - b);

const listOf = (text) => (text === "" ? [] : text.split(","));

/** Days since 1970 as 2025-11-10. */
function isoDay(day) {
  return day === null || day === undefined ? "" : new Date(day * 864e5).toISOString().slice(0, 10);
}

/** A new element with a class and a text, or with children. */
function make(tag, cls, content) {
  const element = document.createElement(tag);
  if (cls) element.className = cls;
  if (Array.isArray(content)) element.append(...content.filter(Boolean));
  else if (content !== undefined && content !== null) element.textContent = content;
  return element;
}

function makeButton(text, act, cls) {
  const button = make("button", cls, text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

const counted = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many || one + "s"}`;

// --- the claims: packed, read after the first look

const pack = { ready: false, failed: "", promise: null };

async function readDetails() {
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

// What is chosen (view), and what of the graph is shown for it (shown). One way: choose, then refresh().

import { CHANGE_NAMES, edgeChange, nodeChange } from "./changes.js";
import { around, edge, edges, isChain, listOf, meta, node, nodes, raw, typeNames } from "./columns.js";
import { deliveriesLost, fallout, reckon } from "./fallout.js";
import { findWay } from "./path.js";
import { walk } from "./reach.js";
import { now } from "./rules.js";
import { showColours } from "../page/colours.js";
import { showCounts } from "../page/filters.js";
import { writeLink } from "../page/link.js";
import { showMatrix } from "../page/matrix.js";
import { showStage } from "../page/stage.js";
import { showTable } from "../page/table.js";
import { showWay } from "../page/ways.js";
import { map } from "../picture/camera.js";
import { forgetLanes } from "../picture/lanes.js";

export const NONE = "";
export const FACETS = ["type", "relation", "status", "country", "source", "technology", "change"];

/** @type {View} */
export const view = {
  off: Object.fromEntries(FACETS.map((facet) => [facet, new Set()])),
  context: false,
  scope: "all", // all, overview, focus
  focus: new Set(), // entities where scope is focus
  focusName: "",
  day: meta.day,
  table: false,
  node: -1,
  edge: -1,
  group: -1,
  stepped: -1, // which of its relations the keys have come to
  trace: "near", // near, up, down, both
  to: -1, // other end of the chain that is looked for from the selected entity
  picking: false, // whether the next entity clicked becomes that end
  struck: new Set(), // what the what-if takes away
  whatIf: false, // whether its outcome stands in the panel
  matrix: false,
  cell: null, // the cell of the matrix whose entities stand in the panel
  color: "type", // what an entity's colour tells
  news: false, // whether the list of all changes stands in the panel
  turned: null, // entities that turned operating by the last step of a month
};

/** @type {Shown} */
export const shown = { node: new Uint8Array(nodes), edge: new Uint8Array(edges), nodes: 0, edges: 0, counts: {} };
/** @type {Lit} */
export const lit = { nodes: null, edges: null, way: null };
export const hasCore = node.core.some((c) => c === 1);

/** Where entities stand now: as laid out, or closed up where few of many are in focus. */
export const spot = { x: Float64Array.from(node.x), y: Float64Array.from(node.y), base: [Float64Array.from(node.x), Float64Array.from(node.y)], room: Float64Array.from(node.room), bands: raw.bands, across: 1, down: 1 };

export const nodeSources = node.sources.map(listOf);
export const edgeSources = edge.sources.map(listOf);
export const nodeTechnologies = (node.technology || []).map(listOf);
/** The bit of each facet, and one above them for what is not looked at. */
const BIT = Object.fromEntries(FACETS.map((facet, k) => [facet, 1 << k]));
const OUTSIDE = 1 << FACETS.length;
/** In the counts beside the facets: relations by status, which the status facet has entities of too. */
export const EDGE_STATUS = "edge status";

/** Types of which no entity has a value of a facet: a material has no country. They go with what is around them. @param {(i: number) => boolean} has */
const without = (has) => new Set(typeNames.filter((type) => !node.type.some((t, i) => t === type && has(i))));
const placeless = without((i) => node.country[i] !== NONE);
const plain = without((i) => nodeTechnologies.length > 0 && nodeTechnologies[i].length > 0);

/**
 * Whether an entity passes a facet that not every type has: by itself, else by one around it that can.
 * @param {number} i @param {Set<string>} lacking @param {(i: number) => boolean} passes
 */
function passesWith(i, lacking, passes) {
  if (!lacking.has(node.type[i])) return passes(i);
  const near = around[i].map((j) => edge.from[j] + edge.to[j] - i).filter((k) => !lacking.has(node.type[k]));
  return near.length ? near.some(passes) : passes(i);
}

/** @param {number} i */
const passesCountry = (i) => !view.off.country.has(node.country[i]);
/** @param {number} i */
const passesTechnology = (i) => passesAny(nodeTechnologies[i], view.off.technology);

/** Facets that shut an entity out, as bits in the order of FACETS. @param {number} i */
export function nodeShut(i) {
  const off = view.off;
  let bits = 0;
  if (off.type.has(node.type[i])) bits |= BIT.type;
  if (off.status.has(now.nodeStatus[i])) bits |= BIT.status;
  if (off.country.size && !passesWith(i, placeless, passesCountry)) bits |= BIT.country;
  if (off.source.size && !passesSource(nodeSources[i])) bits |= BIT.source;
  if (off.technology.size && !passesWith(i, plain, passesTechnology)) bits |= BIT.technology;
  if (off.change.size && off.change.has(CHANGE_NAMES[nodeChange[i]])) bits |= BIT.change;
  return bits;
}

/** @param {number} j */
export function edgeShut(j) {
  let bits = 0;
  if (view.off.relation.has(edge.type[j])) bits |= BIT.relation;
  if (view.off.status.has(now.edgeStatus[j])) bits |= BIT.status;
  if (view.off.source.size && !passesSource(edgeSources[j])) bits |= BIT.source;
  if (view.off.change.size && view.off.change.has(CHANGE_NAMES[edgeChange[j]])) bits |= BIT.change;
  return bits;
}

/** @param {string[]} sources */
const passesSource = (sources) => passesAny(sources, view.off.source);

/** Whether one of several values is not switched off; of none, whether `none` is not. @param {string[]} values @param {Set<string>} off */
function passesAny(values, off) {
  return values.length ? values.some((value) => !off.has(value)) : !off.has(NONE);
}

/** The facets of some bits. @param {number} bits */
export const facetsIn = (bits) => FACETS.filter((facet) => bits & BIT[facet]);

/** @param {string[]} values */
const orNone = (values) => (values.length ? values : [NONE]);

/** The values of a facet by which an entity is judged: its own, or those around it where its type has none. @param {string} facet @param {number} i @returns {string[]} */
export function nodeValues(facet, i) {
  const lacking = facet === "country" ? placeless : facet === "technology" ? plain : null;
  if (lacking && lacking.has(node.type[i])) {
    const near = around[i].map((j) => edge.from[j] + edge.to[j] - i).filter((k) => !lacking.has(node.type[k]));
    if (near.length) return near.flatMap((k) => nodeValues(facet, k));
  }
  if (facet === "country") return [node.country[i]];
  if (facet === "technology") return orNone(nodeTechnologies[i]);
  if (facet === "source") return orNone(nodeSources[i]);
  return [facet === "type" ? node.type[i] : facet === "status" ? now.nodeStatus[i] : CHANGE_NAMES[nodeChange[i]]];
}

/** The values of a facet that a relation has. @param {string} facet @param {number} j @returns {string[]} */
export function edgeValues(facet, j) {
  if (facet === "source") return orNone(edgeSources[j]);
  return [facet === "relation" ? edge.type[j] : facet === "status" ? now.edgeStatus[j] : CHANGE_NAMES[edgeChange[j]]];
}

/** Whether an entity is one that a view is about: the selected one, or the other end of its chain. @param {number} i */
const isEnd = (i) => i === view.node || i === view.to;

/** Whether an entity belongs to what is looked at, filters aside. The selected one always does. @param {number} i */
function inScope(i) {
  if (isEnd(i)) return true;
  if (view.scope === "focus") return view.focus.has(i);
  return view.context || !hasCore || node.core[i] === 1;
}

/** @param {number} j */
function edgeInScope(j) {
  if (now.absent[j]) return false;
  return isChain[j] || view.context || !hasCore || edge.from[j] === view.node || edge.to[j] === view.node || j === view.edge;
}

function sift() {
  /** @type {Record<string, Map<string, number>>} */
  const counts = Object.fromEntries([...FACETS, EDGE_STATUS].map((facet) => [facet, new Map()]));
  const add = (/** @type {string} */ facet, /** @type {string} */ value) => counts[facet].set(value, (counts[facet].get(value) || 0) + 1);
  const shut = new Uint32Array(nodes);
  shown.nodes = shown.edges = 0;
  for (let i = 0; i < nodes; i++) {
    const inside = inScope(i);
    const bits = (shut[i] = inside ? nodeShut(i) : OUTSIDE);
    shown.node[i] = inside && (bits === 0 || isEnd(i) || view.struck.has(i)) ? 1 : 0; // a cause does not vanish from its effects
    shown.nodes += shown.node[i];
    if (!inside) continue;
    if ((bits & ~BIT.type) === 0) add("type", node.type[i]);
    if ((bits & ~BIT.status) === 0) add("status", now.nodeStatus[i]);
    if ((bits & ~BIT.country) === 0 && !placeless.has(node.type[i])) add("country", node.country[i]);
    if ((bits & ~BIT.source) === 0) (nodeSources[i].length ? nodeSources[i] : [NONE]).forEach((s) => add("source", s));
    if ((bits & ~BIT.technology) === 0 && nodeTechnologies.length && !plain.has(node.type[i])) (nodeTechnologies[i].length ? nodeTechnologies[i] : [NONE]).forEach((t) => add("technology", t));
    if (nodeChange.length && (bits & ~BIT.change) === 0) add("change", CHANGE_NAMES[nodeChange[i]]);
  }
  for (let j = 0; j < edges; j++) {
    shown.edge[j] = 0;
    if (!shown.node[edge.from[j]] || !shown.node[edge.to[j]] || !edgeInScope(j)) continue;
    const bits = edgeShut(j);
    shown.edge[j] = bits === 0 ? 1 : 0;
    shown.edges += shown.edge[j];
    if ((bits & ~BIT.relation) === 0) add("relation", edge.type[j]);
    if ((bits & ~BIT.status) === 0) add(EDGE_STATUS, now.edgeStatus[j]);
  }
  shown.counts = counts;
  forgetLanes();
}

/** Lights up the selected entity with its neighbours, or all that lies upstream or downstream of it along the chain. */
export function light() {
  lit.nodes = lit.edges = lit.way = null;
  if (view.edge >= 0) {
    lit.nodes = new Set([edge.from[view.edge], edge.to[view.edge]]);
    lit.edges = new Set([view.edge]);
  } else if (view.node >= 0 && view.to >= 0) {
    lit.way = findWay(view.node, view.to);
    lit.nodes = new Set([view.node, view.to, ...lit.way.nodes]);
    lit.edges = new Set(lit.way.edges);
  } else if (view.node >= 0) {
    const into = { nodes: new Set([view.node]), edges: /** @type {Set<number>} */ (new Set()) };
    lit.nodes = into.nodes;
    lit.edges = into.edges;
    if (view.trace === "near") {
      for (const j of around[view.node]) if (shown.edge[j]) { into.edges.add(j); into.nodes.add(edge.from[j]).add(edge.to[j]); }
    } else {
      if (view.trace !== "down") walk(view.node, -1, into);
      if (view.trace !== "up") walk(view.node, 1, into);
    }
  } else if (fallout.outcome) {
    lit.nodes = new Set([...fallout.outcome.state].flatMap((state, i) => (state ? [i] : [])));
    lit.edges = new Set(deliveriesLost());
  }
}

/** Closes up the entities in focus: their columns side by side, rows without holes, in the order of the whole map. */
export function arrange() {
  forgetLanes();
  if (view.scope !== "focus") {
    spot.base = [Float64Array.from(node.x), Float64Array.from(node.y)]; spot.room = Float64Array.from(node.room); spot.bands = raw.bands;
    stretch(1, 1);
    return;
  }
  /** @type {Map<number, number[]>} */
  const lanes = new Map();
  for (const i of view.focus) {
    const band = raw.bands.findIndex((b) => node.x[i] >= b[1] && node.x[i] < b[2]);
    const key = band * 10 + (node.type[i] === "Firm" || node.type[i] === "Organization" ? 0 : node.type[i] === "Site" ? 1 : 2);
    const lane = lanes.get(key);
    if (lane) lane.push(i); else lanes.set(key, [i]);
  }
  const rows = Math.max(6, Math.ceil(Math.sqrt(view.focus.size) * 2.2));
  /** @type {Band[]} */
  const bands = [];
  let left = 0, last = null; // a graph of several parts has no bands: all stand in one, -1
  for (const [key, lane] of [...lanes].sort((a, b) => a[0] - b[0])) {
    lane.sort((a, b) => node.y[a] - node.y[b] || node.x[a] - node.x[b] || a - b);
    const columns = Math.ceil(lane.length / rows), used = Math.ceil(lane.length / columns), band = Math.floor(key / 10);
    if (band !== last) { left += last === null ? 0 : 34; bands.push([raw.bands[band] ? raw.bands[band][0] : 0, left - 23, 0, 1]); last = band; }
    lane.forEach((i, k) => {
      spot.x[i] = left + 14 + (k % columns) * 222;
      spot.y[i] = (Math.floor(k / columns) + (rows - used) / 2) * 26;
      spot.room[i] = 162;
    });
    left += columns * 222;
    bands[bands.length - 1][2] = left - 23;
  }
  spot.bands = bands;
  spot.base = [spot.x.slice(), spot.y.slice()];
  spot.across = spot.down = 1;
}

/** Sets rows and columns further apart, where the window is higher or wider than the picture. @param {number} down @param {number} across */
export function stretch(down, across) {
  for (let i = 0; i < nodes; i++) { spot.x[i] = spot.base[0][i] * across; spot.y[i] = spot.base[1][i] * down; }
  spot.across = across;
  spot.down = down;
  forgetLanes();
}

/** What must be said beside a day that is not the map's. */
export const reserve = () => view.day === null || meta.day === null || view.day === meta.day ? "" : view.day > meta.day ? ", if all plans hold" : ", by what is known today";

/** Brings everything on the page in line with `view`. */
export function refresh() {
  sift();
  reckon(view.struck);
  light();
  showColours();
  showCounts();
  showTable();
  showMatrix();
  showWay();
  showStage();
  map.redraw();
  writeLink();
}

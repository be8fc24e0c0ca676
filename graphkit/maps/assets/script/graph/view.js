// What is chosen (view), and what of the graph is shown for it (shown). One way: choose, then refresh().

import { around, edge, edges, isChain, listOf, meta, node, nodes, raw } from "./columns.js";
import { walk } from "./reach.js";
import { now } from "./rules.js";
import { showCounts } from "../page/filters.js";
import { writeLink } from "../page/link.js";
import { showStage } from "../page/stage.js";
import { showTable } from "../page/table.js";
import { map } from "../picture/camera.js";
import { forgetRoom } from "../picture/labels.js";

export const NONE = "";

export const view = {
  off: { type: new Set(), relation: new Set(), status: new Set(), country: new Set(), source: new Set() },
  context: false,
  scope: "all", // all, overview, focus
  focus: null, // Set of entities where scope is focus
  focusName: "",
  day: meta.day,
  table: false,
  node: -1,
  edge: -1,
  group: -1,
  stepped: -1, // which of its relations the keys have come to
  trace: "near", // near, up, down, both
};

export const shown = { node: new Uint8Array(nodes), edge: new Uint8Array(edges), nodes: 0, edges: 0, counts: {} };
export const lit = { nodes: null, edges: null };
export const hasCore = node.core.some((c) => c === 1);

/** Where entities stand now: as laid out, or closed up where few of many are in focus. */
export const spot = { x: Float64Array.from(node.x), y: Float64Array.from(node.y), base: Float64Array.from(node.y), room: Float64Array.from(node.room), bands: raw.bands };

export const FACETS = ["type", "relation", "status", "country", "source"];
export const nodeSources = node.sources.map(listOf);
export const edgeSources = edge.sources.map(listOf);

/** Facets that shut an entity out, as bits in the order of FACETS. */
export function nodeShut(i) {
  const off = view.off;
  let bits = 0;
  if (off.type.has(node.type[i])) bits |= 1;
  if (off.status.has(now.nodeStatus[i])) bits |= 4;
  if (off.country.has(node.country[i])) bits |= 8;
  if (off.source.size && !passesSource(nodeSources[i])) bits |= 16;
  return bits;
}

export function edgeShut(j) {
  let bits = 0;
  if (view.off.relation.has(edge.type[j])) bits |= 2;
  if (view.off.status.has(now.edgeStatus[j])) bits |= 4;
  if (view.off.source.size && !passesSource(edgeSources[j])) bits |= 16;
  return bits;
}

function passesSource(sources) {
  return sources.length ? sources.some((s) => !view.off.source.has(s)) : !view.off.source.has(NONE);
}

/** Whether an entity belongs to what is looked at, filters aside. The selected one always does. */
function inScope(i) {
  if (i === view.node) return true;
  if (view.scope === "focus") return view.focus.has(i);
  return view.context || !hasCore || node.core[i] === 1;
}

function edgeInScope(j) {
  if (now.absent[j]) return false;
  return isChain[j] || view.context || !hasCore || edge.from[j] === view.node || edge.to[j] === view.node || j === view.edge;
}

function sift() {
  const counts = { type: new Map(), relation: new Map(), status: new Map(), country: new Map(), source: new Map() };
  const add = (facet, value) => counts[facet].set(value, (counts[facet].get(value) || 0) + 1);
  const shut = new Uint8Array(nodes);
  shown.nodes = shown.edges = 0;
  for (let i = 0; i < nodes; i++) {
    const inside = inScope(i);
    const bits = (shut[i] = inside ? nodeShut(i) : 32);
    shown.node[i] = inside && (bits === 0 || i === view.node) ? 1 : 0;
    shown.nodes += shown.node[i];
    if (!inside) continue;
    if ((bits & ~1) === 0) add("type", node.type[i]);
    if ((bits & ~4) === 0) add("status", now.nodeStatus[i]);
    if ((bits & ~8) === 0) add("country", node.country[i]);
    if ((bits & ~16) === 0) (nodeSources[i].length ? nodeSources[i] : [NONE]).forEach((s) => add("source", s));
  }
  for (let j = 0; j < edges; j++) {
    shown.edge[j] = 0;
    if (!shown.node[edge.from[j]] || !shown.node[edge.to[j]] || !edgeInScope(j)) continue;
    const bits = edgeShut(j);
    shown.edge[j] = bits === 0 ? 1 : 0;
    shown.edges += shown.edge[j];
    if ((bits & ~2) === 0) add("relation", edge.type[j]);
    if ((bits & ~4) === 0 && now.edgeStatus[j]) add("status", now.edgeStatus[j]);
  }
  shown.counts = counts;
  forgetRoom();
}

/** Lights up the selected entity with its neighbours, or all that lies upstream or downstream of it along the chain. */
export function light() {
  lit.nodes = lit.edges = null;
  if (view.edge >= 0) {
    lit.nodes = new Set([edge.from[view.edge], edge.to[view.edge]]);
    lit.edges = new Set([view.edge]);
  } else if (view.node >= 0) {
    lit.nodes = new Set([view.node]);
    lit.edges = new Set();
    if (view.trace === "near") {
      for (const j of around[view.node]) if (shown.edge[j]) { lit.edges.add(j); lit.nodes.add(edge.from[j]).add(edge.to[j]); }
    } else {
      if (view.trace !== "down") walk(view.node, -1);
      if (view.trace !== "up") walk(view.node, 1);
    }
  }
}

/** Closes up the entities in focus: their columns side by side, rows without holes, in the order of the whole map. */
export function arrange() {
  forgetRoom();
  if (view.scope !== "focus") {
    spot.x = Float64Array.from(node.x); spot.base = Float64Array.from(node.y); spot.y = spot.base.slice(); spot.room = Float64Array.from(node.room); spot.bands = raw.bands;
    return;
  }
  const lanes = new Map();
  for (const i of view.focus) {
    const band = raw.bands.findIndex((b) => node.x[i] >= b[1] && node.x[i] < b[2]);
    const key = band * 10 + (node.type[i] === "Firm" || node.type[i] === "Organization" ? 0 : node.type[i] === "Site" ? 1 : 2);
    if (!lanes.has(key)) lanes.set(key, []);
    lanes.get(key).push(i);
  }
  const keys = [...lanes.keys()].sort((a, b) => a - b);
  const rows = Math.max(6, Math.ceil(Math.sqrt(view.focus.size) * 2.2));
  const bands = [];
  let left = 0, last = -1;
  for (const key of keys) {
    const lane = lanes.get(key).sort((a, b) => node.y[a] - node.y[b] || node.x[a] - node.x[b] || a - b);
    const columns = Math.ceil(lane.length / rows), used = Math.ceil(lane.length / columns), band = Math.floor(key / 10);
    if (band !== last) { left += last < 0 ? 0 : 34; bands.push([raw.bands[band] ? raw.bands[band][0] : 0, left - 23, 0, 1]); last = band; }
    lane.forEach((i, k) => {
      spot.x[i] = left + 14 + (k % columns) * 222;
      spot.y[i] = (Math.floor(k / columns) + (rows - used) / 2) * 26;
      spot.room[i] = 162;
    });
    left += columns * 222;
    bands[bands.length - 1][2] = left - 23;
  }
  spot.bands = bands;
  spot.base = spot.y.slice();
}

/** Sets the rows further apart, where the window is higher than the picture. */
export function stretch(by) {
  for (let i = 0; i < nodes; i++) spot.y[i] = spot.base[i] * by;
  forgetRoom();
}

/** Brings everything on the page in line with `view`. */
export function refresh() {
  sift();
  light();
  showCounts();
  showTable();
  showStage();
  map.redraw();
  writeLink();
}

// The present view in the fragment of the address: opened again, the page shows the same.

import { around, edge, meta, node, nodeAt, nodes, strand } from "../graph/columns.js";
import { neighbourhood } from "../graph/reach.js";
import { standOn } from "../graph/rules.js";
import { openFrom, openView, saved, settingsOfView, sieveByView } from "../graph/saved.js";
import { FACETS, NONE, arrange, refresh, view } from "../graph/view.js";
import { colourMode } from "./colours.js";
import { isoDay } from "./dom.js";
import { facetRows } from "./filters.js";
import { cellOf, cellText } from "./matrix.js";
import { showPanel } from "./panel.js";
import { showStory } from "./story.js";
import { months, showDay } from "./time.js";
import { drawWay } from "./ways.js";
import { fit, map } from "../picture/camera.js";

let linking = false;
export function keepLink() { linking = true; }

/** The present state; of an open view its name, and the rest only where it is no longer as the view sets it. */
export function viewText() {
  const state = stateText();
  if (!openView()) return meta.open ? "view=" + (state && "&" + state) : state;
  const out = new URLSearchParams({ view: openView().name });
  if (saved.step >= 0) out.set("step", String(saved.step + 1));
  return out + (state === saved.text ? "" : "&own=1" + (state && "&" + state));
}

function stateText() {
  const out = new URLSearchParams();
  if (view.node >= 0) out.set("node", node.id[view.node]);
  if (view.edge >= 0) out.set("edge", [node.id[edge.from[view.edge]], edge.type[view.edge], node.id[edge.to[view.edge]], strand[view.edge]].join("\n"));
  if (view.trace !== "near") out.set("trace", view.trace);
  if (view.to >= 0) out.set("to", node.id[view.to]);
  if (view.struck.size) out.set("strike", [...view.struck].map((i) => node.id[i]).join("\n"));
  if (view.context) out.set("context", "1");
  if (view.table) out.set("table", "1");
  if (view.matrix) out.set("matrix", "1");
  if (view.matrix && view.cell) out.set("cell", cellText(view.cell));
  if (view.day !== meta.day) out.set("day", isoDay(view.day));
  for (const facet of FACETS) if (view.off[facet].size) out.set("no-" + facet, [...view.off[facet]].map((v) => linkName(facet, v)).join("\n"));
  if (view.color !== "type") out.set("color", view.color);
  if (view.news) out.set("changes", "1");
  if (view.scope === "all" && nodes > meta.overview_above) out.set("all", "1");
  if (view.scope === "focus" && view.focus.size <= 60) { out.set("only", [...view.focus].map((i) => node.id[i]).join("\n")); out.set("as", view.focusName); }
  if (!map.auto) { const at = map.net.getViewPosition(); out.set("at", [at.x, at.y, map.net.getScale() * 1000].map(Math.round).join(",")); }
  return out.toString();
}

/** What a link calls a value of a facet: documents and technologies by id, as their numbers differ from map to map. @param {string} facet @param {string} value */
function linkName(facet, value) {
  if (value === NONE) return value;
  return facet === "source" ? meta.sources[Number(value)][5] : facet === "technology" ? meta.technologies[Number(value)][0] : value;
}

let writing = 0;

export function writeLink() {
  if (!linking || writing) return;
  writing = setTimeout(() => {
    writing = 0;
    const text = viewText();
    if (location.hash.slice(1) !== text) { try { history.replaceState(null, "", "#" + text); } catch { location.hash = text; } }
  }, 120);
}

/** Brings the page into the state that a link tells, by default that of the address. */
export function readLink(text = location.hash.slice(1)) {
  const given = new URLSearchParams(text);
  openFrom(given, text === "");
  const asSaved = openView() !== null && given.get("own") !== "1", from = asSaved ? settingsOfView() : given;
  for (const facet of FACETS) {
    view.off[facet].clear();
    const values = from.get("no-" + facet);
    if (values === null) continue;
    for (const value of values.split("\n")) {
      for (const known of facetRows[facet] ? facetRows[facet].rows.keys() : []) if (linkName(facet, known) === value) view.off[facet].add(known);
    }
  }
  if (asSaved) sieveByView();
  view.context = from.get("context") === "1";
  view.table = from.get("table") === "1";
  view.trace = /** @type {View["trace"]} */ (["up", "down", "both"].includes(from.get("trace")) ? from.get("trace") : "near");
  view.node = nodeAt.get(from.get("node")) ?? -1;
  view.edge = edgeOf(from.get("edge"));
  view.to = view.node < 0 ? -1 : (nodeAt.get(from.get("to")) ?? -1);
  if (view.to === view.node) view.to = -1;
  view.struck = new Set((from.get("strike") || "").split("\n").map((id) => nodeAt.get(id)).filter((i) => i !== undefined));
  view.whatIf = view.struck.size > 0;
  view.matrix = from.get("matrix") === "1" && !view.table;
  view.cell = view.matrix ? cellOf(from.get("cell")) : null;
  view.picking = false;
  view.turned = null;
  view.color = colourMode(from.get("color"));
  view.news = from.get("changes") === "1" && Boolean(meta.changes);
  const day = from.get("day") ? Math.round(Date.parse(from.get("day")) / 864e5) : meta.day;
  view.day = months.includes(day) ? day : meta.day;
  standOn(view.day);
  const only = (from.get("only") || "").split("\n").map((id) => nodeAt.get(id)).filter((i) => i !== undefined);
  if (only.length) { view.scope = "focus"; view.focus = new Set(only); view.focusName = from.get("as") || "the chosen ones"; }
  else if (nodes > meta.overview_above && from.get("all") !== "1") {
    view.scope = view.node >= 0 ? "focus" : "overview";
    if (view.node >= 0) { view.focus = neighbourhood(view.node, 160); view.focusName = "around " + node.name[view.node]; }
  } else view.scope = "all";
  drawWay();
  arrange();
  showStory();
  const at = (from.get("at") || "").split(",").map(Number);
  map.auto = !(at.length === 3 && at.every(Number.isFinite) && at[2] > 0);
  refresh();
  showPanel();
  if (map.auto) fit(true); else map.moveTo(at[0], at[1], at[2] / 1000);
  if (months.length > 1) showDay();
  if (asSaved) saved.text = stateText();
}

function edgeOf(text) {
  const [from, type, to, which] = (text || "").split("\n");
  const a = nodeAt.get(from), b = nodeAt.get(to);
  if (a === undefined || b === undefined) return -1;
  return around[a].find((j) => edge.from[j] === a && edge.to[j] === b && edge.type[j] === type && strand[j] === Number(which)) ?? -1;
}

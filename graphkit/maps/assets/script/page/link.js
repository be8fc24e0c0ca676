// The present view in the fragment of the address: opened again, the page shows the same.

import { around, edge, meta, node, nodeAt, nodes, strand } from "../graph/columns.js";
import { neighbourhood } from "../graph/reach.js";
import { standOn } from "../graph/rules.js";
import { FACETS, NONE, arrange, refresh, view } from "../graph/view.js";
import { isoDay } from "./dom.js";
import { facetRows } from "./filters.js";
import { showPanel } from "./panel.js";
import { months, showDay } from "./time.js";
import { fit, map } from "../picture/camera.js";

let linking = false;
export function keepLink() { linking = true; }

export function viewText() {
  const out = new URLSearchParams();
  if (view.node >= 0) out.set("node", node.id[view.node]);
  if (view.edge >= 0) out.set("edge", [node.id[edge.from[view.edge]], edge.type[view.edge], node.id[edge.to[view.edge]], strand[view.edge]].join("\n"));
  if (view.trace !== "near") out.set("trace", view.trace);
  if (view.context) out.set("context", "1");
  if (view.table) out.set("table", "1");
  if (view.day !== meta.day) out.set("day", isoDay(view.day));
  for (const facet of FACETS) if (view.off[facet].size) out.set("no-" + facet, [...view.off[facet]].map((v) => (facet === "source" && v !== NONE ? meta.sources[Number(v)][5] : v)).join("\n"));
  if (view.scope === "all" && nodes > meta.overview_above) out.set("all", "1");
  if (view.scope === "focus" && view.focus.size <= 60) { out.set("only", [...view.focus].map((i) => node.id[i]).join("\n")); out.set("as", view.focusName); }
  if (!map.auto) { const at = map.net.getViewPosition(); out.set("at", [at.x, at.y, map.net.getScale() * 1000].map(Math.round).join(",")); }
  return out.toString();
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

export function readLink() {
  const from = new URLSearchParams(location.hash.slice(1));
  for (const facet of FACETS) {
    view.off[facet].clear();
    const values = from.get("no-" + facet);
    if (values === null) continue;
    for (const value of values.split("\n")) {
      const known = facet === "source" && value !== NONE ? meta.sources.findIndex((s) => s[5] === value) : value;
      if (known !== -1 && facetRows[facet] && facetRows[facet].rows.has(String(known))) view.off[facet].add(String(known));
    }
  }
  view.context = from.get("context") === "1";
  view.table = from.get("table") === "1";
  view.trace = ["up", "down", "both"].includes(from.get("trace")) ? from.get("trace") : "near";
  view.node = nodeAt.get(from.get("node")) ?? -1;
  view.edge = edgeOf(from.get("edge"));
  const day = from.get("day") ? Math.round(Date.parse(from.get("day")) / 864e5) : meta.day;
  view.day = months.includes(day) ? day : meta.day;
  standOn(view.day);
  const only = (from.get("only") || "").split("\n").map((id) => nodeAt.get(id)).filter((i) => i !== undefined);
  if (only.length) { view.scope = "focus"; view.focus = new Set(only); view.focusName = from.get("as") || "the chosen ones"; }
  else if (nodes > meta.overview_above && from.get("all") !== "1") {
    view.scope = view.node >= 0 ? "focus" : "overview";
    if (view.node >= 0) { view.focus = neighbourhood(view.node, 160); view.focusName = "around " + node.name[view.node]; }
  } else view.scope = "all";
  arrange();
  const at = (from.get("at") || "").split(",").map(Number);
  map.auto = !(at.length === 3 && at.every(Number.isFinite) && at[2] > 0);
  showPanel();
  refresh();
  if (map.auto) fit(true); else map.moveTo(at[0], at[1], at[2] / 1000);
  if (months.length > 1) showDay();
}

function edgeOf(text) {
  const [from, type, to, which] = (text || "").split("\n");
  const a = nodeAt.get(from), b = nodeAt.get(to);
  if (a === undefined || b === undefined) return -1;
  return around[a].find((j) => edge.from[j] === a && edge.to[j] === b && edge.type[j] === type && strand[j] === Number(which)) ?? -1;
}

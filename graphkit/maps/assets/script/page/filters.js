// Legend and filters in one: each row shows how a thing is drawn, how many there are, and switches it.

import { CHANGE_NAMES, CHANGE_SIGNS, nodeChange } from "../graph/changes.js";
import { edge, edges, isChain, meta, node, nodes, relationNames, typeNames } from "../graph/columns.js";
import { DISPUTED, OVERDUE, statusesEver } from "../graph/rules.js";
import { pack } from "../graph/details.js";
import { EDGE_STATUS, FACETS, NONE, edgeSources, hasCore, nodeSources, nodeTechnologies, refresh, reserve, shown, view } from "../graph/view.js";
import { byId, counted, longDay, make, makeButton, makeSvg, must, say, smallScreen } from "./dom.js";
import { hiddenWords } from "./hidden.js";
import { showPanel } from "./panel.js";
import { fit, map } from "../picture/camera.js";
import { DASH, HOLLOW, OUTLINES } from "../picture/look.js";

/** @param {string} shape @param {number} x @param {number} y @param {number} r */
const shapePath = (shape, x, y, r) => {
  const points = OUTLINES[shape];
  if (!points) return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  return "M" + points.map(([px, py]) => `${(x + px * r).toFixed(1)} ${(y + py * r).toFixed(1)}`).join("L") + "z";
};

/** @param {string} type */
function typeGlyph(type) {
  const [color, shape] = meta.types[type];
  return makeSvg("svg", { width: 16, height: 16, class: "of-type", "aria-hidden": "true" }, [makeSvg("path", { d: shapePath(shape, 8, 8, 6), fill: color, stroke: "var(--rim)" })]);
}

/** @param {string} status */
function statusGlyph(status) {
  const hollow = HOLLOW.has(status) || status === "ended";
  /** @type {Attributes} */
  const dot = { cx: 7, cy: 8, r: 5, fill: hollow ? "none" : "currentColor", stroke: "currentColor", "stroke-width": 1.8, "fill-opacity": status === "trial" ? 0.4 : 1 };
  if (status === "ended") dot["stroke-dasharray"] = "2 2";
  /** @type {Attributes} */
  const line = { x1: 15, x2: 39, y1: 8, y2: 8, stroke: "currentColor", "stroke-width": 1.8 };
  if (DASH[status] && DASH[status].length) line["stroke-dasharray"] = DASH[status].join(" ");
  return makeSvg("svg", { width: 41, height: 16, "aria-hidden": "true" }, status ? [makeSvg("circle", dot), makeSvg("line", line)] : [makeSvg("circle", dot)]);
}

/** @type {Record<string, FacetRows>} */
export const facetRows = {};
/** What the numbers of a facet count, where its title does not say it. */
const COUNTS = /** @type {Record<string, string>} */ ({ type: "entities", status: "entities · relations", change: "entities", country: "entities", technology: "entities", source: "entities" });

/** @typedef {[value: string, text: string, glyph?: SVGElement | null, hint?: string]} FacetValue */

/** One facet: a group of check boxes with counts. @param {HTMLElement} parent @param {string} facet @param {string} title @param {FacetValue[]} values */
function addFacet(parent, facet, title, values) {
  if (!values.length) return;
  const group = make("fieldset");
  const rows = make("div", "rows");
  /** @type {FacetRows} */
  const of = (facetRows[facet] = { rows: new Map(), group });
  // A folded group has its title in the fold.
  const folded = parent.tagName === "DETAILS", head = folded ? must(parent.firstElementChild, "The fold's title") : make("legend", "", title);
  if (folded) group.append(make("legend", "sr", title)); else group.append(head);
  if (COUNTS[facet]) head.append(" ", make("small", "", COUNTS[facet]));
  if (values.length > 2) {
    const all = makeButton("all", () => { view.off[facet].clear(); changed(); }, "all");
    const none = makeButton("none", () => { for (const [value] of values) view.off[facet].add(value); changed(); }, "all");
    all.setAttribute("aria-label", `${title}: all`);
    none.setAttribute("aria-label", `${title}: none`);
    group.append(pair(all, none));
  }
  for (const [value, text, glyph, hint] of values) {
    const tick = make("input"), count = make("small"), name = make("span", "", text);
    tick.type = "checkbox";
    tick.checked = true;
    name.dir = "auto";
    tick.dataset.facet = facet;
    tick.dataset.value = value;
    tick.addEventListener("change", () => { if (tick.checked) view.off[facet].delete(value); else view.off[facet].add(value); changed(); });
    const label = make("label", "", [tick, glyph || null, name, count]);
    if (hint) label.title = hint;
    rows.append(label);
    of.rows.set(value, { tick, count, label, text });
  }
  group.append(rows);
  parent.append(group);
}

/** Two buttons side by side, at the end of the line. @param {HTMLElement[]} buttons */
function pair(...buttons) {
  const out = make("span", "pair");
  out.append(...buttons);
  return out;
}

export function startFilters() {
  const side = byId("side");
  addFacet(side, "type", "Type", typeNames.map((t) => [t, t, typeGlyph(t), meta.types[t][2]]));
  const statuses = statusesEver();
  // Of a map with a day all of them: the slider brings statuses that the map's own day does not have.
  addFacet(side, "status", "Status", (meta.day !== null || statuses.size > 1 || !statuses.has(NONE) ? [...meta.statuses, NONE] : []).map((s) => [s, s || "none stated", statusGlyph(s)]));
  if ([...node.marks, ...edge.marks].some(Boolean)) side.append(markKey(DISPUTED, "≠", "sources contradict each other"), markKey(OVERDUE, "!", "a plan that ran out"));
  if (nodeChange.length) addFacet(side, "change", "Changed", [2, 1, 0].map((k) => [CHANGE_NAMES[k], CHANGE_NAMES[k], changeGlyph(CHANGE_SIGNS[k])]));
  const folded = (/** @type {string} */ title) => { const d = make("details"); d.append(make("summary", "", title)); side.append(d); return d; };
  const chain = relationNames.filter((r) => meta.relations[r][2]), other = relationNames.filter((r) => !meta.relations[r][2]);
  const relations = folded("Relations");
  relations.open = window.innerHeight > 760 && relationNames.length < 12;
  addFacet(relations, "relation", "Relations", [...chain, ...other].map((r) => [r, meta.relations[r][0]]));
  const countries = new Set(node.country);
  if (countries.size > 1) addFacet(folded("Country"), "country", "Country", [...Object.keys(meta.countries), NONE].filter((c) => countries.has(c)).map((c) => [c, c === NONE ? "not stated" : meta.countries[c]]));
  if (meta.technologies.length) {
    /** @type {FacetValue[]} */
    const values = meta.technologies.map(([, name], k) => [String(k), name]);
    if (nodeTechnologies.some((t) => !t.length)) values.push([NONE, "none stated"]);
    addFacet(folded("Technology"), "technology", "Technology", values);
  }
  if (meta.sources.length) {
    /** @type {FacetValue[]} */
    const values = meta.sources.map((s, k) => [String(k), s[0], null, `${s[1]}, ${s[2]}`]);
    if (nodeSources.some((s) => !s.length) || edgeSources.some((s) => !s.length)) values.push([NONE, "none"]);
    addFacet(folded("Document"), "source", "Document", values);
  }
  const button = byId("side-button");
  button.addEventListener("click", () => openSide(side.hidden));
  openSide(!smallScreen());
}

/** @param {number} _ @param {string} sign @param {string} text */
function markKey(_, sign, text) {
  const mark = makeSvg("svg", { width: 16, height: 16, "aria-hidden": "true" }, [makeSvg("circle", { cx: 8, cy: 8, r: 6.5, fill: "none", stroke: "var(--accent)", "stroke-width": 1.4 })]);
  const letter = makeSvg("text", { x: 8, y: 11.6, "text-anchor": "middle", "font-size": 10, "font-weight": "bold", fill: "var(--accent)" });
  letter.textContent = sign;
  mark.append(letter);
  return make("p", "key", [mark, make("span", "", text)]);
}

/** @param {string} sign */
function changeGlyph(sign) {
  const letter = makeSvg("text", { x: 8, y: 12, "text-anchor": "middle", "font-size": 11, "font-weight": "bold", fill: "var(--ground)" });
  letter.textContent = sign;
  return makeSvg("svg", { width: 16, height: 16, "aria-hidden": "true" }, sign ? [makeSvg("rect", { x: 2, y: 2, width: 12, height: 12, fill: "var(--link)" }), letter] : []);
}

/** @param {boolean} open */
function openSide(open) {
  byId("side").hidden = !open;
  byId("side-button").setAttribute("aria-expanded", String(open));
}

/** Called when a filter was switched. */
export function changed() {
  refresh();
  if (view.cell) showPanel();
  if (map.auto) fit();
  say(`${counted(shown.nodes, "entity", "entities")} and ${counted(shown.edges, "relation")} shown. ${hiddenWords()}`.trim());
}

/** The statuses of the legend; all that the slider can show, once the milestones are read. */
let legendStatuses = { whole: false, found: /** @type {Set<string>} */ (new Set()) };

function statusesOfLegend() {
  if (!legendStatuses.found.size || (pack.ready && !legendStatuses.whole)) legendStatuses = { whole: pack.ready, found: statusesEver().add("operating") };
  return legendStatuses.found;
}

/** Numbers of a status: its entities and its relations. @param {string} status @returns {HTMLElement[]} */
function statusCounts(status) {
  const [entities, relations] = ["status", EDGE_STATUS].map((of) => shown.counts[of].get(status) || 0);
  return [
    make("span", "", entities.toLocaleString("en")), make("span", "sr", entities === 1 ? " entity" : " entities"),
    make("span", "", ` · ${relations.toLocaleString("en")}`), make("span", "sr", relations === 1 ? " relation" : " relations"),
  ];
}

export function showCounts() {
  for (const facet of FACETS) {
    if (!facetRows[facet]) continue;
    for (const [value, row] of facetRows[facet].rows) {
      const count = shown.counts[facet].get(value) || 0;
      row.tick.checked = !view.off[facet].has(value);
      if (facet === "status") row.count.replaceChildren(...statusCounts(value)); else row.count.textContent = count.toLocaleString("en");
      const outside = facet === "relation" && !count && !view.context && hasCore && !meta.relations[value][2];
      const never = facet === "status" && !statusesOfLegend().has(value) && !view.off.status.has(value);
      row.label.hidden = never || (facet === "type" && !count && !view.off.type.has(value)) || outside;
    }
  }
  const total = `${counted(nodes, "entity", "entities")}, ${counted(edges, "relation")}${meta.sources.length ? `, ${counted(meta.sources.length, "document")}` : ""}`;
  const part = shown.nodes === nodes && shown.edges === edges ? "" : ` · shown: ${counted(shown.nodes, "entity", "entities")}, ${counted(shown.edges, "relation")}`;
  const day = view.day === null ? "" : `As of ${longDay(view.day)}${reserve()} · `;
  const since = meta.changes ? ` · changes since ${longDay(meta.changes.since)}` : "";
  const left = meta.left_out ? ` · ${counted(meta.left_out, "claim")} left out` : "";
  byId("stand").textContent = day + total + (view.scope === "overview" ? "" : part) + since + left;
  byId("context").setAttribute("aria-pressed", String(view.context));
  byId("context").hidden = !hasCore || view.scope !== "all" || (node.core.every(Boolean) && isChain.every(Boolean));
}

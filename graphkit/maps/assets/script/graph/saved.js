// The project's saved views, and the one that is open: what it asks of the page, in the words of a link.

import { around, edge, meta, node, strand } from "./columns.js";
import { view } from "./view.js";
import { isoDay } from "../page/dom.js";
import { facetRows } from "../page/filters.js";
import { monthOf } from "../page/time.js";

/** @type {SavedView[]} */
export const savedViews = meta.views || [];

/** The open view and its step, as places in their lists (-1: none); `text` is the state as they set it. */
export const saved = { at: -1, step: -1, text: "" };

/** @returns {SavedView | null} */
export const openView = () => savedViews[saved.at] || null;
/** @returns {SavedStep | null} */
export const openStep = () => openView()?.steps?.[saved.step] || null;
/** The rules of colour that hold now, if any. @returns {ColorRule[] | null} */
export const openRules = () => [openStep(), openView()].map((part) => part && part.color).find((color) => Array.isArray(color)) || null;

/**
 * Opens the view that a link names, or the one that the map was made with; none if it names none.
 * @param {URLSearchParams} given
 * @param {boolean} bare whether there is no link at all
 */
export function openFrom(given, bare) {
  saved.at = savedViews.findIndex((v) => v.name === (bare ? meta.open : given.get("view")));
  const count = openView()?.steps?.length ?? 0, step = Number(given.get("step"));
  saved.step = Number.isInteger(step) && step >= 1 && step <= count ? step - 1 : -1;
}

/** What the open view asks for: the settings of the view, and those of its step in their place. @param {SavedView} base */
export function settingsOfView(base) {
  const out = new URLSearchParams(), asked = { ...base, ...openStep() };
  if (asked.context) out.set("context", "1");
  if (asked.table) out.set("table", "1");
  if (asked.matrix) out.set("matrix", "1");
  if (asked.day !== undefined) out.set("day", isoDay(monthOf(asked.day)));
  if (asked.focus) {
    out.set("only", [...spreadFrom(asked.focus, asked.hops ?? 0, asked.context === 1)].map((i) => node.id[i]).join("\n"));
    out.set("as", asked.title);
  }
  if (typeof asked.select === "number") out.set("node", node.id[asked.select]);
  else if (asked.select) { const [j] = asked.select; out.set("edge", [node.id[edge.from[j]], edge.type[j], node.id[edge.to[j]], strand[j]].join("\n")); }
  if (asked.trace) out.set("trace", asked.trace);
  const color = openStep()?.color || base.color;
  if (color) out.set("color", Array.isArray(color) ? "rules" : color);
  return out;
}

/** Switches off what the open view does not show. @param {SavedView} base */
export function sieveByView(base) {
  /** @type {NonNullable<SavedStep["sieve"]>} */
  const sieve = { ...base.sieve, ...openStep()?.sieve };
  for (const facet of Object.keys(sieve)) {
    const [only, values] = sieve[facet], listed = new Set(values);
    if (!facetRows[facet]) continue;
    view.off[facet].clear();
    for (const value of facetRows[facet].rows.keys()) if (listed.has(value) !== (only === 1)) view.off[facet].add(value);
  }
}

/**
 * Entities with all that lies within some steps of them, along the chain or along every relation.
 * @param {number[]} starts @param {number} hops @param {boolean} context
 */
function spreadFrom(starts, hops, context) {
  const found = new Set(starts);
  for (let ring = starts, k = 0; k < hops; k++) {
    const next = [];
    for (const i of ring) for (const j of around[i]) {
      if (!context && meta.relations[edge.type[j]][2] !== 1) continue;
      const other = edge.from[j] === i ? edge.to[j] : edge.from[j];
      if (!found.has(other)) { found.add(other); next.push(other); }
    }
    ring = next;
  }
  return found;
}

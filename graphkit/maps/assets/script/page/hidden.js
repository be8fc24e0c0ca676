// What is selected, or struck, while the filters hide it: said above the map, with a way to show it.

import { edge, meta, node } from "../graph/columns.js";
import { now } from "../graph/rules.js";
import { arrange, edgeShut, edgeValues, facetsIn, nodeShut, nodeValues, refresh, view } from "../graph/view.js";
import { counted, make, makeButton } from "./dom.js";
import { changed, facetRows } from "./filters.js";
import { few } from "./whatif.js";
import { map } from "../picture/camera.js";

/** Why something is not shown by itself, and what shows it; no `show` where only another day would. @typedef {{ text: string, show?: () => void, them?: boolean }} Hidden */

/** What a facet is called in a sentence. @param {string} facet */
export const facetWord = (facet) => (facet === "source" ? "document" : facet);

/** A value of a facet as its row in the legend has it. @param {string} facet @param {string} value */
const valueWord = (facet, value) => facetRows[facet]?.rows.get(value)?.text || value;

/** Facets with the values that are switched off in them: "type Firm". @param {[facet: string, values: string[]][]} found */
const blockedWords = (found) => found.map(([facet, values]) => `${facetWord(facet)} ${few([...new Set(values)].map((value) => valueWord(facet, value)))}`).join("; ");

/** @param {number[]} list @returns {[facet: string, values: string[]][]} */
const blockedBy = (list) => facetsIn(list.reduce((bits, i) => bits | nodeShut(i), 0)).map((facet) => [facet, list.flatMap((i) => nodeValues(facet, i)).filter((value) => view.off[facet].has(value))]);

/** @param {[facet: string, values: string[]][]} found */
function unblock(found) {
  for (const [facet, values] of found) for (const value of values) view.off[facet].delete(value);
  changed();
}

/** @returns {Hidden[]} */
function hiddenNow() {
  const out = /** @type {Hidden[]} */ ([]), struck = [...view.struck].filter((i) => nodeShut(i) !== 0 && i !== view.node && i !== view.to);
  for (const i of [view.node, view.to]) {
    if (i < 0 || nodeShut(i) === 0) continue;
    const found = blockedBy([i]), why = i === view.node ? "it is selected" : "the chain ends there";
    out.push({ text: `The filters hide ${node.name[i]} (${blockedWords(found)}); it is drawn because ${why}.`, show: () => unblock(found) });
  }
  if (struck.length) {
    const found = blockedBy(struck), names = few(struck.map((i) => node.name[i]));
    out.push({ text: `The filters hide ${names} (${blockedWords(found)}), drawn because struck.`, show: () => unblock(found), them: struck.length > 1 });
  }
  return view.edge >= 0 ? [...out, ...hiddenEdge(view.edge)] : out;
}

/** Why the selected relation is not drawn, if it is not. @param {number} j @returns {Hidden[]} */
function hiddenEdge(j) {
  const ends = [...new Set([edge.from[j], edge.to[j]])], name = `${node.name[edge.from[j]]} ${meta.relations[edge.type[j]][0]} ${node.name[edge.to[j]]}`;
  if (now.absent[j]) return [{ text: `${name}: this relation is not there on the shown day.` }];
  const out = /** @type {Hidden[]} */ ([]), away = view.scope === "focus" ? ends.filter((i) => !view.focus.has(i)) : [];
  if (away.length) {
    const add = () => { for (const i of away) view.focus.add(i); arrange(); refresh(); if (map.auto) map.fit(); };
    out.push({ text: `${few(away.map((i) => node.name[i]))} ${away.length > 1 ? "are" : "is"} not among the ${counted(view.focus.size, "entity", "entities")} drawn: the selected relation is not seen.`, show: add, them: away.length > 1 });
  }
  const own = /** @type {[string, string[]][]} */ (facetsIn(edgeShut(j)).map((facet) => [facet, edgeValues(facet, j).filter((value) => view.off[facet].has(value))]));
  const found = [...own, ...blockedBy(ends.filter((i) => nodeShut(i) !== 0))];
  if (found.length) out.push({ text: `The filters hide the selected relation (${blockedWords(found)}).`, show: () => unblock(found) });
  return out;
}

/** What is said of it in words alone. */
export const hiddenWords = () => hiddenNow().map(({ text }) => text).join(" ");

/** The parts of the notice that say so. @returns {HTMLElement[]} */
export const hiddenNotice = () => hiddenNow().map(({ text, show, them }) => make("p", "", [make("span", "", text), show ? makeButton(them ? "Show them" : "Show it", show) : null]));

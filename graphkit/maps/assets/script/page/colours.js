// What an entity's colour tells: its type, status, country, technology, tier, what changed, or the rules of a view.

import { meta, node, nodes } from "../graph/columns.js";
import { CHANGE_NAMES, nodeChange } from "../graph/changes.js";
import { now } from "../graph/rules.js";
import { openRules } from "../graph/saved.js";
import { hasCore, nodeShut, nodeTechnologies, refresh, shown, view } from "../graph/view.js";
import { byId, capital, make, makeSvg, say } from "./dom.js";
import { ink, setPaint } from "../picture/look.js";
import { countShares } from "../picture/shares.js";

/** Okabe and Ito's colours, told apart by colour-blind readers; the last but one is black, and white on a dark ground. */
const PALETTE = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "text", "#F0E442"];
/** What has none of the colours: a grey of the theme, away from its black. */
const GREY = "other";
/** @type {Record<string, string>} */
const OF_STATUS = { planned: "#56B4E9", building: "#E69F00", trial: "#CC79A7", operating: "#009E73", ended: "#D55E00" };
const OF_CHANGE = [GREY, "#E69F00", "#0072B2"];

/** @typedef {{ color: string, label: string, count: number }} Swatch */
/** @typedef {{ swatches: Swatch[], of: (i: number) => Swatch }} Scheme */
/** @type {Scheme | null} */
let scheme = null;
let schemeKey = "";

/** @type {Record<string, [name: string, remark?: string]>} */
const COLOUR_MODES = {
  type: ["type"], status: ["status"], country: ["country"],
  technology: ["technology", "Of several technologies the one that fewer have counts."],
  tier: ["tier"], change: ["what changed"], rules: ["view's rules", "The first rule that holds counts."],
};

/** The modes that this map has something to tell by. */
function colourModes() {
  /** @type {Record<string, unknown>} */
  const has = { country: Object.keys(meta.countries).length, technology: meta.technologies.length, change: nodeChange.length, rules: openRules() };
  return Object.keys(COLOUR_MODES).filter((mode) => !(mode in has) || has[mode]);
}

export function startColours() {
  const side = byId("side"), choice = make("select"), label = make("label", "", "Colour by");
  choice.id = "color-by";
  label.htmlFor = choice.id;
  choice.addEventListener("change", () => { view.color = choice.value; refresh(); say(`Coloured by ${COLOUR_MODES[view.color][0]}`); });
  const list = make("ul", "swatches");
  list.id = "color-key";
  const box_ = make("div", "", [make("p", "color-by", [label, choice]), list, make("p", "quiet")]);
  box_.id = "colours";
  side.prepend(box_);
}

/** A mode that this map has; `type` in place of any other. @param {string | null} text */
export const colourMode = (text) => (text !== null && colourModes().includes(text) ? text : "type");

/** Brings colours and legend in line with what is chosen. */
export function showColours() {
  const mode = (view.color = colourMode(view.color)), choice = byId("color-by", HTMLSelectElement), modes = colourModes();
  if (choice.length !== modes.length) choice.replaceChildren(...modes.map((m) => { const o = make("option", "", capital(COLOUR_MODES[m][0])); o.value = m; return o; }));
  choice.value = mode;
  byId("side").dataset.color = mode;
  const list = byId("color-key"), remark = /** @type {HTMLElement} */ (list.nextElementSibling);
  list.hidden = mode === "type";
  remark.hidden = !COLOUR_MODES[mode][1];
  remark.textContent = COLOUR_MODES[mode][1] || "";
  if (mode === "type") { scheme = null; setPaint(null); countShares(); return; }
  const key = `${mode} ${mode === "status" || mode === "rules" ? view.day : ""}`;
  if (!scheme || key !== schemeKey || mode === "rules") scheme = makeScheme(mode);
  schemeKey = key;
  for (const swatch of scheme.swatches) swatch.count = 0;
  const paint = new Array(nodes);
  for (let i = 0; i < nodes; i++) {
    const swatch = scheme.of(i);
    paint[i] = swatch.color;
    if (view.scope === "overview" ? nodeShut(i) === 0 : shown.node[i]) swatch.count++;
  }
  setPaint(paint);
  countShares();
  list.replaceChildren(...scheme.swatches.filter((s) => s.color !== GREY || s.count).map(swatchRow));
}

/** The colours that some entities have, in the order of the legend; none where colours tell the type. @param {number[]} list @returns {Swatch[]} */
export function swatchesOf(list) {
  if (!scheme) return [];
  const used = new Set(list.map(scheme.of));
  return scheme.swatches.filter((swatch) => used.has(swatch));
}

/** What the colours tell, and what must be known of that. @returns {[name: string, remark?: string]} */
export const colourWords = () => COLOUR_MODES[view.color];

/** @param {Swatch} swatch */
function swatchRow(swatch) {
  const mark = makeSvg("svg", { width: 16, height: 16, "aria-hidden": "true" }, [makeSvg("rect", { x: 2, y: 2, width: 12, height: 12, rx: 2, fill: ink[swatch.color] ? `var(--${swatch.color})` : swatch.color, stroke: "var(--edge)" })]);
  const name = make("span", "", swatch.label);
  name.dir = "auto";
  return make("li", "", [mark, name, make("small", "", swatch.count.toLocaleString("en"))]);
}

/** @param {string} mode @returns {Scheme} */
function makeScheme(mode) {
  if (mode === "rules") return byRules(openRules() || []);
  if (mode === "status") {
    const of = Object.fromEntries(meta.statuses.map((s) => [s, { color: OF_STATUS[s] || GREY, label: s, count: 0 }]));
    of[""] = { color: GREY, label: "none stated", count: 0 };
    return { swatches: Object.values(of), of: (i) => of[now.nodeStatus[i]] };
  }
  if (mode === "change") {
    const of = CHANGE_NAMES.map((label, k) => ({ color: OF_CHANGE[k], label, count: 0 }));
    return { swatches: of.slice().reverse(), of: (i) => of[nodeChange[i]] };
  }
  if (mode === "tier") return byValue((i) => [node.tier[i]], (k) => meta.tiers[k], true);
  if (mode === "country") return byValue((i) => (node.country[i] ? [node.country[i]] : []), (c) => meta.countries[c]);
  return byValue((i) => nodeTechnologies[i], (k) => meta.technologies[Number(k)][1]);
}

/**
 * Colours for the values that most entities have; the others are grey. Of several values the rarest counts.
 * @template T
 * @param {(i: number) => T[]} values @param {(value: T) => string} name @param {boolean} [inOrder] legend by value
 * @returns {Scheme}
 */
function byValue(values, name, inOrder) {
  /** @type {Map<T, number>} */
  const counts = new Map();
  // The chain itself first: colours go to what is on the map when it opens, and change with no filter.
  for (let i = 0; i < nodes; i++) for (const value of values(i)) counts.set(value, (counts.get(value) || 0) + (hasCore && !node.core[i] ? 0.001 : 1));
  const held = (/** @type {T} */ value) => counts.get(value) ?? 0;
  const most = [...counts.keys()].sort((a, b) => held(b) - held(a) || (name(a) < name(b) ? -1 : 1)).slice(0, PALETTE.length);
  if (inOrder) most.sort((a, b) => Number(a) - Number(b));
  const of = new Map(most.map((value, k) => [value, { color: PALETTE[k], label: name(value), count: 0 }]));
  const other = { color: GREY, label: counts.size > most.length ? "other, or none stated" : "none stated", count: 0 };
  const rarest = (/** @type {number} */ i) => {
    let best = /** @type {T | null} */ (null);
    for (const value of values(i)) if (of.has(value) && (best === null || held(value) < held(best))) best = value;
    return (best !== null && of.get(best)) || other;
  };
  return { swatches: [...of.values(), other], of: rarest };
}

/** @param {ColorRule[]} rules @returns {Scheme} */
function byRules(rules) {
  /** @type {Map<string, Swatch>} */
  const found = new Map();
  const other = { color: GREY, label: "other", count: 0 };
  const tests = rules.map(([color, label, test, list]) => {
    const key = color + "\n" + label;
    const swatch = found.get(key) || { color, label: label || color, count: 0 }, members = list && new Set(list);
    found.set(key, swatch);
    return { swatch, holds: (/** @type {number} */ i) => ruleHolds(test, i) && (!members || members.has(i)) };
  });
  return { swatches: [...found.values(), other], of: (i) => (tests.find((t) => t.holds(i)) || { swatch: other }).swatch };
}

/** @param {ColorRule[2]} test @param {number} i */
function ruleHolds(test, i) {
  return (test.type === undefined || test.type === node.type[i])
    && (test.status === undefined || test.status === now.nodeStatus[i])
    && (test.country === undefined || test.country === node.country[i])
    && (test.change === undefined || (nodeChange.length > 0 && test.change === CHANGE_NAMES[nodeChange[i]]));
}

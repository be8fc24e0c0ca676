// The what-if in the panel: what is struck, what then loses all or some of its known suppliers, wave by wave, and why.

import { edge, meta, node, raw } from "../graph/columns.js";
import { fallout, hitOf, hitsOf } from "../graph/fallout.js";
import { REDUCED, STOPPED, STRUCK, lossesOf } from "../graph/strike.js";
import { refresh, view } from "../graph/view.js";
import { byId, counted, make, makeButton, makeSvg, must, say } from "./dom.js";
import { showPanel } from "./panel.js";
import { focusOn, select } from "./select.js";
import { box } from "../picture/camera.js";

const FIRST = 40;
const NAMED = 6;

/** The outcome where something is hit. */
const outcomeNow = () => must(fallout.outcome, "The outcome of the what-if");
/** @param {number} k place of a delivery */
const deliveryAt = (k) => outcomeNow().deliveries[k];

/** What the what-if says of an entity in few words; empty where it is not hit. @param {number} i */
export function hitText(i) {
  const state = hitOf(i);
  if (state === STRUCK) return "struck";
  if (state === STOPPED) return `stopped, wave ${outcomeNow().wave[i]}`;
  return state === REDUCED ? "reduced" : "";
}

/** @returns {string} */
const hitCounts = () => `${counted(view.struck.size, "entity", "entities")} struck: ${fallout.stopped.toLocaleString("en")} stopped, ${fallout.reduced.toLocaleString("en")} reduced`;

/** Strikes an entity, or takes the strike back. @param {number} i */
export function strike(i) {
  if (view.struck.has(i)) view.struck.delete(i); else view.struck.add(i);
  view.whatIf = view.struck.size > 0;
  refresh(); // reckons what stops, of which the panel tells
  if (view.struck.has(i)) showWhatIf();
  else {
    showPanel();
    byId("strike").focus();
  }
  say(view.struck.size ? hitCounts() : "Nothing is struck");
}

/** Opens the outcome in the panel. */
function showWhatIf() {
  view.whatIf = true;
  view.news = false;
  if (view.matrix) view.cell = null;
  select(-1);
  byId("whatif-head").focus();
}

function endWhatIf() {
  view.struck.clear();
  view.whatIf = false;
  refresh();
  showPanel();
  (document.getElementById("strike") || box).focus();
  say("Nothing is struck");
}

/** The line on the map while something is struck and the panel tells of something else. @returns {HTMLElement[]} */
export function whatIfNotice() {
  const told = view.whatIf && view.node < 0 && view.edge < 0 && view.group < 0 && !view.news && !(view.matrix && view.cell);
  if (!view.struck.size || told) return [];
  const text = make("span", "", `What if: ${hitCounts()}. `);
  return [make("p", "", [text, makeButton("What stops, and why", showWhatIf), makeButton("Clear", endWhatIf)])];
}

/** The button of an entity, and what the what-if says of it. @param {number} i @returns {HTMLElement[]} */
export function hitRows(i) {
  const state = hitOf(i);
  if (!state) return [];
  const head = make("p", "", [hitGlyph(state), make("b", "", ` What if: ${hitText(i)}`)]);
  return [head, ...(state === STRUCK ? [] : [proof(i)])];
}

/** The mark of a state as it is drawn on the map. @param {number} state */
function hitGlyph(state) {
  const look = { fill: "none", stroke: "var(--accent)", "stroke-width": 2 }, parts = [makeSvg("circle", { cx: 9, cy: 9, r: 3.5, fill: "currentColor" })];
  if (state === STRUCK) parts.push(makeSvg("path", { d: "M2 2L16 16M16 2L2 16", ...look }));
  else parts.push(makeSvg("circle", { cx: 9, cy: 9, r: 7, ...look, ...(state === REDUCED ? { "stroke-dasharray": "3 2.5" } : {}) }));
  if (state === STOPPED) parts.push(makeSvg("path", { d: "M4 14L14 4", ...look }));
  return makeSvg("svg", { width: 18, height: 18, class: "hit", "aria-hidden": "true" }, parts);
}

/** Which suppliers an entity lost, by group, and who is left. @param {number} i */
function proof(i) {
  const out = make("ul", "facts proof");
  for (const group of lossesOf(outcomeNow(), i)) {
    const words = [...new Set([...group.lost, ...group.left].map(arrives))].join(", ");
    const left = group.left.map((k) => node.name[deliveryAt(k).from]);
    const rest = left.length ? "; left " + few(left) : ", none left" + essentialText(group);
    out.append(make("li", "", `${words}: lost ${few(group.lost.map(lostSupplier))}${rest}`));
  }
  return out;
}

/** What is said of a lost input: whether the product stops without it. @param {{ lost: number[], spare: boolean }} group */
function essentialText(group) {
  if (group.spare) return ": a source calls it not essential";
  const lost = group.lost.map((k) => deliveryAt(k).at), input = lost.some((j) => meta.relations[edge.type[j]][5] === "each");
  return input && !lost.some((j) => raw.needed.includes(j)) ? " (no source says whether it is essential)" : "";
}

/** How a delivery reads from the taker: "is made by". @param {number} k */
function arrives(k) {
  const { at, to } = deliveryAt(k), relation = meta.relations[edge.type[at]];
  return edge.from[at] === to ? relation[0] : relation[1];
}

/** Whose delivery ended, and why: "Malmö line 1 (stopped)". @param {number} k */
function lostSupplier(k) {
  const { from, item } = deliveryAt(k);
  const cause = hitOf(from) === STRUCK || hitOf(from) === STOPPED ? from : item;
  return `${node.name[from]} (${cause === from ? "" : node.name[cause] + " is "}${hitOf(cause) === STRUCK ? "struck" : "stopped"})`;
}

/** @param {string[]} list */
export const few = (list) => list.slice(0, NAMED).join(", ") + (list.length > NAMED ? ` and ${list.length - NAMED} more` : "");

/** The whole outcome. @param {HTMLElement} panel */
export function whatIfPanel(panel) {
  const head = make("h2", "", "What if these stop?");
  head.id = "whatif-head";
  head.tabIndex = -1;
  const names = make("ul", "facts");
  for (const i of view.struck) {
    const back = makeButton("Take back", () => { view.struck.delete(i); afterChange(); });
    back.setAttribute("aria-label", "Take back the strike on " + node.name[i]);
    names.append(make("li", "struck", [hitGlyph(STRUCK), entityLink(i), back]));
  }
  const tools = make("div", "row-tools", [
    makeButton("Draw only these", () => focusOn([...view.struck, ...hitsOf(STOPPED), ...hitsOf(REDUCED)], "what is struck, and what stops or is reduced by it")),
    makeButton("Clear", endWhatIf),
  ]);
  panel.append(
    head, names,
    make("p", "", `${hitCounts()} on the shown day.`),
    make("p", "quiet", "Stopped: every known supplier of something that it needs is out. Reduced: some are. Known suppliers are not all suppliers: others may exist that no document here names. Plans and what has ended supply nothing. The filters do not change this reckoning."),
    make("p", "quiet", "To strike more, select another entity."),
    tools,
    ...stoppedRows(),
    ...section("h3", hitGlyph(REDUCED), `Reduced (${fallout.reduced.toLocaleString("en")})`, hitsOf(REDUCED)),
  );
}

function afterChange() {
  if (!view.struck.size) { endWhatIf(); return; }
  refresh();
  showPanel();
  byId("whatif-head").focus();
  say(hitCounts());
}

function stoppedRows() {
  const waves = fallout.outcome ? fallout.outcome.waves : [];
  if (!waves.length) return [];
  const head = make("h3", "", [hitGlyph(STOPPED), make("span", "", ` Stopped (${fallout.stopped.toLocaleString("en")})`)]);
  return [head, ...waves.flatMap((list, k) => section("h4", null, `Wave ${k + 1} (${list.length.toLocaleString("en")})`, list))];
}

/** @param {"h3" | "h4"} level @param {SVGElement | null} glyph @param {string} heading @param {number[]} list */
function section(level, glyph, heading, list) {
  if (!list.length) return [];
  const rows = make("ul", "facts"), add = (/** @type {number[]} */ part) => part.forEach((i) => rows.append(make("li", "", [entityLink(i), proof(i)])));
  add(list.slice(0, FIRST));
  /** @type {HTMLElement[]} */
  const out = [make(level, "", [glyph, make("span", "", (glyph ? " " : "") + heading)]), rows];
  if (list.length > FIRST) { const more = makeButton(`${list.length - FIRST} more`, () => { more.remove(); add(list.slice(FIRST)); }); out.push(more); }
  return out;
}

/** @param {number} i */
function entityLink(i) {
  const go = makeButton(node.name[i], () => select(i, true), "link");
  go.dir = "auto";
  return go;
}

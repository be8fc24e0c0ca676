// The present view in the fragment of the address: opened again (reading.js), the page shows the same.

import { edge, meta, node, nodes, strand } from "../graph/columns.js";
import { pickedText } from "../graph/picked.js";
import { openView, saved } from "../graph/saved.js";
import { FACETS, NONE, view } from "../graph/view.js";
import { counted, isoDay, say } from "./dom.js";
import { facetWord } from "./hidden.js";
import { cellText } from "./matrix.js";
import { placeText } from "./place.js";
import { map } from "../picture/camera.js";
import { groups } from "../picture/overview.js";

/** Characters of a link at most: mail programs and chats cut longer ones. */
const MOST_LINK = 8000;
/** Up to so many entities, and characters, a part that is drawn alone is named by its ids, which other maps have too. */
const MOST_NAMED = 60, MOST_NAMED_TEXT = 2000;

let linking = false;
export function keepLink() { linking = true; }
/** Whether the link is kept: not before the page is whole. */
export const keepsLink = () => linking;

/** The present state; of an open view its name, and the rest only where it is no longer as the view sets it. */
export function viewText() {
  const state = stateText(), story = openView();
  if (!story) return meta.open ? "view=" + (state && "&" + state) : state;
  const out = new URLSearchParams({ view: story.name });
  if (saved.step >= 0) out.set("step", String(saved.step + 1));
  return out + (state === saved.text ? "" : "&own=1" + (state && "&" + state));
}

/** The state as the words of a link, without the name of the open view. */
export function stateText() {
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
  if (view.group >= 0) out.set("box", boxLinkName(view.group));
  if (view.day !== meta.day) out.set("day", isoDay(view.day));
  for (const facet of FACETS) if (view.off[facet].size) out.set("no-" + facet, [...view.off[facet]].map((v) => linkName(facet, v)).join("\n"));
  if (view.color !== "type") out.set("color", view.color);
  if (view.news) out.set("changes", "1");
  if (view.scope === "all" && nodes > meta.overview_above) out.set("all", "1");
  if (view.scope === "focus") { out.set(...drawnAlone()); out.set("as", view.focusName); }
  if (!map.auto) out.set("at", placeText());
  return fitting(out);
}

/** The entities that are drawn alone: by their ids where they are few, else by their places in the list of this map. @returns {[key: string, text: string]} */
function drawnAlone() {
  const named = view.focus.size <= MOST_NAMED ? [...view.focus].map((i) => node.id[i]).join("\n") : "";
  return named && encodeURIComponent(named).length <= MOST_NAMED_TEXT ? ["only", named] : ["set", pickedText(view.focus)];
}

/** What a link calls a box of the overview. @param {number} g */
export const boxLinkName = (g) => `${groups[g].tier}/${groups[g].type}`;

/** What a link calls a value of a facet: documents and technologies by id, as their numbers differ from map to map. @param {string} facet @param {string} value */
export function linkName(facet, value) {
  if (value === NONE) return value;
  return facet === "source" ? meta.sources[Number(value)][5] : facet === "technology" ? meta.technologies[Number(value)][0] : value;
}

let tooLong = "";

/** The words of a link without the longest of them, until they are no longer than a link may be. @param {URLSearchParams} out */
function fitting(out) {
  /** @type {string[]} */
  const left = [];
  for (let text = out.toString(); ; text = out.toString()) {
    if (text.length <= MOST_LINK) { tooLong = left.join(", "); return text; }
    const [longest] = [...out].reduce((a, b) => (b[1].length > a[1].length ? b : a));
    left.push(inWordsOfPage(longest));
    out.delete(longest);
    if (longest === "set" || longest === "only") out.delete("as");
  }
}

/** What a word of a link stands for. @param {string} key */
function inWordsOfPage(key) {
  if (key === "set" || key === "only") return `the ${counted(view.focus.size, "entity", "entities")} drawn alone`;
  if (key.startsWith("no-")) return `what is switched off by ${facetWord(key.slice(3))}`;
  return { strike: `the ${counted(view.struck.size, "entity", "entities")} struck`, edge: "the selected relation", node: "the selected entity", to: "the other end of the chain", as: "the name of what is drawn" }[key] || key;
}

/** What of the present view no link carries, as a sentence; empty if it carries all. */
const lackOfLink = () => (tooLong ? `This view is too large for a link. Left out of it: ${tooLong}.` : "");

let writing = 0, saidLack = "", passing = false;
/** The step at which the browser's history stands; null until the page is whole. @type {string | null} */
let step = null;

/** What makes a step that the browser's Back undoes: all of a view but its day and the place of the window. */
function stepText() {
  const state = new URLSearchParams(stateText());
  for (const key of ["day", "at"]) state.delete(key);
  return [openView()?.name ?? "", saved.step, state].join(" ");
}

/** The present view is the one that the history stands at: it was opened, or gone back to. */
export function standAtStep() { step = stepText(); }

/** What is chosen next is passed by, as while a key is held down: no step of its own. */
export function passBy() { passing = true; }

export function writeLink() {
  if (!linking || writing) return;
  writing = setTimeout(writeLinkNow, 120);
}

/** Writes the present view into the address at once. @returns {{ link: string, lack: string }} the whole address, and what it could not carry */
export function writeLinkNow() {
  clearTimeout(writing);
  writing = 0;
  const next = stepText(), text = viewText(), lack = lackOfLink(), fresh = step !== null && next !== step && !passing;
  step = step === null ? null : next;
  passing = false;
  if (lack && lack !== saidLack) say(lack);
  saidLack = lack;
  if (location.hash.slice(1) !== text) {
    // Day, zoom and place change the address where it stands; what is chosen is a step that Back undoes.
    try { if (fresh) history.pushState(null, "", "#" + text); else history.replaceState(null, "", "#" + text); } catch { location.hash = text; }
  }
  return { link: location.href.split("#")[0] + (text && "#" + text), lack };
}

/** Writes the link once the wheel has come to rest: browsers count how often an address is changed. */
export function startLink() {
  let resting = 0;
  map.net.on("zoom", () => { clearTimeout(resting); resting = setTimeout(() => { if (linking) writeLinkNow(); }, 150); });
}

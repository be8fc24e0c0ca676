// The chain from the selected entity to another one: choosing that end, the way itself, and growing what is drawn.

import { around, degree, edge, isChain, meta, node, nodes } from "../graph/columns.js";
import { pack } from "../graph/details.js";
import { now } from "../graph/rules.js";
import { arrange, edgeShut, hasCore, light, lit, nodeShut, refresh, view } from "../graph/view.js";
import { cited } from "./claims.js";
import { byId, counted, make, makeButton, say } from "./dom.js";
import { startCombo } from "./search.js";
import { focusOn, select } from "./select.js";
import { box, map } from "../picture/camera.js";

const HOW = {
  down: "downstream, along the flow of the chain",
  up: "upstream, against the flow of the chain",
  any: "not along the flow of the chain: the shortest way over all relations that are shown",
};
const MOST_NEIGHBOURS = 400;

/** Place in the panel for the chain to another entity; showWay fills it. */
export function wayPlace() {
  const out = make("div", "way");
  out.id = "way";
  return out;
}

/** Brings the panel's tools in line with the view: the field that asks for the other end, or the way that was found. */
export function showWay() {
  const place = document.getElementById("way"), ask = document.getElementById("ask-way");
  box.classList.toggle("picking", view.picking);
  if (!place || !ask) return;
  ask.setAttribute("aria-expanded", String(view.picking));
  byId("grow").hidden = !canGrow();
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-trace]"))) button.setAttribute("aria-pressed", String(view.to < 0 && button.dataset.trace === view.trace));
  const way = view.to >= 0 ? lit.way : null;
  // What stands there already stays, and with it the focus.
  const key = view.picking ? "asked" : way ? [view.node, view.to, way.how, ...way.edges, now.day].join(" ") : "";
  if (place.dataset.key === key) return;
  place.dataset.key = key;
  place.replaceChildren(...(view.picking ? [askField()] : way ? wayRows(way) : []));
}

/** Begins to ask for the other end: the next entity that is clicked or found by name. Asked again, it ends that. */
export function askWay() {
  view.picking = !view.picking;
  refresh();
  if (!view.picking) { endAsking(); return; }
  byId("way-find").focus();
  say("Choose the other end: search its name, or click it on the map. Escape leaves.");
}

/** Leaves the asking with nothing chosen. */
export function endAsking() {
  view.picking = false;
  refresh();
  (document.getElementById("ask-way") || box).focus();
}

function askField() {
  const field = make("input"), hits = make("ul", "hits"), label = make("label", "", "Name of the other end, or click it on the map");
  field.id = "way-find";
  label.htmlFor = field.id;
  hits.id = "way-hits";
  hits.hidden = true;
  hits.setAttribute("role", "listbox");
  hits.setAttribute("aria-label", "Entities found for the other end");
  field.type = "text";
  field.autocomplete = "off";
  field.spellcheck = false;
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", hits.id], ["aria-autocomplete", "list"]]) field.setAttribute(name, value);
  startCombo(field, hits, chainTo, endAsking);
  return make("div", "search", [label, field, hits]);
}

/** Shows the shortest chain from the selected entity to another. @param {number} i */
export function chainTo(i) {
  if (i === view.node) { say("The chain begins there: choose another entity"); return; }
  view.picking = false;
  view.to = i;
  drawWay();
  refresh();
  if (!lit.way) return;
  say(wayText(lit.way));
  byId("way-head").focus();
}

/** Where only a part is drawn, adds the way to it, so that all of it is seen. */
export function drawWay() {
  light();
  if (view.scope !== "focus" || !lit.way || lit.way.nodes.every((i) => view.focus.has(i))) return;
  for (const i of [view.node, view.to, ...lit.way.nodes]) view.focus.add(i);
  view.focusName += ", and the chain to " + node.name[view.to];
  arrange();
  if (map.auto) map.fit();
}

/** @param {Way} way */
function wayText(way) {
  const ends = `from ${node.name[view.node]} to ${node.name[view.to]}`;
  if (way.how !== "none") return `${counted(way.edges.length, "relation")} ${ends}, ${HOW[way.how]}`;
  return `No chain ${ends} under the present filters and day` + (view.context || !hasCore ? "" : "; with the context shown there may be one over people, patents or places");
}

/** @param {Way} way */
function wayRows(way) {
  const head = make("h3", "", "Chain to " + node.name[view.to]), list = make("ol", "facts steps");
  head.id = "way-head";
  head.tabIndex = -1;
  way.edges.forEach((j, k) => list.append(stepRow(way.nodes[k], j, way.nodes[k + 1])));
  const tools = make("div", "row-tools", [
    way.edges.length ? makeButton("Draw only this chain", () => focusOn(way.nodes, `the chain from ${node.name[view.node]} to ${node.name[view.to]}`)) : null,
    makeButton("Leave this chain", () => { view.to = -1; refresh(); byId("ask-way").focus(); }),
  ]);
  return [head, make("p", way.how === "none" ? "slip" : "quiet", wayText(way) + "."), list, tools];
}

/** One relation of the way as a sentence, read from its beginning to its end. @param {number} a @param {number} j @param {number} b */
function stepRow(a, j, b) {
  const relation = meta.relations[edge.type[j]], words = edge.from[j] === a || relation[4] ? relation[0] : relation[1];
  const [from, to] = [a, b].map((i) => {
    const go = makeButton(node.name[i], () => select(i, true), "link");
    go.dir = "auto";
    return go;
  });
  const more = [now.edgeStatus[j] === "operating" ? "" : now.edgeStatus[j], edge.key[j]].filter(Boolean).join(" · ");
  const claims = pack.ready ? cited(pack.edges.claims[j], pack.edges.rule[j]) : null;
  return make("li", "", [from, make("span", "", ` ${words} `), to, more ? make("span", "quiet", " · " + more) : null, claims]);
}

/** Draws, beside what is drawn alone, what the selected entity has relations with: one step more. */
export function showNeighbours() {
  /** @type {Set<number>} */
  const near = new Set();
  for (const j of around[view.node]) {
    if (now.absent[j] || edgeShut(j) !== 0 || !(isChain[j] || view.context || !hasCore)) continue;
    near.add(edge.from[j] === view.node ? edge.to[j] : edge.from[j]);
  }
  const fresh = [...near].filter((i) => !view.focus.has(i) && nodeShut(i) === 0).sort((a, b) => degree[b] - degree[a] || a - b);
  const few = fresh.slice(0, MOST_NEIGHBOURS);
  if (few.length) focusOn([...view.focus, ...few], `${view.focusName}, and neighbours of ${node.name[view.node]}`);
  const left = fresh.length - few.length;
  say(few.length ? `${counted(few.length, "neighbour")} added${left ? `, the most connected; ${counted(left, "more", "more")} left out` : ""}` : "All its neighbours are drawn already");
}

/** Whether there is anything to add for the selected entity. */
export const canGrow = () => view.scope === "focus" && view.focus.size < nodes;

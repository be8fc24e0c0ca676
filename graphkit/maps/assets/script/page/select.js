// What is chosen: an entity, a relation, a group of the overview, or a part that is drawn alone.

import { degree, edge, meta, node } from "../graph/columns.js";
import { now } from "../graph/rules.js";
import { arrange, refresh, view } from "../graph/view.js";
import { counted, say } from "./dom.js";
import { hiddenWords } from "./hidden.js";
import { drawAround, isKept, join, joinedWords } from "./joined.js";
import { showPanel } from "./panel.js";
import { chainTo } from "./ways.js";
import { map, reveal } from "../picture/camera.js";

/** What a click or a search does with an entity: selects it, or makes it the end of the chain that is asked for. @param {number} i @param {boolean} [go] */
export function choose(i, go) {
  if (view.picking) chainTo(i); else select(i, go);
}

/** Selects an entity; `go` also brings it into view, from the overview too. @param {number} i @param {boolean} [go] */
export function select(i, go) {
  view.edge = view.group = view.to = -1;
  view.picking = false;
  view.node = i;
  if (i < 0) view.trace = "near";
  view.stepped = -1;
  const away = i >= 0 && (view.scope === "overview" || (view.scope === "focus" && !view.focus.has(i)));
  if (away) { if (isKept()) join(i); else drawAround(i); }
  showPanel();
  refresh();
  if (away && map.auto) map.fit();
  if (i >= 0) {
    if (go || !map.auto) reveal(i);
    say(`${node.name[i]}, ${node.type[i]}${now.nodeStatus[i] ? ", " + now.nodeStatus[i] : ""}, ${counted(degree[i], "relation")}. ${hiddenWords()} ${joinedWords()}`.trim());
  }
}

/** @param {number} j */
export function selectEdge(j) {
  view.node = view.group = view.to = -1;
  view.picking = false;
  view.edge = j;
  view.trace = "near";
  showPanel();
  refresh();
  if (j >= 0) say(`${node.name[edge.from[j]]} ${meta.relations[edge.type[j]][0]} ${node.name[edge.to[j]]}`);
}

/** @param {number} g */
export function selectGroup(g) {
  view.node = view.edge = view.to = -1;
  view.group = g;
  showPanel();
  refresh();
}

/** Draws only some entities, closed up. @param {Iterable<number>} list @param {string} name */
export function focusOn(list, name) {
  view.scope = "focus";
  view.focus = new Set(list);
  view.focusName = name;
  view.group = -1;
  arrange();
  refresh();
  map.fit();
  say(`${counted(view.focus.size, "entity", "entities")} drawn: ${name}`);
}

export function showAll() {
  view.scope = "all";
  view.focus = new Set();
  view.group = -1;
  arrange();
  refresh();
  map.fit();
}

export function showOverview() {
  view.scope = "overview";
  view.focus = new Set();
  view.node = view.edge = view.to = -1;
  view.picking = false;
  arrange();
  showPanel();
  refresh();
  map.fit();
}

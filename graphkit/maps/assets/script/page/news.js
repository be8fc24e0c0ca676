// What changed since a day, in words: of one entity or relation, and all of it.

import { meta, node } from "../graph/columns.js";
import { pack } from "../graph/details.js";
import { view } from "../graph/view.js";
import { cited } from "./claims.js";
import { byId, counted, longDay, make, makeButton, say, title } from "./dom.js";
import { select, selectEdge } from "./select.js";

/** Makes the button of all changes, where the map tells of any. */
export function startNews() {
  const told = meta.changes;
  if (!told) return;
  const button = makeButton(`What changed (${told.count.toLocaleString("en")})`, () => {
    view.news = !(view.news && view.node < 0 && view.edge < 0 && view.group < 0);
    select(-1);
    say(view.news ? `${counted(told.count, "change")} since ${longDay(told.since)}` : "The list of changes is closed");
  });
  button.id = "news-button";
  byId("table-button").before(button);
}

/** Tells on the button whether the list stands in the panel. */
export function showNewsButton() {
  if (meta.changes) byId("news-button").setAttribute("aria-pressed", String(view.news));
}

/** The changes of an entity or relation. @param {number} i @param {number} j @returns {HTMLElement[]} */
export function newsOf(i, j) {
  const c = pack.changes;
  if (!meta.changes || !c || !pack.changesOf) return [];
  const rows = i >= 0 ? pack.changesOf[i] : c.edge.flatMap((at, k) => (at === j ? [k] : []));
  if (!rows.length) return [];
  const list = make("ul", "facts");
  addRows(list, rows, 5, (k) => make("li", "", [make("b", "", c.section[k] + ": "), ...inWords(c, k, i), cited(c.claims[k], "")]));
  return [make("h3", "", `Changed since ${longDay(meta.changes.since)}`), list];
}

/** The first rows of a list, and a button for the others. @param {HTMLElement} list @param {number[]} rows @param {number} most @param {(k: number) => HTMLElement} row */
function addRows(list, rows, most, row) {
  list.append(...rows.slice(0, most).map(row));
  if (rows.length <= most) return;
  const item = make("li"), more = makeButton(`${rows.length - most} more`, () => {
    item.remove();
    list.append(...rows.slice(most).map(row));
    /** @type {HTMLElement | null} */ (list.children[most].querySelector("button, summary"))?.focus();
  });
  item.append(more);
  list.append(item);
}

/** A change in words, seen from an entity (-1: from none). @param {ChangeColumns} c @param {number} k @param {number} i */
function inWords(c, k, i) {
  const first = c.about[k][0];
  const whose = i >= 0 && first !== undefined && first !== i ? `${node.name[first]} ` : "";
  const moved = c.old[k] && c.new[k] ? `${c.old[k]} → ${c.new[k]}` : c.new[k] || (c.old[k] ? `was ${c.old[k]}` : "");
  const what = make("span", "", [whose + c.what[k], moved].filter(Boolean).join(": "));
  what.dir = "auto";
  return [what, c.change[k] ? make("span", "quiet", " · " + c.change[k]) : null];
}

/** All changes by section, each with the entity that it is told of. @param {HTMLElement} panel */
export function newsPanel(panel) {
  const c = pack.changes, told = meta.changes;
  if (!told) return;
  panel.append(title(`Changes since ${longDay(told.since)}`), make("p", "quiet", counted(told.count, "change")));
  if (!c) { panel.append(make("p", "quiet", pack.failed || "Reading the claims …")); return; }
  if (!told.count) panel.append(make("p", "", "Nothing changed."));
  for (const section of new Set(c.section)) {
    const rows = c.section.flatMap((s, k) => (s === section ? [k] : [])), list = make("ul", "facts");
    panel.append(make("h3", "", `${section} (${rows.length})`), list);
    addRows(list, rows, 60, (k) => newsRow(c, k));
  }
}

/** @param {ChangeColumns} c @param {number} k */
function newsRow(c, k) {
  const first = c.about[k][0];
  const go = first === undefined ? null : makeButton(node.name[first], () => { if (c.edge[k] >= 0) selectEdge(c.edge[k]); else select(first, true); }, "link");
  if (go) go.dir = "auto";
  return make("li", "", [go, go ? " " : null, ...inWords(c, k, -1), cited(c.claims[k], "")]);
}

// The panel beside the map: an entity, a relation or a group of the overview, with all that is said of it.

import { around, edge, isChain, meta, node, relationNames } from "../graph/columns.js";
import { pack } from "../graph/details.js";
import { DISPUTED, OVERDUE, now } from "../graph/rules.js";
import { light, lit, refresh, view } from "../graph/view.js";
import { boxPanel } from "./boxes.js";
import { allClaims, cited } from "./claims.js";
import { byId, capital, counted, longDay, make, makeButton, say, title } from "./dom.js";
import { focusHome, holdsFocus } from "./focus.js";
import { cellPanel } from "./matrix.js";
import { ACTUAL, milestoneSection } from "./milestones.js";
import { newsOf, newsPanel, showNewsButton } from "./news.js";
import { focusOn, select, selectEdge } from "./select.js";
import { askWay, canGrow, showNeighbours, showWay, wayPlace } from "./ways.js";
import { hitRows, strike, whatIfPanel } from "./whatif.js";

export function showPanel() {
  const panel = byId("panel"), focused = holdsFocus(panel) || panel === document.activeElement;
  panel.replaceChildren();
  const cell = view.matrix ? view.cell : null;
  panel.hidden = view.node < 0 && view.edge < 0 && view.group < 0 && !cell && !view.whatIf && !view.news;
  document.body.classList.toggle("detailed", !panel.hidden);
  showNewsButton();
  if (focused) { if (panel.hidden) focusHome(); else panel.focus({ preventScroll: true }); }
  if (panel.hidden) { panel.classList.remove("large"); return; }
  panel.scrollTop = 0;
  const close = makeButton("✕", () => { closePanel(); focusHome(); }, "close");
  close.setAttribute("aria-label", "Close");
  panel.append(close, largerButton(panel));
  if (view.group >= 0) boxPanel(panel, view.group);
  else if (view.node < 0 && view.edge < 0) { if (cell) cellPanel(panel, cell); else if (view.news) newsPanel(panel); else whatIfPanel(panel); }
  else if (!pack.ready) { panel.append(make("h2", "", view.node >= 0 ? node.name[view.node] : "Relation"), make("p", "quiet", pack.failed || "Reading the claims …")); }
  else if (view.node >= 0) nodePanel(panel, view.node);
  else edgePanel(panel, view.edge);
  showWay();
}

/** On small screens the details have little room beside the map: this gives them most of it. @param {HTMLElement} panel */
function largerButton(panel) {
  const larger = makeButton("⤢", () => larger.setAttribute("aria-pressed", String(panel.classList.toggle("large"))), "larger");
  larger.setAttribute("aria-label", "More room for the details");
  larger.setAttribute("aria-pressed", String(panel.classList.contains("large")));
  return larger;
}

/** Closes what the panel shows; what stood there before it, a list, comes back. */
export function closePanel() {
  if (view.node < 0 && view.edge < 0 && view.group < 0) {
    if (view.matrix && view.cell) view.cell = null; else if (view.news) view.news = false; else view.whatIf = false;
  }
  select(-1);
}

/** @param {string} status @param {number} marks @param {string[]} more */
function tags(status, marks, more) {
  const out = make("p");
  for (const text of more.filter(Boolean)) out.append(make("span", "tag", text));
  if (status) out.append(make("span", "tag", status));
  if (marks & DISPUTED) out.append(make("span", "tag warn", "≠ disputed"));
  if (marks & OVERDUE) out.append(make("span", "tag warn", "! overdue"));
  return out;
}

/** @param {HTMLElement} panel @param {number} i */
function nodePanel(panel, i) {
  const native = node.native[i].split("\n").filter(Boolean), also = node.also[i].split("\n").filter(Boolean);
  panel.append(title(node.name[i]));
  for (const text of native) { const p = make("p", "native", text); p.dir = "auto"; panel.append(p); }
  if (also.length) panel.append(make("p", "quiet", "also " + also.join(", ")));
  panel.append(tags(now.nodeStatus[i], now.nodeMarks[i], [node.type[i], meta.tiers[node.tier[i]], meta.countries[node.country[i]]]));
  const [note, flags, ids] = pack.notes.get(i) || ["", [], []];
  if (note) panel.append(make("p", "", note));
  if (flags.length || ids.length) panel.append(make("p", "quiet", [...flags.map((f) => f.replace(/_/g, " ")), ...ids].join(" · ")));
  panel.append(traceTools(), moreTools(i), wayPlace(), ...hitRows(i));
  panel.append(...newsOf(i, -1));
  panel.append(...milestoneSection(pack.elementsOf[i], (k) => { const m = pack.milestones; return m.other[k] < 0 ? "" : m.node[k] === i ? "with " + node.name[m.other[k]] : "of " + node.name[m.node[k]]; }));
  /** @param {string} heading @param {number[]} rows @param {(k: number) => HTMLElement} row */
  const list = (heading, rows, row) => {
    if (!rows.length) return;
    const out = make("ul", "facts");
    rows.forEach((k) => out.append(row(k)));
    panel.append(make("h3", "", heading), out);
  };
  const seen = pack.observations, props = pack.properties;
  list("Figures", pack.observationsOf[i], (k) => {
    const text = [seen.value[k], seen.period[k]].filter(Boolean).join(", ");
    const more = [seen.kind[k] === ACTUAL ? "" : seen.kind[k], seen.scope[k], seen.stated[k] && seen.stated[k] !== seen.value[k] ? `stated: ${seen.stated[k]}` : "", seen.disputed[k] ? "≠ disputed" : "", seen.current[k] ? "" : "does not count: another statement was chosen"].filter(Boolean).join(" · ");
    return make("li", "", [make("span", "name", capital(seen.metric[k]) + ": "), make("b", "", text), more ? make("span", "quiet", " · " + more) : null, cited(seen.claims[k], seen.rule[k])]);
  });
  list("Properties", pack.propertiesOf[i], (k) => make("li", "", [make("span", "name", capital(props.name[k]) + ": "), make("span", "", props.value[k]), make("span", "quiet", ["", props.kind[k] === ACTUAL ? "" : props.kind[k], props.scope[k]].filter((t, n_) => n_ === 0 || t).join(" · ")), props.disputed[k] ? make("span", "slip", " ≠ disputed") : null, cited(props.claims[k], props.rule[k])]));
  conflictList(panel, i);
  relationLists(panel, i);
  opinionList(panel, i);
}

/** What analysts think of it: their own words, told apart from what documents say. @param {HTMLElement} panel @param {number} i */
function opinionList(panel, i) {
  const o = pack.opinions, rows = o && pack.opinionsOf ? pack.opinionsOf[i] : [];
  if (!o || !rows.length) return;
  panel.append(make("h3", "", "Notes (opinion)"));
  for (const k of rows) {
    const text = make("p", "words", o.text[k]);
    text.dir = "auto";
    panel.append(make("div", "opinion", [o.title[k] ? make("h4", "", o.title[k]) : null, make("p", "quiet", `Opinion of ${o.author[k]}, ${longDay(o.day[k])}`), text]));
  }
}

/** What the sources contradict each other in: the sides with their claims, the one that holds, and a curator's ruling. @param {HTMLElement} panel @param {number} i */
function conflictList(panel, i) {
  const c = pack.conflicts, rows = pack.conflictsOf[i];
  if (!rows.length) return;
  panel.append(make("h3", "", "Contradictions"));
  for (const k of rows) {
    const settled = c.state[k] === "decided" || c.state[k] === "both";
    const item = make("div", "conflict", [make("p", settled ? "quiet" : "slip", `≠ ${capital(c.what[k])} · ${c.severity[k]}, ${c.state[k]}`)]);
    const sides = make("ul", "facts");
    for (const [text, chosen, claims] of c.sides[k]) sides.append(make("li", "", [make(chosen ? "b" : "span", "", text), chosen ? make("span", "quiet", " · holds") : null, cited(claims, "")]));
    item.append(sides);
    if (c.ruling[k]) item.append(make("p", "quiet", `Ruling: ${c.ruling[k]}`));
    panel.append(item);
  }
}

/** Edges by type, those that leave before those that arrive, each with its first document. @param {HTMLElement} panel @param {number} i */
function relationLists(panel, i) {
  /** @type {Map<string, { name: string, list: number[] }>} */
  const groups_ = new Map();
  for (const j of around[i]) {
    if (now.absent[j]) continue;
    const relation = meta.relations[edge.type[j]], out = edge.from[j] === i;
    const name = out || relation[4] ? relation[0] : relation[1];
    const key = `${relation[2] ? 0 : 1}${relationNames.indexOf(edge.type[j]) + 100}${out || relation[4] ? 0 : 1}`;
    const group = groups_.get(key);
    if (group) group.list.push(j); else groups_.set(key, { name, list: [j] });
  }
  if (groups_.size) panel.append(make("h3", "", "Relations"));
  for (const [, { name, list }] of [...groups_].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const out = make("ul", "facts");
    panel.append(make("h4", "", `${capital(name)} (${list.length})`), out);
    listRows(panel, out, bundles(i, list), (same) => (same.length > MOST_ALIKE ? bundleRow(i, same) : relationRow(i, same[0])));
  }
}

const MOST_ROWS = 40;
/** Up to so many relations of a type with the same other end each have a row; more are one row, which unfolds. */
const MOST_ALIKE = 3;

/** The first rows of a list, and a button for the others. @template T @param {HTMLElement} place @param {HTMLElement} out @param {T[]} list @param {(item: T) => HTMLElement} row */
function listRows(place, out, list, row) {
  out.append(...list.slice(0, MOST_ROWS).map(row));
  if (list.length <= MOST_ROWS) return;
  const more = makeButton(`${(list.length - MOST_ROWS).toLocaleString("en")} more`, () => { more.remove(); out.append(...list.slice(MOST_ROWS).map(row)); });
  place.append(more);
}

/** The other end of a relation. @param {number} i @param {number} j */
const otherEnd = (i, j) => (edge.from[j] === i ? edge.to[j] : edge.from[j]);

/** Relations of one type: those that stand in one row together, in the order of the first of each. @param {number} i @param {number[]} list */
function bundles(i, list) {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (const j of list) found.set(otherEnd(i, j), [...(found.get(otherEnd(i, j)) || []), j]);
  return [...found.values()].flatMap((same) => (same.length > MOST_ALIKE ? [same] : same.map((j) => [j])));
}

/** @param {number} other */
function endLink(other) {
  const go = makeButton(node.name[other], () => select(other, true), "link");
  go.dir = "auto";
  return go;
}

/** Many relations of a type with the same other end: how many, of which status, and unfolded each of them. @param {number} i @param {number[]} same */
function bundleRow(i, same) {
  const other = otherEnd(i, same[0]), all = make("details", "bundle"), rows = make("ul", "facts");
  const counts = meta.statuses.map((status) => [status, same.filter((j) => now.edgeStatus[j] === status).length]).filter(([, count]) => count);
  const marks = same.reduce((held, j) => held | now.edgeMarks[j], 0);
  const words = [counted(same.length, "relation"), ...counts.map(([status, count]) => `${count.toLocaleString("en")} ${status}`)].join(" · ");
  all.append(make("summary", "", [words, marks & DISPUTED ? make("span", "slip", " · ≠ disputed") : null, marks & OVERDUE ? make("span", "slip", " · ! overdue") : null]), rows);
  all.addEventListener("toggle", () => { if (!rows.children.length) listRows(all, rows, same, (j) => relationRow(i, j, true)); });
  return make("li", "", [endLink(other), all]);
}

/** @param {number} i @param {number} j @param {boolean} [bare] without the other end, which stands above it */
function relationRow(i, j, bare) {
  const other = otherEnd(i, j), e = pack.edges;
  const more = [now.edgeStatus[j] === "operating" ? "" : now.edgeStatus[j], edge.key[j], e.scope[j], e.text[j]].filter(Boolean).join(" · ");
  const marks = now.edgeMarks[j];
  const detail = makeButton("details", () => selectEdge(j), "link quiet");
  detail.setAttribute("aria-label", "Details of the relation with " + node.name[other]);
  const lead = bare ? [make("span", "quiet", more ? `${more} · ` : "")] : [endLink(other), make("span", "quiet", more ? ` · ${more} · ` : " · ")];
  return make("li", "", [...lead, marks & DISPUTED ? make("span", "slip", "≠ disputed · ") : null, marks & OVERDUE ? make("span", "slip", "! overdue · ") : null, detail, cited(e.claims[j], e.rule[j])]);
}

/** @param {HTMLElement} panel @param {number} j */
function edgePanel(panel, j) {
  const a = edge.from[j], b = edge.to[j], e = pack.edges;
  const ends = [makeButton(node.name[a], () => select(a, true), "link"), makeButton(node.name[b], () => select(b, true), "link")];
  ends.forEach((end) => { end.dir = "auto"; });
  panel.append(make("h2", "", [ends[0], ` ${meta.relations[edge.type[j]][0]} `, ends[1]]));
  panel.append(tags(now.edgeStatus[j], now.edgeMarks[j], [e.kind[j] === ACTUAL ? "" : e.kind[j]]));
  const facts = [edge.key[j], e.scope[j], e.text[j], e.one_of[j] ? "one of " + e.one_of[j] : ""].filter(Boolean);
  for (const text of facts) panel.append(make("p", "", text));
  panel.append(...newsOf(-1, j), ...milestoneSection(pack.elementsOfEdge[j], () => ""));
  if (!meta.sources.length) return; // a graph from outside has no documents
  panel.append(make("h3", "", "Who says so"));
  const list = allClaims(e.claims[j], e.rule[j]);
  const wrap = make("div", "cited", [list]);
  panel.append(e.claims[j].length ? wrap : make("p", "quiet", "No claim of a document is kept for this relation."));
}

function traceTools() {
  const out = make("div", "row-tools");
  out.setAttribute("role", "group");
  out.setAttribute("aria-label", "Trace along the chain");
  for (const [way, text] of /** @type {[View["trace"], string][]} */ ([["near", "Neighbours"], ["up", "Upstream"], ["down", "Downstream"], ["both", "Both"]])) {
    const button = makeButton(text, () => setTrace(way));
    button.dataset.trace = way;
    button.setAttribute("aria-pressed", String(view.trace === way));
    out.append(button);
  }
  out.append(makeButton("Draw only these", () => { light(); focusOn(lit.nodes || [], litWords()); }));
  return out;
}

/** What is lit around the selected entity. */
export function litWords() {
  if (lit.way) return `the chain to ${node.name[view.to]} from ${node.name[view.node]}`;
  return `${view.trace === "near" ? "neighbours" : view.trace === "both" ? "up and downstream" : view.trace + "stream"} of ${node.name[view.node]}`;
}

/** What else can be asked of an entity: the chain to another, what stops without it, more of what is around it. @param {number} i */
function moreTools(i) {
  const out = make("div", "row-tools"), ask = makeButton("Chain to …", askWay);
  ask.id = "ask-way";
  ask.setAttribute("aria-expanded", String(view.picking));
  ask.setAttribute("aria-controls", "way");
  out.append(ask);
  if (isChain.some(Boolean)) {
    const button = makeButton("Strike", () => strike(i));
    button.id = "strike";
    button.title = "What if it stops: what loses its known suppliers";
    button.setAttribute("aria-pressed", String(view.struck.has(i)));
    out.append(button);
  }
  const grow = makeButton("Show neighbours", showNeighbours);
  grow.id = "grow";
  grow.hidden = !canGrow();
  out.append(grow);
  return out;
}

/** @param {View["trace"]} way */
function setTrace(way) {
  view.trace = way;
  view.to = -1;
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-trace]"))) button.setAttribute("aria-pressed", String(button.dataset.trace === way));
  refresh();
  const words = { near: "", up: "upstream of", down: "downstream of", both: "up and downstream of" };
  const count = lit.nodes ? lit.nodes.size - 1 : 0;
  if (lit.nodes) say(`${way === "near" ? counted(count, "neighbour") + " of" : `${counted(count, "entity", "entities")} ${words[way]}`} ${node.name[view.node]}`);
}

// The same as tables: what is shown on the map, row by row, under the same filters.

import { CHANGE_NAMES, edgeChange, nodeChange } from "../graph/changes.js";
import { degree, edge, edges, meta, node, nodes } from "../graph/columns.js";
import { pack } from "../graph/details.js";
import { DISPUTED, OVERDUE, now } from "../graph/rules.js";
import { edgeShut, nodeShut, shown, view } from "../graph/view.js";
import { boxCells, boxText, drawBox, openBox } from "./boxes.js";
import { byId, make, makeButton } from "./dom.js";
import { holdsFocus } from "./focus.js";
import { choose, select, selectEdge } from "./select.js";
import { hitText } from "./whatif.js";
import { box } from "../picture/camera.js";
import { countGroups, groups } from "../picture/overview.js";

const FIRST_ROWS = 500;
const rowsWanted = { boxes: FIRST_ROWS, nodes: FIRST_ROWS, edges: FIRST_ROWS };
export const shownNodes = () => byName(Array.from({ length: nodes }, (_, i) => i).filter((i) => (view.scope === "overview" ? nodeShut(i) === 0 : shown.node[i])));
export const shownEdges = () => Array.from({ length: edges }, (_, j) => j).filter((j) => (view.scope === "overview" ? edgeShut(j) === 0 && !now.absent[j] && nodeShut(edge.from[j]) === 0 && nodeShut(edge.to[j]) === 0 : shown.edge[j]));
const order = new Intl.Collator("en", { numeric: true });
/** The place of each entity by name. @type {Int32Array | null} */
let nameRank = null;

/** @param {number[]} list */
function byName(list) {
  const ranks = nameRank || new Int32Array(nodes);
  if (!nameRank) node.name.map((name, i) => /** @type {[string, number]} */ ([name, i])).sort((a, b) => order.compare(a[0], b[0]) || a[1] - b[1]).forEach(([, i], rank) => { ranks[i] = rank; });
  nameRank = ranks;
  return list.sort((a, b) => ranks[a] - ranks[b]);
}

/** Heads of the columns; the what-if has one while something is struck. */
export const nodeHeads = () => [...NODE_HEADS, ...(meta.changes ? ["Changed"] : []), ...(view.struck.size ? ["What if"] : [])];
const NODE_HEADS = ["Name", "Native and other names", "Type", "Tier", "Status", "Marks", "Country", "Relations"];
export const EDGE_HEADS = ["From", "Relation", "To", "Status", "Marks", "Further", ...(meta.changes ? ["Changed"] : [])];
const changedCell = (/** @type {Uint8Array} */ marks, /** @type {number} */ at) => (meta.changes ? [CHANGE_NAMES[marks[at]]] : []);
/** @param {number} marks */
const marksText = (marks) => [marks & DISPUTED ? "disputed" : "", marks & OVERDUE ? "overdue" : ""].filter(Boolean).join(", ");
/** @param {number} i */
export const nodeCells = (i) => [node.name[i], [node.native[i], node.also[i]].filter(Boolean).join("\n").replace(/\n/g, ", "), node.type[i], meta.tiers[node.tier[i]], now.nodeStatus[i], marksText(now.nodeMarks[i]), meta.countries[node.country[i]] || "", String(degree[i]), ...changedCell(nodeChange, i), ...(view.struck.size ? [hitText(i)] : [])];
/** @param {number} j */
export const edgeCells = (j) => [node.name[edge.from[j]], meta.relations[edge.type[j]][0], node.name[edge.to[j]], now.edgeStatus[j], marksText(now.edgeMarks[j]), [edge.key[j], pack.ready ? pack.edges.scope[j] : "", pack.ready ? pack.edges.text[j] : ""].filter(Boolean).join(", "), ...changedCell(edgeChange, j)];

let lastRow = "";

/** Where the keyboard stands in the tables: on the row last opened, if it is there. @returns {HTMLElement} */
export const tablePlace = () => document.querySelector(`#tables [data-row="${lastRow}"]`) || byId("tables");

export function showTable() {
  const host = byId("tables"), focused = holdsFocus(host), scrolled = host.scrollTop;
  host.hidden = !view.table;
  byId("table-button").setAttribute("aria-pressed", String(view.table));
  box.inert = view.table || view.matrix;
  if (!view.table) { host.replaceChildren(); return; }
  const nodeRows = shownNodes(), edgeRows = shownEdges(), boxes = view.scope === "overview" ? groups.map((_, g) => g) : [];
  if (boxes.length) countGroups();
  host.replaceChildren(
    ...(boxes.length ? [oneTable("boxes", `Boxes of the overview (${boxes.length})`, ["Box", "Tier", "Entities"], boxes, boxCells, drawBox)] : []),
    oneTable("nodes", `Entities (${nodeRows.length.toLocaleString("en")})`, nodeHeads(), nodeRows, nodeCells, (i) => select(i)),
    oneTable("edges", `Relations (${edgeRows.length.toLocaleString("en")})`, EDGE_HEADS, edgeRows, edgeCells, (j) => selectEdge(j)),
  );
  host.scrollTop = scrolled;
  if (focused) tablePlace().focus({ preventScroll: true });
}

/**
 * @param {keyof typeof rowsWanted} key @param {string} name @param {string[]} heads @param {number[]} list
 * @param {(at: number) => string[]} cells @param {(at: number) => void} open
 */
function oneTable(key, name, heads, list, cells, open) {
  const table = make("table"), body = make("tbody"), wrap = make("div");
  table.id = "table-" + key;
  table.append(make("caption", "", name));
  table.append(make("thead", "", [make("tr", "", heads.map((h) => { const th = make("th", "", h); th.scope = "col"; return th; }))]));
  for (const at of list.slice(0, rowsWanted[key])) {
    const [first, ...rest] = cells(at), head = make("th"), row = key + at, go = makeButton(first, () => { lastRow = row; open(at); }, "link");
    go.dataset.row = row;
    head.scope = "row";
    go.dir = "auto";
    head.append(go);
    body.append(make("tr", "", [head, ...rest.map((text) => { const td = make("td", "", text); td.dir = "auto"; return td; })]));
  }
  table.append(body);
  wrap.append(table);
  if (list.length > rowsWanted[key]) wrap.append(makeButton(`Show all ${list.length.toLocaleString("en")} rows`, () => { lastRow = key + list[rowsWanted[key]]; rowsWanted[key] = Infinity; showTable(); }));
  return wrap;
}

/** The list that Tab reaches from the map: every entity in view by name, or every box of the overview. */
export function startList() {
  const list = byId("list", HTMLSelectElement);
  list.addEventListener("focus", () => {
    const boxes = view.scope === "overview", found = boxes ? groups.map((_, g) => g) : shownNodes().slice(0, 3000);
    if (boxes) countGroups();
    byId("list-name").textContent = boxes ? "Boxes of the overview; Enter draws what one holds" : "Entities on the map";
    list.replaceChildren(...found.map((k) => {
      const option = make("option", "", boxes ? boxText(k) : node.name[k]);
      option.value = String(k);
      option.selected = k === (boxes ? view.group : view.node);
      return option;
    }));
  });
  list.addEventListener("keydown", (event) => { if (event.key === "Escape") { box.focus(); event.stopPropagation(); } });
  list.addEventListener("change", () => {
    if (list.value === "") return;
    if (view.scope === "overview") openBox(Number(list.value)); else choose(Number(list.value), true);
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || view.scope !== "overview" || list.value === "") return;
    drawBox(Number(list.value));
    box.focus();
  });
}

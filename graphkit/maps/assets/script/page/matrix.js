// Countries by stage of the chain: how many of the entities that the filters leave, and how far they are.

import { meta, node } from "../graph/columns.js";
import { now } from "../graph/rules.js";
import { NONE, refresh, view } from "../graph/view.js";
import { drawMembers, membersPanel } from "./boxes.js";
import { byId, make, makeButton } from "./dom.js";
import { holdsFocus } from "./focus.js";
import { showPanel } from "./panel.js";
import { shownNodes } from "./table.js";
import { box } from "../picture/camera.js";

const NOT_STATED = "not stated";
const NOTE = "Entities of the present filters by the country of their seat or place, and by tier. Planned: nothing but plans is known. A number opens the list.";

/**
 * @typedef {{ countries: string[], tiers: number[], members: (country: string | null, tier: number | null) => number[] }} Matrix
 * @returns {Matrix}
 */
function matrixNow() {
  /** @type {Map<string, number[]>} */
  const cells = new Map(), shown = shownNodes();
  const enter = (/** @type {string} */ key, /** @type {number} */ i) => { const cell = cells.get(key); if (cell) cell.push(i); else cells.set(key, [i]); };
  const key = (/** @type {string | null} */ country, /** @type {number | null} */ tier) => `${country ?? "all"}\n${tier ?? "all"}`;
  for (const i of shown) for (const country of [node.country[i], null]) for (const tier of [node.tier[i], null]) enter(key(country, tier), i);
  const countries = [...Object.keys(meta.countries), NONE].filter((c) => cells.has(key(c, null)));
  const most = (/** @type {string} */ c) => (c === NONE ? -1 : (cells.get(key(c, null)) || []).length);
  countries.sort((a, b) => most(b) - most(a) || (a < b ? -1 : 1));
  return {
    countries,
    tiers: meta.tiers.map((_, t) => t).filter((t) => cells.has(key(null, t))),
    members: (country, tier) => cells.get(key(country, tier)) || [],
  };
}

/** @param {string | null} c */
const countryName = (c) => (c === null ? "All" : meta.countries[c] || NOT_STATED);
/** @param {number | null} t */
const tierName = (t) => (t === null ? "All" : meta.tiers[t]);
/** @param {number[]} list @param {string} status */
const countOf = (list, status) => list.filter((i) => now.nodeStatus[i] === status).length;

/** How far the entities of a cell are, as its small text. @param {number[]} list */
const farText = (list) => [[countOf(list, "planned"), "planned"], [countOf(list, "operating"), "operating"]].filter(([n]) => n).map(([n, word]) => `${n} ${word}`).join(", ");

/** Brings the matrix in line with the view. */
export function showMatrix() {
  const host = byId("matrix");
  host.hidden = !view.matrix;
  byId("matrix-button").setAttribute("aria-pressed", String(view.matrix));
  box.inert = view.table || view.matrix;
  if (!view.matrix) { host.replaceChildren(); return; }
  const matrix = matrixNow(), focused = holdsFocus(host);
  host.replaceChildren(matrix.countries.length ? matrixTable(matrix) : make("p", "quiet", "The filters leave nothing to count."));
  if (focused) matrixPlace().focus();
}

let lastCell = "";

/** Where the keyboard stands in the matrix: on the number last opened, if it is there. @returns {HTMLElement} */
export const matrixPlace = () => document.querySelector(`#matrix [data-cell="${CSS.escape(lastCell)}"]`) || byId("matrix");

/** Which of the types shown the schema gives no country, as a sentence. @param {Matrix} matrix */
function noCountry(matrix) {
  const types = new Set(matrix.members(NONE, null).map((i) => node.type[i]));
  const without = meta.without_country.filter((t) => types.has(t));
  return without.length ? ` Types without a country of their own: ${without.join(", ")}.` : "";
}

/** @param {Matrix} matrix */
function matrixTable(matrix) {
  const table = make("table"), body = make("tbody"), columns = [...matrix.tiers, null];
  table.id = "table-matrix";
  table.append(make("caption", "", [make("span", "", "Countries by tier of the chain"), make("small", "quiet", NOTE + noCountry(matrix))]));
  const heads = ["Country", ...columns.map(tierName)].map((text) => { const th = make("th", "", text); th.scope = "col"; return th; });
  table.append(make("thead", "", [make("tr", "", heads)]));
  for (const country of [...matrix.countries, null]) {
    const head = make("th", "", countryName(country));
    head.scope = "row";
    body.append(make("tr", country === null ? "sum" : "", [head, ...columns.map((tier) => matrixCell(country, tier, matrix.members(country, tier)))]));
  }
  table.append(body);
  return table;
}

/** @param {string | null} country @param {number | null} tier @param {number[]} list */
function matrixCell(country, tier, list) {
  if (!list.length) return make("td", "quiet", "0");
  const far = farText(list), open = makeButton(list.length.toLocaleString("en"), () => openCell({ country, tier }), "link");
  open.setAttribute("aria-label", `${countryName(country)}, ${tierName(tier)}: ${list.length}${far ? ", " + far : ""}`);
  open.setAttribute("aria-pressed", String(view.cell !== null && view.cell.country === country && view.cell.tier === tier));
  open.dataset.cell = cellText({ country, tier });
  return make("td", "", [open, far ? make("small", "quiet", far) : null]);
}

/** @param {Cell} cell */
function openCell(cell) {
  lastCell = cellText(cell);
  view.cell = cell;
  view.node = view.edge = view.group = view.to = -1;
  refresh();
  showPanel();
}

/** The entities of a cell in the panel. @param {HTMLElement} panel @param {Cell} cell */
export function cellPanel(panel, cell) {
  const list = matrixNow().members(cell.country, cell.tier), name = `${countryName(cell.country)}, ${tierName(cell.tier)}`;
  membersPanel(panel, name, list, () => { turnMatrix(false); drawMembers(list, name); });
}

/** Opens or leaves the matrix. @param {boolean} on */
export function turnMatrix(on) {
  view.matrix = on;
  view.cell = null;
  if (on) view.table = false;
  refresh();
  showPanel();
}

/** A cell in the link. @param {Cell} cell */
export const cellText = (cell) => `${cell.country ?? "*"}/${cell.tier ?? "*"}`;

/** The cell that a link names; null if there is none such. @param {string | null} text @returns {Cell | null} */
export function cellOf(text) {
  const found = /^([^/]*)\/(\*|\d+)$/.exec(text || "");
  if (!found || (found[1] !== "*" && found[1] !== NONE && !Object.hasOwn(meta.countries, found[1])) || (found[2] !== "*" && !meta.tiers[Number(found[2])])) return null;
  return { country: found[1] === "*" ? null : found[1], tier: found[2] === "*" ? null : Number(found[2]) };
}

/** Rows of the matrix for a file: the number of entities in each tier, and of these the planned and the operating. */
export function matrixRows() {
  const matrix = matrixNow(), columns = [...matrix.tiers, null];
  const rows = [...matrix.countries, null].map((country) => [countryName(country), ...columns.flatMap((tier) => {
    const list = matrix.members(country, tier);
    return [list.length, countOf(list, "planned"), countOf(list, "operating")];
  })]);
  return [["Country", ...columns.flatMap((tier) => [tierName(tier), `${tierName(tier)}: planned`, `${tierName(tier)}: operating`])], ...rows];
}

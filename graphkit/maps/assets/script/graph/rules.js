// Status at a day, by the rules of graphkit/graph (make.py, derive.py), so that the slider shows what
// `build(as_of=day)` would give:
//  - A statement of what happened counts from the day by which it had certainly come (`sure`; null: always). Plans
//    always count: what was said when is the other clock.
//  - Of the statements of one milestone that count, the first by rank is current; it is reached if its kind is actual.
//  - An entity's or edge's status is that of the furthest milestone reached; else `planned` if a plan is known; else,
//    of an edge, what its own claims give. A plan is overdue once its last day is over, until a later stage of its
//    ladder is reached.
//  - An edge that is stated for certain only later is `planned` if a plan of it is known, and else not there yet.
// After the day of the map nothing is known. There the slider shows the plans as if they all hold: a plan that was
// still open on the map's day counts as reached once its last day has come.

import { edge, edges, meta, node, nodes } from "./columns.js";
import { pack } from "./details.js";

const REALISED = new Set(["actual", "estimate", "denied", "undisclosed"]);
const PLANS = new Set(["planned", "target", "forecast"]);
export const now = { day: meta.day, nodeStatus: node.status.slice(), edgeStatus: edge.status.slice(), nodeMarks: node.marks.slice(), edgeMarks: edge.marks.slice(), absent: new Uint8Array(edges) };
export const DISPUTED = 1, OVERDUE = 2;

/** The current statement of a milestone at a day, and whether it is reached or overdue then; null if none counts. On a map without a day all count. @param {number} element @param {Day} day @returns {Standing | null} */
export function currentAt(element, day) {
  const stones = pack.milestones, today = meta.day;
  const known = day === null || today === null ? Infinity : Math.min(day, today);
  for (const k of pack.elements[element]) {
    const kind = stones.kind[k];
    if (REALISED.has(kind) && stones.sure[k] !== null && stones.sure[k] > known) continue;
    const last = stones.last[k];
    const open = !REALISED.has(kind) && kind !== "withdrawn";
    const reached = kind === "actual" || (open && day !== null && today !== null && day > today && last !== null && last >= today && last <= day);
    return { k, kind, stage: meta.stages[stones.stage[k]] || ["", 0], status: stones.status[k], reached, overdue: open && !reached && day !== null && last !== null && last < day };
  }
  return null;
}

/** The status that milestones give together: see `furthest` in graph/derive.py. @param {Standing[]} found */
function furthest(found) {
  const staged = found.filter((m) => m.status);
  const reached = staged.filter((m) => m.reached).map((m) => meta.statuses.indexOf(m.status));
  if (reached.length) return meta.statuses[Math.max(...reached)];
  if (staged.some((m) => PLANS.has(m.kind))) return "planned";
  return staged.some((m) => m.kind === "withdrawn") ? "ended" : "";
}

/** Whether a plan's time has passed without its event, and no later stage of its ladder has come. @param {Standing[]} found */
function ranOut(found) {
  const stones = pack.milestones;
  const answers = (/** @type {Standing} */ r, /** @type {Standing} */ m) => r.reached && r.stage[0] === m.stage[0] && r.stage[1] > m.stage[1] && (stones.other[r.k] < 0 || stones.other[r.k] === stones.other[m.k]);
  return found.some((m) => m.overdue && !found.some((r) => answers(r, m)));
}

/** @param {Day} day */
export function standOn(day) {
  now.day = day;
  if (day === meta.day || !pack.ready || day === null || meta.day === null) {
    for (let i = 0; i < nodes; i++) { now.nodeStatus[i] = node.status[i]; now.nodeMarks[i] = node.marks[i]; }
    for (let j = 0; j < edges; j++) { now.edgeStatus[j] = edge.status[j]; now.edgeMarks[j] = edge.marks[j]; }
    now.absent.fill(0);
    return;
  }
  const today = meta.day, known = Math.min(day, today);
  const state = pack.elements.map((_, element) => currentAt(element, day));
  for (let i = 0; i < nodes; i++) {
    const own = pack.elementsOf[i].filter((e) => pack.milestones.node[pack.elements[e][0]] === i).map((e) => state[e]).filter((m) => m !== null);
    now.nodeStatus[i] = furthest(own);
    now.nodeMarks[i] = (node.marks[i] & DISPUTED) | (ranOut(own) ? OVERDUE : 0);
  }
  for (let j = 0; j < edges; j++) {
    const own = pack.elementsOfEdge[j].map((e) => state[e]).filter((m) => m !== null);
    const realised = edge.base[j] === "operating", sure = edge.sure[j], since = edge.since[j], until = edge.until[j], due = edge.due[j];
    const early = realised && sure !== null && sure > known;
    now.absent[j] = (early && !edge.planned[j]) || (until !== null && until < day && realised) ? 1 : 0;
    let base = early ? "planned" : edge.base[j];
    const comes = since !== null && since > today ? since : due !== null && due >= today ? due : null;
    if (base === "planned" && day > today && comes !== null && comes <= day) base = "operating"; // if all plans hold
    const reached = furthest(own.filter((m) => m.reached));
    now.edgeStatus[j] = reached || base;
    const late = base === "planned" && due !== null && due < day && (day <= today || !reached);
    now.edgeMarks[j] = (edge.marks[j] & DISPUTED) | (ranOut(own) || late ? OVERDUE : 0);
  }
}

/** The statuses that some day of the map shows. @returns {Set<string>} */
export function statusesEver() {
  const found = new Set([...node.status, ...edge.status]), stones = pack.milestones;
  if (meta.day === null || !pack.ready) return found;
  for (const status of [...edge.base, ...stones.status].filter(Boolean)) found.add(status);
  if (edge.planned.some(Boolean) || stones.kind.some((kind) => PLANS.has(kind))) found.add("planned");
  if (stones.kind.includes("withdrawn")) found.add("ended");
  if (stones.node.length) found.add("");
  return found;
}

/** The months from the one before the first milestone to the last one; the map's own month ends on the map's day. */
export function monthsOfMap() {
  const today = meta.day;
  if (today === null || !pack.milestones.node.length) return [];
  const ends = [...pack.milestones.first, ...pack.milestones.last].filter((d) => d !== null).filter((d) => Math.abs(d - today) < 366 * 15);
  const from = new Date(Math.min(today, ...ends.slice(0, 50000)) * 864e5), to = Math.max(today, ...ends.slice(0, 50000));
  const out = [];
  for (let year = from.getUTCFullYear(), month = from.getUTCMonth() - 1; ; month++) {
    const start = Date.UTC(year, month, 1) / 864e5, end = Date.UTC(year, month + 1, 0) / 864e5;
    out.push(start <= today && today <= end ? today : end);
    if (end >= to) return out;
  }
}

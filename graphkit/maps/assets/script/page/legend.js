// The legend below a picture that leaves the page: what is drawn in it and nothing else, and in words what was chosen.
// Lengths in pixels; the same drawing for a canvas and for the pen that writes SVG.

import { CHANGE_SIGNS, edgeChange, nodeChange } from "../graph/changes.js";
import { edge, edges, meta, node, nodes } from "../graph/columns.js";
import { fallout, hitOf } from "../graph/fallout.js";
import { DISPUTED, OVERDUE, now } from "../graph/rules.js";
import { openStep, openView } from "../graph/saved.js";
import { REDUCED, STOPPED, STRUCK } from "../graph/strike.js";
import { FACETS, edgeSources, hasCore, lit, nodeShut, nodeSources, reserve, shown, spot, view } from "../graph/view.js";
import { colourWords, swatchesOf } from "./colours.js";
import { counted, isoDay } from "./dom.js";
import { facetRows } from "./filters.js";
import { facetWord, hiddenWords } from "./hidden.js";
import { litWords } from "./panel.js";
import { few } from "./whatif.js";
import { changeBadge } from "../picture/changed.js";
import { hitMark, ring } from "../picture/hits.js";
import { MANY_EDGES, outside } from "../picture/lines.js";
import { DASH, FONT, badge, drawMark, ink, inked, lookOf, painted, shapeOf } from "../picture/look.js";
import { BADGED, TINY, isEarly } from "../picture/scene.js";
import { cut, inLines, widthOf } from "../picture/text.js";

const SIZE = 12, LINE = 20, MARGIN = 10, APART = 18;

/** One entry: what is drawn before its text, from x on around y, and how wide that is. @typedef {{ text: string, wide: number, draw?: (pen: Pen, x: number, y: number) => void }} Entry */
/** What of the graph a window holds. @typedef {{ nodes: number[], edges: number[], tiny: boolean, badged: boolean }} Seen */

/** @param {Win} win @returns {Seen} */
function seenIn(win) {
  const all = [...shown.node.keys()], far = 10 / win.s;
  if (view.scope === "overview") return { nodes: all.filter((i) => nodeShut(i) === 0), edges: [], tiny: false, badged: false };
  const inside = (/** @type {number} */ i) => spot.x[i] > win.l - far && spot.x[i] < win.r + far && spot.y[i] > win.t - far && spot.y[i] < win.b + far;
  return {
    nodes: all.filter((i) => shown.node[i] && inside(i)), edges: [...shown.edge.keys()].filter((j) => shown.edge[j] && !outside(j, win)),
    tiny: win.s < TINY, badged: win.s > BADGED,
  };
}

/** The types that are drawn, each as it is drawn. @param {Seen} seen @returns {Entry[]} */
function typeEntries(seen) {
  /** @type {Map<string, Set<string>>} */
  const looks = new Map();
  for (const i of seen.nodes) {
    const look = `${painted() ? ink.quiet : lookOf(i)[0]} ${seen.tiny ? "square" : shapeOf(i)}`, held = looks.get(node.type[i]);
    if (held) held.add(look); else looks.set(node.type[i], new Set([look]));
  }
  if (seen.tiny && painted()) return []; // squares of other colours tell no type
  return Object.keys(meta.types).filter((type) => looks.has(type)).map((type) => {
    const found = [...(looks.get(type) || [])], [color, shape] = found[0].split(" ");
    // Where each entity brings a look of its own, no one mark stands for all of them.
    if (found.length > 1) return { text: `${type} (colours and shapes as in the data)`, wide: 0 };
    return { text: type, wide: 16, draw: (pen, x, y) => drawMark(pen, shape, color, "", false, false, x + 8, y, 6, 1) };
  });
}

/** How statuses look, on marks and on lines. @param {Seen} seen @returns {Entry[]} */
function statusEntries(seen) {
  const onMarks = new Set(seen.tiny ? [] : seen.nodes.map((i) => now.nodeStatus[i]));
  // Of very many lines all are drawn alike, but for those that are lit.
  const dashed = seen.edges.length <= MANY_EDGES ? seen.edges : seen.edges.filter((j) => lit.edges && lit.edges.has(j));
  const onLines = new Set(dashed.length <= MANY_EDGES ? dashed.map((j) => now.edgeStatus[j]) : []);
  const told = meta.statuses.filter((status) => onMarks.has(status) || onLines.has(status));
  if (!told.length || view.scope === "overview") return []; // boxes tell no status
  const none = (onMarks.has("") && seen.nodes.some((i) => !now.nodeStatus[i] && !isEarly(i))) || onLines.has("");
  if (none && !told.includes("operating")) told.push("");
  /** @type {Entry[]} */
  const out = told.map((status) => {
    const plain = status === "" || (status === "operating" && none), mark = onMarks.has(status) || (plain && onMarks.has("")), line = onLines.has(status) || (plain && onLines.has(""));
    return {
      text: status === "" ? "no status" : plain ? `${status}, or no status` : status, wide: (mark ? 14 : 0) + (line ? 28 : 0),
      draw: (pen, x, y) => {
        if (mark) drawMark(pen, "dot", ink.text, status, false, false, x + 6, y, 5, 1);
        if (line) drawStroke(pen, x + (mark ? 16 : 0), y, ink.edge, DASH[status] || [], 1.5);
      },
    };
  });
  if (seen.nodes.some(isEarly) && !seen.tiny) out.push({ text: "nothing told of it on this day", wide: 14, draw: (pen, x, y) => { drawMark(pen, "dot", ink.text, "", true, false, x + 6, y, 5, 1); pen.globalAlpha = 1; } });
  return out;
}

/** @param {Pen} pen @param {number} x @param {number} y @param {string} color @param {number[]} dash @param {number} width */
function drawStroke(pen, x, y, color, dash, width) {
  pen.strokeStyle = color; pen.lineWidth = width;
  pen.setLineDash(dash);
  pen.beginPath(); pen.moveTo(x, y); pen.lineTo(x + 26, y); pen.stroke();
  pen.setLineDash([]);
}

/** The small signs on marks and lines. @param {Seen} seen @returns {Entry[]} */
function signEntries(seen) {
  const has = (/** @type {(i: number) => unknown} */ onNode, /** @type {(j: number) => unknown} */ onEdge) => seen.nodes.some(onNode) || (seen.edges.length <= MANY_EDGES && seen.edges.some(onEdge));
  /** @type {[held: boolean, text: string, draw: (pen: Pen, x: number, y: number) => void][]} */
  const signs = [
    // A badge shows ≠ where both hold.
    [seen.badged && has((i) => now.nodeMarks[i] & DISPUTED, (j) => now.edgeMarks[j] & DISPUTED), "sources contradict each other", (pen, x, y) => badge(pen, x + 7, y, DISPUTED, 1)],
    [seen.badged && has((i) => now.nodeMarks[i] === OVERDUE, (j) => now.edgeMarks[j] === OVERDUE), "a plan that ran out", (pen, x, y) => badge(pen, x + 7, y, OVERDUE, 1)],
    ...[1, 2].map((k) => /** @type {[boolean, string, (pen: Pen, x: number, y: number) => void]} */ ([
      meta.changes !== undefined && seen.badged && has((i) => nodeChange[i] === k, (j) => edgeChange[j] === k),
      `${CHANGE_SIGNS[k] === "+" ? "new" : "changed"} since ${meta.changes ? isoDay(meta.changes.since) : ""}`,
      (pen, x, y) => changeBadge(pen, x + 7, y, k, 1),
    ])),
    ...[[STRUCK, "struck"], [STOPPED, "stopped"], [REDUCED, "reduced"]].map(([state, text]) => /** @type {[boolean, string, (pen: Pen, x: number, y: number) => void]} */ ([
      fallout.outcome !== null && seen.nodes.some((i) => hitOf(i) === state), String(text),
      (pen, x, y) => { pen.strokeStyle = ink.accent; pen.lineWidth = 2; hitMark(pen, Number(state), x + 8, y, 6, 1); },
    ])),
    [view.turned !== null && seen.nodes.some((i) => view.turned && view.turned.has(i)), "begins to operate in this month", (pen, x, y) => { pen.strokeStyle = ink.link; pen.lineWidth = 1.5; ring(pen, x + 8, y, 4); ring(pen, x + 8, y, 7); }],
  ];
  return signs.filter(([held]) => held && view.scope !== "overview").map(([, text, draw]) => ({ text, wide: 16, draw }));
}

/** @param {Seen} seen @returns {Entry[]} */
function colourEntries(seen) {
  const found = swatchesOf(seen.nodes);
  if (!found.length) return [];
  return [{ text: `Colour by ${colourWords()[0]}:`, wide: 0 }, ...found.map(({ color, label }) => ({
    text: label, wide: 14, draw: (/** @type {Pen} */ pen, /** @type {number} */ x, /** @type {number} */ y) => { pen.fillStyle = inked(color); pen.fillRect(x, y - 6, 12, 12); },
  }))];
}

/** What is lit, beside which the rest is faint. @returns {Entry[]} */
function litEntries() {
  if (!lit.nodes) return [];
  const text = view.edge >= 0 ? `${node.name[edge.from[view.edge]]} ${meta.relations[edge.type[view.edge]][0]} ${node.name[edge.to[view.edge]]}`
    : view.node >= 0 ? litWords() : `what stops without ${few([...view.struck].map((i) => node.name[i]))}`;
  return [{ text: `lit: ${text}`, wide: 28, draw: (pen, x, y) => drawStroke(pen, x, y, ink.link, [], 2) }];
}

/** What a picture that leaves the page says of itself. */
const captionOf = () => [meta.title, view.day === null ? "" : `as of ${isoDay(view.day)}${reserve()}`, meta.known === null ? "" : `known on ${isoDay(meta.known)}`].filter(Boolean).join(" · ");

/** The filters in words: what they leave, or what they take away where that is less. */
export function filterWords() {
  return FACETS.filter((facet) => facetRows[facet] && view.off[facet].size).map((facet) => {
    const rows = [...facetRows[facet].rows].filter(([, row]) => !row.label.hidden);
    const [on, off] = [false, true].map((out) => rows.filter(([value]) => view.off[facet].has(value) === out).map(([, row]) => row.text));
    const name = facetWord(facet);
    return !on.length ? `no ${name}` : on.length < off.length ? `${name} only ${few(on)}` : `${name} without ${few(off)}`;
  });
}

/** @param {Seen} seen */
function legendWords(seen) {
  const story = openView(), step = openStep(), filters = filterWords();
  const documents = new Set([...seen.nodes.flatMap((i) => nodeSources[i]), ...seen.edges.flatMap((j) => edgeSources[j])].map(String)).size;
  const part = (/** @type {number} */ few_, /** @type {number} */ all) => (few_ === all ? all.toLocaleString("en") : `${few_.toLocaleString("en")} of ${all.toLocaleString("en")}`);
  const boxes = view.scope === "overview";
  const counts = [
    `${part(seen.nodes.length, nodes)} ${nodes === 1 ? "entity" : "entities"}`,
    boxes ? "" : `${part(seen.edges.length, edges)} ${edges === 1 ? "relation" : "relations"}`,
    documents ? `told of in ${counted(documents, "document")}` : "",
  ].filter(Boolean).join(", ") + (boxes ? ". Each box is a type in a tier; the wider a line, the more relations" : "");
  return [
    [
      story ? `View: ${story.title}${step ? `, ${step.title}` : ""}.` : "", `In the picture: ${counts}.`,
      view.scope === "focus" ? `Drawn alone: ${view.focusName}.` : hasCore && view.scope === "all" && !view.context && node.core.includes(0) ? "The context of the chain is not shown." : "",
      swatchesOf(seen.nodes).length ? colourWords()[1] || "" : "",
    ].filter(Boolean).join(" "),
    filters.length ? `Filters: ${filters.join("; ")}. ${hiddenWords()}` : "",
  ].filter(Boolean);
}

/**
 * The legend of the picture of a window.
 * @param {Win} win @param {number} wide pixels that it may take @returns {{ height: number, draw: (pen: Pen) => void }}
 */
export function legendOf(win, wide) {
  const seen = seenIn(win), room = Math.max(wide - 2 * MARGIN, 60);
  // Names of types, status and so on each begin a row where they do not fit beside what stands there.
  const entries = [...typeEntries(seen), ...colourEntries(seen), ...statusEntries(seen), ...signEntries(seen), ...litEntries()];
  const caption = inLines(captionOf(), 13, room, 3).lines;
  let x = 0, row = caption.length;
  const placed = entries.map((entry) => {
    const text = cut(entry.text, SIZE, room - entry.wide - 6), width = entry.wide + (entry.wide ? 6 : 0) + widthOf(text, SIZE);
    if (x > 0 && x + width > room) { x = 0; row++; }
    const at = { ...entry, text, x: MARGIN + x, y: row * LINE + LINE / 2 };
    x += width + APART;
    return at;
  });
  const first = placed.length ? row + 1 : row, words = legendWords(seen).flatMap((text) => inLines(text, SIZE, room, 6).lines);
  const height = (first + words.length) * LINE + 8;
  const draw = (/** @type {Pen} */ pen) => {
    pen.textAlign = "left"; pen.textBaseline = "middle"; pen.globalAlpha = 1;
    const write = (/** @type {string} */ text, /** @type {number} */ left, /** @type {number} */ y, /** @type {string} */ color, /** @type {string} */ font) => {
      pen.font = font + FONT; pen.fillStyle = color; pen.textAlign = "left";
      pen.fillText(text, left, y);
    };
    caption.forEach((text, k) => write(text, MARGIN, k * LINE + LINE / 2, ink.text, "600 13px "));
    for (const entry of placed) {
      if (entry.draw) entry.draw(pen, entry.x, entry.y);
      write(entry.text, entry.x + (entry.wide ? entry.wide + 6 : 0), entry.y, ink.text, `${SIZE}px `);
    }
    words.forEach((text, k) => write(text, MARGIN, (first + k) * LINE + LINE / 2, ink.quiet, `${SIZE}px `));
  };
  return { height, draw };
}

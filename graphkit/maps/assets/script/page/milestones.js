// Milestones of an entity or a relation in order, with their slips, and as a small picture over time.

import { meta } from "../graph/columns.js";
import { pack } from "../graph/details.js";
import { currentAt } from "../graph/rules.js";
import { view } from "../graph/view.js";
import { cited } from "./claims.js";
import { capital, isAfter, isoDay, make, makeSvg } from "./dom.js";

export const ACTUAL = "actual";

/** @param {number[]} elements @param {(k: number) => string} about */
export function milestoneSection(elements, about) {
  if (!elements.length) return [];
  const stones = pack.milestones, list = make("ul", "facts");
  const sorted = elements.slice().sort((a, b) => dayOf(a) - dayOf(b) || a - b);
  for (const element of sorted) {
    const rows = pack.elements[element].slice().sort((a, b) => (stones.said[a] ?? 0) - (stones.said[b] ?? 0) || stones.rank[b] - stones.rank[a]);
    const now_ = currentAt(element, view.day), head = make("h4", "", capital(stones.stage[rows[0]]));
    const scope = [stones.scope[rows[0]], about(rows[0])].filter(Boolean).join(" · ");
    const item = make("li", "", [head, scope ? make("p", "quiet", scope) : null]);
    for (const k of rows) {
      const solid = stones.kind[k] === ACTUAL;
      const sign = make("span", "", solid ? "● " : "○ "), line = make("p", "", [sign, make("span", "", `${stones.kind[k]} ${stones.text[k] || "no date"}`)]);
      sign.setAttribute("aria-hidden", "true");
      if (now_ && now_.k === k && rows.length > 1) line.append(make("span", "quiet", " · counts"));
      // What became of a plan is known of the map's day; an earlier one must not tell it.
      if (stones.fate[k] && !isAfter(meta.day, view.day)) line.append(make("span", stones.fate[k] === "as planned" ? "quiet" : "slip", ` · ${stones.fate[k]}`));
      item.append(line, cited(stones.claims[k], stones.rule[k]) || "");
    }
    if (now_ && now_.overdue) {
      // as ranOut in rules.js: what came later on the same ladder answers an old plan
      const answered = elements.map((e) => currentAt(e, view.day)).some((m) => m && m.reached && m.stage[0] === now_.stage[0] && m.stage[1] > now_.stage[1]);
      item.append(answered ? make("p", "quiet", "No day is told for it; a later stage has come.") : make("p", "slip", "The planned time has passed, and nothing says that it came."));
    }
    if (rows.some((k) => stones.disputed[k])) item.append(make("p", "slip", "≠ The sources contradict each other."));
    list.append(item);
  }
  return [make("h3", "", "Milestones"), timeLine(sorted), list];
}

/** @param {number} element */
function dayOf(element) {
  const k = pack.elements[element][0], stones = pack.milestones;
  return stones.last[k] ?? stones.first[k] ?? Infinity;
}

/** A row for each milestone on one axis of years: bars for spans, hollow marks for plans, solid ones for what came. @param {number[]} elements */
function timeLine(elements) {
  const stones = pack.milestones, all = elements.flatMap((e) => pack.elements[e]);
  const dated = all.flatMap((k) => [stones.first[k], stones.last[k]]).filter((d) => d !== null);
  if (dated.length < 2 || elements.length > 40) return "";
  const low = Math.min(...dated, view.day ?? Infinity), high = Math.max(...dated, view.day ?? -Infinity), span = Math.max(1, high - low);
  const width = 330, left = 18, x = (/** @type {number} */ d) => left + ((d - low) / span) * (width - 2 * left), row = 15;
  const height = elements.length * row + 24;
  const svg = makeSvg("svg", { viewBox: `0 0 ${width} ${height}`, class: "line", role: "img", "aria-label": "Milestones over time; the list below says the same" });
  const years = [];
  for (let year = new Date(low * 864e5).getUTCFullYear(); year <= new Date(high * 864e5).getUTCFullYear() + 1; year++) years.push(year);
  const each = Math.max(1, Math.ceil(years.length / 7));
  for (const year of years.filter((_, k) => k % each === 0)) {
    const at = Date.UTC(year, 0, 1) / 864e5;
    if (x(at) < 60 || x(at) > width - 60) continue;
    svg.append(makeSvg("line", { x1: x(at), x2: x(at), y1: 0, y2: height - 16, stroke: "var(--rule)" }));
    const text = makeSvg("text", { x: x(at), y: height - 4, "font-size": 10, "text-anchor": "middle", fill: "var(--quiet)" });
    text.textContent = String(year);
    svg.append(text);
  }
  for (const [day, anchor, at] of /** @type {[number, string, number][]} */ ([[low, "start", 2], [high, "end", width - 2]])) {
    const text = makeSvg("text", { x: at, y: height - 4, "font-size": 10, "text-anchor": anchor, fill: "var(--quiet)" });
    text.textContent = isoDay(day).slice(0, 7);
    svg.append(text);
  }
  if (view.day !== null) svg.append(makeSvg("line", { x1: x(view.day), x2: x(view.day), y1: 0, y2: height - 16, stroke: "var(--accent)", "stroke-dasharray": "3 2" }));
  elements.forEach((element, k) => {
    const y = k * row + 9;
    for (const s of pack.elements[element]) {
      const a = stones.first[s] ?? stones.last[s], b = stones.last[s] ?? stones.first[s];
      if (a === null || b === null) continue;
      const solid = stones.kind[s] === ACTUAL;
      if (b - a > span / 60) svg.append(makeSvg("line", { x1: x(a), x2: x(b), y1: y, y2: y, stroke: "var(--edge)", "stroke-width": 2, "stroke-dasharray": solid ? "" : "3 2" }));
      svg.append(makeSvg("circle", { cx: x(b), cy: y, r: 4.2, fill: solid ? "var(--text)" : "var(--ground)", stroke: "var(--text)", "stroke-width": 1.6 }));
    }
  });
  return svg;
}

// A link read: the page brought into the state that it tells, and what of it this map has not told in words.

import { around, edge, meta, nodeAt, nodes, strand } from "../graph/columns.js";
import { pickedOf } from "../graph/picked.js";
import { standOn } from "../graph/rules.js";
import { openFrom, openView, saved, settingsOfView, sieveByView } from "../graph/saved.js";
import { FACETS, NONE, arrange, refresh, view } from "../graph/view.js";
import { colourMode } from "./colours.js";
import { isoDay } from "./dom.js";
import { facetRows } from "./filters.js";
import { aroundOf, join } from "./joined.js";
import { boxLinkName, keepsLink, linkName, stateText } from "./link.js";
import { cellOf } from "./matrix.js";
import { showPanel } from "./panel.js";
import { goToPlace } from "./place.js";
import { tell } from "./remark.js";
import { showStory } from "./story.js";
import { monthAt, months, showDay } from "./time.js";
import { drawWay } from "./ways.js";
import { fit } from "../picture/camera.js";
import { groups } from "../picture/overview.js";

const KEYS = new Set(["view", "step", "own", "node", "edge", "trace", "to", "strike", "context", "table", "matrix", "cell", "box", "day", "color", "changes", "all", "only", "set", "as", "at", ...FACETS.map((facet) => "no-" + facet)]);
/** Of so many the remark says which they are, each in so many letters. */
const MOST_TOLD = 5, LONGEST_TOLD = 40;

/** What the link that is being read tells and this map has not. @type {string[]} */
const missing = [];

/** A text of a link between marks that keep its direction to itself. @param {string} text */
function inMarks(text) {
  const letters = Array.from(text.slice(0, 2 * LONGEST_TOLD + 2));
  return `\u2068“${letters.length > LONGEST_TOLD ? letters.slice(0, LONGEST_TOLD).join("") + "…" : text}”\u2069`;
}

/** Brings the page into the state that a link tells, by default that of the address. */
export function readLink(text = location.hash.slice(1)) {
  const given = new URLSearchParams(text);
  missing.length = 0;
  for (const key of new Set(given.keys())) if (!KEYS.has(key)) missing.push(inMarks(key));
  openFrom(given, text === "");
  missOfView(given);
  const asSaved = given.get("own") === "1" ? null : openView(), from = asSaved ? settingsOfView(asSaved) : given;
  readFilters(from);
  if (asSaved) sieveByView(asSaved);
  readChoice(from);
  readPlaces(from);
  readScope(from);
  drawWay();
  arrange();
  showStory();
  refresh();
  showPanel();
  fit(true);
  // A place among entities drawn alone is none where these are not here.
  const at = view.scope === "focus" || !(from.get("only") || from.get("set")) ? from.get("at") : null;
  if (at && !goToPlace(at)) missing.push(`place ${inMarks(at)}`);
  if (months.length > 1) showDay();
  if (asSaved) saved.text = stateText();
  if (keepsLink()) tell(missingText());
}

/** @param {URLSearchParams} given */
function missOfView(given) {
  const name = given.get("view"), step = given.get("step");
  if (name && !openView()) missing.push(`saved view ${inMarks(name)}`);
  if (step && saved.step < 0) missing.push(`step ${inMarks(step)}`);
}

function missingText() {
  const more = missing.length - MOST_TOLD;
  return missing.length ? `The link tells of what is not on this map: ${missing.slice(0, MOST_TOLD).join(", ")}${more > 0 ? `, and ${more.toLocaleString("en")} more` : ""}.` : "";
}

/** @param {URLSearchParams} from */
function readFilters(from) {
  for (const facet of FACETS) {
    view.off[facet].clear();
    const values = from.get("no-" + facet);
    if (values === null) continue;
    const known = new Map([...(facetRows[facet] ? facetRows[facet].rows.keys() : [])].map((value) => [linkName(facet, value), value]));
    for (const value of values.split("\n")) {
      const own = known.get(value);
      if (own !== undefined) view.off[facet].add(own);
      else missing.push(`${facet === "source" ? "document" : facet} ${value === NONE ? "not stated" : inMarks(value)}`);
    }
  }
}

/** A word of a link that has only certain values; null where it has another. @param {URLSearchParams} from @param {string} key @param {string[]} values */
function oneOf(from, key, values) {
  const value = from.get(key);
  if (value === null || values.includes(value)) return value;
  missing.push(`${key} ${inMarks(value)}`);
  return null;
}

/** @param {URLSearchParams} from */
function readChoice(from) {
  const turnedOn = (/** @type {string} */ key) => oneOf(from, key, ["1"]) === "1";
  view.context = turnedOn("context");
  view.table = turnedOn("table");
  view.matrix = turnedOn("matrix") && !view.table;
  const cell = from.get("cell"), color = from.get("color");
  view.cell = view.matrix ? cellOf(cell) : null;
  if (view.matrix && cell && !view.cell) missing.push(`cell ${inMarks(cell)}`);
  view.picking = false;
  view.turned = null;
  view.trace = /** @type {View["trace"]} */ (oneOf(from, "trace", ["near", "up", "down", "both"]) || "near");
  view.color = colourMode(color);
  if (color && view.color !== color) missing.push(`colours by ${inMarks(color)}`);
  view.news = turnedOn("changes") && Boolean(meta.changes);
  view.day = dayOfLink(from.get("day"));
  standOn(view.day);
}

/** The day of a link where the slider stands, the map's own where it does not. @param {string | null} text */
function dayOfLink(text) {
  if (!text) return meta.day;
  const day = Math.round(Date.parse(text) / 864e5);
  if (day === meta.day || monthAt(day) >= 0) return day;
  // A day within a month is the month's.
  const month = Number.isFinite(day) ? months.find((m) => isoDay(m).slice(0, 7) === isoDay(day).slice(0, 7)) : undefined;
  if (month === undefined) missing.push(`day ${inMarks(text)}`);
  return month ?? meta.day;
}

/** @param {URLSearchParams} from */
function readPlaces(from) {
  view.group = -1;
  view.node = entityOf(from.get("node"));
  view.edge = edgeOf(from.get("edge"));
  view.to = view.node < 0 ? -1 : entityOf(from.get("to"));
  if (view.to === view.node) view.to = -1;
  view.struck = new Set(entitiesOf(from.get("strike")));
  view.whatIf = view.struck.size > 0;
}

/** @param {URLSearchParams} from */
function readScope(from) {
  const only = [...entitiesOf(from.get("only")), ...pickedIn(from.get("set"))];
  oneOf(from, "all", ["1"]);
  view.focus = new Set();
  if (only.length) { view.scope = "focus"; view.focus = new Set(only); view.focusName = from.get("as") || "the chosen ones"; if (view.node >= 0 && !view.focus.has(view.node)) join(view.node); }
  else if (nodes > meta.overview_above && from.get("all") !== "1") {
    view.scope = view.node >= 0 ? "focus" : "overview";
    if (view.node >= 0) [view.focus, view.focusName] = aroundOf(view.node);
  } else view.scope = "all";
  const open = from.get("box");
  if (!open) return;
  if (view.scope === "overview" && view.edge < 0) view.group = groups.findIndex((_, g) => boxLinkName(g) === open);
  if (view.group < 0) missing.push(`box ${inMarks(open)}`);
}

/** @param {string | null} text @returns {number[]} */
function pickedIn(text) {
  if (!text) return [];
  const picked = pickedOf(text);
  if (picked.fault === "map") missing.push("the entities drawn alone (the link is of a map with other entities)");
  else if (picked.fault) missing.push("the entities drawn alone (the link is damaged or cut off)");
  return picked.list;
}

/** @param {string | null} id */
function entityOf(id) {
  if (!id) return -1;
  const i = nodeAt.get(id);
  if (i === undefined) missing.push(`entity ${inMarks(id)}`);
  return i ?? -1;
}

/** @param {string | null} text */
const entitiesOf = (text) => (text || "").split("\n").map(entityOf).filter((i) => i >= 0);

/** @param {string | null} text */
function edgeOf(text) {
  if (!text) return -1;
  const [from, type, to, which] = text.split("\n"), a = nodeAt.get(from), b = nodeAt.get(to);
  const found = a === undefined || b === undefined ? undefined : around[a].find((j) => edge.from[j] === a && edge.to[j] === b && edge.type[j] === type && strand[j] === Number(which ?? 0));
  if (found === undefined) missing.push(`relation ${[from, type, to].filter(Boolean).map(inMarks).join(" ")}`);
  return found ?? -1;
}

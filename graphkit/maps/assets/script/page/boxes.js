// The boxes of the overview: opened by click, double click or keys, as a list and as a table.

import { degree, meta, node } from "../graph/columns.js";
import { view } from "../graph/view.js";
import { counted, make, makeButton, say, title } from "./dom.js";
import { showPanel } from "./panel.js";
import { focusOn, select, selectGroup } from "./select.js";
import { box, revealBox } from "../picture/camera.js";
import { groups } from "../picture/overview.js";

const MOST_DRAWN = 600;
const LISTED = 50;
/** Two clicks on one place within this time are a double click; the panel may have moved the boxes in between. */
const DOUBLE = 450, NEAR = 12;
const last = { time: -Infinity, x: 0, y: 0 };

/** @param {number} g */
const boxName = (g) => `${groups[g].type}, ${meta.tiers[groups[g].tier]}`;
/** @param {number} g */
export const boxText = (g) => `${boxName(g)} (${groups[g].count.toLocaleString("en")})`;

/** A row of the table of boxes. @param {number} g */
export const boxCells = (g) => [groups[g].type, meta.tiers[groups[g].tier], groups[g].count.toLocaleString("en")];

/** What a click in the overview does: opens a box, or draws what it holds if it is the second one. @param {number} g @param {Point} at where on the map */
export function clickBox(g, at) {
  const frame = box.getBoundingClientRect(), time = performance.now(), x = at.x + frame.left, y = at.y + frame.top;
  const again = time - last.time < DOUBLE && Math.hypot(x - last.x, y - last.y) < NEAR;
  Object.assign(last, { time, x, y });
  if (again && view.group >= 0) drawBox(view.group); else openBox(g);
}

/** Opens a box in the panel. @param {number} g */
export function openBox(g) {
  selectGroup(g);
  if (g >= 0) revealBox(g);
  if (g >= 0) say(`${boxText(g)}. Enter draws its entities.`);
}

/** Opens the next or the one before. @param {number} by */
export function stepBox(by) {
  openBox((Math.max(view.group, by > 0 ? -1 : 0) + by + groups.length) % groups.length);
}

/** Draws the entities of a box instead of the overview: the most connected, if they are many. @param {number} g */
export function drawBox(g) {
  const members = mostConnected(groups[g].members), name = boxName(g);
  focusOn(members.slice(0, MOST_DRAWN), members.length > MOST_DRAWN ? `the ${MOST_DRAWN} most connected of ${name}` : name);
  showPanel();
}

/** @param {number[]} list */
const mostConnected = (list) => list.slice().sort((a, b) => degree[b] - degree[a] || a - b);

/** @param {HTMLElement} panel @param {number} g */
export function boxPanel(panel, g) {
  membersPanel(panel, `${groups[g].type}: ${meta.tiers[groups[g].tier]}`, groups[g].members, () => drawBox(g));
}

/**
 * A list of entities in the panel, and the button that draws them.
 * @param {HTMLElement} panel
 * @param {string} heading
 * @param {number[]} members
 * @param {() => void} draw
 */
export function membersPanel(panel, heading, members, draw) {
  const sorted = mostConnected(members), most = Math.min(sorted.length, MOST_DRAWN), list = make("ul", "facts");
  panel.append(title(heading), make("p", "quiet", counted(sorted.length, "entity", "entities")));
  if (most) panel.append(make("div", "row-tools", [makeButton(most === 1 ? "Draw it" : most === sorted.length ? `Draw all ${most}` : `Draw the ${most} most connected`, draw)]));
  for (const i of sorted.slice(0, LISTED)) {
    const go = makeButton(node.name[i], () => select(i, true), "link");
    go.dir = "auto";
    list.append(make("li", "", [go, make("span", "quiet", ` · ${counted(degree[i], "relation")}`)]));
  }
  if (most) panel.append(make("h3", "", sorted.length > LISTED ? `The ${LISTED} most connected` : "Entities"), list);
}

/** Draws some entities alone, the most connected if they are many. @param {number[]} members @param {string} name */
export function drawMembers(members, name) {
  focusOn(mostConnected(members).slice(0, MOST_DRAWN), members.length > MOST_DRAWN ? `the ${MOST_DRAWN} most connected of ${name}` : name);
}

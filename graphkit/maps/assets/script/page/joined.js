// An entity chosen while only others are drawn: it joins them, is told, and can be taken away again. Only a picture that
// the page had drawn around an entity by itself gives way to the one around the next.

import { node } from "../graph/columns.js";
import { neighbourhood } from "../graph/reach.js";
import { arrange, view } from "../graph/view.js";
import { counted, make, makeButton } from "./dom.js";
import { focusOn, select } from "./select.js";
import { map } from "../picture/camera.js";

/** What joined last, and what the picture was called before. @type {{ i: number, name: string } | null} */
let guest = null;

const AROUND = "around ", MOST_AROUND = 160;

/** What is near an entity, and what a picture of it is called. @param {number} i @returns {[near: Set<number>, name: string]} */
export const aroundOf = (i) => [neighbourhood(i, MOST_AROUND), AROUND + node.name[i]];

/** Draws an entity with what is near it. @param {number} i */
export function drawAround(i) {
  guest = null;
  focusOn(...aroundOf(i));
}

/** Whether what is drawn was asked for as such, and is kept when something else is chosen. */
export const isKept = () => view.scope === "focus" && !view.focusName.startsWith(AROUND);

/** Draws one more entity with those that are drawn. @param {number} i */
export function join(i) {
  guest = { i, name: view.focusName };
  view.focus.add(i);
  view.focusName += `, and ${node.name[i]}`;
  arrange();
}

/** What is said of it; empty if nothing joined, or something else is chosen. */
export function joinedWords() {
  if (!guest || view.scope !== "focus" || view.node !== guest.i || !view.focus.has(guest.i)) return "";
  return `${node.name[guest.i]} is not among the ${counted(view.focus.size - 1, "entity", "entities")} drawn alone: it is drawn beside them.`;
}

/** The part of the notice that says so, with the choice. @returns {HTMLElement[]} */
export function joinedNotice() {
  const text = joinedWords();
  if (!text || !guest) return [];
  const { i, name } = guest;
  return [make("p", "", [
    make("span", "", text), makeButton("Draw its surroundings instead", () => drawAround(i)),
    makeButton("Take it away", () => { guest = null; view.focus.delete(i); view.focusName = name; arrange(); select(-1); if (map.auto) map.fit(); }),
  ])];
}

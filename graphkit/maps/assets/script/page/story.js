// The menu of saved views, and the bar that tells of the open one: its title, its notes, the steps of its story.

import { node } from "../graph/columns.js";
import { openStep, openView, saved, savedViews } from "../graph/saved.js";
import { byId, counted, make, makeButton, say } from "./dom.js";
import { writeLink } from "./link.js";
import { leaveMenu, startMenu } from "./menu.js";
import { readLink } from "./reading.js";
import { select } from "./select.js";
import { forgetLanes } from "../picture/lanes.js";

/** @type {{ bar: HTMLElement, title: HTMLElement, text: HTMLElement, notes: HTMLElement, steps: HTMLElement, back: HTMLButtonElement, place: HTMLElement, next: HTMLButtonElement } | null} */
let told = null;
const namesOfAll = node.caption.slice();

/** Makes menu and bar, where the project has views. */
export function startStory() {
  if (!savedViews.length) return;
  const menu = document.createElement("details"), items = make("div", "menu-items");
  menu.id = "views";
  menu.className = "menu";
  items.append(viewButton(-1, "The whole map", ""), ...savedViews.map((v, k) => viewButton(k, v.title, v.steps ? counted(v.steps.length, "step") : "")));
  menu.append(make("summary", "", "Views"), items);
  byId("menu").before(menu);
  startMenu(menu);
  byId("stage").before(makeBar());
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "," && event.key !== ".")) return;
    if (target instanceof HTMLElement && (target.matches("input:not([type=checkbox]):not([type=range]), select, textarea") || target.closest("dialog"))) return;
    if (stepBy(event.key === "." ? 1 : -1)) event.preventDefault();
  });
}

/** @param {number} at @param {string} text @param {string} more */
function viewButton(at, text, more) {
  const button = makeButton("", () => { leaveMenu(byId("views", HTMLDetailsElement)); chooseView(at); }), name = make("span", "", text);
  name.dir = "auto";
  button.append(name);
  if (more) button.append(make("small", "quiet", " " + more));
  button.dataset.view = String(at);
  return button;
}

function makeBar() {
  const parts = {
    bar: make("section"), title: make("h2"), text: make("p"), notes: make("details", "notes"), steps: make("div", "row-tools"),
    back: makeButton("‹ Back", () => stepBy(-1)), place: make("span", "quiet"), next: makeButton("Next ›", () => stepBy(1)),
  };
  parts.bar.id = "story";
  parts.bar.setAttribute("aria-labelledby", "story-title");
  parts.title.id = "story-title";
  parts.title.dir = parts.text.dir = "auto";
  parts.back.title = "Previous step (key ,)";
  parts.next.title = "Next step (key .)";
  parts.steps.append(parts.back, parts.place, parts.next, makeButton("Whole map", () => { chooseView(-1); byId("map").focus(); }));
  const words = make("div", "told", [parts.title, parts.text, parts.notes]);
  words.tabIndex = 0; // a long text scrolls
  parts.bar.append(words, parts.steps);
  parts.bar.hidden = true;
  told = parts;
  return parts.bar;
}

/** Opens a view by its place in the list, or the whole map. @param {number} at */
function chooseView(at) {
  readLink(at < 0 ? "view=" : new URLSearchParams({ view: savedViews[at].name }).toString());
  writeLink();
  tellView();
}

/** Goes a step on or back; false where there is none. @param {number} by */
function stepBy(by) {
  const story = openView();
  if (!story || !story.steps) return false;
  const step = saved.step + by;
  if (step < -1 || step >= story.steps.length) { say(by > 0 ? "This is the last step" : "This is the beginning"); return true; }
  readLink(new URLSearchParams({ view: story.name, ...(step >= 0 ? { step: String(step + 1) } : {}) }).toString());
  writeLink();
  tellView();
  return true;
}

function tellView() {
  const story = openView(), step = openStep();
  if (!story) say("The whole map");
  else if (story.steps && step) say(`Step ${saved.step + 1} of ${story.steps.length}: ${step.title}. ${step.text}`);
  else say(`${story.title}. ${story.text || ""}`);
}

/** Brings the bar, the captions and the menu in line with the view that is open. */
export function showStory() {
  const story = openView(), step = openStep();
  setCaptions(story ? story.caption : undefined);
  document.body.classList.toggle("storied", Boolean(story));
  if (!told) return;
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#views [data-view]"))) {
    if (Number(button.dataset.view) === saved.at) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
  }
  told.bar.hidden = !story;
  // One bar above the map: what is drawn of the whole stands in the view's own.
  if (story) told.bar.append(byId("banner")); else told.bar.after(byId("banner"));
  if (!story) return;
  told.title.textContent = step ? step.title : story.title;
  told.text.textContent = (step ? step.text : story.text) || "";
  told.text.hidden = !told.text.textContent;
  const steps = story.steps || [];
  for (const part of [told.back, told.place, told.next]) part.hidden = !steps.length;
  told.place.textContent = step ? `${saved.step + 1} of ${steps.length}` : counted(steps.length, "step");
  told.back.setAttribute("aria-disabled", String(saved.step < 0));
  told.next.setAttribute("aria-disabled", String(saved.step >= steps.length - 1));
  showNotes(told.notes, story.notes || []);
}

/** The notes of the picture as a list. @param {HTMLElement} place @param {[number, string][]} notes */
function showNotes(place, notes) {
  place.hidden = !notes.length;
  if (place.dataset.of === String(saved.at)) return;
  place.dataset.of = String(saved.at);
  const list = make("ul", "facts");
  for (const [i, text] of notes) {
    const go = makeButton(node.name[i], () => select(i, true), "link"), note = make("span", "", text);
    go.dir = note.dir = "auto";
    list.append(make("li", "", [go, ": ", note]));
  }
  place.replaceChildren(make("summary", "", counted(notes.length, "note")), list);
}

let captioned = "name";

/** What stands beside each entity: its name, native name, id, or the words of a property. @param {SavedView["caption"]} caption */
function setCaptions(caption) {
  const key = caption === undefined ? "name" : JSON.stringify(caption);
  if (key === captioned) return;
  captioned = key;
  for (let i = 0; i < namesOfAll.length; i++) {
    const own = caption === "native" ? node.native[i].split("\n")[0] : caption === "id" ? node.id[i] : "";
    node.caption[i] = own || namesOfAll[i];
  }
  if (Array.isArray(caption)) for (const [i, text] of caption[1]) node.caption[i] = text;
  forgetLanes();
}

/** The notes of the open view: an entity and a text each. @returns {[number, string][]} */
export const notesNow = () => openView()?.notes || [];

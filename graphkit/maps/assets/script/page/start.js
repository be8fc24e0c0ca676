// Puts the page together: first look first, the claims after it.

import { edges, meta, nodes } from "../graph/columns.js";
import { pack, readDetails } from "../graph/details.js";
import { openView } from "../graph/saved.js";
import { view } from "../graph/view.js";
import { byId, counted, must, say } from "./dom.js";
import { startColours } from "./colours.js";
import { changed, startFilters } from "./filters.js";
import { focusHome } from "./focus.js";
import { keepLink, standAtStep, startLink, viewText } from "./link.js";
import { turnMatrix } from "./matrix.js";
import { leaveMenu } from "./menu.js";
import { startNews } from "./news.js";
import { closePanel, showPanel } from "./panel.js";
import { stepMonth } from "./play.js";
import { readLink } from "./reading.js";
import { startSaving } from "./save.js";
import { startSearch } from "./search.js";
import { select } from "./select.js";
import { showTable, startList } from "./table.js";
import { startStory } from "./story.js";
import { startTime } from "./time.js";
import { endAsking } from "./ways.js";
import { box, fit, map, startCamera } from "../picture/camera.js";
import { readInk } from "../picture/look.js";

/** @param {string} theme */
export function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  readInk();
  map.redraw();
}

function startKeys() {
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const typing = target instanceof HTMLElement && (target.matches("input:not([type=checkbox]):not([type=range]), select, textarea") || target.closest("dialog"));
    if (event.key === "Escape" && !typing) { leaveOne(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") byId("find", HTMLInputElement).focus();
    else if (event.key === "0") fit();
    else if (event.key === "t") { byId("table-button").click(); focusHome(); }
    else if (event.key === "m") { byId("matrix-button").click(); focusHome(); }
    else if (event.key === "[" || event.key === "]") stepMonth(event.key === "]" ? 1 : -1);
    else if (event.key === "d") byId("panel").focus();
    else if (event.key === "l") byId("list", HTMLSelectElement).focus();
    else if (event.key === "?") byId("help-button").click();
    else return;
    event.preventDefault();
  });
}

/** What Escape leaves: an open menu, the asking for an end, what is selected, the list in the panel. */
function leaveOne() {
  const open = /** @type {HTMLDetailsElement | null} */ (document.querySelector("details.menu[open]"));
  if (open) { leaveMenu(open); return; }
  if (view.picking) { endAsking(); return; }
  if (view.node >= 0 || view.edge >= 0 || view.group >= 0) select(-1);
  else if (view.cell || view.whatIf || view.news) closePanel();
  else return;
  focusHome();
}

function startTools() {
  byId("fit").addEventListener("click", () => fit());
  byId("context").addEventListener("click", () => { view.context = !view.context; changed(); fit(); });
  byId("table-button").addEventListener("click", () => { view.table = !view.table; turnMatrix(false); say(view.table ? "Table" : "Map"); });
  byId("matrix-button").addEventListener("click", () => { turnMatrix(!view.matrix); say(view.matrix ? "Matrix" : "Map"); });
  byId("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  byId("help-button").addEventListener("click", () => byId("help", HTMLDialogElement).showModal());
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
}

document.documentElement.classList.add("js");
document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
readInk();
// A frame of vis-network would be one more stop of the Tab key, without a name: the map around it is one.
must(box.querySelector(".vis-network"), "vis-network's frame").removeAttribute("tabindex");
box.setAttribute("aria-label", `${meta.title}: map of ${counted(nodes, "entity", "entities")} and ${counted(edges, "relation")}`);
startFilters();
startColours();
startNews();
startStory();
startSearch();
startTools();
startKeys();
startList();
startSaving();
startCamera();
startLink();
readLink();

requestAnimationFrame(() => requestAnimationFrame(() => {
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
  pack.promise = readDetails().then(() => {
    startTime();
    keepLink();
    if (location.hash || openView()) readLink(location.hash.slice(1) || viewText()); else { showPanel(); if (view.table) showTable(); }
  }, (error) => { pack.failed = "The claims cannot be shown: " + error.message; keepLink(); showPanel(); }).then(() => {
    standAtStep();
    document.documentElement.dataset.whole = "yes";
  });
  // By Back and Forward too. The event's own address: the page may have written the view before into the bar since.
  window.addEventListener("hashchange", (event) => {
    const text = new URL(event.newURL).hash.slice(1);
    if (text !== viewText()) readLink(text);
    standAtStep();
  });
}));

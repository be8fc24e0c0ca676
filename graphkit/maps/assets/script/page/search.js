// Search by any name or id, as a combo box with a list of hits.

import { meta, node } from "../graph/columns.js";
import { findEntities, folded, namedWithin, nearestEntities } from "../graph/names.js";
import { byId, counted, make, say } from "./dom.js";
import { focusHome } from "./focus.js";
import { choose } from "./select.js";

const MOST_HITS = 14;
const MOST_GUESSES = 5;

export function startSearch() {
  const field = byId("find", HTMLInputElement);
  startCombo(field, byId("hits"), (i) => { field.value = ""; choose(i, true); byId("panel").focus(); }, () => { field.value = ""; focusHome(); });
}

/**
 * Makes a text field and a list below it a combo box that finds entities.
 * @param {HTMLInputElement} field
 * @param {HTMLElement} hits
 * @param {(i: number) => void} pick what is done with the entity that was chosen
 * @param {() => void} leave what Escape does
 */
export function startCombo(field, hits, pick, leave) {
  let active = -1;
  const close = () => {
    hits.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (/** @type {number} */ i) => { if (i >= 0) { close(); pick(i); } };
  const search = () => {
    active = -1;
    field.removeAttribute("aria-activedescendant");
    if (!field.value.trim()) { close(); return; }
    showHits(hits, field.value, take);
    field.setAttribute("aria-expanded", "true");
  };
  field.addEventListener("input", search);
  field.addEventListener("focus", search);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const items = /** @type {NodeListOf<HTMLElement>} */ (hits.querySelectorAll("[data-at]"));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!items.length) return;
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
      for (let k = 0; k < items.length; k++) items[k].setAttribute("aria-selected", String(k === active));
      field.setAttribute("aria-activedescendant", items[active].id);
      items[active].scrollIntoView({ block: "nearest" });
      event.preventDefault();
    } else if (event.key === "Enter" && items.length && !hits.hidden) {
      // A guess is taken only if it was chosen.
      if (active >= 0 || hits.firstElementChild === items[0]) take(Number(items[Math.max(0, active)].dataset.at));
    } else if (event.key === "Escape") { close(); event.stopPropagation(); leave(); }
  });
}

/** @param {string} text */
const guess = (text) => [...new Set([...namedWithin(text, MOST_GUESSES), ...nearestEntities(text, MOST_GUESSES)])].slice(0, MOST_GUESSES);

/** @param {HTMLElement} hits @param {string} text @param {(i: number) => void} take */
function showHits(hits, text, take) {
  const found = findEntities(text, MOST_HITS), guesses = found.length ? [] : guess(text);
  const listed = found.length ? found : guesses, remarks = tellApart(listed, text);
  const none = guesses.length ? "No entity has this name. Did you mean" : "No entity has this name";
  hits.replaceChildren(...(found.length ? [] : [noneRow(guesses.length ? none + ":" : none)]), ...listed.map((i, k) => hitRow(hits, i, remarks[k], take)));
  say(found.length ? `${counted(found.length, "entity", "entities")} found` : guesses.length ? `${none} ${guesses.map((i) => node.name[i]).join(", ")}?` : none);
  hits.hidden = false;
}

/** @param {HTMLElement} hits @param {number} i @param {string} remark @param {(i: number) => void} take */
function hitRow(hits, i, remark, take) {
  const item = make("li"), name = make("span", "", node.name[i]);
  name.dir = "auto";
  item.append(name, make("small", "", remark));
  item.id = `${hits.id}-${i}`;
  item.dataset.at = String(i);
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(i); });
  return item;
}

/** @param {string} text */
function noneRow(text) {
  const none = make("li", "quiet", text);
  none.setAttribute("role", "option");
  none.setAttribute("aria-disabled", "true");
  none.setAttribute("aria-selected", "false");
  return none;
}

/** What stands below each name of a list: type and another name; where two would read alike, what tells them apart. @param {number[]} list @param {string} text */
function tellApart(list, text) {
  const remarks = list.map((i) => {
    const also = [...node.native[i].split("\n"), ...node.also[i].split("\n")].filter(Boolean);
    const hit = also.find((n) => folded(n).includes(folded(text.trim()))) || also[0];
    return node.type[i] + (hit ? " · " + hit : "");
  });
  for (const more of [countryOf, tierOf, idOf]) {
    const reads = list.map((i, k) => node.name[i] + "\n" + remarks[k]);
    list.forEach((i, k) => {
      const twins = list.filter((_, l) => reads[l] === reads[k]);
      if (more(i) && twins.some((other) => more(other) !== more(i))) remarks[k] += " · " + more(i);
    });
  }
  return remarks;
}

/** @param {number} i */
const countryOf = (i) => meta.countries[node.country[i]] || "";
/** @param {number} i */
const tierOf = (i) => meta.tiers[node.tier[i]] || "";
/** @param {number} i */
const idOf = (i) => node.id[i];

// Search by any name or id, as a combo box with a list of hits.

import { byDegree, node } from "../graph/columns.js";
import { byId, counted, make, say } from "./dom.js";
import { choose } from "./select.js";
import { box } from "../picture/camera.js";

const MOST_HITS = 14;

/** Letters without accents and case, so that Malmo finds Malmö. @param {string} text */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/sulph/g, "sulf");

/** @type {string[][] | null} */
let searchTexts = null;

export function startSearch() {
  const field = byId("find", HTMLInputElement);
  startCombo(field, byId("hits"), (i) => { field.value = ""; choose(i, true); byId("panel").focus(); }, () => { field.value = ""; box.focus(); });
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
    const items = /** @type {HTMLCollectionOf<HTMLElement>} */ (hits.children);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!items.length) return;
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
      for (let k = 0; k < items.length; k++) items[k].setAttribute("aria-selected", String(k === active));
      field.setAttribute("aria-activedescendant", items[active].id);
      items[active].scrollIntoView({ block: "nearest" });
      event.preventDefault();
    } else if (event.key === "Enter" && items.length && !hits.hidden) take(Number(items[Math.max(0, active)].dataset.at));
    else if (event.key === "Escape") { close(); event.stopPropagation(); leave(); }
  });
}

/** @param {string} text @param {number} most */
function findEntities(text, most) {
  if (!searchTexts) searchTexts = node.name.map((name, i) => [name, ...node.also[i].split("\n"), ...node.native[i].split("\n"), node.id[i]].filter(Boolean).map(folded));
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const whole = words.join(" ");
  /** @type {number[][]} */
  const found = [[], [], []];
  for (const i of byDegree) {
    const names = searchTexts[i];
    if (!words.every((w) => names.some((n) => n.includes(w)))) continue;
    const rank = names.some((n) => n === whole) ? 0 : names.some((n) => n.startsWith(whole)) ? 1 : 2;
    found[rank].push(i);
  }
  return found.flat().slice(0, most);
}

/** @param {HTMLElement} hits @param {string} text @param {(i: number) => void} take */
function showHits(hits, text, take) {
  const found = findEntities(text, MOST_HITS);
  hits.replaceChildren();
  for (const i of found) {
    const item = make("li"), name = make("span", "", node.name[i]);
    name.dir = "auto";
    const also = [...node.native[i].split("\n"), ...node.also[i].split("\n")].filter(Boolean);
    const hit = also.find((n) => folded(n).includes(folded(text.trim()))) || also[0];
    const more = make("small", "", node.type[i] + (hit ? " · " + hit : ""));
    item.append(name, more);
    item.id = `${hits.id}-${i}`;
    item.dataset.at = String(i);
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(i); });
    hits.append(item);
  }
  if (!found.length) {
    const none = make("li", "quiet", "No entity has this name");
    none.setAttribute("role", "option");
    none.setAttribute("aria-disabled", "true");
    none.setAttribute("aria-selected", "false");
    hits.append(none);
    say("No entity has this name");
  } else say(`${counted(found.length, "entity", "entities")} found`);
  hits.hidden = false;
}

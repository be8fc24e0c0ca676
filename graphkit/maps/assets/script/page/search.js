// Search by any name or id, as a combo box with a list of hits.

import { byDegree, node } from "../graph/columns.js";
import { byId, counted, make, say } from "./dom.js";
import { select } from "./select.js";
import { box } from "../picture/camera.js";

// --- search

/** Letters without accents and case, so that Malmo finds Malmö. */
export const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/sulph/g, "sulf");

let searchTexts = null;
let active = -1;

export function startSearch() {
  const field = byId("find", HTMLInputElement), hits = byId("hits");
  field.addEventListener("input", search);
  field.addEventListener("focus", search);
  field.addEventListener("blur", () => closeHits());
  field.addEventListener("keydown", (event) => {
    const items = /** @type {HTMLCollectionOf<HTMLElement>} */ (hits.children);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!items.length) return;
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
      for (let k = 0; k < items.length; k++) items[k].setAttribute("aria-selected", String(k === active));
      field.setAttribute("aria-activedescendant", items[active].id);
      items[active].scrollIntoView({ block: "nearest" });
      event.preventDefault();
    } else if (event.key === "Enter" && items.length) pick(Number(items[Math.max(0, active)].dataset.at));
    else if (event.key === "Escape") { closeHits(); field.value = ""; event.stopPropagation(); box.focus(); }
  });
}

function closeHits() {
  byId("hits").hidden = true;
  byId("find", HTMLInputElement).setAttribute("aria-expanded", "false");
  byId("find", HTMLInputElement).removeAttribute("aria-activedescendant");
}

/** Entities whose name, alias, native name or id holds the words; names that begin with them come first. */
function findEntities(text, most) {
  if (!searchTexts) searchTexts = node.name.map((name, i) => [name, ...node.also[i].split("\n"), ...node.native[i].split("\n"), node.id[i]].filter(Boolean).map(folded));
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const whole = words.join(" "), found = [[], [], []];
  for (const i of byDegree) {
    const names = searchTexts[i];
    if (!words.every((w) => names.some((n) => n.includes(w)))) continue;
    const rank = names.some((n) => n === whole) ? 0 : names.some((n) => n.startsWith(whole)) ? 1 : 2;
    found[rank].push(i);
  }
  return found.flat().slice(0, most);
}

export function search() {
  const text = byId("find", HTMLInputElement).value, hits = byId("hits"), found = findEntities(text, 14);
  active = -1;
  hits.replaceChildren();
  if (!text.trim()) { closeHits(); return; }
  for (const i of found) {
    const item = make("li"), name = make("span", "", node.name[i]);
    name.dir = "auto";
    const also = [...node.native[i].split("\n"), ...node.also[i].split("\n")].filter(Boolean);
    const hit = also.find((n) => folded(n).includes(folded(text.trim()))) || also[0];
    const more = make("small", "", node.type[i] + (hit ? " · " + hit : ""));
    item.append(name, more);
    item.id = "hit-" + i;
    item.dataset.at = i;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(i); });
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
  byId("find", HTMLInputElement).setAttribute("aria-expanded", "true");
}

function pick(i) {
  if (!(i >= 0)) return;
  closeHits();
  byId("find", HTMLInputElement).value = "";
  select(i, true);
  byId("find", HTMLInputElement).blur();
}

// Small helpers for the page: elements, texts, days. Texts of the data are set as text, never as HTML.


/**
 * The element of the page with an id, of the class that it has in map.html.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (kind && !(found instanceof kind)) throw new TypeError(`#${id} is no ${kind.name}`);
  return /** @type {T} */ (found);
}

/** Days since 1970 as 2025-11-10. */
export function isoDay(day) {
  return day === null || day === undefined ? "" : new Date(day * 864e5).toISOString().slice(0, 10);
}

/** A new element with a class and a text, or with children. */
export function make(tag, cls, content) {
  const element = document.createElement(tag);
  if (cls) element.className = cls;
  if (Array.isArray(content)) element.append(...content.filter(Boolean));
  else if (content !== undefined && content !== null) element.textContent = content;
  return element;
}

export function makeButton(text, act, cls) {
  const button = make("button", cls, text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

/** Whether the screen is one of the small ones of map.css: filters lie over the map there, and begin folded. */
export const smallScreen = () => matchMedia("(max-width: 820px), (max-height: 500px)").matches;

export const counted = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many || one + "s"}`;
const SVG = "http://www.w3.org/2000/svg";

export function makeSvg(tag, attributes, children) {
  const element = document.createElementNS(SVG, tag);
  for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]);
  if (children) element.append(...children);
  return element;
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const MONTHS = "January February March April May June July August September October November December".split(" ");

export function longDay(day) {
  const d = new Date(day * 864e5);
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
}

export function say(text) { byId("live").textContent = text; }

export function title(text) {
  const out = make("h2", "", text);
  out.dir = "auto";
  return out;
}

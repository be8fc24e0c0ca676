// Small helpers for the page: elements, texts, days. Texts of the data are set as text, never as HTML.

/**
 * What cannot be missing.
 * @template T
 * @param {T | null | undefined} found
 * @param {string} what
 */
export function must(found, what) {
  if (found === null || found === undefined) throw new TypeError(`${what} is missing`);
  return found;
}

/**
 * The element of the page with an id, of the class that it has in map.html.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function byId(id, kind) {
  const found = must(document.getElementById(id), "#" + id);
  if (kind && !(found instanceof kind)) throw new TypeError(`#${id} is no ${kind.name}`);
  return /** @type {T} */ (found);
}

/** Days since 1970 as 2025-11-10. @param {Day | undefined} day */
export function isoDay(day) {
  return day === null || day === undefined ? "" : new Date(day * 864e5).toISOString().slice(0, 10);
}

/** Whether a day comes after another; no where one of them is open. @param {Day} day @param {Day} other */
export const isAfter = (day, other) => day !== null && other !== null && day > other;

/**
 * A new element with a class and a text, or with children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {string} [cls] @param {string | Child[] | null} [content]
 */
export function make(tag, cls, content) {
  const element = document.createElement(tag);
  if (cls) element.className = cls;
  if (Array.isArray(content)) element.append(.../** @type {(Node | string)[]} */ (content.filter(Boolean)));
  else if (content !== undefined && content !== null) element.textContent = content;
  return element;
}

/** @param {string} text @param {() => void} act @param {string} [cls] */
export function makeButton(text, act, cls) {
  const button = make("button", cls, text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

/** Whether the screen is one of the small ones of map.css: filters lie over the map there, and begin folded. */
export const smallScreen = () => matchMedia("(max-width: 820px), (max-height: 500px)").matches;

/** @param {number} n @param {string} one @param {string} [many] */
export const counted = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many || one + "s"}`;
const SVG = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Attributes} attributes @param {SVGElement[]} [children] */
export function makeSvg(tag, attributes, children) {
  const element = document.createElementNS(SVG, tag);
  for (const name of Object.keys(attributes)) element.setAttribute(name, String(attributes[name]));
  if (children) element.append(...children);
  return element;
}

/** @param {string} text */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const MONTHS = "January February March April May June July August September October November December".split(" ");

/** @param {number} day */
export function longDay(day) {
  const d = new Date(day * 864e5);
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
}

/** @param {string} text */
export function say(text) { byId("live").textContent = text; }

/** @param {string} text */
export function title(text) {
  const out = make("h2", "", text);
  out.dir = "auto";
  return out;
}

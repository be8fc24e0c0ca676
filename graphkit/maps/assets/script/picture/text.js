// Text in pixels: how wide it is, cut to a width, broken into lines. Measured once each.

import { FONT } from "./look.js";
import { must } from "../page/dom.js";

/** @type {Map<string, number>} */
const widths = new Map();
/** @type {Map<string, string>} */
const cuts = new Map();
/** @type {Map<string, { lines: string[], whole: boolean }>} */
const wraps = new Map();
const WIDE = /[\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]/g;
const measurer = must(document.createElement("canvas").getContext("2d"), "The canvas");

/** Width of a text in pixels. @param {string} text @param {number} size @returns {number} */
export function widthOf(text, size) {
  let width = widths.get(text);
  if (width === undefined) {
    measurer.font = "12px " + FONT;
    width = measurer.measureText(text).width;
    if (widths.size > 60000) widths.clear();
    widths.set(text, width);
  }
  return (width * size) / 12;
}

/**
 * The text, cut with an ellipsis to a width in pixels; empty if too little of it would be left.
 * @param {string} text @param {number} size @param {number} width @returns {string}
 */
export function cut(text, size, width) {
  if (widthOf(text, size) <= width) return text;
  const key = `${Math.floor(width / 4)} ${size} ${text}`;
  let kept = cuts.get(key);
  if (kept === undefined) {
    const letters = Array.from(text);
    let low = 0, high = letters.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      measurer.font = size + "px " + FONT;
      if (measurer.measureText(letters.slice(0, middle).join("").trimEnd() + "…").width <= width) low = middle; else high = middle - 1;
    }
    kept = low < 5 && !/[\u2e80-\uffff]/.test(text) ? "" : letters.slice(0, low).join("").trimEnd() + "…";
    if (cuts.size > 20000) cuts.clear();
    cuts.set(key, kept);
  }
  return kept;
}

/**
 * The text in lines of a width in pixels: broken at blanks, after hyphens and between wide characters; a longer word is cut.
 * The last of `most` lines is cut where more is left; `whole` tells that none was.
 * @param {string} text @param {number} size @param {number} width @param {number} most
 * @returns {{ lines: string[], whole: boolean }}
 */
export function inLines(text, size, width, most) {
  const key = `${Math.floor(width / 4)} ${size} ${most} ${text}`;
  let found = wraps.get(key);
  if (!found) {
    if (wraps.size > 20000) wraps.clear();
    wraps.set(key, (found = breakUp(text.trim(), size, width, most)));
  }
  return found;
}

/** What lines are made of: words with the blank before them, what a hyphen ends within a word, wide characters. @param {string} text */
function piecesOf(text) {
  const marked = text.replace(/\s+/g, "\u200b ").replace(WIDE, "\u200b$&\u200b").replace(/([^\s\u200b-]{3}-)(?=[^\s\u200b-])/g, "$1\u200b");
  return marked.split(/\u200b+/).filter((piece) => piece);
}

/** @param {string} text @param {number} size @param {number} width @param {number} most */
function breakUp(text, size, width, most) {
  const lines = [];
  let line = "";
  const pieces = piecesOf(text);
  for (let k = 0; k < pieces.length; k++) {
    if (widthOf(line + pieces[k], size) <= width) { line += pieces[k]; continue; }
    // The next line begins here: the last one takes all that is left, and a word too long for any is cut.
    const rest = pieces.slice(k).join("");
    if (lines.length === most - 1 || !line) {
      const last = cut((line + rest).trim(), size, width);
      if (last) lines.push(last);
      return { lines, whole: false };
    }
    lines.push(line.trim());
    line = pieces[k].trimStart();
    if (widthOf(line, size) > width) { lines.push(cut(line, size, width)); return { lines: lines.filter((l) => l), whole: false }; }
  }
  if (line) lines.push(line.trim());
  return { lines, whole: true };
}

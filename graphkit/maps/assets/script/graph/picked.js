// A set of entities as a short text for a link: the gaps between their positions in Rice code, in the letters of base64url.
// Positions mean something on one map alone: a check value of the map's ids stands before them, and how many they are,
// so that a link to another map, or one that was cut off, is told and not misread.

import { node, nodes } from "./columns.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Bits of a letter, and the longest remainder of a gap: 2 to this power is more than a page holds entities. */
const LETTER_BITS = 6, MOST_RICE = 18;

let mapCheck = "";

/** A value that another list of entities, or another order of them, hardly ever has: FNV-1a of all ids. */
function checkOfMap() {
  if (mapCheck) return mapCheck;
  let hash = 0x811c9dc5;
  const take = (/** @type {number} */ code) => { hash = Math.imul(hash ^ code, 0x01000193); };
  for (const id of node.id) {
    for (let k = 0; k < id.length; k++) take(id.charCodeAt(k));
    take(0x10000); // no letter: "ab", "c" is not "a", "bc"
  }
  mapCheck = (hash >>> 0).toString(36);
  return mapCheck;
}

/** @type {{ set: Set<number> | null, size: number, text: string }} */
const lastPicked = { set: null, size: 0, text: "" };

/** Entities as a text of a link: check value, number, code. @param {Set<number>} set */
export function pickedText(set) {
  // Sets only grow: the same set of the same size is the same.
  if (lastPicked.set !== set || lastPicked.size !== set.size) Object.assign(lastPicked, { set, size: set.size, text: codeOf(set) });
  return `${checkOfMap()}.${set.size.toString(36)}.${lastPicked.text}`;
}

/** @param {Set<number>} set */
function codeOf(set) {
  const gaps = [...set].sort((a, b) => a - b).map((i, k, all) => i - (k ? all[k - 1] : -1) - 1);
  let rice = 0, least = Infinity;
  // Remainders of no bits make it a plain set of bits, a mark for each entity of the map.
  for (let k = 0; k <= MOST_RICE; k++) {
    const size = gaps.reduce((sum, gap) => sum + (gap >> k) + 1 + k, 0);
    if (size < least) { least = size; rice = k; }
  }
  const letters = [LETTERS[rice]];
  let letter = 0, filled = 0;
  const put = (/** @type {number} */ bit) => {
    letter = letter * 2 + bit;
    if (++filled === LETTER_BITS) { letters.push(LETTERS[letter]); letter = filled = 0; }
  };
  for (const gap of gaps) {
    for (let k = gap >> rice; k > 0; k--) put(0);
    put(1);
    for (let k = rice - 1; k >= 0; k--) put((gap >> k) & 1);
  }
  while (filled) put(0);
  return letters.join("");
}

/**
 * The entities that a text of a link names.
 * @param {string} text as pickedText gives it
 * @returns {{ list: number[], fault: "" | "map" | "text" }} none where it was made on another map, or is damaged
 */
export function pickedOf(text) {
  const [check, size, code] = text.split(".");
  if (check !== checkOfMap()) return { list: [], fault: /^[0-9a-z]{1,7}\.[0-9a-z]+\.[\w-]+$/.test(text) ? "map" : "text" };
  const list = positionsIn(code || "");
  return list.length && list.length.toString(36) === size && list[list.length - 1] < nodes ? { list, fault: "" } : { list: [], fault: "text" };
}

/** @param {string} code */
function positionsIn(code) {
  const rice = LETTERS.indexOf(code[0]), bits = (code.length - 1) * LETTER_BITS, list = /** @type {number[]} */ ([]);
  if (code === "" || rice > MOST_RICE || !/^[\w-]+$/.test(code)) return list;
  const bitAt = (/** @type {number} */ k) => (LETTERS.indexOf(code[1 + Math.floor(k / LETTER_BITS)]) >> (LETTER_BITS - 1 - (k % LETTER_BITS))) & 1;
  for (let at = 0, last = -1; ; ) {
    let gap = 0;
    while (at < bits && !bitAt(at)) { gap++; at++; }
    at++;
    if (at + rice > bits) return list;
    for (let k = 0; k < rice; k++) gap = gap * 2 + bitAt(at++);
    last += gap + 1;
    if (last >= nodes) return [];
    list.push(last);
  }
}

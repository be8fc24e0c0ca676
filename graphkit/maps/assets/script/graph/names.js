// Entities by name, alias, native name or id: those that have it, and where none has, those whose names are nearest to it.

import { byDegree, node } from "./columns.js";

/** Letters without accents and case, so that Malmo finds Malmö. @param {string} text */
export const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/sulph/g, "sulf");

/** @param {string} text */
const wordsOf = (text) => folded(text).split(/\s+/).filter(Boolean);

/** @type {string[][] | null} */
let searchTexts = null;

/** What each entity is found by. */
function textsOfAll() {
  if (!searchTexts) searchTexts = node.name.map((name, i) => [name, ...node.also[i].split("\n"), ...node.native[i].split("\n"), node.id[i]].filter(Boolean).map(folded));
  return searchTexts;
}

/** Entities that have all words of a text, whole names first, then names that begin so. @param {string} text @param {number} most */
export function findEntities(text, most) {
  const words = wordsOf(text), whole = words.join(" ");
  if (!words.length) return [];
  /** @type {number[][]} */
  const found = [[], [], []];
  for (const i of byDegree) {
    const names = textsOfAll()[i];
    if (!words.every((w) => names.some((n) => n.includes(w)))) continue;
    const rank = names.some((n) => n === whole) ? 0 : names.some((n) => n.startsWith(whole)) ? 1 : 2;
    found[rank].push(i);
  }
  return found.flat().slice(0, most);
}

/**
 * Entities that a text names with more words behind it, such as a legal form: the longest of their names first.
 * @param {string} text @param {number} most
 */
export function namedWithin(text, most) {
  const whole = folded(text).replace(/[.,()]/g, " ").split(/\s+/).filter(Boolean).join(" ");
  /** @type {[length: number, at: number][]} */
  const found = [];
  for (const i of byDegree) {
    const length = Math.max(0, ...textsOfAll()[i].filter((name) => beginsWith(whole, name)).map((name) => name.length));
    if (length) found.push([length, i]);
  }
  return found.sort((a, b) => b[0] - a[0]).slice(0, most).map(([, i]) => i);
}

/** What stands behind a firm's name and is no part of it. */
const LEGAL = /^( (inc|incorporated|co|corp|corporation|company|ltd|limited|llc|plc|lp|gmbh|ag|kg|se|sa|sas|spa|srl|bv|nv|ab|as|asa|oy|oyj|kk|pty|pte|group|holding|holdings|technology|technologies|energy|battery|batteries))+$/;

/** Whether a text is a name with a legal form or the like behind it; in wide characters up to ten. @param {string} text @param {string} name */
function beginsWith(text, name) {
  if (!text.startsWith(name)) return false;
  const rest = text.slice(name.length);
  return /[\u2e80-\uffff]/.test(name) ? name.length >= 2 && /^[\u2e80-\uffff]{1,10}$/.test(rest) : name.length >= 3 && LEGAL.test(rest);
}

/** Bounds of what a guess may cost: the most connected entities alone, few and short words. */
const MOST_GUESSED = 20_000, MOST_WORDS = 5, LONGEST_WORD = 24;
/** Entities by each word of their names, and by a name without its spaces, with the letters of the word. @type {Map<string, { list: number[], letters: number }> | null} */
let vocabulary = null;

/** Which letters a word has, as bits; some letters share one. @param {string} word */
function lettersOf(word) {
  let bits = 0;
  for (let k = 0; k < word.length; k++) bits |= 1 << word.charCodeAt(k) % 32;
  return bits;
}

/** How many bits are set, if not more than a few. @param {number} bits */
function countBits(bits) {
  let count = 0;
  for (let left = bits; left && count < 5; left &= left - 1) count++;
  return count;
}

function wordsOfAll() {
  if (vocabulary) return vocabulary;
  vocabulary = new Map();
  for (const i of byDegree.slice(0, MOST_GUESSED)) {
    /** @type {Set<string>} */
    const own = new Set();
    for (const name of textsOfAll()[i]) { const words = name.split(/[\s\-_/.,()]+/).filter(Boolean); for (const word of [...words, words.join("")]) own.add(word.slice(0, LONGEST_WORD + 3)); }
    for (const word of own) { const known = vocabulary.get(word); if (known) known.list.push(i); else vocabulary.set(word, { list: [i], letters: lettersOf(word) }); }
  }
  return vocabulary;
}

/** How many slips of the keys a word may have. @param {string} word */
const slips = (word) => (word.length < 3 ? 0 : word.length < 6 ? 1 : word.length < 10 ? 2 : 3);

/**
 * Entities whose names are nearest to a text that none has: each word of it stands there with few letters wrong, left
 * out, too many or in wrong order.
 * @param {string} text @param {number} most
 */
export function nearestEntities(text, most) {
  const words = wordsOf(text);
  if (!words.length || words.length > MOST_WORDS || words.some((word) => word.length > LONGEST_WORD)) return [];
  /** @type {Map<number, number> | null} */
  let far = null;
  // The longest word first: it leaves the fewest for the others.
  for (const word of words.slice().sort((a, b) => b.length - a.length)) {
    /** @type {Map<number, number>} */
    const near = new Map(), bound = slips(word), own = lettersOf(word);
    for (const [other, { list, letters }] of wordsOfAll()) {
      if (countBits(own & ~letters) > bound) continue; // each letter that the other has not is a slip by itself
      const d = farFrom(word, other, bound);
      if (Math.floor(d) <= bound) for (const i of list) if ((!far || far.has(i)) && (near.get(i) ?? Infinity) > d) near.set(i, d);
    }
    for (const [i, d] of near) near.set(i, d + (far?.get(i) ?? 0));
    far = near;
    if (!far.size) return [];
  }
  // Of equally near ones that of about this length, then the most connected: sorting keeps their order.
  const length = words.join(" ").length, other = (/** @type {number} */ i) => Math.min(...textsOfAll()[i].map((n) => Math.abs(n.length - length)));
  const found = byDegree.slice(0, MOST_GUESSED).flatMap((i) => {
    const d = far?.get(i);
    return d === undefined ? [] : [/** @type {const} */ ([i, d, other(i)])];
  });
  return found.sort((a, b) => a[1] - b[1] || a[2] - b[2]).slice(0, most).map(([i]) => i);
}

/**
 * Letters by which a word differs from the beginning of another; a little more where the other goes on, so that the
 * whole word comes first. Neighbours in wrong order count as one.
 * @param {string} word @param {string} other @param {number} bound more need not be told exactly
 */
function farFrom(word, other, bound) {
  if (other.length < word.length - bound) return Infinity;
  const within = other.indexOf(word);
  if (within >= 0) return within || other.length > word.length ? 0.5 : 0;
  const width = Math.min(other.length, word.length + bound);
  let older = /** @type {number[]} */ ([]), old = Array.from({ length: width + 1 }, (_, k) => k), least = 0;
  for (let r = 1; r <= word.length; r++) {
    const row = [r];
    least = r;
    for (let k = 1; k <= width; k++) {
      let d = Math.min(old[k] + 1, row[k - 1] + 1, old[k - 1] + (word[r - 1] === other[k - 1] ? 0 : 1));
      if (r > 1 && k > 1 && word[r - 1] === other[k - 2] && word[r - 2] === other[k - 1]) d = Math.min(d, older[k - 2] + 1);
      row.push(d);
      if (d < least) least = d;
    }
    if (least > bound) return Infinity;
    older = old; old = row;
  }
  const whole = other.length === width ? old[width] : Infinity;
  return whole <= least ? whole : least + 0.5;
}

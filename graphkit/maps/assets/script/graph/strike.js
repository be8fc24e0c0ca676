// What stops if some entities stop: a rule on plain lists, without the page. docs/map.md tells it with an example.
//  - What arrives at an entity falls into groups: each input by itself; the makers; the suppliers of one item. A group
//    is lost when every one of its suppliers is out, and some of it when some are.
//  - An entity that lost a whole group is stopped, and delivers nothing from the next wave on; one that lost some of a
//    group, or a group that it can spare, is reduced and delivers still.

export const STRUCK = 1, STOPPED = 2, REDUCED = 3;

/**
 * What the deliveries leave if the struck entities give and take nothing any more.
 * @param {Iterable<number>} struck
 * @param {Delivery[]} deliveries
 * @param {number} count number of entities
 * @returns {Outcome}
 */
export function strikeOut(struck, deliveries, count) {
  const state = new Uint8Array(count), wave = new Uint16Array(count), ended = new Uint16Array(deliveries.length), waves = [];
  /** @type {Map<number, number[]>} */
  const leaving = new Map();
  /** @type {Map<number, number[]>} */
  const arriving = new Map();
  /** @param {Map<number, number[]>} lists @param {number} i @param {number} k */
  const enter = (lists, i, k) => { const list = lists.get(i); if (list) list.push(k); else lists.set(i, [k]); };
  deliveries.forEach((delivery, k) => {
    if (delivery.from === delivery.to) return; // nobody is a supplier of itself
    enter(leaving, delivery.from, k);
    if (delivery.item >= 0 && delivery.item !== delivery.from) enter(leaving, delivery.item, k);
    enter(arriving, delivery.to, k);
  });
  let out = [...struck];
  for (const i of out) state[i] = STRUCK;
  for (let round = 1; out.length; round++) {
    /** @type {Set<number>} */
    const hit = new Set();
    for (const i of out) for (const k of leaving.get(i) || []) if (!ended[k]) { ended[k] = round; hit.add(deliveries[k].to); }
    out = [];
    for (const i of [...hit].sort((a, b) => a - b)) {
      if (state[i] === STRUCK || state[i] === STOPPED) continue;
      const groups = groupsOf(arriving.get(i) || [], deliveries, ended).filter((g) => g.lost.length);
      if (groups.some((g) => !g.left.length && !g.spare)) { state[i] = STOPPED; wave[i] = round; out.push(i); }
      else if (!state[i] && groups.length) { state[i] = REDUCED; wave[i] = round; }
    }
    if (out.length) waves.push(out);
  }
  return { state, wave, ended, waves, deliveries, arriving };
}

/**
 * What arrives at one entity, by group: deliveries whose supplier is lost, one a supplier, and those of suppliers left.
 * @param {number[]} list places of the deliveries to it
 * @param {Delivery[]} deliveries
 * @param {Uint16Array} ended
 */
function groupsOf(list, deliveries, ended) {
  /** @type {Map<string, { suppliers: Map<number, number>, spare: boolean }>} */
  const groups = new Map();
  for (const k of list) {
    const { group, from, spare } = deliveries[k], found = groups.get(group) || { suppliers: new Map(), spare: true };
    groups.set(group, found);
    found.spare = found.spare && spare;
    // A supplier is left while one of its deliveries is.
    if (!found.suppliers.has(from) || !ended[k]) found.suppliers.set(from, k);
  }
  return [...groups.values()].map(({ suppliers, spare }) => {
    const all = [...suppliers.values()];
    return { lost: all.filter((k) => ended[k]), left: all.filter((k) => !ended[k]), spare };
  });
}

/**
 * Why an entity is hit: its groups that lost suppliers, those that lost all of them first.
 * @param {Outcome} outcome
 * @param {number} i
 */
export function lossesOf(outcome, i) {
  const groups = groupsOf(outcome.arriving.get(i) || [], outcome.deliveries, outcome.ended).filter((g) => g.lost.length);
  return groups.sort((a, b) => Math.min(1, a.left.length) - Math.min(1, b.left.length));
}

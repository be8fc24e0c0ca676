// Who says so: the claims behind an element, each with its document, date, paragraph, speaker and kind.

import { meta } from "../graph/columns.js";
import { pack } from "../graph/details.js";
import { isoDay, make } from "./dom.js";

/** @type {Record<string, string>} */
const RULES = {
  only: "the only statement", decision: "a curator's ruling", standing: "the others disclose nothing or are outweighed", actual: "what happened counts before plans", stated: "stated counts before inferred", later: "the later word counts",
  speakers: "more independent speakers", precise: "the more precise date", id: "no rule decides; the first by id",
};

/** @param {string} locator */
function place(locator) {
  const found = /^p(\d+)(?:\.s(\d+))?$/.exec(locator);
  return found ? `paragraph ${found[1]}${found[2] ? ", sentence " + found[2] : ""}` : locator;
}

/** @param {number} k */
function sourceLine(k) {
  const claims = pack.claims, source = meta.sources[claims.source[k]];
  const date = (source[2] || isoDay(claims.to[k])).replace("/", " to ");
  return [source[0], date, place(claims.at[k])].filter(Boolean).join(", ");
}

/** A short line that names the first document and opens to all claims. @param {number[]} list @param {string} rule */
export function cited(list, rule) {
  if (!list.length) return null;
  const fold = make("details", "cited");
  const more = list.length > 1 ? ` and ${list.length - 1} more` : "";
  fold.append(make("summary", "", sourceLine(list[0]) + more));
  fold.addEventListener("toggle", () => { if (fold.open && fold.children.length === 1) fold.append(allClaims(list, rule)); });
  return fold;
}

/** @param {number[]} list @param {string} rule */
export function allClaims(list, rule) {
  const out = make("ol"), claims = pack.claims;
  for (const k of list) {
    const source = meta.sources[claims.source[k]], item = make("li");
    const document_ = make("b", "", source[0]);
    document_.dir = "auto";
    item.append(document_, make("br"));
    const from = isoDay(claims.from[k]), to = isoDay(claims.to[k]);
    const said = from && to ? (from === to ? from : `between ${from} and ${to}`) : "";
    item.append([source[1], source[2], place(claims.at[k]), source[4]].filter(Boolean).join(" · "), make("br"));
    const value = [claims.value[k], claims.when[k]].filter(Boolean).join(", ");
    if (value) { const quote = make("span", "", `“${value}”`); quote.dir = "auto"; item.append(quote, make("br")); }
    const by = claims.who[k] ? `said by ${claims.who[k]}` : "";
    const basis = claims.basis[k] === "stated" ? "" : claims.basis[k];
    item.append(make("span", "quiet", [claims.kind[k], basis, by, said, claims.scope[k], claims.note[k]].filter(Boolean).join(" · ")));
    const link = webAddress(source[3]);
    if (link) {
      const anchor = make("a", "", "open the document");
      anchor.href = link;
      anchor.target = "_blank";
      anchor.rel = "noopener noreferrer";
      item.append(make("br"), anchor);
    }
    out.append(item);
  }
  if (rule && rule !== "only" && RULES[rule]) out.append(make("li", "quiet", `Chosen among several statements: ${RULES[rule]}.`));
  return out;
}

/** @param {string} text */
function webAddress(text) {
  try {
    const address = new URL(text);
    return address.protocol === "https:" || address.protocol === "http:" ? address.href : null;
  } catch { return null; }
}

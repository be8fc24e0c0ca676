// A remark of the page itself, above the map until it is read: what a link could not carry, or what of it is not here.

import { make, makeButton, say } from "./dom.js";
import { focusHome } from "./focus.js";
import { showStage } from "./stage.js";

let remark = "";

/** Shows a remark and says it; an empty one takes the last away. @param {string} text */
export function tell(text) {
  if (text === "" && remark === "") return;
  remark = text;
  showStage();
  if (text) say(text);
}

/** The remark as a part of the notice. @returns {HTMLElement[]} */
export function remarkNotice() {
  return remark ? [make("p", "", [make("span", "", remark), makeButton("OK", () => { tell(""); focusHome(); })])] : [];
}

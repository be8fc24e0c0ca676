// Play: the months one after the other, from the first to the last, so that plans are seen to turn into lines that run.

import { meta, nodes } from "../graph/columns.js";
import { view } from "../graph/view.js";
import { byId, isoDay, say } from "./dom.js";
import { monthAt, months, setDay } from "./time.js";

/** Milliseconds of the whole, and the least of a step: of a large map a step must stay readable. */
const WHOLE = 12000, LEAST = 40, LEAST_LARGE = 250, MOST = 1000, LARGE = 2000;
let timer = 0;
/** The day on which it was paused. @type {Day} */
let held = null;

export function startPlay() {
  const slider = byId("day"), button = byId("play");
  button.addEventListener("click", () => { if (timer) pause(); else play(); });
  for (const event of ["pointerdown", "input"]) slider.addEventListener(event, () => { if (timer) pause(); });
}

/** One month on or back, if there is one; pauses the play. @param {number} by */
export function stepMonth(by) {
  const at = monthAt(view.day) + by;
  if (timer) pause();
  if (at < 0 || at >= months.length) return;
  setDay(months[at], true);
  say(byId("day-text").textContent);
}

function stepTime() {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return MOST;
  return Math.min(MOST, Math.max(WHOLE / months.length, nodes > LARGE ? LEAST_LARGE : LEAST));
}

function play() {
  const each = stepTime();
  // It goes on where it was paused or the slider was put; else it begins with the first month.
  if (view.day === months[months.length - 1] || (view.day === meta.day && held !== meta.day)) setDay(months[0]);
  showPlaying(true);
  say(`Playing the months from ${isoDay(view.day)} to ${isoDay(months[months.length - 1])}`);
  const step = () => {
    const at = monthAt(view.day) + 1;
    setDay(months[at], true);
    if (at < months.length - 1) timer = window.setTimeout(step, each); else pause();
  };
  timer = window.setTimeout(step, each);
}

function pause() {
  clearTimeout(timer);
  timer = 0;
  held = view.day;
  showPlaying(false);
  say("Stopped at " + byId("day-text").textContent);
}

/** @param {boolean} on */
function showPlaying(on) {
  byId("play").setAttribute("aria-pressed", String(on));
  byId("play-sign").textContent = on ? "❚❚" : "▶";
}

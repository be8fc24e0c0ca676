// The slider: the day on which the map stands.

import { meta } from "../graph/columns.js";
import { monthsOfMap, now, standOn } from "../graph/rules.js";
import { refresh, reserve, shown, view } from "../graph/view.js";
import { byId, isAfter, isoDay } from "./dom.js";
import { showCounts } from "./filters.js";
import { showPanel } from "./panel.js";
import { startPlay } from "./play.js";

/** The last days of the months that the slider stands on; none if there is nothing to move through. @type {number[]} */
export let months = [];
/** The place of a day among them, -1 if it has none. @param {Day} day */
export const monthAt = (day) => (day === null ? -1 : months.indexOf(day));

export function startTime() {
  months = monthsOfMap();
  if (months.length < 2) return;
  const slider = byId("day", HTMLInputElement);
  slider.min = "0";
  slider.max = String(months.length - 1);
  slider.addEventListener("input", () => setDay(months[Number(slider.value)]));
  byId("day-back").addEventListener("click", () => { setDay(meta.day); slider.focus(); });
  startPlay();
  byId("time").hidden = false;
  showDay();
  showCounts(); // the legend has the statuses of all days now
}

/**
 * Moves the map to a day.
 * @param {Day} day
 * @param {boolean} [step] whether it is the next month, so that what turned operating in it is ringed
 */
export function setDay(day, step) {
  const before = step && isAfter(day, view.day) ? now.nodeStatus.slice() : null, panel = byId("panel");
  view.day = day;
  standOn(day);
  view.turned = before && new Set(now.nodeStatus.flatMap((status, i) => (status === "operating" && before[i] !== status ? [i] : [])));
  refresh();
  showDay();
  if (panel.hidden) return;
  const scrolled = panel.scrollTop;
  showPanel();
  panel.scrollTop = scrolled;
}

/** The day of the slider in whose month a day lies, the nearest where it has none. @param {number} day */
export function monthOf(day) {
  if (months.length < 2) return meta.day;
  const month = isoDay(day).slice(0, 7);
  return months.find((m) => isoDay(m).slice(0, 7) === month) ?? (day < months[0] ? months[0] : months[months.length - 1]);
}

export function showDay() {
  const slider = byId("day", HTMLInputElement), out = byId("day-text");
  const at = monthAt(view.day);
  slider.value = String(at);
  const later = isAfter(view.day, meta.day), text = isoDay(view.day) + (view.day === meta.day ? ", the map's day" : reserve());
  const turned = view.turned ? [...view.turned].filter((i) => shown.node[i]).length : 0;
  out.textContent = text + (turned ? ` · ${turned} begin${turned === 1 ? "s" : ""} to operate` : "");
  out.classList.toggle("later", later);
  slider.setAttribute("aria-valuetext", text);
  byId("day-back").hidden = view.day === meta.day;
}

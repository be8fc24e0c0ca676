// The slider: the day on which the map stands.

import { meta } from "../graph/columns.js";
import { monthsOfMap, standOn } from "../graph/rules.js";
import { refresh, view } from "../graph/view.js";
import { byId, isoDay } from "./dom.js";
import { showPanel } from "./panel.js";

// --- the day

export let months = [];

export function startTime() {
  months = monthsOfMap();
  if (months.length < 2) return;
  const slider = byId("day", HTMLInputElement);
  slider.min = "0";
  slider.max = String(months.length - 1);
  slider.addEventListener("input", () => setDay(months[Number(slider.value)]));
  byId("day-back").addEventListener("click", () => { setDay(meta.day); slider.focus(); });
  byId("time").hidden = false;
  showDay();
}

function setDay(day) {
  view.day = day;
  standOn(day);
  showDay();
  refresh();
  if (view.node >= 0 || view.edge >= 0) showPanel();
}

export function showDay() {
  const slider = byId("day", HTMLInputElement), out = byId("day-text");
  const at = months.indexOf(view.day);
  slider.value = String(at);
  const later = view.day > meta.day, text = isoDay(view.day) + (later ? ", if all plans hold" : view.day === meta.day ? ", the map's day" : "");
  out.textContent = text;
  out.classList.toggle("later", later);
  slider.setAttribute("aria-valuetext", text);
  byId("day-back").hidden = view.day === meta.day;
}

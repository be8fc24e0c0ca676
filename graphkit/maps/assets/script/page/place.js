// The window on the plane as a text of the link. Each window sets rows, columns and boxes to its own size: a place is
// told in the layout's own measure, and in the overview from the box that is nearest to it.

import { nodes } from "../graph/columns.js";
import { shown, spot, view } from "../graph/view.js";
import { box, map } from "../picture/camera.js";
import { boxMiddle, groups } from "../picture/overview.js";

/** Pixels per unit that a link may ask for. */
const LEAST_SCALE = 0.002, LARGEST_SCALE = 50;
/** Half of a box of the overview, about: what of it may be seen from its middle. */
const HALF_BOX = 80;

/** The window's middle, and a thousand times its scale; in the overview also the box from which the middle is told. */
export function placeText() {
  const at = map.net.getViewPosition(), scale = map.net.getScale() * 1000;
  if (view.scope !== "overview") return rounding([at.x / spot.across, at.y / spot.down, scale]);
  const far = groups.map((_, g) => Math.hypot(boxMiddle(g).x - at.x, boxMiddle(g).y - at.y)), g = far.indexOf(Math.min(...far));
  return rounding([at.x - boxMiddle(g).x, at.y - boxMiddle(g).y, scale, g]);
}

/** @param {number[]} numbers */
const rounding = (numbers) => numbers.map((n) => String(Math.round(n * 10) / 10)).join(",");

/** Goes to the place that a link tells; false where it tells none from which anything is seen. @param {string} text */
export function goToPlace(text) {
  const overview = view.scope === "overview", [x, y, thousand, g, ...rest] = text.split(",").map(Number), scale = thousand / 1000;
  if (rest.length || (g === undefined) === overview || (overview && !groups[g]) || !(scale >= LEAST_SCALE && scale <= LARGEST_SCALE)) return false;
  const middle = overview ? { x: x + boxMiddle(g).x, y: y + boxMiddle(g).y } : { x: x * spot.across, y: y * spot.down };
  if (!seenFrom(middle, scale)) return false;
  map.auto = false;
  map.moveTo(middle.x, middle.y, scale);
  return true;
}

/** Whether a window there shows a piece of where the picture stands. @param {Point} middle @param {number} scale */
function seenFrom(middle, scale) {
  const half = { x: box.clientWidth / 2 / scale, y: box.clientHeight / 2 / scale };
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
  const take = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ wide, /** @type {number} */ high) => {
    left = Math.min(left, x - wide); top = Math.min(top, y - high); right = Math.max(right, x + wide); bottom = Math.max(bottom, y + high);
  };
  if (view.scope === "overview") groups.forEach((_, g) => take(boxMiddle(g).x, boxMiddle(g).y, HALF_BOX, HALF_BOX / 3));
  else for (let i = 0; i < nodes; i++) if (shown.node[i]) take(spot.x[i], spot.y[i], 14, 14);
  return middle.x - half.x < right && middle.x + half.x > left && middle.y - half.y < bottom && middle.y + half.y > top;
}

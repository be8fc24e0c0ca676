// Where the keyboard goes when what it stood on is gone.

import { view } from "../graph/view.js";
import { matrixPlace } from "./matrix.js";
import { tablePlace } from "./table.js";
import { box } from "../picture/camera.js";

/** Puts the focus on the map, or on the table or matrix that stands in its place: on the row or cell last opened there. */
export function focusHome() {
  const place = view.table ? tablePlace() : view.matrix ? matrixPlace() : box;
  place.focus({ preventScroll: true });
}

/** Whether the keyboard stands on something in a part of the page that is about to be made anew. @param {Element} part */
export const holdsFocus = (part) => part !== document.activeElement && part.contains(document.activeElement);

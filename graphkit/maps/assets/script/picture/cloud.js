// Thousands of thin lines at once. A canvas takes longer to blend them one by one than a person waits for an answer; here
// each pixel counts the lines that cross it, and the counts become one picture.

import { edge } from "../graph/columns.js";
import { spot } from "../graph/view.js";
import { must } from "../page/dom.js";

const cloud = { canvas: document.createElement("canvas"), counts: new Uint16Array(0), image: /** @type {ImageData | null} */ (null) };
const PART = 64; // a line adds so much to each column that it crosses, shared between two pixels

/** Adds a line to the counts, in pixels; parts outside of the picture are left out. @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @param {number} width @param {number} height */
function count(x0, y0, x1, y1, width, height) {
  const { counts } = cloud, dx = x1 - x0, dy = y1 - y0, flat = Math.abs(dx) >= Math.abs(dy);
  // Along the longer side a step is a pixel; across it a line lies between two.
  let [a, b, c, slope] = flat ? [x0, x1, y0, dy / dx] : [y0, y1, x0, dx / dy];
  if (a > b) { [a, b] = [b, a]; c = flat ? y1 : x1; }
  if (!Number.isFinite(slope)) slope = 0;
  const long = flat ? width : height, wide = flat ? height : width, along = flat ? 1 : width, across = flat ? width : 1;
  const first = Math.max(0, Math.ceil(a)), last = Math.min(long - 1, Math.floor(b));
  let at = c + (first - a) * slope;
  for (let k = first, base = first * along; k <= last; k++, base += along, at += slope) {
    const low = Math.floor(at);
    if (low < 0 || low + 1 >= wide) continue;
    const part = ((at - low) * PART) | 0, p = base + low * across;
    counts[p] += PART - part;
    counts[p + across] += part;
  }
}

/**
 * Draws the relations of a list as straight lines of one pixel.
 * @param {CanvasRenderingContext2D} pen on a canvas that shows the window `win`
 * @param {number[]} list @param {Win} win @param {string} color as #rrggbb @param {number} alpha of one line
 */
export function drawCloud(pen, list, win, color, alpha) {
  const { width, height } = pen.canvas, scale = width / (win.r - win.l);
  if (cloud.canvas.width !== width || cloud.canvas.height !== height || !cloud.image) {
    cloud.canvas.width = width;
    cloud.canvas.height = height;
    cloud.counts = new Uint16Array(width * height);
    cloud.image = new ImageData(width, height);
  } else cloud.counts.fill(0);
  for (const j of list) {
    const a = edge.from[j], b = edge.to[j];
    count((spot.x[a] - win.l) * scale, (spot.y[a] - win.t) * scale, (spot.x[b] - win.l) * scale, (spot.y[b] - win.t) * scale, width, height);
  }
  // What n lines over one another let through, as if they were drawn one by one; bytes of a pixel: red, green, blue, alpha.
  const ink = parseInt(color.slice(1), 16), rgb = ((ink & 255) << 16) | (ink & 0xff00) | (ink >> 16);
  const shades = Uint32Array.from({ length: 16 * PART }, (_, n) => (rgb | (Math.round(255 * (1 - (1 - alpha) ** (n / PART))) << 24)) >>> 0);
  const pixels = new Uint32Array(cloud.image.data.buffer), { counts } = cloud, most = shades.length - 1;
  for (let p = 0; p < pixels.length; p++) pixels[p] = shades[counts[p] > most ? most : counts[p]];
  const into = must(cloud.canvas.getContext("2d"), "The canvas");
  into.putImageData(cloud.image, 0, 0);
  const before = pen.globalAlpha;
  pen.globalAlpha = 1;
  pen.drawImage(cloud.canvas, win.l, win.t, win.r - win.l, win.b - win.t);
  pen.globalAlpha = before;
}

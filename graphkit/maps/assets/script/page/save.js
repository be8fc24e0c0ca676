// Files of what is seen: PNG and SVG by the drawing of scene.js, CSV from the tables.

import { edge, meta, node } from "../graph/columns.js";
import { edgeSources, nodeSources, nodeTechnologies, spot, view } from "../graph/view.js";
import { byId, isoDay, make, makeSvg, must, say } from "./dom.js";
import { legendOf } from "./legend.js";
import { writeLinkNow } from "./link.js";
import { matrixRows } from "./matrix.js";
import { leaveMenu, startMenu } from "./menu.js";
import { startPrint } from "./print.js";
import { tell } from "./remark.js";
import { EDGE_HEADS, edgeCells, nodeCells, nodeHeads, shownEdges, shownNodes } from "./table.js";
import { box, map } from "../picture/camera.js";
import { ink } from "../picture/look.js";
import { scene } from "../picture/scene.js";

/** @param {string} name @param {Blob} blob */
function download(name, blob) {
  const link = make("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 5000);
  leaveMenu(byId("menu", HTMLDetailsElement));
  say(name + " saved");
}

/** The name of a file, with the day where it is not the map's: a table alone does not tell it. @param {string} name @param {string} kind */
const fileName = (name, kind) => name + (view.day === null || view.day === meta.day ? "" : "-" + isoDay(view.day)) + kind;

/** @returns {Promise<Blob | null>} nothing where the browser cannot make it, as of no size */
function pngBlob() {
  const win = map.window(), w = box.clientWidth, h = box.clientHeight, canvas = make("canvas");
  const legend = legendOf(win, w), times = Math.min(3, 8000 / Math.max(w, h + legend.height, 1));
  canvas.width = w * times; canvas.height = (h + legend.height) * times;
  const pen = must(canvas.getContext("2d"), "The canvas");
  pen.fillStyle = ink.ground;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(win.s * times, 0, 0, win.s * times, -win.l * win.s * times, -win.t * win.s * times);
  scene(pen, win);
  // What reaches over the lower edge of the window lies below the legend.
  pen.setTransform(times, 0, 0, times, 0, h * times);
  pen.fillStyle = ink.ground;
  pen.fillRect(0, 0, w, legend.height);
  legend.draw(pen);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** Takes the calls of a canvas and writes SVG elements. @implements {Pen} */
class SvgPen {
  root = makeSvg("g", {});
  fillStyle = "";
  strokeStyle = "";
  lineWidth = 1;
  globalAlpha = 1;
  font = "12px sans-serif";
  /** @type {CanvasTextAlign} */
  textAlign = "left";
  /** @type {CanvasTextBaseline} */
  textBaseline = "middle";
  /** @type {CanvasLineJoin} */
  lineJoin = "round";
  /** @type {string[]} */
  path = [];
  /** @type {number[]} */
  dash = [];
  beginPath() { this.path = []; }
  /** @type {Pen["moveTo"]} */
  moveTo(x, y) { this.path.push(`M${rounded(x)} ${rounded(y)}`); }
  /** @type {Pen["lineTo"]} */
  lineTo(x, y) { this.path.push(`L${rounded(x)} ${rounded(y)}`); }
  /** @type {Pen["bezierCurveTo"]} */
  bezierCurveTo(a, b, c, d, x, y) { this.path.push(`C${rounded(a)} ${rounded(b)} ${rounded(c)} ${rounded(d)} ${rounded(x)} ${rounded(y)}`); }
  /** @type {Pen["arc"]} */
  arc(x, y, r) { this.path.push(`M${rounded(x - r)} ${rounded(y)}a${rounded(r)} ${rounded(r)} 0 1 0 ${rounded(2 * r)} 0a${rounded(r)} ${rounded(r)} 0 1 0 ${rounded(-2 * r)} 0`); }
  /** @type {Pen["rect"]} */
  rect(x, y, w, h) { this.path.push(`M${rounded(x)} ${rounded(y)}h${rounded(w)}v${rounded(h)}h${rounded(-w)}z`); }
  closePath() { this.path.push("z"); }
  /** @param {number[]} dash */
  setLineDash(dash) { this.dash = dash; }
  save() {}
  restore() {}
  /** @param {string} tag @param {Attributes} attributes */
  add(tag, attributes) {
    const element = makeSvg(tag, attributes);
    if (this.globalAlpha < 1) element.setAttribute("opacity", rounded(this.globalAlpha));
    this.root.append(element);
    return element;
  }
  fill() { if (this.path.length) this.add("path", { d: this.path.join(""), fill: this.fillStyle }); }
  stroke() {
    if (!this.path.length) return;
    const element = this.add("path", { d: this.path.join(""), fill: "none", stroke: this.strokeStyle, "stroke-width": rounded(this.lineWidth) });
    if (this.dash.length) element.setAttribute("stroke-dasharray", this.dash.map(rounded).join(" "));
  }
  /** @type {Pen["fillRect"]} */
  fillRect(x, y, w, h) { this.add("rect", { x: rounded(x), y: rounded(y), width: rounded(w), height: rounded(h), fill: this.fillStyle }); }
  /** @param {string} text @param {number} x @param {number} y @param {Attributes} look */
  text(text, x, y, look) {
    const [, weight, size] = /^(bold |600 )?([\d.]+)px/.exec(this.font) || [null, "", "12"];
    const element = this.add("text", { x: rounded(x), y: rounded(y), "font-size": rounded(Number(size)), "dominant-baseline": "central", ...look });
    if (weight) element.setAttribute("font-weight", "600");
    if (this.textAlign === "center") element.setAttribute("text-anchor", "middle");
    element.textContent = text;
  }
  /** @type {Pen["fillText"]} */
  fillText(text, x, y) { this.text(text, x, y, { fill: this.fillStyle }); }
  /** @type {Pen["strokeText"]} */
  strokeText(text, x, y) { this.text(text, x, y, { fill: "none", stroke: this.strokeStyle, "stroke-width": rounded(this.lineWidth), "stroke-linejoin": "round" }); }
}

/** @param {number} number */
const rounded = (number) => String(Math.round(number * 100) / 100);

/** Whether an entity stands in the window. @param {number} i @param {Win} win */
const inside = (i, win) => spot.x[i] >= win.l && spot.x[i] <= win.r && spot.y[i] >= win.t && spot.y[i] <= win.b;

/** What is seen, as an SVG element. @returns {SVGElement} */
export function svgPicture() {
  const win = map.window(), wide = box.clientWidth, pen = new SvgPen(), legend = legendOf(win, wide), below = new SvgPen();
  scene(pen, win);
  below.fillStyle = ink.ground;
  below.fillRect(0, 0, wide, legend.height);
  legend.draw(below);
  const frame = [win.l, win.t, win.r - win.l, win.b - win.t + legend.height / win.s].map(rounded);
  const ground = makeSvg("rect", { x: frame[0], y: frame[1], width: frame[2], height: frame[3], fill: ink.ground });
  const name = makeSvg("title", {});
  name.textContent = meta.title;
  // Labels are broken and shortened: who reads the file by ear, or searches it, finds the whole names here.
  const whole = makeSvg("desc", {});
  whole.textContent = (view.scope === "overview" ? [] : shownNodes()).filter((i) => inside(i, win)).map((i) => node.name[i]).join("; ");
  const strip = makeSvg("svg", { class: "legend", x: frame[0], y: rounded(win.b), width: frame[2], height: rounded(legend.height / win.s), viewBox: `0 0 ${wide} ${legend.height}` }, [below.root]);
  return makeSvg("svg", { viewBox: frame.join(" "), width: wide, height: box.clientHeight + legend.height, "font-family": "system-ui, sans-serif", role: "img" }, [name, whole, ground, pen.root, strip]);
}

const svgText = () => new XMLSerializer().serializeToString(svgPicture());

/** A cell that no spreadsheet takes for a formula. @param {string | number} value */
function csvCell(value) {
  const text = String(value ?? "");
  const safe = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) || /^[\t\r\n]/.test(text) ? "'" + text : text;
  return '"' + safe.replace(/"/g, '""') + '"';
}

/** @param {(string | number)[][]} rows */
const csv = (rows) => "\ufeff" + rows.map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
/** Titles of documents, names of technologies by their positions. */
const titlesOf = (/** @type {number[] | string[]} */ list) => [...list].map((k) => meta.sources[Number(k)][0]).join("; ");
const technologiesOf = (/** @type {number} */ i) => [...(nodeTechnologies[i] || [])].map((k) => meta.technologies[Number(k)][1]).join("; ");
const nodesCsv = () => csv([["Id", ...nodeHeads(), "Technologies", "Documents"], ...shownNodes().map((i) => [node.id[i], ...nodeCells(i), technologiesOf(i), titlesOf(nodeSources[i])])]);
const edgesCsv = () => csv([["From id", "To id", ...EDGE_HEADS, "Documents"], ...shownEdges().map((j) => [node.id[edge.from[j]], node.id[edge.to[j]], ...edgeCells(j), titlesOf(edgeSources[j])])]);

export function startSaving() {
  startMenu(byId("menu", HTMLDetailsElement));
  byId("save-png").addEventListener("click", async () => {
    const blob = await pngBlob();
    if (blob) download(fileName("map", ".png"), blob); else say("The browser could not make the picture");
  });
  byId("save-svg").addEventListener("click", () => download(fileName("map", ".svg"), new Blob([svgText()], { type: "image/svg+xml" })));
  byId("save-nodes").addEventListener("click", () => download(fileName("entities", ".csv"), new Blob([nodesCsv()], { type: "text/csv" })));
  byId("save-edges").addEventListener("click", () => download(fileName("relations", ".csv"), new Blob([edgesCsv()], { type: "text/csv" })));
  byId("save-matrix").addEventListener("click", () => download(fileName("matrix", ".csv"), new Blob([csv(matrixRows())], { type: "text/csv" })));
  byId("print").addEventListener("click", () => { leaveMenu(byId("menu", HTMLDetailsElement)); window.print(); });
  startPrint();
  byId("copy-link").addEventListener("click", async () => {
    const { link, lack } = writeLinkNow();
    leaveMenu(byId("menu", HTMLDetailsElement));
    try { await navigator.clipboard.writeText(link); say("The link is copied"); } catch { window.prompt("Link to this view", link); }
    if (lack) tell("The link is copied. " + lack);
  });
}

// Drawing. `scene` draws what a window of the plane shows on any canvas context: the screen's, a PNG's, or the pen
// that writes SVG (save.js), so that all three say the same. Lengths in the plane; divided by the scale: in pixels.

const DASH = { planned: [6, 4], building: [11, 3], trial: [9, 3, 2, 3], operating: [], ended: [2, 4] };
const HOLLOW = new Set(["planned", "building"]);
const FONT = 'system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const MANY_EDGES = 2500;
const LINES = 60;
const HEAD = 30; // pixels at the top for the names of the tiers
let ink = {};

function readInk() {
  const style = getComputedStyle(document.documentElement);
  ink = Object.fromEntries(["ground", "text", "quiet", "rule", "edge", "accent", "band", "rim", "chosen", "link", "raised"].map((n) => [n, style.getPropertyValue("--" + n).trim()]));
}

const radius = (i) => 5.5 + Math.min(4.5, Math.sqrt(degree[i]) * 0.75);

const STAR = Array.from({ length: 10 }, (_, k) => [Math.sin((k * Math.PI) / 5) * (k % 2 ? 0.55 : 1.3), -Math.cos((k * Math.PI) / 5) * (k % 2 ? 0.55 : 1.3)]);
const OUTLINES = {
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  triangle: [[0, -1.15], [1.1, 0.85], [-1.1, 0.85]],
  triangleDown: [[0, 1.15], [1.1, -0.85], [-1.1, -0.85]],
  diamond: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
  hexagon: [[-1.1, 0], [-0.55, -0.95], [0.55, -0.95], [1.1, 0], [0.55, 0.95], [-0.55, 0.95]],
  star: STAR,
};

function outline(pen, shape, x, y, r) {
  const points = OUTLINES[shape];
  if (!points) { pen.moveTo(x + r, y); pen.arc(x, y, r, 0, 2 * Math.PI); return; }
  points.forEach(([px, py], k) => (k ? pen.lineTo(x + px * r, y + py * r) : pen.moveTo(x + px * r, y + py * r)));
  pen.closePath();
}

// --- labels: the selected and lit ones first, then the most connected; none lies on another

const widths = new Map();
const cuts = new Map();
const measurer = document.createElement("canvas").getContext("2d");

function widthOf(text, size) {
  let width = widths.get(text);
  if (width === undefined) {
    measurer.font = "12px " + FONT;
    width = measurer.measureText(text).width;
    widths.set(text, width);
  }
  return (width * size) / 12;
}

/** The text, cut with an ellipsis to a width in pixels; empty if too little of it would be left. */
function cut(text, size, width) {
  if (widthOf(text, size) <= width) return text;
  const key = `${Math.floor(width / 4)} ${size} ${text}`;
  let kept = cuts.get(key);
  if (kept === undefined) {
    const letters = Array.from(text);
    let low = 0, high = letters.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      measurer.font = size + "px " + FONT;
      if (measurer.measureText(letters.slice(0, middle).join("").trimEnd() + "…").width <= width) low = middle; else high = middle - 1;
    }
    kept = low < 5 && !/[\u2e80-\uffff]/.test(text) ? "" : letters.slice(0, low).join("").trimEnd() + "…";
    if (cuts.size > 20000) cuts.clear();
    cuts.set(key, kept);
  }
  return kept;
}

const textSize = (scale) => (scale >= 1 ? Math.min(15, 12 * scale) : scale > 0.62 ? 12 : 11);

/** Room to the right of an entity until the next one that is shown about as high, in the plane. */
let free = null;
function freeRoom(i) {
  if (!free) {
    free = new Float64Array(nodes).fill(400);
    const list = Array.from({ length: nodes }, (_, k) => k).filter((k) => shown.node[k]).sort((a, b) => spot.y[a] - spot.y[b]);
    for (let a = 0; a < list.length; a++)
      for (let b = a + 1; b < list.length && spot.y[list[b]] - spot.y[list[a]] < 19; b++) {
        const [l, r] = spot.x[list[a]] < spot.x[list[b]] ? [list[a], list[b]] : [list[b], list[a]];
        const gap = spot.x[r] - spot.x[l] - radius(l) - radius(r) - 6;
        if (gap > 0) free[l] = Math.min(free[l], gap);
      }
  }
  return free[i];
}

function placeLabels(win) {
  const size = textSize(win.s), s = win.s, out = [], ends = new Map();
  const wide = Math.ceil((win.r - win.l) * s / 8) + 1, high = Math.ceil((win.b - win.t) * s / 2) + 1;
  const taken = new Uint8Array(wide * high);
  const put = (i, must) => {
    const x = spot.x[i], y = spot.y[i];
    if (y < win.t || y > win.b || x < win.l - 200 / s || x > win.r) return;
    const start = (x - win.l + radius(i)) * s + 4;
    const own = freeRoom(i) * s - 6;
    // A name cut to a few letters tells little: rather none, or a longer one across what is free.
    let room = own >= 84 || widthOf(node.caption[i], size) <= own ? own : must || degree[i] > 2 ? 120 : 0;
    room = Math.min(room, (win.r - win.l) * s - start - 2);
    const text = must && room < 40 ? "" : cut(node.caption[i], size, room);
    if (!text) return;
    const width = widthOf(text, size);
    const top = Math.floor(((y - win.t) * s - size * 0.56) / 2), bottom = Math.floor(((y - win.t) * s + size * 0.56) / 2);
    const from = Math.floor((start - radius(i) * s - 5) / 8), to = Math.floor((start + width + 3) / 8);
    if (top < 0) return;
    for (let pass = must ? 1 : 0; pass < 2; pass++)
      for (let row = Math.max(0, top); row <= Math.min(high - 1, bottom); row++)
        for (let column = Math.max(0, from); column <= Math.min(wide - 1, to); column++) {
          if (pass) taken[row * wide + column] = 1;
          else if (taken[row * wide + column]) return;
        }
    out.push([i, text]);
    ends.set(i, (start + width + 3) / s + win.l);
  };
  if (view.node >= 0) put(view.node, true);
  if (map.hover >= 0 && map.hover !== view.node) put(map.hover, true);
  if (lit.nodes) for (const i of lit.nodes) if (shown.node[i] && !ends.has(i)) put(i, false);
  for (const i of byDegree) {
    if (out.length > 420) break;
    if (shown.node[i] && !ends.has(i) && !(lit.nodes && !lit.nodes.has(i) && nodes > 400)) put(i, false);
  }
  return { list: out, ends, size };
}

// --- edges: curves that leave on the right of a name and arrive on the left of a mark

function route(j, labels, s) {
  const a = edge.from[j], b = edge.to[j];
  const side = strands[j] > 1 ? (strand[j] - (strands[j] - 1) / 2) * Math.min(9, 90 / strands[j]) : 0;
  const ax = spot.x[a], ay = spot.y[a], bx = spot.x[b], by = spot.y[b], ra = radius(a) + 1, rb = radius(b) + 1;
  if (a === b) {
    const out = 26 + strand[j] * 3;
    return [ax - ra, ay, ax - ra - out, ay - out * 0.2, ax - out * 0.2, ay - ra - out, ax, ay - ra];
  }
  if (by > ay && bx > ax && bx - ax < 40) {
    // from a maker down to what stands under it
    return [ax, ay + ra, ax, by - 6 + side, ax + 2, by + side, bx - rb - 3 / s, by + side / 2];
  }
  if (Math.abs(ax - bx) < 40) {
    const out = 16 + Math.min(46, Math.abs(ay - by) * 0.16) + Math.abs(side);
    return [ax - ra, ay, ax - ra - out, ay, bx - rb - out, by, bx - rb - 3 / s, by];
  }
  const right = bx > ax, pad = 3 / s;
  const x0 = right ? Math.min(labels.ends.get(a) || ax + ra, bx - rb - 8) : ax - ra;
  const x1 = right ? bx - rb - pad : Math.min(labels.ends.get(b) || bx + rb, ax - ra - 8) + pad;
  const half = Math.max(18, Math.abs(x1 - x0) * 0.45) * (right ? 1 : -1);
  return [x0, ay, x0 + half, ay + side, x1 - half, by + side, x1, by];
}

function outside(j, win) {
  const a = edge.from[j], b = edge.to[j];
  return (spot.x[a] < win.l && spot.x[b] < win.l) || (spot.x[a] > win.r && spot.x[b] > win.r) || (spot.y[a] < win.t && spot.y[b] < win.t) || (spot.y[a] > win.b && spot.y[b] > win.b);
}

function drawEdges(pen, win, labels) {
  const s = win.s, groups = {}, chosen = [];
  let count = 0;
  for (let j = 0; j < edges; j++) {
    if (!shown.edge[j] || outside(j, win)) continue;
    count++;
    if (lit.edges && lit.edges.has(j)) chosen.push(j);
    else (groups[now.edgeStatus[j]] = groups[now.edgeStatus[j]] || []).push(j);
  }
  const plain = count > MANY_EDGES;
  for (const status of Object.keys(groups)) {
    pen.globalAlpha = (lit.edges ? 0.16 : 1) * (plain ? Math.min(0.5, 0.12 + 0.4 * s) : count > 400 ? Math.min(0.55, 0.14 + 0.45 * s) : 0.72);
    strokeEdges(pen, groups[status], status, plain, win, labels, ink.edge, 1.15);
  }
  if (chosen.length) {
    pen.globalAlpha = chosen.length > 400 ? 0.5 : 1;
    const byStatus = {};
    for (const j of chosen) (byStatus[now.edgeStatus[j]] = byStatus[now.edgeStatus[j]] || []).push(j);
    for (const status of Object.keys(byStatus)) strokeEdges(pen, byStatus[status], status, chosen.length > MANY_EDGES, win, labels, ink.link, 2);
  }
  pen.globalAlpha = 1;
}

function strokeEdges(pen, list, status, plain, win, labels, color, width) {
  const s = win.s, routes = plain ? null : list.map((j) => route(j, labels, s));
  pen.strokeStyle = color;
  pen.fillStyle = color;
  pen.lineWidth = width / s;
  pen.setLineDash(plain ? [] : (DASH[status] || []).map((d) => d / s));
  pen.beginPath();
  if (plain) list.forEach((j, k) => {
    // One path of many crossing lines is slow to fill in: several shorter ones are not.
    if (k % LINES === LINES - 1) { pen.stroke(); pen.beginPath(); }
    pen.moveTo(spot.x[edge.from[j]], spot.y[edge.from[j]]);
    pen.lineTo(spot.x[edge.to[j]], spot.y[edge.to[j]]);
  });
  else for (const r of routes) { pen.moveTo(r[0], r[1]); pen.bezierCurveTo(r[2], r[3], r[4], r[5], r[6], r[7]); }
  pen.stroke();
  pen.setLineDash([]);
  if (plain || s < 0.3) return;
  pen.beginPath();
  const tip = Math.min(7, 3 + 4 * s) / s;
  routes.forEach((r, k) => { if (!meta.relations[edge.type[list[k]]][4]) arrow(pen, r, tip); });
  pen.fill();
  routes.forEach((r, k) => {
    const marks = now.edgeMarks[list[k]];
    if (marks && s > 0.45) badge(pen, (r[0] + 3 * r[2] + 3 * r[4] + r[6]) / 8, (r[1] + 3 * r[3] + 3 * r[5] + r[7]) / 8, marks, s);
  });
}

function arrow(pen, r, size) {
  let dx = r[6] - r[4], dy = r[7] - r[5];
  const length = Math.hypot(dx, dy) || 1;
  dx /= length; dy /= length;
  pen.moveTo(r[6], r[7]);
  pen.lineTo(r[6] - dx * size - dy * size * 0.45, r[7] - dy * size + dx * size * 0.45);
  pen.lineTo(r[6] - dx * size + dy * size * 0.45, r[7] - dy * size - dx * size * 0.45);
  pen.closePath();
}

/** A small round mark: ≠ where sources contradict each other, ! where a plan ran out. */
function badge(pen, x, y, marks, s) {
  const r = 6 / s;
  pen.fillStyle = ink.ground;
  pen.strokeStyle = ink.accent;
  pen.lineWidth = 1.3 / s;
  pen.beginPath(); pen.moveTo(x + r, y); pen.arc(x, y, r, 0, 2 * Math.PI); pen.fill(); pen.stroke();
  pen.fillStyle = ink.accent;
  pen.font = `bold ${9 / s}px ${FONT}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(marks & DISPUTED ? "≠" : "!", x, y + 0.5 / s);
}

// --- nodes

function drawNodes(pen, win) {
  const s = win.s, tiny = s < 0.22;
  for (let i = 0; i < nodes; i++) {
    if (!shown.node[i]) continue;
    const x = spot.x[i], y = spot.y[i], r = Math.max(radius(i), 2 / s);
    if (x + r < win.l || x - r > win.r || y + r < win.t || y - r > win.b) continue;
    const [color, shape] = meta.types[node.type[i]], status = now.nodeStatus[i];
    pen.globalAlpha = lit.nodes && !lit.nodes.has(i) ? 0.22 : 1;
    pen.beginPath();
    if (tiny) { pen.rect(x - r, y - r, 2 * r, 2 * r); pen.fillStyle = color; pen.fill(); continue; }
    outline(pen, shape, x, y, r);
    pen.fillStyle = HOLLOW.has(status) || status === "ended" ? ink.ground : color;
    pen.fill();
    if (status === "trial") {
      pen.globalAlpha *= 0.6; pen.fillStyle = ink.ground; pen.fill(); pen.globalAlpha = lit.nodes && !lit.nodes.has(i) ? 0.22 : 1;
    }
    pen.strokeStyle = HOLLOW.has(status) || status === "ended" || status === "trial" ? color : ink.rim;
    pen.lineWidth = HOLLOW.has(status) || status === "ended" || status === "trial" ? 2 / Math.max(s, 0.7) : 1 / s;
    pen.setLineDash(status === "ended" ? [2 / s, 2 / s] : []);
    pen.stroke();
    pen.setLineDash([]);
    if (i === view.node) {
      pen.strokeStyle = ink.chosen; pen.lineWidth = 2 / s;
      pen.beginPath(); pen.moveTo(x + r + 5 / s, y); pen.arc(x, y, r + 5 / s, 0, 2 * Math.PI); pen.stroke();
    }
    if (now.nodeMarks[i] && s > 0.45) badge(pen, x - r * 0.9, y - r * 0.9, now.nodeMarks[i], s * 1.15);
  }
  pen.globalAlpha = 1;
}

function drawLabels(pen, labels, s) {
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const [i, text] of labels.list) {
    pen.font = `${i === view.node || i === map.hover ? "bold " : ""}${labels.size / s}px ${FONT}`;
    pen.globalAlpha = lit.nodes && !lit.nodes.has(i) ? 0.35 : 1;
    const x = spot.x[i] + radius(i) + (i === view.node ? 9 : 4) / s, y = spot.y[i] + 0.5 / s;
    pen.strokeStyle = ink.ground; pen.lineWidth = 3 / s;
    pen.strokeText(text, x, y);
    pen.fillStyle = ink.text;
    pen.fillText(text, x, y);
  }
  pen.globalAlpha = 1;
}

/** Bands of the tiers, and their names at the top of the window, wherever it is. */
function drawBands(pen, win, bands, over) {
  const s = win.s;
  let shade = 0;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  for (const [tier, left, end] of bands) {
    const dark = shade++ % 2 === 0, right = over && tier === bands[bands.length - 1][0] ? Math.max(end, win.r) : end;
    if (right < win.l || left > win.r) continue;
    if (!over) { if (dark) { pen.fillStyle = ink.band; pen.fillRect(left, win.t, right - left, win.b - win.t); } continue; }
    const from = Math.max(left, win.l), to = Math.min(right, win.r), room = (to - from) * s - 14;
    pen.fillStyle = ink.ground;
    pen.globalAlpha = 0.92;
    pen.fillRect(from, win.t, to - from, HEAD / s);
    pen.globalAlpha = 1;
    const size = room < 90 ? 11 : 13;
    const text = cut(meta.tiers[tier], size * 1.06, room);
    pen.font = `600 ${size / s}px ${FONT}`;
    pen.fillStyle = ink.text;
    if (text) pen.fillText(text, from + 9 / s, win.t + HEAD / 2 / s);
    pen.fillStyle = ink.rule;
    pen.fillRect(from, win.t + HEAD / s, to - from, 1 / s);
  }
}

const bandsShown = () => spot.bands.filter((b) => view.scope === "focus" || b[3] === 1 || view.context || !hasCore);

function scene(pen, win) {
  if (view.scope === "overview") { drawOverview(pen, win); return; }
  drawBands(pen, win, bandsShown(), false);
  const labels = placeLabels(win);
  drawEdges(pen, win, labels);
  drawNodes(pen, win);
  drawLabels(pen, labels, win.s);
  drawBands(pen, win, bandsShown(), true);
}

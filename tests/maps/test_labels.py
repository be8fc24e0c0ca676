"""The first look in the browser: names can be read, and lie neither on one another nor on a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graphkit.api import open_project
from graphkit.graph import Graph
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import DRAWN_SVG, Open, Opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: The texts and marks of a picture as boxes of pixels: [text, left, top, right, bottom].
BOXES = """(svg) => {
  const host = document.createElement("div");
  document.body.append(host);
  const picture = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  host.append(picture);
  const frame = picture.viewBox.baseVal, s = picture.width.baseVal.value / frame.width;
  const pen = document.createElement("canvas").getContext("2d");
  const family = getComputedStyle(document.body).fontFamily;
  const box = (l, t, r, b) => [(l - frame.x) * s, (t - frame.y) * s, (r - frame.x) * s, (b - frame.y) * s];
  const names = [], marks = [];
  for (const text of picture.querySelectorAll("text[dominant-baseline]:not([font-weight]):not([text-anchor])")) {
    if (text.getAttribute("fill") === "none") continue;
    const [size, x, y] = ["font-size", "x", "y"].map((name) => Number(text.getAttribute(name)));
    pen.font = size * s + "px " + family;
    const wide = pen.measureText(text.textContent).width / s;
    names.push([text.textContent, ...box(x, y - size / 2, x + wide, y + size / 2)]);
  }
  const lines = getComputedStyle(document.documentElement).getPropertyValue("--edge").trim();
  for (const path of picture.querySelectorAll('path:not([fill="none"])')) {
    const b = path.getBBox();
    if (path.getAttribute("fill") === lines || b.width * s < 7) continue;
    marks.push(["", ...box(b.x, b.y, b.x + b.width, b.y + b.height)]);
  }
  host.remove();
  return { names, marks, width: picture.width.baseVal.value, height: picture.height.baseVal.value };
}"""
Box = list[Any]


def drawn(page: Page) -> dict[str, Any]:
    """What is in the window."""
    found: dict[str, Any] = page.evaluate(BOXES, page.evaluate(DRAWN_SVG))
    return found


def hits(one: Box, two: Box) -> bool:
    """Whether two boxes share more than their edges."""
    return bool(one[1] < two[3] - 0.5 and two[1] < one[3] - 0.5 and one[2] < two[4] - 0.5 and two[2] < one[4] - 0.5)


def labels(names: list[Box]) -> list[list[Box]]:
    """The lines of each label: they begin at one x, a line apart."""
    out: list[list[Box]] = []
    for name in names:
        last = out[-1][-1] if out else None
        if last and abs(last[1] - name[1]) < 0.6 and 0 < name[2] - last[2] < 1.25 * (name[4] - name[2]):
            out[-1].append(name)
        else:
            out.append([name])
    return out


@pytest.fixture(scope="module")
def corpus() -> Graph:
    """The graph of the project's own facts."""
    return open_project(chains.ROOT).graph()


@pytest.mark.parametrize(("wide", "high", "cut"), [(1440, 900, 0.2), (1920, 1080, 0.06), (3840, 2160, 0.0)])
def test_every_name_of_the_curated_chain_can_be_read(
    open_map: Open, corpus: Graph, wide: int, high: int, cut: float
) -> None:
    opened = open_map(corpus, context={"viewport": {"width": wide, "height": high}})
    found = drawn(opened.page)
    told = labels(found["names"])
    shown = int(opened.page.inner_text("#stand").split("shown: ")[1].split()[0])
    assert len(told) == shown, "each entity has a name"
    lines = [(k, line) for k, label in enumerate(told) for line in label]
    assert [(a[0], b[0]) for n, (i, a) in enumerate(lines) for j, b in lines[:n] if i != j and hits(a, b)] == []
    assert [(line, mark) for _, line in lines for mark in found["marks"] if hits(line, mark)] == []
    assert [line[0] for _, line in lines if line[3] > found["width"] or line[1] < 0 or line[4] > found["height"]] == []
    assert sum(label[-1][0].endswith("…") for label in told) <= cut * shown
    right, bottom = max(line[3] for _, line in lines), max(line[4] for _, line in lines)
    assert right > 0.93 * found["width"] and bottom > 0.93 * found["height"], "the window is used"


def pointed(opened: Opened, text: str) -> str:
    """The heading of the panel after a click on a text of the picture."""
    box = next(name for name in drawn(opened.page)["names"] if name[0] == text)
    frame = opened.page.locator("#map").bounding_box()
    assert frame
    opened.page.mouse.click(frame["x"] + (box[1] + box[3]) / 2, frame["y"] + (box[2] + box[4]) / 2)
    return opened.page.inner_text("#panel h2")


def test_a_click_on_any_line_of_a_name_selects(open_map: Open, schema: Model) -> None:
    chain = chains.small(schema)
    chain.entity("long", "Material", "Northern low-temperature electrolyte with additives for winter use")
    chain.word("long", "function", "electrolyte")
    opened = open_map(chain.graph(), context={"viewport": {"width": 640, "height": 800}})
    told = labels(drawn(opened.page)["names"])
    lines = next(label for label in told if label[0][0].startswith("Northern low"))
    assert len(lines) > 1, "the name takes several lines"
    assert pointed(opened, lines[-1][0]) == "Northern low-temperature electrolyte with additives for winter use"


def test_a_name_in_a_list_leaves_out_its_heading_rather_than_its_end(open_map: Open, schema: Model) -> None:
    chain = chains.Chain(schema)
    chain.source("d1", "D")
    chain.entity("firm", "Firm", "Northern Battery Works")
    for k in range(70):
        chain.entity(f"line-{k}", "Site", f"Northern Battery Works pilot line number {k}")
        chain.edge("firm", "OPERATES", f"line-{k}")
    chain.entity("cell", "Product", "Cell")
    chain.word("cell", "form", "cell")
    chain.edge("firm", "PRODUCES", "cell")
    chain.entity("alone", "Material", "Northern Battery Works")
    chain.word("alone", "function", "anode")
    chain.edge("alone", "INPUT_TO", "cell")
    told = [" ".join(line[0] for line in label) for label in labels(drawn(open_map(chain.graph()).page)["names"])]
    assert told.count("Northern Battery Works") == 2, "a heading and what stands alone keep their names"
    assert any(text.startswith(("pilot line", "Northern Battery Works pilot")) for text in told)
    assert not [text for text in told if text == "Works" or text.startswith("Works ")]


def test_lines_pass_beside_the_names_between(open_map: Open, schema: Model) -> None:
    """A relation from the first tier to the last goes through the gaps of the columns between, not over their names."""
    chain = chains.Chain(schema)
    chain.source("d1", "D")
    for k in range(12):
        for name, function in (("ore", "raw-material"), ("powder", "anode")):
            chain.entity(f"{name}-{k}", "Material", f"{name.capitalize()} number {k} of the line")
            chain.word(f"{name}-{k}", "function", function)
        chain.entity(f"car-{k}", "Vehicle", f"Car {k}")
        chain.edge(f"ore-{k}", "INPUT_TO", f"car-{k}")
        chain.edge(f"powder-{k}", "INPUT_TO", f"car-{k}")
    opened = open_map(chain.graph())
    svg = opened.page.evaluate(DRAWN_SVG)
    over = opened.page.evaluate(CROSSED, svg)
    assert over["paths"] == 24
    assert over["over"] <= 2, over


#: How many of the picture's curves run over a name that is not at their end.
CROSSED = """(svg) => {
  const host = document.createElement("div");
  document.body.append(host);
  const picture = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  host.append(picture);
  const frame = picture.viewBox.baseVal, s = picture.width.baseVal.value / frame.width;
  const texts = picture.querySelectorAll("text[dominant-baseline]:not([font-weight]):not([text-anchor])");
  const names = [...texts].map((t) => t.getBBox());
  let paths = 0, over = 0;
  for (const group of picture.querySelectorAll('path[fill="none"]')) {
    for (const part of group.getAttribute("d").split(/(?=M)/)) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", part);
      const length = path.getTotalLength();
      if (!part.includes("C") || length * s < 60) continue;
      paths++;
      const within = (p, b) => p.x > b.x + 2 / s && p.x < b.x + b.width - 2 / s;
      const inside = (p) => names.some((b) => within(p, b) && Math.abs(p.y - b.y - b.height / 2) < 4 / s);
      for (let at = 6 / s; at < length - 6 / s; at += 3 / s) if (inside(path.getPointAtLength(at))) { over++; break; }
    }
  }
  host.remove();
  return { paths, over };
}"""


#: Of a picture in which something is lit: its lit names as lines [text, left, top, right, bottom] in pixels, the marks
#: of what is lit alike, and how many of the lit lines run over a lit name that is not at their end.
LIT = """(svg) => {
  const host = document.createElement("div");
  document.body.append(host);
  const picture = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  host.append(picture);
  const css = getComputedStyle(document.documentElement), link = css.getPropertyValue("--link").trim();
  const s = picture.width.baseVal.value / picture.viewBox.baseVal.width;
  const texts = [...picture.querySelectorAll("text[dominant-baseline]:not([text-anchor]):not([opacity])")];
  const told = texts.filter((t) => t.getAttribute("fill") !== "none" && t.getAttribute("font-weight") === null);
  const box = (text, b) => [text, b.x * s, b.y * s, (b.x + b.width) * s, (b.y + b.height) * s];
  const names = told.map((t) => box(t.textContent, t.getBBox()));
  let over = 0;
  for (const group of picture.querySelectorAll(`path[fill="none"][stroke="${link}"]`)) {
    for (const part of group.getAttribute("d").split(/(?=M)/)) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", part);
      const length = path.getTotalLength() * s;
      const inside = ({ x, y }) => names.some(([, l, t, r, b]) =>
        x * s > l + 2 && x * s < r - 2 && Math.abs(y * s - (t + b) / 2) < 4);
      for (let at = 6; at < length - 6; at += 3) if (inside(path.getPointAtLength(at / s))) { over++; break; }
    }
  }
  const filled = [...picture.querySelectorAll(`path[fill^="#"]:not([opacity]):not([fill="${link}"])`)];
  const marks = filled.map((p) => box("", p.getBBox())).filter(([, l, , r]) => r - l >= 7 && r - l < 40);
  host.remove();
  return { names, marks, over };
}"""


def test_names_that_are_lit_break_within_their_column_and_lines_pass_beside_them(open_map: Open, corpus: Graph) -> None:
    opened = open_map(corpus)
    opened.search("Sak Power")
    opened.settle()
    found = opened.page.evaluate(LIT, opened.page.evaluate(DRAWN_SVG))
    names = found["names"]
    assert len(names) >= 25, "twenty entities, many of them in several lines"
    assert sum(name[0].endswith("…") for name in names) <= 2
    assert found["over"] <= 5
    low = [
        [name[0], name[1], name[2] + 2, name[3], name[4] - 2] for name in names
    ]  # a line of text is less than its box
    assert [(a[0], b[0]) for n, a in enumerate(low) for b in low[:n] if hits(a, b)] == []
    assert [(name[0], mark) for name in low for mark in found["marks"] if hits(name, mark)] == []

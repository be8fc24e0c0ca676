"""What all charts are drawn with: a frame with its words for those who do not see it, lines, boxes, texts that fit."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from graphkit.export.html import text_in
from graphkit.export.timeline_layout import fit
from graphkit.maps.text import text_width, wrapped

#: Width of every chart in units; about the width of a page's text in pixels.
WIDTH = 720
SIZE = 12


def frame(height: float, says: str) -> ET.Element:
    """An empty chart; `says` tells in words what it shows."""
    box = {"viewBox": f"0 0 {WIDTH} {height:g}", "width": str(WIDTH), "height": f"{height:g}"}
    svg = ET.Element("svg", {"class": "chart", "role": "img", **box})
    text_in(svg, "title", says)
    return svg


def text(
    parent: ET.Element, words: str, x: float, y: float, class_: str = "", anchor: str = "start", width: float = 0
) -> None:
    """A text at a place, cut to a width where one is given; the whole is then its tooltip."""
    shown = fit(words, width, SIZE) if width else words
    holder = parent
    if shown != words:
        holder = ET.SubElement(parent, "g")
        text_in(holder, "title", words)
    at = {"x": f"{x:g}", "y": f"{y:g}"} | ({"class": class_} if class_ else {})
    text_in(holder, "text", shown, at | ({"text-anchor": anchor} if anchor != "start" else {}))


def wrap(words: str, width: int) -> list[str]:
    """The text in at most two lines of a width, cut with an ellipsis where more is left."""
    return wrapped(words, width, 2) if words.strip() else [words]


def box(parent: ET.Element, x: float, y: float, width: float, height: float, class_: str, round_: float = 0) -> None:
    """A rectangle; one too small to be seen is drawn two units wide or high."""
    size = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{max(width, 2):g}", "height": f"{max(height, 2):g}"}
    ET.SubElement(parent, "rect", size | {"class": class_} | ({"rx": f"{round_:g}"} if round_ else {}))


def line(parent: ET.Element, x1: float, y1: float, x2: float, y2: float, class_: str) -> None:
    """A straight line."""
    ends = {"x1": f"{x1:g}", "y1": f"{y1:g}", "x2": f"{x2:g}", "y2": f"{y2:g}", "class": class_}
    ET.SubElement(parent, "line", ends)


def path(parent: ET.Element, course: str, class_: str) -> None:
    """A path of SVG."""
    ET.SubElement(parent, "path", {"d": course, "class": class_})


def key(parent: ET.Element, entries: list[tuple[str, str]], y: float) -> None:
    """A legend in one line: the class of each sample with its word."""
    x = 0.0
    for class_, word in entries:
        box(parent, x, y - 9, 16, 10, class_)
        text(parent, word, x + 22, y, "quiet")
        x += 22 + text_width(word) + 18

"""The timeline as one picture, an SVG file.

Planned dates are hollow, actual ones solid, intervals bars, open ends arrows that fade out, slips arrows from the plan
to what came. No script and no network; light and dark follow the reader's system.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

from graphkit.export.html import text_in
from graphkit.export.timeline_layout import (
    BOTTOM,
    GROUP,
    PLOT,
    RIGHT,
    STAGE,
    TRACK,
    WIDTH,
    Axis,
    Band,
    Lane,
    Mark,
    bands,
    fit,
)
from graphkit.export.timeline_style import PICTURE

#: Length of an arrow's head.
_ARROW = 5


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over the picture: title, the day on which it stands, and what was left out of it."""

    title: str
    as_of: date | None
    window: tuple[date | None, date | None] = (None, None)
    notes: tuple[str, ...] = ()


def write_svg(rows: Sequence[Mapping[str, Any]], heading: Heading, out: BinaryIO) -> None:
    """Writes the picture as an SVG file.

    Parameters
    ----------
    rows
        One for each date, in the order in which they are to stand, with the columns of `graphkit timeline` and `group`;
        days as ISO text, None where open. Rows of one group, entity, stage, partner and scope stand together.
    """
    svg = picture(rows, heading)
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(ET.tostring(svg, encoding="utf-8", xml_declaration=False) + b"\n")


def picture(rows: Sequence[Mapping[str, Any]], heading: Heading) -> ET.Element:
    """The picture as an element; see `write_svg`."""
    axis = Axis.of(rows, heading.as_of, heading.window)
    found, height = bands(rows, axis)
    bottom = height + BOTTOM
    box = {"viewBox": f"0 0 {WIDTH} {bottom}", "width": str(WIDTH), "height": str(bottom)}
    svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "tl", "role": "img", **box})
    svg.set("aria-labelledby", "tl-title tl-desc")
    lanes = [lane for band in found for lane in band.lanes]
    text_in(svg, "title", heading.title, {"id": "tl-title"})
    text_in(svg, "desc", _description(rows, lanes, heading), {"id": "tl-desc"})
    text_in(svg, "style", PICTURE)
    _fades(svg)
    ET.SubElement(svg, "rect", {"class": "page", "width": str(WIDTH), "height": str(bottom)})
    _head(svg, rows, lanes, heading)
    if not lanes:
        what = "No milestone with a date is told of what was asked for."
        text_in(svg, "text", what, {"x": "20", "y": str(height - 10), "class": "quiet"})
        return svg
    for band in found:
        _group(svg, band)
    _grid(svg, axis, found[0].y, height)
    for lane in lanes:
        _lane(svg, lane, axis, heading)
    _today(svg, axis, heading, found[0].y, height)
    return svg


def _description(rows: Sequence[Mapping[str, Any]], lanes: Sequence[Lane], heading: Heading) -> str:
    entities = len({row["id"] for row in rows})
    undated = sum(not _dated(row) for row in rows)
    parts = [f"{len(lanes):,} milestones of {entities:,} entities" if rows else "no milestone"]
    parts += [f"as of {heading.as_of}"] if heading.as_of else []
    parts += [f"{undated:,} dates not told, not drawn"] if undated else []
    return "; ".join([*parts, *heading.notes])


def _dated(row: Mapping[str, Any]) -> bool:
    return bool(row["earliest"] or row["latest"])


def _head(svg: ET.Element, rows: Sequence[Mapping[str, Any]], lanes: Sequence[Lane], heading: Heading) -> None:
    title = fit(heading.title, WIDTH - 40, 20)
    text_in(svg, "text", title, {"x": "20", "y": "34", "class": "title"})
    text_in(svg, "text", _description(rows, lanes, heading), {"x": "20", "y": "55", "class": "quiet"})
    x = 20.0
    for words, draw in _LEGEND:
        draw(svg, x, 78.0)
        text_in(svg, "text", words, {"x": f"{x + 32:g}", "y": "82", "class": "quiet"})
        x += 32 + 6.3 * len(words) + 22


def _sample(class_: str) -> Any:
    def draw(svg: ET.Element, x: float, y: float) -> None:
        ET.SubElement(svg, "rect", _box(x, y, 24, class_))

    return draw


def _sample_open(svg: ET.Element, x: float, y: float) -> None:
    _open_bar(svg, x, x + 24, y, "plan", False)


def _sample_slip(class_: str) -> Any:
    def draw(svg: ET.Element, x: float, y: float) -> None:
        _arrow(svg, x, y, x + 24, y, class_)

    return draw


_LEGEND = (
    ("planned", _sample("plan")),
    ("target or forecast", _sample("plan aim")),
    ("came", _sample("came")),
    ("open: by or from a day", _sample_open),
    ("moved or late", _sample_slip("slip")),
    ("overdue, or day not told", _sample_slip("slip unsure")),
    ("early", _sample_slip("slip early")),
)


def _fades(svg: ET.Element) -> None:
    """Masks by which a bar with an open end fades out to the left or to the right."""
    defs = ET.SubElement(svg, "defs")
    for name, first, last in (("left", "0.05", "1"), ("right", "1", "0.05")):
        gradient = ET.SubElement(defs, "linearGradient", {"id": f"tl-fade-{name}"})
        ET.SubElement(gradient, "stop", {"offset": "0", "stop-color": "#fff", "stop-opacity": first})
        ET.SubElement(gradient, "stop", {"offset": "1", "stop-color": "#fff", "stop-opacity": last})
        mask = {"id": f"tl-open-{name}", "maskContentUnits": "objectBoundingBox", "x": "-.1", "y": "-.5"}
        mask |= {"width": "1.2", "height": "2"}
        inner = ET.SubElement(defs, "mask", mask)
        box = {"x": "-.1", "y": "-.5", "width": "1.2", "height": "2", "fill": f"url(#tl-fade-{name})"}
        ET.SubElement(inner, "rect", box)


def _group(svg: ET.Element, band: Band) -> None:
    if not band.title:
        return
    box = {"class": "band", "x": "8", "y": f"{band.y:g}", "width": str(WIDTH - 16), "height": str(GROUP - 4), "rx": "5"}
    ET.SubElement(svg, "rect", box)
    _label(svg, band.title, 18, band.y + 16, WIDTH - 60, 13, "group")


def _grid(svg: ET.Element, axis: Axis, top: float, height: float) -> None:
    layer = ET.SubElement(svg, "g")
    for tick in axis.ticks():
        line = {"class": "major" if tick.major else "grid", "x1": f"{tick.x:g}", "x2": f"{tick.x:g}"}
        ET.SubElement(layer, "line", line | {"y1": f"{top - 4:g}", "y2": f"{height:g}"})
        for y in (top - 10, height + 16):
            at = {"x": f"{tick.middle:g}", "y": f"{y:g}", "text-anchor": "middle"}
            if tick.label:
                text_in(layer, "text", tick.label, at | {"class": "year" if tick.major else "tick"})


def _lane(svg: ET.Element, lane: Lane, axis: Axis, heading: Heading) -> None:
    group = ET.SubElement(svg, "g")
    rule = {"class": "rule", "x1": "8" if lane.first else str(STAGE), "x2": str(WIDTH - 8)}
    ET.SubElement(group, "line", rule | {"y1": f"{lane.y:g}", "y2": f"{lane.y:g}"})
    middle = lane.y + lane.height / 2
    if lane.first:
        _label(group, lane.entity, 18, middle + 4, STAGE - 32, 12, "entity")
    _label(group, lane.stage, STAGE, middle + 4, PLOT - STAGE - 16, 12, "stage")
    for mark in lane.marks:
        _mark(group, mark)
    for mark in lane.marks:
        _slip(group, mark, lane, axis, heading)
    if lane.delay:
        _delay(group, lane, axis)


def _mark(parent: ET.Element, mark: Mark) -> None:
    group = ET.SubElement(parent, "g")
    text_in(group, "title", mark.told)
    if mark.open_left or mark.open_right:
        _open_bar(group, mark.x1, mark.x2, mark.y, mark.class_, mark.open_left)
    else:
        ET.SubElement(group, "rect", _box(mark.x1, mark.y, mark.x2 - mark.x1, mark.class_))
    name = mark.class_.partition(" ")[0]
    for beyond, x, way in ((mark.cut_left, PLOT - 5, -1), (mark.cut_right, RIGHT + 5, 1)):
        if beyond:  # it goes on outside the window that was asked for
            path = f"M{x - 3 * way:g} {mark.y - 4:g}l{4 * way} 4l{-4 * way} 4"
            ET.SubElement(group, "path", {"class": f"{name}-end", "d": path})


def _box(x: float, y: float, width: float, class_: str) -> dict[str, str]:
    half = TRACK / 2 - 2
    size = {"x": f"{x:g}", "y": f"{y - half:g}", "width": f"{width:g}", "height": f"{2 * half:g}"}
    return {**size, "rx": f"{min(half, width / 2):g}", "class": class_}


def _open_bar(parent: ET.Element, x1: float, x2: float, y: float, class_: str, left: bool) -> None:
    """A bar whose open end fades out towards an arrow head; a firm stroke marks the day that is known."""
    half, name = TRACK / 2 - 2, class_.partition(" ")[0]
    bar = _box(x1, y, x2 - x1, class_) | {"rx": "0", "mask": f"url(#tl-open-{'left' if left else 'right'})"}
    ET.SubElement(parent, "rect", bar)
    shut, tip, back = (x2, x1, 4) if left else (x1, x2, -4)
    path = (
        f"M{shut:g} {y - half - 1:g}V{y + half + 1:g}M{tip + back:g} {y - 3:g}L{tip:g} {y:g}L{tip + back:g} {y + 3:g}"
    )
    ET.SubElement(parent, "path", {"class": f"{name}-end", "d": path})


def _slip(parent: ET.Element, mark: Mark, lane: Lane, axis: Axis, heading: Heading) -> None:
    """An arrow from the plan's last day to the first of what came or was planned instead, or to the picture's day."""
    if mark.slip not in ("late", "moved", "early", "overdue", "unclear"):
        return
    goal = next((m for m in lane.marks if m is not mark and m.y > mark.y and m.days == mark.then), None)
    y = goal.y if goal else mark.y
    early = mark.slip == "early"
    if mark.slip == "overdue":
        to = axis.x(heading.as_of, end=True) if heading.as_of else None
    elif goal and not (goal.open_left and mark.slip == "unclear"):
        to = goal.x2 if early else goal.x1 if not goal.open_left else goal.x2
    else:
        first, last = mark.then
        day = last if early or mark.slip == "unclear" else first or last
        to = axis.x(day, end=True) if day else None
    if to is None:
        return
    class_ = "slip unsure" if mark.slip in ("overdue", "unclear") else "slip early" if early else "slip"
    _arrow(parent, mark.x1 if early else mark.x2, mark.y, to, y, class_)


def _arrow(parent: ET.Element, x1: float, y1: float, x2: float, y2: float, class_: str) -> None:
    """An arrow along a track, or down to another one: round a corner where there is room, else straight down.

    It never gets so short that its head is not seen.
    """
    way = 1 if x2 >= x1 else -1
    head = "early-head" if "early" in class_ else "slip-head"
    if y1 == y2:
        x2 = x2 if abs(x2 - x1) > _ARROW + 3 else x1 + way * (_ARROW + 3)
        path, tip = f"M{x1:g} {y1:g}H{x2 - way * _ARROW:g}", f"M{x2:g} {y2:g}l{-way * _ARROW} -3.5v7z"
    elif abs(x2 - x1) > 3 * _ARROW:
        turn = x2 - way * (_ARROW + 4)
        path = f"M{x1:g} {y1:g}H{turn:g}V{y2:g}H{x2 - way * _ARROW:g}"
        tip = f"M{x2:g} {y2:g}l{-way * _ARROW} -3.5v7z"
    else:
        top = y2 - TRACK / 2 + 2
        path = f"M{x1:g} {y1:g}Q{x2 + way * 2:g} {y1:g} {x2 + way * 2:g} {top - _ARROW:g}"
        tip = f"M{x2 + way * 2:g} {top:g}l-3.5 {-_ARROW}h7z"
    ET.SubElement(parent, "path", {"class": class_, "d": path})
    ET.SubElement(parent, "path", {"class": head, "d": tip})


def _delay(parent: ET.Element, lane: Lane, axis: Axis) -> None:
    """The slip in words, to the right of what is drawn, or to its left where the edge is near."""
    width, start = 6.2 * len(lane.delay), lane.right + 10
    if start - 6 < axis.now < start + width:  # the line of the day would run through the words
        start = axis.now + 10
    class_ = "delay good" if lane.delay.endswith("early") else "delay"
    y = f"{lane.y + lane.height / 2 + 4:g}"
    if start + width <= WIDTH - 8:
        text_in(parent, "text", lane.delay, {"x": f"{start:g}", "y": y, "class": class_})
        return
    left = min(m.x1 for m in lane.marks) - 12
    text_in(parent, "text", lane.delay, {"x": f"{left:g}", "y": y, "class": class_, "text-anchor": "end"})


def _today(svg: ET.Element, axis: Axis, heading: Heading, top: float, height: float) -> None:
    if heading.as_of is None or not axis.first <= heading.as_of <= axis.last:
        return
    line = {"class": "today", "x1": f"{axis.now:g}", "x2": f"{axis.now:g}", "y1": f"{top - 24:g}", "y2": f"{height:g}"}
    ET.SubElement(svg, "line", line)
    words = f"as of {heading.as_of}"
    anchor = "end" if axis.now > WIDTH - 110 else "start"
    at = {"x": f"{axis.now + (-5 if anchor == 'end' else 5):g}", "y": f"{top - 26:g}", "text-anchor": anchor}
    text_in(svg, "text", words, at | {"class": "today-label"})


def _label(parent: ET.Element, text: str, x: float, y: float, width: float, size: float, class_: str) -> None:
    """Text cut to a width, with the whole of it as its tooltip."""
    group = ET.SubElement(parent, "g")
    shown = fit(text, width, size)
    if shown != text:
        text_in(group, "title", text)
    text_in(group, "text", shown, {"x": f"{x:g}", "y": f"{y:g}", "class": class_})

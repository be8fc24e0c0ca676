"""Columns by year in small panels, each with a scale of its own: what is there, what is built, what is planned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from graphkit.briefs.charts.drawing import WIDTH, box, frame, key, line, text
from graphkit.briefs.content import figure, span

#: How a capacity stands -> the class of its mark, from the bottom of a column up.
STATES = {"operating": "solid", "built": "half", "planned": "hollow", "undated": "dashed", "overdue": "dashed"}
_WORDS = [
    ("solid", "operating"),
    ("half", "built, not told to operate"),
    ("hollow", "planned"),
    ("dashed", "no date, or overdue"),
]
_ACROSS, _HIGH, _PLOT, _HEAD = 3, 190, 104, 26
UNDATED = "no date"


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: title, unit, and for each year (or UNDATED) and state least, nominal and most."""

    title: str
    unit: str
    columns: dict[str, dict[str, tuple[float | None, float | None, float | None]]] = field(default_factory=dict)


def years(panels: Sequence[Panel], says: str) -> ET.Element:
    """A chart of panels, three in a row. Columns are as high as the nominal figures, else the least; a whisker reaches
    from the least to the most of the whole column where they differ and are known."""
    rows = -(-len(panels) // _ACROSS)
    svg = frame(_HEAD + _HIGH * rows, says)
    there = {STATES[s] for panel in panels for states in panel.columns.values() for s in states}
    key(svg, [(class_, word) for class_, word in _WORDS if class_ in there], 12)
    width = (WIDTH - 26 * (_ACROSS - 1)) / _ACROSS
    for k, panel in enumerate(panels):
        group = ET.SubElement(svg, "g")
        x, y = (k % _ACROSS) * (width + 26), _HEAD + (k // _ACROSS) * _HIGH
        text(group, panel.title, x, y + 18, "strong", width=width)
        text(group, panel.unit, x, y + 34, "quiet", width=width)
        _panel(group, panel, x, y + 52, width)
    return svg


def _panel(group: ET.Element, panel: Panel, x: float, y: float, width: float) -> None:
    tops = [max(_height(states), _most(states) or 0) for states in panel.columns.values()]
    scale = _PLOT / (max(tops, default=1) or 1)
    base = y + _PLOT
    line(group, x, base, x + width, base, "axis")
    room = width / max(len(panel.columns), 1)
    wide = min(30.0, room * 0.62)
    for k, (year, states) in enumerate(panel.columns.items()):
        middle, top = x + room * (k + 0.5), base
        for state, class_ in STATES.items():
            if state in states and (high := _one(states[state]) * scale):
                top -= high
                box(group, middle - wide / 2, top, wide, high, class_)
        least, most = _least(states), _most(states)
        if least is not None and most is not None and least != most:
            for at in (least, most):
                line(group, middle - 4, base - at * scale, middle + 4, base - at * scale, "whisker")
            line(group, middle, base - least * scale, middle, base - most * scale, "whisker")
            top = min(top, base - most * scale)
        if room > 34:
            text(group, _told(states), middle, top - 5, "small", "middle", room)
        text(group, year, middle, base + 14, "small quiet", "middle")


_Amounts = dict[str, tuple[float | None, float | None, float | None]]


def _one(amount: tuple[float | None, float | None, float | None]) -> float:
    least, nominal, most = amount
    return nominal if nominal is not None else least if least is not None else most or 0


def _height(states: _Amounts) -> float:
    return sum(map(_one, states.values()))


def _least(states: _Amounts) -> float | None:
    return _sum(a[0] for a in states.values())


def _most(states: _Amounts) -> float | None:
    return _sum(a[2] for a in states.values())


def _sum(values: Iterable[float | None]) -> float | None:
    found = list(values)
    known = [v for v in found if v is not None]
    return sum(known) if len(known) == len(found) else None


def _told(states: _Amounts) -> str:
    least, most = _least(states), _most(states)
    return figure(_height(states)) if least == most is not None else span(least, most)

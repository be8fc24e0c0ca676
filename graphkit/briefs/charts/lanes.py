"""Who reaches what when: a lane for each milestone, plans hollow, what came solid, a slip as an arrow between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as ET

from graphkit.briefs.charts.drawing import WIDTH, box, frame, key, line, path, text
from graphkit.facts.claim import PLANS
from graphkit.maps.text import text_width

#: Left of the plot; heights of a lane, of what stands above, of a mark; right of the plot, for words.
_LABEL, _ROW, _HEAD, _MARK, _WORDS = 270, 36, 50, 10, 150
_OPEN = 26.0
#: Most years that have their quarters drawn, and most years with a line each.
_QUARTERS, _YEARS = 2, 8


def lanes(rows: Sequence[Mapping[str, Any]], as_of: date | None, says: str) -> ET.Element | None:
    """A chart of the rows of `graphkit.reports.timeline`, in their order; None if none of them has a date.

    A mark reaches from the first to the last day on which it can be; where one end is open it stands at the other one.
    """
    dated = [r for r in rows if r["earliest"] or r["latest"]]
    groups = [list(g) for _, g in groupby(dated, key=lambda r: (r["id"], r["stage"], r["with"], r["scope"]))]
    if not groups:
        return None
    days = [date.fromisoformat(r[n]) for r in dated for n in ("earliest", "latest") if r[n]] + (
        [as_of] if as_of else []
    )
    axis = _Axis(min(days), max(days))
    height = _HEAD + _ROW * len(groups) + 4
    svg = frame(height, says)
    key(svg, [("solid", "came"), ("hollow", "planned"), ("slip-sample", "moved, late or overdue")], 12)
    _grid(svg, axis, height, as_of)
    for k, members in enumerate(groups):
        _lane(svg, members, _HEAD + _ROW * k, axis, as_of)
    return svg


class _Axis:
    """Whole quarters around the days, over the width of the plot."""

    def __init__(self, first: date, last: date) -> None:
        self.first = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
        month = 3 * ((last.month - 1) // 3) + 4
        self.end = date(min(last.year + (month > 12), 9999), (month - 1) % 12 + 1, 1)
        self._days = max((self.end - self.first).days, 1)

    def x(self, day: date, end: bool = False) -> float:
        return round(_LABEL + ((day - self.first).days + end) / self._days * (WIDTH - _WORDS - _LABEL), 1)

    def ticks(self) -> list[tuple[date, str]]:
        years = self.end.year - self.first.year + 1
        step = max(1, -(-years // _YEARS))
        starts = [date(y, 1, 1) for y in range(self.first.year + 1, self.end.year + 1, step)]
        if years > _QUARTERS + 1:
            return [(d, str(d.year)) for d in starts if d < self.end]
        quarters = [date(y, m, 1) for y in range(self.first.year, self.end.year + 1) for m in (1, 4, 7, 10)]
        return [(d, f"{d.year} Q{d.month // 3 + 1}") for d in quarters if self.first <= d < self.end]


def _grid(svg: ET.Element, axis: _Axis, height: float, as_of: date | None) -> None:
    free = 0.0
    for day, words in axis.ticks():
        x = axis.x(day)
        line(svg, x, _HEAD - 8, x, height - 4, "rule")
        if x >= free:
            text(svg, words, x + 3, _HEAD - 13, "small quiet")
            free = x + 3 + text_width(words)
    if as_of and axis.first <= as_of < axis.end:
        x = axis.x(as_of, end=True)
        line(svg, x, _HEAD - 8, x, height - 4, "today")


def _lane(svg: ET.Element, members: list[Mapping[str, Any]], y: float, axis: _Axis, as_of: date | None) -> None:
    row = members[0]
    middle = y + 14
    partner = f" – {row['with']}" if row["with"] else ""
    text(svg, row["entity"], 0, middle - 1, width=_LABEL - 14)
    text(svg, str(row["stage"]).replace("_", " ") + partner, 0, middle + 13, "small quiet", width=_LABEL - 14)
    ends, spans = [], []
    for member in members:
        x1, x2 = _span(member, axis)
        class_ = ("hollow" if member["kind"] in PLANS else "solid") + ("" if member["current"] else " faint")
        box(svg, x1, middle - _MARK / 2, x2 - x1, _MARK, class_, 3)
        spans.append((x1, x2))
        ends.append(x2)
    for member, (_, x2) in zip(members, spans, strict=True):
        if member["delay"]:
            ends.append(_slip(svg, member, x2, middle, axis, as_of))
    words = "; ".join(dict.fromkeys(m["delay"] for m in members if m["delay"]))
    if words:
        start = max(ends) + 6
        now = axis.x(as_of, end=True) if as_of else 0.0
        if start - 6 < now < start + text_width(words):  # the line of the day would run through the words
            start = now + 6
        text(svg, words, start, middle + 4, "small slip-word", width=WIDTH - start)


def _span(row: Mapping[str, Any], axis: _Axis) -> tuple[float, float]:
    first = date.fromisoformat(row["earliest"]) if row["earliest"] else None
    last = date.fromisoformat(row["latest"]) if row["latest"] else None
    x1 = axis.x(first) if first else axis.x(last, end=True) - _OPEN if last else _LABEL
    x2 = axis.x(last, end=True) if last else x1 + _OPEN
    x1 = max(x1, _LABEL)
    return (x1, x2) if x2 - x1 >= _MARK else ((x1 + x2 - _MARK) / 2, (x1 + x2 + _MARK) / 2)


def _slip(svg: ET.Element, row: Mapping[str, Any], x: float, y: float, axis: _Axis, as_of: date | None) -> float:
    """An arrow from a plan to what came of it; where it ends."""
    then = row["then_earliest"] or row["then_latest"]
    day = as_of if row["outcome"] == "overdue" else date.fromisoformat(then) if then else None
    if day is None or axis.x(day) <= x + 6:
        return x
    to = min(axis.x(day), WIDTH - _WORDS)
    path(svg, f"M{x:g} {y:g}H{to - 5:g}", "slip")
    path(svg, f"M{to:g} {y:g}l-6 -3.5v7z", "slip-head")
    return to

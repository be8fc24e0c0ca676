"""Where everything of the timeline stands: the axis of days, bands of groups, lanes of milestones, marks of dates."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from graphkit.facts.claim import PLANS

#: Width of the picture; left of the columns with stages and with dates; heights of heading, band and track.
WIDTH, STAGE, PLOT = 1280, 264, 488
HEAD, GROUP, TRACK, BOTTOM = 140, 30, 12, 36
RIGHT = WIDTH - 24
#: The least width of a bar: a day must be seen.
LEAST = 8.0
_SLOT = 24
_QUARTERS_UP_TO, _YEARS_UP_TO = 4, 16

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid; `label` stands at `middle` of what begins there."""

    x: float
    middle: float
    label: str
    major: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from `first` to `last`, both included, over the width of the plot; `now` is where the picture's day ends."""

    first: date
    last: date
    now: float = 0.0

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Any]], as_of: date | None, window: Days) -> Axis:
        """Whole years, or quarters where there are few, around all days of the rows and the day of the picture."""
        days = [d for row in rows for name in ("earliest", "latest") if (d := day(row[name]))]
        days += [as_of] if as_of else []
        first, last = window[0] or min(days, default=date(2000, 1, 1)), window[1] or max(days, default=date(2000, 1, 1))
        last = max(first, last)
        if window[0] is None:
            first = date(first.year, 1, 1)
        if window[1] is None:
            # An open end needs room beyond the last day that is known.
            last = date(last.year + (last.month > 9), 12, 31)
        axis = cls(first, last)
        return replace(axis, now=axis.x(as_of, end=True) if as_of else 0.0)

    def x(self, at: date, end: bool = False) -> float:
        """Where a day begins, or ends; days outside stand at the edge."""
        span = (self.last - self.first).days + 1
        place = PLOT + ((at - self.first).days + end) / span * (RIGHT - PLOT)
        return round(min(max(place, PLOT), RIGHT), 1)

    def ticks(self) -> Iterator[Tick]:
        """The grid: quarters over a few years, years over some, every fifth year over many."""
        years = self.last.year - self.first.year + 1
        step = 1 if years <= _YEARS_UP_TO else 5 if years <= 5 * _YEARS_UP_TO else 25
        for year in range(self.first.year - self.first.year % step, self.last.year + 1, step):
            yield from self._tick(date(max(year, 1), 1, 1), date(min(year + step, 9999), 1, 1), str(year), True)
            if years <= _QUARTERS_UP_TO:
                for quarter in (2, 3, 4):
                    start = date(year, 3 * quarter - 2, 1)
                    until = date(year + quarter // 4, (3 * quarter) % 12 + 1, 1)
                    yield from self._tick(start, until, "", False)
            elif step == 1:
                yield from self._tick(date(year, 7, 1), date(year + 1, 1, 1), "", False)

    def _tick(self, start: date, until: date, label: str, major: bool) -> Iterator[Tick]:
        if until <= self.first or start > self.last:
            return
        left, right = self.x(start), self.x(until)
        yield Tick(left, (left + right) / 2, label if right - left > 30 else "", major)


@dataclass(frozen=True, slots=True)
class Mark:
    """One date: from `x1` to `x2` on the track at `y`, its class in the style, and what its tooltip says.

    An end without a known day is open; one outside the window is cut. `slip` is the outcome of a plan that
    is one, `then` the days of what came of it.
    """

    x1: float
    x2: float
    y: float
    open_left: bool
    open_right: bool
    cut_left: bool
    cut_right: bool
    class_: str
    told: str
    days: Days
    slip: str
    then: Days


@dataclass(frozen=True, slots=True)
class Lane:
    """One milestone: a track for each of its dates. `first` is True for the first lane of its entity; the last mark or
    arrow ends at `right`."""

    y: float
    height: float
    entity: str
    first: bool
    stage: str
    delay: str
    right: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The lanes of a group; without a title it has no heading."""

    y: float
    title: str
    lanes: tuple[Lane, ...]


def bands(rows: Sequence[Mapping[str, Any]], axis: Axis) -> tuple[list[Band], float]:
    """Everything drawn from top to bottom in the order of the rows, and where it ends. Rows without a date have no
    place in a picture."""
    drawn = [row for row in rows if row["earliest"] or row["latest"]]
    y, out = float(HEAD), []
    for title, members in groupby(drawn, key=lambda row: row["group"]):
        top = y
        y += GROUP if title else 4
        lanes, before = [], ""
        for key, dates in groupby(members, key=lambda row: (row["id"], row["stage"], row["with"], row["scope"])):
            lane = _lane(list(dates), y, key[0] != before, axis)
            before = key[0]
            lanes.append(lane)
            y += lane.height
        out.append(Band(top, title, tuple(lanes)))
        y += 6
    return out, y


def _lane(dates: list[Mapping[str, Any]], y: float, first: bool, axis: Axis) -> Lane:
    height = max(_SLOT, TRACK * len(dates) + 8)
    top = y + (height - TRACK * len(dates)) / 2 + TRACK / 2
    marks = tuple(_mark(row, top + TRACK * number, axis) for number, row in enumerate(dates))
    row = dates[0]
    stage = str(row["stage"]).replace("_", " ")
    partner = f" – {row['with']}" if row["with"] else ""
    words = [part.partition("=")[2] or part for part in str(row["scope"]).split(", ") if part]
    where = f" ({', '.join(words)})" if words else ""
    ends = [mark.x2 for mark in marks]
    for mark in marks:
        if mark.slip == "overdue":
            ends.append(axis.now)
        elif mark.slip and (last := mark.then[1] or mark.then[0]):
            ends.append(axis.x(last, end=True) + 8)
    delay = "; ".join(dict.fromkeys(r["delay"] for r in dates if r["delay"]))
    return Lane(y, height, row["entity"], first, f"{stage}{partner}{where}", delay, max(ends), marks)


def _mark(row: Mapping[str, Any], y: float, axis: Axis) -> Mark:
    first, last = day(row["earliest"]), day(row["latest"])
    open_left, open_right = first is None, last is None
    x1 = axis.x(first) if first else axis.x(last) if last else PLOT
    x2 = axis.x(last, end=True) if last else RIGHT
    if first is None and last:
        # An open bar is long enough to be seen, and goes no further: how early it may be is not known.
        x1 = max(PLOT, x2 - 46)
    if last is None and first:
        x2 = min(RIGHT, x1 + 46)
    if x2 - x1 < LEAST:
        middle = min(max((x1 + x2) / 2, PLOT + LEAST / 2), RIGHT - LEAST / 2)
        x1, x2 = middle - LEAST / 2, middle + LEAST / 2
    slip = row["outcome"] if row["delay"] else ""
    then = (day(row["then_earliest"]), day(row["then_latest"]))
    return Mark(
        x1=round(x1, 1),
        x2=round(x2, 1),
        y=y,
        open_left=open_left,
        open_right=open_right,
        cut_left=first is not None and first < axis.first,
        cut_right=last is not None and last > axis.last,
        class_=_class(row),
        told=_told(row),
        days=(first, last),
        slip=slip,
        then=then,
    )


def _class(row: Mapping[str, Any]) -> str:
    kind = row["kind"]
    if kind in PLANS:
        return f"plan{' aim' if kind != 'planned' else ''}{'' if row['current'] else ' old'}"
    return f"{'came' if kind == 'actual' else 'other'}{'' if row['current'] else ' old'}"


def _told(row: Mapping[str, Any]) -> str:
    """A tooltip: what, who, when, and who says so where."""
    stage = str(row["stage"]).replace("_", " ")
    text = row["text"] or (f"by {row['latest']}" if row["latest"] else "")
    slip = f"; {row['delay']}" if row["delay"] else ""
    said = ", ".join(row["speakers"])
    where = ", ".join(row["sources"])
    return f"{row['entity']}: {stage} {row['kind']} {text}{slip}\nsays {said} ({where})"


def day(text: str | None) -> date | None:
    """The day that an ISO text names, None where there is none."""
    return date.fromisoformat(text) if text else None


def fit(text: str, width: float, size: float) -> str:
    """The text, or as much of its beginning as has room, with an ellipsis; by common widths of letters in pixels."""
    if _wide(text, size) <= width:
        return text
    kept = text
    while kept and _wide(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _wide(text: str, size: float) -> float:
    return sum(size if unicodedata.east_asian_width(c) in "WF" else size * _narrow(c) for c in text)


def _narrow(c: str) -> float:
    return 0.38 if c in "iljI.,:;'| ()[]ft-" else 0.95 if c in "mwMW" else 0.72 if c.isupper() else 0.62

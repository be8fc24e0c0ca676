"""What the page shows without script: a still picture and the tables, as plain values for the template."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.maps.changes import HEADINGS, Told, long_day
from graphkit.maps.data import Picture, short
from graphkit.maps.layout import LINE
from graphkit.maps.matrix import Matrix, matrix
from graphkit.maps.pack import whole
from graphkit.maps.standing import heading
from graphkit.maps.text import below, wrapped
from graphkit.maps.words import spoken

#: Rows of each table that a page without script shows; the rest needs the script, or an export.
MAX_ROWS = 600
RADIUS = 6
#: Lines of a label: for so many the layout has room everywhere.
LINES = 2
#: How much of a mark is filled, by status; else all of it.
FILLS = {"planned": 0.0, "building": 0.0, "trial": 0.4, "ended": 0.0}
DASHES = {"planned": "6 4", "building": "10 3", "trial": "8 3 2 3", "ended": "2 4"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A node of the still picture."""

    path: str
    color: str
    fill: float
    lines: list[tuple[str, int]]
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Static:
    """Everything that the template needs to draw without script."""

    box: str
    bands: list[tuple[str, int, int]]
    lines: list[tuple[str, str]]
    marks: list[Mark]
    nodes: list[tuple[str, str, str, str]]
    edges: list[tuple[str, str, str, str]]
    more: int
    matrix: Matrix
    news: list[tuple[str, str, str]]
    since: str
    day: str
    key: list[tuple[str, str, str]]


def static(picture: Picture, limit: int, changes: Told | None = None) -> Static:
    """The chain as a picture (all entities if there is no chain; none if they are too many), the first rows, and the
    first changes if the map tells of any: what sort, of whom, and how."""
    laid, at = picture.layout, picture.at
    shown = {k for k, place in enumerate(picture.places) if place.core and not picture.choice.whole}
    shown = shown or set(range(len(picture.places)))
    table = matrix(picture, sorted(shown))
    if len(picture.places) > limit:
        shown = set()
    every = picture.choice.whole or not any(band.core for band in laid.bands)
    bands = [band for band in laid.bands if band.core or every] if shown else []
    right = max([b.right for b in bands], default=200)
    bottom = max([laid.y[k] for k in shown], default=0)
    lines = [
        (f"M{laid.x[a]} {laid.y[a]}L{laid.x[b]} {laid.y[b]}", DASHES.get(e.status, ""))
        for e in picture.edges
        if (a := at[e.source]) in shown and (b := at[e.target]) in shown
        if picture.choice.whole or picture.is_chain(e)
    ]
    marks = []
    for k in sorted(shown):
        entity, x, y = picture.entities[k], laid.x[k], laid.y[k]
        color, shape = picture.look(k)
        rows = _rows(picture, k, laid.room[k])
        label = [(row, y + 4 + LINE * (2 * n + 1 - len(rows)) // 2) for n, row in enumerate(rows)]
        marks.append(Mark(outline(shape, x, y), color, FILLS.get(entity.status or "", 1.0), label, x, y))
    tiers = picture.meta("")["tiers"]
    nodes = [
        (whole(short(e.name)), e.type, e.status or "", whole(", ".join(map(short, e.native_names))))
        for e in picture.entities[:MAX_ROWS]
    ]
    edges = [
        (_name(picture, e.source), spoken(e.type), _name(picture, e.target), e.status) for e in picture.edges[:MAX_ROWS]
    ]
    more = max(0, len(picture.entities) - MAX_ROWS) + max(0, len(picture.edges) - MAX_ROWS)
    # The names of the last column go beyond its band: about 7 units a letter.
    ends = [mark.x + 16 + 7 * max((len(row) for row, _ in mark.lines), default=0) for mark in marks]
    wide = max([right + 100, *(end + 40 for end in ends)])
    box = f"-40 -50 {wide} {bottom + 90}"
    news, since = (_news(picture, changes), long_day(changes.since)) if changes else ([], "")
    named = [(tiers[b.tier], b.left, b.right) for b in bands]
    day = f"As of {long_day(picture.graph.as_of)}" if picture.graph.as_of else ""
    return Static(box, named, lines, marks, nodes, edges, more, table, news, since, day, _key(picture, sorted(shown)))


def _key(picture: Picture, shown: Sequence[int]) -> list[tuple[str, str, str]]:
    """The types that are drawn, each with its shape and colour."""
    looks = {picture.entities[k].type: picture.look(k) for k in reversed(shown)}
    return [(whole(t), outline(looks[t][1], 8, 8), looks[t][0]) for t in sorted(looks)]


def _news(picture: Picture, changes: Told) -> list[tuple[str, str, str]]:
    rows = []
    for line in changes.lines[:MAX_ROWS]:
        who = picture.entities[line.about[0]].name if line.about else ""
        rows.append((HEADINGS[line.section], whole(short(who)), whole(short(line.text()))))
    return rows


def _rows(picture: Picture, k: int, room: int) -> list[str]:
    """The label of an entity: its name on two lines; without the words of its heading where that tells more of it."""
    name = whole(short(picture.entities[k].name) or picture.entities[k].id)
    rows = wrapped(name, room, LINES)
    brief = below(name, heading(picture, k)) if rows[-1].endswith("…") else ""
    return wrapped(brief, room, LINES) if brief else rows


def _name(picture: Picture, identifier: str) -> str:
    return whole(short(picture.graph.name(identifier)))


_STAR = tuple(
    (round(math.sin(k * math.pi / 5) * size, 2), round(-math.cos(k * math.pi / 5) * size, 2))
    for k, size in enumerate((1.3, 0.55) * 5)
)


def outline(shape: str, x: int, y: int, r: int = RADIUS) -> str:
    """A node's shape as an SVG path around its middle."""
    points = {
        "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "triangle": ((0, -1), (1, 1), (-1, 1)),
        "triangleDown": ((0, 1), (1, -1), (-1, -1)),
        "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
        "hexagon": ((-1, 0), (-0.5, -1), (0.5, -1), (1, 0), (0.5, 1), (-0.5, 1)),
        "star": _STAR,
    }.get(shape)
    if points is None:
        return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"
    return "M" + "L".join(f"{round(x + r * px, 1):g} {round(y + r * py, 1):g}" for px, py in points) + "z"

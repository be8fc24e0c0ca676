"""What changed since a day, on the map: marks of entities and relations, each change in words, what is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from graphkit.graph.conflicts import KINDS
from graphkit.graph.graph import Graph
from graphkit.graph.sections import HEADINGS as SECTIONS
from graphkit.maps.data import Picture, short
from graphkit.maps.pack import columns, day, whole
from graphkit.maps.words import spoken

#: Marks of an entity or relation: 0 unchanged.
CHANGED, NEW = 1, 2
#: What each of them is called, by its number.
MARKS = ("unchanged", "changed", "new")
#: Sections of `graphkit changes` -> their heading on the map. What nobody confirmed for long has not changed.
HEADINGS = {**{name: text for name, text in SECTIONS.items() if name != "stale"}, "status": "Status", "gone": "Gone"}
COLUMNS = ("section", "about", "edge", "what", "old", "new", "change", "claims")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_CODE = re.compile(r"^(?:[A-Z][A-Z0-9_]+|[a-z0-9]+(?:_[a-z0-9]+)+)\b")


class Item(Protocol):
    """One change, as `graphkit.reports.changed.Change` has it."""

    @property
    def section(self) -> str: ...
    @property
    def item(self) -> str: ...
    @property
    def element(self) -> str: ...
    @property
    def about(self) -> tuple[str, ...]: ...
    @property
    def what(self) -> str: ...
    @property
    def old(self) -> str: ...
    @property
    def new(self) -> str: ...
    @property
    def change(self) -> str: ...
    @property
    def claims(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Gone:
    """An entity of the earlier graph that the later one has not; `near` are those that it had a relation with."""

    id: str
    name: str
    type: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a day.

    `statuses` are the entities whose status moved, with the earlier and the later one; `entities` is how many the whole
    later graph has, of which a map may show a part.
    """

    since: date
    items: tuple[Item, ...]
    statuses: Mapping[str, tuple[str, str]]
    gone: tuple[Gone, ...]
    entities: int


def changes_of(old: Graph, new: Graph, since: date, items: Iterable[Item]) -> Changes:
    """What the later graph has that the earlier, which stands on `since`, has not.

    Parameters
    ----------
    old, new
        Whole graphs for the same audience.
    since
        The day on which the earlier one stands.
    items
        The changes between the two, as `graphkit.reports.changed.compare` tells them.
    """
    statuses = {
        i: (was.status or "", now.status or "")
        for i, now in new.entities.items()
        if (was := old.entities.get(i)) is not None and was.status != now.status
    }
    gone = tuple(Gone(e.id, e.name, e.type, _near(old, e.id)) for i, e in old.entities.items() if i not in new.entities)
    kept = tuple(i for i in items if i.section in HEADINGS)
    return Changes(since, kept, statuses, gone, len(new.entities))


def _near(graph: Graph, entity: str) -> tuple[str, ...]:
    ends = {end for edge in graph.edges_of(entity) for end in (edge.source, edge.target)}
    return tuple(sorted(ends - {entity}))


@dataclass(frozen=True, slots=True)
class Line:
    """A change as the map tells it: `about` and `edge` are positions in the picture, `edge` -1 where it is of none."""

    section: str
    about: tuple[int, ...]
    edge: int
    what: str
    old: str
    new: str
    change: str
    claims: tuple[str, ...]

    def text(self) -> str:
        """The change in words: `production start: planned: 2025-10 → 2025-11-10 · 10 to 40 days late`."""
        told = " → ".join(part for part in (self.old, self.new) if part)
        return " · ".join(filter(None, (": ".join(filter(None, (self.what, told))), self.change)))


@dataclass(frozen=True, slots=True)
class Told:
    """The changes of a picture: lines, and the marks of entities and relations, by position, that are not 0."""

    since: date
    lines: tuple[Line, ...]
    nodes: Mapping[int, int]
    edges: Mapping[int, int]

    def meta(self) -> dict[str, Any]:
        """What the page needs at its first look."""
        return {
            "since": day(self.since),
            "count": len(self.lines),
            "nodes": [[i for i, mark in self.nodes.items() if mark == m] for m in (CHANGED, NEW)],
            "edges": [[j for j, mark in self.edges.items() if mark == m] for m in (CHANGED, NEW)],
        }

    def details(self, cite: Any) -> dict[str, Any]:
        """The lines as columns; `cite` makes numbers of claims' ids."""
        rows = [
            (
                HEADINGS[n.section], list(n.about), n.edge, short(n.what), short(n.old), short(n.new), n.change,
                cite(n.claims),
            )
            for n in self.lines
        ]  # fmt: skip
        return columns(COLUMNS, rows)


def long_day(day: date) -> str:
    """`1 December 2025`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def told(changes: Changes, picture: Picture) -> Told:
    """The changes that concern what the picture shows.

    An entity is changed where a line is about it, a relation where one tells of it, of a milestone of it or of a
    conflict about it. A line counts only where all that it is about is shown, so that no part of a graph names what it
    leaves out.
    """
    at, gone = picture.at, {g.id for g in changes.gone if _shown(g, changes, picture)}
    edge_at = {e.uid: k for k, e in enumerate(picture.edges)}
    of_milestone = {m.element: m.edge for m in picture.graph.milestones.values() if m.edge}
    nodes: dict[int, int] = {}
    edges: dict[int, int] = {}
    lines: list[Line] = []
    for item in changes.items:
        if not all(i in at or i in gone for i in item.about):
            continue
        own = [edge_at[u] for u in _edges(item, picture.graph, of_milestone) if u in edge_at]
        about = tuple(dict.fromkeys(at[i] for i in item.about if i in at))
        fresh = item.section == "new"
        for k in about:
            nodes[k] = max(nodes.get(k, 0), NEW if fresh and item.item == "entity" else CHANGED)
        for j in own:
            edges[j] = max(edges.get(j, 0), NEW if fresh and item.item == "relation" else CHANGED)
        lines.append(_line(item, about, own[0] if own else -1))
    for identifier, (was, now) in changes.statuses.items():
        if identifier in at:
            k = at[identifier]
            nodes[k] = max(nodes.get(k, 0), CHANGED)
            lines.append(Line("status", (k,), -1, "status", was or "none", now or "none", "", ()))
    lines += [
        Line("gone", (), -1, f"{whole(g.name)} ({g.type})", "", "", "not there any longer", ())
        for g in changes.gone
        if g.id in gone
    ]
    order = list(HEADINGS)
    lines.sort(key=lambda line: order.index(line.section))
    return Told(changes.since, tuple(lines), dict(sorted(nodes.items())), dict(sorted(edges.items())))


def _shown(gone: Gone, changes: Changes, picture: Picture) -> bool:
    """Whether the picture tells of what is gone: of all in a whole map, in a part of what hung on something in it."""
    return len(picture.entities) == changes.entities or any(i in picture.at for i in gone.near)


def _edges(item: Item, graph: Graph, of_milestone: Mapping[str, str]) -> list[str]:
    """Uids of the relations that an item tells of."""
    conflict = graph.conflicts.get(item.element)
    elements = conflict.elements if conflict else (item.element,)
    return [of_milestone.get(e, e) for e in elements]


def _line(item: Item, about: tuple[int, ...], edge: int) -> Line:
    what = item.what
    if item.item == "conflict":
        kind, _, rest = what.partition(f" {item.element}: ")
        what = f"{KINDS.get(kind, kind)}: {rest}" if rest else what
    elif item.item == "entity":
        what = ""
    else:
        what = _CODE.sub(lambda found: spoken(found[0]), what)
    return Line(item.section, about, edge, what, item.old, item.new, item.change, item.claims)

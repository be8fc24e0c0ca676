"""What changed between two days: the analyst's page, by the day said or the day on which we recorded it.

Two graphs are built of the same facts, each standing on its own day, and laid side by side (docs/reports.md). What is
told in which section stands in `changed`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graphkit.facts import CURATION, Facts
from graphkit.graph import Entity, Graph, build
from graphkit.graph.histories import Owners
from graphkit.graph.sections import HEADINGS
from graphkit.model import Model
from graphkit.reports import phrases
from graphkit.reports.changed import SECTIONS, Change, compare
from graphkit.reports.cite import cite
from graphkit.reports.stale import DAYS
from graphkit.values.table import Table

#: What the two days mean.
BY = ("said", "recorded")
#: Items of a section that a page shows unless all are wanted.
LIMIT = 20
COLUMNS = (
    "section", "item", "entity", "id", "what", "old", "new", "change", "days_least", "days_most", "speakers", "said",
    "sources",
)  # fmt: skip
#: Columns that people have in words, in `change`.
FOR_MACHINES = ("days_least", "days_most")
#: Sections with several sorts of item.
_MIXED = ("new", "changed", "stale")
_CITED = 3


@dataclass(frozen=True, slots=True)
class Changes:
    """The items by section, with both graphs and what the days mean (`by`, one of BY).

    `unrecorded` are the documents of which nobody wrote down when they were recorded: by the day recorded they count on
    both sides.
    """

    by: str
    since: date
    until: date | None
    old: Graph
    new: Graph
    items: tuple[Change, ...]
    unrecorded: tuple[str, ...]

    @property
    def from_nothing(self) -> bool:
        """True where there was nothing yet on the earlier day, so that all there is is new."""
        return not self.old.sources

    def counts(self) -> dict[str, int]:
        """How many items each section has."""
        return {name: sum(i.section == name for i in self.items) for name in SECTIONS}

    def table(self, section: str = "", limit: int | None = None, short: bool = False) -> Table:
        """The items as rows, of one section or all; `short`: the first few sources of each, and no columns for
        machines, as people want them."""
        found = [i for i in self.items if section in ("", i.section)][:limit]
        rows = [self._row(item, short) for item in found]
        hidden = {*(FOR_MACHINES if short else ()), *(("section",) if section else ())}
        if short and section and section not in _MIXED:
            hidden.add("item")
        kept = [n for n, name in enumerate(COLUMNS) if name not in hidden]
        title = HEADINGS[section] if section else "changes"
        return Table.of([COLUMNS[n] for n in kept], [[row[n] for n in kept] for row in rows], title)

    def document(self) -> dict[str, Any]:
        """All of it as JSON has it."""
        return {
            "graphkit": "changes",
            "by": self.by,
            "from": _side(self.old, self.since),
            "to": _side(self.new, self.until),
            "left_out": self.new.left_out,
            "undated": sorted({*self.old.undated, *self.new.undated}),
            "unrecorded": list(self.unrecorded),
            "counts": self.counts(),
            "changes": self.table().records(),
        }

    def _row(self, item: Change, short: bool) -> tuple[Any, ...]:
        graph = self.new if all(i in self.new.claims for i in item.claims) else self.old
        # What was told before is no news: the item rests on it only where nothing newer speaks of it.
        fresh = [i for i in item.claims if i not in self.old.claims] or list(item.claims)
        claims = [c for c in (graph.claims[i] for i in fresh) if c.source != CURATION]
        places = cite(graph, fresh)
        if short and len(places) > _CITED:
            places = [*places[:_CITED], f"and {len(places) - _CITED} more"]
        return (
            item.section,
            item.item,
            graph.name(item.about[0]),
            item.about[0],
            item.what,
            item.old,
            item.new,
            item.change,
            item.days_least,
            item.days_most,
            sorted({graph.name(c.speaker) for c in claims}),
            phrases.days_text(phrases.last_said(claims)),
            places,
        )


def changes(
    facts: Facts,
    model: Model,
    since: date,
    until: date | None = None,
    by: str = "said",
    audience: str = "all",
    stale_after: int = DAYS,
) -> Changes:
    """What changed after `since`, until the end of `until` (None: until now).

    Each side stands on its own latest day on which something was said, so that what became overdue or stale between
    them shows. By the day said, a side has what had been said by its day; by the day recorded, the documents and
    rulings that we had by then. What curation says belongs to both sides.

    Parameters
    ----------
    by
        ``said`` or ``recorded``: of which day `since` and `until` speak.
    audience
        ``all``, or ``public``: without claims of sources that are not public.
    stale_after
        Days after which what nobody has confirmed is stale.

    Raises
    ------
    UsageError
        If the audience is unknown.
    """
    old, new = (_side_of(facts, model, day, by, audience) for day in (since, until))
    items = compare(old, new, model, stale_after)
    unrecorded = [s.id for s in new.sources.values() if s.recorded is None] if by == "recorded" else []
    return Changes(by, since, until, old, new, items, tuple(unrecorded))


def narrowed(found: Changes, sections: Collection[str] = (), entity: Entity | None = None) -> Changes:
    """The changes of some sections, of an entity and what it owns."""
    items: Iterable[Change] = (i for i in found.items if not sections or i.section in sections)
    if entity is not None:
        owners = Owners(found.new)
        items = (i for i in items if any(entity.id in (a, *owners.of(a)) for a in i.about))
    return replace(found, items=tuple(items))


def _side_of(facts: Facts, model: Model, day: date | None, by: str, audience: str) -> Graph:
    if by == "said":
        return build(facts, model, known_on=day, audience=audience)
    return build(recorded_by(facts, day), model, audience=audience)


def recorded_by(facts: Facts, day: date | None) -> Facts:
    """The facts that we had on a day: documents recorded by it, rulings made by it, and all that curation says.

    A document without a day of recording is there on any day.
    """
    if day is None:
        return facts
    late = {s.id for s in facts.sources.values() if s.recorded is not None and s.recorded > day}
    return replace(
        facts,
        claims=tuple(c for c in facts.claims if c.source not in late),
        decisions={i: d for i, d in facts.decisions.items() if d.day <= day},
    )


def _side(graph: Graph, day: date | None) -> dict[str, Any]:
    return {
        "day": day.isoformat() if day else None,
        "as_of": graph.as_of.isoformat() if graph.as_of else None,
        "sources": len(graph.sources),
        "claims": sum(c.source != CURATION for c in graph.claims.values()),
    }

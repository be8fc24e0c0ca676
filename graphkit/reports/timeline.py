"""The timeline: who reaches which stage when, one row for each planned or actual date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from graphkit.graph import Entity, Graph
from graphkit.graph.delays import delay
from graphkit.graph.histories import History, Told, histories, ladder_order
from graphkit.graph.slips import Fate, fates
from graphkit.model import Model
from graphkit.reports.cite import cite
from graphkit.reports.slips import NOBODY, concerns, iso, names
from graphkit.reports.words import scope
from graphkit.values.table import Table

#: What the rows are grouped by.
GROUPS = ("firm", "type", "none")
#: Columns that a drawing needs and a reader of the table does not.
FOR_DRAWING = ("group", "then_earliest", "then_latest")
_COLUMNS = (
    "group",
    "entity",
    "id",
    "type",
    "firm",
    "stage",
    "with",
    "scope",
    "kind",
    "text",
    "earliest",
    "latest",
    "current",
    "outcome",
    "delay",
    "days_least",
    "days_most",
    "then_earliest",
    "then_latest",
    "said_first",
    "said_last",
    "speakers",
    "sources",
)


def timeline(
    graph: Graph,
    model: Model,
    *,
    entities: Sequence[Entity] = (),
    types: Collection[str] = (),
    stages: Collection[str] = (),
    window: tuple[date | None, date | None] = (None, None),
    group: str = "firm",
) -> Table:
    """Every dated and undated statement of the milestones asked for, grouped, each group and entity by its first date.

    Parameters
    ----------
    entities, types, stages
        Only milestones of these entities and of what they own, of these types of entity, of these stages.
    window
        Only statements that may fall between the two days, ends included; None is open. With a window, statements
        without any date are left out.
    group
        `firm` (whose date it is), `type` (of the entity) or `none`.
    """
    every = histories(graph, model)
    judged: dict[str, list[Fate]] = defaultdict(list)
    for fate in fates(graph, model, every):
        judged[fate.history.element].append(fate)
    chosen = [
        h
        for h in every
        if (not entities or any(concerns(h, e) for e in entities))
        and (not types or _type(graph, h) in types)
        and (not stages or h.stage in stages)
    ]
    shown = {h.element: tuple(t for t in h.told if _inside(t, window)) for h in chosen}
    chosen = [h for h in chosen if shown[h.element]]
    rows = []
    for history, title in _ordered(graph, model, chosen, shown, group):
        of = {f.plan.statement.uid: f for f in judged[history.element]}
        rows += [
            _row(graph, title, history, told, of.get(told.statement.uid))
            for told in sorted(
                shown[history.element], key=lambda t: (not t.plan, not t.plan and not t.statement.current)
            )
        ]
    return Table.of(_COLUMNS, rows, "timeline")


def _type(graph: Graph, history: History) -> str:
    entity = graph.entities.get(history.subject)
    return entity.type if entity else ""


def _inside(told: Told, window: tuple[date | None, date | None]) -> bool:
    first, last = told.statement.earliest, told.statement.latest
    if window == (None, None):
        return True
    if first is None and last is None:
        return False
    after = window[0] is None or last is None or last >= window[0]
    return after and (window[1] is None or first is None or first <= window[1])


def _ordered(
    graph: Graph, model: Model, chosen: Sequence[History], shown: dict[str, tuple[Told, ...]], group: str
) -> list[tuple[History, str]]:
    """The histories with the title of their group: groups, entities and stages by their first day."""
    titles: dict[str, str] = {}
    for history in chosen:
        owners = ", ".join(names(graph, history.owners)) or NOBODY
        titles[history.element] = {"firm": owners, "type": _type(graph, history), "none": ""}[group]
    first: dict[tuple[str, ...], date] = {}
    for history in chosen:
        title = titles[history.element]
        day = min((_day(t) for t in shown[history.element]), default=date.max)
        for key in ((title,), (title, history.subject)):
            first[key] = min(first.get(key, date.max), day)

    def order(history: History) -> tuple[Any, ...]:
        title = titles[history.element]
        of_group = (title == NOBODY, first[title,], title)
        return (*of_group, first[title, history.subject], history.subject, *ladder_order(history, model))

    return [(h, titles[h.element]) for h in sorted(chosen, key=order)]


def _day(told: Told) -> date:
    """The first day that is known of a statement; the last possible of all where none is."""
    return told.statement.earliest or told.statement.latest or date.max


def _row(graph: Graph, title: str, history: History, told: Told, fate: Fate | None) -> tuple[Any, ...]:
    statement = told.statement
    owners = names(graph, history.owners)
    outcome = fate.outcome if fate else "came" if statement.reached else statement.kind
    return (
        title,
        graph.name(history.subject),
        history.subject,
        _type(graph, history),
        owners,
        history.stage,
        graph.name(history.object) if history.object else "",
        scope(history.scope, graph),
        statement.kind,
        statement.text,
        iso(statement.earliest),
        iso(statement.latest),
        statement.current,
        outcome,
        delay(fate) if fate and fate.slip else "",
        fate.days_least if fate else None,
        fate.days_most if fate else None,
        *map(iso, fate.to_days if fate else (None, None)),
        *map(iso, told.said or (None, None)),
        names(graph, told.speakers),
        cite(graph, statement.claims),
    )

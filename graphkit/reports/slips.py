"""Slips: each plan that moved or was missed, and each firm's record of keeping dates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from statistics import median
from typing import Any

from graphkit.graph import Entity, Graph
from graphkit.graph.delays import delay
from graphkit.graph.histories import History
from graphkit.graph.slips import SLIPS, Fate, fates
from graphkit.model import Model
from graphkit.reports.cite import cite
from graphkit.reports.words import scope
from graphkit.values.table import Table

#: Who has a plan that no firm or organization owns.
NOBODY = "(no firm)"
#: What came of a plan of which no source tells an outcome.
NOT_TOLD = "not told"
#: Columns of `slips` that machines read and people have in words.
FOR_MACHINES = (
    "planned_earliest",
    "planned_latest",
    "then_earliest",
    "then_latest",
    "days_least",
    "days_most",
)
_COLUMNS = (
    "entity",
    "id",
    "stage",
    "with",
    "scope",
    "outcome",
    "planned",
    "then",
    "delay",
    "kind",
    "firm",
    "said_by",
    "then_said_by",
    *FOR_MACHINES,
    "sources",
    "then_sources",
)
_RECORD = (
    "firm",
    "id",
    "plans",
    "kept",
    "early",
    "late",
    "overdue",
    "moved",
    "unclear",
    "withdrawn",
    "ahead",
    "undated",
    "median_days_late",
    "worst_days_late",
)
#: Outcomes of a plan that has a date; each such plan has exactly one.
_DATED = ("kept", "early", "late", "overdue", "moved", "unclear", "withdrawn", "ahead")


def slips(graph: Graph, model: Model, entity: Entity | None = None, outcomes: Collection[str] = SLIPS) -> Table:
    """The plans with one of `outcomes`, the worst first, alone or of an entity: its own, and those of what it owns.

    Returns
    -------
    Table
        A row a plan. `days_least` and `days_most` bound its delay in days, negative before the planned ones, None
        unknown; of an overdue plan `days_least` is how long its last day is past.
    """
    found = [
        f for f in fates(graph, model) if f.outcome in outcomes and (entity is None or concerns(f.history, entity))
    ]
    return Table.of(_COLUMNS, [_row(graph, f) for f in sorted(found, key=_worst_first)], "slips")


def record(graph: Graph, model: Model, entity: Entity | None = None) -> Table:
    """How firms kept their dates: per firm the number of its own plans by outcome, and how late they were.

    Forecasts of others do not count. Plans that only repeat another one, or contradict an outcome, are not counted; a
    plan of two firms counts for each. `median_days_late` and `worst_days_late` are of the late plans, by the
    days that are certain.
    """
    of: dict[str, list[Fate]] = defaultdict(list)
    for fate in fates(graph, model):
        if fate.history.owners and not fate.counted:
            continue
        for owner in fate.history.owners or ("",):
            if entity is None or owner == entity.id:
                of[owner].append(fate)
    rows = [_kept(graph, owner, found) for owner, found in of.items() if not _unnamed(graph, owner)]
    rows = [row for row in rows if row[2] or row[-3]]
    return Table.of(_RECORD, sorted(rows, key=lambda r: (not r[1], -r[2], r[0], r[1])), "record of keeping dates")


def concerns(history: History, entity: Entity) -> bool:
    """Whether a milestone is the entity's, or of something that it owns."""
    return entity.id in (history.subject, history.object, *history.owners)


def then(fate: Fate) -> str:
    """What came of the plan, as a date: `2025-11-10`, `by 2025-11-10 (production_start)`, `not told`, `withdrawn`."""
    if fate.to is None:
        return "" if fate.outcome in ("undated", "restated") else NOT_TOLD
    if fate.outcome == "withdrawn":
        ended = fate.to.statement
        return "withdrawn" if ended.kind == "withdrawn" else f"{ended.stage} {ended.text}".strip()
    if fate.bound:
        return f"by {fate.to_days[1]} ({fate.bound.statement.stage})"
    return fate.to.statement.text or f"by {fate.to_days[1]}"


def names(graph: Graph, ids: Iterable[str]) -> list[str]:
    """Names of entities, and of speakers that are none."""
    return [graph.name(i) for i in ids]


def iso(day: date | None) -> str | None:
    """A day as text, None where it is open."""
    return day.isoformat() if day else None


def _row(graph: Graph, fate: Fate) -> tuple[Any, ...]:
    history, plan, to = fate.history, fate.plan.statement, fate.to
    evidence = [i for told in (to, fate.bound) if told for i in told.statement.claims]
    return (
        graph.name(history.subject),
        history.subject,
        history.stage,
        graph.name(history.object) if history.object else "",
        scope(history.scope, graph),
        fate.outcome,
        plan.text,
        then(fate),
        delay(fate),
        plan.kind,
        names(graph, history.owners),
        names(graph, fate.plan.speakers),
        names(graph, to.speakers) if to else [],
        iso(plan.earliest),
        iso(plan.latest),
        *map(iso, fate.to_days),
        fate.days_least,
        fate.days_most,
        cite(graph, plan.claims),
        cite(graph, evidence),
    )


def _worst_first(fate: Fate) -> tuple[Any, ...]:
    rank = SLIPS.index(fate.outcome) if fate.slip else len(SLIPS)
    least = fate.days_least if fate.days_least is not None else fate.days_most or 0
    return (rank, fate.outcome, -abs(least), fate.history.subject, fate.history.element, fate.plan.statement.uid)


def _kept(graph: Graph, owner: str, found: Sequence[Fate]) -> tuple[Any, ...]:
    counts = Counter(f.outcome for f in found)
    late = [f.days_least for f in found if f.outcome == "late" and f.days_least is not None]
    return (
        graph.name(owner) if owner else NOBODY,
        owner,
        sum(counts[outcome] for outcome in _DATED),
        *(counts[outcome] for outcome in _DATED),
        counts["undated"],
        median(late) if late else None,
        max(late, default=None),
    )


def _unnamed(graph: Graph, owner: str) -> bool:
    """A party that a source leaves unnamed may be any firm: it has no record."""
    entity = graph.entities.get(owner)
    return entity is not None and "unnamed" in entity.flags

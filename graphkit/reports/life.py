"""The life of an entity: each milestone with its planned and actual dates side by side, and the slip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from graphkit.graph import Entity, Graph
from graphkit.graph.delays import delay
from graphkit.graph.histories import History, histories, ladder_order
from graphkit.graph.slips import Fate, fates
from graphkit.model import Model
from graphkit.reports.cite import cite
from graphkit.reports.slips import NOT_TOLD, names, then
from graphkit.reports.words import scope
from graphkit.values.table import Table

#: Types of what is an entity's own, whose milestones are shown with it.
_PARTS = ("Site", "Product", "Vehicle")
_COLUMNS = (
    "stage",
    "planned",
    "came",
    "delay",
    "state",
    "outcome",
    "kind",
    "with",
    "scope",
    "disputed",
    "said_by",
    "sources",
)
#: Words of `state` for plans, as `why` and the store have them.
_STATES = {
    **dict.fromkeys(("came", "kept", "late", "early", "unclear", "contradicted"), "reached"),
    **dict.fromkeys(("ahead", "moved", "restated"), "planned"),
}
#: Columns that people have in `state`.
FOR_MACHINES = ("outcome", "disputed")


def life(graph: Graph, model: Model, entity: Entity) -> tuple[Table, Table]:
    """The milestones of an entity in the order of their ladders, and those of the sites, products and vehicles that are
    its own or a part of it, with `entity` and `id` in front."""
    every = histories(graph, model)
    parts = _parts(graph, entity)
    own = [h for h in every if entity.id in (h.subject, h.object)]
    others = [h for h in every if entity.id not in (h.subject, h.object) and _part(graph, h, entity, parts)]
    judged: dict[str, list[Fate]] = defaultdict(list)
    near = {h.subject for h in (*own, *others)}
    for fate in fates(graph, model, [h for h in every if h.subject in near]):
        judged[fate.history.element].append(fate)
    rows = [_row(graph, h, judged[h.element], entity.id) for h in sorted(own, key=lambda h: ladder_order(h, model))]
    below = [
        (graph.name(h.subject), h.subject, *_row(graph, h, judged[h.element], h.subject))
        for h in sorted(others, key=lambda h: (graph.name(h.subject), h.subject, *ladder_order(h, model)))
    ]
    return (
        Table.of(_COLUMNS, rows, "life"),
        Table.of(("entity", "id", *_COLUMNS), below, "life of its parts"),
    )


def _parts(graph: Graph, entity: Entity) -> set[str]:
    """Sites, products and vehicles that are part of the entity, at any depth."""
    out: set[str] = set()
    ahead = [entity.id]
    while ahead:
        for edge in graph.edges_of(whole := ahead.pop()):
            if edge.type == "PART_OF" and edge.target == whole and edge.source not in out:
                out.add(edge.source)
                ahead.append(edge.source)
    return {i for i in out if i in graph.entities and graph.entities[i].type in _PARTS}


def _part(graph: Graph, history: History, entity: Entity, parts: set[str]) -> bool:
    found = graph.entities.get(history.subject)
    owned = entity.id in history.owners and found is not None and found.type in _PARTS
    return owned or history.subject in parts


def _row(graph: Graph, history: History, judged: Sequence[Fate], seen_from: str) -> tuple[Any, ...]:
    other = history.object if history.subject == seen_from else history.subject
    plans = [f for f in judged if f.outcome != "restated"] or list(judged)
    last = plans[-1] if plans else None
    outcome = last.outcome if last else history.current.kind
    if history.came and (last is None or outcome in ("undated", "moved", "restated")):
        outcome = "came"
    elif outcome == "undated" and last:
        outcome = last.plan.statement.kind
    return (
        history.stage,
        " → ".join(f.plan.statement.text or "no date" for f in plans),
        _came(history, last),
        "; ".join(delay(f) for f in plans if f.slip),
        "disputed" if history.disputed else _STATES.get(outcome, outcome),
        outcome,
        ", ".join(dict.fromkeys(f.plan.statement.kind for f in plans)),
        graph.name(other) if other else "",
        scope(history.scope, graph),
        history.disputed,
        names(graph, sorted({s for t in history.told for s in t.speakers})),
        cite(graph, [i for t in history.told for i in t.statement.claims]),
    )


def _came(history: History, last: Fate | None) -> str:
    """The date on which it came, `by DAY` where only a last one is known; blank while it has not."""
    if last and last.to and not last.to.plan:
        return then(last)
    if history.came:
        return history.came.text or (f"by {history.came.latest}" if history.came.latest else "day not told")
    return NOT_TOLD if last and last.outcome == "overdue" else ""

"""Show: one entity with its values, the life of it, and its edges, each with its sources."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from graphkit.graph import Edge, Entity, Graph, Milestone, Observation
from graphkit.graph.attributes import node_attributes
from graphkit.graph.derive import plain
from graphkit.model import Model
from graphkit.reports.cite import cite
from graphkit.reports.conflicts import conflicts
from graphkit.reports.life import life
from graphkit.reports.words import scope
from graphkit.values.table import Table

__all__ = ["Shown", "amount", "milestone_state", "number", "scope", "show"]

_HIDDEN = ("claims", "name_key", "caption")


@dataclass(frozen=True, slots=True)
class Shown:
    """An entity's own attributes and its tables: values, milestones, edges, its life and that of its parts, edges that
    name it as their item, and the documents that they cite."""

    entity: dict[str, Any]
    tables: tuple[Table, ...]


def show(graph: Graph, entity: Entity, model: Model) -> Shown:
    """Everything the graph holds of one entity of this model's types: attributes as a store has them, and tables."""
    about: dict[str, Any] = {"id": entity.id, "type": entity.type}
    about.update({k: v for k, v in node_attributes(entity).items() if k not in _HIDDEN})
    about["disputed_in"] = _disputed_in(graph, entity)
    about["sources"] = cite(graph, [c for p in graph.properties_of(entity.id) for c in p.claims])
    tables = (
        _values(graph, entity),
        _milestones(graph, entity, model),
        *life(graph, model, entity),
        _edges(graph, entity, model),
        _as_item(graph, entity, model),
        _contradictions(graph, entity),
    )
    cited = {place.partition("#")[0] for place in about["sources"]}
    cited |= {place.partition("#")[0] for table in tables for row in table.rows for place in row[-1]}
    return Shown(about, (*tables, _documents(graph, cited)))


def amount(seen: Observation) -> str:
    """A number as people read it: the stated value with its bounds, unit and period."""
    if seen.direction:
        return seen.direction
    if seen.value is None and seen.min is None and seen.max is None:
        return "undisclosed"
    if seen.min is not None and seen.min == seen.max:
        text = number(seen.min)
    elif seen.value is not None:
        text = f"{number(seen.value)} ({_bounds(seen.min, seen.max)})"
    else:
        text = _bounds(seen.min, seen.max)
    unit = f" {seen.unit}" if seen.unit else ""
    per = f" per {seen.per}" if seen.per and not (seen.unit or "").endswith("/a") else ""
    return f"{text}{unit}{per}{' (implied)' if per and seen.per_implied else ''}"


def number(value: Decimal) -> str:
    """A number with thousands parted."""
    return f"{plain(value):,}"


def _bounds(low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None:
        return f"at most {number(high)}" if high is not None else f"at least {number(low)}" if low is not None else ""
    return f"{number(low)} to {number(high)}"


def _contradictions(graph: Graph, entity: Entity) -> Table:
    """Conflicts that concern the entity or what it owns, within one element or between two."""
    rows = []
    for conflict in conflicts(graph, entity.id):
        sides = [("● " if side.chosen else "○ ") + side.text for side in conflict.sides]
        places = cite(graph, conflict.claims)
        rows.append((conflict.uid, conflict.kind, conflict.severity, conflict.state, sides, places))
    return Table.of(("conflict", "kind", "severity", "state", "sides", "sources"), rows, "contradictions")


def _disputed_in(graph: Graph, entity: Entity) -> list[str]:
    """What of the entity is disputed: its type or name, properties, metrics, stages and edges, sorted."""
    rows = [c for c in (graph.claims[i] for i in entity.claims) if c.subject == entity.id]
    out = {p for p in ("is_a", "name") if len({c.word for c in rows if c.predicate == p}) > 1}
    out |= {p.name for p in graph.properties_of(entity.id) if p.disputed}
    numbers = [(o.metric, o.scope) for o in graph.observations_of(entity.id) if o.disputed]
    dates = [(m.stage, m.scope) for m in graph.milestones_of(entity.id) if m.disputed]
    for name, where in (*numbers, *dates):
        out.add(f"{name} ({scope(where, graph)})" if where else name)
    for edge in graph.edges_of(entity.id):
        if edge.disputed:
            out.add(f"{edge.type} {graph.name(edge.target if edge.source == entity.id else edge.source)}")
    return sorted(out)


def _values(graph: Graph, entity: Entity) -> Table:
    rows = []

    def order(o: Observation) -> tuple[Any, ...]:
        return (o.metric, o.scope, o.prospective, o.period, not o.current, o.uid)

    for seen in sorted(graph.observations_of(entity.id), key=order):
        mark = "disputed" if seen.disputed else ("current" if seen.current else "superseded")
        rows.append(
            (
                seen.metric,
                amount(seen),
                scope(seen.scope, graph),
                seen.period,
                seen.kind,
                mark,
                cite(graph, seen.claims),
            )
        )
    return Table.of(("metric", "amount", "scope", "period", "kind", "state", "sources"), rows, "values")


def milestone_state(milestone: Milestone) -> str:
    """`reached`, `overdue`, `planned`, or `superseded` for a statement that another one replaced."""
    if milestone.overdue:
        return "overdue"
    if milestone.current:
        return "reached" if milestone.reached else milestone.kind
    return "superseded" if not milestone.disputed else "disputed"


def _milestones(graph: Graph, entity: Entity, model: Model) -> Table:
    def order(m: Milestone) -> tuple[Any, ...]:
        stage = model.stages[m.stage]
        day = m.latest or m.earliest
        return (day is None, day.isoformat() if day else "", stage.order, m.stage, not m.current, m.uid)

    rows = []
    for milestone in sorted(graph.milestones_of(entity.id), key=order):
        other = milestone.object if milestone.subject == entity.id else milestone.subject
        rows.append(
            (
                milestone.stage,
                milestone.text or (f"by {milestone.latest}" if milestone.latest else ""),
                milestone.kind,
                milestone_state(milestone),
                graph.name(other) if other else "",
                scope(milestone.scope, graph),
                cite(graph, milestone.claims),
            )
        )
    return Table.of(("stage", "date", "kind", "state", "with", "scope", "sources"), rows, "milestones")


def _edges(graph: Graph, entity: Entity, model: Model) -> Table:
    def order(edge: Edge) -> tuple[Any, ...]:
        return (edge.type, edge.source != entity.id, edge.source, edge.target, edge.uid)

    rows = []
    for edge in sorted(graph.edges_of(entity.id), key=order):
        outward = edge.source == entity.id
        other = edge.target if outward else edge.source
        reads = edge.type.lower().replace("_", " ") if outward else model.edges[edge.type].inverse
        details = scope((*edge.key, *edge.qualifiers), graph)
        if edge.one_of:  # the source leaves open which of them is meant
            details = "; ".join(filter(None, (details, "one of " + ", ".join(graph.name(i) for i in edge.one_of))))
        state = "disputed" if edge.disputed else "overdue" if edge.overdue else edge.status
        way = "out" if outward else "in"
        rows.append(
            (edge.type, way, reads, graph.name(other), other, state, edge.text, details, cite(graph, edge.claims))
        )
    columns = ("edge", "direction", "reads", "entity", "id", "status", "when", "details", "sources")
    return Table.of(columns, rows, "edges")


def _as_item(graph: Graph, entity: Entity, model: Model) -> Table:
    """Edges between others that are about the entity: who supplies it to whom, who works on it with whom."""
    names = {name for name, q in model.qualifiers.items() if q.type == "entity"}

    def telling(edge: Edge) -> list[str]:
        return [n for n, v in (*edge.key, *edge.qualifiers) if v == entity.id and n in names]

    found = [e for e in graph.edges.values() if entity.id not in (e.source, e.target) and telling(e)]
    rows = []
    for edge in sorted(found, key=lambda e: (e.type, e.source, e.target, e.uid)):
        ends = (graph.name(edge.source), edge.source, graph.name(edge.target), edge.target)
        state = "disputed" if edge.disputed else "overdue" if edge.overdue else edge.status
        details = scope(tuple(q for q in (*edge.key, *edge.qualifiers) if q[1] != entity.id), graph)
        rows.append((edge.type, ", ".join(telling(edge)), *ends, state, edge.text, details, cite(graph, edge.claims)))
    columns = ("edge", "as", "from", "from_id", "to", "to_id", "status", "when", "details", "sources")
    return Table.of(columns, rows, "named in")


def _documents(graph: Graph, cited: set[str]) -> Table:
    found = [graph.sources[i] for i in sorted(cited) if i in graph.sources]
    rows = [(s.id, s.title, s.publisher, s.published.text) for s in found]
    return Table.of(("id", "title", "publisher", "published"), rows, "documents")

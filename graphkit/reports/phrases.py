"""What an element is about and what it says, in a few words, for reports that list elements of every sort."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graphkit.facts import Claim
from graphkit.graph import Edge, Graph, Milestone, Observation, Property
from graphkit.reports.show import amount
from graphkit.reports.words import scope

#: What tells one run of numbers from another: those of one series follow each other in time.
Series = tuple[str, str, tuple[tuple[str, str], ...], bool, str]


def relation(graph: Graph, edge: Edge) -> str:
    """`SUPPLIES BYD (item=Lithium sulfide)`: an edge as its start tells it."""
    return _scoped(f"{edge.type} {graph.name(edge.target)}", edge.key, graph)


def property_name(graph: Graph, prop: Property) -> str:
    """`class (application=eVTOL)`."""
    return _scoped(prop.name, prop.qualifiers, graph)


def metric(graph: Graph, seen: Observation) -> str:
    """`shipments (class=all-solid)`."""
    return _scoped(seen.metric, seen.scope, graph)


def stage(graph: Graph, told: Milestone) -> str:
    """`vehicle_installation with Onvo L60 (scale=small batch)`."""
    return _scoped(f"{told.stage} with {graph.name(told.object)}" if told.object else told.stage, told.scope, graph)


def of_kind(kind: str, text: str) -> str:
    """`2025-11` of what is so, `planned: 2025-10` of the rest."""
    return (text or "yes") if kind == "actual" else f"{kind}: {text}" if text else kind


def figure(seen: Observation) -> str:
    """`forecast: 13.5 GWh, by 2028`: an amount with its kind and period."""
    return of_kind(seen.kind, ", ".join(part for part in (amount(seen), seen.period) if part))


def state_of(edge: Edge) -> str:
    """`operating, 2024/2026`: an edge's status with the time for which it is stated to hold."""
    return f"{edge.status}, {edge.text}" if edge.text else edge.status


def series(seen: Observation) -> Series:
    """The series of a number: its subject, metric, scope, whether it lies ahead, and the unit or that it is a
    direction."""
    measure = "direction" if seen.direction else seen.unit or ""
    return (seen.subject, seen.metric, seen.scope, seen.prospective, measure)


def place_in_series(seen: Observation) -> tuple[date, date, str]:
    """Where a number stands in its series: the end of its period, or the day on which it was said."""
    return (seen.latest or seen.said or date.min, seen.earliest or date.min, seen.uid)


def last_said(claims: Iterable[Claim]) -> tuple[date, date] | None:
    """The latest day on which one of the claims was said, as bounds; None where none has a clock."""
    said = [c.said for c in claims if c.said is not None]
    return (max(s[0] for s in said), max(s[1] for s in said)) if said else None


def days_text(bounds: tuple[date, date] | None) -> str | None:
    """`2025-12-06`, or `2025-11-10/2025-12-31` where the day is not known."""
    if bounds is None:
        return None
    return bounds[0].isoformat() if bounds[0] == bounds[1] else f"{bounds[0]}/{bounds[1]}"


def _scoped(text: str, pairs: Iterable[tuple[str, str]], graph: Graph) -> str:
    told = scope(pairs, graph)
    return f"{text} ({told})" if told else text

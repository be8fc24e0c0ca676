"""How much sites can make or hold: what is stated of each, counted once, and the date on which it begins to operate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from graphkit.facts.claim import PLANS
from graphkit.graph.graph import Graph, Milestone, Observation
from graphkit.model import Model

#: Metrics that tell how much a site can make or hold. Each has a unit of its own, and sums of its own.
CAPACITIES = ("capacity", "material_capacity", "area_capacity", "unit_capacity", "storage_power", "storage_energy")
#: Those of them that tell how much is made; the others are what a storage project holds.
OUTPUT = CAPACITIES[:4]
#: That in pieces: cells, packs and vehicles, which add up within one stage of the chain only.
PIECES = "unit_capacity"


@dataclass(frozen=True, slots=True)
class Stated:
    """A capacity: least and most, None where open; nominal is what the source names, None where none is named.

    `seen` is the statement itself, with its unit, dates and claims.
    """

    metric: str
    planned: bool
    nominal: Decimal | None
    least: Decimal | None
    most: Decimal | None
    seen: Observation


@dataclass(frozen=True, slots=True)
class Counted:
    """The capacities of a site that count; `whole` where it has parts and alone states the capacity of these."""

    whole: bool
    capacities: tuple[Stated, ...]


def stated_capacities(graph: Graph, model: Model, subject: str) -> tuple[Stated, ...]:
    """The capacities of a subject that count: per metric one installed and one planned, by metric.

    Of several the unscoped before a scoped one, then the one for the latest period.
    """
    out: dict[tuple[str, bool], Observation] = {}
    told = [o for o in graph.observations_of(subject) if o.current and o.metric in CAPACITIES and o.unit is not None]
    for seen in sorted(told, key=lambda o: (bool(o.scope), -_day(o).toordinal(), o.uid)):
        if seen.told and (seen.min, seen.max) != (None, None):
            out.setdefault((seen.metric, seen.prospective), seen)
    return tuple(
        Stated(metric, planned, seen.value, seen.min, seen.max, seen)
        for (metric, planned), seen in sorted(out.items())
        if metric in model.metrics
    )


def counted_capacities(graph: Graph, model: Model) -> Mapping[str, Counted]:
    """The sites without parts, and those above them that alone state the capacity of their parts, by id.

    A capacity counts at the lowest level that states it: where 0.5 and 3.5 GWh are told of two phases, the 4 GWh of
    their project are the same, and are not counted again.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    sites = {i for i, e in graph.entities.items() if e.type == "Site"}
    for edge in graph.edges.values():
        if edge.type == "PART_OF" and {edge.source, edge.target} <= sites and edge.status != "ended":
            parts[edge.target].append(edge.source)
    own = {site: stated_capacities(graph, model, site) for site in sites}

    @cache
    def below(site: str) -> frozenset[str]:
        """Metrics that a part of the site states, at any depth; parts never go round in a circle."""
        return frozenset(m for part in parts[site] for m in (*(s.metric for s in own[part]), *below(part)))

    out = {}
    for site in sorted(sites):
        counted = tuple(s for s in own[site] if s.metric not in below(site))
        if counted or not parts[site]:
            out[site] = Counted(bool(parts[site]), counted)
    return out


def start_of(graph: Graph, model: Model, site: str) -> Milestone | None:
    """The milestone that tells when a site begins to operate; None where none is told.

    Its production_start, else the first stage of the schema whose status is `operating`; what came before what is
    planned. Of a plan that moved it is the newest date.
    """
    found = [m for m in graph.milestones_of(site) if m.subject == site and m.current and m.status == "operating"]
    found = [m for m in found if m.reached or m.kind in PLANS]

    def order(m: Milestone) -> tuple[Any, ...]:
        day = m.latest or m.earliest or date.max
        return (m.stage != "production_start", not m.reached, model.stages[m.stage].order, day, m.uid)

    return min(found, key=order, default=None)


def _day(seen: Observation) -> date:
    return seen.latest or seen.said or date.min

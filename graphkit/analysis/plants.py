"""Who can make how much of what: sites, firms and items with the capacities stated of them, each counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphkit.analysis.study import Study
from graphkit.facts.claim import UNSAID
from graphkit.graph.capacities import Counted, Stated, counted_capacities, start_of, stated_capacities
from graphkit.graph.graph import Edge, Milestone
from graphkit.graph.histories import Owners

_ITEMS = ("Material", "Product", "Vehicle")
#: What a plant is called where nothing tells what it makes, and what tells no stage of what it makes.
UNKNOWN = "unknown"
#: Properties that tell the stage of the chain at which an item stands.
_STAGE = {"Material": "function", "Product": "form"}
#: Stages of what has a type only.
_TYPES = {"Material": "material", "Product": "product", "Vehicle": "vehicle"}


@dataclass(frozen=True, slots=True)
class Plant:
    """What makes items: a site, a firm of whose sites none is told to make them, or an item of which only a figure is known.

    `items` are the ids of what it is told to make, `firms` those who run it, `country` a code ("" where unknown).
    `capacities` is empty where no claim states one. `start` tells when it begins to operate, None where nothing does.
    `whole` is True where it has parts and alone states their capacity.
    """

    node: str
    kind: str
    items: tuple[str, ...]
    firms: tuple[str, ...]
    country: str
    status: str | None
    capacities: tuple[Stated, ...]
    start: Milestone | None
    whole: bool
    unnamed: bool
    claims: tuple[str, ...]


def plants(study: Study) -> tuple[Plant, ...]:
    """All plants by id, their capacities at the lowest level that states them: site, then firm, then item.

    A figure that a firm states counts only where none of its sites states that metric, and one of an item only where
    none of its makers does. What a site makes is what is told of it, else what is told of the site that it is part of.
    Without planned relations (`Study.planned`) what has not begun makes nothing, and plans are left out.
    """
    return _Plants(study).all()


def stage_of(study: Study, items: Iterable[str]) -> str:
    """The stage of the chain at which items stand, in words of the schema: what they are, or do in a battery."""
    found = set()
    for item in items:
        entity = study.graph.entities[item]
        word = entity.properties.get(_STAGE.get(entity.type, ""))
        found.add(str(word) if word else _TYPES[entity.type])
    return ", ".join(sorted(found)) or UNKNOWN


class _Plants:
    """The plants of one study."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.graph = study.graph
        self.counted: Mapping[str, Counted] = counted_capacities(study.graph, study.model)
        self.owners = Owners(study.graph)
        self.made: dict[str, list[Edge]] = defaultdict(list)
        self.wholes: dict[str, list[str]] = defaultdict(list)
        for edge in self.graph.edges.values():
            if edge.kind in UNSAID or edge.status == "ended" or (edge.status == "planned" and not study.planned):
                continue
            if edge.type == "PRODUCES":
                self.made[edge.source].append(edge)
            elif edge.type == "PART_OF" and {study.kind(edge.source), study.kind(edge.target)} == {"Site"}:
                self.wholes[edge.source].append(edge.target)

    def all(self) -> tuple[Plant, ...]:
        sites = [self._site(site, counted) for site, counted in self.counted.items()]
        firms = self._firms(sites)
        return tuple(sorted([*sites, *firms, *self._items([*sites, *firms])], key=lambda p: p.node))

    def _site(self, site: str, counted: Counted) -> Plant:
        made = self._made_at(site)
        return self._plant(site, made, self.owners.of(site), counted.capacities, counted.whole)

    def _made_at(self, site: str) -> list[Edge]:
        """What the site is told to make, else what the nearest site that it is part of is."""
        ahead, seen = [site], {site}
        while ahead:
            if found := [edge for s in ahead for edge in self.made.get(s, ())]:
                return found
            ahead = sorted({w for s in ahead for w in self.wholes.get(s, ())} - seen)
            seen.update(ahead)
        return []

    def _firms(self, sites: Iterable[Plant]) -> list[Plant]:
        """Firms with what none of their sites is told to make, or with a figure in a metric that none of these states."""
        own: dict[str, list[Plant]] = defaultdict(list)
        for plant in sites:
            for firm in plant.firms:
                own[firm].append(plant)
        out = []
        for firm in sorted(i for i, e in self.graph.entities.items() if e.type == "Firm"):
            elsewhere = {item for plant in own[firm] for item in plant.items}
            made = [edge for edge in self.made.get(firm, ()) if edge.target not in elsewhere]
            metrics = {s.metric for plant in own[firm] for s in plant.capacities}
            told = tuple(s for s in stated_capacities(self.graph, self.study.model, firm) if s.metric not in metrics)
            if made or told:
                out.append(self._plant(firm, made, (firm,), told, False))
        return out

    def _items(self, makers: Iterable[Plant]) -> list[Plant]:
        """Items with a figure in a metric that none of their makers states."""
        metrics: dict[str, set[str]] = defaultdict(set)
        for plant in makers:
            for item in plant.items:
                metrics[item].update(s.metric for s in plant.capacities)
        out = []
        for item in sorted(i for i, e in self.graph.entities.items() if e.type in _ITEMS):
            told = stated_capacities(self.graph, self.study.model, item)
            if told := tuple(s for s in told if s.metric not in metrics[item]):
                plant = self._plant(item, [], self.owners.of(item), told, False)
                out.append(plant)
        return out

    def _plant(
        self, node: str, made: Iterable[Edge], firms: tuple[str, ...], told: tuple[Stated, ...], whole: bool
    ) -> Plant:
        entity = self.graph.entities[node]
        start = start_of(self.graph, self.study.model, node) if entity.type != "Firm" else None
        told = told if self.study.planned else tuple(s for s in told if not s.planned)
        used = [edge.claims for edge in made] + [s.seen.claims for s in told] + ([start.claims] if start else [])
        items = {edge.target for edge in made} | ({node} if entity.type in _ITEMS else set())
        return Plant(
            node,
            entity.type,
            tuple(sorted(items)),
            tuple(firms),
            self.study.countries.get(node, ""),
            entity.status,
            told,
            start,
            whole,
            "unnamed" in entity.flags,
            tuple(sorted({claim for claims in used for claim in claims})),
        )

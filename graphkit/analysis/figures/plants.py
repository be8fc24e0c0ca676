"""Who can make how much of what: sites, firms and items with the capacities stated of them, each counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.analysis.kinds import ITEMS
from graphkit.analysis.study import Study
from graphkit.graph.capacities import Counted, Stated, counted_capacities, start_of, stated_capacities
from graphkit.graph.graph import Edge, Milestone
from graphkit.graph.histories import Owners

#: What a plant is called where nothing tells what it makes, and what tells no stage of what it makes.
UNKNOWN = "unknown"
#: The metrics of materials, by mass and by area.
_MATERIALS = ("material_capacity", "area_capacity")
#: Properties that tell the stage of the chain at which an item stands.
_STAGE = {"Material": "function", "Product": "form"}
#: Stages of what has a type only.
_TYPES = {"Material": "material", "Product": "product", "Vehicle": "vehicle"}


@dataclass(frozen=True, slots=True)
class Plant:
    """What makes items: a site, a firm none of whose sites is told to make them, or an item of which a figure is known.

    `items` are the ids of what it is told to make, `firms` those who run it, `country` a code ("" where unknown; see
    `Study.country`). `materials` are those of the items that are materials; `makes` is True where by the day looked
    at it was told to make one of them, not only planned to. `capacities` is empty where no claim states one. `start`
    tells when it begins to operate, None where nothing does. `whole` is True where it has parts or sites and alone
    states their capacity.
    """

    node: str
    kind: str
    items: tuple[str, ...]
    materials: tuple[str, ...]
    makes: bool
    firms: tuple[str, ...]
    country: str
    status: str | None
    capacities: tuple[Stated, ...]
    start: Milestone | None
    whole: bool
    unnamed: bool
    claims: tuple[str, ...]

    @property
    def operates(self) -> bool:
        """Whether it is told to operate; where no stage is told at all, whether it is told to make something now."""
        return self.status == "operating" or (self.status is None and self.makes)

    def items_in(self, metric: str) -> tuple[str, ...]:
        """The items of which a figure in a metric is: materials by mass or area, products and vehicles by energy; all
        items where it makes none of that kind."""
        material = metric in _MATERIALS
        return tuple(i for i in self.items if (i in self.materials) == material) or self.items

    def states(self, item: str) -> bool:
        """Whether it states how much of an item it can make, perhaps together with others."""
        return any(item in self.items_in(s.metric) for s in self.capacities)


def plants(study: Study) -> tuple[Plant, ...]:
    """All plants by id, their capacities at the lowest level that states them: site, then firm, then item.

    A figure that a firm states counts only where none of its sites states that metric; it is then that of its sites too
    that make such items and state nothing. One of an item counts only where none of its makers states that metric.
    What a site makes is what is told of it, else what is told of the site that it is part of. Without planned relations
    (`Study.planned`) what has not begun makes nothing, and plans are left out.
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
            if not study.counts(edge):
                continue
            if edge.type == "PRODUCES":
                self.made[edge.source].append(edge)
            elif edge.type == "PART_OF" and {study.kind(edge.source), study.kind(edge.target)} == {"Site"}:
                self.wholes[edge.source].append(edge.target)

    def all(self) -> tuple[Plant, ...]:
        sites = [self._site(site, counted) for site, counted in self.counted.items()]
        firms, covered = self._firms(sites)
        sites = [plant for plant in sites if plant.node not in covered]
        return tuple(sorted([*sites, *firms, *self._items([*sites, *firms])], key=lambda p: p.node))

    def _site(self, site: str, counted: Counted) -> Plant:
        made = self._made_at(site)
        return self._plant(site, made, self.owners.of(site), counted.capacities, counted.whole)

    def _told(self, edge: Edge) -> bool:
        """Whether it was said for certain by the day looked at: "makes" without a date does not hold at all times."""
        as_of = self.graph.as_of
        said = [self.graph.claims[claim].said for claim in edge.claims]
        return as_of is None or any(days is None or days[1] <= as_of for days in said)

    def _made_at(self, site: str) -> list[Edge]:
        """What the site is told to make, else what the nearest site that it is part of is."""
        ahead, seen = [site], {site}
        while ahead:
            if found := [edge for s in ahead for edge in self.made.get(s, ())]:
                return found
            ahead = sorted({w for s in ahead for w in self.wholes.get(s, ())} - seen)
            seen.update(ahead)
        return []

    def _firms(self, sites: Iterable[Plant]) -> tuple[list[Plant], set[str]]:
        """Firms with what none of their sites is told to make, or a figure in a metric that none of these states; and
        the sites of which that is the figure."""
        own: dict[str, list[Plant]] = defaultdict(list)
        for plant in sites:
            for firm in plant.firms:
                own[firm].append(plant)
        out: list[Plant] = []
        covered: set[str] = set()
        for firm in sorted(i for i, e in self.graph.entities.items() if e.type == "Firm"):
            elsewhere = {item for plant in own[firm] for item in plant.items}
            made = [edge for edge in self.made.get(firm, ()) if edge.target not in elsewhere]
            metrics = {s.metric for plant in own[firm] for s in plant.capacities}
            told = tuple(s for s in stated_capacities(self.graph, self.study.model, firm) if s.metric not in metrics)
            below = [p for p in own[firm] if self._covers(told, p)]
            if made or told:
                made += [edge for plant in below for edge in self._made_at(plant.node)]
                out.append(self._plant(firm, made, (firm,), told, bool(below)))
                covered.update(plant.node for plant in below)
        return out, covered

    def _covers(self, told: Iterable[Stated], site: Plant) -> bool:
        """Whether a figure of its firm is that of a site too: the firm alone runs it, and it states none of its own."""
        if site.capacities or len(site.firms) != 1 or not site.items:
            return False
        return any((i in site.materials) == (s.metric in _MATERIALS) for s in told for i in site.items)

    def _items(self, makers: Iterable[Plant]) -> list[Plant]:
        """Items with a figure in a metric that none of their makers states."""
        metrics: dict[str, set[str]] = defaultdict(set)
        for plant in makers:
            for item in plant.items:
                metrics[item].update(s.metric for s in plant.capacities)
        out = []
        for item in sorted(i for i, e in self.graph.entities.items() if e.type in ITEMS):
            told = stated_capacities(self.graph, self.study.model, item)
            if told := tuple(s for s in told if s.metric not in metrics[item]):
                made = [edge for edges in self.made.values() for edge in edges if edge.target == item]
                out.append(self._plant(item, made, self.owners.of(item), told, False))
        return out

    def _plant(
        self, node: str, made: Sequence[Edge], firms: tuple[str, ...], told: tuple[Stated, ...], whole: bool
    ) -> Plant:
        entity = self.graph.entities[node]
        start = start_of(self.graph, self.study.model, node) if entity.type != "Firm" else None
        told = told if self.study.planned else tuple(s for s in told if not s.planned)
        used = [edge.claims for edge in made] + [s.seen.claims for s in told] + ([start.claims] if start else [])
        items = sorted({edge.target for edge in made} | ({node} if entity.type in ITEMS else set()))
        return Plant(
            node,
            entity.type,
            tuple(items),
            tuple(i for i in items if self.graph.entities[i].type == "Material"),
            any(edge.status != "planned" and self._told(edge) for edge in made),
            tuple(firms),
            self.study.country(node),
            entity.status,
            told,
            start,
            whole,
            "unnamed" in entity.flags,
            tuple(sorted({claim for claims in used for claim in claims})),
        )

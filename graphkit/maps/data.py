"""What the map draws: entities and relations as packed columns, with their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graphkit.facts.claim import REALISED, Claim
from graphkit.graph.clock import certain_from
from graphkit.graph.countries import countries, without_country
from graphkit.graph.graph import Edge, Entity, Graph
from graphkit.graph.technologies import Technologies, technologies
from graphkit.maps.layout import Layout
from graphkit.maps.options import MapOptions
from graphkit.maps.pack import columns, day
from graphkit.maps.standing import standing
from graphkit.maps.supply import NEEDED, SPARE, arrival, essential, items, makes
from graphkit.maps.tiers import CONTEXT_TIERS, NO_TIER, Place, levels_of, places, tier_names
from graphkit.maps.words import scope, spoken, word
from graphkit.model import STATUSES, Model
from graphkit.values.names import caption

#: A name longer than this is cut on the map (the whole one would make the page unusable); its id stays.
MAX_NAME = 400
NODE_COLUMNS = (
    "id", "name", "caption", "type", "x", "y", "room", "tier", "core", "status", "marks", "country", "also",
    "native", "sources", "technology",
)  # fmt: skip
EDGE_COLUMNS = (
    "from", "to", "type", "key", "base", "status", "marks", "sure", "planned", "due", "since", "until", "sources",
)  # fmt: skip
#: Kinds that speak of what is to come.
PLANS = ("planned", "target", "forecast")
#: Heading of the entities that could stand in the chain and have no relation along it.
BESIDE = "beside the chain"


@dataclass(frozen=True)
class Picture:
    """A graph made ready to be drawn. Positions of entities, edges and sources are those of the graph's own order."""

    graph: Graph
    model: Model
    choice: MapOptions = field(default_factory=MapOptions)

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """Entities in the graph's order."""
        return tuple(self.graph.entities.values())

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Edges between entities of the graph, by their ends and type, so that the file does not depend on hashes."""
        known = [e for e in self.graph.edges.values() if e.source in self.at and e.target in self.at]
        return tuple(sorted(known, key=lambda e: (self.at[e.source], self.at[e.target], e.type, e.key, e.uid)))

    @cached_property
    def at(self) -> Mapping[str, int]:
        """Position of an entity by id."""
        return {e.id: k for k, e in enumerate(self.entities)}

    @cached_property
    def source_at(self) -> Mapping[str, int]:
        """Position of a source by id."""
        return {i: k for k, i in enumerate(self.graph.sources)}

    @cached_property
    def tiers(self) -> tuple[str, ...]:
        """Ids of the tiers from left to right: the chain's, what stands beside it, the context, levels of the rest."""
        known = tier_names(self.model)
        chain = tuple(t for t in known if t not in CONTEXT_TIERS)
        levels = (f"level {k + 1}" for k in range(max(self.levels.values(), default=-1) + 1))
        return (*chain, BESIDE, *(t for t in known if t in CONTEXT_TIERS), *levels)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What stands above the columns of each tier."""
        known = self.model.vocabularies.get("tier", {})
        return tuple(known[t].name if t in known else spoken(t).capitalize() for t in self.tiers)

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Position in `tiers` of each entity's column."""
        rank = {tier: k for k, tier in enumerate(self.tiers)}
        first = len(self.tiers) - max(self.levels.values(), default=-1) - 1
        return tuple(
            first + self.levels[e.id]
            if e.id in self.levels
            else rank[p.tier if p.core or p.tier in CONTEXT_TIERS else BESIDE]
            for e, p in zip(self.entities, self.places, strict=True)
        )

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """The level of each entity for which the model names no tier."""
        loose = [e.id for e, p in zip(self.entities, self.places, strict=True) if p.tier == NO_TIER]
        return levels_of(loose, self.edges, self.model)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The place in the chain of each entity."""
        found = places(self.graph, self.model, self.choice.tiers)
        return tuple(found[e.id] for e in self.entities)

    @cached_property
    def captions(self) -> tuple[str, ...]:
        """Names cut to what a column of the picture holds."""
        return tuple(caption(e.name) if e.name.strip() else e.id for e in self.entities)

    @cached_property
    def layout(self) -> Layout:
        """Where each entity stands."""
        return standing(self, tuple(short(e.name) or e.id for e in self.entities))

    def is_chain(self, edge: Edge) -> bool:
        """Whether the edge is one of the chain itself."""
        entry = self.model.edges.get(edge.type)
        return entry is not None and entry.chain

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The country of each entity as a code, its own or that of its place; "" where none is stated."""
        found = countries(self.graph, self.model)
        return tuple(found[e.id] for e in self.entities)

    @cached_property
    def technologies(self) -> Technologies:
        """The technologies that each entity is about."""
        return technologies(self.graph, self.model)

    @cached_property
    def sources_of(self) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
        """Positions of the sources that speak of each entity, and of each edge."""
        of_entity: dict[str, set[str]] = defaultdict(set)
        of_edge: dict[str, set[str]] = defaultdict(set)
        claims = self.graph.claims
        for entity in self.entities:
            of_entity[entity.id] |= {claims[c].source for c in entity.claims if c in claims}
        for edge in self.edges:
            found = {claims[c].source for c in edge.claims if c in claims}
            of_edge[edge.uid] |= found
            of_entity[edge.source] |= found
            of_entity[edge.target] |= found
        for milestone in self.graph.milestones.values():
            found = {claims[c].source for c in milestone.claims if c in claims}
            of_entity[milestone.subject] |= found
            if milestone.object:
                of_entity[milestone.object] |= found
            if milestone.edge:
                of_edge[milestone.edge] |= found
        for seen in self.graph.observations.values():
            of_entity[seen.subject] |= {claims[c].source for c in seen.claims if c in claims}
        return (
            tuple(self._positions(of_entity[e.id]) for e in self.entities),
            tuple(self._positions(of_edge[e.uid]) for e in self.edges),
        )

    def _positions(self, sources: set[str]) -> tuple[int, ...]:
        return tuple(sorted(self.source_at[s] for s in sources if s in self.source_at))

    def data(self) -> dict[str, Any]:
        """The block that the page reads first: all that is drawn, searched and filtered."""
        nodes = columns(NODE_COLUMNS, self._nodes())
        if not self.technologies.names:
            del nodes["technology"]
        return {
            "nodes": nodes,
            "edges": columns(EDGE_COLUMNS, self._edges()),
            "needed": essential(self.edges, NEEDED),
            "spare": essential(self.edges, SPARE),
            "items": items(self.edges, self.at, self.model),
            **self._looks(),
            "bands": [[b.tier, b.left, b.right, int(b.core)] for b in self.layout.bands],
        }

    def look(self, k: int) -> tuple[str, str]:
        """Colour and shape of the entity at a position."""
        entity = self.entities[k]
        node = self.model.nodes.get(entity.type)
        return self.choice.looks.get(entity.id) or ((node.color, node.shape) if node else ("#666666", "dot"))

    def _looks(self) -> dict[str, Any]:
        """Position, colour and shape of the entities that look otherwise than their type; nothing if there are none."""
        own = [[k, *self.look(k)] for k, e in enumerate(self.entities) if e.id in self.choice.looks]
        return {"looks": own} if own else {}

    def _nodes(self) -> list[tuple[Any, ...]]:
        laid, rows = self.layout, []
        for k, entity in enumerate(self.entities):
            native = [short(n) for n in entity.native_names if n != entity.name]
            rows.append(
                (
                    entity.id, short(entity.name), self._caption(k), entity.type, laid.x[k], laid.y[k], laid.room[k],
                    self.columns[k], int(self.places[k].core and not self.choice.whole), entity.status or "",
                    int(entity.disputed) + 2 * int(entity.overdue), self.countries[k],
                    "\n".join(short(a) for a in entity.aliases), "\n".join(native),
                    ",".join(map(str, self.sources_of[0][k])), ",".join(map(str, self.technologies.of[k])),
                )
            )  # fmt: skip
        return rows

    def _caption(self, k: int) -> str:
        """The caption where it differs from the name."""
        return "" if self.captions[k] == self.entities[k].name else self.captions[k]

    def _edges(self) -> list[tuple[Any, ...]]:
        rows = []
        for k, edge in enumerate(self.edges):
            own = [self.graph.claims[c] for c in edge.claims if c in self.graph.claims]
            own = [c for c in own if c.family == "edge"] or own
            sure = [day(certain_from(c)) for c in own if c.kind in REALISED]
            base = "ended" if edge.kind == "withdrawn" else "operating" if edge.kind in REALISED else "planned"
            rows.append(
                (
                    self.at[edge.source], self.at[edge.target], edge.type, scope(edge.key, self.graph, self.model),
                    base, edge.status, int(edge.disputed) + 2 * int(edge.overdue),
                    None if not sure or None in sure else min(s for s in sure if s is not None),
                    int(any(c.kind in PLANS for c in own)), _due(own), day(edge.since), day(edge.until),
                    ",".join(map(str, self.sources_of[1][k])),
                )
            )  # fmt: skip
        return rows

    def meta(self, title: str) -> dict[str, Any]:
        """What the page must know of the model, and the texts of its head."""
        graph, model = self.graph, self.model
        used = dict.fromkeys(e.type for e in self.entities)
        types = [t for t in model.nodes if t in used] + [t for t in used if t not in model.nodes]
        relations = dict.fromkeys(e.type for e in self.edges)
        return {
            "title": short(title),
            "day": day(graph.as_of),
            "known": day(graph.known_on),
            "left_out": graph.left_out,
            "types": {
                t: [n.color, n.shape, n.description] if (n := model.nodes.get(t)) else ["#666666", "dot", ""]
                for t in types
            },
            "relations": {
                name: [
                    spoken(name),
                    e.inverse,
                    int(e.chain),
                    int(e.flow == "forward"),
                    int(e.symmetric),
                    arrival(name, model),
                    int(makes(name, model)),
                ]
                if (e := model.edges.get(name))
                else [spoken(name), spoken(name), 0, 1, 0, arrival(name, model), 0]
                for name in [
                    *(r for r in model.edges if r in relations),
                    *sorted(relations.keys() - model.edges.keys()),
                ]
            },
            "tiers": list(self.titles),
            "statuses": list(STATUSES),
            "stages": {spoken(name): [s.ladder, s.order] for name, s in model.stages.items()},
            "countries": {c: word(model, "country", c) for c in sorted(set(self.countries) - {""})},
            "without_country": without_country(types, model),
            "technologies": [[key, short(name)] for key, name in self.technologies.names],
            "sources": [
                [short(s.title), s.publisher, s.published.text, s.origin, s.grade, i] for i, s in graph.sources.items()
            ],
        }


def _due(claims: Iterable[Claim]) -> int | None:
    """The last day that the plans among the claims name."""
    return max(
        (d for c in claims if c.kind in PLANS and c.date and (d := day(c.date.latest)) is not None), default=None
    )


def short(text: str) -> str:
    """The text, cut where it is longer than a page can bear."""
    return text if len(text) <= MAX_NAME else text[: MAX_NAME - 1] + "…"

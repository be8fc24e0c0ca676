"""The Graph: what the claims say at one moment, as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graphkit.facts.claim import UNSAID, Claim, Decision, Source

if TYPE_CHECKING:
    import networkx as nx

#: Value of a key qualifier that a claim does not state.
UNSPECIFIED = "unspecified"


class _OfAKind:
    """What has the kind of the claims that it was chosen from."""

    __slots__ = ()
    kind: str

    @property
    def told(self) -> bool:
        """Whether it is said to be so, now or to come: not denied, withdrawn or undisclosed."""
        return self.kind not in UNSAID


@dataclass(frozen=True, slots=True)
class Property(_OfAKind):
    """A property of an entity: its chosen word with the kind of its claims, and the claims for and against."""

    uid: str
    entity: str
    name: str
    word: str
    kind: str
    qualifiers: tuple[tuple[str, str], ...]
    rule: str
    disputed: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Milestone(_OfAKind):
    """One distinct statement of a milestone: subject (an entity, or an edge: then `object` and `edge` too) and stage.

    `rank` is the stage's place on its `ladder`. `earliest` and `latest` are its bounds, both ends included, None
    where open. Of the statements of one element
    (`element`) exactly one is `current`; `reached` is True if it actually came, `overdue` if its plan ran out.
    """

    uid: str
    element: str
    subject: str
    object: str | None
    edge: str | None
    stage: str
    ladder: str
    rank: int
    scope: tuple[tuple[str, str], ...]
    kind: str
    text: str
    earliest: date | None
    latest: date | None
    current: bool
    reached: bool
    overdue: bool
    status: str | None
    rule: str
    disputed: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Observation(_OfAKind):
    """One distinct statement of a number: subject, metric, scope and period.

    `value` with `min` and `max` in `unit`, the metric's canonical unit; `direction` for ordinal metrics.
    `per` is the period a rate is meant for; `per_implied` if no source said so. `said` is the last day on which it can
    have been said.
    """

    uid: str
    element: str
    subject: str
    metric: str
    scope: tuple[tuple[str, str], ...]
    prospective: bool
    kind: str
    period: str
    earliest: date | None
    latest: date | None
    value: Decimal | None
    min: Decimal | None
    max: Decimal | None
    unit: str | None
    per: str | None
    per_implied: bool
    direction: str | None
    text: str
    said: date | None
    current: bool
    rule: str
    disputed: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge(_OfAKind):
    """A relation between two entities. `key` holds the qualifiers of its identity, `qualifiers` the others.

    `since` and `until` bound the time for which it is stated to hold (None: not stated); `one_of` lists the ids among
    which the source leaves open which is meant.
    """

    uid: str
    type: str
    source: str
    target: str
    key: tuple[tuple[str, str], ...]
    qualifiers: tuple[tuple[str, str], ...]
    kind: str
    status: str
    since: date | None
    until: date | None
    text: str
    one_of: tuple[str, ...]
    rule: str
    disputed: bool
    overdue: bool
    claims: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether it is told and not over; what is only planned stands too."""
        return self.told and self.status != "ended"


@dataclass(frozen=True, slots=True)
class Entity:
    """A node: names, chosen properties, current values; `claims` are those of its existence, names and properties."""

    id: str
    type: str
    name: str
    name_key: str
    caption: str
    aliases: tuple[str, ...]
    native_names: tuple[str, ...]
    external_ids: tuple[str, ...]
    flags: tuple[str, ...]
    note: str
    properties: Mapping[str, Any]
    status: str | None
    overdue: bool
    disputed: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: what it says in a few words, the claims that say so, and whether it is the one chosen."""

    text: str
    claims: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims of one scope and time that cannot all be true.

    `kind` is one of `graphkit.graph.conflicts.KINDS`, `severity` high, medium or low, `state` one of its STATES.
    `about`
    are the entities concerned, `elements` the uids of what contradicts, `name` what it is about in a few words; `rule`
    tells how the chosen side was found ("" where nothing was chosen).
    """

    uid: str
    kind: str
    severity: str
    state: str
    about: tuple[str, ...]
    elements: tuple[str, ...]
    name: str
    sides: tuple[Side, ...]
    rule: str
    decision: Decision | None

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims of all sides, sorted."""
        return tuple(sorted({claim for side in self.sides for claim in side.claims}))


@dataclass(frozen=True, eq=False)
class Graph:
    """Entities, edges, milestones and observations derived from `claims` for the two clocks.

    Two graphs are equal if everything in them is. `left_out` counts claims that the audience may not see; `undated`
    lists sources without a day of their own of which it is not certain that they had spoken by `known_on`. `decisions`
    are the rulings whose claims are all here, also those that settle nothing.
    """

    entities: Mapping[str, Entity]
    edges: Mapping[str, Edge]
    properties: Mapping[str, Property]
    milestones: Mapping[str, Milestone]
    observations: Mapping[str, Observation]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    as_of: date | None
    known_on: date | None
    left_out: int = 0
    undated: tuple[str, ...] = ()
    all_names: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Graph):
            return NotImplemented
        names = (
            "entities",
            "edges",
            "properties",
            "milestones",
            "observations",
            "claims",
            "sources",
            "as_of",
            "known_on",
            "decisions",
            "conflicts",
        )
        return all(getattr(self, n) == getattr(other, n) for n in names)

    __hash__ = None  # type: ignore[assignment]

    def name(self, identifier: str) -> str:
        """The entity's name; the text itself if it is no entity's id."""
        entity = self.entities.get(identifier)
        return entity.name if entity else self.all_names.get(identifier, identifier)

    @cached_property
    def _contradicted(self) -> Mapping[str, list[Conflict]]:
        out: dict[str, list[Conflict]] = defaultdict(list)
        for conflict in self.conflicts.values():
            for element in conflict.elements:
                out[element].append(conflict)
        return dict(out)

    def conflicts_in(self, element: str) -> Iterable[Conflict]:
        """Conflicts in which an element stands, by uid."""
        return self._contradicted.get(element, ())

    @cached_property
    def _around(self) -> Mapping[str, tuple[list[Edge], list[Milestone], list[Observation], list[Property]]]:
        out: dict[str, tuple[list[Edge], list[Milestone], list[Observation], list[Property]]] = defaultdict(
            lambda: ([], [], [], [])
        )
        for edge in self.edges.values():
            for end in {edge.source, edge.target}:  # once for an edge to itself
                out[end][0].append(edge)
        for milestone in self.milestones.values():
            for end in {milestone.subject, milestone.object or milestone.subject}:
                out[end][1].append(milestone)
        for observation in self.observations.values():
            out[observation.subject][2].append(observation)
        for prop in self.properties.values():
            out[prop.entity][3].append(prop)
        return dict(out)

    def edges_of(self, entity: str) -> Iterable[Edge]:
        """Edges that start or end at the entity, by uid."""
        return self._around[entity][0] if entity in self._around else ()

    def milestones_of(self, entity: str) -> Iterable[Milestone]:
        """Milestones that concern the entity, alone or as one end of an edge."""
        return self._around[entity][1] if entity in self._around else ()

    def observations_of(self, entity: str) -> Iterable[Observation]:
        """Observations of the entity."""
        return self._around[entity][2] if entity in self._around else ()

    def properties_of(self, entity: str) -> Iterable[Property]:
        """Properties of the entity."""
        return self._around[entity][3] if entity in self._around else ()

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """A networkx MultiDiGraph: nodes are entity ids, edge keys are uids, attributes those of the store.

        Milestones and observations are no nodes here: an entity's current values are attributes of its node.
        """
        from graphkit.graph.convert import to_networkx

        return to_networkx(self)

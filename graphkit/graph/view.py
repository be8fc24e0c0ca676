"""The graph as the rules across elements look at it: current milestones and classes, by what they are of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graphkit.facts.claim import CURATION, NEGATIVE, Claim
from graphkit.graph.choose import Statement
from graphkit.graph.graph import Edge, Graph, Milestone
from graphkit.model import STATUSES, Model
from graphkit.model.types import StageType


@dataclass(frozen=True, slots=True)
class Reached:
    """How far an entity has come: the rank of its status, the earliest day on which it can have got there (None where
    that is open), and the first milestone of that status."""

    status: int
    since: date | None
    first: Milestone


class View:
    """Look-ups in one graph, made when they are first needed."""

    def __init__(self, graph: Graph, model: Model) -> None:
        self.graph = graph
        self.model = model
        self._reached: dict[str, Reached | None] = {}
        self.current = [m for m in graph.milestones.values() if m.current and m.kind not in NEGATIVE]

    @cached_property
    def of(self) -> dict[tuple[str, str], list[Milestone]]:
        """(entity, ladder) -> current milestones of the entity alone, by uid."""
        out: dict[tuple[str, str], list[Milestone]] = defaultdict(list)
        for milestone in self.current:
            if milestone.object is None:
                out[milestone.subject, self.stage(milestone).ladder].append(milestone)
        return dict(sorted(out.items()))

    @cached_property
    def made_by(self) -> dict[str, list[str]]:
        """Firm -> ids of the products and vehicles that it makes or is to make, sorted."""
        out: dict[str, set[str]] = defaultdict(set)
        for edge in self.graph.edges.values():
            if edge.type == "PRODUCES" and edge.status != "ended":
                out[edge.source].add(edge.target)
        return {firm: sorted(made) for firm, made in sorted(out.items())}

    @cached_property
    def classes(self) -> dict[str, str]:
        """Entity -> its class of battery, where one is stated and not disputed."""
        chosen: dict[str, str] = {}
        for prop in self.graph.properties.values():
            if prop.name == "class" and not prop.disputed:
                chosen[prop.entity] = prop.word
        return chosen

    @cached_property
    def classed(self) -> dict[tuple[str, str], set[str]]:
        """(type, class) -> named entities of which the class is stated, or of whose installed batteries it is."""
        ends = [(e.target, e.source) for e in self.graph.edges.values() if e.type == "INSTALLED_IN"]
        out: dict[tuple[str, str], set[str]] = defaultdict(set)
        for identifier, told in (*((i, i) for i in self.classes), *ends):
            entity = self.graph.entities[identifier]
            if told in self.classes and "unnamed" not in entity.flags:
                out[entity.type, self.classes[told]].add(identifier)
        return dict(sorted(out.items()))

    @cached_property
    def documents(self) -> dict[str, list[Milestone]]:
        """Document -> current milestones of named entities alone that it tells."""
        out: dict[str, list[Milestone]] = defaultdict(list)
        for milestones in self.of.values():
            for milestone in milestones:
                entity = self.graph.entities.get(milestone.subject)
                if entity is not None and "unnamed" not in entity.flags:
                    for source in sorted({c.source for c in self.claims(milestone)} - {CURATION}):
                        out[source].append(milestone)
        return out

    @cached_property
    def above(self) -> dict[str, set[str]]:
        """Firm or site -> those that hold or run it, or that it is a part of: what it gives they give."""
        out: dict[str, set[str]] = defaultdict(set)
        for edge in self.graph.edges.values():
            if edge.type in ("OPERATES", "OWNS"):
                out[edge.target].add(edge.source)
            elif edge.type == "PART_OF":
                out[edge.source].add(edge.target)
        return out

    def stage(self, milestone: Milestone) -> StageType:
        """What the schema says of its stage."""
        return self.model.stages[milestone.stage]

    def claims(self, element: Milestone | Edge) -> tuple[Claim, ...]:
        """The claims of the statement, or of the relation."""
        return tuple(self.graph.claims[c] for c in element.claims)

    def told(self, milestone: Milestone) -> tuple[date, date] | None:
        """Bounds of the day on which the statement was last made."""
        return Statement(self.claims(milestone)).last_said()

    def alike(self, vocabulary: str, one: str, other: str) -> bool:
        """Whether two terms are the same or one stands above the other."""
        a, b = self.model.span(vocabulary, one), self.model.span(vocabulary, other)
        return a[0] <= b[1] and b[0] <= a[1]

    def one_scope(self, a: Milestone, b: Milestone) -> str | None:
        """`same` if the scopes are one or one stands above the other, `perhaps` if one leaves the scale open; else
        None.

        A scope that is not stated is no wildcard, but a plan that says nothing of its scale can be meant for any.
        """
        first, second = dict(a.scope), dict(b.scope)
        sure = "same"
        for name in first.keys() | second.keys():
            one, other = first.get(name), second.get(name)
            if one == other:
                continue
            qualifier = self.model.qualifiers[name]
            if one is None or other is None:
                if name != "scale":
                    return None
                sure = "perhaps"
            elif not qualifier.vocabulary or not self.alike(qualifier.vocabulary, one, other):
                return None
        return sure

    def furthest(self, entity: str) -> Reached | None:
        """The furthest that the entity has come; milestones count too that tell of it as the object (a battery in a
        car)."""
        if entity not in self._reached:
            self._reached[entity] = self._furthest(entity)
        return self._reached[entity]

    def _furthest(self, entity: str) -> Reached | None:
        found = [
            (STATUSES.index(m.status), m)
            for m in self.graph.milestones_of(entity)
            if m.current and m.reached and m.status
        ]
        if not found:
            return None
        top = max(status for status, _ in found)
        best = [m for status, m in found if status == top]
        days = [m.earliest for m in best if m.earliest]
        since = min(days) if len(days) == len(best) else None
        return Reached(top, since, min(best, key=lambda m: (m.latest or date.max, m.uid)))

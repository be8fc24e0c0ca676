"""What a view may name: the entities, relations and documents of the project, before any clock or audience chooses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from graphkit.facts import Facts
from graphkit.facts.claim import UNSAID, Claim
from graphkit.facts.resolve import EntityRow, Registry
from graphkit.facts.search import Names
from graphkit.graph.elements import keys_of
from graphkit.model import Model

#: Start, type and end of a relation; the ends of a symmetric one are sorted.
Relation = tuple[str, str, str]
_LISTS = {"alias": "aliases", "native_name": "native_names", "external_id": "external_ids", "flag": "flags"}
#: Kinds of claims that make no edge on any day, by the family of the claim: see `graph.edges`.
_MAKES_NONE = {"edge": ("denied",), "milestone": UNSAID}


@dataclass(frozen=True)
class Known:
    """Entities by id, and where names lead; titles of the documents by id; the claims that tell relations."""

    model: Model
    entities: Mapping[str, Names]
    registry: Registry
    sources: Mapping[str, str]
    claims: tuple[Claim, ...] = ()

    @classmethod
    def of(cls, facts: Facts, model: Model, registry: Registry | None = None) -> Known:
        """All that the facts name; `registry` finds entities, where the caller has read one."""
        said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for claim in facts.claims:
            if claim.family == "entity" and claim.word is not None:
                said[claim.subject][claim.predicate].append(claim.word)
        entities = {i: _names(i, said[i]) for i in sorted(said)}
        finds = registry or Registry(map(_row, entities.values()))
        return cls(model, entities, finds, {i: s.title for i, s in sorted(facts.sources.items())}, facts.claims)

    def entity(self, text: str) -> str:
        """The id of the entity that a text names (`ValueError` with what would be right after a dash)."""
        return self.registry.find(text)

    @cached_property
    def relations(self) -> frozenset[Relation]:
        """All relations that a claim tells, of whatever day and document."""
        return frozenset(self._told())

    def relation(self, start: str, type_: str, end: str) -> Relation | None:
        """The relation of that type between two entities, given by id; a symmetric one from either end."""
        entry = self.model.edges.get(type_)
        if entry is not None and entry.symmetric and end < start:
            start, end = end, start
        return found if (found := (start, type_, end)) in self.relations else None

    def like(self, start: str, type_: str, end: str) -> list[Relation]:
        """Relations that have most in common with one that is not told: those of both ends, else of one and the type,
        else of one."""
        ends = {start, end}

        def shared(relation: Relation) -> tuple[int, bool]:
            return len(ends & {relation[0], relation[2]}), relation[1] == type_

        alike = [r for r in self.relations if r[0] in ends or r[2] in ends]
        best = max(map(shared, alike), default=None)
        return sorted(r for r in alike if shared(r) == best)

    def distances(self, starts: Iterable[str], hops: int, context: bool) -> dict[str, int]:
        """How many relations each entity is away from the nearest of some, of those that `hops` relations lead to.

        Along the chain, with `context` along all relations: as the page reckons what lies around a focus.
        """
        out = dict.fromkeys(starts, 0)
        ring = list(out)
        for steps in range(1, hops + 1):
            nearby = [other for i in ring for other, chain in self._around.get(i, ()) if chain or context]
            ring = list(dict.fromkeys(other for other in nearby if other not in out))
            out.update(dict.fromkeys(ring, steps))
        return out

    @cached_property
    def _around(self) -> Mapping[str, list[tuple[str, bool]]]:
        """The entities at the other ends of each one's relations, and whether these are of the chain."""
        out: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for start, type_, end in sorted(self.relations):
            chain = self.model.edges[type_].chain
            out[start].append((end, chain))
            out[end].append((start, chain))
        return out

    def _told(self) -> Iterator[Relation]:
        for claim in self.claims:
            if claim.family in _MAKES_NONE and claim.kind not in _MAKES_NONE[claim.family]:
                for kind, *identity in keys_of(claim, self.model):
                    if kind == "edge":
                        yield identity[1], identity[0], identity[2]


def _names(identifier: str, said: Mapping[str, list[str]]) -> Names:
    lists = {field: tuple(said.get(predicate, ())) for predicate, field in _LISTS.items()}
    type_, name = (next(iter(said.get(key, ())), "") for key in ("is_a", "name"))
    return Names(id=identifier, type=type_, name=name, **lists)


def _row(e: Names) -> EntityRow:
    return EntityRow(e.id, e.type, e.name, e.aliases, e.native_names, e.external_ids, e.flags, "", "", "", 0)

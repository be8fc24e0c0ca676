"""What a view may name: the entities and documents of the project, before any clock or audience chooses of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.facts import Facts
from graphkit.facts.resolve import EntityRow, Registry
from graphkit.facts.search import Names
from graphkit.model import Model

_LISTS = {"alias": "aliases", "native_name": "native_names", "external_id": "external_ids", "flag": "flags"}


@dataclass(frozen=True, slots=True)
class Known:
    """Entities by id, and where names lead; titles of the documents by id."""

    model: Model
    entities: Mapping[str, Names]
    registry: Registry
    sources: Mapping[str, str]

    @classmethod
    def of(cls, facts: Facts, model: Model, registry: Registry | None = None) -> Known:
        """All that the facts name; `registry` finds entities, where the caller has read one."""
        said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for claim in facts.claims:
            if claim.family == "entity" and claim.word is not None:
                said[claim.subject][claim.predicate].append(claim.word)
        entities = {i: _names(i, said[i]) for i in sorted(said)}
        finds = registry or Registry(map(_row, entities.values()))
        return cls(model, entities, finds, {i: s.title for i, s in sorted(facts.sources.items())})

    def entity(self, text: str) -> str:
        """The id of the entity that a text names (`ValueError` with what would be right after a dash)."""
        return self.registry.find(text)


def _names(identifier: str, said: Mapping[str, list[str]]) -> Names:
    lists = {field: tuple(said.get(predicate, ())) for predicate, field in _LISTS.items()}
    type_, name = (next(iter(said.get(key, ())), "") for key in ("is_a", "name"))
    return Names(id=identifier, type=type_, name=name, **lists)


def _row(e: Names) -> EntityRow:
    return EntityRow(e.id, e.type, e.name, e.aliases, e.native_names, e.external_ids, e.flags, "", "", "", 0)

"""Who is meant: ids, names, aliases and external ids to entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process

from graphkit.values.names import name_key

#: How many unknown names get a proposal.
MAX_HINTS = 100
_ADD = "add a row to entities.csv"


class Unresolved(ValueError):
    """A text that names no entity, or more than one; the message lists the candidates."""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A row of entities.csv with the place where it stands; `good` is False if something in it is wrong."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    native_names: tuple[str, ...]
    external_ids: tuple[str, ...]
    flags: tuple[str, ...]
    note: str
    loader: str
    file: str
    line: int
    good: bool = True


class Registry:
    """All entities of a project, found by id, external id, name or alias."""

    def __init__(self, entities: Iterable[EntityRow]) -> None:
        self.by_id: dict[str, EntityRow] = {}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._found: dict[str, list[str]] = {}
        self._hints: dict[str, str] = {}
        self._by_external: dict[str, set[str]] = defaultdict(set)
        for entity in entities:
            self.by_id[entity.id] = entity
            for name in (entity.name, *entity.aliases, *entity.native_names):
                self._by_key[name_key(name)].add(entity.id)
            for external in entity.external_ids:
                self._by_external[external.casefold()].add(entity.id)

    def type_of(self, identifier: str) -> str:
        """The type of the entity with this id."""
        return self.by_id[identifier].type

    def find(self, text: str) -> str:
        """The id of the entity that `text` names.

        An id wins over a name, so that a cell can always be made unambiguous.

        Raises
        ------
        Unresolved
            If nothing or more than one entity has the name; the message lists candidates.
        """
        named = self.candidates(text)
        if len(named) == 1:
            return named[0]
        if named:
            raise Unresolved(f"{text!r} is ambiguous: {', '.join(named)} — write the id")
        if text not in self._hints:
            # The search is slow; in a table of another project every cell would ask for it.
            self._hints[text] = self._near(text) if len(self._hints) < MAX_HINTS else _ADD
        raise Unresolved(f"unknown entity {text[:60]!r} — {self._hints[text]}")

    def candidates(self, text: str) -> list[str]:
        """Ids of the entities that `text` may name, sorted; an unnamed party is meant by its id alone."""
        if text in self.by_id:
            return [text]
        if text not in self._found:
            self._found[text] = self._named(text)
        return self._found[text]

    def _named(self, text: str) -> list[str]:
        found = self._by_external.get(text.casefold()) or self._by_key.get(name_key(text)) or ()
        return sorted(i for i in found if "unnamed" not in self.by_id[i].flags)

    def _near(self, text: str) -> str:
        keys = [*self.by_id, *self._by_key]
        near = process.extract(name_key(text) or text, keys, limit=3, score_cutoff=75)
        ids = dict.fromkeys(
            i for key, _, _ in near for i in ([key] if key in self.by_id else sorted(self._by_key[key]))
        )
        return f"did you mean {', '.join(ids)}?" if ids else _ADD

    def duplicates(self) -> Iterable[tuple[str, list[str]]]:
        """Names that more than one entity has, each with the ids, sorted."""
        for key, ids in sorted(self._by_key.items()):
            named = sorted(i for i in ids if "unnamed" not in self.by_id[i].flags)
            if len(named) > 1:
                yield key, named

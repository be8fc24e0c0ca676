"""Who is meant: ids, names, aliases and external ids to entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process

from graphkit.values.names import name_key


class Unresolved(ValueError):
    """A text that names no entity, or more than one; the message lists the candidates."""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A row of entities.csv with the place where it stands."""

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


class Registry:
    """All entities of a project, found by id, external id, name or alias."""

    def __init__(self, entities: Iterable[EntityRow]) -> None:
        self.by_id: dict[str, EntityRow] = {}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._by_external: dict[str, set[str]] = defaultdict(set)
        for entity in entities:
            self.by_id[entity.id] = entity
            for name in (entity.name, *entity.aliases, *entity.native_names):
                self._by_key[name_key(name)].add(entity.id)
            for external in entity.external_ids:
                self._by_external[external.casefold()].add(entity.id)

    def find(self, text: str) -> str:
        """The id of the entity that `text` names.

        An id wins over a name, so that a cell can always be made unambiguous.

        Raises
        ------
        Unresolved
            If nothing or more than one entity has the name; the message lists candidates.
        """
        if text in self.by_id:
            return text
        found = self._by_external.get(text.casefold()) or self._by_key.get(name_key(text)) or set()
        named = sorted(i for i in found if "unnamed" not in self.by_id[i].flags)
        if len(named) == 1:
            return named[0]
        if named:
            raise Unresolved(f"{text!r} is ambiguous: {', '.join(named)} — write the id")
        raise Unresolved(f"unknown entity {text!r}{self._near(text)}")

    def _near(self, text: str) -> str:
        keys = [*self.by_id, *self._by_key]
        near = process.extract(name_key(text) or text, keys, limit=3, score_cutoff=75)
        ids = dict.fromkeys(
            i for key, _, _ in near for i in ([key] if key in self.by_id else sorted(self._by_key[key]))
        )
        return f" — did you mean {', '.join(ids)}?" if ids else " — add a row to entities.csv"

    def duplicates(self) -> Iterable[tuple[str, list[str]]]:
        """Names that more than one entity has, each with the ids, sorted."""
        for key, ids in sorted(self._by_key.items()):
            named = sorted(i for i in ids if "unnamed" not in self.by_id[i].flags)
            if len(named) > 1:
                yield key, named

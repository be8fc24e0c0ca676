"""Who is meant: ids, names, aliases and external ids to entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process

from graphkit.values.names import name_key

#: How many unknown names get a proposal.
MAX_HINTS = 100
#: What is right where nothing is near: in a canonical table.
ADD = "add a row to entities.csv"
#: The same where no table is at hand.
FIND = "graphkit find TEXT searches all names"


class Unresolved(ValueError):
    """A text that names no entity, or more than one: `message` lists the candidates, `hint` says what would be right.

    `unknown` is the text, whole, where no entity has it, and the hint is `ADD` if none is near; else it is empty.
    """

    def __init__(self, message: str, hint: str, unknown: str = "") -> None:
        super().__init__(f"{message} — {hint}")
        self.message = message
        self.hint = hint
        self.unknown = unknown


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

    @property
    def foreign(self) -> bool:
        """True for an entity of other people's tables: its id names the loader."""
        return "/" in self.id


class Registry:
    """All entities of a project, found by id, external id, name or alias.

    `by_id` are the rows of entities that stand for themselves, `rows` those of all, merged ones too; `same` gives for
    the id of a merged entity the id that stands for it. Whatever is found is told by the id that stands for it.
    """

    def __init__(self, entities: Iterable[EntityRow], same: Mapping[str, str] | None = None) -> None:
        self.same: Mapping[str, str] = same or {}
        self.rows: dict[str, EntityRow] = {}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._found: dict[str, list[str]] = {}
        self._hints: dict[str, str] = {}
        self._by_external: dict[str, set[str]] = defaultdict(set)
        for entity in entities:
            self.rows[entity.id] = entity
            for name in (entity.name, *entity.aliases, *entity.native_names):
                self._by_key[name_key(name)].add(entity.id)
            for external in entity.external_ids:
                self._by_external[external.casefold()].add(entity.id)
        self.by_id = {i: row for i, row in self.rows.items() if i not in self.same}

    def type_of(self, identifier: str) -> str:
        """The type of the entity with this id."""
        return self.rows[identifier].type

    def find(self, text: str) -> str:
        """The id of the entity that `text` names; of a merged one, the id that stands for it.

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
            raise Unresolved(f"{text!r} is ambiguous: {', '.join(named)}", "write the id")
        if text not in self._hints:
            # The search is slow; in a table of another project every cell would ask for it.
            self._hints[text] = self._near(text) if len(self._hints) < MAX_HINTS else ADD
        raise Unresolved(f"unknown entity {text[:60]!r}", self._hints[text], text)

    def candidates(self, text: str) -> list[str]:
        """Ids of the entities that `text` may name, sorted; an unnamed party is meant by its id alone."""
        if text in self.rows:
            return [self.same.get(text, text)]
        if text not in self._found:
            self._found[text] = self._named(text)
        return self._found[text]

    def _named(self, text: str) -> list[str]:
        return self._meant(self._by_external.get(text.casefold()) or self._by_key.get(name_key(text)) or ())

    def _meant(self, found: Iterable[str]) -> list[str]:
        """The ids that stand for those found, sorted, without unnamed parties."""
        return sorted({self.same.get(i, i) for i in found if "unnamed" not in self.rows[i].flags})

    def _near(self, text: str) -> str:
        keys = [*self.rows, *self._by_key]
        near = process.extract(name_key(text) or text, keys, limit=3, score_cutoff=75)
        ids = dict.fromkeys(
            self.same.get(i, i)
            for key, _, _ in near
            for i in ([key] if key in self.rows else sorted(self._by_key[key]))
        )
        return f"did you mean {', '.join(ids)}?" if ids else ADD

    def duplicates(self) -> Iterable[tuple[str, list[str]]]:
        """Names that more than one entity has, each with the ids, sorted; merged ones are one."""
        for key, ids in sorted(self._by_key.items()):
            named = self._meant(ids)
            if len(named) > 1:
                yield key, named

"""Names against a text: which entities it names, and which have a name that is like it, typing errors allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from rapidfuzz import fuzz

from graphkit.values.names import name_key

#: Score from which a name counts as found, of 100.
CUTOFF = 72.0
#: Similarity from which a word counts as a typing error of another, of 100.
TYPO = 75.0
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


class Named(Protocol):
    """Whatever has names: an entity of a graph, or one read out of a store."""

    @property
    def id(self) -> str:
        """Its id, which no other entity has."""

    @property
    def type(self) -> str:
        """Its node type, as `Firm`."""

    @property
    def name(self) -> str:
        """The name that it is shown by."""

    @property
    def aliases(self) -> Sequence[str]:
        """Its other names."""

    @property
    def native_names(self) -> Sequence[str]:
        """Its names in other scripts."""

    @property
    def external_ids(self) -> Sequence[str]:
        """Its ids elsewhere, each as `SCHEME:value`."""

    @property
    def flags(self) -> Sequence[str]:
        """What is said of the entity as such: `unnamed` is a party without a name of its own."""


_N = TypeVar("_N", bound=Named)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an entity, and nothing else of it."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    native_names: tuple[str, ...]
    external_ids: tuple[str, ...]
    flags: tuple[str, ...]


def named(entities: Mapping[str, _N], text: str) -> list[_N]:
    """The entities that `text` names: the one with this id, else those with this name, alias, native name or external
    id. An unnamed party is meant only where no named one is."""
    if text in entities:
        return [entities[text]]
    key, folded = name_key(text), text.casefold()
    found = [
        entity
        for entity in entities.values()
        if (key and key in {name_key(n) for n in (entity.name, *entity.aliases, *entity.native_names)})
        or folded in {e.casefold() for e in entity.external_ids}
    ]
    return [e for e in found if "unnamed" not in e.flags] or found


def likest(
    entities: Iterable[_N], text: str, limit: int, weight: Callable[[_N], int] = lambda _: 0
) -> list[tuple[_N, str, float]]:
    """Entities with a name like `text`, the name that was found, and its score of 100, the likest first.

    Of equal scores the entity with more `weight` comes first, then by name and id.
    """
    wanted = name_key(text)
    scored: list[tuple[float, bool, int, str, str, _N, str]] = []
    for entity in entities:
        score, _, matched = max(
            (_score(text, wanted, name, kind), -number, name) for number, (kind, name) in enumerate(_known_by(entity))
        )
        if score >= CUTOFF:
            rank = (-score, "unnamed" in entity.flags, -weight(entity), entity.name, entity.id)
            scored.append((*rank, entity, matched))
    scored.sort(key=lambda found: found[:5])
    return [(entity, matched, -worst) for worst, *_, entity, matched in scored[:limit]]


def _known_by(entity: Named) -> Iterable[tuple[str, str]]:
    """Kind and text of all that an entity is known by, what people use most first."""
    yield "name", entity.name
    for text in (*entity.aliases, *entity.native_names):
        yield "name", text
    yield "id", entity.id
    for text in entity.external_ids:
        yield "external", text


def _score(text: str, wanted: str, name: str, kind: str) -> float:
    """How well a name answers: 100 the same, above 90 begins with it, above 80 holds it, below a typing error."""
    if kind == "external":
        folded, code = text.casefold().strip(), name.casefold()
        return 100.0 if folded == code else 95.0 if folded == code.partition(":")[2] else 0.0
    key = name_key(name)
    if not wanted or not key:
        return 100.0 if text.casefold() == name.casefold() else 0.0
    if wanted == key:
        return 100.0
    share = len(wanted) / len(key) - (0.1 if kind == "id" else 0.0)  # of two, the name rather than the id
    letters = len(wanted) + len(_WIDE.findall(wanted))  # one Chinese character says as much as two letters
    if letters >= 2 and key.startswith(wanted):
        return 90.0 + 9.0 * share
    if letters >= 2 and f" {wanted}" in f" {key}":
        return 82.0 + 8.0 * share
    if (letters >= 4 or (letters >= 3 and len(wanted.split()) > 1)) and wanted in key:
        return 80.0 + 5.0 * share
    return _near(wanted, key)


def _near(wanted: str, key: str) -> float:
    """Typing errors, words in another order, and a name within a longer text."""
    if len(wanted) < 3:
        return 0.0
    best = fuzz.ratio(wanted, key)
    words, parts = wanted.split(), key.split()
    each = [max(100.0 if part == word else _like(word, part) for part in parts) for word in words]
    if min(each) >= TYPO:
        covered = min(1.0, len(words) / len(parts))
        best = max(best, sum(each) / len(each) * (0.8 + 0.1 * covered))
    if len(key) > 2 and f" {key} " in f" {wanted} ":
        best = max(best, 70.0 + 15.0 * len(key) / len(wanted))
    return min(best, 89.0)


def _like(word: str, part: str) -> float:
    """Likeness of two words; the beginning of a word counts as the word, a short word must be right."""
    if len(word) >= 3 and part.startswith(word):
        return 95.0
    return fuzz.ratio(word, part) if len(word) > 3 else 0.0

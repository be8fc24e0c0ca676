"""Find: entities by name, alias, native name or external id, typing errors allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from graphkit.errors import UsageError
from graphkit.graph import Entity, Graph
from graphkit.values.names import name_key
from graphkit.values.table import Table

#: Score from which a name counts as found, of 100.
CUTOFF = 72.0
#: Similarity from which a word counts as a typing error of another, of 100.
TYPO = 75.0
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def find(graph: Graph, text: str, limit: int = 10) -> Table:
    """Entities whose name, alias, native name, id or external id is like `text`, the likest first.

    External ids must be given whole, or from their number on (`002594`): one digit off is another firm.

    Returns
    -------
    Table
        id, type, name, matched (the name that was found), score (100: the same but for case, accents and marks).
        Of equal scores the entity with more edges comes first.
    """
    wanted = name_key(text)
    scored: list[tuple[float, bool, int, str, str, Entity, str]] = []
    for entity in graph.entities.values():
        score, _, matched = max(
            (_score(text, wanted, name, kind), -number, name) for number, (kind, name) in enumerate(_names(entity))
        )
        if score >= CUTOFF:
            edges = sum(1 for _ in graph.edges_of(entity.id))
            scored.append((-score, "unnamed" in entity.flags, -edges, entity.name, entity.id, entity, matched))
    rows = [(e.id, e.type, e.name, matched, round(-worst)) for worst, *_, e, matched in sorted(scored)[:limit]]
    return Table.of(("id", "type", "name", "matched", "score"), rows, f"entities like {text!r}")


def locate(graph: Graph, text: str) -> Entity:
    """The entity that `text` names: by id, else by a name, alias, native name or external id that only one has.

    Raises
    ------
    UsageError
        If none or several have it; the hint names the nearest.
    """
    if text in graph.entities:
        return graph.entities[text]
    key, folded = name_key(text), text.casefold()
    found = [
        entity
        for entity in graph.entities.values()
        if (key and key in {name_key(n) for n in (entity.name, *entity.aliases, *entity.native_names)})
        or folded in {e.casefold() for e in entity.external_ids}
    ]
    named = [e for e in found if "unnamed" not in e.flags] or found
    if len(named) == 1:
        return named[0]
    if named:
        raise UsageError(f"{text!r} names {len(named)} entities", "one of " + ", ".join(e.id for e in named[:8]))
    near = [f"{row[0]} ({row[2]})" for row in find(graph, text, 3).rows]
    raise UsageError(
        f"no entity {text!r}", f"did you mean {', '.join(near)}?" if near else "graphkit find TEXT searches all names"
    )


def _names(entity: Entity) -> Iterable[tuple[str, str]]:
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

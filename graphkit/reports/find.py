"""Find: entities by name, alias, native name or external id, typing errors allowed."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from graphkit.errors import UsageError
from graphkit.graph import Entity, Graph
from graphkit.values.names import name_key
from graphkit.values.table import Table

#: Similarity from which a name counts as found, of 100.
CUTOFF = 72.0


def find(graph: Graph, text: str, limit: int = 10) -> Table:
    """Entities whose name, alias, native name, id or external id is like `text`, the likest first.

    Returns
    -------
    Table
        id, type, name, matched (the name that was found), score (100: the same but for case, accents and marks).
    """
    scored = []
    for entity in graph.entities.values():
        score, matched = max((_score(text, name), name) for name in _names(entity))
        if score >= CUTOFF:
            scored.append((-score, entity.name, entity.id, entity, matched))
    rows = [(e.id, e.type, e.name, matched, round(-score)) for score, _, _, e, matched in sorted(scored)[:limit]]
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
    raise UsageError(f"no entity {text!r}", f"did you mean {', '.join(near)}?" if near else "try: graphkit find")


def _names(entity: Entity) -> Iterable[str]:
    yield entity.name
    yield from entity.aliases
    yield from entity.native_names
    yield entity.id
    yield from entity.external_ids


def _score(text: str, name: str) -> float:
    wanted, key = name_key(text), name_key(name)
    if not wanted or not key:
        return 100.0 if text.casefold() == name.casefold() else 0.0
    if wanted == key:
        return 100.0
    if wanted in key.split() or (len(wanted) > 2 and wanted in key):
        return 90.0 + 5.0 * len(wanted) / len(key)
    whole = fuzz.ratio(wanted, key)
    # A part of a long name counts a little less than the whole, and only for a text long enough to mean something.
    return max(whole, 0.92 * fuzz.token_set_ratio(wanted, key) if len(wanted) > 3 else 0.0)

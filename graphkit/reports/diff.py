"""A difference as people read it: counts per type, then each change, property by property, with its claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphkit.facts import CURATION
from graphkit.graph.convert import EdgeRow
from graphkit.graph.diff import VERBS
from graphkit.graph.plan import Change, totals
from graphkit.values.table import Table

#: Changes that a page shows unless all are wanted.
LIMIT = 50
COLUMNS = ("change", "type", "what", "property", "old", "new", "because")
#: Properties that follow from others, and what `because` tells.
_HIDDEN = frozenset(("name_key", "caption", "row"))
_CITED = 3
#: Characters of a value that a cell shows.
_CELL = 80


def count_table(per_type: Mapping[str, Mapping[str, int]]) -> Table:
    """How many of each type are added, changed, edited by hand (where some are) and removed, and in total."""
    total = totals(per_type)
    verbs = [verb for verb in VERBS if verb != "edited" or total[verb]]
    rows = [(name, *(count[verb] for verb in verbs)) for name, count in per_type.items()]
    return Table.of(("type", *verbs), [*rows, ("total", *(total[verb] for verb in verbs))] if rows else [])


def in_words(total: Mapping[str, int]) -> str:
    """`3 added, 1 changed, 0 removed`; what was edited by hand only where something was."""
    return ", ".join(f"{total[verb]:,} {verb}" for verb in VERBS if verb != "edited" or total[verb])


def change_table(
    changes: Sequence[Change], claims: Mapping[str, Mapping[str, Any]], limit: int | None = None
) -> tuple[Table, int]:
    """The changes as rows, a row a property of what changed, and how many changes `limit` left out.

    Entities and what is said of them come first, then documents, then claims. Relationships that follow from the nodes
    that they join (to milestones, numbers, documents) are counted alone.
    """
    shown = sorted((c for c in changes if not c.follows), key=lambda c: (_rank(c), c.type, c.name, c.key))
    kept = shown if limit is None else shown[:limit]
    rows = [row for change in kept for row in _rows(change, claims)]
    return Table.of(COLUMNS, rows), len(shown) - len(kept)


def _rank(change: Change) -> int:
    name = change.key[0]
    if isinstance(change.row, EdgeRow):
        return 1
    return {"Entity": 0, "Source": 3, "Claim": 4}.get(name, 2)


def _rows(change: Change, claims: Mapping[str, Mapping[str, Any]]) -> Iterable[tuple[Any, ...]]:
    head = (change.verb, change.type, change.name)
    because = cite(change.claims, claims)
    if change.old is None or change.new is None:
        note = "missing" if change.verb == "edited" else None
        yield (*head, None, note, None, because)
        return
    pairs = {name: pair for name, pair in change.properties().items() if name not in _HIDDEN}
    if set(pairs) - {"claims"}:
        pairs.pop("claims", None)  # `because` tells of them
    for name, (old, new) in pairs.items() or [("hash", (change.was, change.new.hash))]:
        yield (*head, name, _value(name, old, new), _value(name, new, old), because)


def _value(name: str, value: Any, other: Any) -> Any:
    """A value beside the other: of a list what the other has not."""
    if name == "claims" and value is not None:
        return f"{len(value):,} claim{'' if len(value) == 1 else 's'}"
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value if not isinstance(other, list) or part not in other)
    if isinstance(value, str) and len(value) > _CELL:
        return value[: _CELL - 1].rstrip() + "…"
    return value


def cite(ids: Iterable[str], claims: Mapping[str, Mapping[str, Any]]) -> str:
    """`source#place` of the claims, each once, the first few; curation's by its loader."""
    places = {_place(claims[i]) for i in ids if i in claims}
    named = sorted(places, key=lambda place: (place.startswith(f"{CURATION} ("), place))
    return ", ".join(named[:_CITED]) + (f" and {len(named) - _CITED} more" if len(named) > _CITED else "")


def _place(claim: Mapping[str, Any]) -> str:
    if claim["source"] == CURATION:
        return f"{CURATION} ({claim['loader']})"
    return "#".join(str(claim[name]) for name in ("source", "locator") if claim.get(name))

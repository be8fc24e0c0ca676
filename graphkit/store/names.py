"""The names of the entities in a store, by which a person finds them where there are no tables."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.facts.entities import FLAGS
from graphkit.facts.search import Names
from graphkit.model import Model
from graphkit.store.driver import Connection

_WHAT = (
    "RETURN e.id AS id, labels(e) AS labels, e.name AS name, e.aliases AS aliases, e.native_names AS native_names, "
    "e.external_ids AS external_ids, e.generic AS generic, e.unnamed AS unnamed"
)
_ALL = f"MATCH (e:Entity) WHERE e.hash IS NOT NULL {_WHAT}"
_SOME = f"UNWIND $ids AS id MATCH (e:Entity {{id: id}}) WHERE e.hash IS NOT NULL {_WHAT}"


def entity_names(connection: Connection, model: Model, ids: Iterable[str] | None) -> list[Names]:
    """The names of all entities of ours, or of those with these ids, by id."""
    found = connection.read(_ALL) if ids is None else connection.read(_SOME, {"ids": list(ids)})
    out = [
        Names(
            id=record["id"],
            type=next((name for name in sorted(record["labels"]) if name in model.nodes), ""),
            name=record["name"],
            aliases=tuple(record["aliases"] or ()),
            native_names=tuple(record["native_names"] or ()),
            external_ids=tuple(record["external_ids"] or ()),
            flags=tuple(flag for flag in FLAGS if record[flag]),
        )
        for record in found
    ]
    return sorted(out, key=lambda entity: entity.id)

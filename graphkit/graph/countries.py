"""The country of an entity: its own, or by the places that it is said to stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graphkit.graph.graph import Entity, Graph
from graphkit.model import Model
from graphkit.values.names import name_key

#: Relation that says where something stands, and the level of a place that is a country.
PLACED, COUNTRY_LEVEL = "LOCATED_IN", "country"
#: Prefix of an external id that is a country's code.
ISO = "ISO:"


def countries(graph: Graph, model: Model) -> Mapping[str, str]:
    """The country of each entity as a code; "" where none is stated.

    Its own; else that of the place that it is said to stand in, or of the place that this one lies in, and so on: each
    step is a statement with its source, nothing is inferred. Places in two countries give none.
    """
    places: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges.values():
        if edge.type == PLACED and edge.told and edge.target in graph.entities:
            places[edge.source].append(edge.target)
    own = {i: _own_country(entity, model) for i, entity in graph.entities.items()}
    return {i: own[i] or _by_place(i, places, own) for i in graph.entities}


def without_country(types: Sequence[str], model: Model) -> list[str]:
    """Which of the node types the schema gives no country of their own, such as materials and products."""
    entry = model.properties.get("country")
    return [t for t in types if entry is None or t not in entry.types]


def _by_place(start: str, places: Mapping[str, Sequence[str]], own: Mapping[str, str]) -> str:
    found: set[str] = set()
    seen, open_ = {start}, list(places.get(start, ()))
    while open_:
        place = open_.pop()
        if own[place]:
            found.add(own[place])
        elif place not in seen:
            open_.extend(places.get(place, ()))
        seen.add(place)
    return found.pop() if len(found) == 1 else ""


def _own_country(entity: Entity, model: Model) -> str:
    value = entity.properties.get("country")
    if isinstance(value, str):
        return value
    if entity.properties.get("place_level") != COUNTRY_LEVEL:
        return ""
    codes = [i.removeprefix(ISO) for i in entity.external_ids if i.startswith(ISO)]
    keys = {name_key(n) for n in (entity.name, *entity.aliases)}
    terms = model.vocabularies.get("country", {})
    named = [c for c, term in terms.items() if not keys.isdisjoint(map(name_key, (term.name, *term.aliases)))]
    return min(codes or named, default="")

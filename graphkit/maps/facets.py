"""What an entity can be filtered by that is not said of it directly: its country by its place, its technologies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphkit.graph.graph import Entity, Graph
from graphkit.model import Model
from graphkit.values.names import name_key

#: Relation that says where something stands, and the level of a place that is a country.
PLACED, COUNTRY_LEVEL = "LOCATED_IN", "country"
#: Prefix of an external id that is a country's code.
ISO = "ISO:"
TECHNOLOGY = "Technology"
#: Kinds of a statement that say that something is not so, or nothing.
UNSAID = ("denied", "withdrawn", "undisclosed")


def countries(graph: Graph, model: Model) -> Mapping[str, str]:
    """The country of each entity as a code; "" where none is stated.

    Its own; else that of the place that it is said to stand in, or of the place that this one lies in, and so on: each
    step is a statement with its source, nothing is inferred. Places in two countries give none.
    """
    places: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges.values():
        if edge.type == PLACED and edge.kind not in UNSAID and edge.target in graph.entities:
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


@dataclass(frozen=True, slots=True)
class Technologies:
    """The technologies that entities are about: key and name of each, and of each entity the positions of its own."""

    names: list[tuple[str, str]]
    of: list[tuple[int, ...]]


def technologies(graph: Graph, model: Model) -> Technologies:
    """The technologies of each entity, in the graph's order.

    These are the terms of the properties by which the schema describes a technology too (class, route, chemistry),
    and the technologies that a relation of the entity ends at (uses, develops, covers), with their terms. A technology
    that bears the name of a term is that term.
    """
    terms = _terms(graph, model)
    same = {name_key(n): key for key, names in reversed(technology_terms(model).items()) for n in names}
    keys: dict[str, set[str]] = {i: set(terms.get(i, ())) for i in graph.entities}
    own: dict[str, set[str]] = {}
    for entity in graph.entities.values():
        if entity.type == TECHNOLOGY:
            alike = [same[k] for n in (entity.name, *entity.aliases) if (k := name_key(n)) in same]
            own[entity.id] = {alike[0] if alike else entity.id} | keys[entity.id]
    for identifier, found in own.items():
        keys[identifier] |= found
    for edge in graph.edges.values():
        if edge.target in own and edge.source in keys and edge.kind not in UNSAID:
            keys[edge.source] |= own[edge.target]
    used = set().union(*keys.values())
    names = [(key, words[0]) for key, words in technology_terms(model).items() if key in used]
    others = sorted((graph.entities[k].name, k) for k in used if k in graph.entities)
    names += [(key, name) for name, key in others]
    at = {key: k for k, (key, _) in enumerate(names)}
    return Technologies(names, [tuple(sorted(at[k] for k in keys[i])) for i in graph.entities])


def _properties(model: Model) -> list[str]:
    return [name for name, entry in model.properties.items() if entry.vocabulary and TECHNOLOGY in entry.types]


def technology_terms(model: Model) -> dict[str, tuple[str, ...]]:
    """Names of the terms by key, such as `class:all-solid`, in the order of the schema."""
    return {
        f"{name}:{word}": (term.name, *term.aliases)
        for name in _properties(model)
        for word, term in model.vocabularies.get(model.properties[name].vocabulary or "", {}).items()
    }


def _terms(graph: Graph, model: Model) -> Mapping[str, list[str]]:
    wanted, known = set(_properties(model)), technology_terms(model)
    out: dict[str, list[str]] = defaultdict(list)
    for prop in graph.properties.values():
        key = f"{prop.name}:{prop.word}"
        if prop.name in wanted and prop.kind not in UNSAID and key in known:
            out[prop.entity].append(key)
    return out

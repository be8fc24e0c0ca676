"""The technologies that an entity is about: terms of its properties, and technologies that its relations end at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.graph.graph import Graph
from graphkit.model import Model
from graphkit.values.names import name_key

TECHNOLOGY = "Technology"


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
        if edge.target in own and edge.source in keys and edge.told:
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
        if prop.name in wanted and prop.told and key in known:
            out[prop.entity].append(key)
    return out

"""Nodes and edges with plain attributes, and what each attribute holds: for formats with typed, flat values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from graphkit.graph import Edge, Entity, Graph
from graphkit.graph.attributes import day, edge_attributes, node_attributes

Kind = Literal["boolean", "integer", "number", "text"]
#: Joins the items of a list in formats that have no lists.
JOIN = "; "


def nodes(graph: Graph) -> Iterator[tuple[Entity, dict[str, Any]]]:
    """Entities by id, each with the attributes that `Graph.to_networkx` gives it."""
    for identifier in sorted(graph.entities):
        entity = graph.entities[identifier]
        yield entity, {"entity_type": entity.type, **node_attributes(entity)}


def edges(graph: Graph) -> Iterator[tuple[Edge, dict[str, Any]]]:
    """Edges by type, ends and uid, each with the attributes that `Graph.to_networkx` gives it."""
    for edge in sorted(graph.edges.values(), key=lambda e: (e.type, e.source, e.target, e.uid)):
        yield edge, {"edge_type": edge.type, **edge_attributes(edge)}


def clocks(graph: Graph) -> dict[str, Any]:
    """The graph's own attributes, as `Graph.to_networkx` gives them: the days on which it stands, its claims."""
    return {
        "as_of": day(graph.as_of) or "",
        "known_on": day(graph.known_on) or "",
        "claims": len(graph.claims),
        "left_out": graph.left_out,
    }


def kinds(elements: Iterable[Mapping[str, Any]]) -> dict[str, Kind]:
    """What each attribute holds over all elements, by name, sorted: the narrowest kind that fits every value."""
    out: dict[str, Kind] = {}
    for attributes in elements:
        for name, value in attributes.items():
            out[name] = _wider(out.get(name), _kind(value))
    return dict(sorted(out.items()))


def _kind(value: object) -> Kind:
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
    return "text"


def _wider(a: Kind | None, b: Kind) -> Kind:
    if a is None or a == b:
        return b
    return "number" if {a, b} == {"integer", "number"} else "text"


def flat(value: object) -> str:
    """A value as text: true and false, numbers in full, lists joined by `; `."""
    match value:
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return JOIN.join(map(str, value))
    return str(value)

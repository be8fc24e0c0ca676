"""GraphML: entities and edges with typed attributes, for yEd, Gephi, Cytoscape and networkx."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from graphkit.export.attributes import Kind, clocks, edges, flat, kinds, nodes
from graphkit.export.markup import Markup
from graphkit.graph import Graph
from graphkit.model import Model

_TYPES: dict[Kind, str] = {"boolean": "boolean", "integer": "long", "number": "double", "text": "string"}
_SPACE = "http://graphml.graphdrawing.org/xmlns"
_ROOT = {
    "xmlns": _SPACE,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{_SPACE} {_SPACE}/1.0/graphml.xsd",
}


def write(graph: Graph, model: Model, out: BinaryIO) -> None:
    """Writes GraphML: a node an entity, an edge an edge with its uid as id, lists joined by `; `.

    `label` is what readers show: an entity's name, an edge's type. One key an attribute, its type fits all values.
    """
    keys = {
        "graph": kinds([clocks(graph)]),
        "node": kinds({"label": "", **a} for _, a in nodes(graph)),
        "edge": kinds({"label": "", **a} for _, a in edges(graph)),
    }
    ids = {(scope, name): f"{scope[0]}{number}" for scope, found in keys.items() for number, name in enumerate(found)}
    xml = Markup(out)
    xml.begin("graphml", _ROOT)
    for (scope, name), key in ids.items():
        xml.leaf("key", {"id": key, "for": scope, "attr.name": name, "attr.type": _TYPES[keys[scope][name]]})

    def data(scope: str, attributes: Mapping[str, Any]) -> None:
        for name, value in sorted(attributes.items()):
            xml.leaf("data", {"key": ids[scope, name]}, flat(value))

    xml.begin("graph", {"id": "graphkit", "edgedefault": "directed"})
    data("graph", clocks(graph))
    for entity, attributes in nodes(graph):
        xml.begin("node", {"id": entity.id})
        data("node", {"label": entity.name, **attributes})
        xml.end()
    for edge, attributes in edges(graph):
        xml.begin("edge", {"id": edge.uid, "source": edge.source, "target": edge.target})
        data("edge", {"label": edge.type, **attributes})
        xml.end()
    xml.end()
    xml.end()

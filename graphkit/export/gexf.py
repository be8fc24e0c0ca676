"""GEXF 1.3: entities and edges with colours and the time for which an edge holds, for Gephi and the web."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from graphkit.export.attributes import Kind, clocks, edges, flat, kinds, nodes
from graphkit.export.markup import Markup
from graphkit.graph import Edge, Graph
from graphkit.model import Model

_TYPES: dict[Kind, str] = {"boolean": "boolean", "integer": "long", "number": "double", "text": "string"}
_SPACE = "http://gexf.net/1.3"
_ROOT = {
    "xmlns": _SPACE,
    "xmlns:viz": f"{_SPACE}/viz",
    "version": "1.3",
}


def write(graph: Graph, model: Model, out: BinaryIO) -> None:
    """Writes GEXF: nodes coloured by type as schema/nodes.toml says, edges with `start` and `end` where stated.

    Several edges may join two nodes: `kind` tells them apart. The last modified date that GEXF offers is left out:
    the same graph gives the same bytes.
    """
    node_kinds = kinds(a for _, a in nodes(graph))
    edge_kinds = kinds(a for _, a in edges(graph))
    node_ids = {name: f"n{number}" for number, name in enumerate(node_kinds)}
    edge_ids = {name: f"e{number}" for number, name in enumerate(edge_kinds)}
    xml = Markup(out)
    xml.begin("gexf", _ROOT)
    xml.begin("meta")
    xml.leaf("creator", None, "graphkit")
    xml.leaf("description", None, _description(graph))
    xml.end()
    timed = any(edge.since or edge.until for edge in graph.edges.values())
    time = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"} if timed else {"mode": "static"}
    xml.begin("graph", {"defaultedgetype": "directed", "idtype": "string", **time})
    _declare(xml, "node", node_kinds, node_ids)
    _declare(xml, "edge", edge_kinds, edge_ids)
    xml.begin("nodes", {"count": str(len(graph.entities))})
    for entity, attributes in nodes(graph):
        xml.begin("node", {"id": entity.id, "label": entity.name})
        _values(xml, attributes, node_ids)
        if entity.type in model.nodes:
            red, green, blue = bytes.fromhex(model.nodes[entity.type].color[1:])
            xml.leaf("viz:color", {"r": str(red), "g": str(green), "b": str(blue)})
        xml.end()
    xml.end()
    xml.begin("edges", {"count": str(len(graph.edges))})
    for edge, attributes in edges(graph):
        xml.begin("edge", _edge(edge))
        _values(xml, attributes, edge_ids)
        xml.end()
    xml.end()
    xml.end()
    xml.end()


def _description(graph: Graph) -> str:
    days = clocks(graph)
    known = f", known on {days['known_on']}" if days["known_on"] else ""
    missing = f", {days['left_out']} claims left out" if days["left_out"] else ""
    return f"As of {days['as_of'] or 'no day'}{known}; {days['claims']} claims{missing}."


def _declare(xml: Markup, scope: str, found: Mapping[str, Kind], ids: Mapping[str, str]) -> None:
    if not found:
        return
    xml.begin("attributes", {"class": scope})
    for name, kind in found.items():
        xml.leaf("attribute", {"id": ids[name], "title": name, "type": _TYPES[kind]})
    xml.end()


def _values(xml: Markup, attributes: Mapping[str, Any], ids: Mapping[str, str]) -> None:
    xml.begin("attvalues")
    for name, value in sorted(attributes.items()):
        xml.leaf("attvalue", {"for": ids[name], "value": flat(value)})
    xml.end()


def _edge(edge: Edge) -> dict[str, str]:
    """`start` and `end` stand on the edge, one interval as a spell would give it: networkx misreads a spell that is
    open at one end."""
    out = {"id": edge.uid, "source": edge.source, "target": edge.target, "label": edge.type, "kind": edge.type}
    if edge.since:
        out["start"] = edge.since.isoformat()
    if edge.until:
        out["end"] = edge.until.isoformat()
    return out

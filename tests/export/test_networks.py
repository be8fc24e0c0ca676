"""GraphML, GEXF and node-link, read back by networkx and held against the graph."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from graphkit.export import FORMATS
from graphkit.graph import Graph
from graphkit.model import Model
from tests.export.conftest import LONG


def written(name: str, graph: Graph, model: Model) -> bytes:
    out = io.BytesIO()
    FORMATS[name].writer()(graph, model, out)
    return out.getvalue()


def plain(attributes: dict[str, Any]) -> dict[str, Any]:
    """Attributes as a format without lists has them."""
    return {k: "; ".join(v) if isinstance(v, list) else v for k, v in attributes.items()}


def nodes(found: Any, *drop: str) -> dict[str, Any]:
    return {i: {k: v for k, v in plain(a).items() if k not in drop} for i, a in found.nodes(data=True)}


def edges(found: Any, *drop: str) -> dict[Any, Any]:
    return {
        (a, b, k): {n: v for n, v in plain(d).items() if n not in drop}
        for a, b, k, d in found.edges(data=True, keys=True)
    }


def test_graphml_gives_the_graph_back(graph: Graph, model: Model) -> None:
    found = nx.read_graphml(io.BytesIO(written("graphml", graph, model)), force_multigraph=True)
    wanted = graph.to_networkx()
    assert nodes(found, "label") == nodes(wanted)
    assert edges(found, "label") == edges(wanted)
    assert {i: a["label"] for i, a in found.nodes(data=True)} == {e.id: e.name for e in graph.entities.values()}
    assert {k: d["label"] for _, _, k, d in found.edges(data=True, keys=True)} == {
        e.uid: e.type for e in graph.edges.values()
    }
    assert {k: found.graph[k] for k in wanted.graph} == wanted.graph


def test_graphml_has_one_key_an_attribute(graph: Graph, model: Model) -> None:
    from lxml import etree

    root = etree.fromstring(written("graphml", graph, model))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = [(k.get("for"), k.get("attr.name")) for k in root.iter(f"{space}key")]
    assert len(keys) == len(set(keys))
    ids = [k.get("id") for k in root.iter(f"{space}key")]
    assert len(ids) == len(set(ids))
    types = {(k.get("for"), k.get("attr.name")): k.get("attr.type") for k in root.iter(f"{space}key")}
    assert types["node", "capacity_gwh"] == "double"
    assert types["edge", "one_of"] == "string"
    assert types["node", "generic"] == "boolean"


def test_gexf_gives_the_graph_back(graph: Graph, model: Model) -> None:
    found = nx.read_gexf(io.BytesIO(written("gexf", graph, model)), version="1.3")
    wanted = graph.to_networkx()
    assert nodes(found, "label", "viz") == nodes(wanted)
    assert edges(found, "label", "id", "start", "end") == edges(wanted)
    colour = found.nodes["acme"]["viz"]["color"]
    assert "#{r:02X}{g:02X}{b:02X}".format(**colour) == model.nodes["Firm"].color.upper()


def test_gexf_has_the_time_of_an_edge(graph: Graph, model: Model) -> None:
    found = nx.read_gexf(io.BytesIO(written("gexf", graph, model)), version="1.3")
    assert found.graph["mode"] == "dynamic"
    for edge in graph.edges.values():
        data = found.edges[edge.source, edge.target, edge.uid]
        assert data.get("start") == (edge.since.isoformat() if edge.since else None)
        assert data.get("end") == (edge.until.isoformat() if edge.until else None)
    assert any(e.since and not e.until for e in graph.edges.values())


def test_node_link_gives_the_graph_back(graph: Graph, model: Model) -> None:
    data = json.loads(written("node-link", graph, model))
    found = nx.node_link_graph(data, edges="edges", multigraph=True, directed=True)
    wanted = graph.to_networkx()
    assert nx.utils.graphs_equal(found, wanted)
    assert data["multigraph"] is data["directed"] is True

    def by_key(items: list[dict[str, Any]]) -> list[str]:
        return sorted(json.dumps(item, sort_keys=True) for item in items)

    theirs = nx.node_link_data(wanted, edges="edges")
    assert by_key(data["nodes"]) == by_key(theirs["nodes"])
    assert by_key(data["edges"]) == by_key(theirs["edges"])
    assert data["graph"] == theirs["graph"]


@pytest.mark.parametrize("name", ["graphml", "gexf", "node-link"])
def test_an_empty_graph_is_read(name: str, empty: Graph, model: Model) -> None:
    data = io.BytesIO(written(name, empty, model))
    match name:
        case "graphml":
            found = nx.read_graphml(data)
        case "gexf":
            found = nx.read_gexf(data, version="1.3")
        case _:
            found = nx.node_link_graph(json.load(data), edges="edges")
    assert len(found) == 0


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_xml_keeps_every_text_that_it_can(name: str, noted: Callable[[str], Graph], model: Model) -> None:
    data = io.BytesIO(written(name, noted(LONG), model))
    found = nx.read_graphml(data, force_multigraph=True) if name == "graphml" else nx.read_gexf(data, version="1.3")
    assert found.nodes["acme"]["note"] == LONG.replace("\x01", "\ufffd")


def test_json_keeps_every_text(noted: Callable[[str], Graph], model: Model) -> None:
    data = json.loads(written("node-link", noted(LONG), model))
    assert {n["id"]: n for n in data["nodes"]}["acme"]["note"] == LONG


@pytest.mark.parametrize("name", ["graphml", "gexf"])
@pytest.mark.parametrize("code", [0x0, 0x8, 0xB, 0x1F, 0xFFFE, 0xFFFF, 0xD800, 0xDFFF])
def test_what_xml_cannot_hold_is_replaced(name: str, code: int, noted: Callable[[str], Graph], model: Model) -> None:
    from graphkit.export.markup import possible

    assert possible(f"a{chr(code)}b") == "a\ufffdb"

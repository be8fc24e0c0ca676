"""Any networkx graph on a map: what the attributes of its nodes and edges mean."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest

from graphkit.maps.networks import from_networkx
from graphkit.model import Model
from tests.maps.networks import KINDS, picture, relations, told


def one(**attributes: Any) -> Any:
    """The entity of a node with these attributes."""
    network = nx.Graph()
    network.add_nodes_from([("n", attributes)])
    return from_networkx(network).graph.entities["n"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_graph_keeps_nodes_edges_and_loops(kind: Any) -> None:
    network = kind([("a", "b"), ("b", "c"), ("c", "c")])
    network.add_node("alone")
    found = from_networkx(network)
    assert list(found.graph.entities) == ["a", "b", "c", "alone"]
    assert relations(found) == [("a", "linked to", "b"), ("b", "linked to", "c"), ("c", "linked to", "c")]
    assert found.model.edges["linked to"].symmetric is not network.is_directed()
    assert {e.type for e in found.graph.entities.values()} == {"Node"}
    assert all(p.core for p in picture(found).places), "also what stands alone is drawn at first"


@pytest.mark.parametrize("kind", [nx.MultiGraph, nx.MultiDiGraph])
def test_parallel_edges_stay_apart(kind: Any) -> None:
    network = kind([("a", "b")] * 50)
    network.add_edge("a", "b", type="owns")
    found = from_networkx(network)
    assert Counter(e.type for e in found.graph.edges.values()) == {"linked to": 50, "owns": 1}


def test_nodes_that_print_alike_stay_apart() -> None:
    nodes: list[Hashable] = [
        1,
        "1",
        (1, 2),
        "(1, 2)",
        2.5,
        frozenset([3]),
        "1 (int)",
        "",
        "x" * 5000,
        "x" * 5001,
        "\ud800",
        "\udfff",
    ]
    network = nx.DiGraph()
    network.add_nodes_from(nodes)
    network.add_edges_from(pairwise(nodes))
    found = from_networkx(network)
    ids = list(found.graph.entities)
    assert len(ids) == len(set(ids)) == len(nodes)
    assert ids[:4] == ["1 (int) #2", "1", "(1, 2) (tuple)", "(1, 2)"], "a text keeps its own"
    assert all(0 < len(i) <= 200 for i in ids)
    assert [(e.source, e.target) for e in found.graph.edges.values()] == list(pairwise(ids))
    names = [e.name for e in found.graph.entities.values()]
    assert names[:6] == ["1", "1", "(1, 2)", "(1, 2)", "2.5", "3"]
    assert names[8] == "x" * 2000, "longer than any page shows"


class Thing:
    """A node with no text of its own."""


def test_a_node_without_a_text_is_told_by_its_kind_and_the_same_in_every_run() -> None:
    network = nx.Graph([(Thing(), Thing())])
    assert list(from_networkx(network).graph.entities) == ["Thing", "Thing (Thing)"]


@pytest.mark.parametrize(
    ("attributes", "name", "type_"),
    [
        ({}, "n", "Node"),
        ({"label": "Mine", "name": "M1", "caption": "m"}, "Mine", "Node"),
        ({"name": "Mine", "type": "Site", "kind": "pit"}, "Mine", "Site"),
        ({"caption": "Mine", "kind": "Site"}, "Mine", "Site"),
        ({"label": "", "name": " ", "group": 3}, "n", "group 3"),
        ({"label": None, "type": None, "label_type": "Site"}, "n", "Site"),
        ({"label": math.nan, "type": math.nan, "group": "A  B"}, "n", "A B"),
        ({"label": 7, "type": ["Site"], "group": True}, "7", "Node"),
    ],
)
def test_names_and_types_of_nodes(attributes: dict[str, Any], name: str, type_: str) -> None:
    found = one(**attributes)
    assert (found.name, found.type) == (name, type_)


def test_what_gave_no_name_or_type_is_still_told() -> None:
    network = nx.Graph()
    network.add_node("n", label="Mine", name="Mine", caption="the old mine", type="Site", kind="pit", group=3)
    assert told(from_networkx(network), "n") == {"caption": "the old mine", "kind": "pit", "group": "3"}


@pytest.mark.parametrize(
    ("attributes", "relation", "left"),
    [
        ({"type": "feeds", "label": "f"}, "feeds", {"label": "f"}),
        ({"relation": "feeds"}, "feeds", {}),
        ({"label": "feeds"}, "feeds", {}),
        ({"label": 5}, "linked to", {"label": "5"}),
        ({"key": "feeds"}, "feeds", {}),
        ({"kind": "feeds"}, "feeds", {}),
        ({"type": 2}, "type 2", {}),
        (
            {"weight": 0.5, "source": "a paper", "target": 3},
            "linked to",
            {"weight": "0.5", "source": "a paper", "target": "3"},
        ),
    ],
)
def test_relations_of_edges_and_what_else_they_tell(
    attributes: dict[str, Any], relation: str, left: dict[str, str]
) -> None:
    network = nx.DiGraph()
    network.add_edges_from([("a", "b", attributes)])
    (edge,) = from_networkx(network).graph.edges.values()
    assert (edge.type, dict(edge.qualifiers)) == (relation, left)


def test_keys_of_a_multigraph_name_relations_unless_they_count() -> None:
    named = nx.MultiDiGraph([("a", "b", "feeds"), ("b", "c", "sells to"), ("a", "c", 0)])
    assert [e.type for e in from_networkx(named).graph.edges.values()] == ["feeds", "linked to", "sells to"]
    counted = nx.MultiDiGraph([("a", "b", "e1"), ("b", "c", "e2")])
    assert {e.type for e in from_networkx(counted).graph.edges.values()} == {"linked to"}
    many = nx.MultiDiGraph(("a", "b", "x" * k) for k in range(1, 150))
    assert {e.type for e in from_networkx(many).graph.edges.values()} == {"linked to"}


def test_statuses_countries_and_other_names() -> None:
    found = one(status="Planned", country="Sweden", aliases=["M", "Pit"], native_names="矿; 礦")
    assert (found.status, found.properties["country"]) == ("planned", "Sweden")
    assert (found.aliases, found.native_names) == (("M", "Pit"), ("矿", "礦"))
    other = one(status="on fire", aliases=None)
    assert (other.status, other.properties) == (None, {"status": "on fire"})
    network = nx.DiGraph()
    network.add_edge("a", "b", status="ended")
    assert [e.status for e in from_networkx(network).graph.edges.values()] == ["ended"]


def test_countries_are_the_models_where_one_is_given(schema: Model) -> None:
    network = nx.Graph()
    network.add_node("n", country="China")
    assert from_networkx(network, schema).graph.entities["n"].properties["country"] == "CN"

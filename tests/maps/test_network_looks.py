"""Colours, shapes and tiers of somebody else's graph."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import pytest

from graphkit.maps.networks import Drawable, from_networkx
from graphkit.maps.networks.plain import plain
from graphkit.model import Model
from tests.maps.networks import picture, told


@pytest.mark.parametrize(
    ("given", "color"),
    [("#f00", "#ff0000"), ("#12abEF", "#12abef"), ("#12abef80", "#12abef"), ("#f008", "#ff0000")],
)
def test_colours_in_hexadecimal_are_taken(given: str, color: str) -> None:
    network = nx.Graph([("a", "b"), ("b", "c")])
    network.nodes["a"]["color"] = given
    network.nodes["a"]["shape"] = "star"
    assert from_networkx(network).looks == {"a": (color, "star")}


@pytest.mark.parametrize("given", ["red", "#12345", "url(x)", "#ff0000;}", "", None, 7, ["#f00"]])
def test_other_colours_are_told_and_not_taken(given: object) -> None:
    network = nx.Graph()
    network.add_node("a", color=given, shape="cube")
    found = from_networkx(network)
    assert found.looks == {}
    assert told(found, "a") == {"color": plain(given), "shape": "cube"}


def test_a_type_has_the_colour_of_most_of_its_nodes() -> None:
    network = nx.Graph()
    for k in range(3):
        network.add_node(k, type="Site", color="#aa0000")
    network.add_node(3, type="Site", color="#00aa00")
    found = from_networkx(network)
    assert found.model.nodes["Site"].color == "#aa0000"
    assert found.looks == {"3": ("#00aa00", found.model.nodes["Site"].shape)}


def test_types_beyond_eight_have_the_colours_again_with_other_shapes() -> None:
    network = nx.Graph()
    network.add_nodes_from((k, {"type": f"T{k:02d}"}) for k in range(30))
    types = from_networkx(network).model.nodes
    looks = [(n.color, n.shape) for n in types.values()]
    assert len(set(looks)) == 30
    assert len({color for color, _ in looks}) == 8


def test_more_types_than_a_legend_holds_are_one() -> None:
    network = nx.DiGraph()
    network.add_nodes_from((f"a{k}", {"type": "Often"}) for k in range(5))
    network.add_nodes_from((k, {"type": f"T{k:02d}"}) for k in range(100))
    network.add_edges_from((k, k + 1, {"type": f"r{k:02d}"}) for k in range(99))
    found = from_networkx(network)
    counts = Counter(e.type for e in found.graph.entities.values())
    assert (len(counts), counts["Often"], counts["Other"]) == (40, 5, 62)
    assert told(found, "99") == {"type": "T99"}, "its own is told in the panel"
    assert len({e.type for e in found.graph.edges.values()}) == 40


def headings(found: Drawable) -> list[tuple[str, list[str]]]:
    """The tiers with the names of what stands in them, from left to right."""
    drawn = picture(found)
    names = drawn.meta("")["tiers"]
    out: dict[int, list[str]] = {}
    for entity, column in zip(drawn.entities, drawn.columns, strict=True):
        out.setdefault(column, []).append(entity.name)
    return [(names[column], out[column]) for column in sorted(out)]


def test_numbers_as_tiers_stand_in_their_order() -> None:
    network = nx.Graph()
    for node, layer in (("c", 10), ("b", 2), ("a", 1), ("d", 10)):
        network.add_node(node, layer=layer)
    assert headings(from_networkx(network)) == [("Layer 1", ["a"]), ("Layer 2", ["b"]), ("Layer 10", ["c", "d"])]


def test_multipartite_graphs_of_networkx_have_tiers() -> None:
    found = from_networkx(nx.complete_multipartite_graph(1, 2))
    assert headings(found) == [("Subset 0", ["0"]), ("Subset 1", ["1", "2"])]


def test_words_as_tiers_stand_along_the_relations() -> None:
    network = nx.DiGraph([("m", "w"), ("w", "s"), ("s", "w2"), ("m2", "w")])
    for node, tier in (("s", "shop"), ("w", "works"), ("w2", "works"), ("m", "mine"), ("m2", "mine")):
        network.nodes[node]["tier"] = tier
    # mine to works twice; works to shop and shop to works once each: the alphabet has the last word
    assert [name for name, _ in headings(from_networkx(network))] == ["mine", "shop", "works"]
    network.add_edge("w2", "s")
    assert [name for name, _ in headings(from_networkx(network))] == ["mine", "works", "shop"]
    numbered = nx.DiGraph([("a", "b")])
    numbered.nodes["a"]["tier"], numbered.nodes["b"]["tier"] = "10. sold", "9. made"
    assert [name for name, _ in headings(from_networkx(numbered))] == ["9. made", "10. sold"]


def test_what_has_no_tier_is_placed_by_its_relations() -> None:
    chain = from_networkx(nx.DiGraph([("a", "b"), ("b", "c")]))
    assert [names for _, names in headings(chain)] == [["a"], ["b"], ["c"]]
    mixed = nx.DiGraph([("a", "b"), ("b", "x")])
    mixed.nodes["a"]["tier"], mixed.nodes["b"]["tier"] = 1, 2
    assert [names for _, names in headings(from_networkx(mixed))] == [["a"], ["b"], ["x"]]
    assert all(p.core for p in picture(from_networkx(mixed)).places)


def test_a_measure_with_many_values_gives_no_tiers() -> None:
    network = nx.Graph()
    network.add_nodes_from((k, {"level": k / 7}) for k in range(60))
    found = from_networkx(network)
    assert set(found.tiers.values()) == {""}
    assert told(found, "7") == {"level": "1"}


def test_tiers_of_the_model_are_known_by_name(schema: Model) -> None:
    network = nx.DiGraph([("x", "y")])
    network.nodes["x"].update(tier="Cell", type="Maker")
    network.nodes["y"].update(tier="raw-material", type="Firm")
    found = from_networkx(network, schema)
    assert found.tiers == {"x": "cell", "y": "raw-material"}
    assert headings(found) == [("Raw material", ["y"]), ("Cell", ["x"])]


def test_a_type_that_the_model_knows_looks_and_stands_as_there(schema: Model) -> None:
    network = nx.DiGraph()
    network.add_node("f", type="Firm")
    network.add_node("v", type="Vehicle")
    network.add_node("z", type="Zeppelin")
    network.add_edge("f", "v", type="PRODUCES")
    network.add_edge("z", "f", type="flies over")
    found = from_networkx(network, schema)
    assert found.model.nodes["Firm"] == schema.nodes["Firm"]
    assert found.model.edges["PRODUCES"] == schema.edges["PRODUCES"]
    assert headings(found)[0] == ("Vehicle", ["f", "v"]), "a maker beside its make"
    assert schema.edges.keys() == {*found.model.edges} - {"flies over"}
    undirected = from_networkx(nx.Graph(network), schema)
    assert undirected.model.edges["PRODUCES"].symmetric and not schema.edges["PRODUCES"].symmetric

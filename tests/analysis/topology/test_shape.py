"""Cycles, bridges, communities, centralities and the whole: worked by hand, and beside networkx."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.topology import (
    Bridge,
    Centrality,
    Counts,
    Joint,
    Loop,
    bridges,
    centralities,
    communities,
    compact,
    counts,
    cycles,
    loops,
    structure,
)
from graphkit.errors import AnalysisError
from tests.analysis.topology.test_levels import LINKS, graph

MULTI = st.builds(nx.MultiDiGraph, LINKS)


def test_cycles_by_hand() -> None:
    # A triangle with a longer way round, a pair, a chain between them, and a node that links to itself.
    found = cycles(graph("ab", "bc", "ca", "cd", "da", "dx", "xy", "yx", "yz", "zz"))
    assert found == (Loop(("a", "b", "c", "d"), ("a", "b", "c"), True), Loop(("x", "y"), ("x", "y"), True))
    assert cycles(graph("ab", "bc", "ac")) == ()


@given(MULTI)
def test_each_loop_has_a_shortest_cycle_of_its_own(some: nx.MultiDiGraph[Any]) -> None:
    found = cycles(some)
    wanted = [frozenset(part) for part in nx.strongly_connected_components(some) if len(part) > 1]
    assert sorted(map(sorted, wanted)) == sorted(sorted(loop.nodes) for loop in found)
    for loop in found:
        inside = nx.DiGraph(some.subgraph(loop.nodes))
        inside.remove_edges_from(nx.selfloop_edges(inside))
        assert loop.shortest
        assert len(loop.cycle) == min(map(len, nx.simple_cycles(inside)))
        assert len(set(loop.cycle)) == len(loop.cycle)
        assert all(inside.has_edge(a, b) for a, b in zip(loop.cycle, (*loop.cycle[1:], loop.cycle[0]), strict=True))


def test_a_large_ring_is_one_cycle() -> None:
    ring = cycles(nx.cycle_graph(20_000, create_using=nx.DiGraph))
    assert [(len(loop.nodes), len(loop.cycle), loop.shortest) for loop in ring] == [(20_000, 20_000, True)]


def test_a_cycle_that_is_not_proved_shortest_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "_EFFORT", 3)
    (found,) = cycles(graph("ab", "bc", "cd", "da", "be", "ef", "fb"))
    assert not found.shortest
    assert found.cycle == ("a", "b", "c", "d"), "the triangle b, e, f was not looked for"


def test_bridges_by_hand() -> None:
    # Two triangles, joined by d → c; e hangs on d by links both ways, which are one join.
    found = bridges(graph("ab", "bc", "ca", "dc", "df", "fg", "gd", "de", "ed"))
    assert found.bridges == (Bridge("d", "c", 3), Bridge("d", "e", 1))
    # Without d: {a, b, c}, {f, g}, {e}; without c: {a, b} and the rest.
    assert found.points == (Joint("d", 3, 3), Joint("c", 2, 2))


@given(MULTI)
def test_bridges_are_those_of_networkx(some: nx.MultiDiGraph[Any]) -> None:
    plain = nx.Graph(some)
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    found = bridges(some)
    assert {frozenset((b.start, b.end)) for b in found.bridges} == {frozenset(pair) for pair in nx.bridges(plain)}
    assert {point.node for point in found.points} == set(nx.articulation_points(plain))
    for bridge in found.bridges:
        assert some.has_edge(bridge.start, bridge.end)
        less = plain.copy()
        less.remove_edge(bridge.start, bridge.end)
        sizes = [len(nx.node_connected_component(less, end)) for end in (bridge.start, bridge.end)]
        assert bridge.smaller == min(sizes)
    for point in found.points:
        around = plain.subgraph(nx.node_connected_component(plain, point.node) - {point.node})
        sizes = [len(part) for part in nx.connected_components(around)]
        assert (point.parts, point.outside) == (len(sizes), sum(sizes) - max(sizes))


def test_a_long_chain_needs_no_recursion() -> None:
    found = bridges(nx.path_graph(30_001, create_using=nx.DiGraph))
    assert len(found.bridges) == 30_000
    assert found.points[0] == Joint(15_000, 2, 15_000)


def test_betweenness_of_a_long_chain_ends_its_sample_early() -> None:
    # 8,000 nodes: 1,875 origins would do, but each way has thousands of links.
    found = centralities(nx.path_graph(8_000, create_using=nx.DiGraph))
    assert found.sampled is not None and 16 <= found.sampled < 1_875


def test_communities_by_hand() -> None:
    # Two triangles and one link between: 7 links, Q = 2 · (3/7 - (7/14)²) = 5/14.
    found = communities(graph("ab", "bc", "ca", "xy", "yz", "zx", "ax"))
    assert found.of == {"a": 0, "b": 0, "c": 0, "x": 1, "y": 1, "z": 1}
    assert found.modularity == pytest.approx(5 / 14)


def test_communities_of_the_karate_club() -> None:
    # 0.4198 is the greatest modularity of this graph (Brandes et al. 2008, by integer programming).
    club = nx.karate_club_graph().to_directed()
    assert {round(communities(club, seed).modularity or 0, 4) for seed in range(4)} <= {0.4198, 0.4188}


def test_communities_that_were_planted_are_found() -> None:
    planted = nx.planted_partition_graph(20, 50, 0.3, 0.01, seed=1)
    found = communities(planted.to_directed())
    assert {frozenset(n for n in planted if found.of[n] == k) for k in range(found.count)} == {
        frozenset(range(start, start + 50)) for start in range(0, 1000, 50)
    }


@pytest.mark.parametrize("make", [lambda: nx.gnp_random_graph(800, 0.01, seed=3), lambda: nx.grid_2d_graph(25, 25)])
def test_communities_are_as_good_as_those_of_networkx(make: Any) -> None:
    some = make()
    found = communities(some.to_directed(), 1)
    theirs = nx.community.modularity(some, nx.community.louvain_communities(some, seed=1))
    assert found.modularity is not None and found.modularity >= theirs - 0.01


@given(MULTI, st.integers(0, 3), st.randoms(use_true_random=False))
def test_communities_hang_together_and_do_not_depend_on_order(
    some: nx.MultiDiGraph[Any], seed: int, mix: random.Random
) -> None:
    found = communities(some, seed)
    parts = [{n for n in some if found.of[n] == k} for k in range(found.count)]
    assert all(nx.is_weakly_connected(some.subgraph(part)) for part in parts)
    assert sorted(map(len, parts), reverse=True) == list(map(len, parts))
    weighted: nx.Graph[Any] = nx.Graph()
    weighted.add_nodes_from(some)
    for a, b in some.edges():
        weighted.add_edge(a, b, weight=weighted.get_edge_data(a, b, {"weight": 0})["weight"] + 1)
    assert found.modularity == pytest.approx(nx.community.modularity(weighted, parts))
    mixed = list(some.edges())
    mix.shuffle(mixed)
    assert communities(nx.MultiDiGraph(mixed), seed) == found


def test_communities_without_links_and_wrong_resolution() -> None:
    bare: nx.DiGraph[Any] = nx.DiGraph()
    bare.add_nodes_from("ba")
    found = communities(bare)
    assert (found.of, found.count, found.modularity) == ({"a": 0, "b": 1}, 2, None)
    with pytest.raises(AnalysisError, match="resolution"):
        communities(bare, resolution=0)


def test_centralities_by_hand() -> None:
    # Of the two ordered pairs of others, one way (a to c) runs through b: 1 / ((3 - 1)(3 - 2)) = 1/2.
    found = centralities(graph("ab", "bc"))
    assert found.sampled is None
    assert {n: (c.suppliers, c.buyers, c.betweenness) for n, c in found.nodes.items()} == {
        "a": (0, 1, 0),
        "b": (1, 1, 0.5),
        "c": (1, 0, 0),
    }


@given(MULTI)
def test_centralities_are_those_of_networkx(some: nx.MultiDiGraph[Any]) -> None:
    found = centralities(some).nodes
    rank = nx.pagerank(some, weight=None, tol=1e-10, max_iter=1000)
    assert {n: c.pagerank for n, c in found.items()} == pytest.approx(rank, abs=1e-7)
    assert {n: c.betweenness for n, c in found.items()} == pytest.approx(nx.betweenness_centrality(some))


def test_pagerank_follows_weights() -> None:
    some = nx.DiGraph()
    some.add_weighted_edges_from([("a", "b", 3.0), ("a", "c", 1.0), ("c", "a", 1.0), ("b", "b", 2.0)])
    found = {n: c.pagerank for n, c in centralities(some, "weight").nodes.items()}
    assert found == pytest.approx(nx.pagerank(some, tol=1e-10, max_iter=1000), abs=1e-7)


def test_sampled_betweenness() -> None:
    some = nx.gnp_random_graph(300, 0.02, seed=5, directed=True)
    exact = centralities(some).nodes
    whole, half = centralities(some, sample=300), centralities(some, seed=7, sample=150)
    assert whole.sampled is None and whole.nodes == exact
    assert half.sampled == 150 and half == centralities(some, seed=7, sample=150)
    assert half.nodes != centralities(some, seed=8, sample=150).nodes
    ranked = sorted(exact, key=lambda n: -exact[n].betweenness)[:10]
    for node in ranked:  # half of all sources: the estimate of the largest is off by a tenth or two, not by half
        assert half.nodes[node].betweenness == pytest.approx(exact[node].betweenness, rel=0.4)
    with pytest.raises(AnalysisError, match="sample"):
        centralities(some, sample=0)


def test_counts_by_hand() -> None:
    some: nx.MultiDiGraph[Any] = nx.MultiDiGraph(["ab", "ab", "ba", "bc", "dd"])
    some.add_node("e")
    # Pairs: ab, ba, bc; of 5 · 4. Two of three are linked both ways. {a, b, c}, {d}, {e}; strongly {a, b}, c, d, e.
    assert counts(some) == Counts(5, 5, 3, 1, 2, 3, 3, 4, 3 / 20, 2 / 3)
    one: nx.DiGraph[Any] = nx.DiGraph()
    one.add_node("a")
    assert counts(one) == Counts(1, 0, 0, 0, 1, 1, 1, 1, None, None)


def test_the_whole_structure() -> None:
    told: list[str] = []
    some = graph("ab", "bc", "ca", "cd")
    found = structure(some, targets=["d"], progress=told.append)
    assert told == ["reading", "counts", "trophic levels", "tiers", "cycles", "bridges", "communities", "centralities"]
    assert found.counts.nodes == 4 and len(found.cycles) == 1 and len(found.joints.bridges) == 1
    assert set(found.tiers) == set("abcd") and structure(some).tiers == {}
    assert isinstance(found.centralities.nodes["a"], Centrality)
    assert structure(compact(some), targets=["d"]) == found
    with pytest.raises(AnalysisError, match="no nodes"):
        structure(nx.DiGraph())


def test_nodes_of_many_kinds_do_not_depend_on_order() -> None:
    links = [("b", 1), (1, ("x", 2)), (("x", 2), "b"), ("a", 2.5)]
    assert structure(nx.DiGraph(links)) == structure(nx.DiGraph(links[::-1]))

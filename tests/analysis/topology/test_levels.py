"""Trophic levels and tiers: worked by hand, and against the plain equations."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.topology import Tier, compact, tiers, trophic, trophic_levels
from graphkit.errors import AnalysisError

LINKS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=24)


def graph(*links: str) -> nx.DiGraph[Any]:
    """Links between nodes of one letter: `ab` from a to b."""
    return nx.DiGraph(tuple(link) for link in links)


@pytest.mark.parametrize(
    ("links", "levels", "incoherence"),
    [
        (["ab", "bc"], {"a": 0, "b": 1, "c": 2}, 0),
        (["ab", "bc", "ca"], {"a": 0, "b": 0, "c": 0}, 1),
        (["ab", "ba"], {"a": 0, "b": 0}, 1),
        (["ab", "ac", "bd", "cd"], {"a": 0, "b": 1, "c": 1, "d": 2}, 0),
        # With h_a = 0: 2b = c and 2c = b + 2, so b = 2/3, c = 4/3; each of the three links misses by 1/3.
        (["ab", "bc", "ac"], {"a": 0, "b": 2 / 3, "c": 4 / 3}, 1 / 9),
        # Two components, each from 0; no node of the second is without suppliers.
        (["ab", "xy", "yx"], {"a": 0, "b": 1, "x": 0, "y": 0}, 2 / 3),
        # A cycle that is fed: b has 2 in, 1 out: 3b - 2c = 1; c: 2c - 2b = 0; so b = c = 1, F0 = (0 + 1 + 1) / 3.
        (["ab", "bc", "cb"], {"a": 0, "b": 1, "c": 1}, 2 / 3),
    ],
)
def test_levels_by_hand(links: list[str], levels: dict[str, float], incoherence: float) -> None:
    found = trophic_levels(graph(*links))
    assert found.levels == pytest.approx(levels, abs=1e-9)
    assert found.incoherence == pytest.approx(incoherence, abs=1e-9)
    assert found.components == nx.number_weakly_connected_components(graph(*links))


def test_weights_and_parallel_links() -> None:
    # a → c four times as heavy: 2b = c and 5c = b + 5, so b = 5/9, c = 10/9; missed: 4/9, 4/9 and 1/9.
    # F0 = (16 + 16 + 4 · 1) / 81 / 6 = 2/27.
    weighted = graph("ab", "bc")
    weighted.add_edge("a", "c", tons=4.0)
    nx.set_edge_attributes(weighted, {("a", "b"): 1, ("b", "c"): 1}, "tons")
    parallel: nx.MultiDiGraph[Any] = nx.MultiDiGraph([("a", "b"), ("b", "c"), *[("a", "c")] * 4])
    for found in (trophic_levels(weighted, "tons"), trophic_levels(parallel)):
        assert found.levels == pytest.approx({"a": 0, "b": 5 / 9, "c": 10 / 9})
        assert found.incoherence == pytest.approx(2 / 27)
    huge = nx.DiGraph()
    huge.add_weighted_edges_from((a, b, d["tons"] * 1e300) for a, b, d in weighted.edges(data=True))
    assert trophic_levels(huge, "weight").incoherence == pytest.approx(2 / 27), "the unit does not matter"


def test_a_link_to_itself_climbs_nothing() -> None:
    found = trophic_levels(graph("ab", "bb"))
    assert found.levels == {"a": 0, "b": 1}
    assert found.incoherence == 0.5, "one link of two misses by a whole level"


def test_without_links_there_is_no_incoherence() -> None:
    bare: nx.DiGraph[Any] = nx.DiGraph()
    bare.add_nodes_from("ab")
    assert trophic_levels(bare).levels == {"a": 0, "b": 0}
    assert trophic_levels(bare).incoherence is None
    bare.add_edge("a", "b", weight=0)
    assert trophic_levels(bare, "weight").incoherence is None
    assert trophic_levels(bare, "weight").components == 2, "a link that weighs nothing joins nothing"


def expected(links: nx.MultiDiGraph[Any] | nx.DiGraph[Any]) -> dict[Any, float]:
    """Levels that minimise Σ w (h_j - h_i - 1)² over all links: the paper's equations are the normal ones of that."""
    nodes = list(links)
    rows, right = [], []
    for start, end, weight in links.edges(data="weight", default=1):
        row = np.zeros(len(nodes))
        row[nodes.index(end)] += weight**0.5
        row[nodes.index(start)] -= weight**0.5
        rows.append(row)
        right.append(weight**0.5 if start != end else 0)
    levels = np.linalg.lstsq(np.array(rows), np.array(right), rcond=None)[0]
    out = {}
    for part in nx.weakly_connected_components(links):
        least = min(levels[nodes.index(node)] for node in part)
        out |= {node: levels[nodes.index(node)] - least for node in part}
    return out


@given(LINKS, st.randoms(use_true_random=False))
def test_levels_are_those_of_least_squares_in_any_order(links: list[tuple[int, int]], mix: random.Random) -> None:
    one: nx.MultiDiGraph[Any] = nx.MultiDiGraph(links)
    found = trophic_levels(one)
    assert found.levels == pytest.approx(expected(one), abs=1e-8)
    assert found.incoherence is not None and -1e-12 <= found.incoherence <= 1 + 1e-12
    mixed = list(links)
    mix.shuffle(mixed)
    assert trophic_levels(nx.MultiDiGraph(mixed)) == found


def large(seed: int) -> nx.DiGraph[Any]:
    """520 nodes, 1,100 links: more than is always factorised."""
    pick = random.Random(seed)
    out: nx.DiGraph[Any] = nx.DiGraph()
    for _ in range(1_100):
        out.add_edge(pick.randrange(520), pick.randrange(520), weight=pick.lognormvariate(0, 1))
    return out


@pytest.mark.parametrize("work", [0, trophic._WORK])
def test_large_components_by_conjugate_gradients_or_in_a_narrow_order(
    work: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trophic, "_WORK", work)
    some = large(1)
    some.add_edge("apart", "too", weight=1)
    found = trophic_levels(some, "weight")
    assert found.levels == pytest.approx(expected(some), abs=1e-6)
    assert found.levels["too"] == 1


def test_what_does_not_converge_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trophic, "_WORK", 0)
    monkeypatch.setattr(trophic, "_STEPS", 1)
    with pytest.raises(AnalysisError, match="did not converge"):
        trophic_levels(large(1), "weight")


def test_a_long_chain_and_a_long_ring() -> None:
    chain = trophic_levels(nx.path_graph(30_000, create_using=nx.DiGraph))
    assert chain.levels[29_999] == pytest.approx(29_999)
    assert chain.incoherence == pytest.approx(0)
    # Long and thin: each stage of two nodes gives to both of the next, and there are far too many for iteration.
    thin = nx.DiGraph(((k, a), (k + 1, b)) for k in range(5_000) for a in (0, 1) for b in (0, 1))
    assert trophic_levels(thin).levels[5_000, 1] == pytest.approx(5_000)
    assert trophic_levels(nx.cycle_graph(30_000, create_using=nx.DiGraph)).incoherence == pytest.approx(1)


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "has no"), (-1, "is -1"), (float("nan"), "nan"), (float("inf"), "inf"), ("2", "no number")],
)
def test_bad_weights(value: object, said: str) -> None:
    bad = graph("ab")
    bad.add_edge("b", "c", tons=value)
    nx.set_edge_attributes(bad, {("a", "b"): 1.0}, "tons")
    with pytest.raises(AnalysisError, match=f"'b' → 'c'.*{said}"):
        trophic_levels(bad, "tons")


def test_graphs_that_are_none() -> None:
    with pytest.raises(AnalysisError, match="no nodes"):
        trophic_levels(nx.DiGraph())
    with pytest.raises(AnalysisError, match="no directions"):
        compact(nx.Graph([("a", "b")]))  # type: ignore[arg-type]


def test_tiers_by_hand() -> None:
    # m → p → t, m → t, s → m; w is not upstream of t.
    found = tiers(graph("mp", "pt", "mt", "sm", "tw"), ["t"])
    assert found == {
        "t": Tier(0, 0, False),
        "p": Tier(1, 1, False),
        "m": Tier(1, 2, False),
        "s": Tier(2, 3, False),
    }


def test_a_target_upstream_of_another() -> None:
    assert tiers(graph("st", "tu"), ["t", "u"]) == {
        "u": Tier(0, 0, False),
        "t": Tier(0, 1, False),
        "s": Tier(1, 2, False),
    }


def test_tiers_through_a_loop() -> None:
    # a ⇄ b, b → t, s → a, and o beside: inside the loop no link counts, but a is not nearer than its shortest way.
    found = tiers(graph("ab", "ba", "bt", "sa", "ot", "oo"), ["t"])
    assert found == {
        "t": Tier(0, 0, False),
        "b": Tier(1, 1, True),
        "a": Tier(2, 2, True),
        "s": Tier(3, 3, True),
        "o": Tier(1, 1, True),
    }


def test_targets_that_are_wrong() -> None:
    with pytest.raises(AnalysisError, match="target 'x' is not in the graph"):
        tiers(graph("ab"), ["x"])
    with pytest.raises(AnalysisError, match="no target"):
        tiers(graph("ab"), [])


@given(LINKS)
def test_tiers_of_graphs_without_cycles_are_shortest_and_longest_ways(links: list[tuple[int, int]]) -> None:
    some = nx.DiGraph((a, b) for a, b in links if a < b)
    if 7 not in some:
        return
    ways = {n: [len(w) - 1 for w in nx.all_simple_paths(some, n, 7)] for n in some if n != 7}
    wanted = {n: Tier(min(w), max(w), False) for n, w in ways.items() if w}
    assert tiers(some, [7]) == {7: Tier(0, 0, False), **wanted}


@given(LINKS)
def test_tiers_of_any_graph_are_in_order(links: list[tuple[int, int]]) -> None:
    some = nx.DiGraph(links)
    target = max(some)
    found = tiers(some, [target])
    assert set(found) == nx.ancestors(some, target) | {target}
    for node, tier in found.items():
        assert tier.nearest == nx.shortest_path_length(some, node, target) <= tier.farthest

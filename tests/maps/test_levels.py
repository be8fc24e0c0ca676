"""Graphs that name no tiers: levels by the way that links lead, and parts beside one another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph import Graph
from graphkit.maps import map_html
from graphkit.maps.data import Picture
from graphkit.maps.layout import Item, layout, levels
from graphkit.model import Model
from tests.maps import chain as chains


def test_a_chain_rises_by_one() -> None:
    assert levels(4, [(2, 1), (1, 0), (0, 3)]) == [2, 1, 0, 3]


def test_a_short_cut_pulls_its_ends_together() -> None:
    # a → b → c and a → c. By hand: 2a − b − c = −2, 2b − a − c = 0, 2c − a − b = 2, so c − a = 4/3 and b − a = 2/3.
    assert levels(3, [(0, 1), (1, 2), (0, 2)]) == [0, 1, 1]


def test_links_that_are_stated_often_weigh_more() -> None:
    # a → c stated eight times over and a → b → c once: c − a = 18/17 and b halfway, at 0.53.
    assert levels(3, [(0, 1), (1, 2), *[(0, 2)] * 8]) == [0, 1, 1]
    # a → b → c stated eight times over and a → c once: c − a = 18/10 and b at 0.9.
    assert levels(3, [(0, 2), *[(0, 1), (1, 2)] * 8]) == [0, 1, 2]


def test_a_grid_rises_along_both_sides() -> None:
    # Each link can rise by exactly 1; what has more than two neighbours is solved by gradients.
    side = 10
    right = [(i * side + j, i * side + j + 1) for i in range(side) for j in range(side - 1)]
    down = [(i * side + j, i * side + j + side) for i in range(side - 1) for j in range(side)]
    assert levels(side * side, right + down) == [i + j for i in range(side) for j in range(side)]


def test_what_has_no_direction_stands_by_its_distance_from_the_centre() -> None:
    assert levels(4, [(0, 1), (1, 2), (2, 3), (3, 0)]) == [0, 1, 2, 1], "a ring"
    both_ways = [(0, 1), (1, 0), (1, 2), (2, 1), (1, 3), (3, 1)]
    assert levels(4, both_ways) == [1, 0, 1, 1], "a star about 1, its links without direction"
    assert levels(1, []) == levels(1, [(0, 0)]) == [0]
    assert levels(0, []) == []


def test_a_cycle_on_the_way_is_borne() -> None:
    found = levels(6, [(0, 1), (1, 2), (2, 3), (3, 1), (3, 4), (4, 5)])
    assert found[0] < found[1] <= found[3] < found[4] < found[5]


def test_a_long_chain_shares_columns() -> None:
    found = levels(1000, [(k, k + 1) for k in range(999)])
    assert found == sorted(found)
    assert (found[0], found[-1]) == (0, 61), "twice the root of 1,000, less one"


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=60), st.randoms())
def test_levels_begin_at_0_in_each_part_and_do_not_depend_on_the_order(
    links: list[tuple[int, int]], pick: object
) -> None:
    found = levels(20, links)
    pick.shuffle(links)  # type: ignore[attr-defined]
    assert levels(20, links) == found
    root = list(range(20))
    for _ in range(20):
        for a, b in links:
            root[a] = root[b] = min(root[a], root[b])
    for part in set(root):
        assert min(found[k] for k in range(20) if root[k] == part) == 0


def loose(graph: Graph) -> Graph:
    """The graph with types and relations that no schema declares, and no terms that would place an entity."""
    entities = {i: replace(e, type=f"Odd {e.type}", properties={}) for i, e in graph.entities.items()}
    edges = {i: replace(e, type=f"ODD_{e.type}") for i, e in graph.edges.items()}
    return replace(graph, entities=entities, edges=edges)


def test_entities_without_a_tier_stand_by_their_level(small_graph: Graph, schema: Model) -> None:
    picture = Picture(loose(small_graph), schema)
    title = {e.id: picture.titles[c] for e, c in zip(picture.entities, picture.columns, strict=True)}
    # By hand: in malmo → malmo-line → cell with malmo → cell they rise by 2/3 each, elsewhere by 1 (lisulfide,
    # electrolyte, cell, car; boss, malmo; malmo-line, sweden; autos, car). From boss at 0 on
    # lisulfide is at 1/3 and cell at 7/3.
    assert title["boss"] == title["lisulfide"] == "Level 1"
    assert title["malmo"] == title["electrolyte"] == "Level 2"
    assert title["malmo-line"] == title["cell"] == title["autos"] == "Level 3"
    assert title["sweden"] == title["car"] == "Level 4"
    x = dict(zip(picture.at, picture.layout.x, strict=True))
    assert x["lisulfide"] < x["electrolyte"] < x["cell"]
    assert x["boss"] < x["malmo"] < x["malmo-line"] < x["sweden"]
    assert "Level 1" in map_html(loose(small_graph), schema, "T")


def parts_of(sizes: list[int]) -> tuple[list[Item], list[tuple[int, int]]]:
    """Chains of so many nodes, each apart."""
    links, start = [], 0
    for size in sizes:
        links += [(start + k, start + k + 1) for k in range(size - 1)]
        start += size
    found = levels(start, links)
    return [Item(level, (50,), True, None, True) for level in found], links


def test_parts_stand_apart_and_the_largest_first() -> None:
    sizes = [2, 7, 1, 3, 1, 4, 1, 1]
    items, links = parts_of(sizes)
    laid = layout(items, links)
    boxes, start = [], 0
    for size in sizes:
        own = range(start, start + size)
        boxes.append(
            (min(laid.x[k] for k in own), min(laid.y[k] for k in own), max(laid.x[k] for k in own),
             max(laid.y[k] for k in own))
        )  # fmt: skip
        start += size
    for n, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[:n]:
            assert right < other[0] or other[2] < left or bottom < other[1] or other[3] < top
    assert boxes[1][:2] == (min(laid.x), min(laid.y))
    assert laid.bands == (), "columns of several parts have no headings"
    wide, high = max(laid.x) - min(laid.x), max(laid.y) - min(laid.y)
    assert wide < 7 * 200 and high < 5 * 60, "small parts stand beside one another"


def test_the_levels_of_one_part_have_headings() -> None:
    items, links = parts_of([5])
    bands = layout(items, links).bands
    assert [band.tier for band in bands] == [0, 1, 2, 3, 4]
    assert all(band.core for band in bands)


@pytest.mark.parametrize("size", [1, 200])
def test_many_single_entities_fill_a_wide_picture(size: int) -> None:
    laid = layout([Item(0, (50,), True, None, True) for _ in range(size)], [])
    wide, high = max(laid.x) - min(laid.x) + 160, max(laid.y) - min(laid.y) + 40
    assert len(set(zip(laid.x, laid.y, strict=True))) == size
    assert 0.6 < wide / high / 1.6 < 3 or size == 1


def test_a_made_up_chain_without_tiers(schema: Model) -> None:
    picture = Picture(loose(chains.synthetic(schema, 200).graph()), schema)
    laid = picture.layout
    assert len(set(zip(laid.x, laid.y, strict=True))) == len(laid.x)
    rising = [picture.columns[picture.at[e.target]] - picture.columns[picture.at[e.source]] for e in picture.edges]
    assert sum(step > 0 for step in rising) > 3 * sum(step < 0 for step in rising), "relations lead to the right"

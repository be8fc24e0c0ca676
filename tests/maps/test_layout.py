"""The layout: deterministic, integer, no two nodes on one spot, tiers in order, few crossings."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph import Graph
from graphkit.maps.data import Picture
from graphkit.maps.layout import ROW, Item, crossings, layout
from graphkit.model import Model
from tests.maps import chain as chains


@pytest.fixture(scope="module")
def picture(schema: Model) -> Picture:
    return Picture(chains.synthetic(schema, 400).graph(), schema)


def test_no_two_nodes_stand_on_one_spot_and_rows_keep_their_distance(picture: Picture) -> None:
    laid = picture.layout
    assert len(set(zip(laid.x, laid.y, strict=True))) == len(laid.x)
    rows: dict[int, list[int]] = {}
    for x, y in zip(laid.x, laid.y, strict=True):
        rows.setdefault(x, []).append(y)
    for found in rows.values():
        found.sort()
        assert all(b - a >= ROW for a, b in pairwise(found))


def test_coordinates_are_integers_and_the_same_every_time(picture: Picture, schema: Model) -> None:
    again = Picture(chains.synthetic(schema, 400).graph(), schema).layout
    assert again == picture.layout
    assert all(type(v) is int for v in (*again.x, *again.y, *again.room))


def test_tiers_stand_from_raw_material_to_application(picture: Picture) -> None:
    core = [b.tier for b in picture.layout.bands if b.core]
    assert core == sorted(core)
    bands = picture.layout.bands
    assert all(a.right <= b.left for a, b in pairwise(bands))
    by_tier = {picture.tiers[c]: b for c, b in ((b.tier, b) for b in bands if b.core)}
    assert by_tier["raw-material"].right <= by_tier["cell"].left <= by_tier["vehicle"].left
    for k, x in enumerate(picture.layout.x):
        assert any(b.left <= x < b.right and b.tier == picture.columns[k] for b in bands)


def test_a_firm_stands_beside_what_it_makes(small_graph: Graph, schema: Model) -> None:
    picture = Picture(small_graph, schema)
    tier = {e.id: picture.tiers[c] for e, c in zip(picture.entities, picture.columns, strict=True)}
    assert tier["lisulfide"] == "raw-material"
    assert tier["electrolyte"] == "material"
    assert tier["malmo"] == tier["malmo-line"] == tier["cell"] == "cell"
    assert tier["autos"] == tier["car"] == "vehicle"
    assert tier["sweden"] == tier["boss"] == "context"
    y = dict(zip(picture.at, picture.layout.y, strict=True))
    assert y["malmo"] < y["malmo-line"] < y["cell"]


def test_the_order_crosses_less_than_the_order_of_the_ids(picture: Picture) -> None:
    links = [(picture.at[e.source], picture.at[e.target]) for e in picture.edges if picture.is_chain(e)]
    laid = picture.layout
    shuffled: dict[int, list[int]] = {}
    for k, x in enumerate(laid.x):
        shuffled.setdefault(x, []).append(k)
    y = list(laid.y)
    for members in shuffled.values():
        heights = sorted(laid.y[k] for k in members)
        for k, height in zip(members, heights, strict=True):
            y[k] = height
    assert crossings(links, laid.x, laid.y) < 0.75 * crossings(links, laid.x, y)


def test_showing_the_context_moves_no_node_of_the_chain() -> None:
    pick = random.Random(1)
    items = [Item(pick.randrange(4), 80, True) for _ in range(60)]
    links = [(pick.randrange(60), pick.randrange(60)) for _ in range(90)]
    alone = layout(items, links)
    more = [*items, *(Item(6, 80, False) for _ in range(20))]
    both = layout(more, [*links, *((pick.randrange(60), 60 + k) for k in range(20))])
    assert both.x[:60] == alone.x
    assert both.y[:60] == alone.y


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 300), st.booleans()), max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59)), max_size=90),
)
def test_any_graph_has_a_layout(nodes: list[tuple[int, int, bool]], pairs: list[tuple[int, int]]) -> None:
    items = [Item(*node) for node in nodes]
    links = [(a, b) for a, b in pairs if a < len(items) and b < len(items)]
    laid = layout(items, links)
    assert len(set(zip(laid.x, laid.y, strict=True))) == len(items)
    assert all(y >= 0 for y in laid.y)

"""The layout: deterministic, integer, no two nodes on one spot, tiers in order, few crossings."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph import Graph
from graphkit.maps.data import Picture
from graphkit.maps.layout import ROW, Item, Layout, crossings, layout
from graphkit.maps.text import below, pieces, text_width, wrapped
from graphkit.model import Model
from tests.maps import chain as chains

#: Nodes of one column stand less apart across, those of two columns more: lists are indented thrice at most.
SAME = 44


def columns(laid: Layout) -> list[list[tuple[int, int]]]:
    """The (x, y) of the nodes of each column."""
    out: list[list[tuple[int, int]]] = []
    last = -(10**9)
    for x, y in sorted(zip(laid.x, laid.y, strict=True)):
        if x - last > SAME:
            out.append([])
            last = x
        out[-1].append((x, y))
    return out


def check(items: list[Item], laid: Layout) -> None:
    """What holds of every layout."""
    assert all(type(v) is int for v in (*laid.x, *laid.y, *laid.room))
    assert len(set(zip(laid.x, laid.y, strict=True))) == len(items)
    assert all(y >= 0 for y in laid.y)
    for column in columns(laid):
        heights = sorted(y for _, y in column)
        assert all(b - a >= ROW for a, b in pairwise(heights))
    assert all(a.right <= b.left for a, b in pairwise(laid.bands))
    for core in (True, False):
        own = [(item.tier, x) for item, x in zip(items, laid.x, strict=True) if item.core == core and not item.loose]
        for tier, x in own:
            assert all(x < other for later, other in own if later > tier)


@pytest.fixture(scope="module")
def picture(schema: Model) -> Picture:
    return Picture(chains.synthetic(schema, 400).graph(), schema)


def test_a_made_up_chain(picture: Picture, schema: Model) -> None:
    laid = picture.layout
    items = [
        Item(tier, (), place.core) for tier, place in zip(picture.columns, picture.places, strict=True)
    ]  # the tiers of what stands beside the chain and of the context come after those of the chain
    check(items, laid)
    assert Picture(chains.synthetic(schema, 400).graph(), schema).layout == laid


def test_tiers_stand_from_raw_material_to_application(picture: Picture) -> None:
    core = [b.tier for b in picture.layout.bands if b.core]
    assert core == sorted(core)
    bands = picture.layout.bands
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
    x = dict(zip(picture.at, picture.layout.x, strict=True))
    y = dict(zip(picture.at, picture.layout.y, strict=True))
    assert y["malmo"] < y["malmo-line"] < y["cell"]
    assert x["malmo"] < x["malmo-line"] < x["cell"] < x["malmo"] + SAME


def test_rows_have_room_for_their_lines_and_columns_for_their_labels() -> None:
    words = (60, 60, 60)  # one line of 180, two where labels are 160 wide at most
    items = [Item(0, words, True), Item(0, words, True), Item(1, words, True)]
    laid = layout(items, [(0, 2)])
    above, under = sorted(laid.y[:2])
    assert under - above >= 2 * 13
    assert laid.x[2] - laid.x[0] >= laid.room[0] + 12
    assert all(60 <= room <= 160 for room in laid.room)


def test_what_does_not_cross_in_some_order_does_not_cross() -> None:
    pick = random.Random(4)
    order = list(range(8))
    pick.shuffle(order)
    items = [Item(0, (50,), True) for _ in range(8)] + [Item(1, (50,), True) for _ in range(8)]
    links = [(k, 8 + order[k]) for k in range(8)] + [(k, 8 + order[k + 1]) for k in range(7)]  # a zigzag
    laid = layout(items, links)
    assert crossings(links, laid.x, laid.y) == 0


def test_crossings_are_counted() -> None:
    x, y = [0, 0, 10, 10, 20], [0, 10, 0, 10, 5]
    assert crossings([(0, 3), (1, 2)], x, y) == 1
    assert crossings([(0, 2), (1, 3)], x, y) == 0
    assert crossings([(0, 2), (0, 3), (1, 3)], x, y) == 0, "links that share an end do not cross"
    assert crossings([(0, 4), (1, 2)], x, y) == 1, "a link crosses on its way past a column"
    assert crossings([(0, 1), (1, 2)], x, y) == 0, "links within a column are left out"


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
    assert crossings(links, laid.x, laid.y) < 0.6 * crossings(links, laid.x, y)


def test_small_separate_parts_tear_no_hole() -> None:
    items = [Item(k % 3, (50,), True) for k in range(30)]
    chain = [(k, k + 1) for k in range(29) if k % 3 < 2]  # ten rows of three
    alone = layout(items, chain)
    more = [*items, *(Item(k % 3, (50,), True) for k in range(6))]  # two rows of three more, apart from each other
    both = layout(more, [*chain, (30, 31), (31, 32), (33, 34), (34, 35)])
    for column in columns(both):
        heights = sorted(y for _, y in column)
        assert heights[-1] - heights[0] == (len(heights) - 1) * ROW, "rows stand close"
    assert max(both.y) - min(both.y) <= max(alone.y) - min(alone.y) + 2 * ROW


def test_showing_the_context_moves_no_node_of_the_chain() -> None:
    pick = random.Random(1)
    items = [Item(pick.randrange(4), (80,), True) for _ in range(60)]
    links = [(pick.randrange(60), pick.randrange(60)) for _ in range(90)]
    alone = layout(items, links)
    more = [*items, *(Item(6, (80,), False) for _ in range(20)), *(Item(0, (80,), False, None, True) for _ in range(9))]
    both = layout(more, [*links, *((pick.randrange(60), 60 + k) for k in range(29))])
    assert both.x[:60] == alone.x
    assert both.y[:60] == alone.y


NODES = st.lists(
    st.tuples(
        st.integers(0, 5), st.lists(st.integers(1, 200), max_size=5), st.booleans(), st.booleans(), st.integers(0, 80)
    ),
    max_size=60,
)


@given(NODES, st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59)), max_size=90), st.randoms())
def test_any_graph_has_a_layout(
    nodes: list[tuple[int, list[int], bool, bool, int]], pairs: list[tuple[int, int]], pick: random.Random
) -> None:
    items: list[Item] = []
    for k, (tier, words, core, loose, parent) in enumerate(nodes):
        items.append(Item(tier, tuple(words), core, parent if parent < k and not loose else None, loose))
    links = [(a, b) for a, b in pairs if a < len(items) and b < len(items)]
    laid = layout(items, links)
    check(items, laid)
    pick.shuffle(links)
    assert layout(items, links) == laid
    alone = [i for i in items if i.core and not i.loose]
    at = {k: n for n, k in enumerate(k for k, i in enumerate(items) if i.core and not i.loose)}
    chain = [
        replace(i, parent=at.get(i.parent) if i.parent is not None else None) for i in alone
    ]  # the chain by itself stands as it does with the rest
    without = layout(chain, [(at[a], at[b]) for a, b in links if a in at and b in at])
    assert [(laid.x[k], laid.y[k]) for k in at] == list(zip(without.x, without.y, strict=True))


def test_names_are_measured_and_broken() -> None:
    assert text_width("il") == 6 and text_width("锂电") == 24 and text_width("e\u0301") == 7
    assert len(pieces("all-solid-state line")) == 4, "a line may end after a hyphen within a word"
    assert len(pieces("C-rate")) == 1, "but not after a single letter"
    assert len(pieces("固态电池")) == 4, "and between wide characters"
    assert sum(pieces("one two")) == text_width("one two")
    assert pieces("") == pieces("  ") == ()
    assert wrapped("Northern line one", 60, 2) == ["Northern", "line one"]
    assert wrapped("Northern line one and two", 60, 2) == ["Northern", "line one…"]
    assert wrapped("", 60, 2) == [""]
    assert all(text_width(line) <= 72 for line in wrapped("x" * 50, 60, 2))


@pytest.mark.parametrize(
    ("name", "heading", "rest"),
    [
        ("GAC Group line 2", "GAC Group", "line 2"),
        ("GAC line 2", "GAC Group", "line 2"),
        ("GAC Group", "GAC Group", "Group"),
        ("Line 2", "GAC Group", ""),
        ("GACX line", "GAC", ""),
        ("Alone", "", ""),
    ],
)
def test_a_name_below_a_heading(name: str, heading: str, rest: str) -> None:
    assert below(name, heading) == rest

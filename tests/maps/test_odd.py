"""Odd graphs in the browser: whatever is in them, the map opens and says it plainly."""

from __future__ import annotations

import math
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from graphkit.graph import Graph
from graphkit.graph.part import part
from graphkit.maps import write_map
from tests.maps.conftest import SAVED_SVG, Open, Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LONG = "x" * 10_000
NAMES = {
    "long": LONG,
    "arabic": "معمل البطاريات الصلبة",
    "chinese": "全固态电池" * 40,
    "turned": "\u202eevil\u202c",
    "marked": "a\u0301" * 300,
    "controls": "bell\x07, escape\x1b[31m, tab\tand\nnew line",
    "half": "half \ud83d of a face",
    "none": "\u200b",
    "markup": "<img src=x onerror=alert(1)></script>{{7*7}}",
}


def panel(opened: Opened, name: str) -> str:
    """What the panel says of the entity that a search finds."""
    opened.search(name)
    found = opened.page.inner_text("#panel")
    assert isinstance(found, str)
    return found


def overflow(opened: Opened, selector: str) -> int:
    """How many pixels a part of the page is wider than its room."""
    found = opened.page.evaluate(
        "(s) => { const e = document.querySelector(s); return e.scrollWidth - e.clientWidth; }", selector
    )
    assert isinstance(found, int)
    return found


@pytest.mark.parametrize("kind", [nx.Graph, nx.MultiDiGraph])
@pytest.mark.parametrize("nodes", [0, 1, 2])
def test_the_smallest_graphs_open(open_map: Open, kind: Any, nodes: int) -> None:
    opened = open_map(nx.empty_graph(nodes, create_using=kind), model=None)
    counted = "1 entity" if nodes == 1 else f"{nodes} entities"
    assert f"{counted}, 0 relations" in opened.page.inner_text("#stand")
    assert opened.page.is_visible("#empty") is (nodes == 0)
    assert opened.shown() == [str(k) for k in range(nodes)]


def test_odd_names_are_shown_as_they_are(open_map: Open) -> None:
    network = nx.DiGraph()
    for node, name in NAMES.items():
        network.add_node(node, label=name, type=name[:30], color="red")
        network.add_edge("middle", node, type=name)
    opened = open_map(network, model=None, title=NAMES["markup"])
    assert opened.page.inner_text("h1") == NAMES["markup"]
    shown = " ".join(opened.shown())
    for name in (
        NAMES["arabic"],
        NAMES["markup"],
        "x" * 300,
        "全固态电池" * 20,
        "bell\ufffd, escape\ufffd[31m",
        "half \ufffd of a face",
    ):
        assert name in shown
    assert overflow(opened, "html") == 0
    told = panel(opened, "معمل البطاريات")
    assert NAMES["arabic"] in told and "middle" in told
    assert overflow(opened, "#panel") == 0
    panel(opened, "xxxxxxxx")
    assert overflow(opened, "#panel") == 0
    assert opened.page.evaluate(SAVED_SVG).startswith("<svg")


def test_values_of_any_kind_are_told_in_the_panel(open_map: Open) -> None:
    network = nx.Graph()
    network.add_node(
        "plant", opened=date(2025, 11, 10), makes=["cells", "packs"], owner=None, yield_rate=math.nan,
        per_shift={"day": 10, "night": [4, 5]}, raw=b"\xff\xfe", markup="<b>bold</b>", essay=LONG,
    )  # fmt: skip
    opened = open_map(network, model=None)
    told = panel(opened, "plant")
    for line in (
        "Opened: 2025-11-10", "Makes: cells, packs", "Owner: none", "Yield rate: not a number",
        "Per shift: day: 10, night: (4, 5)", "Raw: fffe", "Markup: <b>bold</b>", "Essay: xxxxx",
    ):  # fmt: skip
        assert line in told


def test_loops_and_parallel_edges_are_all_there(open_map: Open) -> None:
    network = nx.MultiDiGraph()
    for k in range(50):
        network.add_edge("a", "b", type="feeds", tons=k, source="a paper")
    network.add_edge("a", "a", type="cleans", status="planned")
    opened = open_map(network, model=None)
    assert len(opened.shown("edges")) == 51
    told = panel(opened, "a")
    assert "Feeds (50)" in told and "Cleans (1)" in told and "tons:" not in told
    assert opened.page.locator("#panel .facts > li:has(.bundle)").count() == 1, "one row for all fifty"
    opened.page.click("#panel summary:has-text('50 relations')")
    opened.page.wait_for_selector("#panel .bundle li >> nth=39")
    opened.page.click("#panel .bundle button:has-text('10 more')")
    assert opened.page.locator("#panel .bundle li").count() == 50
    assert "tons: 7, source: a paper" in opened.page.inner_text("#panel")
    assert "Feeds, incoming (50)" in panel(opened, "b")
    opened.page.click("#panel summary:has-text('50 relations')")
    opened.page.click("#panel .bundle li button:has-text('details') >> nth=0")
    assert re.search(r"tons: \d+, source: a paper", opened.page.inner_text("#panel"))
    assert opened.page.locator("input[data-value=planned]").count() == 1, "the loop's status is a filter"


def test_colours_shapes_and_tiers_are_drawn(open_map: Open) -> None:
    network = nx.DiGraph([("a", "b"), ("b", "c")])
    for node, tier in (("a", "mine"), ("b", "works"), ("c", "shop")):
        network.nodes[node].update(type="Place", tier=tier)
    network.nodes["b"]["color"] = "#12f"
    svg = open_map(network, model=None).page.evaluate(SAVED_SVG)
    assert svg.count("#1122ff") == 1
    assert re.search(r"mine.*works.*shop", svg, re.DOTALL)


def test_an_undirected_graph_reads_alike_from_both_ends(open_map: Open) -> None:
    opened = open_map(nx.Graph([("a", "b"), ("b", "c")]), model=None)
    assert "Linked to (2)" in panel(opened, "b")
    assert "Linked to (1)" in panel(opened, "c")


def test_a_large_graph_of_somebody_else_opens_on_an_overview(open_map: Open) -> None:
    network = nx.DiGraph((k // 3, k) for k in range(1, 2000))
    for node in network:
        network.nodes[node].update(type="Leaf" if node > 600 else "Branch", name=f"number {node}")
    opened = open_map(network, model=None)
    assert "2,000 entities are too many" in opened.page.inner_text("#banner")
    assert "number 1999" in panel(opened, "number 1999")


def test_a_part_that_was_asked_for_is_drawn_whole(open_map: Open, small_graph: Graph) -> None:
    around = part(small_graph, focus=["boss"], hops=2)
    assert "Ada Lind" not in open_map(around).shown(), "on a map of the chain a person is context"
    opened = open_map(around, whole=True)
    assert {"Ada Lind", "Malmö Cells", "Malmö line 1"} <= set(opened.shown())
    assert opened.page.is_hidden("#context")
    svg = opened.page.evaluate(SAVED_SVG)
    assert "Ada Lind" in svg


def test_a_part_of_a_graph_opens_with_what_belongs_to_it(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(part(small_graph, focus=["cell"], hops=0))
    told = panel(opened, "all-solid cell")
    assert "Vehicle installation" in told, "the plan to put it into a car, which is not on the map"
    assert opened.shown() == ["Malmö all-solid cell"]


@pytest.mark.parametrize("fragment", ["#only=1", "#node=1"])
def test_a_part_of_a_graph_of_several_parts_is_drawn_alone(chromium: Browser, tmp_path: Path, fragment: str) -> None:
    write_map(nx.Graph([(1, 2), (3, 4)]), tmp_path / "two.html")
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "two.html").as_uri() + fragment)
    page.wait_for_selector("html[data-whole]", timeout=20_000)
    if fragment == "#node=1":
        page.click("text=Draw only these")
    drawn = "1 entity of 4 is drawn" if fragment == "#only=1" else "2 entities of 4 are drawn"
    page.wait_for_selector(f"#banner-text:has-text('{drawn}')")
    page.close()
    assert errors == []

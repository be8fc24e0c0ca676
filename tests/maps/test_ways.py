"""The shortest chain between two entities: asked for by name or by a click, lit, listed, drawn alone, linked."""

from __future__ import annotations

import re

from graphkit.graph import Graph
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import SAVED_SVG, Open, Opened


def chain_to(opened: Opened, start: str, end: str) -> None:
    opened.search(start)
    opened.page.click("#ask-way")
    opened.page.keyboard.type(end)  # the field has the focus
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector("#way-head")


def told(opened: Opened) -> tuple[str, list[str]]:
    """What the panel says of the way, and its relations as sentences."""
    steps = [row.splitlines()[0] for row in opened.page.locator(".steps > li").all_inner_texts()]
    return opened.page.locator("#way-head + p").inner_text(), steps


def place_of(opened: Opened, word: str) -> dict[str, float]:
    """Where the name that begins with a word is drawn on the map, in its pixels, read from the saved drawing."""
    svg = opened.page.evaluate(SAVED_SVG)
    left, top, wide, _ = map(float, re.search(r'viewBox="([^"]+)"', svg).group(1).split())  # type: ignore[union-attr]
    label = next(t for t in re.findall(r"<text [^>]*>[^<]*<", svg) if f">{word}" in t)
    x, y = (float(re.search(rf' {axis}="([^"]+)"', label).group(1)) for axis in "xy")  # type: ignore[union-attr]
    frame = opened.page.locator("#map").bounding_box()
    assert frame
    return {"x": (x - left) / wide * frame["width"] + 8, "y": (y - top) / wide * frame["width"]}


def test_a_chain_runs_downstream_where_it_can(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    chain_to(opened, "Lithium sulfide", "northern one")
    text, steps = told(opened)
    assert text.startswith("3 relations from Lithium sulfide to Northern One, downstream")
    assert steps == [
        "Lithium sulfide input to Sulfide electrolyte",
        "Sulfide electrolyte input to Malmö all-solid cell",
        "Malmö all-solid cell installed in Northern One · planned",
    ]
    assert "Notes on sulfides, 2025-11-20, paragraph 4" in opened.page.locator(".steps > li").first.inner_text()
    opened.page.click("text=Draw only this chain")
    assert set(opened.shown()) == {"Lithium sulfide", "Sulfide electrolyte", "Malmö all-solid cell", "Northern One"}
    opened.page.click("text=Leave this chain")
    assert opened.page.locator("#way-head").count() == 0


def test_else_upstream_and_else_over_any_relation(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    chain_to(opened, "Malmö all-solid", "Malmö Cells")
    text, steps = told(opened)
    assert ", upstream" in text
    assert steps == ["Malmö all-solid cell is made by Malmö Cells · planned"]
    chain_to(opened, "Lithium sulfide", "Northern Autos")
    text, steps = told(opened)
    assert "not along the flow of the chain" in text
    assert steps[-1] == "Northern One is made by Northern Autos"


def test_it_says_where_there_is_none(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    chain_to(opened, "Lithium sulfide", "Ada Lind")
    assert told(opened)[0].startswith("No chain from Lithium sulfide to Ada Lind")
    assert "with the context shown" in told(opened)[0]
    opened.page.click("#context")
    assert "4 relations" in told(opened)[0]  # electrolyte, cell, the firm that is to make it, its officer


def test_filters_and_the_day_bound_the_chain(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    chain_to(opened, "Lithium sulfide", "Northern One")
    opened.page.locator('[data-facet="status"][data-value="planned"]').uncheck()
    assert told(opened)[0].startswith("No chain")  # the vehicle's installation is but a plan
    opened.page.locator('[data-facet="status"][data-value="planned"]').check()
    assert told(opened)[0].startswith("3 relations")


def test_the_other_end_is_clicked_and_escape_leaves(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    page = opened.page
    opened.search("Lithium sulfide")
    page.click("#ask-way")
    assert "Click the other end" in page.inner_text("#notice")
    assert page.get_attribute("#ask-way", "aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.is_hidden("#notice")
    assert page.evaluate("document.activeElement.id") == "ask-way"
    page.click("#ask-way")
    opened.settle()
    page.click("#map", position=place_of(opened, "Sulfide"))  # type: ignore[arg-type]
    assert told(opened)[0].startswith("1 relation from Lithium sulfide to Sulfide electrolyte, downstream")
    assert "Lithium sulfide" in page.inner_text("#panel h2")


def test_a_link_brings_the_chain_back(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    chain_to(opened, "Lithium sulfide", "Northern One")
    opened.settle()
    assert "to=car" in opened.page.url
    again = open_map(small_graph, fragment="#" + opened.page.url.split("#")[1])
    assert told(again) == told(opened)


def test_of_equal_ways_the_first_by_order(open_map: Open, schema: Model) -> None:
    chain = chains.Chain(schema)
    chain.source("d1", "Notes")
    for name in ("start", "by-b", "by-a", "end"):
        chain.entity(name, "Material", name)
        chain.word(name, "function", "cathode")
    for middle in ("by-b", "by-a"):
        chain.edge("start", "INPUT_TO", middle)
        chain.edge(middle, "INPUT_TO", "end")
    opened = open_map(chain.graph())
    chain_to(opened, "start", "end")
    assert told(opened)[1] == ["start input to by-a", "by-a input to end"]


def test_in_a_part_the_chain_is_added_and_neighbours_on_demand(open_map: Open, schema: Model) -> None:
    chain = chains.small(schema)
    opened = open_map(chain.graph(), fragment="#only=car%0Acell&as=two")
    page = opened.page
    assert set(opened.shown()) == {"Malmö all-solid cell", "Northern One"}
    opened.search("Northern One")
    page.click("text=Show neighbours")
    assert page.inner_text("#live") == "1 neighbour added"
    assert set(opened.shown()) == {"Malmö all-solid cell", "Northern One", "Northern Autos"}
    page.click("text=Show neighbours")
    assert page.inner_text("#live") == "All its neighbours are drawn already"
    chain_to(opened, "Northern One", "Lithium sulfide")
    assert set(opened.shown()) == {
        "Malmö all-solid cell", "Northern One", "Northern Autos", "Sulfide electrolyte", "Lithium sulfide",
    }  # fmt: skip

"""The overview of a large graph: its boxes opened by clicks, by keys, from the list and from the table."""

from __future__ import annotations

import pytest

from graphkit.graph import Graph
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import Open


@pytest.fixture(scope="module")
def many(schema: Model) -> Graph:
    return chains.synthetic(schema, 200).graph()


def test_a_second_click_draws_what_a_box_holds(open_map: Open, many: Graph) -> None:
    opened = open_map(many, overview_above=50)
    page = opened.page
    frame = page.locator("#map").bounding_box()
    assert frame
    for dy in range(50, int(frame["height"]), 20):  # down the first column: one box stands there
        page.mouse.click(frame["x"] + 60, frame["y"] + dy)
        if page.is_visible("#panel"):
            break
    heading = page.inner_text("#panel h2")
    page.keyboard.press("Escape")  # the panel closes, and the boxes stand where they stood
    opened.rest(500)  # not as a second click
    page.mouse.dblclick(frame["x"] + 60, frame["y"] + dy)
    assert "are drawn" in page.inner_text("#banner")
    assert heading.split(":")[0] in page.inner_text("#banner")


def test_boxes_by_keys(open_map: Open, many: Graph) -> None:
    opened = open_map(many, overview_above=50)
    page = opened.page
    page.focus("#map")
    page.keyboard.press("n")
    first = page.inner_text("#panel h2")
    page.keyboard.press("n")
    assert page.inner_text("#panel h2") != first
    page.keyboard.press("p")
    assert page.inner_text("#panel h2") == first
    assert "Enter draws its entities" in page.inner_text("#live")
    page.keyboard.press("Enter")
    kind, tier = first.split(": ")
    assert f"are drawn: {kind}, {tier}" in page.inner_text("#banner")
    want = [e.name for e in many.entities.values() if e.type == kind]
    assert opened.shown() and set(opened.shown()) <= set(want)


def test_boxes_in_the_list_and_as_a_table(open_map: Open, many: Graph) -> None:
    page = open_map(many, overview_above=50).page
    page.focus("#map")
    page.keyboard.press("l")
    assert "Boxes of the overview" in page.inner_text("#list-name")
    options = page.locator("#list option").all_inner_texts()
    page.keyboard.press("ArrowDown")
    assert page.is_visible("#panel")
    page.keyboard.press("Enter")
    assert "are drawn" in page.inner_text("#banner")
    page.click("text=back to the overview")
    page.click("#table-button")
    rows = page.locator("#table-boxes tbody tr").all_inner_texts()
    assert len(rows) == len(options)
    counts = [int(r.split("\t")[-1]) for r in rows]
    assert sum(counts) == len(many.entities)
    page.locator("#table-boxes tbody button").first.click()
    assert "are drawn" in page.inner_text("#banner")


def test_unfolding_on_from_a_box(open_map: Open, many: Graph) -> None:
    opened = open_map(many, overview_above=50)
    page = opened.page
    page.focus("#map")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    before = set(opened.shown())
    page.focus("#map")
    page.keyboard.press("n")
    page.click("#grow")
    assert "neighbour" in page.inner_text("#live") and "added" in page.inner_text("#live")
    assert before < set(opened.shown())

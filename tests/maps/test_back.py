"""Back and Forward of the browser: what was chosen is undone step by step; day, play and zoom are no steps."""

from __future__ import annotations

from pathlib import Path

from graphkit.graph import Graph
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import Open, Opened
from tests.maps.test_views import STORY, views_for


def steps(opened: Opened) -> int:
    opened.settle()
    return int(opened.page.evaluate("history.length"))


def back(opened: Opened) -> None:
    """Go back, and wait until the page has drawn what stood there."""
    opened.settle()
    opened.page.go_back()
    opened.settle()


def selected(opened: Opened) -> str:
    return "" if opened.page.is_hidden("#panel") else opened.page.inner_text("#panel h2")


def test_back_undoes_a_selection_a_filter_and_a_strike_and_forward_brings_them_back(
    open_map: Open, small_graph: Graph
) -> None:
    opened = open_map(small_graph)
    page = opened.page
    firms = page.locator('[data-facet="type"][data-value="Firm"]')
    first = page.url
    opened.search("Malmö all-solid")
    opened.settle()
    firms.uncheck()
    opened.settle()
    page.click("#strike")
    opened.settle()
    assert selected(opened) == "What if these stop?"
    back(opened)
    assert selected(opened) == "Malmö all-solid cell" and not firms.is_checked()
    assert page.get_attribute("#strike", "aria-pressed") == "false"
    back(opened)
    assert selected(opened) == "Malmö all-solid cell" and firms.is_checked()
    back(opened)
    assert selected(opened) == "" and page.url == first
    page.go_forward()
    opened.settle()
    assert selected(opened) == "Malmö all-solid cell" and firms.is_checked()
    page.go_forward()
    opened.settle()
    assert not firms.is_checked()
    page.reload()
    page.wait_for_selector("html[data-whole]")
    assert selected(opened) == "Malmö all-solid cell" and not firms.is_checked()
    back(opened)
    assert firms.is_checked()
    opened.requests[:] = opened.requests[:1]


def test_back_leads_out_of_a_part_and_of_the_table(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, fragment="#node=electrolyte")
    opened.page.click("text=Draw only these")
    opened.settle()
    opened.page.keyboard.press("t")
    opened.settle()
    back(opened)
    assert opened.page.is_hidden("#tables") and "Only 3 entities" in opened.page.inner_text("#banner-text")
    back(opened)
    assert opened.page.is_hidden("#banner") and len(opened.shown()) == 7


def test_day_play_and_zoom_are_no_steps(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, context={"reduced_motion": "no-preference"})
    page = opened.page
    opened.search("Malmö all-solid")
    before = steps(opened)
    page.focus("#day")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("[")
    page.focus("#map")
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    opened.settle()
    assert "day=" in page.url and "at=" in page.url
    page.click("#play")
    page.wait_for_selector("#play[aria-pressed=false]")
    assert steps(opened) == before
    page.keyboard.press("Escape")
    assert steps(opened) == before + 1
    moved = page.url
    back(opened)
    assert selected(opened) == "Malmö all-solid cell"
    assert ("day=" in moved) == ("day=" in page.url), "the day at which the step was left"
    back(opened)
    assert selected(opened) == "" and "day=" not in page.url


def test_a_key_that_is_held_down_leaves_one_step(open_map: Open, schema: Model) -> None:
    opened = open_map(chains.synthetic(schema, 80).graph(), fragment="#node=firm-0")
    before = steps(opened)
    opened.page.focus("#map")
    for _ in range(6):
        opened.page.keyboard.down("n")  # again without an up: the key repeats
        opened.settle()
    opened.page.keyboard.up("n")
    assert steps(opened) == before + 1


def test_back_goes_through_the_steps_of_a_story(open_map: Open, schema: Model, tmp_path: Path) -> None:
    chain = chains.small(schema)
    opened = open_map(chain.graph(), views=views_for(tmp_path, chain, story=STORY).views, fragment="#view=story")
    heading = opened.page.locator("#story h2")
    titles = [heading.inner_text()]
    for _ in range(2):
        opened.page.keyboard.press(".")
        opened.settle()
        titles.append(heading.inner_text())
    assert len(set(titles)) == 3
    back(opened)
    assert heading.inner_text() == titles[1]
    opened.page.keyboard.press("[")  # another day on a step is no step
    opened.settle()
    back(opened)
    assert heading.inner_text() == titles[0]

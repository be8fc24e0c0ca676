"""Where the keyboard stands after each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.graph import Graph
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import Open

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: What the keyboard stands on: its id, and its text.
FOCUSED = "(document.activeElement.id || document.activeElement.tagName) + ' ' + document.activeElement.textContent"


def focused(page: Page) -> str:
    return str(page.evaluate(FOCUSED))


def test_the_keyboard_stays_on_the_row_of_the_table(open_map: Open, small_graph: Graph) -> None:
    page = open_map(small_graph).page
    page.keyboard.press("t")
    assert focused(page).startswith("tables ")
    page.locator("#table-nodes button", has_text="Northern Autos").focus()
    page.keyboard.press("Enter")
    assert "Northern Autos" in page.inner_text("#panel h2")
    assert focused(page) == "BUTTON Northern Autos"
    page.keyboard.press("d")
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")
    assert focused(page) == "BUTTON Northern Autos"
    page.keyboard.press("t")
    assert focused(page).startswith("map ")


def test_from_a_cell_of_the_matrix_to_the_table_and_back(open_map: Open, small_graph: Graph) -> None:
    page = open_map(small_graph).page
    page.keyboard.press("m")
    assert focused(page).startswith("matrix ")
    page.locator("#matrix button").first.focus()
    page.keyboard.press("Enter")
    cell = page.evaluate("document.activeElement.dataset.cell")
    assert cell and page.is_visible("#panel")
    page.keyboard.press("d")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.cell") == cell
    page.keyboard.press("t")
    assert focused(page).startswith("tables ")


def test_the_panel_keeps_the_keyboard_from_one_entity_to_the_next(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    page = opened.page
    opened.search("Northern Autos")
    assert focused(page).startswith("panel ")
    page.locator("#panel .facts button", has_text="Northern One").focus()
    page.keyboard.press("Enter")
    assert "Northern One" in page.inner_text("#panel h2")
    assert focused(page).startswith("panel ")
    page.locator("#panel .close").focus()
    page.keyboard.press("Enter")
    assert focused(page).startswith("map ")


def test_the_save_menu_closes_when_it_is_left(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    page = opened.page
    opened.search("Northern Autos")
    page.focus("#menu summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page).startswith("save-png ")
    page.keyboard.press("Escape")
    assert focused(page) == "SUMMARY Save"
    assert page.get_attribute("#menu", "open") is None
    assert page.is_visible("#panel"), "what is selected stays"
    page.keyboard.press("Enter")
    for _ in range(page.locator("#menu button").count()):
        page.keyboard.press("Tab")
    assert page.get_attribute("#menu", "open") is not None
    page.keyboard.press("Tab")
    assert page.get_attribute("#menu", "open") is None
    assert focused(page).startswith("theme ")
    page.focus("#menu summary")
    page.keyboard.press("Enter")
    page.focus("#save-svg")
    page.keyboard.press("Enter")
    assert focused(page) == "SUMMARY Save"


def test_the_map_is_one_stop_of_the_tab_key(open_map: Open, small_graph: Graph) -> None:
    page = open_map(small_graph).page
    page.click("#map", position={"x": 3, "y": 300})
    assert focused(page).startswith("map ")
    page.keyboard.press("Tab")
    assert focused(page).startswith("list ")
    page.keyboard.press("Shift+Tab")
    assert focused(page).startswith("map ")


def test_a_button_that_goes_leaves_the_keyboard_on_the_map(open_map: Open, schema: Model) -> None:
    page = open_map(chains.synthetic(schema, 300).graph(), overview_above=100).page
    page.focus("#banner button")
    page.keyboard.press("Enter")
    assert "All 300 entities are drawn" in page.inner_text("#banner")
    assert focused(page).startswith("map ")

"""What is selected or struck while the filters hide it: the page says so, and shows it when asked."""

from __future__ import annotations

from graphkit.graph import Graph
from tests.maps.conftest import LEGEND, Open, Opened


def notes(opened: Opened) -> list[str]:
    """The notes on the map, without their buttons."""
    return opened.page.locator("#notice p > span").all_inner_texts()


def ticked(opened: Opened, facet: str, value: str) -> bool:
    return opened.page.locator(f'[data-facet="{facet}"][data-value="{value}"]').is_checked()


def test_a_filter_that_hides_the_selected_entity_is_told_and_taken_back(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    opened.search("Malmö all-solid")
    assert notes(opened) == []
    opened.page.locator('[data-facet="type"][data-value="Product"]').uncheck()
    told = "The filters hide Malmö all-solid cell (type Product); it is drawn because it is selected."
    assert notes(opened) == [told]
    assert told in opened.page.inner_text("#live")
    assert any(told in text for text in opened.page.evaluate(LEGEND))
    opened.page.click("#notice button:has-text('Show it')")
    assert notes(opened) == []
    assert ticked(opened, "type", "Product")
    opened.page.locator('[data-facet="type"][data-value="Product"]').uncheck()
    opened.page.keyboard.press("Escape")
    assert notes(opened) == [] and "Malmö all-solid cell" not in opened.shown()


def test_a_search_and_a_link_for_what_is_hidden_tell_it(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, fragment="#no-type=Firm&no-status=planned")
    opened.search("Northern One")
    assert notes(opened) == ["The filters hide Northern One (status planned); it is drawn because it is selected."]
    assert "The filters hide Northern One" in opened.page.inner_text("#live")
    opened.search("Malmö Cells")
    assert notes(opened) == ["The filters hide Malmö Cells (type Firm); it is drawn because it is selected."]
    opened.settle()
    again = open_map(small_graph, fragment="#" + opened.page.url.split("#")[1])
    assert notes(again) == notes(opened)
    again.page.click("#notice button:has-text('Show it')")
    assert ticked(again, "type", "Firm") and not ticked(again, "status", "planned")


def test_a_selected_relation_that_is_hidden_is_told(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, fragment="#edge=electrolyte%0AINPUT_TO%0Acell%0A0")
    assert notes(opened) == []
    opened.page.locator('[data-facet="type"][data-value="Product"]').uncheck()
    assert notes(opened) == ["The filters hide the selected relation (type Product)."]
    relation = opened.page.locator('[data-facet="relation"][data-value="INPUT_TO"]')
    relation.evaluate("box => { box.closest('details').open = true; }")
    relation.uncheck()
    assert notes(opened) == ["The filters hide the selected relation (relation input to; type Product)."]
    opened.page.click("#notice button:has-text('Show it')")
    assert notes(opened) == []
    assert "Sulfide electrolyte" in opened.shown("edges")


def test_what_is_struck_and_hidden_is_told(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, fragment="#strike=malmo&no-type=Firm")
    assert "The filters hide Malmö Cells (type Firm), drawn because struck." in notes(opened)
    opened.page.click("#notice button:has-text('Show it')")
    assert not any("hide" in text for text in notes(opened))
    assert "Northern Autos" in opened.shown()


def test_only_the_country_that_hides_it_is_switched_on(open_map: Open, small_graph: Graph) -> None:
    """A cell has no country: the one of its maker hides it."""
    opened = open_map(small_graph, fragment="#node=cell&no-country=DE%0A")
    (told,) = notes(opened)
    assert told.startswith("The filters hide Malmö all-solid cell (country ") and "Germany" in told
    opened.page.click("#notice button:has-text('Show it')")
    assert notes(opened) == []
    assert "Malmö Cells" in opened.shown()

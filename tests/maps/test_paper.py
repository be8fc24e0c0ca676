"""What leaves the page, and what must not mislead: print, pictures, earlier days, filters not every type has."""

from __future__ import annotations

from pathlib import Path

from graphkit.graph import Graph
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import SAVED_SVG, Open


def test_on_paper_stands_the_drawing_without_the_tools(open_map: Open, small_graph: Graph, tmp_path: Path) -> None:
    page = open_map(small_graph, context={"color_scheme": "dark"}).page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#sheet svg text", has_text="Lithium").is_visible()
    for tool in ("#side", ".tools", ".search", "#map", "#day"):
        assert page.locator(tool).first.is_hidden(), tool
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.locator("#sheet svg").count() == 0
    page.keyboard.press("t")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#sheet").is_hidden()
    assert page.locator("#table-nodes").is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_a_picture_says_what_it_is_and_of_which_day(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, fragment="#day=2025-01-31")
    assert "A made-up chain · as of 2025-01-31" in opened.page.evaluate(SAVED_SVG)


def test_an_earlier_day_is_told_as_what_is_known_today(open_map: Open, small_graph: Graph) -> None:
    page = open_map(small_graph, fragment="#day=2025-01-31").page
    assert page.inner_text("#day-text") == "2025-01-31, by what is known today"


def test_what_has_no_country_goes_with_those_around_it(open_map: Open, schema: Model) -> None:
    chain = chains.small(schema)
    chain.word("autos", "country", "JP")
    opened = open_map(chain.graph())
    page = opened.page
    page.evaluate(
        """() => {
          for (const e of document.querySelectorAll('[data-facet="country"]')) if (e.dataset.value !== 'JP') e.click();
        }"""
    )
    assert set(opened.shown()) == {"Northern Autos", "Northern One"}
    counted = page.locator("#side label", has_text="not stated").locator("small").first.text_content()
    assert counted == "0"


def test_after_a_search_the_keys_are_in_the_panel(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    opened.search("Malmö Cells")
    assert opened.page.evaluate("document.activeElement.id") == "panel"
    opened.page.keyboard.press("l")
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("document.activeElement.id") == "map"
    opened.page.keyboard.press("d")
    assert opened.page.evaluate("document.activeElement.id") == "panel"


def test_a_link_pasted_right_after_a_click_counts(open_map: Open, small_graph: Graph) -> None:
    """The page writes the view into the address a moment later; that must not undo what is pasted in between."""
    opened = open_map(small_graph)
    for entity, name in (("cell", "Malmö all-solid cell"), ("car", "Northern One"), ("malmo", "Malmö Cells")) * 2:
        opened.page.evaluate(
            """(id) => { document.getElementById('context').click(); return new Promise((done) => setTimeout(() => {
              location.hash = 'node=' + id; const end = performance.now() + 40; while (performance.now() < end); done();
            }, 100)); }""",
            entity,
        )
        opened.page.wait_for_function("(n) => document.querySelector('#panel h2')?.textContent === n", arg=name)

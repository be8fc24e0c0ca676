"""Something else is searched while only a part is drawn: the part stays, and the page says what happened."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from graphkit.graph import Graph
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import Open, Opened

TOLD = "Northern Autos is not among the 3 entities drawn alone: it is drawn beside them."


@pytest.fixture
def opened(open_map: Open, small_graph: Graph) -> Opened:
    """The electrolyte and what it is linked with, drawn alone; then a search for a firm elsewhere."""
    found = open_map(small_graph)
    found.search("Sulfide electrolyte")
    found.page.click("text=Draw only these")
    assert sorted(found.shown()) == ["Lithium sulfide", "Malmö all-solid cell", "Sulfide electrolyte"]
    found.search("Northern Autos")
    return found


def drawn_alone(opened: Opened) -> set[str]:
    opened.settle()
    return set(parse_qs(opened.page.url.partition("#")[2])["only"][0].split("\n"))


def test_the_part_stays_and_the_page_says_what_joined(opened: Opened) -> None:
    assert opened.page.inner_text("#notice span") == TOLD
    assert TOLD in opened.page.inner_text("#live")
    assert drawn_alone(opened) == {"lisulfide", "electrolyte", "cell", "autos"}
    assert opened.page.inner_text("#panel h2") == "Northern Autos"
    opened.page.keyboard.press("Escape")
    assert opened.page.is_hidden("#notice")
    assert len(opened.shown()) == 4


def test_it_is_taken_away_again(opened: Opened) -> None:
    opened.page.click("#notice button:has-text('Take it away')")
    assert drawn_alone(opened) == {"lisulfide", "electrolyte", "cell"}
    assert (
        opened.page.inner_text("#banner-text") == "Only 3 entities of 9 are drawn: neighbours of Sulfide electrolyte."
    )
    assert opened.page.is_hidden("#notice") and opened.page.is_hidden("#panel")


def test_its_surroundings_are_drawn_instead(opened: Opened) -> None:
    opened.page.click("#notice button:has-text('Draw its surroundings instead')")
    assert "around Northern Autos" in opened.page.inner_text("#banner-text")
    assert "Northern One" in opened.shown()
    assert opened.page.is_hidden("#notice")


def test_a_picture_drawn_around_a_search_gives_way_to_the_next(open_map: Open, schema: Model) -> None:
    chain = chains.Chain(schema)
    chain.source("d1", "Notes")
    for name in ("Anna", "Bert"):
        chain.entity(name, "Firm", name)
        chain.entity(name + "-cell", "Product", f"Cell of {name}")
        chain.word(name + "-cell", "form", "cell")
        chain.edge(name, "PRODUCES", name + "-cell")
    opened = open_map(chain.graph(), overview_above=2)
    for name in ("Anna", "Bert"):
        opened.search(name)
        assert opened.page.inner_text("#banner-text") == f"Only 2 entities of 4 are drawn: around {name}."
        assert opened.page.is_hidden("#notice")


def test_a_link_to_an_entity_beside_a_part_draws_both(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, fragment="#only=lisulfide%0Aelectrolyte%0Acell&as=three&node=autos")
    assert opened.page.inner_text("#notice span") == TOLD
    assert len(opened.shown()) == 4

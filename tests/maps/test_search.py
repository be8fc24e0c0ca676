"""The search: entities of one name told apart, and the nearest names where none is found."""

from __future__ import annotations

import pytest

from graphkit.graph import Graph
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import Open, Opened


@pytest.fixture(scope="module")
def twins(schema: Model) -> Graph:
    """Five of one name: a product, a firm in Germany, one in China, and two sites that differ in nothing else."""
    chain = chains.small(schema)
    for identifier, type_ in (("p", "Product"), ("f-de", "Firm"), ("f-cn", "Firm"), ("s-1", "Site"), ("s-2", "Site")):
        chain.entity(identifier, type_, "Twin Power")
    chain.word("p", "form", "cell")
    chain.word("f-de", "country", "DE")
    chain.word("f-cn", "country", "CN")
    for site in ("s-1", "s-2"):
        chain.edge(site, "PRODUCES", "p")
    return chain.graph()


def remarks(opened: Opened, text: str) -> list[str]:
    """What stands below the names of the hits."""
    opened.page.fill("#find", text)
    return opened.page.locator("#hits small").all_inner_texts()


def test_entities_of_one_name_are_told_apart(open_map: Open, twins: Graph) -> None:
    opened = open_map(twins)
    found = remarks(opened, "Twin Power")
    assert sorted(found) == ["Firm · China", "Firm · Germany", "Product", "Site · s-1", "Site · s-2"]
    opened.page.locator("#hits li", has_text="Germany").click()
    assert "Germany" in opened.page.inner_text("#panel")


def test_a_name_that_is_there_once_says_no_more_than_its_type(open_map: Open, twins: Graph) -> None:
    assert remarks(open_map(twins), "Northern Autos") == ["Firm"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Mlamo Cells", "Malmö Cells"),  # two letters in wrong order
        ("malmoe cels", "Malmö Cells"),  # one too many, one left out
        ("Nothern Oen", "Northern One"),
        ("lithum sulfid", "Lithium sulfide"),
        ("sulphide elektrolyte", "Sulfide electrolyte"),
        ("NorthrenAutos", "Northern Autos"),  # the space too
    ],
)
def test_the_nearest_names_are_offered(open_map: Open, small_graph: Graph, typed: str, meant: str) -> None:
    opened = open_map(small_graph)
    page = opened.page
    page.fill("#find", typed)
    rows = page.locator("#hits li").all_inner_texts()
    assert rows[0] == "No entity has this name. Did you mean:"
    assert rows[1].startswith(meant)
    assert page.inner_text("#live").startswith(f"No entity has this name. Did you mean {meant}")
    page.press("#find", "Enter")
    assert page.is_hidden("#panel"), "a guess is taken only if it was chosen"
    page.press("#find", "ArrowDown")
    assert page.get_attribute("#hits li >> nth=1", "aria-selected") == "true"
    page.press("#find", "Enter")
    assert meant in page.inner_text("#panel h2")


@pytest.mark.parametrize("typed", ["xqzwvk", "q", "Malmö Zzzzz", "7" * 300])
def test_nothing_near_is_nothing_offered(open_map: Open, small_graph: Graph, typed: str) -> None:
    page = open_map(small_graph).page
    page.fill("#find", typed)
    assert page.locator("#hits li").all_inner_texts() == ["No entity has this name"]


@pytest.mark.parametrize("text", ["Malmö Cells AB", "malmo battery, Inc.", "马尔默电池有限公司"])
def test_a_name_with_a_legal_form_behind_it_is_guessed(open_map: Open, small_graph: Graph, text: str) -> None:
    page = open_map(small_graph).page
    page.fill("#find", text)
    offered = page.locator("#hits [data-at]").first.inner_text()
    assert offered.startswith("Malmö Cells")
    assert "Did you mean" in page.inner_text("#hits")

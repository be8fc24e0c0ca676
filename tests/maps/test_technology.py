"""The filter by technology: which technologies an entity has, and what the filter leaves."""

from __future__ import annotations

import pytest

from graphkit.graph import Graph
from graphkit.graph.technologies import technologies
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import Open


@pytest.fixture(scope="module")
def routes(schema: Model) -> Graph:
    """Cells of two classes and a route, a technology that is a term by its name, one that is not, a patent."""
    chain = chains.Chain(schema)
    chain.source("d1", "Notes")
    for identifier, type_, name in [
        ("one", "Product", "Cell one"), ("two", "Product", "Cell two"), ("plain", "Product", "Plain cell"),
        ("assb", "Technology", "ASSB"), ("press", "Technology", "Warm pressing"), ("patent", "Patent", "A patent"),
        ("firm", "Firm", "Firm"),
    ]:  # fmt: skip
        chain.entity(identifier, type_, name)
    for product in ("one", "two", "plain"):
        chain.word(product, "form", "cell")
        chain.edge("firm", "PRODUCES", product)
    chain.word("one", "class", "all-solid", kind="planned")
    chain.word("one", "route", "sulfide")
    chain.word("two", "class", "semi-solid")
    chain.word("plain", "class", "all-solid", kind="denied")
    chain.word("press", "route", "sulfide")
    chain.edge("two", "USES", "press")
    chain.edge("firm", "DEVELOPS", "assb")
    chain.edge("patent", "COVERS", "press")
    return chain.graph()


def test_terms_of_the_entity_and_of_what_it_is_related_to(routes: Graph, schema: Model) -> None:
    found = technologies(routes, schema)
    names = dict(enumerate(name for _, name in found.names))
    of = {i: [names[k] for k in own] for i, own in zip(routes.entities, found.of, strict=True)}
    assert of == {
        "one": ["all-solid-state battery", "sulfide electrolyte"],
        "two": ["semi-solid-state battery", "sulfide electrolyte", "Warm pressing"],
        "plain": [],
        "assb": ["all-solid-state battery"],  # its name is another name of the class
        "press": ["sulfide electrolyte", "Warm pressing"],
        "patent": ["sulfide electrolyte", "Warm pressing"],
        "firm": ["all-solid-state battery"],
    }


def test_it_filters_counts_and_stays_in_the_link(open_map: Open, routes: Graph) -> None:
    opened = open_map(routes)
    page = opened.page
    page.locator("#side summary", has_text="Technology").click()
    rows = {
        r.split("\n")[0]: r.split("\n")[-1]
        for r in page.locator("label:has([data-facet=technology])").all_inner_texts()
    }
    assert rows == {
        "semi-solid-state battery": "1", "all-solid-state battery": "2", "sulfide electrolyte": "2",
        "Warm pressing": "1", "none stated": "1",
    }  # fmt: skip
    for name in ("all-solid-state battery", "sulfide electrolyte"):
        page.get_by_label(name).uncheck()
    assert set(opened.shown()) == {"Cell two", "Plain cell"}
    page.locator('[data-facet="technology"][data-value=""]').uncheck()
    assert opened.shown() == ["Cell two"]
    opened.settle()
    assert "no-technology=" in page.url
    again = open_map(routes, fragment="#" + page.url.split("#")[1])
    assert again.shown() == ["Cell two"]


def test_without_technologies_there_is_no_filter(open_map: Open, schema: Model) -> None:
    chain = chains.Chain(schema)
    chain.entity("firm", "Firm", "Firm")
    chain.word("firm", "business", "automaker")
    chain.source("d1", "Notes")
    opened = open_map(chain.graph())
    assert "Technology" not in opened.page.locator("#side summary").all_inner_texts()

"""Countries by tier of the chain: counted under the filters, opened, drawn, saved, linked, and there without script."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.graph import Graph
from graphkit.graph.countries import countries
from graphkit.maps import write_map
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import Open, Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def spread(schema: Model) -> Graph:
    """Firms and lines in two countries: by their own word, by their place, by a place in a place."""
    chain = chains.Chain(schema)
    chain.source("d1", "Notes")
    for identifier, type_, name in [
        ("anna", "Firm", "Anna"), ("bert", "Firm", "Bert"), ("nowhere", "Firm", "Nobody knows"),
        ("line", "Site", "Anna's line"), ("plan", "Site", "Anna's plan"), ("twice", "Site", "Bert's two halves"),
        ("cell", "Product", "Anna's cell"), ("city", "Place", "City"), ("province", "Place", "Province"),
        ("japan", "Place", "Japan"), ("germany", "Place", "Germany"),
    ]:  # fmt: skip
        chain.entity(identifier, type_, name)
    for country in ("japan", "germany"):
        chain.word(country, "place_level", "country")
    chain.word("anna", "country", "DE")
    chain.word("cell", "form", "cell")
    chain.edge("anna", "OPERATES", "line")
    chain.edge("anna", "OPERATES", "plan")
    chain.edge("bert", "OPERATES", "twice")
    chain.edge("line", "PRODUCES", "cell")
    chain.edge("nowhere", "PRODUCES", "cell")
    for start, end in [("bert", "city"), ("city", "province"), ("province", "japan"), ("line", "germany"),
                       ("plan", "city"), ("twice", "city"), ("twice", "germany")]:  # fmt: skip
        chain.edge(start, "LOCATED_IN", end)
    chain.stage("line", "production_start", "2025-01")
    chain.stage("plan", "production_start", "2027", "planned")
    return chain.graph()


def cells(opened: Opened) -> dict[str, dict[str, str]]:
    """The matrix as it is read: number and small text by country and tier."""
    table = opened.page.locator("#table-matrix")
    heads = table.locator("thead th").all_inner_texts()
    found = {}
    for row in table.locator("tbody tr").all():
        texts = [t.replace("\n", " ") for t in row.locator("th, td").all_inner_texts()]
        found[texts[0]] = dict(zip(heads[1:], texts[1:], strict=True))
    return found


def test_a_country_is_stated_or_that_of_the_place(spread: Graph, schema: Model) -> None:
    found = countries(spread, schema)
    assert {i: c for i, c in found.items() if c} == {
        "anna": "DE", "line": "DE", "germany": "DE", "bert": "JP", "plan": "JP", "city": "JP", "province": "JP",
        "japan": "JP",
    }  # fmt: skip
    assert found["twice"] == ""  # in two countries: neither is told
    assert found["nowhere"] == "" and found["cell"] == ""


def test_the_corpus_knows_places_by_their_iso_code(schema: Model) -> None:
    chain = chains.Chain(schema)
    chain.source("d1", "Notes")
    chain.entity("pr-china", "Place", "The mainland")
    chain.word("pr-china", "place_level", "country")
    chain.entity("line", "Site", "A line")
    chain.edge("line", "LOCATED_IN", "pr-china", kind="planned")
    assert countries(chain.graph(), schema)["line"] == ""
    row = chains.Row("curation", "", "pr-china", "external_id", "ISO:CN")
    chain._add("entity", row, word="ISO:CN", kind="actual", said=None)
    assert countries(chain.graph(), schema)["line"] == "CN"


def test_it_counts_under_the_filters(open_map: Open, spread: Graph) -> None:
    opened = open_map(spread)
    opened.page.click("#matrix-button")
    assert cells(opened) == {
        "Germany": {"Cell": "2 1 operating", "All": "2 1 operating"},
        "Japan": {"Cell": "2 1 planned", "All": "2 1 planned"},
        "not stated": {"Cell": "3", "All": "3"},
        "All": {"Cell": "7 1 planned, 1 operating", "All": "7 1 planned, 1 operating"},
    }
    opened.page.locator('[data-facet="type"][data-value="Firm"]').uncheck()
    assert cells(opened)["Japan"] == {"Cell": "1 1 planned", "All": "1 1 planned"}
    assert "Product" in opened.page.inner_text("#table-matrix caption")


def test_a_cell_opens_its_list_and_draws_it(open_map: Open, spread: Graph) -> None:
    opened = open_map(spread)
    page = opened.page
    page.click("#map", position={"x": 3, "y": 300})
    page.keyboard.press("m")
    page.get_by_role("button", name="Japan, Cell: 2, 1 planned").focus()
    page.keyboard.press("Enter")
    assert "Japan, Cell" in page.inner_text("#panel h2")
    assert {"Bert", "Anna's plan"} <= set(page.locator("#panel .facts .link").all_inner_texts())
    opened.settle()
    assert "matrix=1" in page.url and "cell=JP" in page.url
    again = open_map(spread, fragment="#" + page.url.split("#")[1])
    assert "Japan, Cell" in again.page.inner_text("#panel h2")
    assert cells(again) == cells(opened)
    page.click("text=Draw all 2")
    assert page.is_hidden("#matrix")
    assert set(opened.shown()) == {"Bert", "Anna's plan"}


def test_table_and_matrix_take_turns(open_map: Open, spread: Graph) -> None:
    opened = open_map(spread)
    page = opened.page
    page.click("#matrix-button")
    page.click("#table-button")
    assert page.is_hidden("#matrix") and page.is_visible("#table-nodes")
    page.click("#matrix-button")
    assert page.is_visible("#table-matrix") and page.is_hidden("#tables")
    heads = page.locator("#table-matrix th").evaluate_all("all => all.map(h => h.scope)")
    assert heads == ["col"] * 3 + ["row"] * 4


def test_it_is_saved_as_csv(open_map: Open, spread: Graph) -> None:
    opened = open_map(spread)
    opened.page.click("#menu summary")
    with opened.page.expect_download() as event:
        opened.page.click("#save-matrix")
    rows = list(csv.reader(io.StringIO(event.value.path().read_text(encoding="utf-8-sig"))))
    assert rows[0][:4] == ["Country", "Cell", "Cell: planned", "Cell: operating"]
    assert rows[2][:4] == ["Japan", "2", "1", "0"]
    assert rows[-1][0] == "All" and rows[-1][4] == "7"


def test_it_is_there_without_script(chromium: Browser, spread: Graph, schema: Model, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    write_map(spread, path, schema, "Spread")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    table = page.locator("table", has_text="not stated")
    assert table.locator("thead th").all_inner_texts() == ["Country", "Cell", "All"]
    assert [row.split("\t") for row in table.locator("tbody tr").all_inner_texts()] == [
        ["Germany", "2 (1 operating)", "2 (1 operating)"],
        ["Japan", "2 (1 planned)", "2 (1 planned)"],
        ["not stated", "3", "3"],
        ["All", "7 (1 planned, 1 operating)", "7 (1 planned, 1 operating)"],
    ]
    context.close()

"""What changed since a day: the marks, the words, and the page, on facts that a person can check."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graphkit.graph import Graph, build
from graphkit.graph.part import part
from graphkit.maps.changes import CHANGED, NEW, Changes, Told, changes_of, told
from graphkit.maps.data import Picture
from graphkit.model import Model
from graphkit.reports.changed import compare
from tests.maps import chain as chains
from tests.maps.conftest import DRAWN_SVG, Open
from tests.maps.test_axe import axe_script
from tests.maps.test_safety import PAYLOADS

SINCE = date(2025, 7, 1)


def world(schema: Model, name: str = "Newcomer") -> chains.Chain:
    """Told in January and in December 2025: a line that started, a plan that moved, a newcomer, what has ended."""
    chain = chains.Chain(schema)
    chain.source("jan", "Plans of January", "2025-01-15")
    chain.source("dec", "News of December", "2025-12-06")
    for identifier, type_, label in (
        ("acme", "Firm", "Acme"), ("line", "Site", "Acme line"), ("mill", "Site", "Acme mill"),
        ("cell", "Product", "Acme cell"), ("salt", "Material", "Salt"), ("fresh", "Firm", name),
        ("still", "Firm", "Still"), ("old-mine", "Site", "Old mine"),
    ):  # fmt: skip
        chain.entity(identifier, type_, label)
    early: dict[str, Any] = {"source": "jan", "said": "2025-01-15"}
    late: dict[str, Any] = {"source": "dec", "said": "2025-12-06"}
    chain.edge("acme", "OPERATES", "line", **early)
    chain.edge("acme", "OPERATES", "mill", **early)
    chain.edge("line", "PRODUCES", "cell", **early)
    chain.edge("salt", "INPUT_TO", "cell", **early)
    chain.edge("still", "PRODUCES", "salt", **early)
    chain.edge("acme", "OPERATES", "old-mine", when="2024/2025-06", **early)
    chain.stage("line", "production_start", "2025-10", "planned", **early)
    chain.stage("line", "production_start", "2025-11-10", **late)
    chain.stage("mill", "production_start", "2025-08", "planned", speaker="acme", **early)
    chain.stage("mill", "production_start", "2026-05", "planned", speaker="acme", **late)
    chain.edge("fresh", "SUPPLIES", "acme", **late)
    return chain


def changes_in(chain: chains.Chain, since: date = SINCE) -> tuple[Graph, Changes]:
    facts, model = chain.facts(), chain.model
    old, new = build(facts, model, known_on=since), build(facts, model)
    return new, changes_of(old, new, since, compare(old, new, model, 180))


def marks(found: Told, picture: Picture) -> dict[str, int]:
    return {picture.entities[k].id: mark for k, mark in found.nodes.items()}


def test_marks_of_entities_and_relations(schema: Model) -> None:
    graph, changes = changes_in(world(schema))
    picture = Picture(graph, schema)
    found = told(changes, picture)
    # The newcomer is new; its buyer, the line that came and the mill that moved are changed; the others are not.
    assert marks(found, picture) == {"fresh": NEW, "acme": CHANGED, "line": CHANGED, "mill": CHANGED}
    edges = {(picture.edges[j].source, picture.edges[j].target): mark for j, mark in found.edges.items()}
    assert edges == {("fresh", "acme"): NEW}
    texts = {
        (line.section, picture.entities[line.about[0]].id if line.about else ""): line.text() for line in found.lines
    }
    assert texts["new", "fresh"] == "supplies Acme: operating"
    # From the last day of October to 10 November at least, from its first at most.
    assert texts["reached", "line"] == "production start: planned: 2025-10 → 2025-11-10 · 10 to 40 days late"
    assert texts["moved", "mill"] == "production start: planned: 2025-08 → 2026-05 · put off by 243 to 303 days"
    assert texts["status", "line"] == "status: planned → operating"
    assert (
        len(found.lines) == 8
    )  # further: first told of the newcomer, the plan that moved, the mine that is run no more
    # It held until June, so that it and what hung on it alone are gone on the later day.
    assert texts["gone", ""] == "Old mine (Site) · not there any longer"


def test_a_part_of_the_graph_tells_of_nothing_else(schema: Model) -> None:
    graph, changes = changes_in(world(schema))
    own = part(graph, focus=["still"], hops=1)
    assert set(own.entities) == {"still", "salt"}
    found = told(changes, Picture(own, schema))
    assert found.lines == () and not found.nodes and not found.edges
    near = told(changes, Picture(part(graph, focus=["acme"], hops=1), schema))
    assert any(line.what == "Old mine (Site)" for line in near.lines)
    without = told(changes, Picture(part(graph, types=["Site"]), schema))
    assert {line.section for line in without.lines} == {"reached", "moved", "status"}


def test_nothing_changed_is_said(open_map: Open, schema: Model) -> None:
    graph, changes = changes_in(world(schema), date(2025, 12, 6))
    opened = open_map(graph, changes=changes)
    assert opened.page.inner_text("#news-button") == "What changed (0)"
    opened.page.click("#news-button")
    assert "Nothing changed." in opened.page.inner_text("#panel")


def test_a_map_that_is_not_asked_tells_of_no_changes(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    assert opened.page.locator("#news-button, [data-facet=change]").count() == 0
    assert "changes since" not in opened.page.inner_text("#stand")
    opened.page.click("#table-button")
    assert "Changed" not in opened.page.locator("#tables th").all_inner_texts()


def test_changes_on_the_page(open_map: Open, schema: Model) -> None:
    graph, changes = changes_in(world(schema))
    opened = open_map(graph, changes=changes)
    page = opened.page
    assert "changes since 1 July 2025" in page.inner_text("#stand")
    assert page.inner_text("#news-button") == "What changed (8)"
    svg = page.evaluate(DRAWN_SVG)
    # Newcomer and its relation; the line, the mill and the firm.
    assert svg.count(">+</text>") == 2
    assert svg.count(">Δ</text>") == 3
    page.click("#news-button")
    panel = page.inner_text("#panel")
    assert "Changes since 1 July 2025" in panel and "Old mine (Site)" in panel
    assert "News of December, 2025-12-06" in panel
    opened.settle()
    assert page.url.endswith("#changes=1")
    page.click("#panel button:has-text('Acme line')")
    panel = page.inner_text("#panel")
    assert page.inner_text("#panel h2") == "Acme line"
    assert "Changed since 1 July 2025" in panel and "status: planned → operating" in panel
    page.click("#panel .close")  # the list comes back
    assert "Old mine (Site)" in page.inner_text("#panel")
    page.click("#panel .close")
    assert page.is_hidden("#panel")
    page.click("#table-button")
    rows = page.locator("#table-nodes tbody tr").evaluate_all(
        "r => r.map(x => [x.cells[0].innerText, x.lastChild.innerText])"
    )
    assert dict(rows)["Newcomer"] == "new" and dict(rows)["Still"] == "unchanged"
    assert page.locator("#table-edges thead th").last.inner_text() == "Changed"
    page.click("#table-button")
    page.locator('[data-facet="change"][data-value="unchanged"]').uncheck()
    assert set(opened.shown()) == {"Newcomer", "Acme", "Acme line", "Acme mill"}
    assert opened.shown("edges") == ["Newcomer"]
    opened.settle()
    assert "no-change=unchanged" in page.url
    page.select_option("#color-by", "change")
    assert [r.split("\n") for r in page.locator("#color-key li").all_inner_texts()] == [["new", "1"], ["changed", "3"]]


def test_a_changed_relation_tells_what(open_map: Open, schema: Model) -> None:
    graph, changes = changes_in(world(schema))
    opened = open_map(graph, changes=changes, fragment="#edge=fresh%0ASUPPLIES%0Aacme%0A0")
    panel = opened.page.inner_text("#panel")
    assert "Changed since 1 July 2025" in panel and "New: supplies Acme: operating" in panel


def test_without_script_the_changes_are_a_table(chromium: Any, schema: Model, tmp_path: Any) -> None:
    from graphkit.maps import write_map

    graph, changes = changes_in(world(schema))
    write_map(graph, tmp_path / "map.html", schema, "T", changes=changes)
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto((tmp_path / "map.html").as_uri())
    assert page.locator("h2", has_text="Changes since 1 July 2025").count() == 1
    row = page.locator("tr", has_text="Stages reached").inner_text()
    assert row.split("\t")[1:] == ["Acme line", "production start: planned: 2025-10 → 2025-11-10 · 10 to 40 days late"]
    page.context.close()


def test_hostile_names_among_the_changes_are_text(open_map: Open, schema: Model) -> None:
    name = PAYLOADS[2] + PAYLOADS[3]
    graph, changes = changes_in(world(schema, name))
    opened = open_map(graph, changes=changes, fragment="#changes=1")
    assert name in opened.page.locator("#panel").text_content()
    assert opened.page.evaluate("window.hit") is None
    assert opened.page.locator("img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_the_changes(open_map: Open, schema: Model, scheme: str) -> None:
    graph, changes = changes_in(world(schema))
    opened = open_map(
        graph, changes=changes, fragment="#changes=1&color=change", context={"color_scheme": scheme, "bypass_csp": True}
    )
    page = opened.page
    page.evaluate(axe_script())

    def check(state: str) -> None:
        found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])")
        assert found == [], state

    check("the list of changes")
    page.locator("#panel button", has_text="Acme line").first.click()
    check("an entity")

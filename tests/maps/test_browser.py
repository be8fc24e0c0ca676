"""The map in a real browser: a user's action, and what is then on screen."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from graphkit.facts.claim import Decision
from graphkit.graph import Graph, build
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import SAVED_SVG, Open


def test_it_opens_on_the_chain_and_says_its_day(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    assert opened.page.inner_text("h1") == "A made-up chain"
    assert "As of 6 December 2025" in opened.page.inner_text("#stand")
    assert set(opened.shown()) == {
        "Lithium sulfide", "Sulfide electrolyte", "Malmö Cells", "Malmö line 1", "Malmö all-solid cell",
        "Northern Autos", "Northern One",
    }  # fmt: skip
    opened.page.click("#context")
    assert {"Sweden", "Ada Lind"} <= set(opened.shown())


@pytest.mark.parametrize("text", ["malmo battery", "MALMÖ CELLS", "马尔默", "Malmo Cel"])
def test_search_finds_by_name_alias_and_native_name(open_map: Open, small_graph: Graph, text: str) -> None:
    opened = open_map(small_graph)
    opened.page.keyboard.press("/")
    opened.page.keyboard.type(text)
    assert "Malmö Cells" in opened.page.locator("#hits li").first.inner_text()
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    panel = opened.page.inner_text("#panel")
    assert panel.splitlines()[1] == "Malmö Cells" or "Malmö Cells" in panel
    assert "马尔默电池" in panel
    opened.page.keyboard.press("Escape")
    assert opened.page.is_hidden("#panel")


def test_filters_hide_and_count(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    page = opened.page
    assert page.locator("#side label", has_text="Vehicle").locator("small").inner_text() == "1"
    page.locator('[data-facet="type"][data-value="Vehicle"]').uncheck()
    assert "Northern One" not in opened.shown()
    page.locator('[data-facet="type"][data-value="Vehicle"]').check()
    page.locator('[data-facet="source"][data-value="0"]').evaluate("e => e.click()")
    assert set(opened.shown()) == {"Lithium sulfide", "Sulfide electrolyte"}
    opened.settle()
    assert "no-source=d1" in page.url


def test_a_node_tells_its_claims_and_slips(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    opened.search("Malmö line")
    panel = opened.page.inner_text("#panel")
    assert "planned 2025-06" in panel
    assert "actual 2025-11-10" in panel
    # From June, some day of it, to 10 November; as `graphkit slips` says it.
    assert "133 to 162 days late" in panel
    assert panel.index("Construction start") < panel.index("Production start")
    assert "Lines of the year, 2025-12-06, paragraph 8" in panel
    opened.page.locator(".cited summary", has_text="paragraph 8").click()
    opened.page.wait_for_selector("#panel >> text=said by Ada Lind")


def test_upstream_of_a_firm_is_what_goes_into_what_it_makes(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, fragment="#node=malmo&trace=up")
    opened.page.click("text=Draw only these")
    assert {"Lithium sulfide", "Sulfide electrolyte", "Malmö line 1", "Malmö all-solid cell"} <= set(opened.shown())
    assert "Northern One" not in opened.shown()


def test_a_click_on_the_picture_selects(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    frame = opened.page.locator("#map").bounding_box()
    assert frame
    for dy in range(40, int(frame["height"]), 12):  # down the first column: one material stands there
        opened.page.mouse.click(frame["x"] + 46, frame["y"] + dy)
        if opened.page.is_visible("#panel"):
            break
    assert "Lithium sulfide" in opened.page.inner_text("#panel h2")


def test_an_edge_tells_who_says_so(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    opened.search("Lithium sulfide")
    opened.page.click("text=details")
    panel = opened.page.inner_text("#panel")
    assert "input to" in panel
    assert "Notes on sulfides" in panel
    assert "paragraph 4" in panel


def test_trace_follows_the_chain_both_ways(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    opened.search("Malmö all-solid")
    opened.page.click("[data-trace=up]")
    assert opened.page.inner_text("#live").startswith("4 entities upstream")
    opened.page.click("[data-trace=down]")
    assert opened.page.inner_text("#live").startswith("1 entity downstream of Malmö all-solid cell")
    opened.page.click("text=Draw only these")
    assert set(opened.shown()) == {"Malmö all-solid cell", "Northern One"}


def status_in_table(opened: object, name: str) -> str:
    page = opened.page  # type: ignore[attr-defined]
    return str(page.locator("#table-nodes tr", has_text=name).locator("td").nth(3).inner_text())


def test_the_slider_turns_a_planned_line_into_an_operating_one(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, fragment="#table=1&day=2025-01-31")
    assert status_in_table(opened, "Malmö line 1") == "planned"
    slider = opened.page.locator("#day")
    for _ in range(20):
        if "the map's day" in (slider.get_attribute("aria-valuetext") or ""):
            break
        slider.press("ArrowRight")
    assert status_in_table(opened, "Malmö line 1") == "operating"
    assert status_in_table(opened, "Northern One") == "planned"
    slider.press("End")
    assert "if all plans hold" in (slider.get_attribute("aria-valuetext") or "")
    assert status_in_table(opened, "Northern One") == "operating"


def test_the_slider_agrees_with_build(open_map: Open, schema: Model) -> None:
    chain = chains.synthetic(schema, 300)
    opened = open_map(chain.graph())
    for day in (date(2024, 3, 31), date(2025, 1, 31), date(2025, 8, 31)):
        want = chain.graph(day)
        opened.page.goto(opened.page.url.split("#")[0] + f"#table=1&context=1&day={day}")
        opened.page.wait_for_function(f"document.getElementById('day-text').textContent.startsWith('{day}')")
        rows = opened.page.locator("#table-nodes tbody tr").evaluate_all(
            "rows => rows.map(r => [r.cells[0].innerText, r.cells[4].innerText, r.cells[5].innerText])"
        )
        got = {name: (status, "overdue" in marks) for name, status, marks in rows}
        for entity in want.entities.values():
            assert got[entity.name] == (entity.status or "", entity.overdue), (entity.id, day)
    opened.requests[:] = opened.requests[:1]


def test_the_table_says_what_the_picture_says(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    nodes, edges = opened.shown(), opened.shown("edges")
    assert f"shown: {len(nodes)} entities, {len(edges)} relations" in opened.page.inner_text("#stand")
    opened.page.click("#map", position={"x": 3, "y": 300})
    opened.page.keyboard.press("l")
    assert sorted(opened.page.locator("#list option").all_inner_texts()) == sorted(nodes)
    svg = opened.page.evaluate(SAVED_SVG)
    assert all(name in svg for name in nodes)


def test_a_link_brings_the_view_back(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    opened.search("Malmö all-solid")
    opened.page.click("[data-trace=up]")
    opened.settle()
    assert "node=cell" in opened.page.url
    fragment = "#" + opened.page.url.split("#")[1]
    again = open_map(small_graph, fragment=fragment)
    assert "Malmö all-solid cell" in again.page.inner_text("#panel")
    assert again.page.get_attribute("[data-trace=up]", "aria-pressed") == "true"


def test_csv_holds_what_is_seen_and_no_formula(open_map: Open, schema: Model) -> None:
    chain = chains.small(schema)
    chain.entity("evil", "Material", '=HYPERLINK("http://x","y")')
    chain.word("evil", "function", "anode")
    opened = open_map(chain.graph())
    opened.page.click("#menu summary")
    with opened.page.expect_download() as event:
        opened.page.click("#save-nodes")
    text = event.value.path().read_text(encoding="utf-8-sig")
    assert "\"'=HYPERLINK" in text
    assert text.count("\n") == 9
    opened.page.click("#menu summary")
    with opened.page.expect_download() as event:
        opened.page.click("#save-png")
    assert event.value.path().read_bytes().startswith(b"\x89PNG")


def test_csv_names_documents_and_technologies(open_map: Open, schema: Model) -> None:
    chain = chains.small(schema)
    chain.entity("sulfide-route", "Technology", "Sulfide route")
    chain.edge("cell", "USES", "sulfide-route", source="d2")
    opened = open_map(chain.graph())
    tables = {}
    for name in ("nodes", "edges"):
        opened.page.click("#menu summary")
        with opened.page.expect_download() as event:
            opened.page.click(f"#save-{name}")
        rows = list(csv.DictReader(io.StringIO(event.value.path().read_text(encoding="utf-8-sig"))))
        tables[name] = {row.get("Id") or (row["From id"], row["To id"]): row for row in rows}
    assert tables["nodes"]["cell"]["Technologies"] == "Sulfide route"
    assert tables["nodes"]["lisulfide"]["Documents"] == "Notes on sulfides"
    assert tables["edges"]["lisulfide", "electrolyte"]["Documents"] == "Notes on sulfides"
    assert tables["edges"]["electrolyte", "cell"]["Documents"] == "Lines of the year"


def test_a_large_graph_opens_on_an_overview(open_map: Open, schema: Model) -> None:
    opened = open_map(chains.synthetic(schema, 300).graph(), overview_above=100)
    assert "overview by tier and type" in opened.page.inner_text("#banner")
    opened.page.fill("#find", "Firm 3")
    opened.page.press("#find", "Enter")
    assert "are drawn: around" in opened.page.inner_text("#banner")
    opened.page.click("#banner button")
    opened.page.click("text=draw all")
    assert "shown: " in opened.page.inner_text("#stand")


def test_it_works_by_keyboard_and_on_a_phone(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, context={"viewport": {"width": 320, "height": 640}})
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.is_hidden("#side")
    page.click("#map", position={"x": 3, "y": 200})
    page.keyboard.press("n")
    assert page.is_visible("#panel")
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    opened.settle()
    assert "at=" in page.url
    page.keyboard.press("t")
    assert page.is_visible("#table-nodes")


def odd_graphs(schema: Model) -> dict[str, Graph]:
    empty = chains.Chain(schema)
    one = chains.Chain(schema)
    one.entity("a", "Firm", "Alone")
    one.source("d1", "D")
    one.word("a", "country", "DE")
    loop = chains.small(schema)
    loop.edge("autos", "SUPPLIES", "autos")
    for k in range(50):
        loop.edge("malmo", "PARTNERS_WITH", "autos", qualifiers=(("form", f"form {k}"),))  # type: ignore[arg-type]
    long = chains.small(schema)
    for k, name in enumerate(["x" * 10_000, "معمل البطاريات الصلبة", "全固态电池" * 40, "\u202eevil", "a\u0301" * 300]):
        long.entity(f"odd-{k}", "Material", name)
        long.word(f"odd-{k}", "function", "anode")
    return {"empty": empty.graph(), "one": one.graph(), "loop": loop.graph(), "long": long.graph()}


@pytest.mark.parametrize("name", ["empty", "one", "loop", "long"])
def test_odd_graphs_open(open_map: Open, schema: Model, name: str) -> None:
    opened = open_map(odd_graphs(schema)[name])
    opened.page.click("#table-button")
    assert opened.page.is_visible("#table-nodes")
    if name == "empty":
        opened.page.click("#table-button")
        assert "the graph is empty" in opened.page.inner_text("#empty")


def test_a_contradiction_and_its_ruling_stand_in_the_panel(open_map: Open, schema: Model) -> None:
    torn = chains.small(schema)
    torn.word("malmo-line", "route", "sulfide", speaker="Ada Lind")
    torn.word("malmo-line", "route", "oxide")
    facts = torn.facts()
    (found,) = build(facts, schema).conflicts.values()
    claim = next(s.claims[0] for s in found.sides if not s.chosen)
    ruling = Decision(found.uid, claim, found.claims, "<b>the plate</b> on the gate", "Ada", date(2026, 1, 5))
    for decisions, told in (({}, "high, open"), ({found.uid: ruling}, "high, decided")):
        opened = open_map(build(replace(facts, decisions=decisions), schema))
        opened.search("Malmö line")
        panel = opened.page.inner_text("#panel")
        assert told in panel and "sulfide" in panel and "oxide" in panel
    assert "Ruling: <b>the plate</b> on the gate (Ada, 2026-01-05)" in panel

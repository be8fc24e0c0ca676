"""Play and the keys of the months: what is planned turns into what runs, step by step."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graphkit.facts import Facts
from graphkit.graph import Graph, build
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import DRAWN_SVG, SAVED_SVG, Open, Opened

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def quarter(schema: Model) -> Graph:
    """A line whose production began in November 2025: few months, so that playing them is short."""
    chain = chains.Chain(schema)
    chain.source("d1", "Notes")
    chain.entity("maker", "Firm", "Maker")
    chain.entity("line", "Site", "The line")
    chain.edge("maker", "OPERATES", "line")
    chain.stage("line", "production_start", "2025-10", "planned", said="2025-09-01")
    chain.stage("line", "production_start", "2025-11-10")
    return chain.graph()


def day(opened: Opened) -> str:
    return str(opened.page.inner_text("#day-text"))[:10]


def test_brackets_step_a_month(open_map: Open, quarter: Graph) -> None:
    opened = open_map(quarter)
    page = opened.page
    assert day(opened) == "2025-12-06"
    page.keyboard.press("[")
    assert day(opened) == "2025-11-30"
    page.keyboard.press("[")
    assert day(opened) == "2025-10-31"
    page.keyboard.press("]")
    assert page.inner_text("#day-text") == "2025-11-30, by what is known today · 1 begins to operate"
    assert page.inner_text("#live") == "2025-11-30, by what is known today · 1 begins to operate"
    link = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--link').trim()")
    rings = [p for p in page.evaluate(DRAWN_SVG).split("<path ") if f'stroke="{link}"' in p]
    assert len(rings) == 2  # a double ring around the line that began
    page.fill("#find", "[")  # in a field it is a letter
    assert day(opened) == "2025-11-30"


def test_after_the_maps_day_a_plan_that_is_due_has_come_and_one_that_was_late_is_still(
    open_map: Open, schema: Model
) -> None:
    chain = chains.Chain(schema)
    chain.source("d1", "Notes")
    for identifier, type_, name in (
        ("maker", "Firm", "Maker"), ("cell", "Product", "The cell"), ("soon", "Vehicle", "Soon"),
        ("late", "Vehicle", "Late"),
    ):  # fmt: skip
        chain.entity(identifier, type_, name)
    chain.edge("maker", "PRODUCES", "cell")
    chain.edge("cell", "INSTALLED_IN", "soon", kind="planned", when="by 2026-03")
    chain.edge("cell", "INSTALLED_IN", "late", kind="planned", when="by 2025-10", said="2025-09-01")
    chain.stage("soon", "mass_production", "2026-09", "planned")  # months to step through
    opened = open_map(chain.graph(), fragment="#table=1&day=2026-06-30")
    page = opened.page
    rows = page.locator("#table-edges tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.cells].map(c => c.innerText))"
    )
    told = {row[2]: " ".join(row[3:]) for row in rows if row[1] == "installed in"}
    assert "operating" in told["Soon"] and "overdue" not in told["Soon"]
    assert "planned" in told["Late"] and "overdue" in told["Late"]
    # No picture leaves the page without what its day takes for granted, nor does a table.
    assert "2026-06-30, if all plans hold" in page.evaluate(SAVED_SVG)
    assert "As of 30 June 2026, if all plans hold" in page.inner_text("body")
    page.click("#menu summary")
    with page.expect_download() as event:
        page.click("#save-edges")
    assert event.value.suggested_filename == "relations-2026-06-30.csv"


def stop_the_clock(page: Page) -> None:
    """Time passes in the page only by `page.clock.run_for`."""
    page.clock.install(time=0)
    page.clock.pause_at(1)


def test_play_runs_from_the_first_month_to_the_last_and_stops(open_map: Open, quarter: Graph) -> None:
    opened = open_map(quarter, fragment="#table=1")
    page = opened.page
    page.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
          const row = [...document.querySelectorAll('#table-nodes tr')].find(r => r.cells[0].innerText === 'The line');
          window.seen.push([document.getElementById('day-text').textContent.slice(0, 7), row.cells[4].innerText]);
        }).observe(document.getElementById('day-text'), { childList: true }); }"""
    )
    page.click("#play")
    assert page.get_attribute("#play", "aria-pressed") == "true"
    page.wait_for_selector('#play[aria-pressed="false"]')
    seen = dict(page.evaluate("window.seen"))
    assert next(iter(seen)) == "2025-09" and list(seen)[-1] == "2025-12"
    assert seen["2025-10"] == "planned" and seen["2025-11"] == "operating"
    assert day(opened) == "2025-12-06"
    assert page.inner_text("#live").startswith("Stopped at 2025-12-06")


def test_play_is_paused_by_its_button_and_by_the_slider(open_map: Open, quarter: Graph) -> None:
    opened = open_map(quarter)
    page = opened.page
    stop_the_clock(page)
    page.click("#play")
    page.clock.run_for(1100)  # a step takes a second here
    assert page.inner_text("#day-text").startswith("2025-10")
    page.click("#play")
    assert page.get_attribute("#play", "aria-pressed") == "false"
    held = day(opened)
    page.clock.run_for(3000)
    assert day(opened) == held
    page.click("#play")
    assert day(opened) == held  # it goes on from there
    page.clock.run_for(1100)
    assert page.inner_text("#day-text").startswith("2025-11")
    page.locator("#day").press("ArrowLeft")
    assert page.get_attribute("#play", "aria-pressed") == "false"


def test_reduced_motion_steps_once_a_second(open_map: Open, schema: Model) -> None:
    graph = chains.synthetic(schema, 60).graph()
    for motion, slow in (("reduce", True), ("no-preference", False)):
        opened = open_map(graph, context={"reduced_motion": motion})
        page = opened.page
        stop_the_clock(page)
        page.locator("#day").press("Home")
        first = day(opened)
        page.click("#play")
        page.clock.run_for(900)
        assert (day(opened) == first) is slow
        page.clock.run_for(200)
        assert day(opened) != first
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", first)
        page.click("#play")


def test_on_a_map_without_a_day_the_current_statement_counts(open_map: Open, schema: Model) -> None:
    chain = chains.small(schema)
    claims = tuple(replace(claim, said=None) for claim in chain.claims)
    graph = build(Facts(claims, chain.sources), schema)
    assert graph.as_of is None
    opened = open_map(graph)
    opened.search("Malmö line 1")
    lines = [
        text for text in opened.page.inner_text("#panel").splitlines() if "2025-11-10" in text or "2025-06" in text
    ]
    assert [text.endswith("counts") for text in lines if text.startswith("●")] == [True]
    assert [text.endswith("counts") for text in lines if text.startswith("○")] == [False]

"""axe-core finds nothing to complain of, light and dark, in each state of the page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphkit.graph import Graph
from tests.conftest import require
from tests.maps.conftest import Open

if TYPE_CHECKING:
    from playwright.sync_api import Page


def axe_script() -> str:
    """The text of axe-core: GRAPHKIT_AXE (the file or its package's folder), else node_modules beside this file."""
    named = os.environ.get("GRAPHKIT_AXE")
    places = [Path(named), Path(named) / "axe.min.js"] if named else []
    places.append(Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js")
    for path in places:
        if path.is_file():
            return path.read_text(encoding="utf-8")
    require("browser", "axe-core is not here: run npm install in the checkout, or name axe.min.js in GRAPHKIT_AXE")


def violations(page: Page) -> list[Any]:
    """What axe-core finds in the present state: rule and the first elements that break it."""
    found: list[Any] = page.evaluate(
        "async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)])"
    )
    return found


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
def test_axe_finds_no_violation(open_map: Open, small_graph: Graph, scheme: str, width: int) -> None:
    script = axe_script()
    opened = open_map(
        small_graph, context={"viewport": {"width": width, "height": 844}, "color_scheme": scheme, "bypass_csp": True}
    )
    page = opened.page
    page.evaluate(script)

    def check(state: str) -> None:
        assert violations(page) == [], state

    check("first look")
    opened.search("Malmö line")
    for fold in page.locator(".cited summary").all():
        fold.click()
    check("an entity in the panel")
    page.click("#context")
    page.click("#table-button")
    check("the table")
    page.click("#side-button")
    page.click("#help-button")
    check("the help")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_no_violation_in_the_tools(open_map: Open, small_graph: Graph, scheme: str, width: int) -> None:
    script = axe_script()
    context = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme, "bypass_csp": True}
    page = open_map(small_graph, fragment="#node=cell&day=2025-10-31", context=context).page
    page.evaluate(script)
    page.keyboard.press("]")
    page.click("#ask-way")
    page.keyboard.type("north")
    assert violations(page) == [], "the other end is asked for"
    for fragment, seen in {
        "node=lisulfide&to=car": "#way-head",
        "strike=lisulfide": "#whatif-head",
        "strike=lisulfide&table=1&node=cell": "#table-nodes",
        "matrix=1&cell=*/*": "#table-matrix",
    }.items():
        page.evaluate(f"location.hash = '{fragment}'")
        page.wait_for_selector(seen)
        assert violations(page) == [], fragment
    page = open_map(small_graph, context=context, overview_above=3).page
    page.evaluate(script)
    page.focus("#map")
    page.keyboard.press("n")
    page.keyboard.press("l")
    assert violations(page) == [], "a box of the overview"
    page.click("#table-button")
    assert violations(page) == [], "the table of boxes"

"""axe-core finds nothing to complain of, light and dark, in each state of the page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.graph import Graph
from tests.conftest import require
from tests.maps.conftest import Open


def axe_script() -> str:
    """The text of axe-core: GRAPHKIT_AXE (the file or its package's folder), else node_modules beside this file."""
    named = os.environ.get("GRAPHKIT_AXE")
    places = [Path(named), Path(named) / "axe.min.js"] if named else []
    places.append(Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js")
    for path in places:
        if path.is_file():
            return path.read_text(encoding="utf-8")
    require("browser", "axe-core is not here: run npm install in the checkout, or name axe.min.js in GRAPHKIT_AXE")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
def test_axe_finds_no_violation(open_map: Open, small_graph: Graph, scheme: str, width: int) -> None:
    script = axe_script()
    opened = open_map(
        small_graph, context={"viewport": {"width": width, "height": 844}, "color_scheme": scheme, "bypass_csp": True}
    )
    page = opened.page
    page.evaluate(script)

    def check(state: str) -> None:
        found = page.evaluate(
            "async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)])"
        )
        assert found == [], state

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

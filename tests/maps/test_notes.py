"""Analysts' notes in the details of the map: marked as opinion, shown as text."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import date

from graphkit.graph import Graph
from graphkit.graph.opinions import Opinion
from tests.maps.conftest import Open
from tests.maps.test_axe import axe_script, violations
from tests.maps.test_safety import PAYLOADS


def test_notes_stand_in_the_panel_as_text(open_map: Open, small_graph: Graph) -> None:
    about = next(i for i, e in small_graph.entities.items() if e.name == "Malmö line 1")
    text = "\n".join(["**We think** [so](javascript:window.hit=1).", *PAYLOADS])
    notes = (
        Opinion("notes/a.md", (about,), f"Jo {PAYLOADS[0]}", date(2026, 1, 5), f"Title {PAYLOADS[2]}", text),
        Opinion("notes/b.md", ("nobody",), "Eve", date(2026, 1, 5), "", "Not here."),
    )
    opened = open_map(small_graph, notes=notes, context={"bypass_csp": True})
    opened.search("Malmö line 1")
    shown = opened.page.inner_text("#panel")
    assert "Notes (opinion)" in shown
    assert f"Opinion of Jo {PAYLOADS[0]}, 5 January 2026" in shown
    assert f"Title {PAYLOADS[2]}" in shown
    assert "**We think** [so](javascript:window.hit=1)." in shown
    packed = opened.page.locator("#map-details").text_content() or ""
    held = json.loads(gzip.decompress(base64.b64decode(packed)))["opinions"]
    assert held["title"]["d"] == [f"Title {PAYLOADS[2]}"]  # nothing of the note on what is not here
    assert opened.page.evaluate("window.hit") is None
    opened.page.evaluate(axe_script())
    assert violations(opened.page) == []


def test_no_notes_no_heading(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    opened.search("Malmö line 1")
    assert "opinion" not in opened.page.inner_text("#panel")

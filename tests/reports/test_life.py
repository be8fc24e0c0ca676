"""The life of a line in `show`, what is disputed, and edges that name an entity as their item."""

from __future__ import annotations

from typing import Any

from graphkit.reports.show import show
from tests.reports.corpus import corpus, corpus_graph


def tables(entity: str) -> dict[str, list[dict[str, Any]]]:
    """The tables of `show` by title."""
    graph = corpus_graph()
    return {t.title: t.records() for t in show(graph, graph.entities[entity], corpus().model).tables}


def test_the_life_of_a_line_in_the_order_of_its_ladder() -> None:
    life = tables("sak-yibin-line-1")["life"]
    assert [(r["stage"], r["planned"], r["came"], r["delay"]) for r in life] == [
        ("equipment_delivery", "", "2025-07-15", ""),
        ("equipment_delivery", "", "2025-08/2025-09", ""),
        ("equipment_installation", "", "2025-08/2025-09", ""),
        ("completion", "by mid 2025-09", "by 2025-11-10 (production_start)", "in time or up to 51 days late"),
        ("handover", "by mid 2025-09", "by 2025-11-10 (production_start)", "in time or up to 51 days late"),
        ("production_start", "2025-10", "2025-11-10", "10 to 40 days late"),
    ]
    assert {r["state"] for r in life} == {"reached"}


def test_a_firm_shows_the_life_of_its_sites_and_products() -> None:
    parts = tables("sak-power")["life of its parts"]
    assert {(r["id"], r["stage"], r["delay"], r["state"]) for r in parts if r["delay"]} == {
        ("sak-yibin-line-1", "completion", "in time or up to 51 days late", "reached"),
        ("sak-yibin-line-1", "handover", "in time or up to 51 days late", "reached"),
        ("sak-yibin-line-1", "production_start", "10 to 40 days late", "reached"),
        ("sak-yibin-electrolyte-facility", "production_start", "overdue for 2 days", "overdue"),
    }
    ahead = {r["id"]: (r["planned"], r["came"], r["state"]) for r in parts if r["id"] == "sak-yibin-phase-2"}
    assert ahead == {"sak-yibin-phase-2": ("2027", "", "planned")}


def test_a_project_shows_the_life_of_its_phases_and_lines() -> None:
    ids = {r["id"] for r in tables("sak-yibin-project")["life of its parts"]}
    assert {"sak-yibin-line-1", "sak-yibin-phase-1", "sak-yibin-phase-2"} <= ids
    assert "sak-yibin-pack-line" not in ids


def test_what_is_disputed_is_named() -> None:
    graph = corpus_graph()
    shown = show(graph, graph.entities["sak-yibin-line-1"], corpus().model).entity
    assert shown["disputed"] is True
    assert "route" in shown["disputed_in"]  # sulfide in p12, polymerised in situ in p4


def test_an_item_shows_who_supplies_it() -> None:
    rows = tables("solid-power-large-assb-cell")["named in"]
    assert [(r["edge"], r["from_id"], r["to_id"]) for r in rows if r["edge"] == "SUPPLIES"] == [
        ("SUPPLIES", "solid-power", "bmw-group")
    ]

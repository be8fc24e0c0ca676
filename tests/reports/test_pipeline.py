"""The pipeline: a capacity counts once, at the lowest level, and units stay apart."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.reports.pipeline import details, for_people, lines, pipeline
from tests.graph.kernel_world import graph, model
from tests.reports.corpus import corpus, corpus_graph


def cells(by: str = "year", **wanted: str) -> dict[str, Any]:
    """The one row of the corpus with these cells."""
    found = pipeline(corpus_graph(), corpus().model, by).records()
    (row,) = [r for r in found if all(r[k] == v for k, v in wanted.items())]
    return row


def test_half_and_three_and_a_half_gigawatt_hours_are_the_four_of_the_project() -> None:
    counted = {n.id: [(s.metric, s.planned, float(s.nominal or 0)) for s in n.capacities] for n in lines(
        corpus_graph(), corpus().model
    )}  # fmt: skip
    assert counted["sak-yibin-line-1"] == [("capacity", False, 0.5)]
    assert counted["sak-yibin-phase-2"] == [("capacity", True, 3.5)]
    assert "sak-yibin-phase-1" not in counted
    assert "sak-yibin-project" not in counted
    assert "sak-yibin-base" not in counted


def test_sak_power_installed_and_planned() -> None:
    running = cells("firm", firm="Sak Power", status="operating")
    # 0.5 GWh and the pilot line of 30 MWh.
    assert (running["lines"], running["capacity_gwh"]) == (2, pytest.approx(0.53))
    planned = cells("firm", firm="Sak Power", status="planned")
    # 3.5 GWh of phase II, 100 MWh of the pilot line; 3,000 t of adhesive are another unit.
    assert (planned["capacity_planned_gwh"], planned["capacity_planned_t_a"]) == (pytest.approx(3.6), 3000)
    # The platform, the PACK line and the electrolyte facility have no capacity told.
    assert (planned["lines"], planned["capacity_unknown"], planned["overdue"]) == (6, 3, 1)
    assert planned["capacity_gwh"] is None


def test_years_of_production_start() -> None:
    assert cells(year="2027", status="planned")["lines"] == 2  # phase II, adhesive
    assert cells(year="2026", status="building")["capacity_planned_gwh"] == 0.1  # Jiugong, first quarter
    row = cells(year="2025", status="operating")
    assert (row["power_mw"], row["energy_mwh"]) == (200, 800)  # Wuhai
    assert row["unnamed"] == 3  # GWh-level lines, pilot lines and ESS projects, in the plural and without a name


def test_bounds_are_told() -> None:
    row = cells("firm", firm="Xingfa Group", status="building")
    assert row["capacity_planned_t_a_min"] == 10_000
    assert row["capacity_planned_t_a_max"] > 10_000
    (shown,) = [r for r in for_people(pipeline(corpus_graph(), corpus().model, "firm")).records()
                if r["firm"] == "Xingfa Group"]  # fmt: skip
    assert shown["capacity_planned_t_a"].startswith("10,000 (10,000 to ")


@pytest.mark.parametrize("by", ["year", "firm", "class", "place"])
def test_however_grouped_all_lines_are_there(by: str) -> None:
    found = pipeline(corpus_graph(), corpus().model, by).records()
    listed = details(corpus_graph(), corpus().model, by)
    assert sum(r["lines"] + r["unnamed"] for r in found) == len(listed.rows)
    assert sum(r["capacity_gwh"] or 0 for r in found) == pytest.approx(2.73)  # 0.5 + 0.03 + 2 + 0.2


def test_a_whole_that_alone_states_a_capacity_has_it_once() -> None:
    made = graph(
        "s01 | line-1 | PART_OF | plant-1", "s01 | plant-1 | capacity | 10 GWh", "s01 | line-1 | completion | | 2025-01"
    )
    (row,) = pipeline(made, model(), "firm").records()[:1]
    totals = [r["capacity_gwh"] for r in pipeline(made, model()).records()]
    assert [t for t in totals if t is not None] == [10]
    assert sum(r["lines"] for r in pipeline(made, model()).records()) == 1
    assert row["firm"] == "(no firm)"

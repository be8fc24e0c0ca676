"""Capacity over time: each figure once, plans at their newest date, operating apart from planned, units apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from graphkit.analysis.answer import Answer
from graphkit.analysis.figures.plants import plants
from graphkit.analysis.questions import CAPACITY_BY
from graphkit.analysis.questions.capacity import answer
from graphkit.analysis.study import Study
from graphkit.reports.pipeline import details, pipeline
from tests.analysis.world import chain, study
from tests.graph.kernel_world import graph, model
from tests.reports.corpus import corpus, corpus_graph

RUNS = ("s02 | plant | capacity | 2 GWh", "s02 | plant | production_start | | 2025-01-20")
PLAN = "s01 | plant | capacity | 2 GWh | | planned"


def rows(found: Answer, **wanted: Any) -> list[tuple[Any, ...]]:
    """(year, state, least, nominal, most) of the rows with these cells."""
    return [
        tuple(r[c] for c in ("year", "state", "least", "nominal", "most"))
        for r in found.table.records()
        if all(r[k] == v for k, v in wanted.items())
    ]


def test_what_operates_counts_from_the_year_of_its_start() -> None:
    assert rows(answer(study(*RUNS)), metric="capacity") == [(2025, "operating", 2, 2, 2)]


def test_a_figure_without_a_start_is_there_by_the_day_of_its_telling() -> None:
    found = answer(study("s02 | plant | capacity | 2 GWh"))
    assert rows(found) == [(2025, "operating", 2, 2, 2)]
    assert rows(answer(study("s02 | plant | capacity | 2 GWh"), year=2024)) == [(2024, "operating", 0, 0, 2)]


def test_what_was_not_yet_told_to_be_made_does_not_operate() -> None:
    made = chain("s02 | plant | capacity | 2 GWh")
    latest = max(days[1] for c in made.claims.values() if (days := c.said))
    earliest = min(days[0] for c in made.claims.values() if (days := c.said))
    states = {
        day: {r["state"] for r in answer(Study(replace(made, as_of=day), model())).table.records()}
        for day in (latest, earliest - timedelta(days=1))
    }
    assert list(states.values()) == [{"operating"}, {"built"}]


def test_a_plan_that_moved_counts_at_its_newest_date() -> None:
    dates = [
        "s01 | plant | production_start | | 2026-06 | planned | | cellco",
        "s05 | plant | production_start | | 2027-03 | planned | | cellco",
    ]
    found = answer(study(PLAN, *dates))
    assert rows(found) == [(2027, "planned", 2, 2, 2)]
    (slip,) = found.more["slips"].records()
    assert (slip["node"], slip["planned"], slip["now"], slip["outcome"]) == ("plant", "2026-06", "2027-03", "moved")
    # From 30 June 2026 to 1 March 2027 are 244 days, from 1 June 2026 to 31 March 2027 are 303.
    assert slip["slip"] == "put off by 244 to 303 days"


def test_between_the_first_and_the_last_day_of_a_plan_it_may_be_there() -> None:
    found = answer(study(PLAN, "s01 | plant | production_start | | 2027/2029 | planned"))
    assert rows(found) == [(2027, "planned", 0, 0, 2), (2029, "planned", 2, 2, 2)]
    assert rows(answer(study(PLAN, "s01 | plant | production_start | | 2027/2029 | planned"), year=2026)) == []


def test_a_plan_for_a_site_that_operates_counts_for_what_it_adds() -> None:
    found = answer(study(*RUNS, "s02 | plant | capacity | 5 GWh | by 2028 | planned"))
    assert rows(found, year=2028) == [(2028, "planned", 3, 3, 3)]
    assert rows(found, state="operating") == [(2025, "operating", 2, 2, 2)]


def test_overdue_and_undated_plans_stand_apart_in_no_year() -> None:
    day = "s12 | spare | PRODUCES | other"  # said in December, so the graph stands then
    late = answer(study(PLAN, "s01 | plant | production_start | | 2025-02 | planned", day))
    assert rows(late) == [(None, "overdue", 2, 2, 2)]
    assert ("plant", "Plant", "cell", "what became of its plan") in late.gaps.rows
    undated = answer(study(PLAN))
    assert rows(undated) == [(None, "undated", 2, 2, 2)]
    assert ("plant", "Plant", "cell", "when it begins to operate") in undated.gaps.rows


def test_what_is_built_and_not_told_to_operate_is_neither_operating_nor_planned() -> None:
    found = answer(study("s02 | plant | capacity | 2 GWh", "s02 | plant | completion | | 2025-01"))
    assert rows(found) == [(2025, "built", 2, 2, 2)]


def test_open_ends_stay_open_and_never_become_a_number() -> None:
    found = answer(study("s02 | plant | capacity | over 2 GWh"))
    assert rows(found) == [(2025, "operating", 2, 2, None)]


def test_a_range_without_a_named_number_has_no_nominal() -> None:
    assert rows(answer(study("s02 | plant | capacity | 2-3 GWh"))) == [(2025, "operating", 2, None, 3)]


def test_units_and_stages_are_never_added_together() -> None:
    more = ("s02 | mine-a | material_capacity | 100 t/a", "s02 | mine-b | material_capacity | 50 t/a")
    found = answer(study("s02 | plant | capacity | 2 GWh", *more))
    assert rows(found, unit="GWh per year") == [(2025, "operating", 2, 2, 2)]
    assert rows(found, unit="t/a", stage="material") == [(2025, "operating", 150, 150, 150)]


def test_a_figure_of_a_firm_counts_only_where_none_of_its_sites_states_one() -> None:
    firm = "s02 | cellco | capacity | 9 GWh"
    assert rows(answer(study(firm, "s02 | plant | capacity | 2 GWh"))) == [(2025, "operating", 2, 2, 2)]
    assert rows(answer(study(firm))) == [(2025, "operating", 9, 9, 9)]
    item = "s02 | cell | capacity | 7 GWh"
    assert rows(answer(study(firm, item))) == [(2025, "operating", 9, 9, 9)]  # its maker states one
    assert rows(answer(study(item))) == [(2025, "operating", 7, 7, 7)]


def test_a_maker_of_several_items_counts_for_each_from_none_to_all() -> None:
    second = "s02 | plant | PRODUCES | cell-2"
    found = answer(study(*RUNS, second, types={"cell-2": "Product"}), by="product")
    assert rows(found, node="cell") == rows(found, node="cell-2") == [(2025, "operating", 0, None, 2)]
    assert any(line.startswith("makers of several items") and "Plant" in line for line in found.assumed)


def test_groups_by_country_technology_and_firm() -> None:
    told = (*RUNS, "s02 | plant | country | CN", "s02 | plant | USES | wet-route", "s02 | cell | class | all-solid")
    assert {r["node"] for r in answer(study(*told), by="country").table.records()} == {"CN"}
    assert {r["node"] for r in answer(study(*told), by="technology").table.records()} == {
        "wet-route",
        "class=all-solid",
    }
    assert {r["node"] for r in answer(study(*told), by="firm").table.records()} == {"cellco"}
    assert {r["node"] for r in answer(study(*RUNS), by="country").table.records()} == {"unknown"}


def test_a_plant_without_a_figure_is_listed_and_is_no_zero() -> None:
    found = answer(study())
    assert found.table.rows == ()
    silent = {name for row in found.more["without_figure"].records() for name in row["plants_of"]}
    assert silent == {"Far", "Mine-A", "Mine-B", "Plant", "Carco", "Spare"}  # cellco makes its cells at the plant
    assert ("mine-a", "Mine-A", "salt", "how much it can make") in found.gaps.rows


def test_without_planned_relations_plans_are_left_out() -> None:
    assert answer(study(*RUNS, "s02 | plant | capacity | 5 GWh | by 2028 | planned", planned=False)).table.rows == (
        answer(study(*RUNS, planned=False)).table.rows
    )


def test_a_part_makes_what_the_whole_is_told_to_make() -> None:
    found = {p.node: p for p in plants(study("s02 | plant-2 | PART_OF | plant", "s02 | plant-2 | capacity | 1 GWh"))}
    assert found["plant-2"].items == ("cell",)
    assert found["plant-2"].firms == ("cellco",)
    assert "plant" not in found  # its part states the figure


def test_forecasts_stand_beside_and_are_not_converted() -> None:
    told = "s01 | m | shipments | 10-12 GWh | 2028 | forecast | class=all-solid"
    (row,) = answer(study(told, types={"m": "Market"})).more["forecasts"].records()
    assert (row["least"], row["nominal"], row["most"], row["unit"], row["scope"]) == (
        10,
        None,
        12,
        "GWh",
        "class=all-solid",
    )


def test_the_order_of_claims_does_not_matter() -> None:
    told = (*RUNS, PLAN, "s01 | mine-a | material_capacity | 100 t/a")
    assert answer(study(*told)) == answer(study(*reversed(told)))


def test_a_figure_of_a_firm_is_that_of_its_silent_sites_too() -> None:
    found = {p.node: p for p in plants(study("s02 | cellco | capacity | 9 GWh"))}
    assert (found["cellco"].items, found["cellco"].whole) == (("cell",), True)
    assert "plant" not in found
    mass = {p.node: p for p in plants(study("s02 | cellco | material_capacity | 9 t/a"))}
    assert mass["plant"].capacities == ()  # cells are not counted by mass: how many the plant makes is not known


def test_materials_are_counted_by_mass_and_cells_by_energy() -> None:
    both = ("s02 | plant | PRODUCES | salt", "s02 | plant | material_capacity | 40 t/a")
    found = answer(study(*RUNS, *both), by="material")
    assert rows(found, node="salt") == [(2025, "operating", 40, 40, 40)]
    assert rows(answer(study(*RUNS, *both), by="product"), node="cell") == [(2025, "operating", 2, 2, 2)]


def test_a_figure_of_what_is_not_told_to_make_anything_is_there_and_not_operating() -> None:
    found = answer(study("s02 | plant-2 | capacity | 2 GWh"))
    assert rows(found) == [(2025, "built", 2, 2, 2)]
    taken = answer(study("s02 | plant | capacity | 2 GWh")).assumed
    assert "operating, since they are told to make it, and no stage of theirs is told: Plant" in taken


@pytest.mark.parametrize("by", CAPACITY_BY)
def test_on_the_corpus_bounds_are_in_order(by: str) -> None:
    for row in answer(Study(corpus_graph(), corpus().model), by).table.records():
        told = [row[c] for c in ("least", "nominal", "most") if row[c] is not None]
        assert told == sorted(told), row


def test_what_is_there_is_what_the_pipeline_counts_as_installed() -> None:
    found = answer(Study(corpus_graph(), corpus().model), year=2026).table.records()
    there = [r["nominal"] for r in found if r["metric"] == "capacity" and r["state"] in ("operating", "built")]
    lines = pipeline(corpus_graph(), corpus().model, "firm").records()
    assert sum(there) == pytest.approx(sum(r["capacity_gwh"] or 0 for r in lines))


def test_areas_are_of_materials_and_pieces_of_products() -> None:
    both = ("s02 | plant | PRODUCES | salt", "s02 | plant | area_capacity | 3 million m²")
    pieces = "s02 | plant | unit_capacity | 20,000 packs/month"
    assert rows(answer(study(*RUNS, *both, pieces), by="material"), node="salt") == [
        (2025, "operating", 3_000_000, 3_000_000, 3_000_000)
    ]
    made = answer(study(*RUNS, *both, pieces), by="product")
    assert rows(made, node="cell", metric="unit_capacity", unit="units/a") == [
        (2025, "operating", 240_000, 240_000, 240_000)
    ]


def test_the_pipeline_has_no_sum_of_pieces_and_knows_of_them() -> None:
    made = graph("s02 | line-1 | unit_capacity | 300,000 vehicles/a", "s02 | plant-1 | area_capacity | 5 m²/a")
    (row,) = pipeline(made, model()).records()
    assert row["capacity_unknown"] == 0 and row["capacity_m2_a"] == 5
    assert not [name for name in row if "units" in name]
    assert [r["installed"] for r in details(made, model()).records()] == [["300,000 units/a"], ["5 m²/a"]]

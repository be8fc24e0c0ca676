"""Numbers and words as properties of an entity: what fills them, in which unit, and what leaves them empty."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.graph.kernel_world import graph, observation


def test_a_plain_value_is_installed_and_a_plan_stands_apart_each_with_its_date() -> None:
    made = graph("s12 | line-1 | capacity | 0.5 GWh | 2025-11", "s12 | line-1 | capacity | 4 GWh | by 2028 | planned")
    found = made.entities["line-1"].properties
    assert (found["capacity_gwh"], found["capacity_gwh_date"]) == (0.5, "2025-11")
    assert (found["capacity_planned_gwh"], found["capacity_planned_gwh_date"]) == (4, "by 2028")


def test_a_plan_alone_fills_no_plain_property() -> None:
    made = graph("s12 | line-1 | capacity | 4 GWh | | planned", "s12 | line-1 | class | all-solid | | planned")
    assert made.entities["line-1"].properties == {"capacity_planned_gwh": 4, "class_planned": "all-solid"}


def test_a_withdrawn_plan_fills_no_property() -> None:
    made = graph("s12 | line-1 | capacity | 4 GWh | | withdrawn")
    assert made.entities["line-1"].properties == {}


def test_a_scoped_value_fills_no_plain_property() -> None:
    made = graph("s12 | line-1 | capacity | 1 GWh | | | class=all-solid")
    assert "capacity_gwh" not in made.entities["line-1"].properties


def test_of_two_periods_the_later_is_current_on_the_node() -> None:
    made = graph("s12 | line-1 | capacity | 2 GWh | 2025-11", "s12 | line-1 | capacity | 1 GWh | 2025-03")
    assert made.entities["line-1"].properties["capacity_gwh"] == 2


def test_a_capacity_without_a_period_is_per_year_and_marked_implied() -> None:
    made = graph("s12 | plant-1 | material_capacity | 20 mt")
    found = observation(made, "plant-1", "material_capacity")
    assert (found.value, found.unit, found.per, found.per_implied) == (Decimal(20), "t/a", "year", True)
    stated = graph("s12 | plant-1 | material_capacity | 20 t/year")
    assert not observation(stated, "plant-1", "material_capacity").per_implied


def test_one_number_in_two_notations_is_one_statement() -> None:
    made = graph("s03 | line-1 | capacity | 0.5 GWh", "s04 | line-1 | capacity | 500 MWh")
    (found,) = made.observations_of("line-1")
    assert (found.value, len(found.claims)) == (Decimal("0.5"), 2)
    alone = graph("s03 | line-1 | capacity | 0.5 GWh")
    assert [o.uid for o in alone.observations_of("line-1")] == [found.uid]


def test_numbers_that_cannot_both_be_true_are_disputed() -> None:
    made = graph(
        "s03#p1 | line-1 | capacity | over 2 GWh | | | | acme", "s03#p2 | line-1 | capacity | 1 GWh | | | | borel"
    )
    assert observation(made).disputed


def test_by_2028_of_a_forecast_means_in_2028() -> None:
    made = graph("s03 | acme | shipments | 13.5 GWh | by 2028 | forecast")
    found = observation(made, "acme", "shipments")
    assert (found.earliest, found.latest, found.period) == (date(2028, 1, 1), date(2028, 12, 31), "by 2028")

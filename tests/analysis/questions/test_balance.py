"""Demand against capacity: amounts per unit times forecasts and capacities; what is not stated is a gap."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.analysis.answer import Answer
from graphkit.analysis.questions.balance import answer
from graphkit.analysis.study import Study
from graphkit.errors import AnalysisError, UsageError
from tests.analysis.world import study

PER = "s01#p8 | salt | INPUT_TO | cell | | | essential=yes; per=0.5 kg/kWh"
CELLS = ("s02 | plant | capacity | 2 GWh", "s02 | plant | production_start | | 2025-01-20")
SALT = ("s02 | mine-a | material_capacity | 800 t/a", "s02 | mine-b | material_capacity | 300 t/a")
MARKET = ("s02 | cell | class | all-solid", "s02 | m | shipments | 10 GWh | 2027 | forecast | class=all-solid")


def told(*rows: str, per: str = PER, types: dict[str, str] | None = None) -> Study:
    """The chain with an amount of salt per cell."""
    return study(per, *rows, without="salt | INPUT_TO | cell", types={"m": "Market", **(types or {})})


def cells(found: Answer, side: str, **wanted: Any) -> list[tuple[Any, ...]]:
    """(state, least, nominal, most) of the rows of a side."""
    return [
        (r["state"], r["least"], r["nominal"], r["most"])
        for r in found.table.records()
        if r["side"] == side and all(r[k] == v for k, v in wanted.items())
    ]


def test_half_a_kilogram_a_kilowatt_hour_is_500_tons_a_gigawatt_hour() -> None:
    found = answer(told(*CELLS, *SALT), "salt", 2027)
    assert cells(found, "demand", state="operating") == [("operating", 1000, 1000, 1000)]
    assert cells(found, "capacity") == [("operating", 1100, 1100, 1100)]
    assert cells(found, "balance", state="operating") == [("operating", 100, 100, 100)]
    assert {r["unit"] for r in found.table.records()} == {"t/a"}
    assert "Salt in Cell: 0.5 kg/kWh" in found.assumed
    assert not found.scenario


def test_an_interval_of_amounts_gives_an_interval() -> None:
    range_ = PER.replace("0.5 kg", "0.4-0.6 kg")
    found = answer(told(*CELLS, *SALT, per=range_), "salt", 2027)
    assert cells(found, "demand", state="operating") == [("operating", 800, None, 1200)]
    assert cells(found, "balance", state="operating") == [("operating", -100, None, 300)]


def test_planned_stands_apart_from_operating() -> None:
    more = "s02 | plant | capacity | 5 GWh | by 2026 | planned"
    found = answer(told(*CELLS, *SALT, more), "salt", 2027)
    assert cells(found, "demand") == [("operating", 1000, 1000, 1000), ("with planned", 2500, 2500, 2500)]
    assert cells(found, "balance") == [("operating", 100, 100, 100), ("with planned", -1400, -1400, -1400)]


def test_a_maker_without_a_figure_leaves_the_most_open() -> None:
    found = answer(told(*CELLS, SALT[0]), "salt", 2027)
    assert cells(found, "capacity") == [("operating", 800, 800, None)]
    assert cells(found, "balance", state="operating") == [("operating", -200, -200, None)]
    assert ("mine-b", "Mine-B", "salt", "how much it can make") in found.gaps.rows


def test_a_market_is_served_from_none_to_all() -> None:
    found = answer(told(*MARKET, *SALT), "salt", 2027)
    assert cells(found, "demand", state="forecast") == [("forecast", 0, None, 5000)]
    assert cells(found, "balance", state="operating") == [("operating", -3900, None, 1100)]
    assert cells(answer(told(*MARKET, *SALT), "salt", 2028), "demand") == []  # no forecast for that year


def test_two_products_of_one_class_do_not_need_the_market_twice() -> None:
    second = ("s02 | cell-2 | class | all-solid", "s02 | salt | INPUT_TO | cell-2 | | | per=0.7 kg/kWh")
    found = answer(told(*MARKET, *second, types={"cell-2": "Product"}), "salt", 2027)
    assert cells(found, "demand", state="forecast") == [("forecast", 0, None, 7000)]
    unknown = second[1].replace("; per=0.7 kg/kWh", "").replace(" | | | per=0.7 kg/kWh", "")
    found = answer(told(*MARKET, second[0], unknown, types={"cell-2": "Product"}), "salt", 2027)
    assert cells(found, "demand", state="forecast") == [("forecast", 0, None, None)]


def test_a_share_of_all_batteries_is_one_of_the_demand_for_them() -> None:
    shares = (
        "s02 | cell | class | all-solid",
        "s02 | m | demand | 1000 GWh | 2030 | forecast | class=lithium-ion",
        "s02 | m | penetration | 4-5 % | 2030 | forecast | class=all-solid",
    )
    found = answer(told(*shares), "salt", 2030)
    assert cells(found, "demand") == [("forecast", 0, None, 25000)]  # 5 % of 1,000 GWh, 500 t each
    assert any(line.startswith("the share in all batteries is one of") for line in found.assumed)


def test_demand_is_followed_upstream_through_materials() -> None:
    ore = "s01#p4 | ore | INPUT_TO | salt | | | essential=yes; per=40 %"
    found = answer(
        study(PER, ore, *MARKET, *SALT, without="| INPUT_TO |", types={"m": "Market"}), "ore", 2027
    )  # fmt: skip
    assert cells(found, "demand") == [
        ("forecast", 0, None, 2000), ("operating", 440, 440, 440), ("with planned", 440, 440, 440),
    ]  # fmt: skip


def test_what_another_may_stand_in_for_is_needed_from_none_on() -> None:
    other = "s01 | other | INPUT_TO | cell | | | substitute_for=salt"
    found = answer(told(*CELLS, other), "salt", 2027)
    assert cells(found, "demand", state="operating") == [("operating", 0, None, 1000)]


def test_without_an_amount_per_unit_there_is_a_gap_and_no_zero() -> None:
    found = answer(study(*CELLS, *SALT), "salt", 2027)
    assert cells(found, "demand") == cells(found, "balance") == []
    whats = {(row[0], row[3]) for row in found.gaps.rows}
    assert {("cell", "how much of it goes into one unit (kg/kWh)"), ("salt", "how much is asked for in 2027")} <= whats


def test_an_amount_that_is_given_makes_it_a_scenario_but_never_replaces_a_stated_one() -> None:
    found = answer(study(*CELLS, *SALT), "salt", 2027, ["1 kg/kWh"])
    assert found.scenario and cells(found, "demand", state="operating") == [("operating", 2000, 2000, 2000)]
    stated = answer(told(*CELLS, *SALT), "salt", 2027, ["1 kg/kWh"])
    assert not stated.scenario and cells(stated, "demand", state="operating") == [("operating", 1000, 1000, 1000)]


def test_an_amount_in_a_unit_that_does_not_fit_is_told() -> None:
    found = answer(told(*CELLS, *SALT, per=PER.replace("0.5 kg/kWh", "3 kg")), "salt", 2027)
    assert cells(found, "demand") == []
    assert any("stated is 3 kg" in row[3] for row in found.gaps.rows)


@pytest.mark.parametrize("wrong", ["0.5 kg", "much", "-1 kg/kWh"])
def test_no_amount_per_unit(wrong: str) -> None:
    with pytest.raises(UsageError):
        answer(study(), "salt", 2027, [wrong])


def test_a_balance_is_of_a_material_or_product() -> None:
    with pytest.raises(AnalysisError, match="of type Firm"):
        answer(study(), "far", 2027)


def test_undated_plans_are_told_and_stand_in_no_year() -> None:
    works = ("s02 | plant-2 | PRODUCES | salt", "s02 | plant-2 | material_capacity | 900 t/a | | planned")
    found = answer(told(*CELLS, *works),
                   "salt", 2027)  # fmt: skip
    assert cells(found, "capacity") == [("undated", 900, 900, 900)]
    assert cells(found, "balance") == []


def test_a_figure_of_the_item_itself_is_that_of_all_its_makers() -> None:
    found = answer(told(*CELLS, "s02 | salt | material_capacity | 700 t/a"), "salt", 2027)
    assert cells(found, "capacity") == [("operating", 700, 700, 700)]

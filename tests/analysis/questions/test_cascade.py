"""The cascade over the facts: scores by hand where shares are stated, bands where they are not, and what is told."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.analysis.answer import Answer
from graphkit.analysis.groups.sales import FINAL, sales
from graphkit.analysis.questions import cascade
from graphkit.analysis.strikes import read_strike
from graphkit.analysis.study import Study
from graphkit.errors import AnalysisError
from graphkit.reports.find import locate
from tests.analysis.world import study

SHARES = (
    "s02#p1 | mine-a | SUPPLIES | plant | | | item=salt; share=75 %",
    "s02#p2 | mine-b | SUPPLIES | plant | | | item=salt; share=25 %",
)


def asked(made: Study, *strikes: str, **options: Any) -> Answer:
    """The answer, for few samples."""
    found = [read_strike(made, text, lambda t: locate(made.graph, t)) for text in strikes]
    return cascade.answer(made, found, **({"samples": 5} | options))


def scores(answer: Answer) -> dict[str, tuple[float, float, float]]:
    """Median scores by firm: both directions, downstream, upstream."""
    return {r["node"]: (r["score"], r["score_down"], r["score_up"]) for r in answer.table.records()}


def test_the_sales_of_the_chain() -> None:
    sold = sales(study(*SHARES))
    assert sold.known == {
        ("mine-a|salt", "ore"): {"far|ore": 1.0},
        ("mine-b|salt", "ore"): {"far|ore": 1.0},
        ("cellco|cell", "salt"): {"mine-a|salt": 0.75, "mine-b|salt": 0.25},
        ("carco|car", "cell"): {"cellco|cell": 1.0},
        (FINAL, "car"): {"carco|car": 1.0},
        (FINAL, "other"): {"spare|other": 1.0},
    }
    assert sold.sector["mine-a|salt"] == sold.market["mine-b|salt"] == "salt"
    assert (sold.essentiality["ore", "salt"], sold.essentiality["car", FINAL]) == (2, 0)
    assert sold.unsaid == {("carco|car", "cell")}  # nobody says that the car needs the cell


def test_scores_by_hand() -> None:
    # Six units are sold: ore two (one to each mine), salt, cell, car, other. Far takes all but `other` with it.
    found = scores(asked(study(*SHARES)))
    assert found["far"] == pytest.approx((5 / 6, 5 / 6, 2 / 6), abs=1e-4)
    # Carco's suppliers lose their only buyer, all the way up.
    assert found["carco"] == pytest.approx((5 / 6, 1 / 6, 5 / 6), abs=1e-4)
    assert found["cellco"] == pytest.approx((5 / 6, 2 / 6, 4 / 6), abs=1e-4)
    assert found["spare"] == pytest.approx((1 / 6, 1 / 6, 1 / 6), abs=1e-4)
    # Mine-A: three quarters of the salt, not to be replaced by the quarter that is left; half of the sales of ore.
    assert found["mine-a"] == pytest.approx((3.25 / 6, 2.25 / 6, 1.75 / 6), abs=1e-4)
    # Mine-B: a quarter, of which two thirds are replaced (its market share of what is left: a third counts).
    assert found["mine-b"][1] == pytest.approx((0.25 + 2 * 0.25 / 3) / 6, abs=1e-4)


def test_stated_shares_leave_nothing_to_sample_but_volumes_make_it_a_scenario() -> None:
    answer = asked(study(*SHARES), samples=50)
    assert (answer.scenario, answer.asked["samples"], answer.asked["tau"]) == (True, 1, None)
    assert any("amounts to one unit of sales: of 6 none is stated" in line for line in answer.assumed)
    assert any(line.startswith("a scenario: no source states") for line in answer.bounds)


def test_unknown_shares_give_a_band_the_seed_repeats_it() -> None:
    answer = asked(study(), samples=20, seed=3)
    row = next(r for r in answer.table.records() if r["node"] == "mine-a")
    assert row["score_low"] < row["score"] < row["score_high"]
    assert (row["rank_best"], row["rank_worst"]) == (4, 5)  # after far, carco and cellco; against mine-b
    assert ("cellco|cell", "Cellco: Cell", "salt", "the shares of its suppliers of Salt") in answer.gaps.rows
    assert answer.table == asked(study(), samples=20, seed=3).table
    assert answer.table != asked(study(), samples=20, seed=4).table
    told = " ".join(answer.bounds)
    assert "eps 0.01" in told and "20 samples" in told and "seed 3" in told and "Kendall's tau" in told


def test_a_range_counts_with_its_middle_and_is_told() -> None:
    rows = ("s02 | mine-a | SUPPLIES | plant | | | item=salt; share=60-70 %", SHARES[1].replace("; share=25 %", ""))
    made = study(*rows)
    assert sales(made).known["cellco|cell", "salt"]["mine-a|salt"] == pytest.approx(0.65)
    assert any(line.startswith("1 shares that are stated as a range") for line in asked(made).assumed)


def test_a_strike_on_one_of_two_sites_is_half_of_the_line() -> None:
    made = study(*SHARES, "s01 | cellco | OPERATES | plant-2", "s01 | plant-2 | PRODUCES | cell")
    answer = asked(made, "plant")
    (row,) = answer.table.records()
    # Half of cell, car, salt, and of both units of ore; the second site buys salt too, which changes no share here.
    assert (row["node"], row["name"], row["score"]) == ("", "site Plant", pytest.approx(2.5 / 6, abs=1e-4))
    assert "sites of one line count as equal parts of it: Cellco: Cell" in answer.assumed


def test_a_struck_item_takes_all_its_lines() -> None:
    (row,) = asked(study(*SHARES), "salt").table.records()
    assert row["lines"] == ["Mine-A: Salt", "Mine-B: Salt"]
    assert row["score"] == pytest.approx(5 / 6, abs=1e-4)


def test_what_stands_in_for_something_is_one_input_on_two_markets() -> None:
    sold = sales(study("s01 | other | INPUT_TO | cell | | | essential=yes; substitute_for=salt"))
    assert sold.sector["spare|other"] == sold.sector["mine-a|salt"]
    assert sold.market["spare|other"] != sold.market["mine-a|salt"]


def test_stages_in_place_of_items() -> None:
    sold = sales(study(), by_stage=True)
    assert sold.sector["far|ore"] == sold.sector["mine-a|salt"] != sold.sector["cellco|cell"]
    assert asked(study(), by_stage=True).asked["sector"] == "stage"


def test_a_strike_outside_the_sales_is_told() -> None:
    with pytest.raises(AnalysisError, match="no firm that is struck is known to sell or to buy anything"):
        asked(study("s01 | holding | OWNS | spare"), "holding")


def test_no_maker_no_sales() -> None:
    with pytest.raises(AnalysisError, match="no maker of anything is known"):
        asked(study(without="PRODUCES"))


def test_a_need_of_an_item_without_a_maker_is_a_gap() -> None:
    answer = asked(study(without="carco | PRODUCES"))
    assert any(row[0] == "car" and "who makes it" in row[3] for row in answer.gaps.rows)
    assert answer.marks["far"].word == "at least two thirds of the greatest score"

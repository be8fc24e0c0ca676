"""What one more supplier, maker, site or substitute, or a stock, would save: counted by hand on the small chain."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.analysis.answer import Answer
from graphkit.analysis.questions import mitigate
from graphkit.analysis.strikes import read_strike
from graphkit.errors import AnalysisError
from graphkit.reports.find import locate
from tests.analysis.world import study

STOCK = "s02#p1 | mine-a | stock_cover | 20 days | | | item=ore"


def asked(strike: str, *rows: str, lasts: float | None = None, also: tuple[str, ...] = ()) -> Answer:
    """The answer to one strike, or several."""
    made = study(*rows)
    strikes = [read_strike(made, text, lambda t: locate(made.graph, t)) for text in (strike, *also)]
    return mitigate.under_strikes(made, strikes, lasts)


def measures(answer: Answer) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Rows by (measure, node, item)."""
    return {(row["measure"], row["node"], row["item"]): row for row in answer.table.records()}


def test_what_each_measure_saves_without_far() -> None:
    # Far's line, ore, two mines with their lines, salt, plant and cellco with their lines, cell, carco, its line, car.
    found = measures(asked("far"))
    assert {key: (row["saves"], row["targets"]) for key, row in found.items()} == {
        ("maker", "ore", "ore"): (14, 2),  # all but Far's own line
        ("substitute", "", "ore"): (13, 2),
        ("supplier", "mine-a|salt", "ore"): (11, 2),  # one mine is enough for the rest
        ("supplier", "mine-b|salt", "ore"): (11, 2),
        ("maker", "salt", "salt"): (9, 2),
        ("supplier", "plant|cell", "salt"): (8, 2),
        ("substitute", "", "salt"): (8, 2),
        ("site", "cellco|cell", "cell"): (6, 2),  # the plant stands still, Cellco does not
        ("maker", "cell", "cell"): (4, 2),
        ("supplier", "carco|car", "cell"): (3, 1),
        ("substitute", "", "cell"): (3, 1),
        ("maker", "car", "car"): (1, 1),
    }


def test_ranked_by_products_then_by_nodes() -> None:
    found = [(row["measure"], row["item"]) for row in asked("far").table.records()]
    assert found[:2] == [("maker", "ore"), ("substitute", "ore")]
    assert found[-1] == ("maker", "car")


def test_of_a_struck_material_no_maker_helps_but_a_substitute() -> None:
    found = measures(asked("ore"))
    assert ("maker", "ore", "ore") not in found
    row = found["substitute", "", "ore"]
    assert (row["name"], row["saved"], row["firms"]) == ("every buyer", ["Car", "Cell"], 4)
    assert row["saves_certain"] == 2  # the two mines' lines, which stop for certain
    assert found["supplier", "mine-a|salt", "ore"]["saves_certain"] == 1


def test_what_cannot_help_alone_is_counted_not_listed() -> None:
    answer = asked("salt", "s01 | other | INPUT_TO | cell | | | essential=yes", also=("other",))
    # The plant has lost both: neither a supplier nor a substitute of one of them is enough.
    assert not {m for m, _, item in measures(answer) if item in ("salt", "other")}
    assert "4 further measures change nothing alone" in answer.bounds


def test_stocks_only_against_a_strike_that_ends() -> None:
    assert not any(row["measure"] == "stock" for row in asked("ore", STOCK).table.records())
    found = measures(asked("ore", STOCK, lasts=30))
    # Mine-A has 20 days: its own stock must last all 30; salt is gone from day 20 on, so the plant needs 10 days of it.
    assert found["stock", "mine-a|salt", "ore"]["stock_days"] == 30
    assert found["stock", "plant|cell", "salt"]["stock_days"] == 10
    assert found["stock", "plant|cell", "salt"]["saves"] == found["supplier", "plant|cell", "salt"]["saves"] == 8
    assert found["supplier", "plant|cell", "salt"]["stock_days"] is None


def test_what_a_stock_saves_already_is_no_gain() -> None:
    answer = asked("ore", STOCK, lasts=15)
    # In 15 days only Mine-B's line and Mine-B, and Far with its ore, stand still; nothing after salt.
    assert {key: row["saves"] for key, row in measures(answer).items()} == {
        ("supplier", "mine-b|salt", "ore"): 2, ("stock", "mine-b|salt", "ore"): 2, ("substitute", "", "ore"): 2,
    }  # fmt: skip
    assert any("0 days where no source speaks" in line for line in answer.assumed)


def test_single_points_that_a_measure_takes_away() -> None:
    # Single points of the cell: cellco, plant, their lines, salt, ore, far, far's line.
    answer = mitigate.of_target(study(), "cell")
    found = {key: row["removes"] for key, row in measures(answer).items()}
    assert found == {
        ("maker", "cell", "cell"): 8,
        ("site", "cellco|cell", "cell"): 6,
        ("supplier", "plant|cell", "salt"): 4,
        ("substitute", "", "salt"): 4,
        ("maker", "salt", "salt"): 3,  # without salt itself it still stops
        ("supplier", "mine-a|salt", "ore"): 3,
        ("supplier", "mine-b|salt", "ore"): 3,
        ("substitute", "", "ore"): 3,
        ("maker", "ore", "ore"): 2,
    }
    row = measures(answer)["site", "cellco|cell", "cell"]
    assert row["left"] == 2 and "cellco" not in row["removed_nodes"]
    assert row["removes_certain"] == 0  # none of them stops the cell for certain
    assert len(answer.asked["single_points"]) == 8


def test_certain_points_are_counted_apart() -> None:
    found = measures(mitigate.of_target(study(), "plant|cell"))
    # Salt is needed for certain: without it the plant's line stops, with another supplier it does not.
    assert found["supplier", "plant|cell", "salt"]["removes_certain"] == 1
    assert found["maker", "salt", "salt"]["removes_certain"] == 0


def test_a_target_of_which_nothing_is_known_is_told() -> None:
    with pytest.raises(AnalysisError, match="no supplier, maker or input of it is known"):
        mitigate.of_target(study(without="far | PRODUCES"), "ore")


def test_the_answer_says_what_it_assumes_and_rests_on() -> None:
    answer = asked("far")
    assert "needs nothing that is struck" in answer.assumed[0]
    assert answer.claims
    assert answer.marks["ore"].word == "helps most"
    empty = asked("spare|other", lasts=5)
    assert [row["measure"] for row in empty.table.records()] == ["maker"]  # another maker of it, and nothing more

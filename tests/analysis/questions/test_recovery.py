"""Who stops before what was struck is back: stocks and recoveries stated, assumed, unknown."""

from __future__ import annotations

import math
from typing import Any

from graphkit.analysis.answer import Answer
from graphkit.analysis.losses.survival import Days
from graphkit.analysis.questions import recovery
from graphkit.analysis.strikes import read_strike
from graphkit.reports.find import locate
from tests.analysis.world import study

STOCKS = (
    "s02#p1 | mine-a | stock_cover | 20 days | | | item=ore",
    "s02#p2 | mine-b | stock_cover | 40 days | | | item=ore",
)
_END = math.inf


def asked(strike: str, *rows: str, stock: Days | None = None, back: Days | None = None) -> Answer:
    """The answer to one strike."""
    made = study(*rows)
    return recovery.answer(made, [read_strike(made, strike, lambda t: locate(made.graph, t))], stock, back)


def rows(answer: Answer) -> dict[str, dict[str, Any]]:
    """Rows by node."""
    return {row["node"]: row for row in answer.table.records()}


def verdicts(answer: Answer, *nodes: str) -> list[str]:
    """The verdicts in the closed world."""
    found = rows(answer)
    return [found[node]["possible"] for node in nodes]


def test_where_nothing_is_known_it_depends_and_says_on_what() -> None:
    answer = asked("ore")
    row = rows(answer)["mine-a|salt"]
    assert (row["possible"], row["stops_least"], row["stops_most"]) == ("depends", 0, None)
    assert (row["recovery_least"], row["recovery_most"]) == (0, None)
    assert row["unknown"] == ["recovery of Ore", "stock of Ore at Mine-A: Salt"]
    assert {r[3] for r in answer.gaps.rows} >= {"how long until it is back", "how long its stock of Ore lasts"}
    # Far makes nothing but ore: no stock can come between.
    assert rows(answer)["far"]["possible"] == "hit"
    assert rows(answer)["ore"]["possible"] == "struck"


def test_a_stock_that_outlasts_the_strike_saves_all_below_it() -> None:
    answer = asked("ore", *STOCKS, back=(30, 30))
    found = rows(answer)
    assert (found["mine-a|salt"]["possible"], found["mine-a|salt"]["stops_least"]) == ("hit", 20)
    assert (found["mine-b|salt"]["possible"], found["mine-b|salt"]["stops_most"]) == ("safe", 40)
    # Salt is gone only once both mines stand still, and so is what is made of it, whatever stock there is.
    assert verdicts(answer, "salt", "plant|cell", "car") == ["safe", "safe", "safe"]
    assert (found["plant|cell"]["stops_least"], found["plant|cell"]["stops_most"]) == (40, None)


def test_a_recovery_between_the_two_stocks_depends() -> None:
    assert verdicts(asked("ore", *STOCKS, back=(30, 60)), "mine-a|salt", "mine-b|salt") == ["hit", "depends"]


def test_stocks_that_are_assumed_add_up_along_the_chain() -> None:
    # Salt is gone after 40 days; the plant's own stock of it comes on top. Back after 50 to 60.
    def of_plant(*stock: float) -> str:
        return verdicts(asked("ore", *STOCKS, back=(50, 60), stock=(stock[0], stock[-1])), "plant|cell")[0]

    assert (of_plant(5), of_plant(5, 15), of_plant(20)) == ("hit", "depends", "safe")
    answer = asked("ore", *STOCKS, back=(50, 60), stock=(5, 15))
    assert "a stock of which no source speaks lasts 5 to 15 days" in answer.assumed
    assert "what was struck is back after 50 to 60 days where no source tells" in answer.assumed
    assert (answer.asked["stock_days"], answer.asked["recovery_days"]) == ([5, 15], [50, 60])


def test_a_stated_recovery_wins_over_an_assumed_one() -> None:
    told = "s02#p3 | far | recovery_time | 10 to 15 days"
    for strike in ("far", "ore", "far|ore"):  # of an item the first of its lines that is back
        row = rows(asked(strike, *STOCKS, told, back=(90, 90)))["mine-a|salt"]
        assert (row["recovery_least"], row["recovery_most"], row["possible"]) == (10, 15, "safe")
    row = rows(asked("far", *STOCKS, told))["mine-a|salt"]
    assert row["unknown"] == []


def test_the_claims_of_stocks_and_recoveries_are_told() -> None:
    told = "s02#p3 | far | recovery_time | 10 to 30 days"
    made = study(*STOCKS, told)
    answer = recovery.answer(made, [read_strike(made, "far", lambda t: locate(made.graph, t))])
    row = rows(answer)["mine-a|salt"]
    places = {made.graph.claims[c].locator for c in row["claims"] if made.graph.claims[c].source == "s02"}
    assert (row["possible"], places) == ("depends", {"p1", "p3"})  # 20 days of stock, back after 10 to 30
    assert set(row["claims"]) <= set(answer.claims)


def test_certain_counts_only_what_is_known_to_be_whole() -> None:
    answer = asked("ore", *STOCKS, back=(30, 30))
    found = rows(answer)
    assert (found["mine-a|salt"]["certain"], found["mine-b|salt"]["certain"]) == ("hit", "safe")
    assert found["salt"]["certain"] == ""  # others may make salt
    assert answer.marks["ore"].word == "struck" and answer.marks["salt"].word == "safe"


def test_a_strike_that_reaches_nothing_tells_the_struck_alone() -> None:
    assert set(rows(asked("spare|other"))) == {"spare|other", "spare", "other"}

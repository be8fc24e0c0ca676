"""HHI and share of the three largest: from shares stated, from capacities, with holders that state nothing."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.analysis.answer import Answer
from graphkit.analysis.questions.concentration import answer
from graphkit.errors import AnalysisError, UsageError
from tests.analysis.world import study

#: 300 and 100 t/a: shares of 3/4 and 1/4.
A = "s02 | mine-a | material_capacity | 300 t/a"
B = "s02 | mine-b | material_capacity | 100 t/a"


def row(found: Answer, item: str = "salt", state: str = "operating") -> dict[str, Any]:
    """The row of an item in a state."""
    (only,) = [r for r in found.table.records() if (r["node"], r["state"]) == (item, state)]
    return only


def ends(record: dict[str, Any], name: str) -> tuple[float, float]:
    """Least and most."""
    return record[f"{name}_least"], record[f"{name}_most"]


def test_three_quarters_and_one_quarter_are_6250_points() -> None:
    found = answer(study(A, B), "salt")
    made = row(found)
    assert ends(made, "hhi") == (6250, 6250)
    assert ends(made, "top3") == (1, 1)
    assert (made["basis"], made["holders"], made["unknown"], made["unit"]) == ("capacity", 2, 0, "t/a")
    shares = {r["node"]: (r["share_least"], r["share_most"]) for r in found.more["shares"].records()}
    assert shares == {"mine-a": (0.75, 0.75), "mine-b": (0.25, 0.25)}
    assert "no shares are stated: shares of capacity stand in for them" in found.assumed


def test_where_the_list_is_not_told_to_be_whole_others_may_exist() -> None:
    assert ends(row(answer(study(A, B), "salt")), "open_hhi") == (0, 10_000)
    whole = [f"s02 | mine-{x} | PRODUCES | salt | | | complete=yes" for x in "ab"]
    made = row(answer(study(A, B, *whole), "salt"))
    assert (made["whole"], ends(made, "open_hhi")) == ("yes", (6250, 6250))


def test_a_holder_without_a_figure_is_unknown_and_widens_and_is_no_zero() -> None:
    found = answer(study(A), "salt")
    made = row(found)
    # It may hold as much as the other (two halves: 5,000), or nearly everything.
    assert ends(made, "hhi") == (5000, 10_000)
    assert (made["holders"], made["unknown"]) == (2, 1)
    assert ("mine-b", "Mine-B", "salt", "how much Salt it makes or can make") in found.gaps.rows
    shares = {r["node"]: (r["known"], r["share_least"], r["share_most"]) for r in found.more["shares"].records()}
    assert shares == {"mine-a": ("yes", 0, 1), "mine-b": ("no", 0, 1)}


def test_shares_that_are_stated_come_before_capacities() -> None:
    told = ("s02 | mine-a | PRODUCES | salt | | | share=60 %", "s02 | mine-b | PRODUCES | salt | | | share=40 %")
    made = row(answer(study(A, B, *told), "salt"), state="stated")
    assert made["basis"] == "share"
    assert ends(made, "hhi") == pytest.approx((5200, 5200))


def test_a_share_that_is_not_stated_is_what_is_left() -> None:
    made = row(answer(study("s02 | mine-a | PRODUCES | salt | | | share=60 %"), "salt"), state="stated")
    # Known holders alone: the other has the 40 % that are left. Else unlisted ones may share them: 3,600 at least.
    assert ends(made, "hhi") == pytest.approx((5200, 5200))
    assert ends(made, "open_hhi") == pytest.approx((3600, 5200))


def test_by_country_and_by_parent_holders_are_merged() -> None:
    both = ("s02 | mine-a | country | CN", "s02 | mine-b | country | CN")
    made = row(answer(study(A, B, *both), "salt", "country"))
    assert (made["holders"], ends(made, "hhi")) == (1, (10_000, 10_000))
    owned = [f"s02 | holding | OWNS | mine-{x} | | | ownership_share=80 %" for x in "ab"]
    assert row(answer(study(A, B, *owned), "salt", "parent"))["hhi_least"] == 10_000
    assert row(answer(study(A, B, *owned), "salt", "firm"))["hhi_least"] == 6250


def test_a_maker_of_no_known_country_may_stand_in_any() -> None:
    found = answer(study(A, B, "s02 | mine-a | country | CN"), "salt", "country")
    # Apart, 6,250; in the same country, 10,000.
    assert ends(row(found), "hhi") == (6250, 10_000)
    assert ("mine-b", "Mine-B", "salt", "whom it belongs to, or where it stands") in found.gaps.rows


def test_planned_stands_apart_from_operating() -> None:
    works = ("s02 | plant-2 | PRODUCES | salt", "s02 | plant-2 | material_capacity | 400 t/a | 2027 | planned",
             "s02 | spare | OPERATES | plant-2", "s02 | plant-2 | construction_start | | 2025-01")  # fmt: skip
    found = answer(study(A, B, *works), "salt")
    assert ends(row(found), "hhi") == (6250, 6250)
    # 400, 300 and 100 of 800: (1/2)² + (3/8)² + (1/8)² = 0.40625.
    assert ends(row(found, state="with planned"), "hhi") == pytest.approx((4062.5, 4062.5))


def test_an_overdue_plan_counts_from_nothing_to_all_of_it() -> None:
    works = ("s01 | plant-2 | PRODUCES | salt", "s01 | plant-2 | material_capacity | 400 t/a | | planned",
             "s01 | spare | OPERATES | plant-2", "s01 | plant-2 | production_start | | 2025-02 | planned",
             "s12 | spare | PRODUCES | other")  # fmt: skip
    made = row(answer(study(A, B, *works), "salt"), state="with planned")
    # With nothing 6,250; least where it has c with (300² + 100² + c²) / (400 + c)² least: c = 250, 0.384615.
    assert ends(made, "hhi") == (pytest.approx(3846.2, abs=0.05), 6250)


def test_two_firms_that_run_a_site_together_are_one_holder() -> None:
    works = ("s02 | plant-2 | PRODUCES | other", "s02 | spare | OPERATES | plant-2", "s02 | far | OPERATES | plant-2")
    found = answer(study(*works, "s02 | plant-2 | material_capacity | 5 t/a", without="spare | PRODUCES"), "other")
    assert (row(found, "other")["holders"], row(found, "other")["hhi_least"]) == (1, 10_000)
    assert [r["node"] for r in found.more["shares"].records()] == ["far + spare"]


def test_units_are_never_mixed() -> None:
    found = answer(study(A, "s02 | plant-2 | PRODUCES | salt", "s02 | plant-2 | capacity | 3 GWh"), "salt")
    units = {r["unit"]: (r["holders"], r["unknown"]) for r in found.table.records() if r["state"] == "operating"}
    assert units == {"t/a": (3, 2), "GWh per year": (3, 2)}  # who states another unit is not known in this one


def test_an_item_that_nobody_is_known_to_make_is_a_gap() -> None:
    found = answer(study(types={"rare": "Material"}), "rare")
    assert found.table.rows == ()
    assert [row[3] for row in found.gaps.rows] == ["who makes it"]


def test_a_figure_of_the_item_itself_is_no_holder() -> None:
    made = row(answer(study("s02 | salt | material_capacity | 700 t/a"), "salt"))
    assert (made["holders"], made["unknown"], made["basis"]) == (2, 2, "none")


def test_shares_that_contradict_one_another_are_a_gap_of_that_item_alone() -> None:
    wrong = [f"s02 | mine-{x} | PRODUCES | salt | | | share={share} %" for x, share in (("a", 80), ("b", 50))]
    found = answer(study(*wrong, "s02 | spare | material_capacity | 5 t/a", without="| PRODUCES | salt"))
    assert {r["node"] for r in found.table.records()} >= {"other"}
    assert ("salt", "Salt", "salt", "which shares are right: the shares add up to 1.3, more than 1") in found.gaps.rows
    with pytest.raises(AnalysisError, match=r"Salt: the shares add up to 1\.3"):
        answer(study(*wrong, without="| PRODUCES | salt"), "salt")


def test_a_firm_is_nothing_that_is_made() -> None:
    with pytest.raises(UsageError, match="of type Firm"):
        answer(study(), "far")

"""What no claim answers: every kind, of whom, and how much hangs on it."""

from __future__ import annotations

import pytest

from graphkit.analysis.questions.gaps import KINDS, answer
from graphkit.errors import UsageError
from tests.analysis.world import study


def found(*rows: str, kind: str, types: dict[str, str] | None = None) -> set[tuple[str, str]]:
    """(node, item) of the gaps of a kind."""
    return {(r["node"], r["item"]) for r in answer(study(*rows, types=types), kinds=[kind]).table.records()}


def test_needs_without_a_known_delivery_essential_and_stock() -> None:
    assert found(kind="supplier") == {
        ("mine-a|salt", "ore"), ("mine-b|salt", "ore"), ("plant|cell", "salt"), ("carco|car", "cell"),
    }  # fmt: skip
    assert found(kind="essential") == {("carco|car", "cell")}  # of INSTALLED_IN nobody says so
    told = "s02 | mine-a | SUPPLIES | plant | | | item=salt; complete=yes"
    assert ("plant|cell", "salt") not in found(told, kind="supplier")
    assert ("plant|cell", "salt") in found(kind="stock")
    assert ("plant|cell", "salt") not in found("s02 | cellco | stock_cover | 30 days | | | item=salt", kind="stock")


def test_lists_shares_and_amounts() -> None:
    assert {n for n, _ in found(kind="complete")} == {"ore", "salt", "cell", "car", "other"}
    whole = "s01#p1 | far | PRODUCES | ore | | | complete=yes"
    assert ("ore", "ore") not in found(whole, kind="complete")
    assert found(kind="share") == {("salt", "salt")}
    shares = [f"s02 | mine-{x} | PRODUCES | salt | | | share=50 %" for x in "ab"]
    assert found(*shares, kind="share") == set()
    assert found(kind="per") == {("salt", "ore"), ("cell", "salt")}
    assert found("s02 | ore | INPUT_TO | salt | | | per=40 %", kind="per") == {("cell", "salt")}


def test_makers_and_items_that_are_not_known() -> None:
    told = ("s02 | rare | INPUT_TO | cell | | | essential=yes", "s02 | far | SUPPLIES | cellco")
    assert found(*told, kind="maker", types={"rare": "Material"}) == {("rare", "rare")}
    items = found(*told, "s02 | plant-2 | construction_start", kind="item", types={"rare": "Material"})
    assert items == {("plant-2", ""), ("cellco", "unstated item of far")}


def test_plants_without_a_figure_a_date_a_country_or_somebody_who_runs_them() -> None:
    works = ("s02 | plant-2 | PRODUCES | other", "s02 | plant-2 | construction_start | | 2025-01")
    assert ("plant-2", "") in found(*works, kind="date")
    assert ("plant-2", "") in found(*works, kind="capacity")
    assert ("plant-2", "") in found(*works, kind="operator") and ("plant", "") not in found(*works, kind="operator")
    assert ("plant-2", "") in found(*works, kind="country")
    assert ("plant-2", "") in found(*works, kind="recovery")
    more = (*works, "s02 | plant-2 | capacity | 1 GWh | | planned",
            "s02 | plant-2 | production_start | | 2027 | planned",
            "s02 | spare | OPERATES | plant-2", "s02 | plant-2 | country | DE",
            "s02 | plant-2 | recovery_time | 30 days")  # fmt: skip
    for kind in ("date", "capacity", "operator", "country", "recovery", "outcome"):
        assert ("plant-2", "") not in found(*more, kind=kind), kind


def test_a_plan_whose_day_has_passed_and_a_figure_whose_period_is_implied() -> None:
    late = ("s01 | plant | production_start | | 2025-02 | planned", "s12 | spare | PRODUCES | other")
    assert found(*late, kind="outcome") == {("plant", "")}
    assert ("plant", "") in found("s02 | plant | capacity | 1 GWh", kind="basis")
    assert ("plant", "") not in found("s02 | plant | capacity | 1 GWh/a", kind="basis")


def test_those_come_first_on_which_most_hangs() -> None:
    rows = answer(study()).table.records()
    assert [r["nodes"] for r in rows] == sorted((r["nodes"] for r in rows), reverse=True)
    weight = {r["node"]: (r["nodes"], r["targets"]) for r in rows}
    # Of far hang its line, ore, the two lines of salt with their firms, salt, the line of the plant with the plant,
    # that of cellco with cellco, cell, the line of carco with carco, and car: 1 + 1 + 4 + 1 + 2 + 2 + 1 + 2 + 1.
    assert weight["far"] == (15, 2)
    assert weight["car"] == (0, 1)
    more = answer(study("s02 | mine-a | PRODUCES | other")).table.records()
    # What else mine-a makes does not hang on ore: its line of the other thing, and that thing.
    assert {r["nodes"] for r in more if r["node"] == "far"} == {15}


def test_no_kind_is_dropped_and_the_counts_are_of_all() -> None:
    top = answer(study(), top=1)
    assert len(top.table.rows) == 1
    counts = {r["kind"]: r["gaps"] for r in top.more["kinds"].records()}
    assert list(counts) == list(KINDS)
    everything = answer(study())
    assert sum(counts.values()) == len(everything.table.rows)
    assert counts["maker"] == 0  # said, not left out
    assert "the first 1 of" in top.table.title


def test_of_one_entity_with_all_upstream() -> None:
    nodes = {r["node"] for r in answer(study(), frozenset({"salt"})).table.records()}
    assert "far" in nodes and "mine-a|salt" in nodes
    assert not nodes & {"car", "cell", "spare", "plant"}


def test_an_unknown_kind() -> None:
    with pytest.raises(UsageError, match="no kind of gap 'colour'"):
        answer(study(), kinds=["colour"])

"""Minimal sets that stop a target: which there are, what they are made of, what was searched."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.analysis.answer import Answer
from graphkit.analysis.questions import cuts
from graphkit.errors import AnalysisError
from tests.analysis.world import study


def sets(answer: Answer) -> set[frozenset[str]]:
    """The sets found."""
    return {frozenset(row["cut"]) for row in answer.table.records()}


def each(*names: str) -> set[frozenset[str]]:
    """Sets written as `a+b`."""
    return {frozenset(name.split("+")) for name in names}


ALONE = each("cellco", "cellco|cell", "plant", "plant|cell", "salt", "ore", "far", "far|ore")
MINES = each("mine-a+mine-b", "mine-a+mine-b|salt", "mine-a|salt+mine-b", "mine-a|salt+mine-b|salt")


def test_single_points_and_pairs_of_the_two_mines_and_their_lines() -> None:
    answer = cuts.answer(study(), "cell")
    assert sets(answer) == ALONE | MINES
    assert [row["size"] for row in answer.table.records()] == [1] * 8 + [2] * 4


def test_the_size_is_the_most() -> None:
    assert sets(cuts.answer(study(), "cell", 1)) == ALONE
    assert sets(cuts.answer(study(), "cell", 3)) == ALONE | MINES  # larger sets are no longer minimal


@pytest.mark.parametrize(
    ("of", "found"),
    [("firm", each("cellco", "far", "mine-a+mine-b")), ("site", each("plant")), ("item", each("salt", "ore"))],
)
def test_sets_of_one_kind_of_node(of: str, found: set[frozenset[str]]) -> None:
    answer = cuts.answer(study(), "cell", of=of)
    assert sets(answer) == found
    assert f"{len(found)} of the 12 sets found" in answer.bounds[0]


def test_names_types_and_waves_of_a_set() -> None:
    (row,) = [r for r in cuts.answer(study(), "cell", of="firm").table.records() if r["size"] == 2]
    assert (row["names"], row["types"]) == (["Mine-A", "Mine-B"], ["Firm", "Firm"])
    # Firms, their lines, salt, the plant's line, the firm's line, the cell: rounds 0 to 5.
    assert row["waves"] == 5


def test_certain_only_where_the_list_of_makers_is_known_to_be_whole() -> None:
    def certain(*rows: str, without: str = "") -> dict[frozenset[str], bool]:
        found = cuts.answer(study(*rows, without=without), "plant|cell", of="firm").table.records()
        return {frozenset(row["cut"]): row["certain"] for row in found}

    pair, owner = frozenset({"mine-a", "mine-b"}), frozenset({"cellco"})
    assert certain()[pair] is False
    assert certain()[owner] is True  # a site does not run without the firm that runs it
    whole = [f"s01 | {mine} | PRODUCES | salt | | | complete=yes" for mine in ("mine-a", "mine-b")]
    assert certain(*whole, without="| PRODUCES | salt")[pair] is True


def test_the_claims_are_those_of_the_way_to_the_target() -> None:
    made = study()
    (row,) = [r for r in cuts.answer(made, "cell", of="firm").table.records() if r["size"] == 2]
    places = {made.graph.claims[c].locator for c in row["claims"]}
    # Mines make salt, salt goes into cells, the plant and its firm make them. Not: the ore, and who operates the plant.
    assert places == {"p2", "p3", "p5", "p7", "p8"}


def test_what_was_searched_and_assumed_is_told() -> None:
    answer = cuts.answer(study(), "cell")
    assert answer.asked["searched"]["found"] == 12
    assert (answer.asked["k"], answer.asked["searched"]["world"]) == (2, "closed")
    # Salt, ore, cellco, plant, far, both mines, and one line of each of these five makers.
    assert answer.asked["searched"]["upstream"] == 12
    assert any(
        "no other suppliers or makers than those known" in line and "Salt" in line.rsplit(": ", 1)[-1].split(", ")
        for line in answer.assumed
    )


def test_unknown_makers_upstream_are_gaps() -> None:
    answer = cuts.answer(study(without="far | PRODUCES"), "cell")
    assert ("ore", "Ore", "ore", "who makes it") in answer.gaps.rows


def test_nothing_found_is_an_empty_table_that_says_what_was_searched() -> None:
    made = study("s01 | spare | PRODUCES | salt", "s01 | carco | PRODUCES | salt", without="INPUT_TO | salt")
    answer = cuts.answer(made, "salt")
    assert answer.table.rows == ()  # four makers, none of which hangs on another
    assert answer.bounds[0].startswith("searched: all sets of at most 2")


def test_a_target_of_which_nothing_is_known_is_told() -> None:
    with pytest.raises(AnalysisError, match="no supplier, maker or input of it is known"):
        cuts.answer(study(without="far | PRODUCES"), "ore")


def test_marks() -> None:
    marks: dict[str, Any] = {n: m.word for n, m in cuts.answer(study(), "cell").marks.items()}
    assert (marks["ore"], marks["mine-a"], marks["cell"]) == ("stops it alone", "stops it with others", "target")

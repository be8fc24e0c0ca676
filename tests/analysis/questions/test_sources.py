"""Single sources, hidden common points, single points of failure, exposure."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.analysis.losses.shared import SharedPoints
from graphkit.analysis.questions import exposure, hidden_common, single_points, single_source
from graphkit.errors import AnalysisError
from tests.analysis.world import study


def needs(*rows: str, without: str = "", **options: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """Rows of single-source by (buyer, item)."""
    answer = single_source.answer(study(*rows, without=without), **options)
    return {(row["buyer"], row["item"]): row for row in answer.table.records()}


def test_two_suppliers_that_hang_on_one_ore_are_one_alternative() -> None:
    row = needs()["plant|cell", "salt"]
    assert (row["known"], row["by_parent"], row["by_country"], row["by_upstream"], row["effective"]) == (2, 2, 2, 1, 1)
    assert row["shared"] == ["Far", "Far: Ore", "Ore"]
    assert row["suppliers"] == ["Mine-A: Salt", "Mine-B: Salt"]


def test_without_the_ore_they_are_two() -> None:
    assert needs(without="INPUT_TO | salt")["plant|cell", "salt"]["effective"] == 2


def test_a_common_parent_merges() -> None:
    row = needs("s01 | mine-a | PART_OF | holding", "s01 | holding | OWNS | mine-b | | | ownership_share=60 %",
                without="INPUT_TO | salt")["plant|cell", "salt"]  # fmt: skip
    assert (row["by_parent"], row["effective"]) == (1, 1)


def test_half_or_an_unknown_share_makes_no_parent() -> None:
    rows = ("s01 | holding | OWNS | mine-a | | | ownership_share=50 %", "s01 | holding | OWNS | mine-b")
    assert needs(*rows, without="INPUT_TO | salt")["plant|cell", "salt"]["by_parent"] == 2


def test_a_common_country_merges_and_an_unknown_one_stays_apart() -> None:
    both = ("s01 | mine-a | country | CN", "s01 | mine-b | country | CN")
    assert needs(*both)["plant|cell", "salt"]["by_country"] == 1
    assert needs(both[0])["plant|cell", "salt"]["by_country"] == 2


def test_a_need_without_suppliers_is_a_gap_not_a_zero() -> None:
    answer = single_source.answer(study(without="| PRODUCES | ore"))
    assert ("mine-a|salt", "Mine-A: Salt", "ore", "who supplies Ore") in answer.gaps.rows
    assert all(row["known"] > 0 for row in answer.table.records())


def test_only_some_needs_are_told() -> None:
    assert set(needs(only=frozenset({"carco|car"}))) == {("carco|car", "cell")}
    assert ("plant|cell", "salt") not in needs(at_most=1, without="INPUT_TO | salt")


# --- hidden-common


def test_the_ore_behind_two_suppliers_is_hidden_and_told() -> None:
    found = hidden_common.answer(study()).table.records()
    assert {(row["buyer"], row["item"], row["point"]) for row in found} == {
        ("plant|cell", "salt", "ore"), ("plant|cell", "salt", "far"),
    }  # fmt: skip


def test_two_makers_of_the_ore_leave_only_the_ore() -> None:
    found = hidden_common.answer(study("s01 | spare | PRODUCES | ore")).table.records()
    assert {row["point"] for row in found} == {"ore"}


def test_nothing_hidden_without_the_ore() -> None:
    assert hidden_common.answer(study(without="INPUT_TO | salt")).table.rows == ()


# --- single-points


def test_single_points_of_the_car_with_their_way() -> None:
    found = {row["node"]: row for row in single_points.answer(study(), ["car"]).table.records()}
    assert set(found) == {
        "carco", "carco|car", "cell", "cellco", "cellco|cell", "plant", "plant|cell", "salt", "ore", "far", "far|ore",
    }  # fmt: skip
    assert found["plant"]["path"] == ["Plant", "Plant: Cell", "Cellco: Cell", "Cell", "Carco: Car", "Car"]
    assert found["plant"]["waves"] == 5
    assert (found["carco"]["possible"], found["carco"]["certain"]) == (True, False)  # others may make the car
    of_the_line = {row["node"]: row["certain"] for row in single_points.answer(study(), ["plant|cell"]).table.records()}
    assert (of_the_line["cellco"], of_the_line["salt"], of_the_line["ore"]) == (True, True, False)


def test_a_target_of_which_nothing_is_known_is_told() -> None:
    with pytest.raises(AnalysisError, match="no supplier, maker or input of it is known"):
        single_points.answer(study(without="| PRODUCES | ore"), ["ore"])


def test_the_blast_radius_counts_products_and_vehicles() -> None:
    found = {row["node"]: row for row in single_points.answer(study()).table.records()}
    assert (found["ore"]["targets"], found["ore"]["stops"]) == (2, ["Car", "Cell"])
    assert found["mine-a"]["targets"] == 0
    assert found["mine-a"]["nodes"] == 1  # its line
    assert found["spare"]["nodes"] == 2  # its line, and what it makes
    assert "car" not in found or found["car"]["nodes"] > 0


# --- exposure


def exposed(target: str, by: str = "node", *rows: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Rows of exposure by (side, key)."""
    answer = exposure.answer(study(*rows), target, by)
    return {(row["side"], row["key"]): row for row in answer.table.records()}


def test_touched_is_apart_from_would_stop() -> None:
    found = exposed("cell")
    assert (found["upstream", "mine-a"]["would_stop"], found["upstream", "salt"]["would_stop"]) == (False, True)
    assert found["upstream", "far"]["would_stop"] is True
    assert found["downstream", "car"]["would_stop"] is True
    assert found["downstream", "car"]["certain"] is False
    assert ("upstream", "other") not in found


def test_tiers_count_needs() -> None:
    found = exposed("cell")
    tiers = {key[1]: row["tier"] for key, row in found.items() if key[0] == "upstream"}
    assert (tiers["cellco"], tiers["plant"], tiers["salt"], tiers["mine-a"], tiers["ore"], tiers["far"]) == (
        0,
        0,
        1,
        1,
        2,
        2,
    )
    assert {key[1]: row["touches"] for key, row in exposed("cell", "tier").items() if key[0] == "upstream"}["2"] == 3


def test_all_of_a_country_at_once() -> None:
    rows = ("s01 | mine-a | country | CN", "s01 | mine-b | country | CN", "s01 | far | country | DE")
    found = exposed("cell", "country", *rows)
    assert (found["upstream", "CN"]["touches"], found["upstream", "CN"]["would_stop"]) == (4, True)  # firms and lines
    assert found["upstream", "unknown"]["would_stop"] is None


def test_by_firm_and_by_source() -> None:
    assert exposed("cell", "firm")["upstream", "far"]["would_stop"] is True
    told = exposed("cell", "source", "s02 | mine-a | SUPPLIES | plant | | | item=salt")
    assert told["upstream", "s01"]["touches"] > told["upstream", "s02"]["touches"] == 2  # Mine-A and its line


def test_a_struck_item_is_gone_for_who_has_stated_suppliers_too() -> None:
    told = "s01 | mine-a | SUPPLIES | cellco | | | item=salt"
    assert "salt" in {row["node"] for row in single_points.answer(study(told), ["cell"]).table.records()}
    assert exposed("salt", "node", told)["downstream", "cell"]["would_stop"] is True


def test_suppliers_linked_in_a_row_need_as_many_strikes_as_it_takes() -> None:
    # a hangs on p, b on p and q, c on q: no one node stops all three, two do.
    shared = SharedPoints(study(
        "s01 | far | SUPPLIES | mine-a | | | item=p", "s01 | p | INPUT_TO | a | | | essential=yes",
        "s01 | p | INPUT_TO | b | | | essential=yes", "s01 | q | INPUT_TO | b | | | essential=yes",
        "s01 | q | INPUT_TO | c | | | essential=yes", "s01 | mine-a | PRODUCES | a", "s01 | mine-b | PRODUCES | b",
        "s01 | spare | PRODUCES | c", "s01 | far | PRODUCES | p", "s01 | carco | PRODUCES | q",
        types=dict.fromkeys("abcpq", "Material"),
    ))  # fmt: skip
    makers = ["mine-a|a", "mine-b|b", "spare|c"]
    assert shared.common(makers) == frozenset()
    assert (shared.fewest(makers), shared.fewest(makers[:2]), shared.fewest(makers[::2])) == (2, 1, 2)


def test_the_radius_tells_what_is_certain_apart() -> None:
    # Nobody says that salt has no other makers, so no cell stops for certain; of the plant's own line it is told.
    found = {row["node"]: row for row in single_points.answer(study()).table.records()}
    assert (found["ore"]["targets"], found["ore"]["targets_certain"]) == (2, 0)
    assert found["ore"]["claims"]


def test_of_a_site_without_a_place_the_country_of_who_runs_it_counts() -> None:
    assert study("s01 | cellco | country | CN").country("plant|cell") == "CN"
    assert study("s01 | cellco | country | CN", "s01 | plant | country | DE").country("plant") == "DE"

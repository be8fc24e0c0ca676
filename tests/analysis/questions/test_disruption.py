"""What stops, is reduced or exposed: the rows, their reasons, what was taken for granted."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.analysis.answer import Answer
from graphkit.analysis.questions import disruption, shortage
from graphkit.analysis.strikes import read_strike
from graphkit.analysis.study import Study
from graphkit.errors import UsageError
from graphkit.reports.find import locate
from tests.analysis.world import study


def asked(made: Study, *texts: str, question: Any = disruption) -> Answer:
    """The answer to a strike."""
    found: Answer = question.answer(made, [read_strike(made, text, lambda t: locate(made.graph, t)) for text in texts])
    return found


def rows(answer: Answer) -> dict[str, dict[str, Any]]:
    """Rows by node."""
    return {row["node"]: row for row in answer.table.records()}


def test_ore_takes_the_whole_chain_with_it_in_waves() -> None:
    found = rows(asked(study(), "ore"))
    waves = {node: row["wave"] for node, row in found.items()}
    assert (waves["ore"], waves["far|ore"], waves["mine-a|salt"], waves["salt"]) == (0, 0, 1, 2)
    assert (waves["plant|cell"], waves["cellco|cell"], waves["cell"], waves["car"]) == (3, 4, 5, 7)
    assert found["mine-a|salt"]["because"] == "no Ore"
    assert found["salt"]["because"] == "all 2 known makers have stopped"
    assert found["cellco|cell"]["because"] == "its site has stopped"
    assert found["car"]["because"] == "its only known maker has stopped"
    assert found["ore"]["because"] == ""
    assert "other" not in found and "spare" not in found


def test_possible_and_certain_are_apart() -> None:
    found = rows(asked(study(), "ore"))
    # Ore is essential for salt, and gone: the lines stop for certain. Others may make salt, so cells may go on.
    assert (found["mine-a|salt"]["possible"], found["mine-a|salt"]["certain"]) == ("stopped", "stopped")
    assert (found["salt"]["possible"], found["salt"]["certain"]) == ("stopped", "reduced")
    assert (found["plant|cell"]["possible"], found["plant|cell"]["certain"]) == ("stopped", "exposed")
    # Nobody says that the car stops without the cell.
    assert found["carco|car"]["because"] == "no Cell (not known to be essential)"


def test_an_owner_takes_what_is_part_of_it_and_not_what_it_only_owns() -> None:
    owned = asked(study("s01 | holding | OWNS | carco", "s01 | cellco | PART_OF | holding"), "holding")
    assert rows(owned)["cellco"]["possible"] == "stopped"
    assert "carco" not in rows(asked(study("s01 | holding | OWNS | far"), "holding"))
    assert any(line.startswith("what Holding owns goes on without it: ") for line in owned.assumed)


@pytest.mark.parametrize(
    ("row", "told"),
    [("holding | country | DE", "makes or runs"), ("cell-1 | class | all-solid", "to make or to need")],
)
def test_a_strike_on_what_nothing_is_known_of_says_so(row: str, told: str) -> None:
    assert told in asked(study(f"s01 | {row}"), row.split(" ", maxsplit=1)[0]).assumed[0]
    assert not any("cannot be told" in line for line in asked(study(), "far").assumed)


def test_on_a_map_a_line_that_loses_is_its_maker_and_what_it_makes() -> None:
    marks = asked(study(), "ore", question=shortage).marks
    assert {"mine-a", "mine-b", "salt", "cell"} <= marks.keys()


def test_one_of_two_makers_reduces_and_exposes() -> None:
    found = rows(asked(study(), "mine-a"))
    assert found["mine-a"]["possible"] == "struck"
    assert (found["mine-a|salt"]["possible"], found["mine-a|salt"]["because"]) == ("stopped", "Mine-A has stopped")
    assert (found["salt"]["possible"], found["salt"]["because"]) == ("reduced", "1 of 2 known makers stopped")
    assert found["plant|cell"]["possible"] == "exposed"
    assert found["car"]["wave"] is None


def test_a_firm_takes_its_sites_with_it() -> None:
    found = rows(asked(study(), "cellco"))
    assert found["plant"]["because"] == "Cellco has stopped"
    assert (found["plant"]["certain"], found["plant|cell"]["certain"]) == ("stopped", "stopped")


def test_two_strikes_at_once() -> None:
    found = rows(asked(study(), "mine-a", "mine-b"))
    assert found["salt"]["possible"] == "stopped"


def test_a_country_takes_what_stands_there_and_spares_sites_elsewhere() -> None:
    places = (
        "s01 | cn | place_level | country", "s01 | de | place_level | country", "s01 | plant | LOCATED_IN | de",
        "s01 | cellco | country | CN", "s01 | mine-a | country | CN", "s01 | plant | country | DE",
    )  # fmt: skip
    answer = asked(study(*places), "country=CN")
    found = rows(answer)
    assert found["mine-a"]["possible"] == "struck"
    assert "plant" not in found or found["plant"]["possible"] == "exposed"
    assert any("Cellco" in line and "elsewhere" in line for line in answer.assumed)
    assert "cellco" not in {n for n, row in found.items() if row["possible"] == "struck"}


def test_a_place_takes_what_lies_in_it_at_any_depth() -> None:
    made = study("s01 | town | LOCATED_IN | de", "s01 | plant | LOCATED_IN | town")
    assert rows(asked(made, "de"))["plant"]["possible"] == "struck"


def test_a_technology_takes_what_is_told_to_use_it_and_what_is_part_of_it() -> None:
    made = study(
        "s01 | wet-route | PART_OF | dry-route", "s01 | salt | USES | wet-route", "s01 | cellco | USES | dry-route"
    )
    answer = asked(made, "dry-route")
    found = rows(answer)
    assert found["salt"]["possible"] == found["mine-b|salt"]["possible"] == "struck"
    assert "cellco" not in {n for n, row in found.items() if row["possible"] == "struck"}  # a firm may do other things
    assert any("what else is, is not known" in line for line in answer.assumed)


def test_a_technology_takes_what_a_property_says_is_of_it() -> None:
    # A technology that bears the name of a term of `class` is that term; entities here bear their id as name.
    made = study(
        "s01 | cell | class | all-solid", "s01 | all-solid-state | PART_OF | wet-route",
        types={"all-solid-state": "Technology"},
    )  # fmt: skip
    assert rows(asked(made, "wet-route"))["cell"]["possible"] == "struck"


def test_a_line_alone() -> None:
    found = rows(asked(study(), "mine-a|salt"))
    assert (found["mine-a|salt"]["possible"], found["mine-a"]["possible"]) == ("struck", "stopped")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nobody", "no entity 'nobody'"),
        ("mine-a|ore", "not told to make or deliver Ore"),
        ("wet-route", "nothing is told to use Wet-Route"),
        ("country=", "names no country"),
        ("country=ZZ", "no firm or site is told to stand there"),
        ("de", "no firm or site is told to stand in De"),
        ("robots", "which cannot be struck"),
    ],
)
def test_what_cannot_be_struck_is_told(text: str, said: str) -> None:
    rows_told = (
        "s01 | dry-route | PART_OF | wet-route",
        "s01 | town | LOCATED_IN | de",
        "s01 | cell | TARGETS | robots",
    )
    with pytest.raises(UsageError, match=said):
        asked(study(*rows_told), text)


def test_the_answer_carries_what_it_rests_on() -> None:
    answer = asked(study("s01 | spare | PRODUCES | salt | 2027 | planned"), "ore")
    assert answer.asked["shock"] == ["material Ore"]
    assert answer.asked["struck"] == ["far|ore", "ore"]
    assert any(
        line.startswith("possible: essential, of which no source speaks: Carco: Car (Cell)") for line in answer.assumed
    )
    assert any(line.startswith("1 planned relations count") for line in answer.assumed)
    assert len(answer.claims) == 12  # all rows: those of Spare tell what it has left
    assert answer.marks["ore"].word == "struck" and answer.marks["car"].word == "may stop"


def test_a_gap_on_the_way_is_told() -> None:
    answer = asked(study(without="| PRODUCES | salt"), "ore")
    assert [row[:3] for row in answer.gaps.rows] == [("salt", "Salt", "salt")]


# --- shortage


def losses(answer: Answer) -> dict[tuple[str, str], dict[str, Any]]:
    """Rows by (buyer, item)."""
    return {(row["buyer"], row["item"]): row for row in answer.table.records()}


def test_known_suppliers_lost_are_counted_never_shares() -> None:
    found = losses(asked(study(), "mine-a", question=shortage))
    (row,) = found.values()
    assert (row["buyer"], row["says"], row["possible"], row["certain"]) == (
        "plant|cell", "1 of 2 known suppliers lost", False, False,
    )  # fmt: skip
    assert (row["lost_suppliers"], row["left_suppliers"]) == (["Mine-A: Salt"], ["Mine-B: Salt"])


def test_all_known_suppliers_lost() -> None:
    found = losses(asked(study(), "ore", question=shortage))
    assert found["plant|cell", "salt"]["says"] == "2 of 2 known suppliers lost"
    assert (found["plant|cell", "salt"]["possible"], found["plant|cell", "salt"]["certain"]) == (True, False)
    assert found["mine-a|salt", "ore"]["certain"] is True


def test_a_need_without_a_known_supplier_is_a_gap_not_a_loss() -> None:
    answer = asked(study(without="| PRODUCES | ore"), "mine-a", question=shortage)
    assert {row[0] for row in answer.gaps.rows} == {"mine-a|salt"}  # mine-b is not touched
    assert ("mine-a|salt", "ore") not in losses(answer)

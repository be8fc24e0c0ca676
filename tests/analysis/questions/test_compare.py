"""Two answers side by side: rows added, gone and changed, what each side alone assumed and did not know."""

from __future__ import annotations

from typing import Any

from graphkit.analysis.answer import Answer
from graphkit.analysis.questions import cuts, disruption, exposure
from graphkit.analysis.questions.compare import compare
from graphkit.analysis.strikes import read_strike
from graphkit.analysis.study import Study
from graphkit.reports.find import locate
from tests.analysis.world import study

SECOND = "s02#p1 | spare | PRODUCES | ore"


def struck(made: Study, text: str) -> Answer:
    """Disruption by one strike."""
    return disruption.answer(made, [read_strike(made, text, lambda t: locate(made.graph, t))])


def both(first: Study, second: Study, *strikes: str, together: bool = False) -> Answer:
    """Disruption on two sides."""
    sides = [(made, struck(made, text)) for made, text in zip((first, second), (strikes * 2)[:2], strict=True)]
    return compare(sides[0], sides[1], ("--strike far", "later"), together)


def by_node(answer: Answer) -> dict[str, dict[str, Any]]:
    """Rows by node."""
    return {row["node"]: row for row in answer.table.records()}


def test_a_second_maker_changes_what_stops() -> None:
    answer = both(study(), study(SECOND), "far")
    found = by_node(answer)
    row = found["ore"]
    assert (row["change"], row["possible_before"], row["possible_after"]) == ("changed", "stopped", "reduced")
    assert (row["because_before"], row["because_after"]) == (
        "its only known maker has stopped",
        "1 of 2 known makers stopped",
    )
    assert found["car"]["possible_after"] == "exposed"
    assert {"far", "far|ore"} & found.keys() == set()  # the same on both sides
    assert "rows that are the same on both sides: 2;" in answer.bounds[2]


def test_added_and_gone() -> None:
    answer = both(study(), study(), "mine-a", "spare")
    found = by_node(answer)
    assert {n: found[n]["change"] for n in ("mine-a", "spare", "other")} == {
        "mine-a": "gone", "spare": "added", "other": "added",
    }  # fmt: skip
    assert found["spare"]["possible_before"] is None and found["spare"]["possible_after"] == "struck"
    assert [row["change"] for row in answer.table.records()] == sorted(row["change"] for row in answer.table.records())
    assert answer.marks["mine-a"].word == "gone"


def test_for_people_one_column_tells_both() -> None:
    found = by_node(both(study(), study(SECOND), "far", together=True))
    assert found["ore"]["possible"] == "stopped → reduced"
    assert found["ore"]["wave"] == "2 → –"
    assert by_node(both(study(), study(), "mine-a", "spare", together=True))["spare"]["possible"] == "struck"


def test_claims_of_each_side_are_kept() -> None:
    second = study(SECOND)
    answer = both(study(), second, "far")
    new = {i for i, claim in second.graph.claims.items() if claim.source == "s02"}
    row = by_node(answer)["ore"]
    assert new & set(row["claims_after"]) and not new & set(row["claims_before"])
    assert new <= set(answer.claims)


def test_what_one_side_alone_assumes_or_does_not_know_is_told_with_its_name() -> None:
    answer = both(study(), study("s02 | spare | PRODUCES | ore | 2027 | planned"), "far")
    assert any(line.startswith("after: 1 planned relations count") for line in answer.assumed)
    gone = both(study(), study(without="| PRODUCES | salt"), "ore")
    assert ("salt", "Salt", "salt", "who makes it (after)") in gone.gaps.rows


def test_nothing_differs() -> None:
    answer = both(study(), study(), "far")
    assert answer.table.rows == () and answer.marks == {}
    assert answer.asked["compared"] == "disruption"


def test_two_targets_are_compared_by_their_sets() -> None:
    made = study()
    answer = compare((made, cuts.answer(made, "cell", 1)), (made, cuts.answer(made, "car", 1)), ("cell", "car"))
    found = {tuple(row["cut"]): row["change"] for row in answer.table.records()}
    # The car stops with its own maker and with the cell too; what stops the cell stops both, a few rounds later.
    assert {cut for cut, change in found.items() if change == "added"} == {("carco",), ("carco|car",), ("cell",)}
    assert found["ore",] == "changed"


def test_sides_and_keys_are_matched() -> None:
    first, second = study(), study(SECOND)
    answer = compare((first, exposure.answer(first, "cell")), (second, exposure.answer(second, "cell")), ("", ""))
    found = {(row["side"], row["key"]): row for row in answer.table.records()}
    assert found["upstream", "spare"]["change"] == "added"
    assert (found["upstream", "far"]["would_stop_before"], found["upstream", "far"]["would_stop_after"]) == (
        True,
        False,
    )
    assert ("upstream", "ore") not in found
    assert ("downstream", "car") not in found

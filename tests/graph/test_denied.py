"""What is denied, withdrawn or undisclosed: what it ends, what it leaves standing, what it does not make."""

from __future__ import annotations

from tests.graph.kernel_world import graph, milestone, property_


def test_a_plan_withdrawn_by_its_owner_ends_and_is_no_dispute() -> None:
    made = graph(
        "s03 | line-1 | production_start | | 2026 | planned | | acme",
        "s06 | line-1 | production_start | | | withdrawn | | acme",
    )
    found = milestone(made)
    assert (found.kind, found.disputed, made.entities["line-1"].status) == ("withdrawn", False, "ended")


def test_a_plan_made_anew_after_a_withdrawal_stands() -> None:
    made = graph(
        "s03 | line-1 | production_start | | | withdrawn | | acme",
        "s06 | line-1 | production_start | | 2027 | planned | | acme",
    )
    assert (milestone(made).text, made.entities["line-1"].status) == ("2027", "planned")


def test_not_yet_leaves_the_plan_standing_and_overdue() -> None:
    made = graph(
        "s03 | line-1 | production_start | | by 2025-06 | planned | | acme",
        "s09 | line-1 | production_start | | | denied | | borel",
    )
    found = milestone(made)
    assert (found.kind, found.overdue, made.entities["line-1"].status) == ("planned", True, "planned")


def test_already_in_place_and_not_yet_of_another_speaker_is_disputed() -> None:
    made = graph(
        "s09 | line-1 | production_start | | 2025-08 | | | acme",
        "s10 | line-1 | production_start | | | denied | | borel",
    )
    assert milestone(made).disputed


def test_not_yet_and_later_come_is_no_dispute() -> None:
    made = graph(
        "s06 | line-1 | production_start | | | denied | | borel",
        "s12 | line-1 | production_start | | 2025-11 | | | acme",
    )
    assert (milestone(made).kind, milestone(made).disputed) == ("actual", False)


def test_a_denied_word_does_not_fill_the_property() -> None:
    made = graph("s03 | cell-1 | class | all-solid | | denied")
    assert property_(made, "cell-1", "class").kind == "denied"
    assert "class" not in made.entities["cell-1"].properties


def test_a_denial_of_one_word_leaves_another() -> None:
    made = graph("s03 | cell-1 | class | semi-solid", "s06 | cell-1 | class | all-solid | | denied")
    assert made.entities["cell-1"].properties["class"] == "semi-solid"


def test_an_edge_that_is_only_denied_is_not_there() -> None:
    assert not graph("s03 | acme | SUPPLIES | borel | | denied").edges


def test_an_edge_denied_by_another_at_the_same_time_is_disputed() -> None:
    made = graph(
        "s03#p1 | acme | SUPPLIES | borel | | | | acme", "s03#p2 | acme | SUPPLIES | borel | | denied | | borel"
    )
    (edge,) = made.edges.values()
    assert (edge.disputed, edge.kind) == (True, "actual")


def test_an_edge_that_its_speaker_takes_back_is_gone() -> None:
    made = graph("s03 | acme | SUPPLIES | borel | | | | acme", "s06 | acme | SUPPLIES | borel | | denied | | acme")
    assert not made.edges


def test_a_milestone_that_discloses_nothing_makes_no_edge() -> None:
    made = graph("s03 | cell-1 | road_test | car-1 | | undisclosed")
    assert not made.edges
    assert [m.kind for m in made.milestones_of("cell-1")] == ["undisclosed"]

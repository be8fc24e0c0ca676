"""Which of the statements of one element is current, by which rule, and when it is disputed (docs/data-model.md)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.graph.kernel_world import PLANNED, STARTED, graph, milestone, observation, property_


def test_one_statement_is_current_by_the_rule_only() -> None:
    found = milestone(graph(PLANNED))
    assert (found.rule, found.kind) == ("only", "planned")


def test_actual_outweighs_planned_and_the_plan_is_kept() -> None:
    made = graph(PLANNED, STARTED)
    found = milestone(made)
    assert (found.rule, found.kind, found.earliest) == ("actual", "actual", date(2025, 11, 10))
    assert sorted(m.text for m in made.milestones_of("line-1")) == ["2025-10", "2025-11-10"]


def test_stated_outweighs_inferred_even_if_said_earlier() -> None:
    made = graph(
        "s03 | line-1 | production_start | | 2026 | planned",
        "s05 | line-1 | production_start | | 2027 | planned | | | | inferred",
    )
    assert (milestone(made).text, milestone(made).rule) == ("2026", "stated")


def test_a_plan_that_the_owner_moved_is_superseded_and_no_dispute() -> None:
    made = graph(
        "s03 | line-1 | production_start | | 2025-10 | planned | | acme",
        "s06 | line-1 | production_start | | 2025-12 | planned | | acme",
    )
    found = milestone(made)
    assert (found.text, found.rule, found.disputed) == ("2025-12", "later", False)


def test_another_speakers_date_is_disputed() -> None:
    made = graph(
        "s03 | line-1 | production_start | | 2025-10 | planned | | acme",
        "s06 | line-1 | production_start | | 2025-12 | planned | | borel",
    )
    assert milestone(made).disputed


def test_said_bounds_that_overlap_do_not_supersede() -> None:
    made = graph(
        "undated | line-1 | production_start | | 2025-10 | planned | | acme",
        "s06 | line-1 | production_start | | 2025-12 | planned | | acme",
    )
    found = milestone(made)
    assert found.rule != "later"
    assert found.disputed


def test_more_independent_speakers_decide_where_the_order_is_unknown() -> None:
    made = graph(
        "s06#p1 | line-1 | production_start | | 2026 | planned | | acme",
        "s06#p2 | line-1 | production_start | | 2027 | planned | | borel",
        "s06#p3 | line-1 | production_start | | 2027 | planned | | curie",
    )
    assert (milestone(made).text, milestone(made).rule) == ("2027", "speakers")


def test_a_reprint_is_no_second_speaker() -> None:
    made = graph(
        "s06#p1 | line-1 | production_start | | 2026 | planned | | acme",
        "s06#p2 | line-1 | production_start | | 2027 | planned | | borel",
        "s06#p3 | line-1 | production_start | | 2027 | planned | | borel",
    )
    assert milestone(made).rule == "id"


def test_of_dates_that_agree_the_more_precise_is_current() -> None:
    made = graph("s12#p1 | line-1 | completion | | 2025-11", "s12#p2 | line-1 | completion | | 2025-11-10")
    found = milestone(made, stage="completion")
    assert (found.text, found.rule, found.disputed) == ("2025-11-10", "precise", False)


def test_of_dates_that_disagree_precision_does_not_decide() -> None:
    made = graph("s12#p1 | line-1 | completion | | 2025-10", "s12#p2 | line-1 | completion | | 2025-11-10")
    assert (milestone(made, stage="completion").rule, milestone(made, stage="completion").disputed) == ("id", True)


def test_what_discloses_nothing_gives_way_even_if_said_later() -> None:
    made = graph("s03 | line-1 | capacity | 3 GWh", "s06 | line-1 | capacity | | | undisclosed")
    found = observation(made)
    assert (found.value, found.rule, found.disputed) == (Decimal(3), "standing", False)


def test_two_currencies_of_one_amount_stand_side_by_side() -> None:
    made = graph(
        "s03 | acme | funding | 3 billion CNY | | | round=B", "s03 | acme | funding | 400 million USD | | | round=B"
    )
    assert [(o.current, o.disputed) for o in made.observations_of("acme")] == [(True, False)] * 2


def test_a_number_and_a_direction_stand_side_by_side() -> None:
    made = graph("s12 | li2s | price | down | 2025-12", "s12 | li2s | price | 900 CNY/kg | 2025-12")
    assert [o.current for o in made.observations_of("li2s")] == [True, True]


def test_an_umbrella_and_what_stands_below_agree_and_the_narrower_is_current() -> None:
    made = graph("s03#p1 | line-1 | class | solid-state", "s03#p2 | line-1 | class | all-solid")
    found = property_(made, "line-1", "class")
    assert (found.word, found.rule, found.disputed) == ("all-solid", "precise", False)


def test_one_line_of_two_classes_is_disputed() -> None:
    made = graph("s03#p1 | line-1 | class | semi-solid", "s03#p2 | line-1 | class | all-solid")
    assert property_(made, "line-1", "class").disputed
    assert made.entities["line-1"].disputed

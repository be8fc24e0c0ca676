"""What holds on a day: events, states with a beginning and an end, plans before their event."""

from __future__ import annotations

from datetime import date

import pytest

from graphkit.facts.interpret import Wrong
from tests.graph.kernel_world import PLANNED, STARTED, graph, milestone


def test_an_event_has_not_come_before_its_last_possible_day() -> None:
    text = "s12 | line-1 | production_start | | 2025-11"
    assert "line-1" not in graph(text, as_of="2025-11-29").entities
    assert milestone(graph(text, as_of="2025-11-30")).reached


def test_what_is_told_had_come_by_the_day_it_was_told() -> None:
    text = "s11 | line-1 | production_start | | 2025-11"
    found = milestone(graph(text, as_of="2025-11-15"))
    assert (found.reached, found.latest) == (True, date(2025, 11, 15))


def test_an_event_without_a_date_had_come_when_it_was_told() -> None:
    text = "s11 | line-1 | production_start"
    assert "line-1" not in graph(text, as_of="2025-11-14").entities
    assert graph(text, as_of="2025-11-15").entities["line-1"].status == "operating"


def test_a_state_without_a_date_holds_on_any_day() -> None:
    assert graph("s11 | acme | LOCATED_IN | yibin", as_of="2001-01-01").edges


def test_as_of_before_the_event_shows_the_plan() -> None:
    made = graph(PLANNED, STARTED, as_of="2025-09-30")
    assert (milestone(made).kind, made.entities["line-1"].status, made.entities["line-1"].overdue) == (
        "planned", "planned", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("when", "day", "there"),
    [
        ("2024/2025-03", "2023-12-31", False),
        ("2024/2025-03", "2024-01-01", True),
        ("2024/2025-03", "2025-03-31", True),
        ("2024/2025-03", "2025-04-01", False),
        ("until 2025-03", "2001-01-01", True),
        ("until 2025-03", "2025-04-01", False),
        ("from 2024-11", "2024-10-31", False),
        ("from 2024-11", "2024-11-01", True),
        ("from 2024-11", "2030-01-01", True),
        ("2025-03", "2025-03-30", False),
        ("2025-03", "2025-03-31", True),
        ("2025-03", "2030-01-01", True),
        ("by 2025-03", "2030-01-01", True),
        ("before 2025-03", "2030-01-01", True),
        ("before 2025-03", "2025-02-27", False),
    ],
)
def test_a_state_holds_from_when_it_is_certain_until_it_is_said_to_end(when: str, day: str, there: bool) -> None:
    assert bool(graph(f"s12 | acme | SUPPLIES | borel | {when}", as_of=day).edges) == there


def test_an_edge_that_began_again_is_there_again() -> None:
    rows_ = ("s12#p1 | acme | SUPPLIES | borel | 2019/2021", "s12#p2 | acme | SUPPLIES | borel | from 2024")
    found = [bool(graph(*rows_, as_of=f"{year}-06-01").edges) for year in (2018, 2020, 2023, 2025)]
    assert found == [False, True, False, True]


def test_an_edge_is_known_since_it_was_first_seen() -> None:
    made = graph("s03 | acme | SUPPLIES | borel | 2025-02", "s09 | acme | SUPPLIES | borel | 2025-08")
    (edge,) = made.edges.values()
    assert (edge.since, edge.until, edge.rule) == (date(2025, 2, 1), None, "later")


def test_a_property_has_a_day_too() -> None:
    text = "s12 | cell-1 | class | all-solid | 2025-06"
    assert "cell-1" not in graph(text, as_of="2025-06-29").entities
    assert graph(text, as_of="2025-06-30").entities["cell-1"].properties["class"] == "all-solid"


def test_the_day_is_by_default_the_latest_on_which_something_was_said() -> None:
    assert graph(PLANNED, "s03 | line-1 | level | line").as_of == date(2025, 11, 15)


def test_an_estimate_speaks_of_what_is() -> None:
    with pytest.raises(Wrong, match="after the day it was said"):
        graph("s03 | line-1 | production_start | | 2025-09 | estimate")

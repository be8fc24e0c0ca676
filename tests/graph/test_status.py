"""The status of entities and edges by the stages reached, and plans that ran out."""

from __future__ import annotations

import pytest

from graphkit.graph.convert import rows
from tests.graph.kernel_world import graph, milestone


@pytest.mark.parametrize(
    ("rows_", "status"),
    [
        (["s03 | line-1 | construction_start | | 2026 | planned"], "planned"),
        (["s03 | line-1 | construction_start | | 2025-02"], "building"),
        (["s03 | line-1 | completion | | 2025-02", "s03 | line-1 | production_start | | 2026 | planned"], "building"),
        (["s03 | line-1 | trial_production | | 2025-02"], "trial"),
        (["s03 | line-1 | trial_production | | 2025-02", "s03 | line-1 | completion | | 2025-01"], "trial"),
        (["s03 | line-1 | production_start | | 2025-02"], "operating"),
        (["s03 | line-1 | production_start | | 2024", "s03 | line-1 | closure | | 2025-02"], "ended"),
        (["s03 | line-1 | level | line"], None),
    ],
)  # fmt: skip
def test_status_is_that_of_the_furthest_stage_actually_reached(rows_: list[str], status: str | None) -> None:
    assert graph(*rows_).entities["line-1"].status == status


def test_the_furthest_stage_counts_over_all_ladders() -> None:
    made = graph("s03 | cell-1 | sample_cells | | 2025-01", "s03 | cell-1 | delivery | | 2025-02")
    assert made.entities["cell-1"].status == "operating"


def test_overdue_is_a_flag_and_no_status() -> None:
    made = graph("s03 | line-1 | production_start | | by 2025-06 | planned", as_of="2025-07-01")
    assert (made.entities["line-1"].overdue, made.entities["line-1"].status) == (True, "planned")


def test_a_deadline_includes_its_last_day() -> None:
    text = "s03 | line-1 | production_start | | by 2025 | planned"
    assert not milestone(graph(text, as_of="2025-12-31")).overdue
    assert milestone(graph(text, as_of="2026-01-01")).overdue


def test_a_later_stage_answers_a_plan_that_ran_out() -> None:
    plan = "s03 | line-1 | completion | | by 2025-06 | planned"
    made = graph(plan, "s12 | line-1 | production_start | | 2025-11")
    assert not milestone(made, stage="completion").overdue and not made.entities["line-1"].overdue
    made = graph(plan, "s12 | line-1 | construction_start | | 2025-11")
    assert milestone(made, stage="completion").overdue and made.entities["line-1"].overdue


def test_what_came_with_another_party_answers_nothing() -> None:
    plan = "s03 | cell-1 | test_installation | car-1 | by 2025-06 | planned"
    other = graph(plan, "s12 | cell-1 | vehicle_installation | car-2 | 2025-11", types={"car-2": "Vehicle"})
    assert milestone(other, "cell-1", "test_installation").overdue
    same = graph(plan, "s12 | cell-1 | vehicle_installation | car-1 | 2025-11")
    assert not milestone(same, "cell-1", "test_installation").overdue


def test_a_milestone_of_an_edge_concerns_both_ends_and_gives_it_its_status() -> None:
    made = graph("s06 | cell-1 | test_installation | car-1 | 2025-05")
    (edge,) = made.edges.values()
    assert (edge.type, edge.source, edge.target, edge.status) == ("INSTALLED_IN", "cell-1", "car-1", "trial")
    assert [m.edge for m in made.milestones_of("car-1")] == [m.edge for m in made.milestones_of("cell-1")] == [edge.uid]
    hung = {e.start[1] for e in rows(made).edges.values() if e.type == "HAS_MILESTONE"}
    assert hung == {"cell-1", "car-1"}


def test_a_planned_milestone_plans_its_edge() -> None:
    (edge,) = graph("s06 | cell-1 | vehicle_installation | car-1 | by 2030 | planned").edges.values()
    assert (edge.kind, edge.status) == ("planned", "planned")

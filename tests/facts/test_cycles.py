"""Circles where there must be none."""

from __future__ import annotations

from graphkit.facts.cycles import cycles
from tests.graph.kernel_world import graph, model


def test_a_circle_of_parts_is_found_with_the_claims_that_make_it() -> None:
    made = graph(
        "s03 | line-1 | PART_OF | plant-1", "s03 | plant-1 | PART_OF | line-1", "s03 | acme | OPERATES | line-1"
    )
    (knot,) = cycles(made.claims.values(), model())
    assert [(c.subject, c.object) for c in knot] == [("line-1", "plant-1"), ("plant-1", "line-1")]


def test_a_tree_has_no_circle() -> None:
    assert not list(cycles(graph("s03 | line-1 | PART_OF | plant-1").claims.values(), model()))


def test_supplies_may_go_round() -> None:
    made = graph("s03 | acme | SUPPLIES | borel", "s03 | borel | SUPPLIES | acme")
    assert not list(cycles(made.claims.values(), model()))


def test_a_circle_that_is_denied_is_none() -> None:
    made = graph("s03 | line-1 | PART_OF | plant-1", "s03 | plant-1 | PART_OF | line-1 | | denied")
    assert not list(cycles(made.claims.values(), model()))

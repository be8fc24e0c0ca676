"""What was known by a day, and what the public may see."""

from __future__ import annotations

from datetime import date

from graphkit.graph import build
from tests.graph.kernel_world import facts, graph, milestone, model


def test_known_on_takes_what_had_been_said_by_the_day() -> None:
    rows_ = ("s03 | line-1 | level | line", "s06 | line-1 | capacity | 1 GWh")
    assert not list(graph(*rows_, known_on="2025-06-14").observations_of("line-1"))
    assert list(graph(*rows_, known_on="2025-06-15").observations_of("line-1"))


def test_a_partial_said_day_counts_by_its_last() -> None:
    text = "s12 | line-1 | level | line | | | | | 2025-03"
    assert not graph(text, known_on="2025-03-30").entities
    assert graph(text, known_on="2025-03-31").entities


def test_an_undated_source_counts_by_its_earliest_day_and_is_flagged() -> None:
    text = "undated | line-1 | level | line"
    assert not graph(text, known_on="2024-12-31").entities
    made = graph(text, known_on="2025-01-01")
    assert (set(made.entities), made.undated) == ({"line-1"}, ("undated",))
    assert graph(text, known_on="2025-12-31").undated == ()


def test_the_default_day_never_lies_beyond_what_was_known() -> None:
    made = graph("undated | line-1 | production_start | | by 2025-06 | planned", known_on="2025-03-01")
    assert (made.as_of, milestone(made).overdue) == (date(2025, 3, 1), False)


def test_the_public_sees_no_trace_of_an_internal_source() -> None:
    made = graph(
        "s03 | line-1 | level | line", "secret | acme | OPERATES | plant-1", "curation | acme | country | CN",
        audience="public",
    )  # fmt: skip
    assert (set(made.entities), made.left_out) == ({"line-1"}, 1)
    assert {c.subject for c in made.claims.values()} == {"line-1"}
    assert "secret" not in made.sources
    assert "acme" not in made.all_names


def test_a_claim_inferred_from_one_that_is_left_out_falls() -> None:
    from dataclasses import replace

    whole = facts("secret | line-1 | capacity | 1 GWh", "s06 | line-1 | capacity | 2 GWh | | | | | | inferred")
    (hidden,) = [c for c in whole.claims if c.source == "secret"]
    claims = tuple(replace(c, inferred_from=(hidden.id,)) if c.source == "s06" else c for c in whole.claims)
    made = build(replace(whole, claims=claims), model(), audience="public")
    assert not made.entities

"""Each rule of docs/data-model.md on a table of a few rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from graphkit.facts.interpret import Wrong
from graphkit.graph import build
from graphkit.graph.convert import rows
from tests.graph.kernel_world import current, facts, graph, milestone, model, observation, property_

STARTED = "s11#p8 | line-1 | production_start | | 2025-11-10"
PLANNED = "s11#p8 | line-1 | production_start | | 2025-10 | planned"


# --- choice


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


# --- denied and withdrawn


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


# --- dispute of words


def test_an_umbrella_and_what_stands_below_agree_and_the_narrower_is_current() -> None:
    made = graph("s03#p1 | line-1 | class | solid-state", "s03#p2 | line-1 | class | all-solid")
    found = property_(made, "line-1", "class")
    assert (found.word, found.rule, found.disputed) == ("all-solid", "precise", False)


def test_one_line_of_two_classes_is_disputed() -> None:
    made = graph("s03#p1 | line-1 | class | semi-solid", "s03#p2 | line-1 | class | all-solid")
    assert property_(made, "line-1", "class").disputed
    assert made.entities["line-1"].disputed


# --- keys


def test_a_missing_qualifier_is_a_scope_of_its_own() -> None:
    made = graph("s03 | line-1 | capacity | 1 GWh", "s03 | line-1 | capacity | 2 GWh | | | class=all-solid")
    found = list(made.observations_of("line-1"))
    assert len({o.element for o in found}) == 2
    assert not any(o.disputed for o in found)


def test_another_period_is_another_observation() -> None:
    made = graph("s12 | acme | shipments | 1 GWh | 2024", "s12 | acme | shipments | 2 GWh | 2025")
    assert [o.current for o in made.observations_of("acme")] == [True, True]


def test_ends_of_a_symmetric_edge_have_no_order() -> None:
    made = graph("s03 | acme | PARTNERS_WITH | borel", "s04 | borel | PARTNERS_WITH | acme")
    (edge,) = made.edges.values()
    assert (edge.source, edge.target, len(edge.claims)) == ("acme", "borel", 2)


def test_the_item_is_part_of_a_supply() -> None:
    made = graph(
        "s03 | acme | SUPPLIES | borel | | | item=li2s", "s03 | acme | SUPPLIES | borel | | | item=lpsc",
        "s03 | acme | SUPPLIES | borel",
    )  # fmt: skip
    assert sorted(dict(e.key).get("item", "") for e in made.edges.values()) == ["", "li2s", "lpsc"]


def test_milestones_of_two_items_are_milestones_of_two_edges() -> None:
    made = graph(
        "s03 | acme | sample_delivery | borel | 2025-01 | | item=li2s",
        "s03 | acme | sample_delivery | borel | 2025-02 | | item=lpsc",
    )
    assert {m.edge for m in made.milestones.values()} == set(made.edges)
    assert len(made.edges) == 2


def test_one_of_makes_an_edge_to_each_that_says_so() -> None:
    made = graph("s03 | line-1 | PRODUCES | one of li2s, lpsc")
    assert {(e.target, e.one_of) for e in made.edges.values()} == {
        ("li2s", ("li2s", "lpsc")), ("lpsc", ("li2s", "lpsc")),
    }  # fmt: skip


def test_who_names_the_party_outweighs_who_leaves_it_open() -> None:
    made = graph("s03 | line-1 | PRODUCES | li2s", "s06 | line-1 | PRODUCES | one of li2s, lpsc")
    assert {e.target: e.one_of for e in made.edges.values()} == {"li2s": (), "lpsc": ("li2s", "lpsc")}


# --- status


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


# --- plain properties


def test_a_plain_value_is_installed_and_a_plan_stands_apart_each_with_its_date() -> None:
    made = graph("s12 | line-1 | capacity | 0.5 GWh | 2025-11", "s12 | line-1 | capacity | 4 GWh | by 2028 | planned")
    found = made.entities["line-1"].properties
    assert (found["capacity_gwh"], found["capacity_gwh_date"]) == (0.5, "2025-11")
    assert (found["capacity_planned_gwh"], found["capacity_planned_gwh_date"]) == (4, "by 2028")


def test_a_plan_alone_fills_no_plain_property() -> None:
    made = graph("s12 | line-1 | capacity | 4 GWh | | planned", "s12 | line-1 | class | all-solid | | planned")
    assert made.entities["line-1"].properties == {"capacity_planned_gwh": 4, "class_planned": "all-solid"}


def test_a_withdrawn_plan_fills_no_property() -> None:
    made = graph("s12 | line-1 | capacity | 4 GWh | | withdrawn")
    assert made.entities["line-1"].properties == {}


def test_a_scoped_value_fills_no_plain_property() -> None:
    made = graph("s12 | line-1 | capacity | 1 GWh | | | class=all-solid")
    assert "capacity_gwh" not in made.entities["line-1"].properties


def test_of_two_periods_the_later_is_current_on_the_node() -> None:
    made = graph("s12 | line-1 | capacity | 2 GWh | 2025-11", "s12 | line-1 | capacity | 1 GWh | 2025-03")
    assert made.entities["line-1"].properties["capacity_gwh"] == 2


def test_a_capacity_without_a_period_is_per_year_and_marked_implied() -> None:
    made = graph("s12 | plant-1 | material_capacity | 20 mt")
    found = observation(made, "plant-1", "material_capacity")
    assert (found.value, found.unit, found.per, found.per_implied) == (Decimal(20), "t/a", "year", True)
    stated = graph("s12 | plant-1 | material_capacity | 20 t/year")
    assert not observation(stated, "plant-1", "material_capacity").per_implied


def test_one_number_in_two_notations_is_one_statement() -> None:
    made = graph("s03 | line-1 | capacity | 0.5 GWh", "s04 | line-1 | capacity | 500 MWh")
    (found,) = made.observations_of("line-1")
    assert (found.value, len(found.claims)) == (Decimal("0.5"), 2)
    alone = graph("s03 | line-1 | capacity | 0.5 GWh")
    assert [o.uid for o in alone.observations_of("line-1")] == [found.uid]


def test_numbers_that_cannot_both_be_true_are_disputed() -> None:
    made = graph(
        "s03#p1 | line-1 | capacity | over 2 GWh | | | | acme", "s03#p2 | line-1 | capacity | 1 GWh | | | | borel"
    )
    assert observation(made).disputed


def test_by_2028_of_a_forecast_means_in_2028() -> None:
    made = graph("s03 | acme | shipments | 13.5 GWh | by 2028 | forecast")
    found = observation(made, "acme", "shipments")
    assert (found.earliest, found.latest, found.period) == (date(2028, 1, 1), date(2028, 12, 31), "by 2028")


# --- as_of


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


# --- known_on and audience


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


# --- what is in the graph


def test_an_entity_is_in_the_graph_only_if_something_mentions_it() -> None:
    assert set(graph("s03 | acme | OPERATES | line-1").entities) == {"acme", "line-1"}


def test_items_places_and_speakers_are_mentioned() -> None:
    made = graph("s03 | acme | SUPPLIES | borel | | | item=li2s | press-house")
    assert set(made.entities) == {"acme", "borel", "li2s", "press-house"}


def test_curation_follows_what_a_document_mentions_and_brings_in_nothing_else() -> None:
    rows_ = ("curation | yibin | LOCATED_IN | sichuan", "curation | acme | country | CN")
    assert set(graph(*rows_).entities) == set()
    assert set(graph(*rows_, "s03 | line-1 | LOCATED_IN | yibin").entities) == {"line-1", "yibin", "sichuan"}


def test_curation_has_no_clock_and_does_not_corroborate() -> None:
    made = graph(
        "curation | acme | country | CN",
        "s03 | acme | country | US | | | | borel",
        "s03 | acme | PRODUCES | cell-1",
    )
    assert made.entities["acme"].properties["country"] == "US"


def test_a_type_stated_by_two_loaders_is_disputed_and_the_first_by_alphabet() -> None:
    from dataclasses import replace

    from graphkit.facts.claim import Row
    from graphkit.facts.entities import curated

    base = facts("s03 | acme | OPERATES | line-1")
    other = curated("u", Row("curation", "", "acme", "is_a", "Organization"))
    made = build(replace(base, claims=(*base.claims, other)), model())
    assert (made.entities["acme"].type, made.entities["acme"].disputed) == ("Firm", True)


# --- the rows of the page


def test_the_examples_of_the_page() -> None:
    made = graph(
        "s11#p8 | line-1 | capacity | 0.5 GWh",
        PLANNED,
        STARTED,
        "s12#p11 | li2s | price | down | 2025-12-26/2025-12-31 | | | press-house | 2026-01-02",
        "s12#p30 | acme | funding | several hundred million CNY | by 2025-12-06 | | round=B+",
        "s12#p28 | acme | shipments | 13.5 GWh | by 2028 | forecast | class=all-solid | press-house",
        "s03#p28 | acme | shipments | 13.5 GWh | by 2028 | forecast | class=all-solid | press-house",
        "s06#p30 | acme | shipments | 13.5 GWh | by 2028 | forecast | class=all-solid | press-house",
        "s10#p1.s13 | cell-1 | vehicle_installation | | by 2030 | target | scale=mainstream models | acme",
    )
    assert made.entities["line-1"].properties["capacity_gwh"] == 0.5
    assert milestone(made).text == "2025-11-10"
    assert observation(made, "li2s", "price").direction == "down"
    funding = observation(made, "acme", "funding")
    assert (funding.min, funding.max, funding.scope) == (Decimal(200_000_000), Decimal(900_000_000), (("round", "B+"),))
    forecast = observation(made, "acme", "shipments")
    assert (len(forecast.claims), forecast.prospective, forecast.rule) == (3, True, "only")
    assert {made.claims[c].speaker for c in forecast.claims} == {"press-house"}
    target = current(list(made.milestones_of("cell-1")))
    assert (target.scope, target.latest, target.status) == (
        (("scale", "mainstream-models"),),
        date(2030, 12, 31),
        "operating",
    )
    assert made.entities["cell-1"].status == "planned"


def test_a_milestone_that_discloses_nothing_makes_no_edge() -> None:
    made = graph("s03 | cell-1 | road_test | car-1 | | undisclosed")
    assert not made.edges
    assert [m.kind for m in made.milestones_of("cell-1")] == ["undisclosed"]


def test_an_estimate_speaks_of_what_is() -> None:
    with pytest.raises(Wrong, match="after the day it was said"):
        graph("s03 | line-1 | production_start | | 2025-09 | estimate")

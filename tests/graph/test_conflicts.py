"""Conflicts within an element and across elements, and a curator's rulings on them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from graphkit.facts.claim import Decision, Facts
from graphkit.graph import Conflict, Graph, build
from graphkit.graph.conflicts import KINDS
from tests.graph.kernel_world import ROOT, facts, graph, milestone, model, property_

TWO_ROUTES = (
    "s03#p1 | line-1 | route | sulfide",
    "s03#p2 | line-1 | route | oxide | | | | borel",
)
BUILT_LATE = (
    "s11#p1 | line-1 | production_start | | 2025-03",
    "s11#p2 | line-1 | construction_start | | 2025-06",
)


def only(made: Graph) -> Conflict:
    """The one conflict of a graph."""
    (found,) = made.conflicts.values()
    return found


def says(conflict: Conflict) -> list[str]:
    """Its sides in words, the chosen one with a star."""
    return [("*" if s.chosen else "") + s.text for s in conflict.sides]


def ruled(given: Facts, choose: str, claims: tuple[str, ...], conflict: str) -> Graph:
    """The graph of the facts with a ruling."""
    decision = Decision(conflict, choose, claims, "the plant's own page", "Ada", date(2026, 1, 5))
    return build(replace(given, decisions={conflict: decision}), model())


# --- within an element


def test_two_routes_of_one_line_stand_side_by_side() -> None:
    found = only(graph(*TWO_ROUTES))
    assert (found.kind, found.severity, found.state, found.about) == ("word", "high", "open", ("line-1",))
    assert sorted(text.lstrip("*") for text in says(found)) == ["oxide", "sulfide"]
    assert sum(s.chosen for s in found.sides) == 1


def test_an_umbrella_and_what_stands_below_it_agree() -> None:
    assert not graph("s03 | line-1 | class | solid-state", "s03 | line-1 | class | all-solid | | | | borel").conflicts


def test_another_speakers_date_and_a_number_out_of_the_others_bounds() -> None:
    made = graph(
        "s03 | line-1 | production_start | | 2025-10 | planned | | acme",
        "s06 | line-1 | production_start | | 2025-12 | planned | | borel",
        "s03 | line-1 | capacity | 2 GWh",
        "s04 | line-1 | capacity | over 3 GWh | | | | borel",
    )
    assert sorted((c.kind, c.severity, c.rule) for c in made.conflicts.values()) == [
        ("date", "medium", "later"),
        ("number", "high", "later"),
    ]


def test_a_plan_that_came_otherwise_or_was_moved_by_its_owner_is_none() -> None:
    assert not graph(
        "s03 | line-1 | production_start | | 2025-10 | planned | | acme",
        "s06 | line-1 | production_start | | 2025-12 | planned | | acme",
        "s12 | line-1 | production_start | | 2025-12-10 | | | borel",
    ).conflicts


def test_the_id_stays_when_another_claim_joins() -> None:
    joined = (*TWO_ROUTES, "s09#p1 | line-1 | route | halide | | | | curie")
    assert only(graph(*TWO_ROUTES)).uid == only(graph(*joined)).uid


# --- across elements


def test_scopes_of_which_one_stands_above_the_other_meet() -> None:
    by = "s03 | cell-1 | vehicle_installation | | by 2030 | target | scale=mainstream-models | acme"
    found = only(graph(by, "s05 | cell-1 | vehicle_installation | | after 2030 | planned | scale=large | borel"))
    assert (found.kind, found.severity) == ("date", "medium")
    assert not any(s.chosen for s in found.sides)
    assert not graph(by, "s05 | cell-1 | vehicle_installation | | after 2030 | planned | scale=pilot | borel").conflicts


def test_a_plan_without_a_scale_may_be_meant_for_any() -> None:
    by = "s03 | li2s | mass_production | | by 2030 | target | place=yibin | acme"
    found = only(graph(by, "s05 | li2s | mass_production | | after 2030 | planned | scale=large; place=yibin | borel"))
    assert (found.kind, found.severity) == ("date", "low")
    elsewhere = "s05 | li2s | mass_production | | after 2030 | planned | place=sichuan | borel"
    assert not graph(by, elsewhere).conflicts


def test_production_before_construction() -> None:
    found = only(graph(*BUILT_LATE))
    assert (found.kind, found.severity) == ("order", "high")
    assert found.name == "line-1 production_start before construction_start"


def test_stages_in_their_order_or_of_days_that_overlap_are_none() -> None:
    built = "s11#p2 | line-1 | construction_start | | 2025-03"
    assert not graph("s11#p1 | line-1 | production_start | | 2025-03", built).conflicts
    assert not graph("s11#p1 | line-1 | production_start | | 2025-06", built).conflicts


def test_already_in_place_and_still_to_come() -> None:
    shipped = "s11#p12 | cell-1 | batch_shipment | | | | scale=batch"
    found = only(graph(shipped, "s11#p4 | cell-1 | mass_production | | | planned"))
    assert (found.kind, found.severity) == ("already", "medium")
    # an old plan that a later word answers, and one that is told as past, are none
    assert not graph(shipped, "s03#p4 | cell-1 | mass_production | | 2025 | planned").conflicts
    assert not graph(shipped, "s11#p4 | cell-1 | mass_production | | by 2025-09 | target").conflicts


def test_two_phases_of_one_procedure_at_one_time() -> None:
    types = {"norm": "Policy"}
    week = "2025-11-10/2025-11-15"
    told = (f"s11#p2 | norm | drafting | | {week}", f"s11#p9 | norm | consultation | | {week}")
    found = only(build(facts(*told, types=types), model()))
    assert (found.kind, found.severity, found.name) == ("phase", "low", "norm drafting or consultation")
    other = (told[0], f"s12#p9 | norm | consultation | | {week}")
    assert only(build(facts(*other, types=types), model())).severity == "medium"
    apart = (told[0], "s12#p9 | norm | consultation | | 2025-12")
    assert not build(facts(*apart, types=types), model()).conflicts


def test_two_firsts_of_the_same_and_firsts_of_other_scopes() -> None:
    first = "s03 | acme | first | pilot line | | | place=yibin; class=all-solid"
    found = only(graph(first, "s05 | borel | first | Pilot Line | | | place=yibin; class=all-solid"))
    assert (found.kind, found.severity, found.about) == ("first", "high", ("acme", "borel"))
    assert not graph(first, "s05 | borel | first | pilot line | | | place=sichuan; class=all-solid").conflicts


def test_another_got_as_far_before_the_first() -> None:
    types = {"car-2": "Vehicle", "cell-2": "Product"}
    first = (
        "s11 | car-1 | first | mass-produced model | | | class=semi-solid",
        "s11 | car-1 | delivery | | 2025-11-10",
    )
    earlier = (
        "s07 | cell-2 | class | semi-solid",
        "s07 | cell-2 | vehicle_installation | car-2 | by 2025-07-01 | | scale=mass",
    )
    found = only(build(facts(*first, *earlier, types=types), model()))
    assert (found.kind, found.severity, found.about) == ("first", "medium", ("car-1", "car-2"))
    other_class = ("s07 | cell-2 | class | all-solid", earlier[1])
    assert not build(facts(*first, *other_class, types=types), model()).conflicts
    only_tested = (earlier[0], "s07 | cell-2 | test_installation | car-2 | by 2025-07-01")
    assert not build(facts(*first, *only_tested, types=types), model()).conflicts


# --- rulings


def test_a_ruling_chooses_and_settles() -> None:
    given = facts(*TWO_ROUTES)
    found = only(build(given, model()))
    loser = next(s for s in found.sides if not s.chosen)
    made = ruled(given, loser.claims[0], found.claims, found.uid)
    held = property_(made, "line-1", "route")
    assert (held.word, held.rule, held.disputed) == (loser.text, "decision", False)
    assert not made.entities["line-1"].disputed
    after = only(made)
    assert (after.state, after.rule, after.uid) == ("decided", "decision", found.uid)
    assert says(after)[0] == f"*{loser.text}" and after.decision and after.decision.by == "Ada"


def test_a_ruling_outweighs_an_outcome() -> None:
    given = facts(
        "s03 | line-1 | production_start | | 2025-10 | planned | | acme",
        "s06 | line-1 | production_start | | 2025-12 | planned | | borel",
        "s12 | line-1 | production_start | | 2025-12-01 | | | borel",
    )
    found = only(build(given, model()))
    plan = next(c for c in found.claims if build(given, model()).claims[c].speaker == "acme")
    held = milestone(ruled(given, plan, found.claims, found.uid))
    assert (held.kind, held.text, held.rule) == ("planned", "2025-10", "decision")


def test_both_settles_and_chooses_nothing_new() -> None:
    given = facts(*TWO_ROUTES)
    before = build(given, model())
    made = ruled(given, "both", only(before).claims, only(before).uid)
    assert only(made).state == "both"
    old, new = property_(before, "line-1", "route"), property_(made, "line-1", "route")
    assert (new.word, new.rule, new.disputed) == (old.word, old.rule, False)


def test_undecided_leaves_it_disputed() -> None:
    given = facts(*TWO_ROUTES)
    found = only(build(given, model()))
    made = ruled(given, "undecided", found.claims, found.uid)
    assert only(made).state == "undecided" and property_(made, "line-1", "route").disputed


def test_a_claim_that_the_ruling_did_not_weigh_opens_it_again() -> None:
    found = only(graph(*TWO_ROUTES))
    given = facts(*TWO_ROUTES, "s09#p1 | line-1 | route | halide | | | | curie")
    made = ruled(given, found.claims[0], found.claims, found.uid)
    assert only(made).state == "reopened" and property_(made, "line-1", "route").disputed
    assert property_(made, "line-1", "route").rule == "decision"  # it still says which of those it weighed holds


@pytest.mark.parametrize("clock", [{"known_on": date(2025, 4, 1)}, {"audience": "public"}])
def test_a_ruling_counts_only_where_all_claims_that_it_weighed_do(clock: dict[str, object]) -> None:
    given = facts(TWO_ROUTES[0], "s03#p7 | line-1 | route | oxide | | | | curie", "secret | line-1 | route | halide")
    found = only(build(given, model()))
    loser = next(s for s in found.sides if not s.chosen)
    decision = Decision(found.uid, loser.claims[0], found.claims, "a hint from inside", "Ada", date(2026, 1, 5))
    made = build(replace(given, decisions={found.uid: decision}), model(), **clock)  # type: ignore[arg-type]
    assert not made.decisions and only(made).state == "open"
    assert "a hint from inside" not in repr(made)


def test_across_elements_a_ruling_changes_no_value() -> None:
    given = facts(*BUILT_LATE)
    before = build(given, model())
    made = ruled(given, only(before).claims[0], only(before).claims, only(before).uid)
    assert only(made).state == "decided" and made.milestones == before.milestones


def test_a_ruling_on_what_no_longer_contradicts_settles_nothing() -> None:
    given = facts(TWO_ROUTES[0])
    (claim,) = (c.id for c in given.claims if c.predicate == "route")
    made = ruled(given, "both", (claim, next(c.id for c in given.claims if c.predicate == "name")), "0" * 12)
    assert not made.conflicts and list(made.decisions) == ["0" * 12]


def test_many_firsts_and_many_rivals_are_one_conflict_each() -> None:
    types = {f"car-{n}": "Vehicle" for n in range(2, 9)}
    rows = []
    for n in range(1, 9):
        rows.append(f"s11 | car-{n} | class | semi-solid")
        rows.append(f"s11 | car-{n} | delivery | | 2025-{n:02d}-10")
    for n in (7, 8):
        rows.append(f"s11 | car-{n} | first | delivered model | | | class=semi-solid")
    found = list(build(facts(*rows, types=types), model()).conflicts.values())
    assert sorted((c.severity, c.about) for c in found) == [
        ("high", ("car-7", "car-8")),
        ("medium", ("car-7", "car-1")),  # of all that were earlier, the earliest
        ("medium", ("car-8", "car-1")),
    ]


SUPPLIES = "{} | {} | SUPPLIES | borel | | | item=li2s; share={}"


def test_shares_of_one_whole_add_up_to_more() -> None:
    made = graph(SUPPLIES.format("s03#p1", "acme", "70 %"), SUPPLIES.format("s03#p2", "curie", "over 40 %"))
    found = only(made)
    assert (found.kind, found.severity, found.about) == ("shares", "high", ("borel", "acme", "curie"))
    assert says(found) == ["acme: 70 %", "curie: over 40 %"]
    assert len(found.elements) == 2
    other = graph(SUPPLIES.format("s03", "acme", "70 %"), SUPPLIES.format("s06", "curie", "40 %"))
    assert (only(other).severity, only(other).uid) == ("medium", found.uid)


@pytest.mark.parametrize(
    "rows",
    [
        (SUPPLIES.format("s03", "acme", "70 %"), SUPPLIES.format("s03#p2", "curie", "30.4 %")),  # rounded
        (SUPPLIES.format("s03", "acme", "up to 70 %"), SUPPLIES.format("s03#p2", "curie", "40 %")),
        (SUPPLIES.format("s03", "acme", "70 %"), "s03#p2 | curie | SUPPLIES | borel | | | item=lpsc; share=40 %"),
        (SUPPLIES.format("s03", "acme", "70 %"), "s03#p2 | curie | SUPPLIES | borel | | | share=40 %"),
        (SUPPLIES.format("s03", "acme", "70 %"), "s03#p2 | curie | SUPPLIES | acme | | | item=li2s; share=40 %"),
        (
            SUPPLIES.format("s03", "acme", "70 %"),
            "s03#p2 | curie | SUPPLIES | borel | 2027 | planned | item=li2s; share=40 %",
        ),
        (  # what the plant gives is given by its owner
            SUPPLIES.format("s03", "acme", "70 %"),
            SUPPLIES.format("s03#p2", "plant-1", "40 %"),
            "s03#p3 | acme | OPERATES | plant-1",
        ),
        (  # two years lie between them: either may have been right
            SUPPLIES.format("s03", "acme", "70 %"),
            "s12 | curie | SUPPLIES | borel | | | item=li2s; share=40 % | | 2023-01-15",
        ),
    ],
)
def test_shares_that_can_all_be_true(rows: tuple[str, ...]) -> None:
    assert not [c for c in graph(*rows).conflicts.values() if c.kind == "shares"]


def test_owners_and_makers_hold_shares_of_a_whole_too() -> None:
    owned = graph(
        "s03 | acme | OWNS | borel | | | ownership_share=51 %",
        "s03#p2 | curie | OWNS | borel | | | ownership_share=51 %",
    )
    assert only(owned).name == "shares of OWNS borel"
    made = graph("s03 | acme | PRODUCES | li2s | | | share=80 %", "s03#p2 | curie | PRODUCES | li2s | | | share=25 %")
    assert only(made).about == ("li2s", "acme", "curie")


def test_every_kind_is_explained_on_its_page() -> None:
    page = (ROOT / "docs/conflicts.md").read_text(encoding="utf-8")
    table = page[page.index("| kind |") : page.index("## Ruling on one")]
    assert set(re.findall(r"^\| `([a-z]+)` \|", table, re.MULTILINE)) == set(KINDS)

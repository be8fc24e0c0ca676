"""Histories and slips: each rule of docs/reports.md on a few rows, and what holds for any rows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph import Graph
from graphkit.graph.histories import Owners, histories
from graphkit.graph.slips import SLIPS, Fate, days_between, fates, slips
from tests.graph.kernel_world import graph, model

OWNED = "s01 | acme | OPERATES | line-1"
LINE = "line-1 | production_start |"


def judged(*texts: str, as_of: str | None = None, known_on: str | None = None) -> list[Fate]:
    """What became of the plans of the rows."""
    return list(fates(graph(OWNED, *texts, as_of=as_of, known_on=known_on), model()))


def only(*texts: str, as_of: str | None = None, known_on: str | None = None) -> Fate:
    """What became of the one plan of the rows."""
    (fate,) = judged(*texts, as_of=as_of, known_on=known_on)
    return fate


def told(fate: Fate) -> tuple[str, int | None, int | None]:
    return fate.outcome, fate.days_least, fate.days_most


# --- histories


def test_a_history_has_every_date_in_the_order_said() -> None:
    made = graph(
        f"s11 | {LINE} | 2025-11-10",
        f"s06 | {LINE} | 2025-10 | planned | | acme",
        f"s03 | {LINE} | 2025-08 | planned | | acme",
    )
    (found,) = histories(made, model())
    assert [t.statement.text for t in found.told] == ["2025-08", "2025-10", "2025-11-10"]
    assert [t.statement.text for t in found.plans] == ["2025-08", "2025-10"]
    assert [t.speakers for t in found.plans] == [("acme",), ("acme",)]
    assert found.told[0].said == (date(2025, 3, 15), date(2025, 3, 15))
    assert found.came is not None and found.came.text == "2025-11-10"


def test_a_relation_has_a_history_of_its_own() -> None:
    made = graph("s03 | cell-1 | vehicle_installation | car-1 | 2026 | planned", "s03 | acme | PRODUCES | cell-1")
    (found,) = histories(made, model())
    assert (found.subject, found.object, found.owners) == ("cell-1", "car-1", ("acme",))


@pytest.mark.parametrize(
    ("rows", "owners"),
    [
        (["s01 | acme | OPERATES | line-1"], ("acme",)),
        (["s01 | acme | OPERATES | line-1", "s01 | borel | OWNS | line-1"], ("acme",)),
        (["s01 | acme | OPERATES | line-1", "s01 | borel | OPERATES | line-1"], ("acme", "borel")),
        (["s01 | line-1 | PART_OF | plant-1", "s01 | borel | OPERATES | plant-1"], ("borel",)),
        ([], ()),
    ],
)
def test_whose_a_line_is(rows: list[str], owners: tuple[str, ...]) -> None:
    assert Owners(graph(*rows, f"s03 | {LINE} | 2026 | planned")).of("line-1") == owners


def test_what_a_line_produces_is_its_operators_and_a_material_of_many_is_nobodys() -> None:
    made = graph(
        OWNED, "s01 | line-1 | PRODUCES | cell-1", "s01 | acme | PRODUCES | li2s", "s01 | borel | PRODUCES | li2s"
    )
    owners = Owners(made)
    assert owners.of("cell-1") == ("acme",)
    assert owners.of("li2s") == ()


# --- outcomes


def test_an_october_plan_that_came_on_10_november_is_10_to_40_days_late() -> None:
    # 31 October to 10 November are 10 days, 1 October to 10 November are 40.
    assert told(only(f"s11 | {LINE} | 2025-10 | planned", f"s11 | {LINE} | 2025-11-10")) == ("late", 10, 40)


def test_a_plan_that_came_true_is_no_slip() -> None:
    fate = only(f"s03 | {LINE} | 2025-10 | planned", f"s11 | {LINE} | 2025-10-20")
    assert (fate.outcome, fate.slip) == ("kept", False)


def test_before_its_first_day_is_early() -> None:
    # From 1 October back to 20 August are 42 days, from 31 October 72.
    assert told(only(f"s03 | {LINE} | 2025-10 | planned", f"s11 | {LINE} | 2025-08-20")) == ("early", -72, -42)


def test_a_deadline_is_never_met_early_and_its_last_day_counts() -> None:
    assert only(f"s03 | {LINE} | by 2025-10 | planned", f"s11 | {LINE} | 2025-04-01").outcome == "kept"
    late = only(f"s03 | {LINE} | by 2025-10 | planned", f"s11 | {LINE} | 2025-11-10")
    assert told(late) == ("late", 10, 10)


def test_an_outcome_that_may_lie_within_the_plan_is_not_called_late() -> None:
    # The quarter begins 30 days before 31 October; told on 15 December, it had come by then, 75 days after 1 October.
    assert told(only(f"s03 | {LINE} | 2025-10 | planned", f"s12 | {LINE} | 2025-Q4")) == ("unclear", -30, 75)


def test_overdue_is_told_by_the_day() -> None:
    plan = f"s03 | {LINE} | 2025-10 | planned"
    assert told(only(plan, as_of="2025-10-31")) == ("ahead", None, None)
    assert told(only(plan, as_of="2025-11-05")) == ("overdue", 5, None)


def test_who_did_not_know_yet_sees_it_overdue_and_not_late() -> None:
    rows = (f"s03 | {LINE} | 2025-10 | planned", f"s12 | {LINE} | 2025-11-10")
    assert only(*rows, as_of="2025-12-20").outcome == "late"
    assert only(*rows, as_of="2025-11-20", known_on="2025-11-20").outcome == "overdue"
    assert only(*rows, as_of="2025-10-20", known_on="2025-10-20").outcome == "ahead"


def test_a_later_stage_tells_by_when_an_earlier_one_had_come() -> None:
    rows = ("s03 | line-1 | handover | | by 2025-09-20 | target", f"s11 | {LINE} | 2025-11-10")
    fate = only(*rows, as_of="2026-01-02")
    # 20 September to 10 November: at most 51 days late; it may have been in time.
    assert told(fate) == ("unclear", None, 51)
    assert fate.to_days == (None, date(2025, 11, 10))
    assert fate.bound is not None and fate.bound.statement.stage == "production_start"


def test_its_own_undated_outcome_ends_where_a_later_stage_began() -> None:
    rows = (
        "s03 | line-1 | completion | | by 2025-09-20 | target",
        "s12 | line-1 | completion | |",
        f"s11 | {LINE} | 2025-11-10",
    )
    assert told(only(*rows)) == ("unclear", None, 51)


@pytest.mark.parametrize("qualifiers", ["class=semi-solid", "scale=pilot"])
def test_a_later_stage_in_another_scope_tells_nothing(qualifiers: str) -> None:
    rows = (
        "s03 | line-1 | trial_production | | 2025-06 | planned | class=all-solid; scale=mass",
        f"s11 | {LINE} | 2025-11-10 | | {qualifiers}",
    )
    assert only(*rows, as_of="2025-12-31").outcome == "overdue"


# --- moved


def test_a_plan_that_its_owner_moves() -> None:
    first, second = judged(f"s03 | {LINE} | 2025-10 | planned | | acme", f"s06 | {LINE} | 2025-12 | planned | | acme")
    # From 31 October to 1 December 31 days, from 1 October to 31 December 91.
    assert told(first) == ("moved", 31, 91)
    assert first.to is not None and first.to.statement.text == "2025-12"
    assert second.outcome == "ahead"


def test_a_deadline_that_moves_moves_by_its_last_days() -> None:
    first, _ = judged(
        f"s03 | {LINE} | by 2025-10-31 | planned | | acme", f"s06 | {LINE} | by 2025-11-30 | planned | | acme"
    )
    assert told(first) == ("moved", 30, 30)


def test_the_owner_may_move_what_the_press_told_and_no_other_speaker_may() -> None:
    press, owner = judged(f"s03 | {LINE} | 2025-10 | planned", f"s06 | {LINE} | 2025-12 | planned | | acme")
    assert (press.outcome, owner.outcome) == ("moved", "ahead")
    others = judged(f"s03 | {LINE} | 2026-03 | planned | | acme", f"s06 | {LINE} | 2026-05 | planned | | borel")
    assert [f.outcome for f in others] == ["ahead", "ahead"]


def test_a_more_precise_plan_is_no_slip_and_is_the_one_that_counts() -> None:
    rows = (f"s03 | {LINE} | 2025 | planned | | acme", f"s06 | {LINE} | 2025-10 | planned | | acme")
    assert [f.outcome for f in judged(*rows)] == ["restated", "ahead"]
    assert [f.outcome for f in judged(*rows, f"s12 | {LINE} | 2025-11-10")] == ["restated", "late"]


def test_vaguer_words_later_move_nothing() -> None:
    rows = (f"s03 | {LINE} | 2025-10 | planned | | acme", f"s06 | {LINE} | 2025 | planned | | acme")
    assert [f.outcome for f in judged(*rows)] == ["ahead", "restated"]


def test_one_document_tells_the_first_schedule_and_the_new_one() -> None:
    first, second = judged(f"s11 | {LINE} | 2025-10 | planned | | acme", f"s11 | {LINE} | 2026-03 | planned | | acme")
    assert (first.outcome, second.outcome) == ("moved", "ahead")
    # 31 October 2025 to 1 March 2026 are 121 days, 1 October to 31 March 181.
    assert (first.days_least, first.days_most) == (121, 181)


def test_a_withdrawn_plan_is_a_slip() -> None:
    fate = only(f"s03 | {LINE} | 2026 | planned | | acme", f"s06 | {LINE} | | withdrawn | | acme")
    assert told(fate) == ("withdrawn", None, None)
    gone = only(f"s03 | {LINE} | 2026 | planned", "s06 | line-1 | cancellation | | 2025-06")
    assert gone.outcome == "withdrawn"


def test_a_forecast_of_another_is_listed_and_not_counted() -> None:
    fate = only(f"s03 | {LINE} | 2025-10 | forecast | | borel", f"s12 | {LINE} | 2025-11-10")
    assert (fate.outcome, fate.counted) == ("late", False)
    assert only(f"s03 | {LINE} | 2025-10 | forecast | | acme", f"s12 | {LINE} | 2025-11-10").counted
    assert only(f"s03 | {LINE} | 2025-10 | planned | | borel", f"s12 | {LINE} | 2025-11-10").counted


def test_another_scope_is_another_plan() -> None:
    found = judged(
        f"s03 | {LINE} | 2026 | planned | class=all-solid | acme",
        f"s06 | {LINE} | 2028 | planned | class=solid-state | acme",
    )
    assert [f.outcome for f in found] == ["ahead", "ahead"]


def test_a_plan_for_days_ahead_told_when_it_had_come_is_a_conflict() -> None:
    fate = only(f"s03 | {LINE} | 2025-02-10", f"s06 | {LINE} | 2026 | planned", as_of="2027-02-01")
    assert (fate.outcome, fate.slip) == ("contradicted", False)


# --- for any rows

_DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
_SPANS = st.builds(lambda d, n: (d, d + timedelta(days=n)), _DAYS, st.integers(0, 400))
_DOCUMENTS = [f"s{month:02d}" for month in range(1, 13)]
_ROWS = st.lists(
    st.builds(
        lambda s, stage, span, kind, who: f"{s} | line-1 | {stage} | | {span[0]}/{span[1]} | {kind} | | {who}",
        st.sampled_from(_DOCUMENTS),
        st.sampled_from(["production_start", "completion", "handover"]),
        _SPANS,
        st.sampled_from(["planned", "target", "forecast"]),
        st.sampled_from(["", "acme", "borel"]),
    )
    | st.builds(
        lambda s, stage, n: f"{s} | line-1 | {stage} | | {date(2025, int(s[1:]), 15) - timedelta(days=n)}",
        st.sampled_from(_DOCUMENTS),
        st.sampled_from(["production_start", "completion", "handover"]),
        st.integers(0, 500),
    ),
    max_size=8,
)


@given(_SPANS, st.data())
def test_an_outcome_within_the_plan_is_never_a_slip(plan: tuple[date, date], data: st.DataObject) -> None:
    last = min(plan[1], date(2025, 12, 15))
    first = min(plan[0], last)
    came = data.draw(st.dates(first, last))
    if came < plan[0]:
        return
    assert only(f"s01 | {LINE} | {plan[0]}/{plan[1]} | planned", f"s12 | {LINE} | {came}").outcome == "kept"


@given(_SPANS, _SPANS, st.booleans(), st.booleans())
def test_at_least_is_no_more_than_at_most(
    plan: tuple[date, date], to: tuple[date, date], open_plan: bool, open_to: bool
) -> None:
    begin = None if open_plan else plan[0]
    least, most = days_between((begin, plan[1]), (None if open_to else to[0], to[1]), True)
    assert least is not None and most is not None
    assert least <= most
    assert most == (to[1] - (begin or plan[1])).days


@given(_ROWS, st.none() | _DAYS, st.none() | _DAYS)
def test_what_holds_of_every_plan(rows: list[str], as_of: date | None, known_on: date | None) -> None:
    made: Graph = graph(OWNED, *rows, as_of=str(as_of) if as_of else None, known_on=str(known_on) if known_on else None)
    found = fates(made, model())
    assert len(found) == sum(m.kind in ("planned", "target", "forecast") for m in made.milestones.values())
    assert set(slips(made, model())) == {f for f in found if f.outcome in SLIPS}
    for fate in found:
        if fate.days_least is not None and fate.days_most is not None:
            assert fate.days_least <= fate.days_most
        if fate.outcome == "late":
            assert fate.days_least is None or fate.days_least > 0
        if fate.outcome == "overdue":
            last = fate.plan.statement.latest
            assert made.as_of and last and last < made.as_of
            assert fate.history.came is None
        if fate.outcome in ("late", "early", "kept", "unclear") and fate.to:
            assert fate.to.statement.reached


@given(_SPANS, st.integers(1, 12))
def test_before_the_outcome_was_told_nothing_is_late(plan: tuple[date, date], month: int) -> None:
    day = date(2025, month, 14)  # a day before the document of the month
    rows = (f"s01 | {LINE} | {plan[0]}/{plan[1]} | planned", f"s{month:02d} | {LINE} | 2025-01-02")
    for fate in judged(*rows, known_on=str(day), as_of=str(day)):
        assert fate.outcome == ("overdue" if plan[1] < day else "ahead")

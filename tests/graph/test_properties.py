"""What holds of the kernel for any claims: order, clocks, exactly one current, nothing lost, nothing invented."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from graphkit.facts.claim import Facts
from graphkit.graph import Graph, build
from graphkit.graph.clock import certain_from
from graphkit.graph.convert import rows
from graphkit.graph.select import select
from graphkit.model import STATUSES
from tests.graph.kernel_world import SOURCES, facts, model

_DAYS = st.dates(date(2024, 6, 1), date(2026, 6, 30))
_WHEN = st.sampled_from(
    ["", "2025", "2025-03", "2025-06-10", "by 2025-04", "2024/2025-05", "from 2024-11", "early 2026"]
)
_PAST = st.sampled_from(["", "2024", "2025-01", "2024-12-20", "by 2025-01", "2023/2024", "from 2024-11", "until 2026"])
_KIND = st.sampled_from(["planned", "target", "forecast", "estimate", "denied", "withdrawn", "undisclosed"])
_WHO = st.sampled_from(["", "acme", "borel", "press-house"])
_DOCUMENTS = st.sampled_from(sorted(SOURCES))
_THINGS = st.sampled_from(
    [
        "line-1 | production_start |", "line-1 | completion |", "cell-1 | test_installation | car-1",
        "cell-1 | vehicle_installation | car-1", "acme | agreement | borel", "borel | agreement | acme",
        "acme | SUPPLIES | borel", "acme | SUPPLIES | one of borel, curie", "acme | PARTNERS_WITH | borel",
        "borel | PARTNERS_WITH | acme", "yibin | LOCATED_IN | sichuan", "line-1 | LOCATED_IN | yibin",
        "line-1 | class | all-solid", "line-1 | class | solid-state", "line-1 | class | semi-solid",
        "line-1 | capacity | 1 GWh", "line-1 | capacity | 1000 MWh", "line-1 | capacity | over 2 GWh",
        "li2s | price | down", "li2s | price | 900 CNY/kg", "acme | business | automaker",
    ]
)  # fmt: skip


@st.composite
def _row(draw: st.DrawFn) -> str:
    place = draw(st.sampled_from(["", "#p2", "#p3"]))
    document = draw(st.one_of(_DOCUMENTS.map(lambda d: d + place), st.just("curation")))
    kind = draw(st.one_of(st.just(""), _KIND))
    when = draw(_PAST if kind in ("", "estimate") else _WHEN)
    return f"{document} | {draw(_THINGS)} | {when} | {kind} | | {draw(_WHO)}"


ROWS = st.lists(_row(), max_size=14)


def _parts(made: Graph) -> list[object]:
    return [*made.edges.values(), *made.properties.values(), *made.milestones.values(), *made.observations.values()]


@given(ROWS, st.randoms(use_true_random=False), st.none() | _DAYS, st.none() | _DAYS)
def test_the_order_of_rows_changes_nothing(
    texts: list[str], shuffle: random.Random, as_of: date | None, known_on: date | None
) -> None:
    whole = facts(*texts)
    mixed = list(whole.claims)
    shuffle.shuffle(mixed)
    one, other = (build(f, model(), as_of, known_on) for f in (whole, replace(whole, claims=tuple(mixed))))
    assert one == other
    assert rows(one) == rows(other)
    assert list(rows(one).nodes) == list(rows(other).nodes)
    assert list(one.claims) == list(other.claims)


@given(ROWS, _DAYS, st.integers(0, 400))
def test_who_knows_later_knows_no_less(texts: list[str], day: date, more: int) -> None:
    whole = facts(*texts)
    early = {c.id for c in select(whole, day, "all").claims}
    late = {c.id for c in select(whole, day + timedelta(days=more), "all").claims}
    assert early <= late <= {c.id for c in whole.claims}


@given(ROWS, st.none() | _DAYS)
def test_exactly_one_statement_of_an_element_is_current(texts: list[str], as_of: date | None) -> None:
    made = build(facts(*texts), model(), as_of)
    leaves = [*made.milestones.values(), *made.observations.values()]
    assert Counter(p.element for p in leaves if p.current) == dict.fromkeys({p.element for p in leaves}, 1)
    assert all(bool(p.rule) == p.current for p in leaves)


@given(ROWS, st.none() | _DAYS, st.none() | _DAYS)
def test_nothing_is_in_the_graph_that_no_selected_claim_says(
    texts: list[str], as_of: date | None, known_on: date | None
) -> None:
    whole = facts(*texts)
    made = build(whole, model(), as_of, known_on)
    chosen = {c.id for c in select(whole, known_on, "all").claims}
    assert set(made.claims) <= chosen
    for part in _parts(made):
        assert part.claims  # type: ignore[attr-defined]
        assert set(part.claims) <= set(made.claims)  # type: ignore[attr-defined]
    ends = {end for e in made.edges.values() for end in (e.source, e.target)}
    assert ends <= set(made.entities)


@given(ROWS, _DAYS)
def test_every_claim_that_holds_is_in_an_element_or_its_edge_is_denied_or_over(texts: list[str], as_of: date) -> None:
    whole = facts(*texts)
    made = build(whole, model(), as_of)
    used = {i for part in _parts(made) for i in part.claims}  # type: ignore[attr-defined]
    for claim in made.claims.values():
        begun = certain_from(claim)
        holds = not claim.realised or begun is None or begun <= as_of
        if claim.family == "edge" and holds and claim.id not in used:
            assert claim.kind == "denied" or any(
                c.kind == "denied" or (c.date and c.date.form in ("range", "until"))
                for c in made.claims.values() if c.predicate == claim.predicate
            ) or claim.source == "curation"  # fmt: skip
        elif claim.family in ("milestone", "metric", "property") and claim.source != "curation":
            assert (claim.id in used) == holds


@given(ROWS, _DAYS)
def test_a_status_is_never_further_than_what_was_reached_by_the_day(texts: list[str], as_of: date) -> None:
    made = build(facts(*texts), model(), as_of)
    for entity in made.entities.values():
        came = [
            STATUSES.index(status)
            for c in made.claims.values()
            if c.family == "milestone" and c.subject == entity.id and c.kind == "actual"
            and (status := model().stages[c.predicate].status)
            and ((begun := certain_from(c)) is None or begun <= as_of)
        ]  # fmt: skip
        if entity.status not in (None, "planned", "ended"):
            assert came
            assert STATUSES.index(entity.status) <= max(came)


@given(ROWS, _DAYS)
def test_an_overdue_plan_has_passed_and_did_not_come(texts: list[str], as_of: date) -> None:
    made = build(facts(*texts), model(), as_of)
    for found in made.milestones.values():
        if found.overdue:
            assert found.current
            assert found.kind in ("planned", "target", "forecast")
            assert found.latest is not None
            assert found.latest < as_of
            assert not any(m.reached for m in made.milestones.values() if m.element == found.element)


@given(ROWS)
def test_ids_are_of_what_is_said_and_not_of_what_stands_beside(texts: list[str]) -> None:
    whole = facts(*texts)
    assert {c.id for c in whole.claims} == {c.id for text in texts for c in facts(text).claims} | {
        c.id for c in facts().claims
    }


@given(ROWS, st.none() | _DAYS)
def test_the_public_graph_is_the_graph_without_what_is_not_public(texts: list[str], as_of: date | None) -> None:
    whole = facts(*texts)
    open_ = Facts(tuple(c for c in whole.claims if c.source != "secret"), whole.sources)
    made = build(whole, model(), as_of, audience="public")
    assert made == build(open_, model(), as_of)
    assert "secret" not in made.sources

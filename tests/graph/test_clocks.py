"""The two clocks and the audience, for any claims: what each selects, and that neither shows more than it may."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphkit
from graphkit.facts.claim import Claim, Decision, Facts
from graphkit.graph import Graph, build
from graphkit.graph.convert import rows
from graphkit.graph.select import select
from tests.graph.kernel_world import ROOT, SOURCES, facts, milestone, model
from tests.graph.test_properties import ROWS

_DAYS = st.dates(date(2024, 6, 1), date(2026, 6, 30))
_PARTS = ("entities", "edges", "properties", "milestones", "observations", "claims", "sources", "conflicts", "as_of")
#: Of what only the source that is not public tells.
_VEILED = {"veiled-firm": "Firm", "veiled-line": "Site", "veiled-cell": "Product"}


def _inferring(whole: Facts, draw: list[int]) -> Facts:
    """The facts with some claims inferred from others: the n-th of the documents' from the one `draw[n]` before."""
    told = [c for c in whole.claims if c.said is not None]
    linked = {
        c.id: replace(c, basis="inferred", inferred_from=(told[n - back].id,))
        for n, (c, back) in enumerate(zip(told, draw, strict=False))
        if 0 < back <= n
    }
    return replace(whole, claims=tuple(linked.get(c.id, c) for c in whole.claims))


@given(ROWS, _DAYS, st.integers(0, 400), st.lists(st.integers(0, 3), max_size=14))
def test_known_on_going_forward_only_adds_claims_to_the_graph(
    texts: list[str], day: date, more: int, draw: list[int]
) -> None:
    whole = _inferring(facts(*texts), draw)
    early, late = (build(whole, model(), known_on=d) for d in (day, day + timedelta(days=more)))
    assert set(early.claims) <= set(late.claims) <= set(build(whole, model()).claims)
    assert set(early.sources) <= set(late.sources)
    for claim in early.claims.values():
        # Nothing that was certainly said later, and nothing that was worked out from what was not known.
        assert claim.said is None or claim.said[0] <= day
        assert claim.said is None or claim.said[1] <= day or SOURCES[claim.source].published_basis == "inferred"
        assert set(claim.inferred_from) <= {c.id for c in select(whole, day, "all").claims}


@given(ROWS, _DAYS, st.none() | _DAYS, st.none() | _DAYS)
def test_as_of_chooses_among_what_is_known_and_brings_nothing_back(
    texts: list[str], known_on: date, as_of: date | None, other: date | None
) -> None:
    whole = facts(*texts)
    known = Facts(select(whole, known_on, "all").claims, whole.sources)
    made = build(whole, model(), as_of, known_on)
    alone = build(known, model(), as_of or made.as_of)
    assert all(getattr(made, part) == getattr(alone, part) for part in _PARTS)
    assert made.claims == build(whole, model(), other, known_on).claims  # the claims of a graph know no as_of


@given(ROWS, _DAYS)
def test_what_is_shown_as_come_had_come_by_the_day_for_certain(texts: list[str], as_of: date) -> None:
    made = build(facts(*texts), model(), as_of)
    for found in made.milestones.values():
        if found.reached:
            assert any(_passed(made.claims[c]) <= as_of for c in found.claims)
    for edge in made.edges.values():
        if edge.status not in ("planned", "ended"):
            claims = [made.claims[c] for c in edge.claims]
            assert any(c.kind in ("actual", "estimate", "undisclosed") and _begun(c) <= as_of for c in claims)


def _begun(claim: Claim) -> date:
    """The first day on which what is told can have begun: of no date any day, else its first or the day it was told."""
    if claim.date is None or claim.date.earliest is None:
        return date.min
    return min(claim.date.earliest, claim.said[1]) if claim.said else claim.date.earliest


def _passed(claim: Claim) -> date:
    """The day from which an event is certain: its last possible day, or the last on which it can have been told."""
    days = [claim.date.latest if claim.date else None, claim.said[1] if claim.said else None]
    return min((day for day in days if day), default=date.min)


@given(ROWS, _DAYS)
def test_an_overdue_plan_is_never_shown_as_operating(texts: list[str], as_of: date) -> None:
    made = build(facts(*texts), model(), as_of)
    for entity in made.entities.values():
        own = [m for m in made.milestones_of(entity.id) if m.subject == entity.id and m.current]
        if own and not any(m.reached for m in own):
            assert entity.status in (None, "planned", "ended")
        assert "capacity_gwh" not in entity.properties or any(
            o.metric == "capacity" and not o.prospective for o in made.observations_of(entity.id)
        )
    for edge in made.edges.values():
        kinds = {made.claims[c].kind for c in edge.claims}
        if kinds <= {"planned", "target", "forecast", "withdrawn"}:
            assert edge.status in ("planned", "ended")
            assert edge.status == "planned" or "withdrawn" in kinds
    for node in rows(made).nodes.values():
        if node.label == "Milestone" and node.props.get("overdue"):
            assert not node.props["reached"]


@given(ROWS, st.integers(2024, 2026), st.integers(1, 12))
def test_a_partial_day_is_its_last(texts: list[str], year: int, month: int) -> None:
    project, whole = graphkit.open_project(ROOT), facts(*texts)
    ends = {
        f"{year}-{month:02d}": date(year, month, calendar.monthrange(year, month)[1]),
        f"{year}": date(year, 12, 31),
        f"{year}-H1": date(year, 6, 30),
        f"{year}-Q3": date(year, 9, 30),
    }
    for text, last in ends.items():
        assert project.day(text) == last
    text, last = next(iter(ends.items()))
    assert project.graph(text, text, facts=whole) == build(whole, model(), last, last)


@given(ROWS, st.none() | _DAYS)
def test_the_default_day_is_the_last_on_which_something_known_was_said(texts: list[str], known_on: date | None) -> None:
    whole = facts(*texts)
    made = build(whole, model(), known_on=known_on)
    said = [c.said[1] for c in select(whole, known_on, "all").claims if c.said]
    if not said:
        assert made.as_of is None
    elif known_on is None:
        assert made.as_of == max(said)
    else:
        assert made.as_of is not None
        assert made.as_of <= known_on
        assert made.as_of in (known_on, max(said))
    assert made == build(whole, model(), made.as_of, known_on)


@given(ROWS, _DAYS, st.sampled_from(["both", "undecided", ""]))
def test_a_ruling_counts_once_all_that_it_weighed_is_known(texts: list[str], known_on: date, choose: str) -> None:
    whole = facts(*texts)
    rulings = {
        c.uid: Decision(c.uid, choose or c.claims[0], c.claims, "looked at", "curator", date(2026, 7, 1))
        for c in build(whole, model()).conflicts.values()
    }
    made = build(replace(whole, decisions=rulings), model(), known_on=known_on)
    known = {c.id for c in select(whole, known_on, "all").claims}
    assert set(made.decisions) == {i for i, ruling in rulings.items() if set(ruling.claims) <= known}
    counting = {i: r for i, r in rulings.items() if i in made.decisions}
    assert made == build(replace(whole, decisions=counting), model(), known_on=known_on)
    for conflict in made.conflicts.values():
        assert conflict.decision is None or set(conflict.decision.claims) <= known


@given(ROWS, st.lists(st.integers(0, 6), min_size=1, max_size=5), st.none() | _DAYS, st.none() | _DAYS)
def test_the_public_graph_holds_no_trace_of_what_is_not_public(
    texts: list[str], chosen: list[int], as_of: date | None, known_on: date | None
) -> None:
    whole = facts(*texts, *(_SECRET[n] for n in chosen), types=_VEILED)
    hidden = [c for c in whole.claims if c.source == "secret"]
    other = next((c for c in whole.claims if c.source not in ("secret", "curation")), None)
    extra = () if other is None else (replace(other, id="f" * 32, inferred_from=(hidden[0].id,)),)
    ruling = Decision("0" * 12, "both", (hidden[0].id,), "a veiled reason", "curator", date(2026, 7, 1))
    made = build(
        replace(whole, claims=(*whole.claims, *extra), decisions={ruling.id: ruling}),
        model(),
        as_of,
        known_on,
        "public",
    )
    assert made.left_out == len(hidden)
    text = f"{made!r} {rows(made)!r} {_plain(made)}".casefold()
    for trace in ("veiled", "secret", "7.77", "2025-08-08", "p77", "f" * 32, *(c.id for c in hidden)):
        assert trace not in text


#: Rows of the source that is not public; its words stand in no other row.
_SECRET = [
    "secret#p77 | veiled-line | production_start | | 2025-08-08 | planned | | veiled-firm",
    "secret#p77 | line-1 | production_start | | 2025-08-08 | planned | | veiled-firm",
    "secret#p77 | veiled-firm | SUPPLIES | acme | | | item=veiled-cell",
    "secret#p77 | acme | SUPPLIES | one of borel, veiled-firm",
    "secret#p77 | line-1 | capacity | 7.77 GWh",
    "secret#p77 | veiled-line | capacity | 7.77 GWh | | planned",
    "secret#p77 | veiled-cell | INSTALLED_IN | car-1",
]


def _plain(made: Graph) -> str:
    """What else can be asked of a graph."""
    return " ".join(made.name(i) for i in made.entities)


@pytest.mark.parametrize(
    ("as_of", "status", "overdue"),
    [
        ("2025-03-31", "planned", False),  # the plan is told, its last day is ahead
        ("2025-05-01", "planned", True),  # its last day, 30 April, has passed, and nothing is told
        ("2025-05-31", "planned", True),  # "in May" may still be the 31st itself …
        ("2025-06-15", "operating", False),  # … but s06 tells it as done
    ],
)
def test_one_line_on_four_days(as_of: str, status: str, overdue: bool) -> None:
    known_on = date(2025, 4, 1) if as_of < "2025-05" else date(2025, 5, 1) if as_of < "2025-06" else None
    whole = facts(
        "s01 | line-1 | production_start | | 2025-04 | planned", "s06 | line-1 | production_start | | 2025-05"
    )
    made = build(whole, model(), date.fromisoformat(as_of), known_on)
    entity = made.entities["line-1"]
    assert (entity.status, milestone(made).overdue) == (status, overdue)

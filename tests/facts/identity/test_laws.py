"""Laws of identity, for any entities and rulings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphkit.facts.identity import Ruling, candidates, identify
from graphkit.facts.identity.sheet import Given, match_sheet
from graphkit.facts.resolve import EntityRow
from tests.facts.identity.people import FORMS, LEI, OTHER_LEI, row, ruled

NAMES = [
    "Acme",
    "ACME Inc.",
    "Acme Cells",
    "Borel",
    "Borel GmbH",
    "博瑞",
    "博瑞有限公司",
    "Acme (博瑞)",
    "Battery",
    "ABC",
    "X",
]
IDS = [f"LEI:{LEI}", f"LEI:{OTHER_LEI}", "QID:Q1", "QID:Q2", "SSE:600001", "DOMAIN:acme.com"]
HANDLES = [*("a", "b", "c"), *(f"{table}/{end}" for table in ("t", "u", "v") for end in ("acme", "borel", "7", "abc"))]
TEXTS = st.lists(st.sampled_from(NAMES), max_size=2)


@st.composite
def worlds(draw: st.DrawFn) -> list[EntityRow]:
    """Entities with ids of their own."""
    ids = draw(st.lists(st.sampled_from(HANDLES), unique=True, min_size=2, max_size=9))
    return [
        row(
            i, draw(st.sampled_from(NAMES)), kind=draw(st.sampled_from(["Firm", "Firm", "Organization", "Site"])),
            aliases=draw(TEXTS), native=draw(TEXTS), ids=draw(st.lists(st.sampled_from(IDS), max_size=1)),
        )
        for i in ids
    ]  # fmt: skip


@st.composite
def verdicts(draw: st.DrawFn) -> list[Ruling]:
    """Rulings, one for each pair."""
    pairs = draw(st.lists(st.tuples(st.sampled_from(HANDLES), st.sampled_from(HANDLES)), max_size=5))
    found = {tuple(sorted(pair)) for pair in pairs if pair[0] != pair[1]}
    return [ruled(a, b, draw(st.sampled_from(["same", "different"])), n) for n, (a, b) in enumerate(sorted(found), 2)]


@given(worlds(), verdicts(), st.randoms())
def test_the_order_of_entities_and_rulings_does_not_matter(
    rows: list[EntityRow], rulings: list[Ruling], chance
) -> None:  # type: ignore[no-untyped-def]
    first = identify(rows, rulings, FORMS)
    offered = candidates(rows, first, rulings, FORMS)
    chance.shuffle(rows)
    chance.shuffle(rulings)
    assert identify(rows, rulings, FORMS) == first
    assert candidates(rows, first, rulings, FORMS) == offered


@given(worlds(), verdicts())
def test_what_is_ruled_different_is_never_one_and_same_is_unless_told(
    rows: list[EntityRow], rulings: list[Ruling]
) -> None:
    found = identify(rows, rulings, FORMS)
    known = {r.id for r in rows}
    wrong = any(p.level == "error" for p in found.problems)
    for one in rulings:
        if {one.a, one.b} <= known:
            together = found.of.get(one.a, one.a) == found.of.get(one.b, one.b)
            assert not (together and not one.same)
            assert together or not one.same or wrong


@given(worlds(), verdicts())
def test_clusters_are_flat_of_one_type_and_stand_under_a_curated_id(
    rows: list[EntityRow], rulings: list[Ruling]
) -> None:
    found = identify(rows, rulings, FORMS)
    kinds = {r.id: r.type for r in rows}
    assert set(found.why) == set(found.of) and all(found.why.values())
    for merged, root in found.of.items():
        assert root not in found.of and kinds[merged] == kinds[root]
        assert "/" in merged or "/" not in root
        if ("/" in merged) == ("/" in root):
            assert root < merged
    same = {frozenset((r.a, r.b)) for r in rulings if r.same}
    if not same:
        assert all("/" in merged for merged in found.of)  # curated ones are joined by a ruling alone


@given(worlds(), verdicts())
def test_identity_is_idempotent(rows: list[EntityRow], rulings: list[Ruling]) -> None:
    """With its own findings as rulings it finds the same."""
    found = identify(rows, rulings, FORMS)
    if any(p.level == "error" for p in found.problems):
        return
    again = [ruled(a, b, "same") for a, b in found.of.items()]
    mine = {r.pair: r for r in rulings} | {r.pair: r for r in again}
    assert identify(rows, mine.values(), FORMS).of == found.of


@given(worlds(), verdicts())
def test_candidates_are_apart_not_ruled_on_and_of_one_kind(rows: list[EntityRow], rulings: list[Ruling]) -> None:
    found = identify(rows, rulings, FORMS)
    firms = {"Firm", "Organization"}
    kinds = {r.id: r.type for r in rows}
    ruled_on = {frozenset(found.of.get(i, i) for i in r.pair) for r in rulings}
    offered = candidates(rows, found, rulings, FORMS)
    assert len({frozenset((c.a, c.b)) for c in offered}) == len(offered)
    for one in offered:
        assert one.a not in found.of and one.b not in found.of and one.a != one.b
        assert "/" in one.a and frozenset((one.a, one.b)) not in ruled_on
        assert kinds[one.a] == kinds[one.b] or {kinds[one.a], kinds[one.b]} <= firms
        assert 70 <= one.score <= 100 and one.evidence


@given(st.lists(st.text(max_size=30), min_size=2, max_size=6), st.sampled_from(["Firm", "Material", "Product"]))
def test_no_text_is_too_odd_to_be_a_name(names: list[str], kind: str) -> None:
    rows = [row(f"t{n}/x", name, kind=kind, aliases=[name[::-1]], line=n) for n, name in enumerate(names)]
    found = identify(rows, (), FORMS)
    candidates(rows, found, (), FORMS)
    match_sheet(
        Given("s.csv", ("n",), tuple((n, (name,)) for n, name in enumerate(names))), "n", kind, "s", rows, (), FORMS
    )

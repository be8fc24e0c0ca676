"""What changed between two days, on tiny worlds whose answers follow from the definitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graphkit.facts.claim import Decision, Facts
from graphkit.graph import build
from graphkit.reports.changed import is_price
from graphkit.reports.changes import changes, narrowed
from tests.graph.kernel_world import facts, model

#: Told in January, in June and in November 2025, each on the fifteenth.
WORLD = (
    "s01#p1 | acme | OPERATES | line-1",
    "s01#p2 | line-1 | production_start | | 2025-05 | planned | | acme",
    "s01#p3 | line-1 | completion | | by 2025-03 | planned | | acme",
    "s01#p4 | li2s | price | 900 CNY/kg | 2025-01",
    "s06#p1 | line-1 | production_start | | 2025-09 | planned | | acme",
    "s06#p2 | li2s | price | 800 CNY/kg | 2025-06",
    "s06#p3 | acme | SUPPLIES | borel | | | item=cell-1",
    "s06#p4 | line-1 | class | all-solid",
    "s11#p1 | line-1 | production_start | | 2025-10-20",
    "s11#p2 | line-1 | class | semi-solid | | | | borel",
    "s11#p3 | acme | SUPPLIES | borel | | | item=cell-1",
)


def _found(since: str, until: str | None = None, *texts: str, **more: Any) -> dict[str, list[dict[str, Any]]]:
    """The items by section, each as a record."""
    days = [date.fromisoformat(day) if day else None for day in (since, until)]
    assert days[0] is not None
    made = changes(facts(*(texts or WORLD)), model(), days[0], days[1], **more)
    return {name: made.table(name).records() for name, count in made.counts().items() if count}


def test_a_plan_that_moves_is_told_with_both_dates_and_the_days() -> None:
    (moved,) = _found("2025-02-01", "2025-07-01")["moved"]
    # Planned for May, then for September: from 31 May to 1 September 93 days, from 1 May to 30 September 152.
    assert (moved["old"], moved["new"]) == ("planned: 2025-05", "2025-09")
    assert (moved["days_least"], moved["days_most"]) == (93, 152)
    assert (moved["id"], moved["what"]) == ("line-1", "production_start")
    assert (moved["said"], moved["sources"]) == ("2025-06-15", ["s06#p1"])
    assert moved["speakers"] == ["Acme"]


def test_overdue_is_what_became_so_between_the_two_sides() -> None:
    # The completion was to come by March; the earlier side stands on 15 January, the later on 15 June.
    (overdue,) = _found("2025-02-01", "2025-07-01")["overdue"]
    assert (overdue["what"], overdue["old"], overdue["new"]) == ("completion", "planned: by 2025-03", "not told")
    assert overdue["days_least"] == 76  # from 31 March to 15 June
    assert overdue["change"] == "overdue for 76 days"
    assert overdue["sources"] == ["s01#p3"]
    later = _found("2025-07-01")
    assert "overdue" not in later  # it was overdue already, and has since come: what is produced is complete


def test_a_stage_that_is_reached_late_is_in_both_sections() -> None:
    found = _found("2025-07-01")
    (reached,) = found["reached"]
    assert (reached["old"], reached["new"], reached["change"]) == (
        "planned: 2025-09",
        "2025-10-20",
        "20 to 49 days late",
    )
    late = {(m["what"], m["old"], m["new"]) for m in found["moved"]}
    assert ("production_start", "planned: 2025-09", "2025-10-20") in late


def test_a_price_stands_beside_the_former_one() -> None:
    (price,) = _found("2025-02-01", "2025-07-01")["prices"]
    assert (price["old"], price["new"]) == ("900 CNY/kg, 2025-01", "800 CNY/kg, 2025-06")
    assert "prices" not in _found("2025-07-01")


def test_prices_that_differ_in_unit_or_direction_are_no_series() -> None:
    rows = ("s01 | li2s | price | 900 CNY/kg | 2025-01", "s06 | li2s | price | down | 2025-06")
    assert [p["old"] for p in _found("2025-02-01", None, *rows)["prices"]] == [""]


def test_a_forecast_for_another_year_is_no_former_price() -> None:
    rows = ("s01 | li2s | price | 900 CNY/kg | 2026 | forecast", "s06 | li2s | price | 700 CNY/kg | 2028 | forecast")
    (price,) = _found("2025-02-01", None, *rows)["prices"]
    assert (price["old"], price["new"]) == ("", "forecast: 700 CNY/kg, 2028")


@pytest.mark.parametrize(
    ("metric", "is_one"),
    [("price", True), ("trade_activity", True), ("index_change", True), ("index_value", True), ("market_size", True),
     ("funding", False), ("investment", False), ("capacity", False), ("demand_growth", False)],
)  # fmt: skip
def test_the_schema_tells_what_is_a_price_or_a_signal_of_a_market(metric: str, is_one: bool) -> None:
    assert is_price(model(), metric) == is_one


def test_what_is_new_is_told_once_and_by_who_told_it_first() -> None:
    new = _found("2025-02-01", "2025-07-01")["new"]
    assert {(n["item"], n["what"], n["id"]) for n in new} == {
        ("entity", "Firm", "borel"),
        ("relation", "SUPPLIES Borel (item=Cell-1)", "acme"),
        ("property", "class", "line-1"),
    }
    assert {place for n in new for place in n["sources"]} == {"s06#p3", "s06#p4"}


def test_a_conflict_is_new_when_the_second_voice_speaks() -> None:
    assert "conflicts" not in _found("2025-02-01", "2025-07-01")
    found = _found("2025-07-01")["conflicts"]
    (conflict,) = [c for c in found if c["id"] == "line-1" and c["what"].startswith("word")]
    assert conflict["change"] == "new"
    assert "all-solid" in conflict["new"]
    assert "semi-solid" in conflict["new"]
    assert conflict["sources"] == ["s11#p2"]  # the first side was known


def test_a_conflict_is_settled_when_the_other_agrees() -> None:
    rows = ("s01 | line-1 | class | all-solid | | | | acme", "s02 | line-1 | class | semi-solid | | | | borel")
    both = (*rows, "s06 | line-1 | class | semi-solid | | | | acme")
    (conflict,) = _found("2025-03-01", None, *both)["conflicts"]
    assert conflict["change"].startswith("settled")
    assert conflict["new"] == ""
    assert "conflicts" not in _found("2025-03-01", None, *rows)


def test_a_ruling_settles_on_its_day_by_the_day_recorded() -> None:
    whole = facts("s01 | line-1 | class | all-solid | | | | acme", "s02 | line-1 | class | semi-solid | | | | borel")
    (conflict,) = build(whole, model()).conflicts.values()
    ruling = Decision(conflict.uid, "both", conflict.claims, "seen", "curator", date(2026, 3, 1))
    ruled = replace(whole, decisions={conflict.uid: ruling})
    found = changes(ruled, model(), date(2026, 2, 1), by="recorded")
    (item,) = found.items
    assert (item.section, item.change) == ("conflicts", "settled: both")
    assert not changes(ruled, model(), date(2026, 3, 1), by="recorded").items
    assert not changes(ruled, model(), date(2026, 2, 1), by="said").items


def test_what_has_gone_stale_was_fresh_on_the_earlier_side() -> None:
    # Said on 15 January, not confirmed by 15 November; SUPPLIES of June was confirmed in November.
    stale = _found("2025-07-01")["stale"]
    assert {(s["item"], s["id"], s["what"]) for s in stale} == {("relation", "acme", "OPERATES Line-1")}
    assert stale[0]["days_least"] == 304
    assert "stale" not in _found("2025-07-01", stale_after=305)
    # After 100 days it was stale in June already (151 days): what has gone stale is the price of June.
    assert {s["what"] for s in _found("2025-07-01", stale_after=100)["stale"]} == {"price"}


def _recorded(whole: Facts, **days: str | None) -> Facts:
    sources = {
        i: replace(s, recorded=date.fromisoformat(day) if (day := days.get(i)) else None)
        for i, s in whole.sources.items()
    }
    return replace(whole, sources=sources)


def test_by_the_day_recorded_an_old_document_can_be_new() -> None:
    whole = _recorded(facts(*WORLD), s11="2026-01-10", s01="2026-02-01", s06=None)
    found = changes(whole, model(), date(2026, 1, 15), by="recorded")
    assert found.unrecorded == ("s06",)
    assert set(found.old.sources) == {"s06", "s11"}
    assert {p for i in found.table().records() for p in i["sources"] if i["section"] != "stale"} <= {
        f"s01#p{n}" for n in range(1, 5)
    }
    assert found.old.as_of == found.new.as_of == date(2025, 11, 15)
    assert not changes(whole, model(), date(2026, 2, 1), by="recorded").items


def test_before_the_first_all_is_new_and_after_the_last_nothing() -> None:
    whole = facts(*WORLD)
    first = changes(whole, model(), date(2024, 1, 1))
    assert first.from_nothing
    assert first.old.as_of is None
    assert first.counts()["new"] > 0
    assert first.counts()["changed"] == first.counts()["stale"] == 0
    assert not changes(whole, model(), date(2027, 1, 1)).items
    assert not changes(whole, model(), date(2025, 7, 1), date(2025, 7, 1)).items


def test_narrowed_to_an_entity_it_has_what_the_entity_owns() -> None:
    found = changes(facts(*WORLD), model(), date(2025, 2, 1), date(2025, 7, 1))
    of_acme = narrowed(found, ("moved", "new"), found.new.entities["acme"])
    assert {(i.section, i.about[0]) for i in of_acme.items} == {("moved", "line-1"), ("new", "acme"), ("new", "line-1")}
    assert not narrowed(found, (), found.new.entities["borel"]).counts()["moved"]


def test_what_is_not_public_leaves_no_trace() -> None:
    rows = (*WORLD, "secret#p9 | line-1 | capacity | 7 GWh", "secret#p9 | curie | OPERATES | plant-1")
    found = changes(facts(*rows), model(), date(2025, 2, 1), audience="public")
    text = repr(found.document())
    assert found.document()["left_out"] == 2
    for trace in ("secret", "curie", "7 GWh", "plant-1"):
        assert trace not in text
    assert "secret#p9" in repr(changes(facts(*rows), model(), date(2025, 2, 1)).document())

"""What nobody has confirmed, what later documents have overtaken, what one voice alone tells."""

from __future__ import annotations

from typing import Any

from graphkit.reports.stale import stale
from tests.graph.kernel_world import graph, model


def _found(*texts: str, as_of: str | None = "2025-12-31", days: int = 180, section: str = "") -> list[dict[str, Any]]:
    made = graph(*texts, as_of=as_of)
    return stale(made, model(), days, (section,) if section else ()).records()


def test_a_relation_is_stale_from_the_day_on() -> None:
    rows = ("s01#p1 | acme | SUPPLIES | borel", "s06#p2 | acme | PARTNERS_WITH | borel")
    (line,) = _found(*rows, days=200, section="relations")
    # 15 January to 31 December: 350 days; of June only 199.
    assert (line["what"], line["days"], line["last_said"]) == ("SUPPLIES Borel", 350, "2025-01-15")
    assert line["sources"] == ["s01#p1"]
    assert [r["days"] for r in _found(*rows, days=199, section="relations")] == [350, 199]
    assert not _found(*rows, days=351, section="relations")


def test_who_says_it_again_confirms_it_and_who_denies_it_does_not() -> None:
    once = "s01 | acme | SUPPLIES | borel"
    assert not _found(once, "s10 | acme | SUPPLIES | borel", section="relations")
    other = "s01 | acme | PARTNERS_WITH | borel"
    denied = "s10 | acme | PARTNERS_WITH | borel | | denied | | curie"
    # Curie's later denial wins, so that there is no relation that could be stale.
    assert not _found(other, denied, section="relations")


def test_another_word_does_not_confirm_the_chosen_one() -> None:
    rows = ("s01 | line-1 | class | all-solid", "s02 | line-1 | class | semi-solid | | planned")
    (line,) = _found(*rows, section="properties")
    assert (line["value"], line["last_said"]) == ("all-solid", "2025-01-15")


def test_a_plan_ahead_can_be_stale_and_what_came_or_is_overdue_cannot() -> None:
    ahead = "s01 | line-1 | production_start | | 2027 | planned"
    past = "s01 | plant-1 | production_start | | 2025-03 | planned"
    came = "s01 | plant-1 | completion | | 2024-12"
    (line,) = _found(ahead, past, came, section="plans")
    assert (line["id"], line["value"]) == ("line-1", "planned: 2027")


def test_a_figure_of_a_period_that_is_over_is_history() -> None:
    rows = (
        "s01 | acme | shipments | 1 GWh | 2024",  # what was shipped in 2024 needs no confirming
        "s01 | acme | shipments | 3 GWh | 2026 | forecast",
        "s01 | li2s | price | 900 CNY/kg | 2025-01",
        "s02 | li2s | price | 800 CNY/kg | 2025-02",  # the later price of the two
        "s01 | line-1 | capacity | 1 GWh",
    )
    told = {(r["id"], r["value"]) for r in _found(*rows, section="values")}
    assert told == {
        ("acme", "forecast: 3 GWh, 2026"),
        ("li2s", "800 CNY/kg, 2025-02"),
        ("line-1", "1 GWh per year (implied)"),
    }


def test_an_undated_document_counts_from_its_last_possible_day() -> None:
    assert not _found("undated | acme | SUPPLIES | borel", days=1, section="relations")
    (line,) = _found("undated | acme | SUPPLIES | borel", days=31, section="relations", as_of="2026-01-31")
    assert (line["last_said"], line["days"]) == ("2025-01-01/2025-12-31", 31)


def test_a_document_is_superseded_when_all_that_it_tells_is_told_later() -> None:
    old = ("s01#p1 | acme | SUPPLIES | borel", "s01#p2 | line-1 | production_start | | 2025-05 | planned")
    new = ("s06 | acme | SUPPLIES | borel", "s06 | line-1 | production_start | | 2025-05-20")
    (line,) = _found(*old, *new, section="superseded")
    assert (line["id"], line["what"], line["value"]) == ("s01", "document, overtaken by s06", "2 claims")
    # One relation that it alone tells keeps it.
    assert not _found(*old, *new, "s01#p3 | acme | PARTNERS_WITH | borel", section="superseded")
    # Said on a day that may be the same: not certainly later.
    again = "undated | acme | SUPPLIES | borel"
    assert not _found(old[0], again, section="superseded")


def test_entities_on_one_document_and_on_one_speaker() -> None:
    rows = (
        "s01 | acme | SUPPLIES | borel | | | | acme", "s06 | acme | PARTNERS_WITH | borel | | | | acme",
        "s06 | curie | OPERATES | plant-1",
        "s01 | line-1 | class | all-solid | | | | acme", "s06 | line-1 | capacity | 1 GWh | | | | borel",
        "curation | acme | LOCATED_IN | yibin",
    )  # fmt: skip
    told = {r["id"]: r["what"] for r in _found(*rows, section="single")}
    assert told == {
        "acme": "one speaker, 2 documents",
        "borel": "one speaker, 2 documents",
        "curie": "one document",
        "plant-1": "one document",
    }


def test_what_curation_alone_says_is_never_stale_and_nothing_is_without_claims() -> None:
    rows = ("s01 | acme | OPERATES | line-1", "curation | line-1 | LOCATED_IN | yibin")
    assert [r["what"] for r in _found(*rows, section="relations")] == ["OPERATES Line-1"]
    assert not _found(as_of=None)


def test_the_oldest_of_a_section_comes_first() -> None:
    rows = ("s03 | acme | SUPPLIES | borel", "s01 | acme | OPERATES | line-1", "s02 | line-1 | class | all-solid")
    found = _found(*rows)
    assert [r["section"] for r in found] == ["relations", "relations", "properties", "single"]  # borel
    assert [r["days"] for r in found if r["section"] == "relations"] == [350, 291]

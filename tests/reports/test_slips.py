"""Slips of the corpus, by hand from the articles (docs/curation.md lists them), and records of keeping dates."""

from __future__ import annotations

import pytest

from graphkit.graph.slips import OUTCOMES
from graphkit.reports.slips import record, slips
from tests.reports.corpus import corpus, corpus_graph

LINE = "sak-yibin-line-1"


def found(as_of: str | None = None, known_on: str | None = None) -> dict[tuple[str, str], dict[str, object]]:
    """The slips of the corpus by entity and stage."""
    table = slips(corpus_graph(as_of, known_on), corpus().model)
    out = {(str(r["id"]), str(r["stage"])): r for r in table.records()}
    assert len(out) == len(table.rows)
    return out


def test_the_slips_of_the_corpus_and_no_other() -> None:
    assert {k: r["outcome"] for k, r in found().items()} == {
        (LINE, "production_start"): "late",
        (LINE, "completion"): "unclear",
        (LINE, "handover"): "unclear",
        ("sak-yibin-electrolyte-facility", "production_start"): "overdue",
        ("qingtao-shanghai-line", "sample_cells"): "overdue",
    }


def test_sak_powers_line_begins_10_to_40_days_late() -> None:
    row = found()[LINE, "production_start"]
    assert (row["planned"], row["then"], row["delay"]) == ("2025-10", "2025-11-10", "10 to 40 days late")
    assert (row["days_least"], row["days_most"]) == (10, 40)
    assert (row["firm"], row["said_by"]) == (["Sak Power"], ["SMM"])
    assert (row["sources"], row["then_sources"]) == (["seed-000#p1"], ["seed-000#p1"])


@pytest.mark.parametrize("stage", ["completion", "handover"])
def test_what_was_due_by_mid_september_had_come_when_production_began(stage: str) -> None:
    # The middle of a month ends on its 20th day; to 10 November are 51 days.
    row = found()[LINE, stage]
    assert (row["planned_latest"], row["then_latest"], row["days_most"]) == ("2025-09-20", "2025-11-10", 51)
    assert row["then"] == "by 2025-11-10 (production_start)"
    assert row["delay"] == "in time or up to 51 days late"


@pytest.mark.parametrize(
    ("key", "firm", "speaker"),
    [
        (("sak-yibin-electrolyte-facility", "production_start"), "Sak Power", "SMM"),
        (("qingtao-shanghai-line", "sample_cells"), "Qingtao", "SAIC Group"),
    ],
)
def test_what_was_due_by_the_end_of_2025_is_overdue_in_january(key: tuple[str, str], firm: str, speaker: str) -> None:
    row = found()[key]
    assert (row["then"], row["days_least"], row["days_most"]) == ("not told", 2, None)
    assert (row["firm"], row["said_by"]) == ([firm], [speaker])
    assert key not in found("2025-12-31")
    assert found("2026-01-31")[key]["days_least"] == 31


def test_two_programmes_of_gac_are_no_slip_of_each_other() -> None:
    table = slips(corpus_graph(), corpus().model, corpus_graph().entities["gac-group"], OUTCOMES)
    assert {(r["id"], r["planned"], r["outcome"]) for r in table.records()} == {
        ("gac-ssb", "2026", "ahead"),
        ("gac-ssb", "2028", "ahead"),
        ("gac-assb", "by 2026", "ahead"),
        ("gac-assb", "2027/2030", "ahead"),
    }


def test_who_knew_nothing_yet_is_told_nothing() -> None:
    assert (LINE, "production_start") not in found(known_on="2025-11-09")
    # The article's day lies between 10 November and 31 December: it counts from the first.
    assert found(known_on="2025-11-10")[LINE, "production_start"]["outcome"] == "late"


def test_a_record_of_keeping_dates() -> None:
    rows = {r["id"]: r for r in record(corpus_graph(), corpus().model).records()}
    sak = rows["sak-power"]
    # Line: production, completion, handover. Electrolyte. Ahead: phase II, platform, PACK line, adhesive.
    assert (sak["plans"], sak["late"], sak["unclear"], sak["overdue"], sak["ahead"]) == (8, 1, 2, 1, 4)
    assert (sak["kept"], sak["moved"], sak["worst_days_late"], sak["median_days_late"]) == (0, 0, 10, 10)
    assert (rows["qingtao"]["plans"], rows["qingtao"]["overdue"]) == (1, 1)
    assert "catl" not in rows  # the only date told of it is a forecast of 36Kr's
    assert not any("unnamed" in str(i) for i in rows)


def test_each_dated_plan_is_counted_under_one_outcome() -> None:
    for row in record(corpus_graph("2028-06"), corpus().model).records():
        counted = ("kept", "early", "late", "overdue", "moved", "unclear", "withdrawn", "ahead")
        assert row["plans"] == sum(row[name] for name in counted)


def test_an_overdue_plan_is_never_reached() -> None:
    graph = corpus_graph("2029")
    for row in slips(graph, corpus().model, None, ("overdue",)).records():
        same = [m for m in graph.milestones_of(row["id"]) if m.stage == row["stage"] and m.subject == row["id"]]
        assert not any(m.reached and m.text == row["planned"] for m in same)
        assert graph.entities[row["id"]].status != "ended"

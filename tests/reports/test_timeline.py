"""Rows of the timeline: order, groups, filters."""

from __future__ import annotations

from datetime import date
from typing import Any

from graphkit.reports.timeline import timeline
from tests.reports.corpus import corpus, corpus_graph


def rows(**filters: Any) -> list[dict[str, Any]]:
    """The rows of the corpus."""
    return timeline(corpus_graph(), corpus().model, **filters).records()


def test_each_statement_of_a_milestone_is_one_row() -> None:
    assert len(rows()) == len(corpus_graph().milestones)


def test_planned_and_actual_dates_of_one_stage_stand_together() -> None:
    line = [r for r in rows(stages=["production_start"]) if r["id"] == "sak-yibin-line-1"]
    assert [(r["kind"], r["text"], r["current"], r["outcome"]) for r in line] == [
        ("planned", "2025-10", False, "late"),
        ("actual", "2025-11-10", True, "came"),
        ("actual", "2025-11", False, "came"),
    ]
    assert (line[0]["days_least"], line[0]["days_most"]) == (10, 40)
    assert (line[0]["speakers"], line[0]["sources"]) == (["SMM"], ["seed-000#p1"])
    assert (line[0]["firm"], line[0]["type"]) == (["Sak Power"], "Site")


def test_filters() -> None:
    graph = corpus_graph()
    assert {r["type"] for r in rows(types=["Patent"])} == {"Patent"}
    byd = rows(entities=[graph.entities["byd"]])
    assert {r["id"] for r in byd} == {"byd-assb", "byd-ssb"}
    window = (date(2027, 1, 1), date(2027, 12, 31))
    inside = rows(entities=[graph.entities["byd"]], window=window)
    # `by 2030` may fall in 2027; `after 2030` and a plan without a date may not.
    assert {r["text"] for r in inside} == {"around 2027", "by 2027", "by 2030"}


def test_groups_stand_together_and_begin_with_their_first_date() -> None:
    for group in ("firm", "type", "none"):
        titles = [r["group"] for r in rows(group=group)]
        changes = [t for k, t in enumerate(titles) if k == 0 or titles[k - 1] != t]
        assert len(changes) == len(set(changes))
    assert {r["group"] for r in rows(group="type")} == {r["type"] for r in rows()}
    assert rows(group="firm")[0]["group"] == "Xiaomi Auto"  # applied for its patent on 12 December 2023
    assert rows(group="firm")[-1]["group"] == "(no firm)"

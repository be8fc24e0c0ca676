"""The conflicts of the corpus against a list made by readers of the five articles, before any rule was written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import graphkit
from graphkit.errors import UsageError
from graphkit.graph import Graph
from graphkit.reports.conflicts import COLUMNS, conflicts, record, rule_on, table

ROOT = Path(__file__).parents[2]
#: What two readers called a contradiction, of what the tables can hold: (entities it is about, where it is said).
#: docs/curation.md lists them, with those that no table holds (two lists of what a site consists of).
LISTED = [
    ({"sak-yibin-line-1"}, {"seed-000#p1", "seed-000#p4"}),  # the route of the 0.5 GWh line
    ({"sak-sulfide-assb-cells"}, {"seed-000#p4", "seed-000#p12"}),  # shipped, and mass production still to come
    ({"unnamed-lines-seed-001-p2"}, {"seed-001#p2", "seed-001#p11"}),  # GWh-level lines in the plural
    ({"cn-ssb-ev-standard"}, {"seed-001#p2", "seed-001#p3", "seed-001#p18", "seed-001#p21"}),  # stage of the standard
    ({"unnamed-domestic-firms-seed-002-p4"}, {"seed-002#p4", "seed-002#p6", "seed-002#p12"}),  # approvals, assessment
    (
        {"unnamed-pilot-lines-seed-002-p23"},
        {"seed-002#p23", "seed-002#p11", "seed-002#p15"},
    ),  # pilot lines commissioned
    ({"unnamed-ess-projects-seed-002-p23"}, {"seed-002#p23", "seed-002#p13"}),  # storage projects in the plural
    ({"all-solid-state-battery"}, {"seed-004#p1.s10", "seed-004#p1.s19"}),  # commercial by 2030, after 2030
    ({"byd-assb"}, {"seed-003#p9", "seed-004#p1.s13"}),  # large scale after 2030, mainstream by 2030
    ({"saic-mg4-semi-solid", "seres-sf5"}, {"seed-001#p14", "seed-003#p13"}),  # the first semi-solid car
    ({"saic-ssb"}, {"seed-003#p9", "seed-001#p14"}),  # 2027, and delivered in December 2025
    ({"gac-ssb", "gac-assb"}, {"seed-003#p8", "seed-004#p1.s12"}),  # 2026 and 2028, tests by 2026 and 2027 to 2030
]


@pytest.fixture(scope="module")
def corpus() -> Graph:
    """The graph of the five articles."""
    return graphkit.open_project(ROOT).graph()


def places(graph: Graph, claims: tuple[str, ...]) -> set[str]:
    """Where the claims are said."""
    return {f"{graph.claims[c].source}#{graph.claims[c].locator}" for c in claims}


def test_85_in_100_are_found_and_no_more_than_one_in_five_is_a_false_alarm(corpus: Graph) -> None:
    found = conflicts(corpus)
    hits = [
        any(about <= set(c.about) and len(places(corpus, c.claims) & where) > 1 for c in found)
        for about, where in LISTED
    ]
    assert sum(hits) >= 0.85 * len(LISTED), [about for (about, _), hit in zip(LISTED, hits, strict=True) if not hit]
    alarms = [c for c in found if not any(about <= set(c.about) for about, _ in LISTED)]
    assert len(alarms) <= len(found) / 5, [c.name for c in alarms]


@pytest.mark.parametrize(
    "entity",
    [
        "lithium-sulfide",  # stable in one week, down in another
        "gotion-pilot-line",  # a first of another scope than GAC's
        "gac-assb-line",
        "china",  # ahead in batteries in general, catching up in all-solid
        "ssb-sector",
        "changan-ssb",  # the same year for two classes
        "sak-yibin-phase-2",  # 0.5 and 3.5 GWh are the 4 GWh
    ],
)
def test_another_scope_another_period_and_parts_of_a_whole_are_none(corpus: Graph, entity: str) -> None:
    assert entity in corpus.entities
    assert conflicts(corpus, entity) == []


def test_what_was_not_said_yet_contradicts_nothing() -> None:
    early = graphkit.open_project(ROOT).graph(known_on="2025-12-06")
    assert not conflicts(early, "saic-mg4-semi-solid") and not conflicts(early, "cn-ssb-ev-standard")


def test_each_side_has_its_claims_with_document_and_speaker(corpus: Graph) -> None:
    (found,) = conflicts(corpus, "byd-assb")
    told = record(corpus, found)
    cited = [(c["source"], c["locator"], c["speaker"], c["kind"]) for s in told["sides"] for c in s["claims"]]
    assert sorted(cited) == [("seed-003", "p9", "Sun Huajun", "planned"), ("seed-004", "p1.s13", "BYD", "target")]
    rows = table(corpus, [found])
    assert rows.columns == COLUMNS and len(rows.rows) == 2


def test_a_ruling_names_one_conflict_and_one_of_its_claims(corpus: Graph) -> None:
    (found,) = conflicts(corpus, "sak-yibin-line-1")
    claim = found.claims[0]
    made = rule_on(corpus, found.uid[:8], claim[:10], " p4 is the chairman's ", "Ada", date(2026, 1, 5))
    assert (made.id, made.choose, made.claims, made.reason) == (found.uid, claim, found.claims, "p4 is the chairman's")
    for which, choose, reason in (
        ("", "both", "x"),
        ("zz", "both", "x"),
        (found.uid, "zz", "x"),
        (found.uid, "both", " "),
    ):
        with pytest.raises(UsageError):
            rule_on(corpus, which, choose, reason, "Ada", date(2026, 1, 5))

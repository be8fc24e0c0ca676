"""The clocks of queries on a loaded store, held against the kernel, which counts the same from the tables."""

from __future__ import annotations

from datetime import date

import pytest

import graphkit
from graphkit.query import run_named
from graphkit.store import Store


@pytest.mark.parametrize("day", ["2025-07-31", "2025-11-10", "2025-12-06", "2025-12-31", "2026"])
@pytest.mark.parametrize("entity", ["sak-power", "qingtao", "lithium-sulfide"])
def test_known_on_gives_the_claims_that_the_kernel_selects(
    entity: str, day: str, embedded: Store, project: graphkit.Project
) -> None:
    rows = run_named(embedded, project.library["claims-about"], {"entity": entity, "known_on": day}, 60).rows
    graph = project.graph(known_on=day)
    told = [claim for claim in graph.claims.values() if claim.source in graph.sources]  # names have no document
    assert len(rows) == sum(entity in (claim.subject, claim.object) for claim in told)


def test_known_on_only_ever_adds(embedded: Store, project: graphkit.Project) -> None:
    counts = [
        len(run_named(embedded, project.library["first-claims"], {"known_on": day} if day else {}, 60).rows)
        for day in ("2024", "2025-07-31", "2025-12-06", "2026", "")
    ]
    assert counts == sorted(counts) and counts[0] == 0 and counts[-1] == 8  # article 003 tells the first, of July 2025
    assert counts[1] > 0


@pytest.mark.parametrize("day", ["2023", "2025-07", "2026"])
def test_as_of_gives_the_relations_whose_stated_period_holds(
    day: str, embedded: Store, project: graphkit.Project
) -> None:
    end = project.day(day)
    assert isinstance(end, date)
    edges = [e for e in project.graph().edges.values() if e.type == "PARTNERS_WITH"]
    holding = [e for e in edges if (e.since is None or e.since <= end) and (e.until is None or e.until >= end)]
    rows = run_named(embedded, project.library["partnerships"], {"as_of": day}, 60).rows
    assert len(rows) == len(holding)
    assert len(edges) == 11


def test_a_price_of_a_week_is_none_before_it(embedded: Store, project: graphkit.Project) -> None:
    # Article 002 tells four of the week from 30 November, article 001 six of December.
    assert run_named(embedded, project.library["prices"], {"as_of": "2025-11-29"}, 60).rows == ()
    assert len(run_named(embedded, project.library["prices"], {"as_of": "2025-11"}, 60).rows) == 4
    assert len(run_named(embedded, project.library["prices"], {"as_of": "2025-12"}, 60).rows) == 10

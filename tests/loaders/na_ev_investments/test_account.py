"""The account of the whole table, by counting the table itself, and the graph that it makes."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from graphkit.facts import Reading
from graphkit.graph import Graph
from tests.loaders.na_ev_investments.said import NAME, TABLE
from tests.loaders.told import short

KINDS = {"Batteries", "Electric Vehicles"}


def test_the_account_is_that_of_the_table(reading: Reading, table: list[dict[str, str]]) -> None:
    count = reading.counts[NAME][TABLE]
    others = [row for row in table if row["technology"] not in KINDS]
    negative = [row for row in table if row["reported_investment"].startswith("-")]
    assert (len(table), len(others), len(negative)) == (773, 269, 1)
    assert (count.rows, count.claimed, count.skipped, count.rejected) == (773, 503, 270, 0)
    skipped = reading.foreign[NAME].tables[0].skipped
    assert sorted(skipped.values()) == [1, 269]


def test_every_sum_and_every_job_is_in_the_graph_once(graph: Graph, table: list[dict[str, str]]) -> None:
    """All positive numbers of the table but those of the row that stands twice."""
    chain = {tuple(row.values()): row for row in table if row["technology"] in KINDS}.values()
    for column, metric, factor in (("reported_investment", "investment", 1_000_000), ("reported_jobs", "jobs", 1)):
        wanted = Counter(Decimal(row[column]) * factor for row in chain if row[column] and Decimal(row[column]) > 0)
        found = Counter(o.value for o in graph.observations.values() if o.metric == metric)
        assert found == wanted
        assert all(o.prospective and o.current for o in graph.observations.values() if o.metric == metric)


def test_no_site_is_said_to_run(graph: Graph) -> None:
    sites = [e for e in graph.entities.values() if e.type == "Site"]
    assert len(sites) == 460
    assert {e.status for e in sites} == {"planned"}
    assert {e.status for e in graph.edges.values() if e.type in ("OPERATES", "PRODUCES")} == {"planned"}


def test_from_a_processed_material_over_a_firm_to_vehicles(graph: Graph) -> None:
    """Tesla refines in Robstown and assembles in Fremont, Santa Catarina and Sparks."""
    ends = {(e.type, short(e.source), short(e.target)) for e in graph.edges.values()}
    assert ("PRODUCES", "tesla-robstown-texas", "processed-battery-materials") in ends
    assert ("OPERATES", "tesla", "tesla-robstown-texas") in ends
    assembling = {s for t, s, o in ends if t == "PRODUCES" and o == "electric-vehicles-assembly"}
    assert {o for t, s, o in ends if t == "OPERATES" and s == "tesla"} & assembling == {
        "tesla-fremont-california", "tesla-santa-catarina-nuevo-leon", "tesla-sparks-nevada",
    }  # fmt: skip

"""The rows that each query must return, written from the articles, on both engines.

What is expected stands in `tests/query/rows/`, a file for each group; one module runs all of them, so that the corpus
is loaded once an engine.
"""

from __future__ import annotations

import pytest

import graphkit
from graphkit.query import run_named
from graphkit.store import Store
from tests.query.expected import Expected, hold
from tests.query.rows import evidence, firms, materials, money, sites, technology, time, vehicles

GROUPS = {
    "evidence": evidence.ROWS,
    "firms": firms.ROWS,
    "materials": materials.ROWS,
    "money": money.ROWS,
    "sites": sites.ROWS,
    "technology": technology.ROWS,
    "time": time.ROWS,
    "vehicles": vehicles.ROWS,
}
EVERY = [expected for rows in GROUPS.values() for expected in rows]


@pytest.mark.parametrize("expected", EVERY, ids=str)
def test_rows_from_the_articles(expected: Expected, store: Store, project: graphkit.Project) -> None:
    hold(expected, store, project)


def test_every_query_of_a_group_is_held_against_the_articles(project: graphkit.Project) -> None:
    for group, rows in GROUPS.items():
        assert {e.query for e in rows} == {q.name for q in project.library.values() if q.group == group}


def test_the_queries_are_those_of_the_library(project: graphkit.Project) -> None:
    assert {e.query for e in EVERY} == set(project.library)


def test_every_group_of_the_library_has_its_rows(project: graphkit.Project) -> None:
    assert {q.group for q in project.library.values()} == set(GROUPS)


def test_nothing_found_is_an_empty_table(store: Store, project: graphkit.Project) -> None:
    # No article tells a price of a vehicle.
    table = run_named(store, project.library["prices"], {"item": "Seres SF5"}, 60)
    assert table.rows == ()
    assert table.columns[:2] == ("item", "period")


def test_no_row_comes_twice(store: Store, project: graphkit.Project) -> None:
    for name in {e.query for e in EVERY}:
        rows = run_named(store, project.library[name], {}, 60).rows
        assert len({repr(row) for row in rows}) == len(rows), name


@pytest.mark.neo4j
def test_both_engines_give_the_same_rows_without_parameters(
    embedded: Store, neo4j: Store, project: graphkit.Project
) -> None:
    for name, query in project.library.items():
        assert run_named(embedded, query, {}, 60) == run_named(neo4j, query, {}, 60), name


@pytest.mark.neo4j
def test_both_engines_give_the_same_rows(embedded: Store, neo4j: Store, project: graphkit.Project) -> None:
    for name, given in dict.fromkeys((e.query, tuple(e.given.items())) for e in EVERY if e.given):
        query = project.library[name]
        assert run_named(embedded, query, dict(given), 60) == run_named(neo4j, query, dict(given), 60), (name, given)

"""The corpus in a store of each engine, loaded once a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import GraphDatabase

import graphkit
from graphkit.cli import run
from graphkit.store import Store
from tests.conftest import Neo4jServer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def project() -> graphkit.Project:
    """The project of this repository: the corpus and its queries."""
    return graphkit.open_project(ROOT)


@pytest.fixture(scope="module")
def embedded(project: graphkit.Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The corpus in the embedded engine."""
    name = f"embedded:{tmp_path_factory.mktemp('store') / 'corpus'}"
    assert run(["--project", str(ROOT), "--store", name, "load"]) == 0
    with project.store(name, read_only=True) as store:
        yield store


@pytest.fixture(scope="module")
def neo4j(project: graphkit.Project, neo4j_server: Neo4jServer) -> Iterator[Store]:
    """The corpus in a real Neo4j, which is emptied first."""
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=neo4j_server.database)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_USERNAME", neo4j_server.user)
        patch.setenv("NEO4J_PASSWORD", neo4j_server.password)
        patch.setenv("NEO4J_DATABASE", neo4j_server.database)
        assert run(["--project", str(ROOT), "--store", neo4j_server.uri, "load"]) == 0
        with project.store(neo4j_server.uri, read_only=True) as store:
            yield store


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)], scope="module")
def store(request: pytest.FixtureRequest) -> Store:
    """The corpus, in each engine in turn."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Store)
    return found

"""Fixtures for the tests that run on every store: a target, and a look at it past graphkit."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import neo4j
import pytest

from graphkit.model.load import read_model
from graphkit.store.config import Target
from graphkit.store.embedded import Endpoint, available, serve_embedded
from graphkit.store.statements import edge_schema, node_schema, types
from tests.store.world import ROOT, Engine

if TYPE_CHECKING:
    from tests.conftest import Neo4jServer


_OWN_SCHEMA = node_schema().keys() | edge_schema(types(read_model(ROOT / "schema"))).keys()


def empty(driver: neo4j.Driver, database: str | None, keep: Collection[str] = ()) -> None:
    """Takes all out of a database: nodes, constraints, indexes but the built-in ones and those to be kept."""
    shown = "YIELD name, type WHERE type <> 'LOOKUP' RETURN name"
    with driver.session(database=database) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
        for kind, text in (("CONSTRAINT", f"SHOW CONSTRAINTS {shown}"), ("INDEX", f"SHOW INDEXES {shown}")):
            for row in session.run(text).data():
                if row["name"] not in keep:
                    session.run(f"DROP {kind} `{row['name']}` IF EXISTS").consume()


@pytest.fixture
def empty_neo4j(neo4j_server: Neo4jServer) -> Neo4jServer:
    """The shared Neo4j with nothing in it: no node, no constraint, no index but the built-in ones."""
    auth = (neo4j_server.user, neo4j_server.password)
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=auth) as driver:
        empty(driver, neo4j_server.database)
    return neo4j_server


@pytest.fixture(scope="session")
def served_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Endpoint]]:
    """One embedded engine that stays up for all tests of the room; stores opened at its path connect to it."""
    if why := available():
        pytest.skip(why)
    path = tmp_path_factory.mktemp("served") / "store"
    with serve_embedded(path, secret=path / "secret", logs=path) as endpoint:
        yield path, endpoint


@pytest.fixture(params=["embedded", "neo4j"])
def store_target(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A store without a node on each of the two engines.

    The schema that a load makes may be in Neo4j already: it takes seconds to make, so it stays from test to test; see
    `bare_target`.
    """
    if request.param == "embedded":
        path, endpoint = request.getfixturevalue("served_store")
        target, database = Target(path=path, origin="test"), endpoint.database
        uri, auth = endpoint.uri, (endpoint.user, endpoint.password)
    else:
        server: Neo4jServer = request.getfixturevalue("neo4j_server")
        uri, auth, database = server.uri, (server.user, server.password), server.database
        target = Target(uri=uri, user=server.user, password=server.password, database=database, origin="test")
    with neo4j.GraphDatabase.driver(uri, auth=auth) as driver:
        empty(driver, database, keep=_OWN_SCHEMA if request.param == "neo4j" else ())
        yield Engine(request.param, target, driver, database, uri, auth)


@pytest.fixture
def bare_target(store_target: Engine) -> Engine:
    """A store with nothing in it: no node, no constraint, no index but the built-in ones."""
    empty(store_target.driver, store_target.database)
    return store_target


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the Neo4j half of each test, so that `-m "not neo4j"` leaves it out."""
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is not None and callspec.params.get("store_target") == "neo4j":
            item.add_marker("neo4j")

"""A read-only run writes nothing, ends in time and does not fill memory. On both engines."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from graphkit.errors import QueryError
from graphkit.store import driver, statements
from tests.store.world import Engine, project

WRITES = (
    "CREATE (n:Zed) RETURN n",
    "MERGE (n:Zed {id: 1}) RETURN n",
    "MATCH (n:Entity) SET n.name = 'x'",
    "MATCH (n:Entity) REMOVE n:Entity",
    "MATCH (n) DETACH DELETE n",
    "MATCH ()-[r]->() DELETE r",
    "FOREACH (i IN [1] | CREATE (:Zed))",
    "CREATE INDEX zed FOR (n:Entity) ON (n.caption)",
    "CREATE CONSTRAINT zed FOR (n:Zed) REQUIRE n.id IS UNIQUE",
    "DROP CONSTRAINT graphkit_entity_id",
    "CREATE USER zed SET PASSWORD 'abcdefgh1' CHANGE NOT REQUIRED",
    "ALTER CURRENT USER SET PASSWORD FROM 'abcdefgh' TO 'abcdefgh1'",
    "CREATE DATABASE zed",
    "DROP DATABASE neo4j",
    "CALL db.createLabel('Zed')",
    "CALL dbms.killConnections(['bolt-1'])",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "UNWIND range(1, 3) AS i CALL (i) { CREATE (:Zed {i: i}) } IN TRANSACTIONS OF 1 ROWS",
    "UNWIND range(1, 3) AS i CALL (i) { CREATE (:Zed {i: i}) } IN 2 CONCURRENT TRANSACTIONS OF 1 ROWS",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "PROFILE LOAD /* */ CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "WITH '\\u0027' AS quote LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row // '",
)


def test_what_writes_is_refused_and_changes_nothing(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    before = store_target.everything()
    with store_target.open(made, read_only=True) as store:
        for text in WRITES:
            with pytest.raises(QueryError):
                store.query(text)
    assert store_target.everything() == before


def test_what_reads_is_answered_as_plain_values(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    with store_target.open(made, read_only=True) as store:
        result = store.query(
            "MATCH (n:Entity {id: $id}) RETURN n.name AS name, n AS node, 'LOAD CSV in transactions' AS `LOAD CSV`",
            {"id": "lis"},
        )
    assert result.columns == ("name", "node", "LOAD CSV")
    name, node, quoted = result.rows[0]
    assert (name, quoted) == ("Lithium sulfide", "LOAD CSV in transactions")
    assert (node["labels"], node["native_names"]) == (["Entity", "Material"], ["硫化锂"])
    assert "hash" not in node


def test_a_run_that_takes_too_long_ends_for_the_caller(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    endless = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a + b = 0 RETURN count(*)"
    with store_target.open(made, read_only=True) as store:
        begun = time.monotonic()
        with pytest.raises(QueryError, match="longer than its limit"):
            store.query(endless, seconds=1.0)
        assert time.monotonic() - begun < 1.0 + 9.0  # it would go on for hours; a busy machine may need a while
    for limit in (0.0, -1.0, float("nan")):
        with store_target.open(made, read_only=True) as store, pytest.raises(QueryError, match="time limit"):
            store.query("RETURN 1 AS one", seconds=limit)


def test_a_result_that_memory_should_not_hold_is_refused(
    store_target: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project(tmp_path / "p")
    monkeypatch.setattr(driver, "RESULT_BYTES", 1_000_000)
    with store_target.open(made, read_only=True) as store:
        assert len(store.query("UNWIND range(1, 5000) AS i RETURN i").rows) == 5000
        with pytest.raises(QueryError, match="larger than 1 MB"):
            store.query("UNWIND range(1, 1000000) AS i RETURN i, 'some text that is of a certain length' AS text")
        assert store.query("RETURN 1 AS one").rows == ((1,),)  # the connection is well


def test_a_run_that_may_write_writes(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    with store_target.open(made) as store:
        store.query("CREATE (:Zed {i: 0})", write=True)
        store.query("UNWIND [1, 2] AS i CALL (i) { CREATE (:Zed {i: i}) } IN TRANSACTIONS OF 1 ROWS", write=True)
        with pytest.raises(QueryError):
            store.query("CREATE (:Zed {i: 3}) RETURN 1 / 0", write=True)
    found = store_target.run("MATCH (z:Zed) RETURN z.i AS i ORDER BY i")
    assert [row["i"] for row in found] == [0, 1, 2]


def test_a_write_that_takes_too_long_leaves_nothing(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    # Far longer than the limit and the second and a half that the server's own gets, on any machine.
    slow = (
        "CREATE (:Zed) WITH 1 AS x UNWIND range(1, 4000) AS a UNWIND range(1, 8000) AS b WITH a + b AS c RETURN sum(c)"
    )
    with store_target.open(made) as store:
        with pytest.raises(QueryError, match="longer than its limit"):
            store.query(slow, seconds=0.05, write=True)
        for thread in threading.enumerate():  # the engine may go on for a while: what counts is what it leaves
            if thread.name == "graphkit-query":
                thread.join(timeout=120)
                assert not thread.is_alive()
    assert store_target.run("MATCH (z:Zed) RETURN z") == []


def test_what_is_wrong_with_a_statement_is_said(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    with store_target.open(made, read_only=True) as store:
        for text, word in (("MATCH (n RETURN n", "wrong"), ("MATCH (n) WHERE n.id = $it RETURN n", "it")):
            with pytest.raises(QueryError, match=word):
                store.query(text)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("LOAD CSV FROM 'x' AS l RETURN l", True),
        ("load\n csv from 'x' as l return l", True),
        ("RETURN 'it\\'s' LOAD//x\nCSV", True),
        ("RETURN `a``b`LOAD CSV", True),
        ("RETURN 'LOAD CSV'", False),
        ('RETURN "LOAD CSV" // LOAD CSV', False),
        ("MATCH (n:`LOAD CSV`) /* IN TRANSACTIONS */ RETURN n", False),
        ("MATCH (n) WHERE n.x IN transactions RETURN n", True),  # a variable of that name: told to be renamed
    ],
)
def test_what_reaches_beyond_the_database_is_found(text: str, refused: bool) -> None:
    assert bool(statements.reaches_out(text)) is refused

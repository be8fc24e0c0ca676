"""The Cypher script: on a real Neo4j it makes what `load` makes; no text leaves its quotes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.export import cypher
from graphkit.facts import Facts
from graphkit.graph import Graph
from graphkit.graph.convert import KEYS, MARK, rows
from graphkit.model import Model
from graphkit.project import Location
from graphkit.store import statements
from tests.export.conftest import LONG

if TYPE_CHECKING:
    from neo4j import Session

    from tests.conftest import Neo4jServer

#: Any text, but often of what Cypher reads in a way of its own.
TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.text("\\'\"`uU0027/*;$\n\r\t\x00 {}[]|¦‖", max_size=30)


def script(graph: Graph, model: Model) -> list[str]:
    out = io.BytesIO()
    cypher.write(graph, model, out)
    parts = out.getvalue().decode().split(";\n")
    assert parts.pop() == ""
    return parts


@pytest.fixture
def session(neo4j_server: Neo4jServer) -> Iterator[Session]:
    from neo4j import GraphDatabase

    auth = (neo4j_server.user, neo4j_server.password)
    with (
        GraphDatabase.driver(neo4j_server.uri, auth=auth) as driver,
        driver.session(database=neo4j_server.database) as session,
    ):
        empty(session)
        yield session
        empty(session)


def empty(session: Session) -> None:
    """Leaves nothing: no node, no constraint, no index but the built-in ones."""
    session.run("MATCH (n) DETACH DELETE n").consume()
    for row in session.run("SHOW CONSTRAINTS YIELD name").data():
        session.run(f"DROP CONSTRAINT `{row['name']}` IF EXISTS").consume()  # type: ignore[arg-type]
    for row in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").data():
        session.run(f"DROP INDEX `{row['name']}` IF EXISTS").consume()  # type: ignore[arg-type]


def run(session: Session, parts: list[str]) -> int:
    """Runs the statements and counts what they made."""
    made = 0
    for part in parts:
        counters = session.run(part).consume().counters  # type: ignore[arg-type]
        made += counters.nodes_created + counters.relationships_created + counters.labels_added
        made += counters.constraints_added + counters.indexes_added
    return made


def found(session: Session) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """All nodes and relationships but a store's own records, as `rows` gives them: typed properties, labels, ends."""
    nodes = {}
    for record in session.run(
        "MATCH (n) WHERE NOT n:GraphkitStore AND NOT n:Load RETURN labels(n) AS labels, properties(n) AS props"
    ):
        label = next(name for name in KEYS if name in record["labels"])
        types = [name for name in record["labels"] if name != label]
        nodes[label, record["props"][KEYS[label]]] = (types, typed(record["props"]))
    edges = {}
    text = (
        "MATCH (a)-[r]->(b) RETURN type(r) AS type, properties(r) AS props, coalesce(a.uid, a.id) AS start, "
        "coalesce(b.uid, b.id) AS end"
    )
    for record in session.run(text):
        edges[record["type"], record["props"]["uid"]] = (record["start"], record["end"], typed(record["props"]))
    return nodes, edges


def typed(props: Any) -> dict[str, tuple[str, Any]]:
    """Python holds 1 == 1.0 == True: the types are compared too."""
    return {k: (type(v).__name__, v) for k, v in props.items()}


def wanted(graph: Graph) -> tuple[dict[Any, Any], dict[Any, Any]]:
    made = rows(graph)
    nodes = {k: ([n.type] if n.type else [], typed({**n.props, "hash": n.hash})) for k, n in made.nodes.items()}
    edges = {k: (e.start[1], e.end[1], typed({**e.props, "hash": e.hash})) for k, e in made.edges.items()}
    return nodes, edges


def test_constraints_and_indexes_are_the_stores_own(model: Model) -> None:
    theirs = {**statements.node_schema(), **statements.edge_schema(statements.types(model))}
    mark = {name for name in theirs if MARK.lower() in name}  # a script makes no store
    assert sorted(cypher.schema(model)) == sorted(text for name, text in theirs.items() if name not in mark)


def test_a_statement_has_at_most_500_rows(graph: Graph, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cypher.BATCH == 500
    monkeypatch.setattr(cypher, "BATCH", 2)
    assert max(part.count("\n'") for part in script(graph, model)) == 2


def test_nothing_but_the_statement_ends_a_statement(noted: Callable[[str], Graph], model: Model) -> None:
    for part in script(noted(LONG + ";\n;\r\n"), model):
        assert part.count(";\n") == 0
        assert part.startswith(("CREATE ", "UNWIND [\n", "// "))


@given(TEXT)
def test_a_literal_stays_in_its_quotes(text: str) -> None:
    """A reader that knows only the two rules of quotes and backslashes ends where the literal ends."""
    made = cypher.literal(text)
    assert "\n" not in made and "\r" not in made
    assert made[0] == made[-1] == "'"
    inner, at = made[1:-1], 0
    while at < len(inner):
        assert inner[at] != "'"
        at += 2 if inner[at] == "\\" else 1
    assert at == len(inner)


def test_odd_names_and_values_are_refused() -> None:
    with pytest.raises(ValueError, match="no name of the schema"):
        cypher._shape({"a`: 1}) DETACH DELETE n //": 1})
    with pytest.raises(ValueError, match="no name of the schema"):
        cypher.checked("Firm\n", r"^[A-Z][A-Za-z0-9]{0,63}$")
    with pytest.raises(TypeError):
        cypher._shape({"a": {"b": 1}})


def test_the_script_makes_the_graph_and_may_be_run_again(session: Session, graph: Graph, model: Model) -> None:
    parts = script(graph, model)
    assert run(session, parts) > 0
    assert found(session) == wanted(graph)
    assert run(session, parts) == 0
    assert found(session) == wanted(graph)
    names = {row["name"] for row in session.run("SHOW CONSTRAINTS YIELD name").data()}
    assert {text.split()[2] for text in cypher.schema(model) if text.startswith("CREATE CONSTRAINT")} == names


def test_an_empty_graph_makes_nothing_but_constraints(session: Session, empty: Graph, model: Model) -> None:
    run(session, script(empty, model))
    assert found(session) == ({}, {})


def test_it_makes_what_load_makes(
    session: Session, neo4j_server: Neo4jServer, graph: Graph, model: Model, facts: Facts, tmp_path: Path
) -> None:
    from graphkit.store import Target, load, open_store

    where = Target(
        uri=neo4j_server.uri, user=neo4j_server.user, password=neo4j_server.password, database=neo4j_server.database
    )
    location = Location(tmp_path, "small", "Small", None, tmp_path / ".graphkit")
    with open_store(where, model, location) as store:
        assert load(store, facts, facts.loaders()).changed
    loaded = found(session)
    empty(session)
    run(session, script(graph, model))
    assert found(session) == loaded


@pytest.mark.parametrize("text", [LONG, "'); MATCH (n) DETACH DELETE n //", "\\u0027\\\\u0027\\", "\x00\u2028\ufffe"])
def test_odd_notes_come_back(session: Session, noted: Callable[[str], Graph], model: Model, text: str) -> None:
    graph = noted(text)
    run(session, script(graph, model))
    assert found(session) == wanted(graph)
    assert session.run("MATCH (n:Entity {id: 'acme'}) RETURN n.note").single(strict=True)[0] == text


def test_any_text_comes_back(session: Session) -> None:
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(TEXT, min_size=1, max_size=20))
    def check(texts: list[str]) -> None:
        text = f"RETURN [{', '.join(map(cypher.literal, texts))}] AS back"
        assert session.run(text).single(strict=True)["back"] == texts  # type: ignore[arg-type]

    check()


def test_any_row_comes_back(session: Session) -> None:
    values = st.one_of(
        TEXT, st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False),
        st.lists(TEXT, min_size=1, max_size=5),
    )  # fmt: skip

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(["a", "when", "null", "not_x", "row"]), values, min_size=1))
    def check(props: dict[str, Any]) -> None:
        shape = cypher._shape(props)
        made, read = cypher._table([(("k",), props)], shape, 1, "n")
        text = f"{made} CREATE (n:Try) SET {read} WITH n, properties(n) AS back DELETE n RETURN back"
        assert typed(session.run(text).single(strict=True)["back"]) == typed(props)  # type: ignore[arg-type]

    check()

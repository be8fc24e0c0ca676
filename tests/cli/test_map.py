"""graphkit map: parts of the graph, the map of a query's result, maps of GraphML files; and what is told otherwise."""

from __future__ import annotations

import base64
import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graphkit.cli import cli, run
from tests.cli.conftest import Call, Served
from tests.conftest import Neo4jServer

#: A source of its own for what only other entities are told by.
SECOND = "news-2,Borel grows,Other News,2025-11-12,stated,,press,public,,2025-11-13,made up\n"


#: The beginning of a map that is there already.
OLDER = '<!DOCTYPE html><meta name="generator" content="graphkit">'


@dataclass(frozen=True)
class Drawn:
    """What a map file holds."""

    meta: dict[str, Any]
    nodes: dict[str, list[Any]]
    edges: dict[str, list[Any]]
    text: str

    @property
    def ids(self) -> list[str]:
        return sorted(self.nodes["id"])

    @property
    def relations(self) -> list[str]:
        return sorted(self.edges["type"])


def read(path: Path) -> Drawn:
    """What a map file holds; `text` is all of it that is no script, unpacked."""
    html = path.read_text("utf-8")
    blocks = dict(re.findall(r'<script type="[a-z/]+" id="(map-[a-z]+)">(.*?)</script>', html, re.DOTALL))
    details = gzip.decompress(base64.b64decode(blocks["map-details"])).decode()
    page = re.sub(r"<script>.*?</script>|<style>.*?</style>", "", html, flags=re.DOTALL)
    data = json.loads(blocks["map-data"])

    def columns(table: dict[str, Any]) -> dict[str, list[Any]]:
        return {n: c if isinstance(c, list) else [c["d"][k] for k in c["i"]] for n, c in table.items()}

    nodes, edges = columns(data["nodes"]), columns(data["edges"])
    return Drawn(json.loads(blocks["map-meta"]), nodes, edges, page.replace(blocks["map-details"], details))


# --- a part of the graph


@pytest.mark.parametrize(
    ("words", "ids", "relations"),
    [
        (["--focus", "硫化锂"], ["acme-cell", "lithium-sulfide"], ["INPUT_TO"]),
        (["--focus", "Li2S", "--hops", "0"], ["lithium-sulfide"], []),
        (
            ["--focus", "Li2S", "--hops", "2"],
            ["acme-cell", "acme-line-1", "lithium-sulfide"],
            ["INPUT_TO", "PRODUCES"],
        ),
        (["--focus", "Li2S", "--focus", "exampleville", "--hops", "0"], ["exampleville", "lithium-sulfide"], []),
        (["--type", "firm"], ["acme-cells", "borel-materials"], ["SUPPLIES"]),
        (["--edge", "located-in"], ["acme-line-1", "exampleville"], ["LOCATED_IN"]),
        (["--type", "Firm", "--type", "site", "--edge", "OPERATES"], ["acme-cells", "acme-line-1"], ["OPERATES"]),
        (["--focus", "Acme", "--type", "Firm"], ["acme-cells", "borel-materials"], ["SUPPLIES"]),
        (["--focus", "Li2S", "--hops", "9", "--edge", "SUPPLIES"], ["lithium-sulfide"], []),
        # on that day nothing is told of the line but its plan
        (["--focus", "acme-line-1", "--known-on", "2025-06"], ["acme-line-1"], []),
    ],
)
def test_a_part_is_drawn(words: list[str], ids: list[str], relations: list[str], on: Call, tmp_path: Path) -> None:
    result = on("map", "-o", tmp_path / "m.html", *words)
    assert result.code == 0, result.err
    drawn = read(tmp_path / "m.html")
    assert (drawn.ids, drawn.relations) == (ids, relations)
    assert set(drawn.nodes["core"]) == {0}, "nothing is set apart as context"


def test_the_file_of_a_part_tells_nothing_of_others(on: Call, folder: Path, tmp_path: Path) -> None:
    with (folder / "loaders/example/sources.csv").open("a", encoding="utf-8") as out:
        out.write(SECOND)
    with (folder / "loaders/example/facts.csv").open("a", encoding="utf-8") as out:
        out.write("news-2#p7,borel-materials,funding,5 million CNY,2025-10,,,round=A,,,a remark\n")
    assert on("map", "-o", tmp_path / "m.html").code == 0
    for text in ("Borel", "borel-materials", "Other News", "a remark"):
        assert text in read(tmp_path / "m.html").text
    assert on("map", "-o", tmp_path / "m.html", "--focus", "acme-line-1").code == 0
    part = read(tmp_path / "m.html").text
    assert "Acme line 1" in part and "2025-11-10" in part
    for text in ("Borel", "borel-materials", "Other News", "a remark", "ithium"):
        assert text not in part


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--hops", "2"], 2, "--hops counts from --focus"),
        (["--focus", "Acmee"], 2, "did you mean acme"),
        (["--focus", "acme-cells", "--hops", "-1"], 2, "-1 is not in the range"),
        (["--type", "Frim"], 2, "did you mean Firm?"),
        (["--edge", "SUPPLYS"], 2, "did you mean SUPPLIES?"),
        (["--type", "Vehicle"], 1, "no entity is left by --type Vehicle"),
        (["--type", "Place", "--edge", "SUPPLIES"], 1, "no entity is left by --type Place --edge SUPPLIES"),
        (["-p", "item=x"], 2, "-p is a parameter of --query"),
        (["--query", "who-makes", "-p", "item=x", "--audience", "public"], 2, "--query asks the whole store"),
        (["--query", "who-make"], 2, "did you mean who-makes"),
        (["--query", "who-makes", "-p", "itm=x"], 2, "it takes: item, as_of"),
        (["--query", "who-makes", "-p", "as_of=2025-01", "--as-of", "2025-01"], 2, "--as-of and -p as_of"),
        (["--from-graphml", "none.graphml"], 1, "there is no file none.graphml"),
        (["--from-graphml", "."], 1, "is a folder"),
        (["--from-graphml", "x", "--as-of", "2025-01"], 2, "--as-of speaks of the project's facts"),
        (["--from-graphml", "x", "--known-on", "2025-01"], 2, "--known-on speaks"),
        (["--from-graphml", "x", "--audience", "public"], 2, "--audience speaks"),
        (["--from-graphml", "x", "--from-store"], 2, "--from-store speaks"),
        (["--from-graphml", "x", "--query", "who-makes"], 2, "--query speaks"),
        (["--from-graphml", "x", "-p", "item=x"], 2, "-p speaks"),
        (["--from-graphml", "x", "--since", "2025-01"], 2, "--since speaks"),
        (["--from-graphml", "x", "--view", "x"], 2, "--view speaks"),
    ],
)
def test_what_cannot_be_drawn_is_told_and_nothing_written(
    words: list[str], code: int, said: str, on: Call, tmp_path: Path
) -> None:
    (tmp_path / "m.html").write_text(OLDER, encoding="utf-8")
    result = on("--store", f"embedded:{tmp_path / 'store'}", "map", "-o", tmp_path / "m.html", *words)
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert (tmp_path / "m.html").read_text() == OLDER


# --- the map of a query's result


def asked(call: Call, served: Served, path: Path, *words: str) -> Drawn:
    result = call("--project", served.folder, "--store", "embedded", "map", "-o", path, "--query", *words)
    assert result.code == 0, result.err
    assert re.search(r"names \d+ of 6 entities", result.err)
    return read(path)


def test_a_query_is_drawn_with_its_question(call: Call, served: Served, tmp_path: Path) -> None:
    drawn = asked(call, served, tmp_path / "m.html", "who-makes", "-p", "item=acme-cell")
    # the maker, what it makes, and who runs it
    assert drawn.ids == ["acme-cell", "acme-cells", "acme-line-1"]
    assert drawn.relations == ["OPERATES", "PRODUCES"]
    assert drawn.meta["title"] == "Who makes this material or product? (item: Acme all-solid-state cell)"
    named = asked(
        call, served, tmp_path / "m.html", "who-makes", "-p", "item=acme-cell", "--title", "Cells", "--type", "site"
    )
    assert (named.meta["title"], named.ids) == ("Cells", ["acme-line-1"])


def test_what_is_asked_about_is_drawn_with_the_answer(call: Call, served: Served, tmp_path: Path) -> None:
    drawn = asked(call, served, tmp_path / "m.html", "upstream", "-p", "entity=acme all-solid-state cell")
    # its rows name what comes before the cell, not the cell
    assert drawn.ids == ["acme-cell", "acme-cells", "acme-line-1", "borel-materials", "lithium-sulfide"]
    assert drawn.meta["title"].endswith("(entity: Acme all-solid-state cell)")


def test_clocks_go_to_the_query_too(call: Call, served: Served, tmp_path: Path) -> None:
    late = asked(call, served, tmp_path / "m.html", "overdue", "--as-of", "2025-11-05")
    assert (late.ids, late.meta["title"]) == (["acme-cells", "acme-line-1"], "Which plans have run out, as of a day?")
    base = ("--project", served.folder, "--store", "embedded", "map", "-o", tmp_path / "n.html", "--query")
    none = call(*base, "overdue", "--as-of", "2025-12")
    assert none.code == 1 and "names no entity of the graph" in none.err
    assert not (tmp_path / "n.html").exists()
    assert call(*base, "status-counts", "--known-on", "2025-11-12").code == 0, "a query without that clock"


FREE = """// title: Paths
// description: What stands around.
// column found: a path, a relationship or a node
MATCH p = (f:Firm)-[r:OPERATES]->(s:Site)
RETURN {} AS found
ORDER BY f.id
"""


@pytest.mark.parametrize(
    ("what", "ids"),
    [
        ("p", ["acme-cells", "acme-line-1"]),
        ("r", ["acme-cells", "acme-line-1"]),
        ("s", ["acme-line-1"]),
        ("{a: [s.id, 7], b: null}", ["acme-line-1"]),
    ],
)
@pytest.mark.parametrize("engine", ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def test_nodes_relationships_and_paths_name_entities(
    what: str,
    ids: list[str],
    engine: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    call: Call,
    served: Served,
    tmp_path: Path,
) -> None:
    store = "embedded"
    if engine == "neo4j":
        server: Neo4jServer = request.getfixturevalue("loaded")
        store = server.uri
        for name, value in login(server).items():
            monkeypatch.setenv(name, value)
    query = served.folder / "queries" / f"around-{abs(hash((what, engine)))}.cypher"
    query.write_text(FREE.format(what), "utf-8")
    try:
        result = call(
            "--project", served.folder, "--store", store, "map", "-o", tmp_path / "m.html", "--query", query.stem
        )
    finally:
        query.unlink()
    assert result.code == 0, result.err
    assert read(tmp_path / "m.html").ids == ids


@pytest.fixture(scope="module")
def loaded(neo4j_server: Neo4jServer, served: Served) -> Neo4jServer:
    """The example project in a real Neo4j, which is emptied first."""
    from neo4j import GraphDatabase

    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=neo4j_server.database)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in login(neo4j_server).items():
            patch.setenv(name, value)
        assert run(["--project", str(served.folder), "--store", neo4j_server.uri, "load"]) == 0
    return neo4j_server


def login(server: Neo4jServer) -> dict[str, str]:
    """The settings by which the command line logs in."""
    return {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password, "NEO4J_DATABASE": server.database}


def test_an_empty_store_is_told(on: Call, tmp_path: Path) -> None:
    store = f"embedded:{tmp_path / 'store'}"
    result = on("--store", store, "map", "-o", tmp_path / "m.html", "--query", "documents")
    assert result.code == 1
    assert "graphkit load" in result.err and not (tmp_path / "m.html").exists()


# --- maps of GraphML files


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """A graph that has nothing to do with any project."""
    network = nx.DiGraph(name="A village")
    network.add_node("ada", type="Person", label="Ada Lind")
    network.add_node("mill", type="House")
    network.add_edge("ada", "mill", type="owns", since=1901)
    network.add_edge("mill", "river", type="stands at")
    nx.write_graphml(network, tmp_path / "village.graphml.gz")
    return tmp_path / "village.graphml.gz"


def test_a_graphml_file_is_drawn_where_no_project_is(
    village: Path, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    result = call("map", "--from-graphml", village, "-o", "m.html")
    assert result.code == 0, result.err
    assert "m.html: 3 entities, 2 edges; " in result.err
    drawn = read(Path("m.html"))
    assert (drawn.meta["title"], drawn.ids) == ("A village", ["ada", "mill", "river"])
    assert sorted(drawn.meta["types"]) == ["House", "Node", "Person"]
    assert set(drawn.nodes["core"]) == {1}, "a person is no mere context here"
    assert [p.name for p in Path.cwd().iterdir()] == ["m.html"]
    asked = ("--focus", "Ada Lind", "--edge", "OWNS", "--type", "person", "--type", "house", "--title", "T")
    assert call("map", "--from-graphml", village, "-o", "m.html", *asked).code == 0
    part = read(Path("m.html"))
    assert (part.meta["title"], part.ids, part.relations) == ("T", ["ada", "mill"], ["owns"])
    wrong = call("map", "--from-graphml", village, "-o", "n.html", "--type", "Hose")
    assert (wrong.code, Path("n.html").exists()) == (2, False) and "did you mean House?" in wrong.err


def test_a_project_gives_its_schema_to_a_graphml_file(village: Path, on: Call, tmp_path: Path) -> None:
    assert on("map", "--from-graphml", village, "-o", tmp_path / "m.html").code == 0
    types = read(tmp_path / "m.html").meta["types"]
    assert types["Person"][0] == "#8C6D31" and "House" in types


def test_an_export_of_graphkit_is_the_same_map(
    folder: Path, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("--project", folder, "export", "graphml", "-o", tmp_path / "g.graphml").code == 0
    assert call("--project", folder, "map", "-o", tmp_path / "direct.html").code == 0
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert call("map", "--from-graphml", tmp_path / "g.graphml", "-o", "m.html").code == 0
    read_back, direct = read(Path("m.html")), read(tmp_path / "direct.html")
    for columns in ("id", "name", "type", "status", "tier", "core", "native", "also"):
        assert read_back.nodes[columns] == direct.nodes[columns]
    assert read_back.edges["type"] == direct.edges["type"]
    assert read_back.meta["day"] == direct.meta["day"]


def test_the_options_can_be_completed() -> None:
    from click.testing import CliRunner

    def offered(words: str, begun: str) -> str:
        done = CliRunner().invoke(
            cli,
            env={
                "_GRAPHKIT_COMPLETE": "bash_complete",
                "COMP_WORDS": f"graphkit {words} {begun}",
                "COMP_CWORD": str(len(words.split()) + 1),
            },
            prog_name="graphkit",
        )
        return done.output

    assert "Firm" in offered("map --type", "F")
    assert "SUPPLIES" in offered("map --edge", "SUP")
    assert "item=" in offered("map --query who-makes -p", "it")


def test_a_file_that_is_no_map_is_not_replaced(on: Call, tmp_path: Path) -> None:
    readme, target = tmp_path / "README.md", tmp_path / "map.html"
    readme.write_text("# Mine\n", encoding="utf-8")
    refused = on("map", "-o", readme)
    assert refused.code == 1 and "is no map of graphkit" in refused.err
    assert readme.read_text(encoding="utf-8") == "# Mine\n"
    target.touch()
    assert on("map", "-o", target).code == 0
    assert on("map", "-o", target).code == 0

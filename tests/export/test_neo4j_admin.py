"""The files for neo4j-admin: what they hold, and that the real importer makes of them what `load` makes."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphkit.api import Project
from graphkit.errors import GraphkitError, UsageError
from graphkit.export import export, neo4j_admin
from graphkit.facts import Facts
from graphkit.graph import Graph, build
from graphkit.graph.convert import KEYS, MARK, rows
from graphkit.model import Model
from graphkit.project import Location
from graphkit.query.library import pick
from graphkit.query.run import run_named
from graphkit.store import LoadReport, load, statements
from graphkit.store.config import Target
from graphkit.store.planning import plan
from tests.conftest import NEO4J_IMAGE, Unavailable, require
from tests.export.conftest import LONG
from tests.export.importing import imported
from tests.store.world import ALPHA, BETA, Engine, Table, project

if TYPE_CHECKING:
    from tests.conftest import Neo4jServer

ROOT = Path(__file__).parents[2]
LOCATION = Location(Path("x"), "small", "Small", None, Path("x/.graphkit"))
#: What importers stumble over: line ends, quotes, the usual delimiters, blanks at the ends of a line, native scripts.
ODD = 'one\r\ntwo\n"three"; |¦‖ \\ \\" \' , \ttab\u2028 硫化锂 😀 \x01 =1+1 \\u0027'

#: Numbers that are whole here and not there, dates, kinds, two rulings of the same thing, and the odd text.
GAMMA: dict[str, Table] = {
    "entities": [
        {"id": "g-line", "type": "Site", "name": "Gamma; line|2 \"x\"", "aliases": "-γ;@g", "note": "1+1; | \\"},
        {"id": "g-market", "type": "Market", "name": "世界市场 🌍"},
    ],
    "sources": [
        {"id": "g-news", "title": "Gamma, \"quoted\"", "publisher": "Example News", "published": "2025-12-20",
         "origin": "https://example.org/a?b=1&c=2#d"},
    ],
    "facts": [
        {"source": "g-news#p1", "subject": "g-line", "predicate": "capacity", "value": "2 GWh"},
        {"source": "g-news#p2", "subject": "g-market", "predicate": "shipments", "value": "13.5 GWh",
         "when": "by 2028", "kind": "forecast"},
        {"source": "g-news#p2", "subject": "g-market", "predicate": "shipments", "value": "over 100 GWh",
         "when": "2030", "kind": "forecast"},
        {"source": "g-news#p3", "subject": "line-1", "predicate": "production_start", "when": "2025-12-01"},
    ],
}  # fmt: skip


def read(folder: Path) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Nodes by (label, key) and relationships by (type, uid) as the importer would make them: a reader of our own."""
    nodes, edges = {}, {}
    for header in sorted(folder.glob("*-header.csv")):
        columns = [c.split(":") for c in header.read_text().strip().split(",")]
        with header.with_name(header.name.replace("-header", "")).open(encoding="utf-8", newline="") as file:
            parting = next(a for a in (folder / "import.args").read_text().split() if "array" in a).split("=")[1]
            parting = chr(int(parting[2:], 16)) if parting.startswith("U+") else parting
            for line in lines(file.read()):
                assert len(line) == len(columns), (header.name, line)
                cells = [(name, of, text) for (name, of), text in zip(columns, line, strict=True) if text is not None]
                props = {
                    name: value(of, text, parting)
                    for name, of, text in cells
                    if name and not of.startswith(("LABEL", "START", "END", "TYPE"))
                }
                special = {of.split("(")[0]: text.strip('"') for name, of, text in cells if not name}
                if "LABEL" in special:
                    labels = special["LABEL"].split(parting)
                    key = {**KEYS, MARK: "project"}[labels[0]]
                    nodes[labels[0], props[key]] = (set(labels), props)
                else:
                    edges[special["TYPE"], props["uid"]] = (special["START_ID"], special["END_ID"], props)
    return nodes, edges


def lines(text: str) -> Iterator[list[str | None]]:
    """Cells as they stand, quotes and all; None where there is nothing at all, which is not the empty text."""
    line: list[str | None] = []
    for found in re.finditer(r'("(?:[^"]|"")*"|[^",\n]*)([,\n])', text):
        line.append(found[1] or None)
        if found[2] == "\n":
            yield line
            line = []
    assert line == []


def value(of: str, text: str, parting: str) -> Any:
    """A cell's value by the type in the heading."""
    if of in ("long", "double", "boolean"):
        return {"long": int, "double": float, "boolean": lambda t: {"true": True, "false": False}[t]}[of](text)
    assert text[0] == text[-1] == '"'
    plain = text[1:-1].replace('""', '"')
    return plain.split(parting) if of == "string[]" else plain


def wanted(graph: Graph) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """What `load` writes of the graph."""
    found = rows(graph)
    nodes = {
        k: ({n.label} | ({n.type} if n.type else set()), {**n.props, "hash": n.hash}) for k, n in found.nodes.items()
    }
    edges = {k: (e.start[1], e.end[1], {**e.props, "hash": e.hash}) for k, e in found.edges.items()}
    return nodes, edges


def typed(found: Any) -> Any:
    """The same with the types of numbers, since 2 == 2.0."""
    return json.dumps(found, default=sorted, sort_keys=True) if not isinstance(found, dict) else {
        k: json.dumps(v, default=sorted, sort_keys=True) for k, v in found.items()
    }  # fmt: skip


def test_the_files_hold_what_a_load_writes(graph: Graph, model: Model, tmp_path: Path) -> None:
    export(graph, model, "neo4j-admin", tmp_path / "out", LOCATION)
    nodes, edges = read(tmp_path / "out")
    mark = nodes.pop((MARK, "small"))
    assert typed(nodes) == typed(wanted(graph)[0])
    assert typed(edges) == typed(wanted(graph)[1])
    assert mark[1]["format"] == 1
    assert {"Firm", "Site", "Market"} <= set(mark[1]["labels"])
    assert {"OPERATES", "SUPPLIES", "HAS_MILESTONE", "FROM"} <= set(mark[1]["types"])
    assert {"Entity.name", "Claim.row", "SUPPLIES.item"} <= set(mark[1]["properties"])
    assert mark[1]["loaders"] == ["small"]


def test_odd_texts_stand_in_the_files(noted: Callable[[str], Graph], model: Model, tmp_path: Path) -> None:
    for number, text in enumerate((LONG, ODD, '"', "\\", "\ufeffx", "a\uffffb")):
        graph = noted(text)
        export(graph, model, "neo4j-admin", tmp_path / str(number), LOCATION)
        assert typed(read(tmp_path / str(number))[1]) == typed(wanted(graph)[1])
        assert read(tmp_path / str(number))[0]["Entity", "acme"][1]["note"] == text


def test_a_line_of_a_firm_by_hand(graph: Graph, model: Model, tmp_path: Path) -> None:
    export(graph, model, "neo4j-admin", tmp_path / "out", LOCATION)
    header = (tmp_path / "out/Entity-Firm.nodes-header.csv").read_text().strip().split(",")
    assert header[:3] == ["id:ID(Entity)", ":LABEL", "aliases:string[]"]
    assert {"caption:string", "claims:string[]", "hash:string", "name:string", "unnamed:boolean"} <= set(header)
    with (tmp_path / "out/Entity-Firm.nodes.csv").open(encoding="utf-8", newline="") as file:
        berg = next(dict(zip(header, line, strict=True)) for line in csv.reader(file) if line[0] == "berg")
    parting = "|" if "|" in berg[":LABEL"] else ";"
    assert berg[":LABEL"] == f"Entity{parting}Firm"
    assert berg["name:string"] == 'Berg, Ltd "B"'
    assert berg["aliases:string[]"] == "O'Berg"
    assert berg["unnamed:boolean"] == ""
    edges = (tmp_path / "out/OPERATES.relationships-header.csv").read_text()
    assert edges.startswith(":START_ID(Entity),:END_ID(Entity),:TYPE,claims:string[],")
    sources = (tmp_path / "out/FROM.relationships-header.csv").read_text()
    assert sources == ":START_ID(Claim),:END_ID(Source),:TYPE,hash:string,uid:string\n"


def test_lists_are_parted_by_what_no_item_has(noted: Callable[[str], Graph], model: Model, tmp_path: Path) -> None:
    # A claim's row is a list of its cells, the note among them.
    for text, parting in (
        ("a|b", ";"),
        ("a;b", "|"),
        (";|", "¦"),
        (";|¦", "‖"),
        (";|¦‖", "\ue000"),
        (";|¦‖\ue000", "\ue001"),
    ):
        export(noted(text), model, "neo4j-admin", tmp_path / "out", LOCATION)
        named = parting if parting.isascii() else f"U+{ord(parting):04X}"
        arguments = (tmp_path / "out/import.args").read_text()
        if ";" in text:  # the facts themselves have ; in cells, so that it is never free
            assert f"--array-delimiter={named}\n" in arguments
        assert read(tmp_path / "out")[0]["Entity", "acme"][1]["note"] == text


def test_whole_numbers_and_others_stand_in_files_of_their_own(graph: Graph, model: Model, tmp_path: Path) -> None:
    export(graph, model, "neo4j-admin", tmp_path / "out", LOCATION)
    kinds = {
        column
        for header in (tmp_path / "out").glob("Observation*-header.csv")
        for column in header.read_text().strip().split(",")
        if column.startswith("amount:")
    }
    assert kinds == {"amount:long", "amount:double"}  # 280 billion, and 13.5


def test_a_list_of_one_empty_text_is_refused(graph: Graph, model: Model, tmp_path: Path) -> None:
    odd = replace(graph, entities={**graph.entities, "acme": replace(graph.entities["acme"], aliases=("",))})
    with pytest.raises(GraphkitError, match=r"acme, aliases: .* one empty text"):
        export(odd, model, "neo4j-admin", tmp_path / "out", LOCATION)
    assert not (tmp_path / "out").exists()


def test_a_store_belongs_to_a_project(graph: Graph, model: Model, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no project is named"):
        export(graph, model, "neo4j-admin", tmp_path / "out")


def test_long_texts_get_a_larger_buffer(noted: Callable[[str], Graph], model: Model, tmp_path: Path) -> None:
    export(noted("x" * 3_000_000), model, "neo4j-admin", tmp_path / "out", LOCATION)
    size = next(a for a in (tmp_path / "out/import.args").read_text().split() if "buffer" in a)
    assert int(size.partition("=")[2]) > 6_000_000


def test_constraints_are_those_of_a_load(graph: Graph) -> None:
    found = rows(graph)
    theirs = statements.node_schema() | statements.edge_schema({type_ for type_, _ in found.edges})
    assert sorted(neo4j_admin.constraints(found)) == sorted(theirs.values())


def test_the_readme_has_the_command(graph: Graph, model: Model, tmp_path: Path) -> None:
    export(graph, model, "neo4j-admin", tmp_path / "out", LOCATION)
    text = (tmp_path / "out/README.txt").read_text()
    assert "neo4j-admin database import full neo4j @import.args" in text
    named = {part for line in (tmp_path / "out/import.args").read_text().splitlines() if line.startswith(("--n", "--r"))
             for part in line.partition("=")[2].split(",")}  # fmt: skip
    assert named | {"README.txt", "import.args", "constraints.cypher"} == {p.name for p in (tmp_path / "out").iterdir()}


def test_another_graph_leaves_no_file_behind(graph: Graph, empty: Graph, model: Model, tmp_path: Path) -> None:
    export(graph, model, "neo4j-admin", tmp_path / "out", LOCATION)
    export(empty, model, "neo4j-admin", tmp_path / "out", LOCATION)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "GraphkitStore.nodes-header.csv", "GraphkitStore.nodes.csv", "README.txt", "constraints.cypher", "import.args",
    ]  # fmt: skip


# --- with the real importer


def odd_facts(found: Project) -> Facts:
    """The project's facts with the odd text as the note of what gamma says: no cell of a table holds a line end."""
    claims = [
        replace(claim, row=replace(claim.row, note=ODD)) if claim.source == "g-news" else claim
        for claim in found.facts.claims
    ]
    sources = {i: replace(s, note=ODD) if i == "g-news" else s for i, s in found.facts.sources.items()}
    return replace(found.facts, claims=tuple(claims), sources=sources)


@dataclass(frozen=True)
class World:
    """The same facts in two databases: imported, and loaded as usual."""

    project: Project
    facts: Facts
    imported: Engine
    loaded: Engine


@pytest.fixture(scope="module")
def world(neo4j_server: Neo4jServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A project whose export has gone through the real importer, beside a load of it."""
    from neo4j import GraphDatabase

    from tests.store.conftest import empty as emptied

    found = project(tmp_path_factory.mktemp("admin") / "project", {"alpha": ALPHA, "beta": BETA, "gamma": GAMMA})
    shutil.copytree(ROOT / "queries", found.location.root / "queries")
    facts, folder = odd_facts(found), tmp_path_factory.mktemp("admin") / "out"
    found.export("neo4j-admin", folder, build(facts, found.model))
    image = os.environ.get("GRAPHKIT_NEO4J_IMAGE") or NEO4J_IMAGE
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        emptied(driver, neo4j_server.database)
        try:
            with (
                imported(folder, image) as server,
                GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as own,
            ):
                for text in (folder / "constraints.cypher").read_text().split(";\n")[:-1]:
                    own.execute_query(text, database_="neo4j")
                out = World(found, facts, engine(server, own), engine(neo4j_server, driver))
                assert loaded(out.loaded, found, facts).changed
                yield out
        except Unavailable as error:
            require("neo4j", f"the importer cannot be run: {error}")
        finally:
            emptied(driver, neo4j_server.database)


def loaded(into: Engine, of: Project, facts: Facts) -> LoadReport:
    """A load as the command does it."""
    with into.open(of) as store:
        return load(store, facts, facts.loaders())


def engine(server: Neo4jServer, driver: Any) -> Engine:
    target = Target(uri=server.uri, user=server.user, password=server.password, database=server.database, origin="test")
    return Engine("neo4j", target, driver, server.database, server.uri, (server.user, server.password))


def test_the_importer_makes_what_load_makes(world: World) -> None:
    world.imported.holds(world.facts, world.project)
    assert typed(world.imported.nodes()) == typed(world.loaded.nodes())
    assert typed(world.imported.edges()) == typed(world.loaded.edges())
    names = "SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name"
    assert world.imported.run(names) == world.loaded.run(names)
    assert len(world.imported.run(names)) > 10
    text = "MATCH (n:Site {id: 'g-line'}) RETURN n.note AS note, n.aliases AS aliases, n.name AS name"
    assert world.imported.run(text) == [{"note": "1+1; | \\", "aliases": ["-γ", "@g"], "name": 'Gamma; line|2 "x"'}]
    notes = "MATCH (c:Claim)-[:FROM]->(s:Source {id: 'g-news'}) "
    notes += "RETURN DISTINCT c.note AS note, s.note AS of, s.origin AS at"
    assert world.imported.run(notes) == [{"note": ODD, "of": ODD, "at": "https://example.org/a?b=1&c=2#d"}]


def test_the_mark_is_that_of_a_load(world: World) -> None:
    text = f"MATCH (s:{MARK}) RETURN properties(s) AS props"
    own, theirs = (store.run(text)[0]["props"] for store in (world.imported, world.loaded))
    names = ("project", "format", "labels", "types", "properties", "loaders")
    assert {name: own[name] for name in names} == {name: theirs[name] for name in names}
    assert own["loaders"] == ["alpha", "beta", "gamma"]


def test_status_tells_what_is_there(world: World) -> None:
    run = world.imported.command(world.project.location.root, "status", "--format", "json")
    done = subprocess.run(run.pop("args"), capture_output=True, text=True, check=False, **run)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["loaded"]
    assert told["last_load"] is None
    assert {name: told["counts"][name] for name in ("Site", "Firm", "Market", "Source", "SUPPLIES")} == {
        "Site": 2, "Firm": 4, "Market": 1, "Source": 4, "SUPPLIES": 4,
    }  # fmt: skip
    with world.loaded.open(world.project) as store:
        assert told["counts"] == store.counts()
        assert told["sources"] == store.sources()


@pytest.mark.parametrize("name", ["documents", "supply-relations", "forecasts", "milestones", "names"])
def test_named_queries_answer_alike(name: str, world: World) -> None:
    query = pick(world.project.library, name)
    found = []
    for which in (world.imported, world.loaded):
        with which.open(world.project, read_only=True) as store:
            found.append(run_named(store, query, {}, 60.0))
    assert found[0] == found[1]
    assert found[0].rows


@pytest.mark.parametrize("verify", [False, True])
def test_a_plan_has_nothing_to_change(verify: bool, world: World) -> None:
    name, model = world.project.location.name, world.project.model
    with world.imported.open(world.project) as store:
        found = plan(store, model, name, world.facts, world.facts.loaders(), verify)
    wanted = rows(build(world.facts, model))
    assert found.changes == ()
    assert found.held == len(wanted.nodes) + len(wanted.edges)


def test_a_load_changes_nothing_and_later_facts_are_loaded(world: World) -> None:
    assert not loaded(world.imported, world.project, world.facts).changed
    before = world.imported.everything()
    gone = {c.id for c in world.facts.claims if c.predicate == "shipments"}
    less = replace(world.facts, claims=tuple(c for c in world.facts.claims if c.id not in gone))
    assert len(gone) == 2
    assert loaded(world.imported, world.project, less).changed
    world.imported.holds(less, world.project)
    assert loaded(world.imported, world.project, world.facts).changed
    world.imported.holds(world.facts, world.project)
    assert world.imported.everything()[1] == before[1]

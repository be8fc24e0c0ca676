"""A small made-up project of two loaders, and what a store that holds it must look like by the definition.

`alpha` keeps the chain; `beta` speaks of alpha's entities, cites a document of alpha's and adds its own.
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import neo4j

from graphkit.api import Project, open_project
from graphkit.facts import Facts
from graphkit.graph import build
from graphkit.graph.convert import KEYS, rows
from graphkit.store.config import Target
from graphkit.store.loading import LoadReport, load
from graphkit.store.store import Store, open_store

ROOT = Path(__file__).resolve().parents[2]
Table = list[dict[str, str]]

ALPHA: dict[str, Table] = {
    "entities": [
        {"id": "acme", "type": "Firm", "name": "Acme Cells", "aliases": "Acme; ACL"},
        {"id": "borel", "type": "Firm", "name": "Borel Materials", "note": "made up"},
        {"id": "curie", "type": "Firm", "name": "Curie Chemicals", "external_ids": "SZSE:002074"},
        {"id": "line-1", "type": "Site", "name": "Acme line 1"},
        {"id": "lis", "type": "Material", "name": "Lithium sulfide", "native_names": "硫化锂"},
        {"id": "cell", "type": "Product", "name": "Acme all-solid-state cell", "flags": "generic"},
        {"id": "town", "type": "Place", "name": "Exampleville", "native_names": "例城"},
    ],
    "sources": [
        {"id": "a-news", "title": "Acme opens its first line 首条产线", "publisher": "Example News",
         "published": "2025-11-12", "recorded": "2025-11-13"},
        {"id": "a-undated", "title": "Who supplies Acme", "publisher": "Borel Materials",
         "published": "2025-10/2025-12", "published_basis": "inferred",
         "note": "it speaks of October and is cited in December",
         "grade": "company"},
    ],
    "facts": [
        {"source": "a-news#p1", "subject": "acme", "predicate": "OPERATES", "value": "line-1"},
        {"source": "a-news#p1", "subject": "Acme line 1", "predicate": "LOCATED_IN", "value": "例城"},
        {"source": "a-news#p1", "subject": "line-1", "predicate": "capacity", "value": "0.5 GWh"},
        {"source": "a-news#p1", "subject": "line-1", "predicate": "production_start", "when": "2025-10",
         "kind": "planned", "speaker": "ACL", "said": "2025-03"},
        {"source": "a-news#p1", "subject": "line-1", "predicate": "production_start", "when": "2025-11-10"},
        {"source": "a-news#p2", "subject": "line-1", "predicate": "PRODUCES", "value": "cell", "note": "first"},
        {"source": "a-news#p2", "subject": "line-1", "predicate": "PRODUCES", "value": "cell", "note": "second"},
        {"source": "a-news#p2", "subject": "cell", "predicate": "class", "value": "all-solid"},
        {"source": "a-news#p3; a-undated#p2", "subject": "borel", "predicate": "SUPPLIES", "value": "acme",
         "qualifiers": "item=硫化锂"},
        {"source": "a-undated#p1", "subject": "lis", "predicate": "INPUT_TO", "value": "cell"},
        {"source": "a-undated#p1", "subject": "Borel Materials", "predicate": "SUPPLIES",
         "value": "one of Curie Chemicals, acme", "qualifiers": "item=Lithium sulfide"},
    ],
}  # fmt: skip

BETA: dict[str, Table] = {
    "entities": [{"id": "dyn", "type": "Firm", "name": "Dyn Motors"}],
    "sources": [
        {"id": "b-list", "title": "A list", "publisher": "Dyn Motors", "published": "2025-12-01",
         "visibility": "internal"}
    ],
    "facts": [
        {"source": "b-list#p1", "subject": "borel", "predicate": "SUPPLIES", "value": "dyn", "qualifiers": "item=lis"},
        {"source": "b-list#p1", "subject": "line-1", "predicate": "capacity", "value": "0.4 GWh"},
        {"source": "a-news#p4", "subject": "dyn", "predicate": "SUPPLIES", "value": "acme"},
    ],
}  # fmt: skip


def changed() -> dict[str, Table]:
    """Alpha a day later: rows are new, other, gone; an entity changes its type and its name."""
    out = {name: [dict(row) for row in table] for name, table in ALPHA.items()}
    entities, facts = out["entities"], out["facts"]
    entities[2]["type"] = "Organization"  # curie
    entities[4]["name"] = "Lithium sulphide"
    entities[1]["note"] = ""
    entities[6:] = [{"id": "harbour", "type": "Place", "name": "Harbour"}]
    facts[1] = {**facts[1], "value": "harbour"}
    facts[2] = {**facts[2], "value": "0.6 GWh"}
    del facts[7]  # the cell's class
    facts[9:9] = [{"source": "a-news#p5", "subject": "curie", "predicate": "PARTNERS_WITH", "value": "acme"}]
    for row in facts:
        if row.get("qualifiers") == "item=Lithium sulfide":
            row["qualifiers"] = "item=lis"
    return out


def project(folder: Path, loaders: Mapping[str, Mapping[str, Table]] | None = None, name: str = "small") -> Project:
    """A project in `folder` with these loaders, by default alpha and beta; written anew where it is there already."""
    folder.mkdir(exist_ok=True)
    (folder / "graphkit.toml").write_text(f'name = "{name}"\n', encoding="utf-8")
    if not (folder / "schema").exists():
        shutil.copytree(ROOT / "schema", folder / "schema")
    shutil.rmtree(folder / "loaders", ignore_errors=True)
    for loader, tables in ({"alpha": ALPHA, "beta": BETA} if loaders is None else loaders).items():
        home = folder / "loaders" / loader
        home.mkdir(parents=True)
        (home / "loader.toml").write_text(f'title = "{loader}"\n', encoding="utf-8")
        for table, content in tables.items():
            columns = list(dict.fromkeys(key for row in content for key in row))
            needed = {"entities": ["id", "type", "name"], "sources": ["id", "title", "publisher", "published"]}
            columns += [c for c in needed.get(table, ["source", "subject", "predicate", "value"]) if c not in columns]
            with (home / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, restval="")
                writer.writeheader()
                writer.writerows(content)
    return open_project(folder)


@dataclass(frozen=True)
class Engine:
    """An empty store, and a driver to look at it past graphkit."""

    kind: str
    target: Target
    driver: neo4j.Driver
    database: str
    uri: str
    auth: tuple[str, str]

    @property
    def address(self) -> tuple[str, int]:
        """Host and port that the server listens on."""
        parts = urlsplit(self.uri)
        assert parts.hostname
        assert parts.port
        return parts.hostname, parts.port

    def through(self, port: int) -> Engine:
        """The same store for a command that reaches it by another port of this machine."""
        user, password = self.auth
        uri = f"bolt://127.0.0.1:{port}"
        target = Target(uri=uri, user=user, password=password, database=self.database, origin="test")
        return replace(self, target=target, uri=uri)

    def run(self, text: str, **parameters: Any) -> list[dict[str, Any]]:
        """Rows of a statement, as an administrator."""
        return [r.data() for r in self.driver.execute_query(text, parameters, database_=self.database).records]

    def open(self, project: Project, read_only: bool = False) -> AbstractContextManager[Store]:
        """The store as graphkit opens it."""
        return open_store(self.target, project.model, project.location, read_only)

    def load(self, project: Project, *loaders: str) -> LoadReport:
        """Reads and loads as the command does."""
        reading = project.read(*loaders)
        with self.open(project) as store:
            return load(store, reading.require(), reading.counts)

    def command(self, folder: Path, *words: str, **more: str) -> dict[str, Any]:
        """Arguments of `subprocess` that run `graphkit` on this store and the project in `folder`."""
        store = f"embedded:{self.target.path}" if self.target.path else self.target.uri
        env = {k: v for k, v in os.environ.items() if not k.startswith("NEO4J_")} | {"PYTHONPATH": str(ROOT)}
        env |= {"NEO4J_USERNAME": self.target.user, "NEO4J_PASSWORD": self.target.password}
        env |= {"NEO4J_DATABASE": self.database} | more
        return {
            "args": [sys.executable, "-m", "graphkit", "--project", str(folder), "--store", store, *words],
            "env": {k: v for k, v in env.items() if v},
            "cwd": str(folder),
        }

    def nodes(self) -> dict[tuple[str, str], tuple[set[str], dict[str, Any]]]:
        """All nodes of the graph: (label, key) -> labels and properties."""
        out = {}
        for label, key in KEYS.items():
            for row in self.run(f"MATCH (n:{label}) RETURN labels(n) AS labels, properties(n) AS props"):
                assert (label, row["props"][key]) not in out
                out[label, row["props"][key]] = (set(row["labels"]), row["props"])
        return out

    def edges(self) -> dict[tuple[str, str], tuple[str, str, dict[str, Any]]]:
        """All relationships of the graph: (type, uid) -> keys of both ends and properties."""
        out = {}
        for row in self.run(
            "MATCH (a)-[r]->(b) WHERE r.uid IS NOT NULL RETURN type(r) AS type, coalesce(a.id, a.uid) AS start, "
            "coalesce(b.id, b.uid) AS end, properties(r) AS props"
        ):
            assert (row["type"], row["props"]["uid"]) not in out
            out[row["type"], row["props"]["uid"]] = (row["start"], row["end"], row["props"])
        return out

    def everything(self) -> tuple[Any, ...]:
        """The whole database as values that compare: nodes, relationships, names of constraints and indexes."""
        nodes = self.run("MATCH (n) RETURN labels(n) AS labels, properties(n) AS props")
        edges = self.run("MATCH ()-[r]->() RETURN type(r) AS type, properties(r) AS props")
        names = self.run("SHOW CONSTRAINTS YIELD name RETURN name") + self.run("SHOW INDEXES YIELD name RETURN name")
        return tuple(sorted(map(_text, part)) for part in (nodes, edges, names))

    def holds(self, facts: Facts, project: Project) -> None:
        """Asserts that the graph in the store is, to the last property, the one that the facts give."""
        wanted = rows(build(facts, project.model))
        nodes = {
            key: ({node.label} | ({node.type} if node.type else set()), {**node.props, "hash": node.hash})
            for key, node in wanted.nodes.items()
        }
        edges = {
            key: (edge.start[1], edge.end[1], {**edge.props, "hash": edge.hash}) for key, edge in wanted.edges.items()
        }
        assert nodes
        assert edges
        assert self.nodes() == nodes
        assert self.edges() == edges


def _text(row: dict[str, Any]) -> str:
    return repr([(k, sorted(v.items()) if isinstance(v, dict) else sorted(v) if isinstance(v, list) else v)
                 for k, v in sorted(row.items())])  # fmt: skip


def facts_of(project: Project, loaders: Iterable[str] = ("alpha", "beta")) -> Facts:
    """The facts of these loaders as their tables give them, with every document that they cite."""
    whole = project.read().require()
    names = set(loaders)
    claims = tuple(c for c in whole.claims if c.loader in names)
    cited = {c.source for c in claims}
    return Facts(claims, {i: s for i, s in whole.sources.items() if i in cited or s.loader in names})

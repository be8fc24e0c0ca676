"""`load` into Neo4j and into the embedded store, beside a bare loop of the official driver on the same server.

The bare loop writes the same entities and the same edges between them, with the same properties and in batches of the
same size, by UNWIND and MERGE under one unique constraint on Entity.id. `load` writes claims, sources, milestones and
observations besides. So it is measured twice: alone, given nothing but the rows of those entities and edges, and
whole. What a load spends is told apart by timing the methods of its `Store`,
each write by the label or relationship type that load's own progress callback names after it.
"""

from __future__ import annotations

import contextlib
import inspect
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest import mock

import neo4j

from benchmarks.chain import write_project
from benchmarks.harness import Report, Server, empty, neo4j_server, options, seconds, spread
from graphkit.api import Project, open_project
from graphkit.facts import Facts
from graphkit.graph import build
from graphkit.graph.convert import Rows, rows
from graphkit.store import Store, Target, load, open_store
from graphkit.store.loading import BATCH
from graphkit.store.planning import plan

ALIKE, ALONE, PROVENANCE = "entities and edges", "entities and edges alone", "provenance"
COMPARE, DEFINE, REST = "asking the store", "constraints, mark and record", "graph, rows, difference"
PLAN, FEW = "unchanged plan", "plan of few changes"
#: Sources whose title the plan of few changes finds other than in the store.
FEW_CHANGES = 10
STORE = "store's part of the first load"
_WRITE = "write"


@dataclass
class Stopwatch:
    """Seconds that a load spends in each part.

    Every public method of the store is timed: what reads is COMPARE, what writes rows belongs to the type that load's
    progress callback names next, the rest (constraints, mark, record) is DEFINE.
    """

    alike: frozenset[str]
    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    inside: bool = False

    def watch(self, store: Store) -> None:
        """From now on the store's methods are timed."""
        for name, method in inspect.getmembers(store, inspect.ismethod):
            if not name.startswith("_"):
                setattr(store, name, self._timed(method, _part(name)))

    def progress(self, what: str, done: int, total: int) -> None:
        """Load's progress callback: names the type that was written."""
        self.spent[ALIKE if what in self.alike else PROVENANCE] += self.spent.pop(_WRITE, 0.0)

    def _timed(self, method: Callable[..., Any], part: str) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            if self.inside:
                return method(*given, **named)
            self.inside = True
            start = time.perf_counter()
            try:
                return method(*given, **named)
            finally:
                self.spent[part] += time.perf_counter() - start
                self.inside = False

        return run


def _part(method: str) -> str:
    if method.startswith("write"):
        return _WRITE
    return DEFINE if method in ("define", "begin_load", "end_load", "record_load") else COMPARE


@dataclass(frozen=True)
class Work:
    """The facts, and the statements with their rows by which the bare loop writes the same entities and edges."""

    project: Project
    facts: Facts
    statements: tuple[tuple[str, list[dict[str, Any]]], ...]
    counts: dict[str, int]

    @classmethod
    def of(cls, folder: Path) -> Work:
        """The work that a project's load is."""
        project = open_project(folder)
        facts = project.facts
        graph = rows(build(facts, project.model))
        todo: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for node in graph.nodes.values():
            if node.label == "Entity":
                text = f"UNWIND $rows AS row MERGE (n:Entity:{node.type} {{id: row.id}}) SET n += row.props"
                todo[text].append({"id": node.key, "props": {**node.props, "hash": node.hash}})
        entities = sum(map(len, todo.values()))
        for edge in graph.edges.values():
            if edge.type in project.model.edges:
                text = (
                    "UNWIND $rows AS row MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to}) "
                    f"MERGE (a)-[r:{edge.type} {{uid: row.uid}}]->(b) SET r += row.props"
                )
                props = {**edge.props, "hash": edge.hash}
                todo[text].append({"from": edge.start[1], "to": edge.end[1], "uid": edge.uid, "props": props})
        edges = sum(map(len, todo.values())) - entities
        counts = {
            "entities": entities,
            "edges": edges,
            "provenance nodes": len(graph.nodes) - entities,
            "provenance relationships": len(graph.edges) - edges,
        }
        return cls(project, facts, tuple(todo.items()), counts)


def bare(server: Server, work: Work) -> float:
    """Seconds of the loop that a person writes: UNWIND and MERGE, batch by batch, each in a managed transaction.

    The constraint is there and the driver connected when the clock starts, as with the writes of load.
    """
    with (
        neo4j.GraphDatabase.driver(server.uri, auth=server.auth) as driver,
        driver.session(database=server.database) as session,
    ):
        session.run("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE").consume()
        with contextlib.suppress(neo4j.exceptions.Neo4jError):  # the embedded engine has no such procedure
            session.run("CALL db.awaitIndexes(60)").consume()
        return seconds(lambda: [_write(session, text, batch) for text, batch in work.statements])


def _write(session: neo4j.Session, text: str, batch: Sequence[dict[str, Any]]) -> None:
    for start in range(0, len(batch), BATCH):
        part = batch[start : start + BATCH]
        session.execute_write(lambda tx, part=part: tx.run(text, {"rows": part}).consume())


@contextlib.contextmanager
def fresh(server: Server | None, work: Work, scratch: Path) -> Iterator[tuple[Target, Server]]:
    """An empty store: the server emptied, or a new embedded one whose engine runs for as long as the context."""
    if server is not None:
        empty(server)
        yield Target(uri=server.uri, user=server.user, password=server.password, database=server.database), server
        return
    from graphkit.store.embedded import serve_embedded
    from graphkit.store.store import places

    with tempfile.TemporaryDirectory(dir=scratch, ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "store"
        with serve_embedded(path, **places(path, work.project.location)) as at:
            yield Target(path=path), Server(at.uri, at.user, at.password, at.database)


def once(server: Server | None, work: Work, scratch: Path, load_first: bool, whole: bool = True) -> dict[str, float]:
    """One round, each side on an empty store: the bare loop, load with nothing but what the loop writes, and the whole
    load with an unchanged load after it."""
    out: dict[str, float] = {}

    def baseline() -> None:
        with fresh(server, work, scratch) as (_, endpoint):
            out["bare loop"] = bare(endpoint, work)
            out["bare written"] = _found(endpoint)

    def alone() -> None:
        with (
            mock.patch("graphkit.store.comparing.rows", lambda graph: _alike(rows(graph), work)),
            fresh(server, work, scratch) as (target, endpoint),
            open_store(target, work.project.model, work.project.location) as store,
        ):
            watch = Stopwatch(_types(work))
            watch.watch(store)
            load(store, work.facts, work.facts.loaders(), watch.progress)
            out[ALONE] = watch.spent[ALIKE]
            out["alone written"] = _found(endpoint)

    def ours() -> None:
        with (
            fresh(server, work, scratch) as (target, endpoint),
            open_store(target, work.project.model, work.project.location) as store,
        ):
            watch = Stopwatch(_types(work))
            watch.watch(store)
            out["load"] = seconds(lambda: load(store, work.facts, work.facts.loaders(), watch.progress))
            out.update(watch.spent)
            out[REST] = out["load"] - sum(watch.spent.values())
            out["load written"] = _found(endpoint)
            out[STORE] = sum(watch.spent.values())
            watch.spent.clear()
            out["reload"] = seconds(lambda: _unchanged(store, work))
            out["reload: " + COMPARE] = watch.spent[COMPARE]
            for name, facts, wanted in ((PLAN, work.facts, 0), (FEW, _few_changed(work.facts), FEW_CHANGES)):
                watch.spent.clear()
                out[name] = seconds(lambda facts=facts, wanted=wanted: _planned(store, work, facts, wanted))
                out[f"{name}: {COMPARE}"] = watch.spent[COMPARE]

    sides = [alone, baseline] if load_first else [baseline, alone]
    for side in [*sides, ours] if whole else sides:
        side()
    return out


def _types(work: Work) -> frozenset[str]:
    return frozenset((*work.project.model.nodes, *work.project.model.edges))


def _alike(graph: Rows, work: Work) -> Rows:
    """Entities and the edges between them, without provenance."""
    nodes = {key: node for key, node in graph.nodes.items() if node.label == "Entity"}
    return Rows(nodes, {key: edge for key, edge in graph.edges.items() if edge.type in work.project.model.edges})


def _unchanged(store: Store, work: Work) -> None:
    if load(store, work.facts, work.facts.loaders()).changed:
        raise AssertionError("the second load of the same facts wrote something")


def _few_changed(facts: Facts) -> Facts:
    """The same facts with other titles of a few documents."""
    some = list(facts.sources.values())[:FEW_CHANGES]
    return replace(facts, sources={**facts.sources, **{s.id: replace(s, title=f"{s.title}, revised") for s in some}})


def _planned(store: Store, work: Work, facts: Facts, wanted: int) -> None:
    project = work.project
    found = plan(store, project.model, project.location.name, facts, facts.loaders())
    if len(found.changes) != min(wanted, len(facts.sources)):
        raise AssertionError(f"the plan has {len(found.changes)} changes, not {wanted}")


def _found(server: Server) -> float:
    """How many entities and relationships between entities are there, so that a run that did less is seen."""
    with neo4j.GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        texts = ("MATCH (n:Entity) RETURN count(n) AS found", "MATCH (:Entity)-[r]->(:Entity) RETURN count(r) AS found")
        return float(sum(driver.execute_query(t, database_=server.database).records[0]["found"] for t in texts))


def measure(
    server: Server | None, work: Work, repeat: int, scratch: Path, whole: bool = True
) -> list[dict[str, float]]:
    """So many rounds, which side begins taking turns."""
    runs = [once(server, work, scratch, number % 2 == 0, whole) for number in range(repeat)]
    for run in runs:
        written = {value for name, value in run.items() if name.endswith(" written")}
        if written != {work.counts["entities"] + work.counts["edges"]}:
            raise AssertionError(f"the sides did not write the same: {run}")
    return runs


def add(out: Report, engine: str, runs: list[dict[str, float]]) -> None:
    """The table of one engine; a ratio is to the bare loop of the same pair."""

    def row(
        what: str, take: Callable[[dict[str, float]], float], target: float | None = None, of: str = "bare loop"
    ) -> dict[str, str]:
        ratios = [take(run) / run["bare loop"] for run in runs]
        ratio = statistics.median(take(run) / run[of] for run in runs)
        met = "" if target is None else f"{ratio:.3g} ≤ {target:g}: {'met' if ratio <= target else 'missed'}"
        if target is not None and of != "bare loop":
            met += f" (to the {of})"
        return {
            "what": what,
            "seconds": spread([take(run) for run in runs]),
            "ratio to the bare loop": spread(ratios),
            "target": met,
        }

    table = [
        row("bare loop: entities and edges, UNWIND and MERGE", lambda r: r["bare loop"]),
        row("load: writing the same entities and edges, alone", lambda r: r[ALONE], 1.0),
    ]
    if "load" in runs[0]:
        table += [
            row("whole load: writing the same entities and edges", lambda r: r[ALIKE]),
            row("whole load: writing claims, sources, milestones, observations", lambda r: r[PROVENANCE]),
            row("whole load: building graph, rows and difference", lambda r: r[REST]),
            row("whole load: asking the store what it holds", lambda r: r[COMPARE]),
            row("whole load: constraints, indexes, mark, record", lambda r: r[DEFINE]),
            row("whole load: all but writing provenance", lambda r: r["load"] - r[PROVENANCE]),
            row("whole load", lambda r: r["load"]),
            row("unchanged reload: in all", lambda r: r["reload"], 0.2),
            row("unchanged reload: asking the store what it holds", lambda r: r["reload: " + COMPARE]),
            row("whole load: the store's part", lambda r: r[STORE]),
            row("unchanged plan: in all", lambda r: r[PLAN]),
            row("unchanged plan: the store's part", lambda r: r[f"{PLAN}: {COMPARE}"], 0.1, STORE),
            row("plan of ten changed documents: in all", lambda r: r[FEW]),
            row("plan of ten changed documents: the store's part", lambda r: r[f"{FEW}: {COMPARE}"], 0.1, STORE),
        ]
    out.add(engine, table)
    out.raw[engine] = runs


def server_version(server: Server) -> str:
    """What answers there."""
    with neo4j.GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        return str(driver.get_server_info().agent)


def main() -> None:
    """Measures from the command line."""
    parser = options("load, as a ratio to a bare loop of the driver.")
    parser.add_argument("--engine", choices=("neo4j", "embedded", "both"), default="both")
    parser.add_argument("--alike", action="store_true", help="leave out the whole load: only what both sides write")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as name, contextlib.ExitStack() as stack:
        scratch = Path(name)
        write_project(scratch / "project", given.entities, given.edges)
        work = Work.of(scratch / "project")
        out = Report("load", {"runs": given.repeat, "rows a transaction": BATCH} | work.counts)
        server = stack.enter_context(neo4j_server(given)) if given.engine != "embedded" else None
        if server is not None:
            agent = server_version(server)
            write_project(scratch / "small", max(100, given.entities // 10), max(300, given.edges // 10))
            once(server, Work.of(scratch / "small"), scratch, True)  # a server runs warm, and this one was just started
            add(out, agent, measure(server, work, given.repeat, scratch, not given.alike))
        if given.engine != "neo4j":
            from graphkit.store.embedded import available

            if why := available():
                out.notes.append(why)
            else:
                add(out, "embedded store (ArcadeDB)", measure(None, work, given.repeat, scratch, not given.alike))
        out.write(given.out)


if __name__ == "__main__":
    main()

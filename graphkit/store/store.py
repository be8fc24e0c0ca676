"""`Store`: one class for Neo4j and the embedded engine, over the official driver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypedDict

from graphkit.errors import StoreError
from graphkit.facts.claim import Facts
from graphkit.graph.convert import KEYS
from graphkit.model import Model
from graphkit.project import Location
from graphkit.store import statements
from graphkit.store.config import Target
from graphkit.store.driver import READ_SECONDS, Connection, Result, connect
from graphkit.store.readback import facts_of

#: Version of how graphkit lays out a graph in a store.
FORMAT = 1
Note = Callable[[str], None]


class Places(TypedDict):
    """Where the embedded store's password and its engine's log lie."""

    secret: Path
    logs: Path


class Store:
    """A store that is this project's, or empty. Nothing is written before the mark has been checked."""

    def __init__(self, connection: Connection, model: Model, project: str) -> None:
        self._connection = connection
        self.model = model
        self.project = project

    @property
    def target(self) -> Target:
        """Where it is."""
        return self._connection.target

    def marked(self) -> bool:
        """True if the store carries this project's mark.

        Raises
        ------
        StoreError
            If it is another project's, or of a layout that this version does not know.
        """
        found = self._connection.read(f"MATCH (s:{statements.MARK}) RETURN s.project AS project, s.format AS format")
        for record in found:
            if record["project"] != self.project:
                raise StoreError(
                    f"{self.target} belongs to the project {record['project']!r}, not to {self.project!r}",
                    "name another with --store, or another database with NEO4J_DATABASE",
                )
            if record["format"] != FORMAT:
                raise StoreError(
                    f"{self.target} has layout {record['format']}, this graphkit writes {FORMAT}",
                    "load into an empty store, or use the graphkit that wrote it",
                )
        return bool(found)

    def require_ours(self) -> None:
        """Raises `StoreError` unless every node with a label of ours was written by us."""
        for name in KEYS:
            count = self._connection.read(statements.strangers(name))[0]["found"]
            if count:
                raise StoreError(
                    f"{self.target} holds {count} node(s) with the label {name} that graphkit did not write",
                    "load into a database of its own, or relabel them",
                )

    def mark(self) -> None:
        """Marks an unmarked store as this project's."""
        self._connection.write(
            f"MERGE (s:{statements.MARK} {{project: $project}}) SET s.format = $format",
            {"project": self.project, "format": FORMAT},
        )

    def hashes(self) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], str]]:
        """What the store says it holds: (label, key) and (relationship type, uid), each with its hash."""
        nodes = {
            (name, key): value
            for name in KEYS
            for key, value in self._connection.read(statements.node_hashes(name))[0]["found"]
        }
        edges = {
            (record["type"], key): value
            for record in self._connection.read(statements.edge_hashes(self.model))
            for key, value in record["found"]
        }
        return nodes, edges

    def loaders(self) -> tuple[str, ...]:
        """Names of the loaders that own a claim here, sorted."""
        found = self._connection.read("MATCH (c:Claim) WHERE c.hash IS NOT NULL RETURN DISTINCT c.loader AS loader")
        return tuple(sorted(record["loader"] for record in found))

    def facts(self, without: Iterable[str] = ()) -> Facts:
        """Claims and sources read back, but those that the loaders `without` own.

        The same facts as the tables gave, so that a graph built from them is equal.
        """
        parameters = {"without": list(without)}
        claims = self._connection.read(statements.owned("Claim"), parameters)
        sources = self._connection.read(statements.owned("Source"), parameters)
        return facts_of([r["props"] for r in claims], [r["props"] for r in sources], self.model)

    def counts(self) -> dict[str, int]:
        """Number of entities per type, of other nodes per label and of relationships per type; zeros are left out."""
        out: dict[str, int] = {}
        for record in self._connection.read(statements.count_entities()):
            name = next((n for n in sorted(record["labels"]) if n in self.model.nodes), "Entity")
            out[name] = out.get(name, 0) + record["found"]
        for name in KEYS:
            if name != "Entity":
                out[name] = self._connection.read(statements.count_nodes(name))[0]["found"]
        for record in self._connection.read(statements.count_edges(self.model)):
            out[record["type"]] = record["found"]
        return {name: out[name] for name in sorted(out) if out[name]}

    def sources(self) -> list[dict[str, Any]]:
        """The documents, by id, as dicts."""
        found = self._connection.read(statements.owned("Source"), {"without": []})
        sources = [{k: v for k, v in r["props"].items() if k != "hash"} for r in found]
        return sorted(sources, key=lambda source: str(source["id"]))

    def last_load(self) -> dict[str, Any] | None:
        """The record of the last load that changed something."""
        found = self._connection.read(
            f"MATCH (l:{statements.LOAD}) RETURN properties(l) AS props ORDER BY l.number DESC LIMIT 1"
        )
        return dict(found[0]["props"]) if found else None

    def query(
        self, text: str, parameters: Mapping[str, Any] | None = None, seconds: float = READ_SECONDS, write: bool = False
    ) -> Result:
        """Runs Cypher, read-only unless `write`, ended after `seconds`; see `Connection.ask`."""
        return self._connection.ask(text, parameters or {}, seconds, write)

    def write_batches(self, text: str, name: str, rows: Sequence[Any], size: int, done: Callable[[int], None]) -> None:
        """Runs a statement of ours over `rows` in batches, each in a managed transaction of its own."""
        for start in range(0, len(rows), size):
            batch = list(rows[start : start + size])
            self._connection.write(text, {name: batch})
            done(len(batch))

    def read_batches(self, text: str, keys: Sequence[str], size: int) -> Iterator[Any]:
        """Runs a statement of ours over `keys` in batches and yields its records."""
        for start in range(0, len(keys), size):
            yield from self._connection.read(text, {"keys": list(keys[start : start + size])})

    def define(self) -> None:
        """Makes the named constraints and indexes where they are missing."""
        self._connection.define(list(statements.schema(self.model)))

    def record_load(self, props: Mapping[str, Any]) -> None:
        """Adds the record of a load."""
        self._connection.write(
            f"OPTIONAL MATCH (l:{statements.LOAD}) WITH coalesce(max(l.number), 0) + 1 AS number "
            f"CREATE (n:{statements.LOAD}) SET n = $props SET n.number = number",
            {"props": dict(props)},
        )


@contextmanager
def open_store(
    target: Target,
    model: Model,
    location: Location,
    read_only: bool = False,
    note: Note | None = None,
) -> Iterator[Store]:
    """A connected store; the embedded engine is started for it and stopped after, or joined where `serve` keeps it up.

    Raises
    ------
    StoreError
        If it cannot be reached, is locked for longer than 30 s, refuses the login, or is another project's.
    """
    if target.path is not None:
        from graphkit.store.embedded import open_embedded

        with (
            open_embedded(target.path, read_only=read_only, note=note, **places(target.path, location)) as endpoint,
            connect(target, endpoint.uri, endpoint.user, endpoint.password, endpoint.database) as connection,
        ):
            yield Store(connection, model, location.name)
    else:
        with connect(target, target.uri, target.user, target.password, target.database) as connection:
            yield Store(connection, model, location.name)


def places(path: Path, location: Location) -> Places:
    """Where the embedded store's password and log lie: in the project's state; with a store put elsewhere, in it."""
    own = path == location.state / "store"
    home = location.state if own else path
    return {"secret": home / "secret", "logs": home}

"""`Store`: one class for Neo4j and the embedded engine, over the official driver."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypedDict

from graphkit.errors import StoreError
from graphkit.facts.claim import Decision, Facts, Source
from graphkit.facts.search import Names
from graphkit.graph.convert import FORMAT, KEYS, LEAVES, PROVENANCE
from graphkit.model import Model
from graphkit.project import Location
from graphkit.store import statements
from graphkit.store.bounded import Stream
from graphkit.store.config import Target
from graphkit.store.driver import READ_SECONDS, Connection, Result, connect
from graphkit.store.mark import Mark
from graphkit.store.names import entity_names
from graphkit.store.readback import decision_of, facts_of

Note = Callable[[str], None]


class Places(TypedDict):
    """Where the embedded store's password and its engine's log lie."""

    secret: Path
    logs: Path


Hashes = dict[tuple[str, str], str]


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

    def mark(self) -> Mark | None:
        """This project's mark, None in a store without one.

        Raises
        ------
        StoreError
            If the store is another project's, or of a layout that this version does not know.
        """
        found = [dict(record["props"]) for record in self._connection.read(statements.marks())]
        for props in found:
            if props.get("project") != self.project:
                raise StoreError(
                    f"{self.target} belongs to the project {props.get('project')!r}, not to {self.project!r}",
                    "name another with --store, or another database with NEO4J_DATABASE",
                )
            if props.get("format") != FORMAT:
                raise StoreError(
                    f"{self.target} has layout {props.get('format')}, this graphkit writes {FORMAT}",
                    "load into an empty store, or use the graphkit that wrote it",
                )
        if not found:
            return None
        return Mark.of(found[0])

    def marked(self) -> bool:
        """True if the store carries this project's mark; raises as `mark` does."""
        return self.mark() is not None

    def hashes(self, mark: Mark | None) -> tuple[Hashes, Hashes]:
        """What the store says it holds: (label, key) and (relationship type, uid), each with its hash.

        Raises
        ------
        StoreError
            If a node with a label of ours was not written by us: without our hash, or in a store without our mark.
        """
        nodes: Hashes = {}
        for name in KEYS:
            record = self._connection.read(statements.node_hashes(name))[0]
            found = record["found"] if mark else []
            if strange := record["nodes"] - len(found):
                raise StoreError(
                    f"{self.target} holds {strange:,} node(s) with the label {name} that graphkit did not write",
                    "load into a database of its own, or relabel them",
                )
            nodes.update(_hashes(name, found))
        edges: Hashes = {}
        plain = {*LEAVES, PROVENANCE}
        for types in (
            ({PROVENANCE}, set(LEAVES), self.types(mark) - plain) if mark else ()
        ):  # apart: the server's memory
            for record in self._connection.read(statements.edge_hashes(types)):
                edges.update(_hashes(record["type"], record["found"]))
        return nodes, edges

    def content(self, mark: Mark) -> str | None:
        """Digest of all hashes that the store holds, as by `content_of`; None if a node with our label is not ours.

        The hashes alone travel, not the keys (a hash is over them too), so this takes a fraction of `hashes`.
        """
        found: list[str] = []
        for name in KEYS:
            record = self._connection.read(statements.bare_node_hashes(name))[0]
            if len(record["found"]) != record["nodes"]:
                return None
            found += record["found"]
        plain = {*LEAVES, PROVENANCE}
        for record in self._connection.read(statements.bare_edge_hashes(self.types(mark) - plain)):
            found += record["found"]
        counted = {r["type"]: r["found"] for r in self._connection.read(statements.count_edges(plain))}
        return content_of(found, counted)

    def types(self, mark: Mark | None) -> set[str]:
        """Relationship types that graphkit writes or has ever written here."""
        return set(statements.types(self.model)) | (mark.types if mark else frozenset())

    def loaders(self) -> tuple[str, ...]:
        """Names of the loaders that own a claim or a source here, sorted."""
        found = {r["loader"] for name in ("Claim", "Source") for r in self._connection.read(statements.loaders(name))}
        return tuple(sorted(found))

    def facts(self, without: Iterable[str] = (), newer: Mapping[str, Source] | None = None) -> Facts:
        """Claims read back, but those of the loaders `without`, all sources that they cite or that stay with them,
        and the curator's rulings.

        The same facts as the tables gave, so that a graph built from them is equal. `newer` are sources about to be
        written over those of the loaders `without`.
        """
        gone = set(without)
        claims = [r["props"] for r in self._connection.read(statements.owned("Claim"), {"without": sorted(gone)})]
        sources = [r["props"] for r in self._connection.read(statements.owned("Source"), {"without": []})]
        cited = {props["source"] for props in claims}
        kept = [props for props in sources if props["loader"] not in gone or props["id"] in cited]
        owners = {props["id"]: props["loader"] for props in kept}
        over = {i: s for i, s in (newer or {}).items() if owners.get(i, s.loader) in gone}
        return facts_of(claims, kept, self.model, over, self.decisions())

    def decisions(self) -> dict[str, Decision]:
        """The curator's rulings, by conflict."""
        found = (r["props"] for r in self._connection.read(statements.owned("Decision"), {"without": []}))
        return {props["id"]: decision_of(props) for props in sorted(found, key=lambda props: str(props["id"]))}

    def counts(self) -> dict[str, int]:
        """Number of entities per type, of other nodes per label and of relationships per type; zeros are left out."""
        out: dict[str, int] = {}
        for record in self._connection.read(statements.count_entities()):
            name = next((n for n in sorted(record["labels"]) if n in self.model.nodes), "Entity")
            out[name] = out.get(name, 0) + record["found"]
        for name in KEYS:
            if name != "Entity":
                out[name] = self._connection.read(statements.count_nodes(name))[0]["found"]
        for record in self._connection.read(statements.count_edges(statements.types(self.model))):
            out[record["type"]] = record["found"]
        return {name: out[name] for name in sorted(out) if out[name]}

    def sources(self) -> list[dict[str, Any]]:
        """The documents, by id, as dicts."""
        found = self._connection.read(statements.owned("Source"), {"without": []})
        sources = [{k: v for k, v in r["props"].items() if k != "hash"} for r in found]
        return sorted(sources, key=lambda source: str(source["id"]))

    def last_load(self) -> dict[str, Any] | None:
        """The record of the last load that changed something."""
        found = self._connection.read(statements.last_load(), {"project": self.project})
        return dict(found[0]["props"]) if found else None

    def query(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        seconds: float = READ_SECONDS,
        write: bool = False,
        limit: int = 0,
    ) -> Result:
        """Runs Cypher, read-only unless `write`, ended after `seconds`; keeps `limit` rows, 0 for all.

        Raises
        ------
        QueryError
            If the statement is wrong, writes in a read-only run, takes too long, or gives more than memory should hold.
        StoreError
            If the store goes away.
        """
        return self._connection.ask(text, parameters or {}, seconds, write, limit)

    def stream(
        self, text: str, parameters: Mapping[str, Any] | None = None, seconds: float = READ_SECONDS
    ) -> AbstractContextManager[Stream]:
        """Runs Cypher read-only, ended after `seconds`; within the block its rows are read as they come.

        Errors are those of `query`, on entering the block or while reading.
        """
        return self._connection.stream(text, parameters or {}, seconds)

    def entities(self, ids: Iterable[str] | None = None) -> list[Names]:
        """The names of all entities, or of those with these ids, by id."""
        return entity_names(self._connection, self.model, ids)

    def write_rows(self, text: str, rows: Sequence[Any]) -> int:
        """Runs a statement of ours over `rows` in a managed transaction; how many it found or made."""
        return self._connection.write(text, {"rows": list(rows)})

    def labels_of(self, keys: Sequence[str]) -> dict[str, set[str]]:
        """The labels of these entities."""
        found = self._connection.read(statements.labels_of(), {"keys": list(keys)})
        return {record["key"]: set(record["labels"]) for record in found}

    def starts(self, type_: str) -> dict[str, tuple[str, str]]:
        """Where the relationships of a type start: uid -> (label, key) of the node."""
        found = self._connection.read(statements.starts(type_), {"labels": list(KEYS)})[0]["found"]
        return {uid: (label, key) for uid, label, key in found}

    def rows(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[Mapping[str, Any]]:
        """Records of a reading statement of ours."""
        return list(self._connection.read(text, parameters))

    def attached(self, label: str, keys: Sequence[str], mark: Mark | None) -> set[tuple[str, str]]:
        """(type, uid) of the relationships of ours on these nodes."""
        text = statements.attached(label, self.types(mark))
        return {(r["type"], r["uid"]) for r in self._connection.read(text, {"keys": list(keys)})}

    def hung_on(self, label: str, keys: Sequence[str], mark: Mark | None) -> list[str]:
        """Those of the nodes that have a relationship which is not ours, at most 20."""
        text = statements.foreign_relationships(label, self.types(mark))
        return [record["key"] for record in self._connection.read(text, {"keys": list(keys)})]

    def define(self, types: Iterable[str]) -> None:
        """Makes the constraints and indexes that are missing, of relationships for these types alone."""
        wanted = statements.node_schema() | statements.edge_schema(types)
        for text in ("SHOW CONSTRAINTS YIELD name RETURN name", "SHOW INDEXES YIELD name RETURN name"):
            for record in self._connection.read(text):
                wanted.pop(record["name"], None)
        if wanted:
            self._connection.define(list(wanted.values()))

    def begin_load(self, was: Mark | None, mark: Mark, loaders: Sequence[str], pending: Sequence[int]) -> bool:
        """Marks the store as ours and as being written by `mark.writer`.

        False, and nothing is written, if another load has begun or ended since `was` was read: what was compared then
        need not hold any more.
        """
        texts = {"writer": mark.writer, "recipe": mark.recipe, "content": mark.content}
        props = {**mark.names(), **texts, "loaders": list(loaders), "pending": list(pending)}
        seen = {"writer": (was.writer if was else None) or "", "loads": was.loads if was else 0}
        parameters = {"project": self.project, "props": {"format": FORMAT, **props}, **seen}
        return self._connection.write(statements.begin_load(), parameters) > 0

    def end_load(self, writer: str, at: str) -> bool:
        """Records the load that `writer` began; False if another has begun or ended since."""
        parameters = {"project": self.project, "writer": writer, "at": at}
        return self._connection.write(statements.end_load(), parameters) > 0


def _hashes(name: str, found: Iterable[str]) -> Iterator[tuple[tuple[str, str], str]]:
    for text in found:
        key, _, value = text.rpartition(" ")
        yield (name, key), value


def content_of(hashes: Iterable[str], counted: Mapping[str, int]) -> str:
    """Digest of what a store holds, as 32 hex digits: blake2b over its elements' hashes, sorted, and over `counted`.

    Relationships to milestones, observations and documents hold nothing of their own and follow from the nodes, whose
    hashes are in it: of each such type the number is enough, which saves reading half of all hashes.
    """
    counts = "".join(f"{name}={count};" for name, count in sorted(counted.items()) if count)
    return hashlib.blake2b("".join([*sorted(hashes), counts]).encode(), digest_size=16).hexdigest()


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

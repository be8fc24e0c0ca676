"""The Cypher that the store runs. Values travel as parameters; names come from the schema, checked against its pattern.

No statement depends on a label or type given as data: the text is made per type, since the embedded engine knows no
dynamic labels, and so that a name can never carry Cypher. What is *ours* carries our key and our hash; a statement that
changes or deletes asks for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphkit.graph.convert import KEYS, LEAVES, MARK, PROVENANCE
from graphkit.model import Model
from graphkit.model.types import EDGE_NAME, LABEL

LOAD = "Load"

_INDEXED = (
    ("Entity", "name_key"),
    ("Entity", "name"),
    ("Claim", "loader"),
    ("Claim", "subject"),
    ("Milestone", "stage"),
    ("Observation", "metric"),
)

_QUOTED = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`(?:``|[^`])*`|//[^\n\r]*|/\*.*?\*/", re.DOTALL)
_ESCAPED = re.compile(r"\\u+([0-9a-fA-F]{4})")
_COMMITS = re.compile(r"\bIN\s+(\S+\s+)?(CONCURRENT\s+)?TRANSACTIONS\b", re.IGNORECASE)
#: What Neo4j lets pass in read mode although it reaches beyond the content of the database.
_REACHES_OUT = (
    (re.compile(r"\bLOAD\s+CSV\b", re.IGNORECASE), "LOAD CSV reads files of the server"),
    (_COMMITS, "CALL … IN TRANSACTIONS commits by itself"),
    (re.compile(r"\bTERMINATE\s+TRANSACTIONS?\b", re.IGNORECASE), "TERMINATE ends the work of others"),
    (re.compile(r"\bdbms\s*\.\s*kill\w*", re.IGNORECASE), "dbms.kill… ends the work of others"),
)


def label(name: str) -> str:
    """The label, if it is one of the schema's form, else ValueError (a guard: other names never reach here)."""
    if not re.match(LABEL, name):
        raise ValueError(f"{name!r} is no label")
    return name


def relationship(name: str) -> str:
    """The relationship type, if it is one of the schema's form, else ValueError."""
    if not re.match(EDGE_NAME, name):
        raise ValueError(f"{name!r} is no relationship type")
    return name


def types(model: Model) -> list[str]:
    """All relationship types that graphkit may write, sorted."""
    return sorted((*model.edges, *LEAVES, PROVENANCE))


# --- the schema of the database


def node_schema() -> dict[str, str]:
    """Unique constraints and indexes on nodes: name -> statement, which may be run again."""
    keys = {**KEYS, MARK: "project"}
    out = {f"graphkit_{name.lower()}_{key}": _unique(f"(n:{label(name)})", f"n.{key}") for name, key in keys.items()}
    for name, prop in _INDEXED:
        out[f"graphkit_{name.lower()}_{prop}"] = f"CREATE INDEX {{}} IF NOT EXISTS FOR (n:{name}) ON (n.{prop})"
    return {name: text.format(name) for name, text in sorted(out.items())}


def edge_schema(names: Iterable[str]) -> dict[str, str]:
    """Unique constraints on relationships of these types: name -> statement, which may be run again."""
    found = {f"graphkit_{n.lower()}_uid": _unique(f"()-[r:{relationship(n)}]-()", "r.uid") for n in names}
    return {name: text.format(name) for name, text in sorted(found.items())}


def _unique(pattern: str, key: str) -> str:
    return f"CREATE CONSTRAINT {{}} IF NOT EXISTS FOR {pattern} REQUIRE {key} IS UNIQUE"


# --- writes: each returns how many rows it has found or made, as `done`


def create_nodes(name: str, type_: str | None) -> str:
    """Creates nodes of one label and, for entities, type from `$rows` of properties."""
    labels = f"{label(name)}:{label(type_)}" if type_ else label(name)
    return f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row RETURN count(n) AS done"


def change_nodes(name: str) -> str:
    """Sets nodes to `$rows` of {key, props}; `props` holds null for what falls away."""
    return f"UNWIND $rows AS row {_node(name, 'row.key')} SET n += row.props RETURN count(n) AS done"


def add_label(type_: str) -> str:
    """Gives entities of `$rows` of keys the label of a type."""
    return f"UNWIND $rows AS key {_node('Entity', 'key')} SET n:{label(type_)} RETURN count(n) AS done"


def remove_label(type_: str) -> str:
    """Takes the label of a type from entities of `$rows` of keys."""
    return f"UNWIND $rows AS key {_node('Entity', 'key')} REMOVE n:{label(type_)} RETURN count(n) AS done"


def delete_nodes(name: str) -> str:
    """Deletes the nodes of `$rows` of keys; fails where a relationship is left, ours are gone by then."""
    return f"UNWIND $rows AS key {_node(name, 'key')} DELETE n RETURN count(*) AS done"


def create_edges(type_: str, start: str, end: str) -> str:
    """Creates relationships from `$rows` of {start, end, props}."""
    return (
        f"UNWIND $rows AS row MATCH (a:{label(start)} {{{KEYS[start]}: row.start}}) "
        f"MATCH (b:{label(end)} {{{KEYS[end]}: row.end}}) CREATE (a)-[r:{relationship(type_)}]->(b) "
        "SET r = row.props RETURN count(r) AS done"
    )


def change_edges(type_: str, start: str) -> str:
    """Sets relationships that start at nodes with the label `start` to `$rows` of {start, key, props}."""
    return f"UNWIND $rows AS row {_edge(type_, start)} SET r += row.props RETURN count(r) AS done"


def delete_edges(type_: str, start: str) -> str:
    """Deletes the relationships of `$rows` of {start, key} that start at nodes with the label `start`."""
    return f"UNWIND $rows AS row {_edge(type_, start)} DELETE r RETURN count(*) AS done"


def delete_edges_anywhere(type_: str) -> str:
    """Deletes the relationships of `$rows` of keys, between whatever nodes somebody has put them."""
    pattern = f"()-[r:{relationship(type_)}]->()"
    return f"MATCH {pattern} WHERE {_ours} AND r.uid IN $rows DELETE r RETURN count(*) AS done"


def _node(name: str, key: str) -> str:
    return f"MATCH (n:{label(name)} {{{KEYS[name]}: {key}}}) WHERE n.hash IS NOT NULL"


def _edge(type_: str, start: str) -> str:
    # By way of its start: the embedded engine finds a relationship by its own key only in reading all of its type.
    return f"MATCH {_start(start)}-[r:{relationship(type_)} {{uid: row.key}}]->() WHERE r.hash IS NOT NULL"


def _start(name: str) -> str:
    return f"(a:{label(name)} {{{KEYS[name]}: row.start}})"


# --- the mark and the record of a load


def begin_load() -> str:
    """Marks the store, made ours with that, as being written by `$props.writer`.

    `done` is 0 if another load has begun or ended since the mark was read, with `$writer` ('' for none) and `$loads`.
    """
    return (
        f"MERGE (s:{MARK} {{project: $project}}) "
        "WITH s WHERE coalesce(s.writer, '') = $writer AND coalesce(s.loads, 0) = $loads "
        "SET s += $props RETURN count(s) AS done"
    )


def end_load() -> str:
    """Records the load that `$writer` began; `done` is 0 if another has begun or ended since."""
    return (
        f"MATCH (s:{MARK} {{project: $project}}) WHERE s.writer = $writer "
        "SET s.loads = coalesce(s.loads, 0) + 1 REMOVE s.writer WITH s "
        f"CREATE (l:{LOAD}) SET l.project = s.project, l.number = s.loads, l.at = $at, l.loaders = s.loaders, "
        "l.added = s.pending[0], l.changed = s.pending[1], l.removed = s.pending[2] RETURN count(l) AS done"
    )


def marks() -> str:
    """A record per mark: its properties."""
    return f"MATCH (s:{MARK}) RETURN properties(s) AS props"


def last_load() -> str:
    """The record of this project's last load that changed something."""
    return f"MATCH (l:{LOAD} {{project: $project}}) RETURN properties(l) AS props ORDER BY l.number DESC LIMIT 1"


# --- reads


def node_hashes(name: str) -> str:
    """One record: a list of `KEY HASH` of all nodes with the label that are ours, and how many nodes have it.

    One text an element: a list of lists costs the server's memory, and the way to us, more than twice as much.
    """
    pair = f"n.{KEYS[name]} + ' ' + n.hash"
    return f"MATCH (n:{label(name)}) RETURN collect({pair}) AS found, count(*) AS nodes"


def edge_hashes(names: Iterable[str]) -> str:
    """A record per relationship type: its name and a list of `UID HASH` of ours."""
    pattern = f"()-[r:{_any(names)}]->()"
    return f"MATCH {pattern} WHERE {_ours} RETURN type(r) AS type, collect(r.uid + ' ' + r.hash) AS found"


def bare_node_hashes(name: str) -> str:
    """One record: the hashes of all nodes with the label, and how many nodes have it."""
    return f"MATCH (n:{label(name)}) RETURN collect(n.hash) AS found, count(*) AS nodes"


def bare_edge_hashes(names: Iterable[str]) -> str:
    """One record: the hashes of all relationships of ours."""
    return f"MATCH ()-[r:{_any(names)}]->() WHERE {_ours} RETURN collect(r.hash) AS found"


def starts(type_: str) -> str:
    """One record: a list of [uid, label of the start among `$labels`, its key] of all relationships of ours."""
    named = "[name IN labels(a) WHERE name IN $labels][0]"
    pattern = f"(a)-[r:{relationship(type_)}]->()"
    return f"MATCH {pattern} WHERE {_ours} RETURN collect([r.uid, {named}, coalesce(a.id, a.uid)]) AS found"


def whole_nodes(name: str, some: bool) -> str:
    """A record per node of ours with the label, of `$keys` alone if `some`: its labels and properties."""
    found = f"UNWIND $keys AS key {_node(name, 'key')}" if some else f"MATCH (n:{label(name)}) WHERE n.hash IS NOT NULL"
    return f"{found} RETURN labels(n) AS labels, properties(n) AS props"


def whole_edges(type_: str, start: str | None = None) -> str:
    """A record per relationship of ours of the type: its properties, and labels and keys of its ends.

    With `start`, a label, those of `$rows` of {start, keys} alone.
    """
    found = f"MATCH (a)-[r:{relationship(type_)}]->(b) WHERE {_ours}"
    if start is not None:
        found = f"UNWIND $rows AS row MATCH {_start(start)}-[r:{relationship(type_)}]->(b) "
        found += f"WHERE {_ours} AND r.uid IN row.keys"
    ends = (f"labels({n}) AS {n}_labels, {n}.id AS {n}_id, {n}.uid AS {n}_uid" for n in "ab")
    return f"{found} RETURN properties(r) AS props, {', '.join(ends)}"


def attached(name: str, names: Iterable[str]) -> str:
    """A record per relationship of ours on the nodes of `$keys`: its type and uid."""
    return (
        f"UNWIND $keys AS key MATCH (n:{label(name)} {{{KEYS[name]}: key}})-[r:{_any(names)}]-() WHERE {_ours} "
        "RETURN DISTINCT type(r) AS type, r.uid AS uid"
    )


def labels_of() -> str:
    """The labels of the entities of `$keys`."""
    return f"UNWIND $keys AS key {_node('Entity', 'key')} RETURN key, labels(n) AS labels"


def count_entities() -> str:
    """A record per combination of labels: how many entities of ours."""
    return "MATCH (n:Entity) WHERE n.hash IS NOT NULL RETURN labels(n) AS labels, count(n) AS found"


def count_nodes(name: str) -> str:
    """How many nodes of ours with the label."""
    return f"MATCH (n:{label(name)}) WHERE n.hash IS NOT NULL RETURN count(n) AS found"


def count_edges(names: Iterable[str]) -> str:
    """A record per relationship type: how many of ours."""
    return f"MATCH ()-[r:{_any(names)}]->() WHERE {_ours} RETURN type(r) AS type, count(r) AS found"


def loaders(name: str) -> str:
    """The loaders that own a node with the label, a record each."""
    return f"MATCH (n:{label(name)}) WHERE n.hash IS NOT NULL RETURN DISTINCT n.loader AS loader"


def owned(name: str) -> str:
    """A record per node of ours with the label whose loader is not among `$without`: its properties."""
    return (
        f"MATCH (n:{label(name)}) WHERE n.hash IS NOT NULL AND NOT n.loader IN $without RETURN properties(n) AS props"
    )


def foreign_relationships(name: str, names: Iterable[str]) -> str:
    """Keys among `$keys` whose node has a relationship that is not ours."""
    return (
        f"UNWIND $keys AS key MATCH (n:{label(name)} {{{KEYS[name]}: key}})-[r]-() "
        f"WHERE NOT (type(r) IN [{', '.join(repr(relationship(t)) for t in sorted(names))}] AND {_ours}) "
        "RETURN DISTINCT key ORDER BY key LIMIT 20"
    )


_ours = "r.hash IS NOT NULL AND r.uid IS NOT NULL"


def _any(names: Iterable[str]) -> str:
    return "|".join(relationship(name) for name in sorted(names))


# --- a person's statements


def reaches_out(text: str) -> str | None:
    """Why a read-only run refuses the statement before the server sees it; None if it does not."""
    for pattern, reason in _REACHES_OUT:
        if any(pattern.search(bare) for bare in _bare(text)):
            return reason
    return None


def commits(text: str) -> bool:
    """True for a statement that commits by itself, in batches."""
    return any(_COMMITS.search(bare) for bare in _bare(text))


def _bare(text: str) -> tuple[str, str]:
    """The statement without quoted texts, quoted names and comments: as it stands, and with its escapes resolved."""
    resolved = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return _without_quoted(text), _without_quoted(resolved)


def _without_quoted(text: str) -> str:
    return _QUOTED.sub(lambda found: " " if found[0][0] == "/" else found[0][0] * 2, text)

"""A Cypher script that makes in an empty Neo4j what `load` makes there.

A script has no driver that binds parameters, so values stand in it as text literals, and `literal` alone writes them:
whatever a text holds, it stays within its quotes. No other value is in the script; numbers and lists are read out of
texts by Cypher. Labels, relationship types and property names are checked against the schema's patterns.

A row is one literal, its cells parted by a character that no cell has, since Neo4j takes milliseconds to read a map or
list of literals: written as maps, 1,800 claims take a minute.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO

from graphkit.graph import Graph
from graphkit.graph.convert import KEYS, LEAVES, PROVENANCE, rows
from graphkit.model import Model
from graphkit.model.types import EDGE_NAME, LABEL

#: Rows in a statement.
BATCH = 500
#: Properties with an index, by label: those that a store has.
INDEXES = {
    "Entity": ("name_key", "name"),
    "Claim": ("loader", "subject"),
    "Milestone": ("stage",),
    "Observation": ("metric",),
}
#: Form of a property's name.
PROPERTY = r"^[a-z][a-z0-9_]*$"
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
#: Quote, backslash, control characters, Unicode's line ends and what is no character.
_ESCAPED = re.compile("['\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: How a cell gives its value, by kind.
_READ = {
    "text": "v[{0}]",
    "integer": "toInteger(v[{0}])",
    "number": "toFloat(v[{0}])",
    "boolean": "v[{0}] = 'true'",
    "list": "split(v[{0}], {1})",
}
#: Name and kind of each property, sorted.
_Shape = tuple[tuple[str, str], ...]
#: A row: its cells before the properties, and the properties.
_Row = tuple[tuple[str, ...], Mapping[str, Any]]


def write(graph: Graph, model: Model, out: BinaryIO) -> None:
    """Writes the script: statements that end with `;` and a line end, which stand together nowhere else."""
    out.write(b"// Written by graphkit for an empty Neo4j 5.26 or later: cypher-shell -f FILE\n")
    for statement in statements(graph, model):
        out.write(statement.encode() + b";\n")


def statements(graph: Graph, model: Model) -> Iterator[str]:
    """The statements without their `;`: constraints and indexes, nodes, relationships. Each may be run again."""
    yield from schema(model)
    found = rows(graph)
    nodes: dict[tuple[str, str, _Shape], list[_Row]] = defaultdict(list)
    for _, node in sorted(found.nodes.items()):
        props = {**node.props, "hash": node.hash}
        del props[KEYS[node.label]]
        nodes[node.label, node.type or "", _shape(props)].append(((node.key,), props))
    for (label, type_, shape), data in sorted(nodes.items()):
        further = f", n:{checked(type_, LABEL)}" if type_ else ""
        for batch in _batches(data):
            made, read = _table(batch, shape, 1, "n")
            yield f"{made}\nMERGE (n:{_match(label, 'v[0]')})\nSET {read}{further}"
    edges: dict[tuple[str, str, str, _Shape], list[_Row]] = defaultdict(list)
    for edge in sorted(found.edges.values(), key=lambda e: (e.start, e.end, e.uid)):
        props = {**edge.props, "hash": edge.hash}
        del props["uid"]
        edges[edge.type, edge.start[0], edge.end[0], _shape(props)].append(
            ((edge.start[1], edge.end[1], edge.uid), props)
        )
    for (type_, start, end, shape), data in sorted(edges.items()):
        for batch in _batches(data):
            made, read = _table(batch, shape, 3, "r")
            yield (
                f"{made}\nMATCH (a:{_match(start, 'v[0]')})\nMATCH (b:{_match(end, 'v[1]')})\n"
                f"MERGE (a)-[r:{checked(type_, EDGE_NAME)} {{uid: v[2]}}]->(b)\nSET {read}"
            )


def schema(model: Model) -> Iterator[str]:
    """The named constraints and indexes that a store has, word for word: a test compares them with the store's own."""
    for label, key in sorted(KEYS.items()):
        yield node_constraint(label, key)
    for type_ in sorted((*model.edges, *LEAVES, PROVENANCE)):
        yield edge_constraint(type_)
    yield from indexes()


def node_constraint(label: str, key: str) -> str:
    """A node with the label is one by this key."""
    name = f"graphkit_{label.lower()}_{key}"
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{checked(label, LABEL)}) REQUIRE n.{key} IS UNIQUE"


def edge_constraint(type_: str) -> str:
    """A relationship of the type is one by its uid."""
    name, known = f"graphkit_{type_.lower()}_uid", checked(type_, EDGE_NAME)
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR ()-[r:{known}]-() REQUIRE r.uid IS UNIQUE"


def indexes() -> Iterator[str]:
    """The indexes beside those of the constraints."""
    for label, properties in INDEXES.items():
        for prop in properties:
            yield f"CREATE INDEX graphkit_{label.lower()}_{prop} IF NOT EXISTS FOR (n:{label}) ON (n.{prop})"


def literal(text: str) -> str:
    """The text as a Cypher expression that gives it back.

    It is quoted by `'`. Backslash and quote are escaped by a backslash; control characters, Unicode's line ends and
    what is no character are written as `\\uXXXX`, so that no literal has a line end and no editor mends one. Cypher
    replaces `\\uXXXX` before it looks at quotes, but not after a doubled backslash: no text can smuggle in a quote.
    """
    return f"'{_ESCAPED.sub(_escape, text)}'"


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


def _shape(props: Mapping[str, Any]) -> _Shape:
    return tuple((checked(name, PROPERTY), kind(value)) for name, value in sorted(props.items()))


def kind(value: object) -> str:
    """What a property's value is: text, integer, number, boolean, list (of texts)."""
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "text"
        case list() | tuple() if all(isinstance(item, str) for item in value):
            return "list"
    raise TypeError(f"{value!r} is no value for a property")


def _table(batch: Sequence[_Row], shape: _Shape, first: int, name: str) -> tuple[str, str]:
    """The clauses that give each row's cells as `v`, and those that set the properties of `name` from them.

    The properties begin at the cell `first`.
    """
    lists = [prop for prop, kind in shape if kind == "list"]
    inner = _free(chain.from_iterable(props[prop] for _, props in batch for prop in lists), "")
    texts = [[*own, *(_text(props[prop], inner) for prop, _ in shape)] for own, props in batch]
    outer = _free(chain.from_iterable(texts), inner)
    data = ",\n".join(literal(outer.join(cells)) for cells in texts)
    read = [
        f"{name}.`{prop}` = {_READ[kind].format(at, literal(inner))}" for at, (prop, kind) in enumerate(shape, first)
    ]
    return f"UNWIND [\n{data}\n] AS line\nWITH split(line, {literal(outer)}) AS v", ", ".join(read)


def _text(value: object, parted_by: str) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return parted_by.join(value)
    return str(value)


def _free(texts: Iterable[str], taken: str) -> str:
    """A character that is in none of the texts: a readable one if there is, else one of a private range."""
    used = {taken}.union(*texts)
    return next(char for char in chain("|¦‖", map(chr, range(0xE000, 0xF8FF))) if char not in used)


def _batches(data: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    for start in range(0, len(data), BATCH):
        yield data[start : start + BATCH]


def _match(label: str, value: str) -> str:
    return f"{checked(label, LABEL)} {{{KEYS[label]}: {value}}}"


def checked(name: str, pattern: str) -> str:
    """The name, if it is one of the schema's form (a guard: names of another form never reach here)."""
    if not re.fullmatch(pattern.removeprefix("^").removesuffix("$"), name):
        raise ValueError(f"{name!r} is no name of the schema")
    return name

"""A Cypher script that makes in an empty Neo4j what `load` makes there.

A script has no driver that binds parameters, so values stand in it as literals, and `literal` alone writes them:
whatever a text holds, it stays within its quotes. Labels, relationship types and property names are checked against
the schema's patterns and stand in backticks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import BinaryIO, TypeVar

from graphkit.graph import Graph
from graphkit.graph.convert import KEYS, LEAVES, PROVENANCE, EdgeRow, NodeRow, rows
from graphkit.model import Model
from graphkit.model.types import EDGE_NAME, LABEL

#: Rows in a statement.
BATCH = 500
_PROPERTY = r"[a-z][a-z0-9_]*"
#: Properties with an index, by label: those that store/statements.py makes.
INDEXES = {
    "Entity": ("name_key", "name"),
    "Claim": ("loader", "subject"),
    "Milestone": ("stage",),
    "Observation": ("metric",),
}
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
#: Quote, backslash, control characters, Unicode's line ends, surrogates and what is no character.
_ESCAPED = re.compile("['\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_Row = TypeVar("_Row")


def write(graph: Graph, model: Model, out: BinaryIO) -> None:
    """Writes the script: statements that end with `;` and a line end, which stands nowhere else."""
    out.write(b"// Written by graphkit. For an empty Neo4j 5.26 or later: cypher-shell -f THIS_FILE\n")
    for statement in statements(graph, model):
        out.write(statement.encode() + b";\n")


def statements(graph: Graph, model: Model) -> Iterator[str]:
    """The statements without their `;`: constraints and indexes, nodes, relationships. Each may be run again."""
    yield from schema(model)
    found = rows(graph)
    yield from _nodes(node for _, node in sorted(found.nodes.items()))
    yield from _edges(sorted(found.edges.values(), key=lambda e: (e.start, e.end, e.uid)))


def _nodes(found: Iterable[NodeRow]) -> Iterator[str]:
    groups: dict[tuple[str, str], list[NodeRow]] = defaultdict(list)
    for node in found:
        groups[node.label, node.type or ""].append(node)
    for (label, type_), nodes in sorted(groups.items()):
        further = f", n:{_label(type_)}" if type_ else ""
        for batch in _batches(nodes):
            data = _list(literal({**n.props, "hash": n.hash}) for n in batch)
            yield f"UNWIND {data} AS row\nMERGE (n:{_match(label, f'row.{KEYS[label]}')})\nSET n += row{further}"


def _edges(found: Iterable[EdgeRow]) -> Iterator[str]:
    groups: dict[tuple[str, str, str], list[EdgeRow]] = defaultdict(list)
    for edge in found:
        groups[edge.type, edge.start[0], edge.end[0]].append(edge)
    for (type_, start, end), edges in sorted(groups.items()):
        for batch in _batches(edges):
            data = _list(literal({"a": e.start[1], "b": e.end[1], "r": {**e.props, "hash": e.hash}}) for e in batch)
            yield (
                f"UNWIND {data} AS row\nMATCH (a:{_match(start, 'row.a')})\nMATCH (b:{_match(end, 'row.b')})\n"
                f"MERGE (a)-[r:{_type(type_)} {{uid: row.r.uid}}]->(b)\nSET r += row.r"
            )


def _match(label: str, value: str) -> str:
    return f"{_label(label)} {{{KEYS[label]}: {value}}}"


def schema(model: Model) -> Iterator[str]:
    """The named constraints and indexes that a store has, word for word: a test compares them with the store's own."""
    for label, key in sorted(KEYS.items()):
        name = f"graphkit_{label.lower()}_{key}"
        yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{_checked(label, LABEL)}) REQUIRE n.{key} IS UNIQUE"
    for type_ in sorted((*model.edges, *LEAVES, PROVENANCE)):
        name, checked = f"graphkit_{type_.lower()}_uid", _checked(type_, EDGE_NAME)
        yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR ()-[r:{checked}]-() REQUIRE r.uid IS UNIQUE"
    for label, properties in INDEXES.items():
        for prop in properties:
            yield f"CREATE INDEX graphkit_{label.lower()}_{prop} IF NOT EXISTS FOR (n:{label}) ON (n.{prop})"


def literal(value: object) -> str:
    """The value as a Cypher expression that gives it back.

    Text is quoted by `'`. Backslash and quote are escaped by a backslash; control characters, Unicode's line ends and
    what is no character are written as `\\uXXXX`, so that no literal has a line end and no reader mends one. A
    backslash before a `u` ends its literal and the rest is added to it: Cypher's own reader replaces `\\uXXXX`
    before it looks at quotes, and not every reader counts the backslashes first.

    Raises
    ------
    ValueError
        For what Cypher cannot hold: other types, integers beyond 64 bits, numbers that are none, odd property names.
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() if -(2**63) < value < 2**63:
            return str(value)
        case float() if isfinite(value):
            return repr(value).replace("e+", "e")
        case str():
            return f"'{_ESCAPED.sub(_escape, value)}'".replace("\\\\u", "\\\\'+'u").replace("\\\\U", "\\\\'+'U")
        case list() | tuple():
            return f"[{', '.join(map(literal, value))}]"
        case Mapping():
            return f"{{{', '.join(f'{_property(k)}: {literal(v)}' for k, v in value.items())}}}"
    raise ValueError(f"{value!r} is no value for Cypher")


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


def _list(data: Iterable[str]) -> str:
    return "[\n" + ",\n".join(data) + "\n]"


def _batches(data: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    for start in range(0, len(data), BATCH):
        yield data[start : start + BATCH]


def _checked(name: str, pattern: str) -> str:
    if not re.fullmatch(pattern.removesuffix("$"), name):
        raise ValueError(f"{name!r} is no name of the schema")
    return name


def _label(name: str) -> str:
    return f"`{_checked(name, LABEL)}`"


def _type(name: str) -> str:
    return f"`{_checked(name, EDGE_NAME)}`"


def _property(name: str) -> str:
    return f"`{_checked(name, _PROPERTY)}`"

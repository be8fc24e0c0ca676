"""Files for `neo4j-admin database import full`: the store that `load` would make, for graphs too large to load by Bolt.

The same rows as `load` writes, with the same hashes and the mark, so that the imported database is this project's
store. Files are told apart by labels or type, and where a number is whole in some elements and not in others also by
that: a column has one type, and 2 is not 2.0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError, UsageError
from graphkit.export.cypher import PROPERTY, checked, edge_constraint, indexes, kind, node_constraint
from graphkit.export.neo4j_readme import readme
from graphkit.graph import Graph
from graphkit.graph.convert import FORMAT, KEYS, MARK, EdgeRow, NodeRow, Rows, names_of, rows
from graphkit.model import Model
from graphkit.model.types import EDGE_NAME, LABEL
from graphkit.project import Location

#: Types of columns in a header, by what a property holds.
_TYPES = {"text": "string", "integer": "long", "number": "double", "boolean": "boolean", "list": "string[]"}
#: Parts the items of a list: the first that no item has, readable ones first, else a private one of Unicode.
_PARTING = (";", "|", "¦", "‖", *map(chr, range(0xE000, 0xF8FF)))
#: Bytes of the importer's own buffer, into which each cell has to fit.
_BUFFER = 4 * 2**20
Row = NodeRow | EdgeRow


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one file: its name, its columns (property and kind), the rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Row]

    @property
    def nodes(self) -> bool:
        """True for a file of nodes."""
        return isinstance(self.rows[0], NodeRow)

    @property
    def what(self) -> str:
        """What such a file is called: nodes or relationships."""
        return "nodes" if self.nodes else "relationships"


def write(graph: Graph, model: Model, out: Path, location: Location | None = None) -> None:
    """Writes headers, data, arguments, constraints and a README into the folder `out`, which exists.

    Raises
    ------
    UsageError
        Without a location: the mark needs the project's name.
    GraphkitError
        If a list cannot be written so that the importer gives it back; its place is named.
    """
    if location is None:
        raise UsageError("neo4j-admin imports a project's store, and no project is named", "give its location")
    found = rows(graph)
    nodes = [*(node for _, node in sorted(found.nodes.items())), mark(found, graph, location.name)]
    edges = sorted(found.edges.values(), key=lambda e: (e.type, e.start, e.end, e.uid))
    _require_possible(chain(nodes, edges))
    parting = _free(chain(nodes, edges))
    groups = [*_groups(nodes), *_groups(edges)]
    longest = max(_write(out, group, parting) for group in groups)
    arguments = [*_arguments(parting, longest), *map(_files, groups)]
    (out / "import.args").write_text("".join(f"{line}\n" for line in arguments), "utf-8", newline="\n")
    schema = "".join(f"{text};\n" for text in constraints(found))
    (out / "constraints.cypher").write_text(schema, "utf-8", newline="\n")
    text = readme(location, graph, len(nodes), len(edges))
    (out / "README.txt").write_text(text, "utf-8", newline="\n")


def mark(found: Rows, graph: Graph, project: str) -> NodeRow:
    """The node that says whose store it is, and which names lie in it.

    It says nothing of a load: the next one compares element by element.
    """
    names = names_of(found.nodes.values(), found.edges.values())
    loaders = {claim.loader for claim in graph.claims.values()} | {s.loader for s in graph.sources.values()}
    props: dict[str, Any] = {
        "project": project,
        "format": FORMAT,
        "labels": sorted(names.labels),
        "types": sorted(names.types),
        "properties": sorted(names.properties),
        "loaders": sorted(loaders),
    }
    return NodeRow(MARK, project, None, {name: value for name, value in props.items() if value != []}, "")


def constraints(found: Rows) -> Iterator[str]:
    """The constraints and indexes that a load of these rows makes, without `;`."""
    for label, key in sorted({**KEYS, MARK: "project"}.items()):
        yield node_constraint(label, key)
    for type_ in sorted({type_ for type_, _ in found.edges}):
        yield edge_constraint(type_)
    yield from indexes()


# --- which rows share a file


def _groups(found: Sequence[Row]) -> Iterator[Group]:
    """The rows by labels or type and, where numbers are of two kinds, by the kinds of these."""
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        by_name[_name(row)].append(row)
    for name, named in sorted(by_name.items()):
        columns = _columns(named)
        mixed = sorted(prop for prop, kinds in columns.items() if len(kinds) > 1)
        alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in named:
            alike[tuple(_number(row, prop) for prop in mixed)].append(row)
        for number, (kinds, part) in enumerate(sorted(alike.items()), 1):
            own = dict(zip(mixed, kinds, strict=True))
            there = {prop for row in part for prop in _props(row)}
            shape = tuple((prop, own.get(prop) or min(columns[prop])) for prop in sorted(there))
            yield Group(f"{name}.{number}" if len(alike) > 1 else name, shape, part)


def _columns(found: Iterable[Row]) -> dict[str, set[str]]:
    """The kinds of values that each property has.

    Raises
    ------
    TypeError
        If they are other than two kinds of numbers: then the property has no type.
    """
    out: dict[str, set[str]] = defaultdict(set)
    for row in found:
        for prop, value in _props(row).items():
            out[prop].add(kind(value))
    for prop, kinds in out.items():
        if len(kinds) > 1 and kinds != {"integer", "number"}:
            raise TypeError(f"{prop} is {' and '.join(sorted(kinds))}")
    return out


def _number(row: Row, prop: str) -> str:
    """The kind of the property in this row; what it has not is written alike in either."""
    value = row.props.get(prop)
    return "integer" if value is None else kind(value)


def _name(row: Row) -> str:
    if isinstance(row, EdgeRow):
        return checked(row.type, EDGE_NAME)
    label = checked(row.label, LABEL)
    return f"{label}-{checked(row.type, LABEL)}" if row.type else label


def _props(row: Row) -> Mapping[str, Any]:
    """All properties but a node's key, which has a column of its own, with the hash of what a load compares."""
    props = {**row.props, "hash": row.hash} if row.hash else dict(row.props)
    if isinstance(row, NodeRow):
        del props[_key(row)]
    return props


def _key(row: NodeRow) -> str:
    return KEYS.get(row.label, "project")


# --- the files


def _write(out: Path, group: Group, parting: str) -> int:
    """Writes header and data of a group; gives back the bytes of its longest line."""
    longest = 0
    first = group.rows[0]
    if isinstance(first, NodeRow):
        heading = [f"{_key(first)}:ID({first.label})", ":LABEL"]
    else:
        heading = [f":START_ID({first.start[0]})", f":END_ID({first.end[0]})", ":TYPE"]
    heading += [f"{checked(prop, PROPERTY)}:{_TYPES[of]}" for prop, of in group.columns]
    header = out / f"{group.name}.{group.what}-header.csv"
    header.write_text(",".join(heading) + "\n", "utf-8", newline="\n")
    with (out / f"{group.name}.{group.what}.csv").open("wb") as data:
        for row in group.rows:
            props = _props(row)
            cells = chain(_own(row, parting), (props.get(prop) for prop, _ in group.columns))
            line = ",".join(cell(value, parting) for value in cells).encode() + b"\n"
            longest = max(longest, data.write(line))
    return longest


def _own(row: Row, parting: str) -> Iterator[Any]:
    """The cells before the properties."""
    if isinstance(row, NodeRow):
        yield row.key
        yield parting.join(filter(None, (row.label, row.type)))
    else:
        yield row.start[1]
        yield row.end[1]
        yield row.type


def cell(value: object, parting: str) -> str:
    """A value as the importer reads it: texts in quotes, so that an empty text differs from none."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case list() | tuple():
            return _quoted(parting.join(value))
    return _quoted(str(value))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _free(found: Iterable[Row]) -> str:
    """A character that no item of a list has."""
    used: set[str] = set()
    for row in found:
        for value in row.props.values():
            if isinstance(value, list | tuple):
                used.update(*value)
    free = next((char for char in _PARTING if char not in used), None)
    if free is None:
        raise GraphkitError("lists hold every character that could part their items", "take the format cypher")
    return free


def _require_possible(found: Iterable[Row]) -> None:
    """Raises `GraphkitError` for a list that the importer would not give back."""
    for row in found:
        for prop, value in row.props.items():
            if isinstance(value, list | tuple) and list(value) == [""]:
                place = f"{row.key if isinstance(row, NodeRow) else row.uid}, {prop}"
                raise GraphkitError(
                    f"{place}: neo4j-admin cannot tell a list of one empty text from none", "take the format cypher"
                )


# --- how they are imported


def _arguments(parting: str, longest: int) -> Iterator[str]:
    yield "--id-type=string"
    yield f"--array-delimiter={parting if parting.isascii() else f'U+{ord(parting):04X}'}"
    yield "--multiline-fields=true"
    if longest > _BUFFER // 2:
        yield f"--read-buffer-size={2 * longest}"


def _files(group: Group) -> str:
    stem = f"{group.name}.{group.what}"
    return f"--{group.what}={stem}-header.csv,{stem}.csv"

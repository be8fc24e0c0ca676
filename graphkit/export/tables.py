"""The graph as tables: which columns they have, what a column holds, and their records one by one.

The formats that are tables (csv, xlsx, parquet) write these, each in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from graphkit.export.claims import records as claim_records
from graphkit.graph import Graph
from graphkit.graph.attributes import (
    edge_attributes,
    known,
    milestone_attributes,
    node_attributes,
    observation_attributes,
    source_attributes,
)

Record = Mapping[str, Any]
#: What a column holds. A day is ISO text in the records; `any` is a number or a text, cell by cell.
Kind = Literal["text", "list", "boolean", "integer", "number", "day", "any"]

_MARKS: dict[str, Kind] = {"[]": "list", "?": "boolean", "+": "integer", "#": "number", "@": "day", "*": "any"}
# Columns that are always there, with a mark of what they hold (none: text); those that the schema's words make stand in
# place of the dots.
_NODES = """id entity_type name name_key caption aliases[] native_names[] external_ids[] status overdue? disputed? …
    note claims[]"""
_EDGES = """uid edge_type source source_name target target_name kind status since@ until@ when one_of[] rule disputed?
    overdue? … claims[]"""
_MILESTONES = """uid element subject subject_name object object_name edge stage ladder rank+ … kind text earliest@
    latest@ current? reached? overdue? status rule disputed? claims[]"""
_OBSERVATIONS = """uid element subject subject_name metric … prospective? kind period earliest@ latest@ amount# min#
    max# unit per per_implied? direction text current? rule disputed? claims[]"""
_SOURCES = """id title publisher published published_earliest@ published_latest@ published_basis origin grade visibility
    file recorded@ note loader"""
_CLAIMS = """id subject subject_type subject_name predicate object object_type object_name object_one_of[] value* min#
    max# unit direction text date date_earliest@ date_latest@ kind basis inferred_from[] qualifiers[] speaker speaker_id
    said said_earliest@ said_latest@ source source_title source_published locator loader note"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and what it holds."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns, how many records it has.

    `records` gives them anew at each call, one by one and sorted, so that no format needs to hold them all. A record
    has the cells that are not empty, by heading: texts, lists of texts, booleans, numbers (exact ones are `Decimal`).
    """

    name: str
    columns: tuple[Column, ...]
    size: int
    records: Callable[[], Iterator[Record]]


def tables(graph: Graph) -> tuple[Table, ...]:
    """The whole graph: nodes, edges, milestones, observations, claims and sources, in this order."""
    return (nodes_table(graph, "nodes"), edges_table(graph, "edges"), *further_tables(graph))


def further_tables(graph: Graph) -> tuple[Table, ...]:
    """All but nodes and edges."""
    return (
        _table("milestones", _MILESTONES, len(graph.milestones), lambda: _milestones(graph)),
        _table("observations", _OBSERVATIONS, len(graph.observations), lambda: _observations(graph)),
        _table("claims", _CLAIMS, len(graph.claims), lambda: map(_claim, claim_records(graph))),
        _table("sources", _SOURCES, len(graph.sources), lambda: _sources(graph)),
    )


def nodes_table(graph: Graph, name: str, type_: str | None = None) -> Table:
    """The entities, or those of one type, by id."""
    ids = sorted(i for i, entity in graph.entities.items() if type_ in (None, entity.type))
    return _table(name, _NODES, len(ids), lambda: _nodes(graph, ids))


def edges_table(graph: Graph, name: str, type_: str | None = None) -> Table:
    """The edges, or those of one type, by type, ends and uid."""
    chosen = [edge for edge in graph.edges.values() if type_ in (None, edge.type)]
    uids = [edge.uid for edge in sorted(chosen, key=lambda e: (e.type, e.source, e.target, e.uid))]
    return _table(name, _EDGES, len(uids), lambda: _edges(graph, uids))


def _table(name: str, layout: str, size: int, records: Callable[[], Iterator[Record]]) -> Table:
    fixed = [_column(word) for word in layout.split()]
    at = next((number for number, column in enumerate(fixed) if column.name == "…"), None)
    if at is not None:
        own = _own({column.name for column in fixed}, records())
        fixed[at : at + 1] = [Column(name, kind) for name, kind in sorted(own.items())]
    return Table(name, tuple(fixed), size, records)


def _column(word: str) -> Column:
    for mark, kind in _MARKS.items():
        if word.endswith(mark):
            return Column(word.removesuffix(mark), kind)
    return Column(word, "text")


def _own(fixed: set[str], records: Iterable[Record]) -> dict[str, Kind]:
    """The columns that the records have besides, with what they hold."""
    out: dict[str, Kind] = {}
    for record in records:
        for name, value in record.items():
            if name not in fixed:
                kind = _kind(value)
                out[name] = kind if out.get(name, kind) == kind else "any"
    return out


def _kind(value: object) -> Kind:
    match value:
        case bool():
            return "boolean"
        case int() | float() | Decimal():
            return "number"
        case list() | tuple():
            return "list"
    return "text"


def _nodes(graph: Graph, ids: Sequence[str]) -> Iterator[Record]:
    for identifier in ids:
        entity = graph.entities[identifier]
        yield {"id": identifier, "entity_type": entity.type, **node_attributes(entity)}


def _edges(graph: Graph, uids: Sequence[str]) -> Iterator[Record]:
    for uid in uids:
        edge = graph.edges[uid]
        ends = {
            "source": edge.source, "source_name": graph.name(edge.source),
            "target": edge.target, "target_name": graph.name(edge.target),
        }  # fmt: skip
        yield {"uid": uid, "edge_type": edge.type, **ends, **edge_attributes(edge)}


def _milestones(graph: Graph) -> Iterator[Record]:
    for uid in sorted(graph.milestones):
        found = graph.milestones[uid]
        record = {"uid": uid, **known(milestone_attributes(found)), "subject_name": graph.name(found.subject)}
        if found.object:
            record["object_name"] = graph.name(found.object)
        yield record


def _observations(graph: Graph) -> Iterator[Record]:
    """Observations with their exact numbers."""
    for uid in sorted(graph.observations):
        seen = graph.observations[uid]
        record = {"uid": uid, **known(observation_attributes(seen)), "subject_name": graph.name(seen.subject)}
        yield record | known({"amount": seen.value, "min": seen.min, "max": seen.max})


def _sources(graph: Graph) -> Iterator[Record]:
    for identifier in sorted(graph.sources):
        yield {"id": identifier, **known(source_attributes(graph.sources[identifier]))}


def _claim(record: dict[str, Any]) -> Record:
    """A record of the format `claims` without nested objects."""
    out = dict(record)
    for name in ("subject", "object"):
        entity = record[name] or {"id": None, "type": None, "name": None}
        out |= {name: entity["id"], f"{name}_type": entity["type"], f"{name}_name": entity["name"]}
    out["object_one_of"] = [entity["id"] for entity in record["object_one_of"]]
    for name in ("date", "said"):
        when = record[name] or {"text": None, "earliest": None, "latest": None}
        out |= {name: when["text"], f"{name}_earliest": when["earliest"], f"{name}_latest": when["latest"]}
    source = record["source"]
    out |= {"source": source["id"], "source_title": source["title"], "source_published": source["published"]}
    out["qualifiers"] = [f"{name}={value}" for name, value in record["qualifiers"].items()]
    return known(out)

"""CSV: the whole graph as six tables in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from graphkit.export.attributes import JOIN, edges, flat, nodes
from graphkit.export.claims import exact, records
from graphkit.graph import Graph
from graphkit.graph.attributes import source_attributes
from graphkit.graph.convert import rows
from graphkit.model import Model

Record = Mapping[str, Any]
#: Columns that are always there; those that the schema's words make stand in place of the dots.
NODES = (
    """id entity_type name name_key caption aliases native_names external_ids status overdue disputed … note claims"""
)
EDGES = """uid edge_type source source_name target target_name kind status since until when one_of rule disputed overdue
    … claims"""
MILESTONES = """uid element subject subject_name object object_name edge stage ladder rank … kind text earliest latest
    current reached overdue status rule disputed claims"""
OBSERVATIONS = """uid element subject subject_name metric … prospective kind period earliest latest amount min max unit
    per per_implied direction text current rule disputed claims"""
SOURCES = """id title publisher published published_earliest published_latest published_basis origin grade visibility
    file recorded note loader …"""
CLAIMS = """id subject subject_type subject_name predicate object object_type object_name object_one_of value min max
    unit direction text date date_earliest date_latest kind basis inferred_from qualifiers speaker speaker_id said
    said_earliest said_latest source source_title source_published locator loader note …"""

_QUOTED = re.compile('[",\r\n]')
#: A text that a spreadsheet would take for a formula, or that would be mistaken for one that is guarded.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def write(graph: Graph, model: Model, out: Path) -> None:
    """Writes the six tables into the folder `out`, which exists."""
    _table(out / "nodes.csv", NODES, [{"id": e.id, **attributes} for e, attributes in nodes(graph)])
    _table(
        out / "edges.csv",
        EDGES,
        [
            {
                "uid": e.uid, "source": e.source, "source_name": graph.name(e.source),
                "target": e.target, "target_name": graph.name(e.target), **attributes,
            }
            for e, attributes in edges(graph)
        ],
    )  # fmt: skip
    _table(out / "milestones.csv", MILESTONES, list(_leaves(graph, "Milestone")))
    _table(out / "observations.csv", OBSERVATIONS, list(_leaves(graph, "Observation")))
    _table(out / "sources.csv", SOURCES, [{"id": i, **source_attributes(s)} for i, s in sorted(graph.sources.items())])
    _table(out / "claims.csv", CLAIMS, [_claim(record) for record in records(graph)])


def _leaves(graph: Graph, label: str) -> Iterable[Record]:
    """Milestones or observations as a store keeps them, with the names of what they concern and exact numbers."""
    for (found, key), row in sorted(rows(graph).nodes.items()):
        if found != label:
            continue
        record = dict(row.props)
        for end in ("subject", "object"):
            if end in record:
                record[f"{end}_name"] = graph.name(record[end])
        if label == "Observation":
            seen = graph.observations[key]
            record |= {"amount": seen.value, "min": seen.min, "max": seen.max}
        yield record


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
    return out


def _table(path: Path, columns: str, found: Sequence[Record]) -> None:
    """A table with the fixed columns, and where the dots stand those that the records have besides, sorted."""
    fixed = columns.split()
    at = fixed.index("…")
    own = sorted({name for record in found for name in record}.difference(fixed))
    heading = [*fixed[:at], *own, *fixed[at + 1 :]]
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(_line(heading))
        out.writelines(_line(cell(record.get(name)) for name in heading) for record in found)


def cell(value: object) -> str:
    """A value as a cell: nothing for None, true and false, exact numbers, lists joined by `; `, texts guarded.

    A text that a spreadsheet would run (it begins with `=`, `+`, `-`, `@`, a tab or a line end) gets a `'` before it;
    so does one that looks guarded: taking one `'` from what begins with `'` and such a character gives the text back.
    """
    match value:
        case None:
            return ""
        case Decimal():
            return exact(value)
        case bool() | int() | float():
            return flat(value)
        case list() | tuple():
            return guarded(JOIN.join(map(str, value)))
    return guarded(str(value))


def guarded(text: str) -> str:
    """The text with a `'` before it if a spreadsheet would run it."""
    return f"'{text}" if _FORMULA.match(text) else text


def _line(cells: Iterable[str]) -> str:
    return ",".join('"' + c.replace('"', '""') + '"' if _QUOTED.search(c) else c for c in cells) + "\n"

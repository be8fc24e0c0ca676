"""What the tables of several analyses share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphkit.analysis.propagation import Disruption
from graphkit.analysis.strikes import Strike
from graphkit.analysis.study import Study
from graphkit.values.table import Table

#: Words for what a source says, or does not say.
ESSENTIAL_WORDS = {True: "essential", False: "not essential", None: "not known to be essential"}
YES_NO = {True: "yes", False: "no", None: "unknown"}
#: Most names in a sentence.
_NAMES = 6


def node_columns(prefix: str = "node") -> tuple[str, str, str]:
    """Columns by which a node is told: its id, its name and its type (`Line` for what one maker makes of one item)."""
    return (prefix, "name", "type")


def gap_table(study: Study, pairs: Iterable[tuple[object, str]]) -> Table:
    """Groups of which no supplier or maker is known, as (node, name, item, what is not known)."""
    rows = []
    for node, material in sorted({(str(node), material) for node, material in pairs}):
        roles = {g["role"] for g in study.inputs.get(node, ()) if g["material"] == material and not g["suppliers"]}
        what = "who makes it" if "made by" in roles else f"who supplies {study.material(material)}"
        rows.append((node, study.name(node), material, what))
    return Table.of(("node", "name", "item", "not known"), rows, "not known")


def taken_for_granted(study: Study, strikes: Sequence[Strike], possible: Disruption) -> tuple[str, ...]:
    """What the closed world and the strikes took for granted, in a line each."""
    out = [line for strike in strikes for line in strike.assumed]
    return (*out, *closed_world(study, possible.assumed_essential, possible.assumed_complete), *of_the_graph(study))


def closed_world(
    study: Study, essential: Iterable[tuple[object, str]], complete: Iterable[tuple[object, str]]
) -> list[str]:
    """What the closed world takes for granted of (node, material): essential, without a source; no other suppliers."""
    out = []
    if doubtful := _pairs(study, essential):
        out.append(f"possible: essential, of which no source speaks: {doubtful}")
    if doubtful := _pairs(study, complete):
        out.append(f"possible: no other suppliers or makers than those known: {doubtful}")
    return out


def of_the_graph(study: Study) -> tuple[str, ...]:
    """What the choice of relations takes for granted: plans, and what a source leaves open."""
    out = []
    ahead = sum(e.status == "planned" for e in study.graph.edges.values())
    if ahead and study.planned:
        out.append(f"{ahead} planned relations count as if they held; --operating leaves them out")
    if open_ := sum(bool(e.one_of) for e in study.graph.edges.values()):
        out.append(f"{open_} relations of which a source leaves open which of several entities is meant count for each")
    return tuple(out)


def _pairs(study: Study, pairs: Iterable[tuple[object, str]]) -> str:
    found = sorted({f"{study.name(str(node))} ({study.material(material)})" for node, material in pairs})
    more = f", and {len(found) - _NAMES} more" if len(found) > _NAMES else ""
    return ", ".join(found[:_NAMES]) + more

"""What the tables of several analyses share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphkit.analysis.groups import maker_of
from graphkit.analysis.propagation import Disruption
from graphkit.analysis.strikes import Strike
from graphkit.analysis.study import Study
from graphkit.values.table import Table

#: Words for what a source says, or does not say.
ESSENTIAL_WORDS = {True: "essential", False: "not essential", None: "not known to be essential"}
#: Columns by which a node is told: its id, its name and its type (`Line` for what one maker makes of one item).
NODE_COLUMNS = ("node", "name", "type")
YES_NO = {True: "yes", False: "no", None: "unknown"}


def gap_table(study: Study, pairs: Iterable[tuple[object, str]]) -> Table:
    """Groups of which no supplier or maker is known, as (node, name, item, what is not known).

    An item of "" stands for needs of which none is known.
    """
    rows = []
    for node, material in sorted({(str(node), material) for node, material in pairs}):
        if not material:
            rows.append((node, study.name(node), "", "what it needs"))
            continue
        roles = {g["role"] for g in study.inputs.get(node, ()) if g["material"] == material and not g["suppliers"]}
        what = "who makes it" if "made by" in roles else f"who supplies {study.material(material)}"
        rows.append((node, study.name(node), material, what))
    return gaps_told(rows)


def without_needs(study: Study, only: Iterable[str] | None) -> list[tuple[str, str]]:
    """Gaps for the nodes that are asked for, where no need of any of them is known."""
    asked = frozenset(only or ())
    return [] if any(buyer in asked for buyer, _ in study.needs) else [(node, "") for node in asked]


def gaps_told(rows: Iterable[tuple[str, str, str, str]]) -> Table:
    """Gaps as (node, name, item, what is not known), in order."""
    return Table.of(("node", "name", "item", "not known"), sorted(rows), "not known")


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
    elif ahead:
        out.append(f"{ahead} planned relations are left out, and with them what would be needed then")
    if open_ := sum(bool(e.one_of) for e in study.graph.edges.values()):
        out.append(f"{open_} relations of which a source leaves open which of several entities is meant count for each")
    return tuple(out)


def rests_on(study: Study, claims: Iterable[str]) -> tuple[str, ...]:
    """Which of the relations that an answer uses are planned, and of which a source leaves open which is meant."""
    used = frozenset(claims)
    touched = [e for e in study.graph.edges.values() if not used.isdisjoint(e.claims)]
    told = (
        ("this answer rests on plans", [e for e in touched if e.status == "planned" and study.planned]),
        ("this answer counts both of what a source leaves open, so more may stop", [e for e in touched if e.one_of]),
    )
    return tuple(
        f"{what}: {', '.join(sorted(f'{study.name(e.source)} {e.type} {study.name(e.target)}' for e in edges))}"
        for what, edges in told
        if edges
    )


def of_countries(study: Study, nodes: Iterable[str]) -> tuple[str, ...]:
    """The sites of which no place is told, and that count where the one who runs them stands."""
    sites = {maker_of(node) for node in nodes if study.kind(maker_of(node)) == "Site"}
    found = study.names(s for s in sites if study.country(s) and not study.countries.get(s))
    return (f"no place of it is told, so it counts where the firm that runs it stands: {', '.join(found)}",) * bool(
        found
    )


def of_needs(study: Study) -> tuple[str, ...]:
    """What the closed world takes for granted of all needs at once."""
    doubtful = sum(g["essential"] is None for _, g in study.needs)
    if not doubtful:
        return of_the_graph(study)
    said = f"possible: {doubtful} of {len(study.needs)} needs count as essential though no source says so"
    return (said, *of_the_graph(study))


def _pairs(study: Study, pairs: Iterable[tuple[object, str]]) -> str:
    named = {(study.name(str(node)), study.material(material)) for node, material in pairs}
    return ", ".join(sorted(node if node == material else f"{node} ({material})" for node, material in named))

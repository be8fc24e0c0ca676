"""The pipeline: lines by year of production start, status and capacity, installed and planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from graphkit.graph import Graph, Milestone
from graphkit.graph.capacities import CAPACITIES, PIECES, Stated, counted_capacities, start_of
from graphkit.graph.derive import plain
from graphkit.graph.histories import Owners
from graphkit.model import STATUSES, Model
from graphkit.reports.cite import cite
from graphkit.reports.show import amount
from graphkit.reports.slips import NOBODY
from graphkit.values.table import Table

#: What the lines are grouped by.
GROUPS = ("year", "firm", "class", "place")
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """A site of the lowest level, or (`whole`) one above it that alone states the capacity of its parts."""

    id: str
    whole: bool
    unnamed: bool
    year: str
    status: str
    overdue: bool
    firm: str
    class_: str
    place: str
    capacities: tuple[Stated, ...]
    claims: tuple[str, ...]


def lines(graph: Graph, model: Model) -> tuple[Line, ...]:
    """The lines of the graph by id: sites without parts, and sites whose parts state no capacity but they do.

    A capacity counts at the lowest level that states it: where 0.5 and 3.5 GWh are told of two phases, the 4 GWh of
    their project are the same, and are not counted again.
    """
    owners = Owners(graph)
    return tuple(
        _line(graph, model, owners, site, counted.whole, counted.capacities)
        for site, counted in counted_capacities(graph, model).items()
    )


def pipeline(graph: Graph, model: Model, by: str = "year") -> Table:
    """Lines per group of `by` and status: how many, their capacity installed and planned in each unit, and how many
    have none told.

    A telling of lines that the source leaves unnamed ("several pilot lines") is no line, since it may be one of those
    that have a name: `unnamed` counts these apart. For each metric that any line has, `…` is the sum of what the
    sources name, and `…_min` and `…_max` its bounds (None where one of them is open). A planned capacity is never part
    of an installed one; a line that states both has both, and the plan is for the line as a whole.
    """
    groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
    found = lines(graph, model)
    for line in found:
        groups[_group(line, by), line.status].append(line)
    kinds = _kinds(found)
    columns = [by, "status", "lines", "unnamed", "overdue", "capacity_unknown"]
    for metric, planned in kinds:
        name = _column(model, metric, planned)
        columns += [name, f"{name}_min", f"{name}_max"]
    rows = []
    for (title, status), members in sorted(groups.items(), key=lambda g: _by(g[0])):
        row: list[Any] = [title, status, *_counts(members)]
        for kind in kinds:
            row += _sum([s for line in members for s in line.capacities if (s.metric, s.planned) == kind])
        rows.append(row)
    return Table.of(columns, rows, "pipeline")


def details(graph: Graph, model: Model, by: str = "year") -> Table:
    """The lines one by one, in the order of `pipeline`."""
    rows = [
        (
            line.year,
            line.status,
            line.overdue,
            graph.name(line.id),
            line.id,
            _level(graph, line),
            [amount(s.seen) for s in line.capacities if not s.planned],
            [amount(s.seen) for s in line.capacities if s.planned],
            line.firm,
            line.class_,
            line.place,
            cite(graph, line.claims),
        )
        for line in sorted(lines(graph, model), key=lambda n: (*_by((_group(n, by), n.status)), n.id))
    ]
    columns = ("year", "status", "overdue", "line", "id", "level", "installed", "planned", "firm", "class", "place")
    return Table.of((*columns, "sources"), rows, "lines")


def for_people(table: Table) -> Table:
    """The table with one column for each sum: the number, with its bounds in brackets where they differ."""
    bounds = {name for name in table.columns if f"{name}_min" in table.columns}
    hidden = {f"{name}{suffix}" for name in bounds for suffix in ("_min", "_max")}
    names = [name for name in table.columns if name not in hidden]
    rows = [[_told(r, n) if n in bounds else r[n] for n in names] for r in table.records()]
    return Table.of(names, rows, table.title)


def _told(record: Mapping[str, Any], name: str) -> Any:
    value, least, most = record[name], record[f"{name}_min"], record[f"{name}_max"]
    if least == most:
        return value
    bounds = (
        f"at least {least:,}" if most is None else f"at most {most:,}" if least is None else f"{least:,} to {most:,}"
    )
    return bounds if value is None else f"{value:,} ({bounds})"


def _line(graph: Graph, model: Model, owners: Owners, site: str, whole: bool, counted: tuple[Stated, ...]) -> Line:
    entity = graph.entities[site]
    start = start_of(graph, model, site)
    claims = {i for o in graph.observations_of(site) if o.metric in CAPACITIES for i in o.claims}
    firms = [graph.name(i) for i in owners.of(site)]
    return Line(
        id=site,
        whole=whole,
        unnamed="unnamed" in entity.flags,
        year=_year(start),
        status=entity.status or UNKNOWN,
        overdue=entity.overdue,
        firm=", ".join(firms) or NOBODY,
        class_=_class(graph, site),
        place=_place(graph, site),
        capacities=counted,
        claims=tuple(sorted(claims | set(start.claims if start else ()))),
    )


def _year(start: Milestone | None) -> str:
    """`2027`, `2027/2030`, `by 2025` where only the last day is known, `from 2027` where only the first is."""
    if start is None or (start.earliest is None and start.latest is None):
        return UNKNOWN
    if start.earliest is None or start.latest is None:
        return f"by {start.latest.year}" if start.latest else f"from {start.earliest.year}" if start.earliest else ""
    first, last = start.earliest.year, start.latest.year
    return str(first) if first == last else f"{first}/{last}"


def _class(graph: Graph, site: str) -> str:
    """The class stated of the site, else that of all it produces; several side by side."""
    own = _words(graph, site)
    if not own:
        made = [e.target for e in graph.edges_of(site) if e.type == "PRODUCES" and e.source == site]
        own = {word for product in made for word in _words(graph, product)}
    return ", ".join(sorted(own)) or UNKNOWN


def _words(graph: Graph, entity: str) -> set[str]:
    return {p.word for p in graph.properties_of(entity) if p.name == "class" and p.told}


def _place(graph: Graph, site: str) -> str:
    """Where the site is said to lie, else where what it is a part of does; the narrowest places of these."""
    ahead, seen = [site], {site}
    while ahead:
        found = {e.target for s in ahead for e in graph.edges_of(s) if e.type == "LOCATED_IN" and e.source == s}
        if found:
            wider = {e.target for p in found for e in graph.edges_of(p) if e.type == "LOCATED_IN" and e.source == p}
            return ", ".join(sorted(graph.name(p) for p in found - wider or found))
        up = {e.target for s in ahead for e in graph.edges_of(s) if e.type == "PART_OF" and e.source == s}
        ahead = sorted(up - seen)
        seen |= up
    return UNKNOWN


def _level(graph: Graph, line: Line) -> str:
    level = str(graph.entities[line.id].properties.get("level", ""))
    return f"{level} (told for its parts)".strip() if line.whole else level


def _group(line: Line, by: str) -> str:
    return {"year": line.year, "firm": line.firm, "class": line.class_, "place": line.place}[by]


def _by(group: tuple[str, str]) -> tuple[Any, ...]:
    """Groups by name, years by their digits, what is unknown last; statuses in the order of a life."""
    title, status = group
    rank = STATUSES.index(status) if status in STATUSES else len(STATUSES)
    digits = "".join(c for c in title if c.isdigit() or c == "/") if title[-4:].isdigit() else title
    return (title in (UNKNOWN, NOBODY), digits, title, rank, status)


def _kinds(found: Sequence[Line]) -> list[tuple[str, bool]]:
    """The metrics that any line has, installed before planned, in the order of `CAPACITIES`; no pieces, since a sum
    over lines would add cells to vehicles."""
    there = {(s.metric, s.planned) for line in found for s in line.capacities if s.metric != PIECES}
    return [(m, planned) for m in CAPACITIES for planned in (False, True) if (m, planned) in there]


def _column(model: Model, metric: str, planned: bool) -> str:
    entry = model.metrics[metric]
    name = entry.planned_property if planned else entry.property
    return name or (f"{metric}_planned" if planned else metric)


def _counts(members: Iterable[Line]) -> tuple[int, int, int, int]:
    """How many lines there are; how often lines are told of that nobody names, one or several; how many of both have a
    plan that ran out, and no capacity told."""
    own = [line for line in members if not line.whole]
    unnamed = sum(line.unnamed for line in own)
    return (
        len(own) - unnamed,
        unnamed,
        sum(line.overdue for line in own),
        sum(not line.capacities for line in own),
    )


def _sum(stated: Sequence[Stated]) -> tuple[Any, Any, Any]:
    """Nominal sum, least and most; None for all where nothing is stated, or for what one of them leaves open."""
    if not stated:
        return None, None, None
    nominal = [s.nominal if s.nominal is not None else s.least if s.least == s.most else None for s in stated]
    return _total(nominal), _total([s.least for s in stated]), _total([s.most for s in stated])


def _total(values: Sequence[Decimal | None]) -> int | float | None:
    known = [v for v in values if v is not None]
    return plain(sum(known, Decimal(0))) if len(known) == len(values) else None

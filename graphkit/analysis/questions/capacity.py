"""Capacity over time: what operates and what is planned, by what is made, where, or by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.figures.amounts import Amount, total
from graphkit.analysis.figures.forecasts import forecast_table
from graphkit.analysis.figures.outputs import STATES, Output, by_day, outputs
from graphkit.analysis.figures.plants import UNKNOWN, Plant, plants, stage_of
from graphkit.analysis.questions.common import gaps_told, of_countries, of_the_graph
from graphkit.analysis.study import Study
from graphkit.graph.capacities import OUTPUT
from graphkit.graph.delays import delay
from graphkit.graph.slips import fates
from graphkit.values.table import Table

BOUNDS = (
    "least, nominal, most: of the plants that state a figure, at the end of the year; a blank is open. Units and "
    "stages are never added together, and what plants without a figure can make is not in it",
    "operating and built: least is there for certain by then, most may be; built is told as there, of a plant that is "
    "not told to have begun to operate",
    "planned: if plans are kept, on top of what is there; least are plans whose last day has come, most those whose "
    "first day has. A plan that moved counts at its newest date; undated and overdue plans stand apart and in no year",
    "a year without a row is as the last one before it",
)
_COLUMNS = (
    "node", "name", "stage", "metric", "unit", "year", "state", "least", "nominal", "most", "plants", "claims",
)  # fmt: skip
_COLORS = {
    "operating": "#009E73", "built": "#56B4E9", "planned": "#0072B2", "undated": "#CC79A7", "overdue": "#D55E00",
}  # fmt: skip
#: A group: its id, and the stage of the chain.
_Group = tuple[str, str]


def answer(study: Study, by: str = "stage", year: int | None = None) -> Answer:
    """A row for each group, metric, state and year in which something changes, or at the end of `year` alone.

    Parameters
    ----------
    by
        stage, material, product, technology, country or firm. Of several items that one plant makes it is not told how
        much is of which: each then counts from 0 to all of it.
    year
        Only how it stands at the end of this year.
    """
    found = plants(study)
    all_outputs = tuple(o for o in outputs(found, study.graph.as_of) if o.metric in OUTPUT)
    rows = _rows(study, by, all_outputs, year)
    silent = [p for p in found if not p.capacities and not p.unnamed]
    return Answer(
        "capacity",
        f"Capacity by {by}" + (f" at the end of {year}" if year else " over time"),
        Table.of(_COLUMNS, rows, f"capacity by {by}"),
        asked={"by": by, "year": year},
        more={
            "without_figure": _without_figure(study, by, silent),
            "slips": _slips(study, all_outputs),
            "forecasts": forecast_table(study),
        },
        bounds=BOUNDS,
        gaps=_gaps(study, silent, all_outputs),
        assumed=(*_assumed(study, by, found, all_outputs), *of_the_graph(study)),
        claims=all_claims(*(r[-1] for r in rows)),
        marks=_marks(all_outputs),
    )


def _groups(study: Study, plant: Plant, items: Sequence[str], by: str) -> tuple[_Group, ...]:
    """The groups in which a plant counts with some items; none for a maker of other things than those asked for."""
    stage = stage_of(study, items)
    match by:
        case "stage":
            return ((stage, stage),)
        case "material" | "product":
            if not items:
                return ((UNKNOWN, stage),)
            kinds = ("Material",) if by == "material" else ("Product", "Vehicle")
            return tuple((i, stage_of(study, [i])) for i in items if study.kind(i) in kinds)
        case "technology":
            return tuple((t, stage) for t in _technologies(study, plant, items)) or ((UNKNOWN, stage),)
        case "country":
            return ((plant.country or UNKNOWN, stage),)
        case _:
            return tuple((firm, stage) for firm in plant.firms) or ((UNKNOWN, stage),)


def _technologies(study: Study, plant: Plant, items: Sequence[str]) -> list[str]:
    """Technologies that a plant or what it makes is told to use, and the classes of battery that are told of them."""
    found: set[str] = set()
    for node in (plant.node, *items):
        edges = [e for e in study.graph.edges_of(node) if e.source == node and e.type == "USES" and e.told]
        found.update(e.target for e in edges if study.kind(e.target) == "Technology")
        told = [p for p in study.graph.properties_of(node) if p.name == "class" and p.told]
        found.update(f"class={p.word}" for p in told)
    return sorted(found)


def _rows(study: Study, by: str, found: Iterable[Output], year: int | None) -> list[tuple[Any, ...]]:
    sums: dict[tuple[str, str, str, str, str], list[Output]] = defaultdict(list)
    for output in found:
        for group in _groups(study, output.plant, output.items, by):
            sums[(*group, output.metric, output.unit, output.state)].append(_shared(output, by))
    rows: list[tuple[Any, ...]] = []
    for (node, stage, metric, unit, state), members in sums.items():
        head = (node, name_of(study, by, node), stage, metric, unit)
        for when, amount, counted in _over_time(state, members, year):
            claims = all_claims(*(o.claims for o in counted))
            rows.append((*head, when, state, *amount.cells(), len({o.plant.node for o in counted}), list(claims)))
    order = {state: k for k, state in enumerate(STATES)}
    return sorted(rows, key=lambda r: (r[0] == UNKNOWN, r[1].casefold(), r[0], r[2], r[3], r[5] or 9999, order[r[6]]))


def _shared(output: Output, by: str) -> Output:
    """By item, a plant of several items gives each from nothing to all of what it can make."""
    if by not in ("material", "product") or len(output.items) < 2:
        return output
    return replace(output, amount=output.amount.at_most())


def _over_time(
    state: str, members: Sequence[Output], year: int | None
) -> Iterable[tuple[int | None, Amount, list[Output]]]:
    if state in ("undated", "overdue"):
        yield None, total(o.amount for o in members), list(members)
        return
    years = {day.year for o in members for day in (o.first, o.last) if day}
    for when in [year] if year else sorted(years):
        end = date(when, 12, 31)
        amount = by_day(members, end)
        if amount is not None:
            yield when, amount, [o for o in members if o.first is None or o.first <= end]


def name_of(study: Study, by: str, node: str) -> str:
    """A group as people read it; "" of a stage, which stands in a column of its own."""
    if by == "stage":
        return ""
    if by == "country":
        term = study.model.vocabularies.get("country", {}).get(node)
        return term.name if term else node
    if node.startswith("class="):
        return f"{node.removeprefix('class=')} (class of battery)"
    return study.name(node)


def _without_figure(study: Study, by: str, silent: Iterable[Plant]) -> Table:
    members: dict[_Group, list[str]] = defaultdict(list)
    for plant in silent:
        for group in _groups(study, plant, plant.items, by):
            members[group].append(plant.node)
    rows = [(n, name_of(study, by, n), stage, len(own), study.names(own)) for (n, stage), own in members.items()]
    rows.sort(key=lambda r: (r[0] == UNKNOWN, r[1].casefold(), r[0], r[2]))
    return Table.of(("node", "name", "stage", "plants", "plants_of"), rows, "plants that state no capacity")


def _slips(study: Study, found: Iterable[Output]) -> Table:
    """What became of the plans for the start of plants with a capacity: those that moved or were missed."""
    starts = {o.plant.start.element: o.plant for o in found if o.plant.start}
    rows = []
    for fate in fates(study.graph, study.model):
        plant = starts.get(fate.history.element)
        if plant and fate.slip:
            plan = fate.plan.statement
            to = fate.to.statement.text if fate.to else None
            node, said = plant.node, list(all_claims(plan.claims, fate.to.statement.claims if fate.to else ()))
            rows.append((node, study.name(node), fate.history.stage, plan.text, fate.outcome, to, delay(fate), said))
    columns = ("node", "name", "stage", "planned", "outcome", "now", "slip", "claims")
    return Table.of(columns, rows, "plans for these plants that moved or were missed")


def _gaps(study: Study, silent: Iterable[Plant], found: Iterable[Output]) -> Table:
    rows = {(p.node, study.name(p.node), ", ".join(p.items), "how much it can make") for p in silent}
    for output in found:
        plant = output.plant
        told = {
            "undated": "when it begins to operate",
            "overdue": "what became of its plan",
            "built": "whether it operates",
        }
        if output.state in told:
            rows.add((plant.node, study.name(plant.node), ", ".join(plant.items), told[output.state]))
    return gaps_told(rows)


def _assumed(study: Study, by: str, found: Sequence[Plant], outs: Sequence[Output]) -> Iterable[str]:
    several = sorted({o.plant.node for o in outs if len(o.items) > 1})
    if several and by in ("material", "product"):
        yield f"makers of several items count for each from 0 to all of it: {', '.join(study.names(several))}"
    twice = sorted({o.plant.node for o in outs if len({g for g, _ in _groups(study, o.plant, o.items, by)}) > 1})
    if twice and by in ("technology", "firm"):
        yield f"counted whole in each of several groups, which do not add up: {', '.join(study.names(twice))}"
    if by == "country":
        yield from of_countries(study, {p.node for p in found})
    if implied := sum(s.seen.per_implied for p in found for s in p.capacities):
        yield f"{implied} figures are taken as per year, which their sources imply and do not state"
    if whole := sorted({o.plant.node for o in outs if o.plant.whole}):
        yield f"told for the whole, since no part states a figure: {', '.join(study.names(whole))}"
    if unnamed := sorted(p.node for p in found if p.unnamed):
        yield f"what sources leave unnamed may be one of the plants that have a name: {', '.join(study.names(unnamed))}"
    if silent := sorted({o.plant.node for o in outs if o.state == "operating" and o.plant.status is None}):
        names = ", ".join(study.names(silent))
        yield f"operating, since they are told to make it, and no stage of theirs is told: {names}"
    if any(o.state == "operating" for o in outs):
        yield "what operates goes on operating"


def _marks(found: Iterable[Output]) -> dict[str, Mark]:
    """Plants by the first of their states."""
    out: dict[str, str] = {}
    for output in sorted(found, key=lambda o: STATES.index(o.state)):
        out.setdefault(output.plant.node, output.state)
    return {node: Mark(state, _COLORS[state]) for node, state in out.items()}
